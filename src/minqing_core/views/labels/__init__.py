"""What people read for each code: the terms of the scheme in Chinese.

Plain words, so that whoever shows a label imports no events.
"""

from minqing_core.views.labels import (
    access,
    accountability,
    appraisal,
    backups,
    books,
    diary,
    duties,
    households,
    inspection,
    meetings,
    privacy,
    publicity,
    replay,
    review,
    roster,
    signals,
    webhooks,
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
    **backups.LABELS,
    **privacy.LABELS,
    **access.LABELS,
    **webhooks.LABELS,
}


COUNTED = {"privacy.retention": "年"}


def label(group: str, code: str | None) -> str:
    """Return what people read for a code; the code itself when it has no label."""
    return "" if code is None else LABELS[group].get(code, str(code))


def counted(rule: str) -> str:
    """Return what a rule counts that is not one of days."""
    return COUNTED.get(rule, "次")
