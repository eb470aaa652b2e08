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
from minqing_core.kernel.periods import civil_date, end_of_day, whole_year
from minqing_core.roster.events import CadreKind, CadreTransferredAway
from minqing_core.views.case_file import CaseFile
from minqing_core.views.said import Said

VOIDED, LOST = "已作废", "已报遗失"
History = Sequence[Envelope[Any]]


@frozen(kw_only=True)
class Departure:
    """That somebody leaves the town, or a village: their last day, and the record of it.

    ``places`` are the village left and what lies in it; of the town everything is handed over.
    """

    person: PersonId
    until: date
    at: datetime
    position: int
    village: UnitId | None = None
    places: frozenset[UnitId] = frozenset()

    def leaves(self, unit: UnitId | None) -> bool:
        """Say whether what belongs to a unit is left behind."""
        return self.village is None or unit in self.places


def transfer(person: PersonId, history: History) -> Departure | None:
    """Return how somebody was transferred away, if they were (S46)."""
    for envelope in history:
        if isinstance(envelope.event, CadreTransferredAway):
            return departure(person, envelope.event.until, envelope)
    return None


def departure(
    person: PersonId,
    until: date,
    recorded: Envelope[Any],
    village: UnitId | None = None,
    places: frozenset[UnitId] = frozenset(),
) -> Departure:
    """Return that somebody leaves on a day, by the record of it."""
    return Departure(
        person=person,
        until=until,
        at=recorded.recorded_at,
        position=recorded.position,
        village=village,
        places=places,
    )


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


def books_left(
    gone: Departure, custody: History, archives: Mapping[str, UnitId | None], today: date
) -> Iterator[Cell]:
    """Yield the books that somebody who leaves had in hand: given up by the last day (S46).

    Of who leaves a village they are those that its archive keeps.
    """
    taken_up = (e for e in custody if isinstance(e.event, books.BookTakenUp))
    held = [e for e in taken_up if gone.leaves(archives.get(e.event.serial))]
    for taken in held:
        serial = taken.event.serial
        given = (e for e in custody if isinstance(e.event, books.BookGivenUp))
        later = (e for e in given if e.position > taken.position and e.event.serial == serial)
        given_up = next(later, None)
        if given_up is None or given_up.position > gone.position:
            yield Cell(
                id=_id(LEAVING_BOOK, gone.person, serial, gone.village),
                duty=LEAVING_BOOK,
                clause="S46",
                person=gone.person,
                item=serial,
                start=civil_date(gone.at),
                due=gone.until,
                ground=Ground(says=_last_day(gone)),
                **_kept(given_up, gone.until, today),
            )


def matter_left(gone: Departure, written: Written, today: date) -> Iterator[Cell]:
    """Yield that a matter which somebody who leaves had in hand is passed on or ended (S46).

    Whatever they had between the transfer and the last day counts, when they took it on as well.
    """
    file, over = written.file, max(gone.at, end_of_day(gone.until))
    held = [one for one in _in_hand(file, gone) if one.lasted(gone.at, over)]
    for last in held[-1:]:
        said = last.until
        met_on = None if said is None else civil_date(said.at)
        yield Cell(
            id=_id(LEAVING_MATTER, file.case, gone.person, gone.village),
            duty=LEAVING_MATTER,
            clause="S46",
            person=gone.person,
            case=file.case,
            start=civil_date(max(gone.at, last.since)),
            due=gone.until,
            state=_state(met_on, gone.until, today),
            met_on=met_on,
            met_by=() if said is None else (written.positions[said.version],),
            began=gone.position,
            ground=Ground(says=_last_day(gone)),
        )


@frozen(kw_only=True)
class _InHand:
    since: datetime
    until: Said | None

    def lasted(self, first: datetime, last: datetime) -> bool:
        return self.since <= last and (self.until is None or self.until.at > first)


def _in_hand(file: CaseFile, gone: Departure) -> Iterator[_InHand]:
    """Yield since when an open matter was in hand of who leaves, and what ended that (S25)."""
    assert file.opened is not None and file.opened_at is not None  # noqa: S101, PT018 - written
    owner, unit, is_open = file.opened.owner, file.opened.unit, True
    since = file.opened_at if owner == gone.person and gone.leaves(unit) else None
    for said in file.said:
        match said.fact:
            case diary.HandoverAccepted() | diary.CaseAssigned():
                owner, unit = said.fact.owner, said.fact.unit
            case diary.CaseConcluded() | diary.CaseReopened():
                is_open = isinstance(said.fact, diary.CaseReopened)
            case _:
                continue
        theirs = is_open and owner == gone.person and gone.leaves(unit)
        if theirs and since is None:
            since = said.at
        elif since is not None and not theirs:
            yield _InHand(since=since, until=said)
            since = None
    if since is not None:
        yield _InHand(since=since, until=None)


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


def _last_day(gone: Departure) -> str:
    where = "本镇" if gone.village is None else "该村（社区）"
    return f"{gone.until} 为在{where}的最后一天，离任前移交"


def _id(*parts: str | None) -> str:
    return "/".join(filter(None, parts))
