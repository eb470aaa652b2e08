"""What every participant owes each week and each quarter (S39, S41, S42)."""

from collections.abc import Iterator
from itertools import pairwise

import attrs

from minqing_core.duties.cells import Cell
from minqing_core.duties.kinds import ASSESSED, WEEKLY
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import RollOn
from minqing_core.duties.periodic import Facts, Turn, turned
from minqing_core.duties.spans import DAY, Span, months, presence, week_span, weeks
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import Week
from minqing_core.views.people import PersonFile

FIRST_DAY, MONDAY = "week.first-day", "monday"
WEEK = 7 * DAY


def weekly(
    rolls: RollOn, book: Rulebook, file: PersonFile, entries: Facts, *, within: Span
) -> Iterator[Cell]:
    """Yield the weeks that end within a span: so many entries of one's own in each (S39).

    An entry counts for the week in which it was made and for its owner alone (Q11); it has to
    be recorded by the end of that week. A week begins where the one before it ended, so that no
    day is in none or in two where the first day of weeks was changed (Q7).
    """
    found = (_week(rolls, book, file, week) for week in weeks(within.first - WEEK, within.last))
    for (before, _), (own, unit) in pairwise(found):
        if own.last in within:
            span = attrs.evolve(own, first=before.last + DAY)
            made = [fact for fact in entries if fact.occurred_on in span]
            yield turned(_turn(WEEKLY, file, span, unit, book), made, book)


def quarterly(
    rolls: RollOn, book: Rulebook, file: PersonFile, assessed: Facts, *, within: Span
) -> Iterator[Cell]:
    """Yield the quarters that end within a span: a self-assessment of each (S41, S42)."""
    for span in months(within.first, within.last, 3):
        unit = rolls(span.last).village_of(file, span.last)
        made = [fact for fact in assessed if fact.period == span.period]
        yield turned(_turn(ASSESSED, file, span, unit, book), made, book)


def _week(
    rolls: RollOn, book: Rulebook, file: PersonFile, week: Week
) -> tuple[Span, UnitId | None]:
    unit = rolls(week.last).village_of(file, week.last)
    return week_span(week, book.choice(FIRST_DAY, unit, week.last) or MONDAY), unit


def _turn(duty: str, file: PersonFile, span: Span, unit: UnitId | None, book: Rulebook) -> Turn:
    there = presence(file, span, book.calendar)
    return Turn(
        duty=duty,
        span=span,
        person=file.person,
        over=unit,
        owes=there.owes,
        excused=there.excused,
        note=there.note,
        days=there.days,
    )
