"""What comes round: how a duty of a week, a quarter, a half-year or a year becomes a cell."""

from collections.abc import Sequence
from typing import TypeAlias

from attrs import frozen

from minqing_core.duties.cells import Asked, Cell, Fact, Ground, State, Verdict, judged
from minqing_core.duties.kinds import PERIODIC, WEEKLY
from minqing_core.duties.ledger import Laid, Rulebook
from minqing_core.duties.spans import Span, last_working_day
from minqing_core.kernel.calendar import CountedDay
from minqing_core.kernel.ids import PersonId, UnitId

UNRULED, NOT_IN_USE = "当时没有这项规定", "当时尚未启用"
Facts: TypeAlias = Sequence[Fact]


@frozen(kw_only=True)
class Turn:
    """Whose turn a duty is over a span, and by the rules over which unit.

    ``owes`` is false where it is nobody's or not theirs, as the ``note`` says; ``part`` tells
    several turns at one thing apart; ``clause`` is said where it is another than the rule's.
    """

    duty: str
    span: Span
    person: PersonId | None = None
    unit: UnitId | None = None
    about: PersonId | None = None
    part: str | None = None
    over: UnitId | None = None
    clause: str | None = None
    owes: bool = True
    excused: bool = False
    note: str = ""
    days: tuple[CountedDay, ...] = ()


def turned(turn: Turn, facts: Facts, book: Rulebook) -> Cell:
    """Return the cell of a duty that comes round, judged by the rules of its last day (S83).

    Nothing was owed of a period whose working days were over before the record was begun.
    """
    span = turn.span
    laid = book.rule(turn.duty, turn.over, span.last)
    due, grace = (span.last, ()) if turn.duty == WEEKLY else book.with_grace(span.last, turn.over)
    verdict = Verdict(state=State.NOT_DUE)
    begun = book.begun <= span.first or book.begun <= last_working_day(span, book.calendar)
    if laid is not None and begun and turn.owes:
        asked = Asked(first=span.first, due=due, needed=laid.amount, excused=turn.excused)
        verdict = judged(asked, facts, book.today)
    whose = turn.person or turn.unit or "-"
    further = tuple(filter(None, (turn.about, turn.part)))
    return Cell(
        id="/".join((turn.duty, whose, span.period, *further)),
        duty=turn.duty,
        clause=turn.clause or _clause(turn.duty, laid),
        person=turn.person,
        unit=turn.unit,
        about=turn.about,
        period=span.period,
        start=span.first,
        due=due,
        state=verdict.state,
        met_on=verdict.met_on,
        met_by=verdict.met_by,
        note=UNRULED if laid is None else turn.note if begun else NOT_IN_USE,
        ground=_ground(laid, (*turn.days, *grace)),
    )


def _clause(duty: str, laid: Laid | None) -> str:
    return PERIODIC[duty].clause if laid is None else laid.rule.clause


def _ground(laid: Laid | None, days: tuple[CountedDay, ...]) -> Ground:
    if laid is None:
        return Ground(says=UNRULED)
    says = f"{laid.rule.title}：不少于 {laid.amount} 次"
    return Ground(rule=laid.rule, laid_by=laid.unit, says=says, days=days)
