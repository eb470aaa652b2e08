"""Why a matter stands as it does, and who set each of its fields."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.case_ground import CaseGround, case_ground, read_of
from minqing_core.application.catalogue import use_case
from minqing_core.application.duties_ledger import of_case
from minqing_core.application.filtering import NO_GRACE
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.posted import posted
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.replay.blame import Set, blame
from minqing_core.replay.knowledge import Knower, knowers
from minqing_core.replay.reasons import Reason, reasons
from minqing_core.replay.responsibility import Held, responsibility
from minqing_core.views.labels import label

CODED = frozenset({"kind", "channel", "urgency", "status"})


@frozen(kw_only=True)
class ReasonsPage:
    """Each derived status of a matter with the records that make it so."""

    case: CaseId
    title: str
    items: tuple[Reason, ...]
    names: dict[str, str]
    on: date
    next: None
    position: int


@frozen(kw_only=True)
class BlamePage:
    """Each field of a matter with who set it, who knew of it first, and who held it how long.

    ``names`` are those of people, units, categories and of the codes of other fields.
    """

    case: CaseId
    title: str
    items: tuple[Set, ...]
    first_knew: Knower
    held: tuple[Held, ...]
    names: dict[str, str]
    on: date
    next: None
    position: int


@use_case("case.why", Power.DIARY_READ, "S25", "S34", "S62", reads=True)
def why(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> ReasonsPage:
    """Say of each derived status of a matter why it is so, and by which records."""
    ground = case_ground(office, act, case, when)
    moment = ground.moment
    programme = office.programme(moment.position)
    grace = programme.days("hanging.grace", moment.today) or NO_GRACE
    read = read_of(office, ground, ground.calendar)
    found = reasons(read, of_case(office, case, moment), grace)
    return ReasonsPage(
        case=case,
        title=ground.title,
        items=found,
        names=ground.named(_who(found)),
        on=moment.today,
        next=None,
        position=moment.position,
    )


@use_case("case.blame", Power.DIARY_READ, "S25", "S35", reads=True)
def case_blame(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> BlamePage:
    """Tell who set each field of a matter and when, who knew of it first, who held it how long."""
    ground = case_ground(office, act, case, when)
    today = ground.moment.today
    fields = tuple(blame(ground.file, ground.history))
    held = tuple(responsibility(read_of(office, ground, ground.calendar)))
    at_post = posted(office, ground.moment)
    first = knowers(ground.history, (), ground.calendar, today, at_post)[0]
    return BlamePage(
        case=case,
        title=ground.title,
        items=fields,
        first_knew=first,
        held=held,
        names={
            **ground.named([first.person, *_setting(fields), *_holding(held)]),
            **_categories(office, ground, fields),
            **_codes(fields),
        },
        on=today,
        next=None,
        position=ground.moment.position,
    )


def _codes(fields: tuple[Set, ...]) -> dict[str, str]:
    """Return what people read for the codes that fields have or had."""
    told = ((one.field, code) for one in fields for code in (one.value, one.before) if code)
    return {code: label(field, code) for field, code in told if field in CODED}


def _categories(office: Office, ground: CaseGround, fields: tuple[Set, ...]) -> dict[str, str]:
    """Return what the categories that a matter was given were called when it was learned of."""
    programme, matter = office.programme(ground.moment.position), ground.file.matter
    on = ground.moment.today if matter is None else civil_date(matter.learned_at)
    codes = [code for one in fields if one.field == "category" for code in (one.value, one.before)]
    found = {code: programme.category(code, on) for code in codes if code is not None}
    return {code: code if one is None else one.label for code, one in found.items()}


def _who(found: tuple[Reason, ...]) -> Iterator[str | None]:
    for one in found:
        if one.what in {"owner", "leader", "awaiting"}:
            yield one.value or None
        yield from (source.actor for source in one.evidence)


def _setting(fields: tuple[Set, ...]) -> Iterator[str | None]:
    for one in fields:
        yield from (one.by, one.on_behalf_of)
        if one.field in {"owner", "leader", "place"}:
            yield from (one.value or None, one.before)


def _holding(held: tuple[Held, ...]) -> Iterator[str | None]:
    for one in held:
        yield from (one.person, one.unit)
