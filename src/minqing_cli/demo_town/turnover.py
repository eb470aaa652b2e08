"""Who comes and who goes, as the Organisation & Personnel Office puts it on record."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from minqing_cli.demo_town.courses import Action, Course
from minqing_cli.demo_town.days import FIRST
from minqing_cli.demo_town.people import CLERK, Cadre, Staff
from minqing_cli.demo_town.record_books import Books
from minqing_core.kernel.periods import OFFICE_ZONE, civil_date

OWES_A_BOOK, NOTICE, GONE_TO = "fenghuan-stationed", timedelta(days=14), "沙溪镇"
HANDED_OVER = "原负责人调离，交由本单位同志接手"


def enlisted(cadre: Cadre) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what enters a cadre in the roster, by use case, in plain values."""
    first, *others = cadre.posts or (None,)
    facts = {"name": cadre.name, "kind": cadre.kind, "since": cadre.since.isoformat()}
    if first is not None:
        facts |= {"post": first, "unit": cadre.unit}
    yield "roster.person", {"person": cadre.person, "facts": facts}
    since = cadre.since.isoformat()
    for post in others:
        taken = {"post": post, "unit": cadre.unit, "since": since}
        yield "roster.post", {"person": cadre.person, "taken": taken}
    if cadre.stationed is not None:
        stationed = {"village": cadre.stationed, "home": cadre.unit, "since": since}
        yield "roster.station", {"person": cadre.person, "stationed": stationed}


def turnover(staff: Staff) -> Iterator[Action]:
    """Yield what is put on record of those who come or go within the two years.

    Who leaves hands everything over and is closed; one still owes the record book at the end.
    """
    clerk, books = staff[CLERK].person, Books(staff)
    for cadre in staff.cadres:
        if cadre.since >= FIRST:
            for use_case, given in enlisted(cadre):
                yield _action(cadre.since, time(8, 30), clerk, use_case, given)
            yield from books.given(cadre, datetime.combine(cadre.since, time(8, 40), OFFICE_ZONE))
        if cadre.until is not None:
            yield from _leaving(cadre, clerk, books)


def handed_over(course: Course, staff: Staff) -> Iterator[Action]:
    """Yield that somebody else answers for a matter from the day on which its owner leaves."""
    owner, clerk = course.plot.owner, staff[CLERK].person
    first, last = (civil_date(course.actions[n].at) for n in (0, -1))
    if owner.until is None or not first <= owner.until < last:
        return
    successor = staff.of(course.plot.unit, owner.until + timedelta(days=1))[0]
    assigned = {"owner": successor.person, "unit": course.plot.unit, "reason": HANDED_OVER}
    given = {"case": f"§{course.plot.key}§", "assigned": assigned}
    yield _action(owner.until, time(17, 30), clerk, "case.assign", given)


def _leaving(cadre: Cadre, clerk: str, books: Books) -> Iterator[Action]:
    assert cadre.until is not None  # noqa: S101 - only those who leave
    transferred = {"until": cadre.until.isoformat(), "destination": GONE_TO}
    given = {"person": cadre.person, "transferred": transferred}
    yield _action(cadre.until - NOTICE, time(9), clerk, "roster.transfer", given)
    if cadre.key != OWES_A_BOOK:
        yield from books.handed_in(cadre, cadre.until)
    use_case, given = _left(cadre)
    yield _action(cadre.until, time(17, 45), clerk, use_case, given)
    if cadre.key != OWES_A_BOOK:
        closed = {"person": cadre.person, "closed": {"on": cadre.until.isoformat()}}
        yield _action(cadre.until, time(17, 50), clerk, "roster.close", closed)


def _left(cadre: Cadre) -> tuple[str, dict[str, Any]]:
    until = str(cadre.until)
    if cadre.stationed is not None:
        ended = {"village": cadre.stationed, "until": until}
        return "roster.unstation", {"person": cadre.person, "ended": ended}
    left = {"post": cadre.posts[0], "unit": cadre.unit, "until": until}
    return "roster.leave", {"person": cadre.person, "left": left}


def _action(day: date, hour: time, actor: str, use_case: str, given: dict[str, Any]) -> Action:
    at = datetime.combine(day, hour, OFFICE_ZONE)
    return Action(at=at, matter="", actor=actor, use_case=use_case, given=given)
