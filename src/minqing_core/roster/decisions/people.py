"""What may be done with people, their posts and where they are stationed."""

import re
from datetime import date

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.roster import events
from minqing_core.roster.decisions import refusals
from minqing_core.roster.decisions.requirements import (
    require_live,
    require_name,
    require_order,
    require_past,
    require_serving,
)
from minqing_core.roster.state import Person, Units

PERSON_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
NUMBERED = "#"


def register(
    person: Person, *, person_id: PersonId | None, facts: events.PersonRegistered, today: date
) -> list[events.PersonEvent]:
    """Enter a person in the roster (S6–S9)."""
    if person_id is not None and not PERSON_ID.fullmatch(person_id):
        wanted = "大写英文字母或数字开头，只用大写字母、数字和连字符，如 0012 或 DC-0012"
        raise refusals.IdUnfitError(what="人员", given=person_id, wanted=wanted)
    require_name("姓名", facts.name.text)
    require_past("登记起始日", facts.since, today)
    if person.registered is None:
        return [facts]
    if person.registered == facts:
        return []
    raise refusals.PersonExistsError(person=person_id, name=person.registered.name)


def assign_kind(
    person: Person, *, person_id: PersonId, kind: events.CadreKind | None, since: date
) -> list[events.PersonEvent]:
    """Say as which kind of cadre a person takes part, from a day on (S9)."""
    require_serving(person, person_id, since)
    begun = [day for day in person.kinds if day <= since]
    if begun and person.kinds[max(begun)] == kind:
        return []
    return [events.KindAssigned(kind=kind, since=since)]


def take_post(
    person: Person, *, person_id: PersonId, taken: events.PostTaken, units: Units
) -> list[events.PersonEvent]:
    """Take up a post in a live unit; on no day is a post held twice (S7, S9, S84)."""
    require_serving(person, person_id, taken.since)
    if _has(person, person_id, taken.post, taken.unit, taken.since):
        return []
    require_live(units, taken.unit, taken.since)
    return [taken]


def leave_post(
    person: Person, *, person_id: PersonId, left: events.PostLeft
) -> list[events.PersonEvent]:
    """Leave a post after a last day (S9)."""
    _end(person, person_id, left.post, left.unit, left.until)
    return [left]


def station(
    person: Person, *, person_id: PersonId, stationed: events.Stationed, units: Units
) -> list[events.PersonEvent]:
    """Station a cadre in a live village (S8, S84)."""
    require_serving(person, person_id, stationed.since)
    if _has(person, person_id, None, stationed.village, stationed.since):
        return []
    for unit in (stationed.village, stationed.home):
        require_live(units, unit, stationed.since)
    if stationed.village not in units.villages:
        raise refusals.VillageWantedError(unit=stationed.village)
    return [stationed]


def end_stationing(
    person: Person, *, person_id: PersonId, ended: events.StationingEnded
) -> list[events.PersonEvent]:
    """End a cadre's being stationed in a village after a last day (S8)."""
    _end(person, person_id, None, ended.village, ended.until)
    return [ended]


def bind_login(bound: PersonId | None, *, login: str, person: PersonId) -> list[events.LoginEvent]:
    """Let a user of the operating system act as a person."""
    require_name("系统用户名", login)
    if NUMBERED in login:
        why = f"不能含有「{NUMBERED}」"
        raise refusals.NameUnfitError(field="系统用户名", name=login, why=why)
    return [] if bound == person else [events.LoginBound(person=person)]


def _has(
    person: Person, person_id: PersonId, post: events.Post | None, unit: UnitId, since: date
) -> bool:
    met = next((term for term in person.of(post, unit) if term.meets(since)), None)
    if met is None or (met.until is None and met.since <= since):
        return met is not None
    raise refusals.TermsMeetError(
        person=person_id,
        since=met.since,
        until=met.until or "今",
        unit=unit,
        what=_what(post),
    )


def _end(
    person: Person, person_id: PersonId, post: events.Post | None, unit: UnitId, until: date
) -> None:
    running = next((term for term in person.of(post, unit) if term.until is None), None)
    if running is None:
        raise refusals.NotHeldError(person=person_id, unit=unit, what=_what(post))
    require_order(running.since, until)


def _what(post: events.Post | None) -> str:
    return "驻村" if post is None else f"任 {post}"
