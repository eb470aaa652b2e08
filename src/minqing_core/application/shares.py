"""So many of so many: a number never stands without what it is of."""

from attrs import frozen


@frozen(kw_only=True)
class Share:
    """So many of so many; no percentage of nothing."""

    count: int
    of: int
    percent: float | None


def share(count: int, of: int) -> Share:
    """Return so many of so many, with the percentage."""
    return Share(count=count, of=of, percent=round(100 * count / of, 1) if of else None)
