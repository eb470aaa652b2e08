"""How it stands with each reading that the matrix asks for, and who may look at it (S53–S58)."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.names import Directory
from minqing_core.application.office import Office
from minqing_core.application.review_matrix import Matrix
from minqing_core.duties import cells as duty
from minqing_core.duties.cells import State
from minqing_core.duties.matrix import UNRULED, Assignment, Reader
from minqing_core.duties.readings import of_diary
from minqing_core.duties.spans import Span
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power, holds
from minqing_core.roster.events import Post
from minqing_core.views import reviews
from minqing_core.views.labels import label
from minqing_core.views.reviews import DiaryFile, ReadingState, ReviewLine


@frozen(kw_only=True)
class ReaderPart:
    """Somebody who answers for a reading now; a substitute for whom, on leave until when."""

    person: PersonId
    name: str
    post: Post
    post_text: str
    instead_of: PersonId | None
    instead_of_name: str | None
    away_until: date | None


@frozen(kw_only=True)
class OwedPart:
    """Who owes a reading by the ledger, the unit where nobody does, and how that stands."""

    person: PersonId | None
    unit: UnitId | None
    name: str
    due: date
    state: State
    state_text: str
    note: str


@frozen(kw_only=True)
class ReadPart:
    """A review that met a reading, and what the leader found."""

    review: int
    reviewer: PersonId
    reviewer_name: str
    post_text: str
    instead_of_name: str | None
    on: date
    entries: int
    upto: int
    grade: str
    grade_text: str
    concerns: tuple[str, ...]
    concerns_text: str


@frozen(kw_only=True)
class Cell:
    """A reading that the matrix asks for, by any of these posts; why there is none (S53).

    ``owed`` is what the ledger of duties says of it, ``readers`` who answers for it now.
    """

    posts: tuple[Post, ...]
    posts_text: str
    state: ReadingState
    state_text: str
    owed: tuple[OwedPart, ...]
    readers: tuple[ReaderPart, ...]
    read: ReadPart | None


def diary_at(office: Office, person: PersonId, period: Months, moment: Moment) -> DiaryFile:
    """Return what had been said of a diary of a quarter by a moment."""
    history = office.log.stream(reviews.review_stream(person, period), moment.position)
    return reviews.fold(moment.saw(history))


def cells(
    matrix: Matrix, assigned: Assignment, file: DiaryFile, names: Directory
) -> tuple[Cell, ...]:
    """Return the readings that a diary is due, each met or with the reason why not (Q1, Q2)."""
    return tuple(_cells(matrix, assigned, file, names))


def opens(matrix: Matrix, reader: Standing, person: PersonId) -> bool:
    """Say whether somebody may read what was found of a diary (S53, S72).

    They are the cadre, those who read it by the matrix, and those who answer for all in whose
    reach the cadre serves.
    """
    if reader.person == person:
        return True
    assigned, file = matrix.of(person), matrix.roll.people.get(person)
    if assigned and reader.person in {one.person for one in matrix.readers(assigned)}:
        return True
    units = frozenset() if file is None else file.standing(matrix.on, matrix.roll.tree).units
    within = not units or not units.isdisjoint(reader.reach)
    return within and holds(reader, Power.REVIEW_OVERSEE)


def _cells(
    matrix: Matrix, assigned: Assignment, file: DiaryFile, names: Directory
) -> Iterator[Cell]:
    answerable = matrix.answerable(assigned)
    for posts, owed in _owed(matrix, assigned, file):
        readers = [reader for reader in answerable if reader.post in posts]
        line = file.read_by(posts) if assigned.both or not posts else file.last
        state = _empty(matrix, posts, readers, owed) if line is None else line.state
        yield Cell(
            posts=posts,
            posts_text="、".join(label("post", post) for post in posts) or UNRULED,
            state=state,
            state_text=label("reading", state),
            owed=tuple(_owed_part(cell, names) for cell in owed),
            readers=tuple(_reader(matrix, reader, names) for reader in readers),
            read=None if line is None else read_part(line, names),
        )


def _owed(
    matrix: Matrix, assigned: Assignment, file: DiaryFile
) -> Iterator[tuple[tuple[Post, ...], list[duty.Cell]]]:
    """Yield each reading with those who owe it, as the ledger of duties has it (S53)."""
    period = matrix.period
    facts = [
        duty.Fact(
            position=line.position,
            occurred_on=line.on,
            recorded_on=line.recorded_on,
            period=str(period),
            post=line.reviewed.post,
        )
        for line in file.reviews
    ]
    span = Span(period=str(period), first=period.first, last=period.last)
    yield from of_diary(matrix.then, matrix.book, assigned, facts, span)


def _empty(
    matrix: Matrix, posts: Sequence[Post], readers: Sequence[Reader], owed: Sequence[duty.Cell]
) -> ReadingState:
    """Say why there is no reading, as the ledger has it; of a quarter that runs none is due."""
    states = {cell.state for cell in owed}
    if not posts:
        return ReadingState.UNRULED
    if not readers and all(cell.person is None for cell in owed):
        return ReadingState.VACANT
    if matrix.on <= matrix.period.last or states == {State.NOT_DUE}:
        return ReadingState.NOT_DUE
    excused = State.EXCUSED in states and states <= {State.EXCUSED, State.NOT_DUE}
    return ReadingState.AWAY if excused else ReadingState.AWAITED


def _owed_part(cell: duty.Cell, names: Directory) -> OwedPart:
    whose = cell.person or cell.unit
    return OwedPart(
        person=cell.person,
        unit=cell.unit,
        name="" if whose is None else names(whose),
        due=cell.due,
        state=cell.state,
        state_text=label("duty_state", cell.state),
        note=cell.note,
    )


def _reader(matrix: Matrix, reader: Reader, names: Directory) -> ReaderPart:
    away = matrix.roll.people[reader.person].away(matrix.on)
    return ReaderPart(
        person=reader.person,
        name=names(reader.person),
        post=reader.post,
        post_text=label("post", reader.post),
        instead_of=reader.instead_of,
        instead_of_name=None if reader.instead_of is None else names(reader.instead_of),
        away_until=None if away is None else away.until,
    )


def read_part(line: ReviewLine, names: Directory) -> ReadPart:
    """Return what a leader found, without their words."""
    found = line.reviewed
    return ReadPart(
        review=found.review,
        reviewer=found.reviewer,
        reviewer_name=names(found.reviewer),
        post_text=label("post", found.post),
        instead_of_name=None if found.instead_of is None else names(found.instead_of),
        on=line.on,
        entries=len(found.entries),
        upto=found.upto,
        grade=found.grade,
        grade_text=label("grade", found.grade),
        concerns=found.concerns,
        concerns_text="、".join(label("concern", concern) for concern in found.concerns),
    )
