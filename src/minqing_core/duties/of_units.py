"""What villages and the town owe: meetings, bulletins, the summary of the year (S48, S60, S67)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from minqing_core.duties.cells import Cell, Fact
from minqing_core.duties.kinds import BULLETIN, MEETING, SUMMARY
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import VILLAGES, Roll
from minqing_core.duties.periodic import Turn, turned
from minqing_core.duties.spans import Span, last_working_day, months
from minqing_core.kernel.ids import UnitId
from minqing_core.roster.events import Post, UnitKind
from minqing_core.views.people import PersonFile, Tenure

UNINSPECTED = "通报没有写明所据的检查"
LENGTHS: Mapping[str, int] = {MEETING: 3, BULLETIN: 6, SUMMARY: 12}
HEADS: Mapping[Post | None, frozenset[UnitKind]] = {
    Post.VILLAGE_SECRETARY: VILLAGES,
    Post.PARTY_SECRETARY: frozenset({UnitKind.TOWN}),
}


@frozen(kw_only=True)
class UnitLife:
    """A unit: what it is, since when, and until which day if it was dissolved."""

    unit: UnitId
    kind: UnitKind
    life: Span


def of_unit(
    book: Rulebook, unit: UnitLife, facts: Mapping[str, Sequence[Fact]], *, within: Span
) -> Iterator[Cell]:
    """Yield what a village or the town owes of the periods that end within a span.

    Each quarter a village holds a meeting (S48), each half-year its party branch issues a
    bulletin on what it inspected (S60), each year the town sums up (S67); a unit that was not
    there on the last day of a period, or on no working day of it, owes nothing of it. A bulletin
    from before the last month of its half-year says nothing of the half-year; that one names no
    inspection is noted.
    """
    for duty in _duties(unit):
        for span in months(within.first, within.last, LENGTHS[duty]):
            could = unit.life.first <= last_working_day(span, book.calendar)
            if could and span.last in unit.life:
                made = [f for f in facts.get(duty, ()) if _counts(f, duty, span)]
                note = _lack(made) if duty == BULLETIN else ""
                turn = Turn(duty=duty, span=span, unit=unit.unit, over=_over(unit), note=note)
                yield turned(turn, made, book)


def headed(roll: Roll, file: PersonFile, on: date) -> frozenset[UnitId]:
    """Return the villages and the town that somebody heads on a day, or stands in to (S48, S67).

    A village is headed by the secretary of its party organisation, the town by that of its own.
    """
    held = (tenure for tenure in file.tenures if tenure.held(on) and not file.has_left(on))
    return frozenset(filter(None, (_headed(roll, tenure) for tenure in held)))


def _headed(roll: Roll, tenure: Tenure) -> UnitId | None:
    kinds = HEADS.get(tenure.post, frozenset())
    above = roll.tree.upwards(roll.tree.continues(tenure.unit))
    return next((unit for unit in above if roll.kinds.get(unit) in kinds), None)


def _duties(unit: UnitLife) -> tuple[str, ...]:
    if unit.kind in VILLAGES:
        return MEETING, BULLETIN
    return (SUMMARY,) if unit.kind is UnitKind.TOWN else ()


def _counts(fact: Fact, duty: str, span: Span) -> bool:
    early = duty == BULLETIN and fact.occurred_on < span.last.replace(day=1)
    return fact.period == span.period and not early


def _lack(made: Sequence[Fact]) -> str:
    named = any(fact.inspection is not None for fact in made)
    return "" if named or not made else UNINSPECTED


def _over(unit: UnitLife) -> UnitId | None:
    return unit.unit if unit.kind in VILLAGES else None
