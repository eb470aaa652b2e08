"""What is owed of record books, and by those who leave (S44–S46)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.duties.kinds import BOOK_FULL, LEAVING_BOOK, LEAVING_MATTER
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matters import Written
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date, whole_year
from minqing_core.roster.events import CadreKind, CadreTransferredAway

TAKEN = (diary.HandoverAccepted, diary.CaseAssigned, diary.CaseConcluded)
VOIDED, LOST = "已作废", "已报遗失"
ENDED = (diary.CaseConcluded, diary.CaseReopened)
History = Sequence[Envelope[Any]]


@frozen(kw_only=True)
class Transfer:
    """That somebody was transferred away: their last day, and when it was put on record."""

    person: PersonId
    until: date
    at: datetime
    position: int


def transfer(person: PersonId, history: History) -> Transfer | None:
    """Return how somebody was transferred away, if they were (S46)."""
    for envelope in history:
        if isinstance(envelope.event, CadreTransferredAway):
            return Transfer(
                person=person,
                until=envelope.event.until,
                at=envelope.recorded_at,
                position=envelope.position,
            )
    return None


def full_book(
    serial: str, history: History, book: Rulebook, unit: UnitId | None
) -> Iterator[Cell]:
    """Yield that a book is handed in by its holder, to be archived, once it is due (S44, S45).

    It is when it was written full, and when the year ends in which it was given out.
    """
    issued = next((e.event for e in history if isinstance(e.event, books.BookIssued)), None)
    start, why = _done_with(history, book.today)
    laid = None if start is None else book.rule(BOOK_FULL, unit, start)
    if issued is None or start is None or laid is None:
        return
    due = book.calendar.due(start, laid.days)
    released = _released(history, due.day)
    two_committees = issued.kind == CadreKind.VILLAGE_TWO_COMMITTEES
    yield Cell(
        id=f"{BOOK_FULL}/{serial}",
        duty=BOOK_FULL,
        clause="S45" if two_committees else "S44",
        person=issued.holder,
        item=serial,
        start=start,
        due=due.day,
        note=released,
        ground=Ground(
            rule=laid.rule,
            laid_by=laid.unit,
            says=f"{laid.rule.title}：自{why}之日起 {laid.days}",
            days=due.days,
            tentative=due.tentative,
        ),
        **_kept(_handed_in(history), due.day, book.today, released=bool(released)),
    )


def books_left(gone: Transfer, custody: History, today: date) -> Iterator[Cell]:
    """Yield the books that somebody who leaves had in hand: given up by the last day (S46)."""
    held = [e for e in custody if isinstance(e.event, books.BookTakenUp)]
    for taken in held:
        serial = taken.event.serial
        given = (e for e in custody if isinstance(e.event, books.BookGivenUp))
        later = (e for e in given if e.position > taken.position and e.event.serial == serial)
        given_up = next(later, None)
        if given_up is None or given_up.position > gone.position:
            yield Cell(
                id=f"{LEAVING_BOOK}/{gone.person}/{serial}",
                duty=LEAVING_BOOK,
                clause="S46",
                person=gone.person,
                item=serial,
                start=civil_date(gone.at),
                due=gone.until,
                ground=Ground(says=_last_day(gone)),
                **_kept(given_up, gone.until, today),
            )


def matter_left(gone: Transfer, written: Written, today: date) -> Iterator[Cell]:
    """Yield that a matter which somebody who leaves had in hand is passed on or ended (S46)."""
    file = written.file
    before = [one for one in file.holders if one.since <= gone.at]
    ends = [s.fact for s in file.said if s.at <= gone.at and isinstance(s.fact, ENDED)]
    ended = bool(ends) and isinstance(ends[-1], diary.CaseConcluded)
    if ended or not before or before[-1].person != gone.person:
        return
    settled = (s for s in file.said if s.at > gone.at and isinstance(s.fact, TAKEN))
    said = next(settled, None)
    met_on = None if said is None else civil_date(said.at)
    yield Cell(
        id=f"{LEAVING_MATTER}/{file.case}/{gone.person}",
        duty=LEAVING_MATTER,
        clause="S46",
        person=gone.person,
        case=file.case,
        start=civil_date(gone.at),
        due=gone.until,
        state=_state(met_on, gone.until, today),
        met_on=met_on,
        met_by=() if said is None else (written.positions[said.version],),
        ground=Ground(says=_last_day(gone)),
    )


def _done_with(history: History, today: date) -> tuple[date | None, str]:
    """Return since when a book is to be handed in, and why; not while its first year runs."""
    causes = []
    for envelope in history:
        on = civil_date(envelope.occurred_at)
        if isinstance(envelope.event, books.BookFull):
            causes.append((on, "记满"))
        elif isinstance(envelope.event, books.BookIssued) and on.year < today.year:
            causes.append((whole_year(on).last, "年度终了"))
    return min(causes, default=(None, ""))


def _released(history: History, due: date) -> str:
    """Say why a book need not be handed in: it is void, or it was reported lost in time."""
    if any(isinstance(e.event, books.BookVoided) for e in history):
        return VOIDED
    turns = [e for e in history if isinstance(e.event, (books.BookLost, books.BookFound))]
    lost = bool(turns) and isinstance(turns[-1].event, books.BookLost)
    return LOST if lost and civil_date(turns[-1].occurred_at) <= due else ""


def _handed_in(history: History) -> Envelope[Any] | None:
    turns = (books.BookHandedIn, books.HandInRefused)
    turned = [e for e in history if isinstance(e.event, turns)]
    return turned[-1] if turned and isinstance(turned[-1].event, books.BookHandedIn) else None


def _kept(
    met: Envelope[Any] | None, due: date, today: date, *, released: bool = False
) -> Mapping[str, Any]:
    met_on = None if met is None else civil_date(met.occurred_at)
    state = State.EXCUSED if released and met is None else _state(met_on, due, today)
    return {"state": state, "met_on": met_on, "met_by": () if met is None else (met.position,)}


def _state(met_on: date | None, due: date, today: date) -> State:
    if met_on is None:
        return State.OPEN if today <= due else State.MISSED
    return State.MET if met_on <= due else State.MET_LATE


def _last_day(gone: Transfer) -> str:
    return f"{gone.until} 为在本镇的最后一天，离任前移交"
