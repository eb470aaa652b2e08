"""What people read for each code: the terms of the scheme in Chinese."""

from minqing_core.views.labels import (
    accountability,
    appraisal,
    books,
    diary,
    duties,
    households,
    inspection,
    meetings,
    publicity,
    replay,
    review,
    roster,
    signals,
)

LABELS: dict[str, dict[str, str]] = {
    **books.LABELS,
    **diary.LABELS,
    **duties.LABELS,
    **roster.LABELS,
    **households.LABELS,
    **publicity.LABELS,
    **replay.LABELS,
    **review.LABELS,
    **signals.LABELS,
    **meetings.LABELS,
    **inspection.LABELS,
    **appraisal.LABELS,
    **accountability.LABELS,
}


def label(group: str, code: str | None) -> str:
    """Return what people read for a code; the code itself when it has no label."""
    return "" if code is None else LABELS[group].get(code, str(code))
