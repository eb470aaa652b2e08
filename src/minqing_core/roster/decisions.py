"""What may be done with units, people and posts, and what is then recorded."""

import re
from datetime import date

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import fault_in_name
from minqing_core.roster import events
from minqing_core.roster.state import Person, Units

UNIT_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
PERSON_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
NUMBERED = "#"


class NameUnfitError(RefusalError):
    """A name cannot be kept as it is."""

    code = "name-unfit"
    text = "{field}「{name}」{why}"


class UnitExistsError(RefusalError):
    """The unit is known with other particulars."""

    kind = "conflict"
    code = "unit-exists"
    text = "单位 {unit} 已经设立，名称为「{name}」"


class UnitUnknownError(RefusalError):
    """No unit goes by this id."""

    kind = "not-found"
    code = "unit-unknown"
    text = "没有编号为「{unit}」的单位，请先用 roster unit 设立"


class VillageWantedError(RefusalError):
    """Cadres are stationed in villages and communities only (S8)."""

    code = "village-wanted"
    text = "{unit} 不是村或社区，驻村干部只能派驻到村（社区）"


class PersonExistsError(RefusalError):
    """The person is registered already."""

    kind = "conflict"
    code = "person-exists"
    text = "编号 {person} 已登记为「{name}」，不能重复登记"


class PersonUnknownError(RefusalError):
    """Nobody in the roster goes by this id."""

    kind = "not-found"
    code = "person-unknown"
    text = "花名册中没有「{person}」，请先登记"


class NotHeldError(RefusalError):
    """The person does not hold the post, or is not stationed there."""

    kind = "conflict"
    code = "post-not-held"
    text = "{person} 现在并未在 {unit} {what}，无从终止"


class PostIncompleteError(RefusalError):
    """A post is a post in a unit."""

    code = "post-incomplete"
    text = "职务（post）和单位（unit）须同时填写，或都不填"


class IdUnfitError(RefusalError):
    """An id of a unit or person is not of the agreed form."""

    code = "id-unfit"
    text = "{what}编号「{given}」不合规则：{wanted}"


class DaysOutOfOrderError(RefusalError):
    """A tenure cannot end before it began."""

    code = "days-out-of-order"
    text = "截止日 {until} 早于开始日 {since}"


class DayInFutureError(RefusalError):
    """A day that has not come cannot be recorded as having been."""

    code = "day-in-future"
    text = "{field} {day} 晚于今天 {today}，请填今天或更早的日期"


def establish_unit(units: Units, *, unit: events.UnitEstablished) -> list[events.UnitEvent]:
    """Establish a unit under one that exists (S84)."""
    if not UNIT_ID.fullmatch(unit.unit):
        wanted = "小写英文字母开头，只用小写字母、数字和连字符，如 dafeng 或 dafeng-1"
        raise IdUnfitError(what="单位", given=unit.unit, wanted=wanted)
    _require_name("单位名称", unit.name)
    if unit.parent is not None and unit.parent not in units.known:
        raise UnitUnknownError(unit=unit.parent)
    known = units.known.get(unit.unit)
    if known is not None and known != unit:
        raise UnitExistsError(unit=unit.unit, name=known.name)
    return [] if known == unit else [unit]


def register(
    person: Person, *, person_id: PersonId | None, facts: events.PersonRegistered, today: date
) -> list[events.PersonEvent]:
    """Enter a person in the roster (S6–S9)."""
    if person_id is not None and not PERSON_ID.fullmatch(person_id):
        wanted = "大写英文字母或数字开头，只用大写字母、数字和连字符，如 0012 或 DC-0012"
        raise IdUnfitError(what="人员", given=person_id, wanted=wanted)
    _require_name("姓名", facts.name.text)
    _require_past("登记起始日", facts.since, today)
    if person.registered is None:
        return [facts]
    if person.registered == facts:
        return []
    raise PersonExistsError(person=person_id, name=person.registered.name)


def assign_kind(
    person: Person, *, person_id: PersonId, kind: events.CadreKind | None, since: date
) -> list[events.PersonEvent]:
    """Say as which kind of cadre a person takes part, from a day on (S9)."""
    require_registered(person, person_id)
    begun = [day for day in person.kinds if day <= since]
    if begun and person.kinds[max(begun)] == kind:
        return []
    return [events.KindAssigned(kind=kind, since=since)]


def take_post(
    person: Person, *, person_id: PersonId, taken: events.PostTaken, units: UnitTree
) -> list[events.PersonEvent]:
    """Take up a post in a unit; a post already held is not taken twice (S7, S9)."""
    require_registered(person, person_id)
    require_unit(units, taken.unit)
    return [] if (taken.post, taken.unit) in person.held else [taken]


def leave_post(
    person: Person, *, person_id: PersonId, left: events.PostLeft
) -> list[events.PersonEvent]:
    """Leave a post after a last day (S9)."""
    _end(person, person_id, left.post, left.unit, left.until)
    return [left]


def station(
    person: Person, *, person_id: PersonId, stationed: events.Stationed, units: Units
) -> list[events.PersonEvent]:
    """Station a cadre in a village (S8)."""
    require_registered(person, person_id)
    for unit in (stationed.village, stationed.home):
        require_unit(units.tree, unit)
    kind = units.known[stationed.village].kind
    if kind not in {events.UnitKind.VILLAGE, events.UnitKind.COMMUNITY}:
        raise VillageWantedError(unit=stationed.village)
    return [] if (None, stationed.village) in person.held else [stationed]


def end_stationing(
    person: Person, *, person_id: PersonId, ended: events.StationingEnded
) -> list[events.PersonEvent]:
    """End a cadre's being stationed in a village after a last day (S8)."""
    _end(person, person_id, None, ended.village, ended.until)
    return [ended]


def bind_login(bound: PersonId | None, *, login: str, person: PersonId) -> list[events.LoginEvent]:
    """Let a user of the operating system act as a person."""
    _require_name("系统用户名", login)
    if NUMBERED in login:
        raise NameUnfitError(field="系统用户名", name=login, why=f"不能含有「{NUMBERED}」")
    return [] if bound == person else [events.LoginBound(person=person)]


def require_registered(person: Person, person_id: PersonId) -> None:
    """Refuse somebody who was never entered in the roster (S9)."""
    if person.registered is None:
        raise PersonUnknownError(person=person_id)


def require_unit(units: UnitTree, unit: UnitId) -> None:
    """Refuse a unit that was never established (S84)."""
    if unit not in units:
        raise UnitUnknownError(unit=unit)


def _end(
    person: Person, person_id: PersonId, post: events.Post | None, unit: UnitId, until: date
) -> None:
    since = person.held.get((post, unit))
    if since is None:
        raise NotHeldError(
            person=person_id, unit=unit, what="驻村" if post is None else f"任 {post}"
        )
    if until < since:
        raise DaysOutOfOrderError(until=until, since=since)


def _require_name(field: str, name: str) -> None:
    why = fault_in_name(name)
    if why is not None:
        raise NameUnfitError(field=field, name=name, why=why)


def _require_past(field: str, day: date, today: date) -> None:
    if day > today:
        raise DayInFutureError(field=field, day=day, today=today)
