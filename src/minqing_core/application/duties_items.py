"""A duty as it is listed, with the names that people read."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.names import Directory
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.duties.kinds import KINDS
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.programme.events import RuleValue
from minqing_core.views.labels import label


@frozen(kw_only=True)
class DutyItem:
    """A duty: what, whose, of which period or matter, by when, how it stands and what meets it.

    ``met_by`` are positions of the log; ``days_left`` is less than nothing once it is overdue.
    """

    id: str
    duty: str
    title: str
    clause: str
    person: PersonId | None
    person_name: str | None
    unit: UnitId | None
    unit_name: str | None
    about: PersonId | None
    about_name: str | None
    period: str | None
    case: CaseId | None
    item: str | None
    start: date
    due: date
    days_left: int
    tentative: bool
    state: State
    state_text: str
    met_on: date | None
    met_by: tuple[int, ...]
    note: str


@frozen(kw_only=True)
class RulePart:
    """The rule that a duty rests on, in the words of the scheme, and who laid it down."""

    rule: str
    clause: str
    title: str
    quote: str
    value: RuleValue
    effective_from: date
    laid_by: UnitId | None
    laid_by_name: str | None


def items_of(cells: Iterable[Cell], names: Directory, today: date) -> Iterator[DutyItem]:
    """Yield duties as they are listed."""
    for cell in cells:
        named = names.on(min(cell.due, today))
        yield DutyItem(
            id=cell.id,
            duty=cell.duty,
            title=KINDS[cell.duty].title,
            clause=cell.clause,
            person=cell.person,
            person_name=_named(named, cell.person),
            unit=cell.unit,
            unit_name=_named(named, cell.unit),
            about=cell.about,
            about_name=_named(named, cell.about),
            period=cell.period,
            case=cell.case,
            item=cell.item,
            start=cell.start,
            due=cell.due,
            days_left=(cell.due - today).days,
            tentative=cell.ground.tentative,
            state=cell.state,
            state_text=label("duty_state", cell.state),
            met_on=cell.met_on,
            met_by=cell.met_by,
            note=cell.note,
        )


def rule_part(ground: Ground, names: Directory) -> RulePart | None:
    """Return the rule that a duty rests on, if it rests on one."""
    rule = ground.rule
    if rule is None:
        return None
    return RulePart(
        rule=rule.rule,
        clause=rule.clause,
        title=rule.title,
        quote=rule.quote,
        value=rule.value,
        effective_from=rule.effective_from,
        laid_by=ground.laid_by,
        laid_by_name=None if ground.laid_by is None else names(ground.laid_by),
    )


def _named(names: Directory, who: str | None) -> str | None:
    return None if who is None else names(who)
