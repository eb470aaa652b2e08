"""What reviewers owe: every diary of a quarter, by the matrix (S53–S58)."""

from collections.abc import Iterator, Mapping, Sequence

from minqing_core.duties.cells import Cell, Fact
from minqing_core.duties.kinds import READ
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import (
    UNRULED,
    VACANT,
    Assignment,
    Reader,
    Roll,
    RollOn,
    answerable_on,
    assignments,
)
from minqing_core.duties.periodic import Turn, turned
from minqing_core.duties.spans import Span, months, presence_in_post
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import quarter
from minqing_core.roster.events import Post, UnitKind
from minqing_core.views.labels import label


def readings(
    rolls: RollOn, book: Rulebook, read: Mapping[PersonId, Sequence[Fact]], *, within: Span
) -> Iterator[Cell]:
    """Yield the diaries to be read of the quarters that end within a span, by whom (S53).

    The duty is that of who holds the post on the last day, or stands in for them then. Of two
    who may either of them read a diary each owes it until one has (Q2).
    """
    for span in months(within.first, within.last, 3):
        roll = rolls(span.last)
        for assigned in assignments(roll, quarter(span.last)):
            facts = [f for f in read.get(assigned.person, ()) if f.period == span.period]
            yield from _cells(roll, book, assigned, facts, span)


def _cells(
    roll: Roll, book: Rulebook, assigned: Assignment, facts: Sequence[Fact], span: Span
) -> Iterator[Cell]:
    answerable = [*answerable_on(roll, assigned, span.last)]
    for posts in assigned.parts:
        found = {one.person: one for one in answerable if one.post in posts}
        made = [fact for fact in facts if fact.post in posts] if assigned.both else facts
        for reader in found.values():
            yield turned(_turn(roll, book, assigned, reader, span), made, book)
        if not found:
            yield turned(_gap(assigned, posts, span, _town(roll)), made, book)


def _turn(roll: Roll, book: Rulebook, assigned: Assignment, reader: Reader, span: Span) -> Turn:
    held = Span(period=span.period, first=max(span.first, reader.since), last=span.last)
    there = presence_in_post(roll.people[reader.person], held, book.calendar)
    post = f"{label('post', reader.post)}{'（代）' if reader.instead_of else ''}"
    return Turn(
        duty=READ,
        span=span,
        person=reader.person,
        about=assigned.person,
        part=reader.post if assigned.both else None,
        over=assigned.village,
        clause=assigned.clause,
        owes=there.owes,
        excused=there.excused,
        note="：".join(filter(None, (post, there.note))),
    )


def _gap(assigned: Assignment, posts: Sequence[Post], span: Span, town: UnitId | None) -> Turn:
    named = "、".join(label("post", post) for post in posts)
    return Turn(
        duty=READ,
        span=span,
        unit=assigned.village or town,
        about=assigned.person,
        part=posts[0] if assigned.both else None,
        over=assigned.village,
        clause=assigned.clause,
        owes=bool(posts),
        note=f"{VACANT}：{named}" if posts else UNRULED,
    )


def _town(roll: Roll) -> UnitId | None:
    return next((unit for unit in roll.kinds if roll.kinds[unit] is UnitKind.TOWN), None)
