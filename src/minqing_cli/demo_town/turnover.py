"""Who comes and who goes, as the Organisation & Personnel Office puts it on record."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import FIRST
from minqing_cli.demo_town.people import CLERK, Cadre, Staff
from minqing_core.kernel.periods import OFFICE_ZONE


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
    """Yield what is put on record of those who come or go within the two years."""
    clerk = staff[CLERK].person
    for cadre in staff.cadres:
        if cadre.since >= FIRST:
            for use_case, given in enlisted(cadre):
                yield _action(cadre.since, time(8, 30), clerk, use_case, given)
        if cadre.until is not None:
            use_case, given = _left(cadre)
            yield _action(cadre.until, time(17, 45), clerk, use_case, given)


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
