"""Whose diaries await somebody's reading, and what is in them (S53–S58)."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.review_cells import cells, diary_at
from minqing_core.application.review_entries import Entries, Look, entries_seen
from minqing_core.application.review_matrix import matrix_at, quarter_named
from minqing_core.application.tables import settled
from minqing_core.duties.matrix import Assignment, Reader
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import Months, quarter
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label
from minqing_core.views.reviews import DiaryFile, ReadingState, SinceReview

NOTHING = Entries()
DONE = frozenset({ReadingState.READ, ReadingState.SENT_BACK})


@frozen(kw_only=True)
class QueueItem:
    """A diary of a quarter that is somebody's to read, and what is in it.

    ``unread`` are the entries that were written or changed since it was last reviewed; ``closed``
    those that are not theirs to see; ``review`` is the last one in such a post.
    """

    period: str
    person: PersonId
    name: str
    rule: str
    rule_text: str
    clause: str
    post_text: str
    instead_of_name: str | None
    state: ReadingState
    state_text: str
    entries: int
    unread: int
    closed: int
    assessed_on: date | None
    review: int | None
    returned_due: date | None


@frozen(kw_only=True)
class ReviewQueue:
    """The diaries that are somebody's to read, the earliest quarter first."""

    items: tuple[QueueItem, ...]
    next: None
    position: int


@use_case("review.queue", Power.REVIEW_READ, "S53", "S54", "S55", "S56", "S57", "S58", reads=True)
def queue(
    office: Office,
    act: Act,
    *,
    period: str | None = None,
    read: bool = False,
    when: When = NOW,
) -> ReviewQueue:
    """List the diaries that await one's reading, of the last quarter and this, or of one."""
    asked = None if period is None else quarter_named(period)
    moment = settled(office, when)
    items = (
        item
        for one in ((asked,) if asked else _latest(moment.today))
        for item in _items(office, act, Look(period=one, when=when, moment=moment))
        if read or item.state not in DONE
    )
    return ReviewQueue(items=tuple(items), next=None, position=moment.position)


def _latest(today: date) -> tuple[Months, Months]:
    running = quarter(today)
    return quarter(running.first - timedelta(days=1)), running


def _items(office: Office, act: Act, look: Look) -> Iterator[QueueItem]:
    matrix, names = matrix_at(office, look.moment, look.period), directory(office)
    mine = {
        assigned.person: (assigned, reader)
        for assigned in matrix.all()
        for reader in matrix.readers(assigned)
        if reader.person == act.actor
    }
    seen = entries_seen(office, act.actor, mine, look)
    for person, (assigned, reader) in mine.items():
        file = diary_at(office, person, look.period, look.moment)
        found = cells(matrix, assigned, file, names)
        state = next(cell.state for cell in found if reader.post in cell.posts)
        yield _item(
            (assigned, reader), file=file, state=state, seen=seen.get(person, NOTHING), names=names
        )


def _item(
    mine: tuple[Assignment, Reader],
    *,
    file: DiaryFile,
    state: ReadingState,
    seen: Entries,
    names: Directory,
) -> QueueItem:
    assigned, reader = mine
    since = [file.since(str(row["number"]), int(row["version"] or 0)) for row in seen.rows]
    line = file.read_by(assigned.posts)
    waiting = None if line is None else line.waiting
    return QueueItem(
        period=str(assigned.period),
        person=assigned.person,
        name=names(assigned.person),
        rule=assigned.rule,
        rule_text=label("reading-rule", assigned.rule),
        clause=assigned.clause,
        post_text=label("post", reader.post),
        instead_of_name=None if reader.instead_of is None else names(reader.instead_of),
        state=state,
        state_text=label("reading", state),
        entries=len(seen.rows),
        unread=len(seen.rows) - since.count(SinceReview.READ),
        closed=seen.closed,
        assessed_on=file.assessments[0].on if file.assessments else None,
        review=None if line is None else line.reviewed.review,
        returned_due=None if waiting is None else waiting.returned.due,
    )
