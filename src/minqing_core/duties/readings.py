"""What reviewers owe: every diary of a quarter, by the matrix (S53–S58)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

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
    assignments,
    readers_on,
    terms,
    unrelieved,
)
from minqing_core.duties.periodic import Turn, turned
from minqing_core.duties.spans import NO_WORKING_DAY, Span, months, presence, presence_in_post
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import quarter
from minqing_core.roster.events import Post, UnitKind
from minqing_core.views.labels import label

NOTHING_TO_READ = "该干部本季度没有可记的工作日"


def readings(
    rolls: RollOn,
    book: Rulebook,
    read: Mapping[PersonId, Sequence[Fact]],
    *,
    within: Span,
    by: Collection[PersonId] | None = None,
) -> Iterator[Cell]:
    """Yield the diaries to be read of the quarters that end within a span, by whom (S53).

    The duty is that of who holds the post on the last day, or of who stands in for them then and
    owes it: nobody is relieved by a substitute who could read nothing. Of two who may either of
    them read a diary each owes it until one has (Q2). What none of them owes is the unit's. The
    diary of who took part on no working day of the quarter is owed by nobody. Where it is asked
    what is to be read *by* some people, the diaries that none of them could read are left out.
    """
    for span in months(within.first, within.last, 3):
        roll = rolls(span.last)
        for assigned in assignments(roll, quarter(span.last)):
            readers = readers_on(roll, assigned, span.last)
            if by is not None and not any(reader.person in by for reader in readers):
                continue
            facts = [f for f in read.get(assigned.person, ()) if f.period == span.period]
            for _, cells in of_diary(roll, book, assigned, facts, span):
                yield from cells


def of_diary(
    roll: Roll, book: Rulebook, assigned: Assignment, facts: Sequence[Fact], span: Span
) -> Iterator[tuple[tuple[Post, ...], list[Cell]]]:
    """Yield by which posts each reading of a diary is asked for, and who owes it (S53)."""
    could_write = presence(roll.people[assigned.person], span, book.calendar).owes
    turns = _turns(roll, book, assigned, span) if could_write else []
    for posts in assigned.parts:
        found = {turn.person: turn for reader, turn in turns if reader.post in posts}
        made = [fact for fact in facts if fact.post in posts] if assigned.both else facts
        cells = [turned(turn, made, book) for turn in found.values()]
        if not any(turn.owes for turn in found.values()):
            why = NO_WORKING_DAY if found else VACANT if could_write else NOTHING_TO_READ
            cells.append(turned(_gap(assigned, posts, span, _town(roll), why), made, book))
        yield posts, cells


def _turns(
    roll: Roll, book: Rulebook, assigned: Assignment, span: Span
) -> list[tuple[Reader, Turn]]:
    """Return whose turn a reading is; of one person's in two posts the last is owed, if any."""
    turns = {
        reader: _turn(roll, book, assigned, reader, span)
        for reader in readers_on(roll, assigned, span.last)
    }
    owing = [reader for reader, turn in turns.items() if turn.owes and not turn.excused]
    found = [(reader, turns[reader]) for reader in unrelieved(turns, owing)]
    return sorted(found, key=lambda pair: (pair[1].owes, not pair[1].excused))


def _turn(roll: Roll, book: Rulebook, assigned: Assignment, reader: Reader, span: Span) -> Turn:
    held = terms(roll, assigned, reader)
    days = (day for day in span.days() if any(tenure.held(day) for tenure in held))
    there = presence_in_post(roll.people[reader.person], days, book.calendar)
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


def _gap(
    assigned: Assignment, posts: Sequence[Post], span: Span, town: UnitId | None, why: str
) -> Turn:
    named = "、".join(label("post", post) for post in posts)
    return Turn(
        duty=READ,
        span=span,
        unit=assigned.village or town,
        about=assigned.person,
        part=posts[0] if assigned.both else None,
        over=assigned.village,
        clause=assigned.clause,
        owes=bool(posts) and why != NOTHING_TO_READ,
        note=f"{why}：{named}" if posts else UNRULED,
    )


def _town(roll: Roll) -> UnitId | None:
    return next((unit for unit in roll.kinds if roll.kinds[unit] is UnitKind.TOWN), None)
