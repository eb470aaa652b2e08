"""What people read for each code: the terms of the scheme in Chinese."""

from minqing_core.views.labels import accountability, books, diary, households, review, roster

LABELS: dict[str, dict[str, str]] = {
    **books.LABELS,
    **diary.LABELS,
    **roster.LABELS,
    **households.LABELS,
    **review.LABELS,
    **accountability.LABELS,
}


def label(group: str, code: str | None) -> str:
    """Return what people read for a code; the code itself when it has no label."""
    return "" if code is None else LABELS[group].get(code, str(code))
