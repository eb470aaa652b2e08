"""Who answered for a matter from which day on, by its holders and by the roster (S9, S25)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.case_file import CaseFile
from minqing_core.views.holding import Holder

NOBODY = "当时无人负责"
Arrived: TypeAlias = Callable[[PersonId], date | None]
LastDay: TypeAlias = Callable[[PersonId], date | None]


@frozen(kw_only=True)
class Answering:
    """That somebody answered for a matter from a day until a day, both included (S25).

    ``version`` is the record by which they held it.
    """

    person: PersonId
    unit: UnitId
    since: date
    until: date | None
    version: int


@frozen(kw_only=True)
class Answerable:
    """Who answered for a matter on a day; the unit that had it only where nobody did (S9)."""

    person: PersonId | None = None
    unit: UnitId | None = None

    @property
    def note(self) -> str:
        """What is said where nobody answered."""
        return NOBODY if self.person is None else ""


def ever_there(_: PersonId) -> date | None:
    """Return that somebody was always there, where there is no roster to ask."""
    return date.min


def staying(_: PersonId) -> date | None:
    """Return that somebody never leaves, where there is no roster to ask."""
    return None


def answering(
    file: CaseFile, arrived: Arrived, last_day: LastDay = staying
) -> Iterator[Answering]:
    """Yield who answered for a matter when, one after the other (S9, S25, S46, S83).

    The first does from the day on which it was learned; in a matter taken over from elsewhere
    nobody does before it was recorded here, and nobody at all before they were in the roster or
    after their last day in the town.
    """
    for number, one in enumerate(file.holders):
        came = arrived(one.person)
        ends = (None if one.until is None else civil_date(one.until), last_day(one.person))
        until = min(filter(None, ends), default=None)
        since = None if came is None else max(came, _begins(file, number, one))
        if since is not None and (until is None or since <= until):
            yield Answering(
                person=one.person, unit=one.unit, since=since, until=until, version=one.version
            )


def taken_over_on(file: CaseFile) -> date | None:
    """Return the day on which a matter was taken over from elsewhere, if it was (S83)."""
    elsewhere = file.opened is not None and file.opened.matter.source is not None
    return civil_date(file.recorded_at) if elsewhere and file.recorded_at is not None else None


def answerable_on(
    file: CaseFile, on: date, arrived: Arrived, last_day: LastDay = staying
) -> Answerable:
    """Return who answered for a matter at the end of a day (S9, S25, S46)."""
    held = [one for one in file.holders if civil_date(one.since) <= on]
    holder = held[-1] if held else file.holders[0]
    answers = any(
        one.person == holder.person and one.since <= on and (one.until is None or on <= one.until)
        for one in answering(file, arrived, last_day)
    )
    return Answerable(person=holder.person) if answers else Answerable(unit=holder.unit)


def _begins(file: CaseFile, number: int, one: Holder) -> date:
    """Return from when on a holder may answer, the first of them being number 0."""
    assert file.opened is not None  # noqa: S101 - who holds a matter was recorded with it
    since, here = civil_date(one.since), taken_over_on(file)
    if here is not None:
        return max(since, here)
    return since if number else min(since, civil_date(file.opened.matter.learned_at))
