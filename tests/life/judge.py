"""A judge of what is on record, who knows the events and none of the rules' code."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import attrs

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.roster import events as roster

OFFICE = "org-office"
BY_HAND = (
    diary.CauseRecorded,
    diary.DeliberationRecorded,
    diary.NoteRecorded,
    diary.MeasureAdopted,
    diary.LeaderAssigned,
    diary.FeedbackGiven,
    diary.FeedbackImpossible,
    diary.ExplanationGiven,
    diary.SolutionDeferred,
    diary.CaseConcluded,
    diary.HandoverAsked,
    diary.HandoverWithdrawn,
    diary.ReportedUp,
    diary.CohandlingAsked,
    diary.CohandlingEnded,
    diary.ClockParked,
    diary.ClockResumed,
    diary.ExtensionAsked,
    diary.LookedAgain,
    diary.TextAmended,
    diary.FactAmended,
    diary.Recategorised,
    diary.MergedInto,
)
BOOK_STREAM = "book/"


@attrs.define
class Matter:
    """A matter as the judge sees it."""

    owner: str = ""
    unit: str = ""
    since: datetime | None = None
    held: list[tuple[str, str]] = attrs.Factory(list)
    asked: tuple[str | None, str] | None = None
    answered: bool = False
    concluded: bool = False
    recused: set[str] = attrs.Factory(set)

    def hold(self, owner: str, unit: str) -> None:
        """Somebody answers for it from now on."""
        self.owner, self.unit, self.asked = owner, unit, None
        self.held.append((owner, unit))


@attrs.define
class Book:
    """A book as the judge sees it."""

    holder: str | None = None
    archived: bool = False
    void: bool = False


@attrs.define
class Judge:
    """What the record says, event after event, and everything that is wrong with it."""

    matters: dict[str, Matter] = attrs.Factory(dict)
    books: dict[str, Book] = attrs.Factory(dict)
    printed: int = 0
    tenures: dict[str, dict[tuple[str, str], tuple[date, date | None]]] = attrs.Factory(dict)
    closed: set[str] = attrs.Factory(set)
    wrong: list[str] = attrs.Factory(list)

    def hear(self, envelopes: Iterable[Envelope[Any]]) -> None:
        """Take events into account, in the order of the log."""
        for envelope in envelopes:
            kind, _, name = envelope.stream.partition("/")
            if kind == "case":
                self._of_matter(envelope, self.matters.setdefault(name, Matter()))
            elif kind == "person":
                self._of_person(envelope.event, name)
            elif kind in {"book", "books"}:
                self._of_book(envelope, name)

    def _of_matter(self, envelope: Envelope[Any], matter: Matter) -> None:
        event = envelope.event
        if isinstance(event, BY_HAND) and not self._in_hand(envelope, matter):
            self._find(envelope, f"{envelope.actor} wrote, {matter.owner} held it")
        self._hands(envelope, matter)
        self._course(envelope, matter)
        if matter.owner in self.closed:
            self._find(envelope, f"{matter.owner} has gone and holds it")

    def _hands(self, envelope: Envelope[Any], matter: Matter) -> None:
        match envelope.event:
            case diary.HandoverAsked(to=to, unit=unit):
                matter.asked = (to, unit)
            case diary.HandoverAccepted(owner=owner, unit=unit):
                self._accepted(envelope, matter)
                matter.hold(owner, unit)
            case (
                diary.CaseAssigned(owner=owner, unit=unit)
                | diary.MatterRecorded(owner=owner, unit=unit)
            ):
                matter.hold(owner, unit)
            case diary.HandoverRefused() | diary.HandoverWithdrawn():
                matter.asked = None
            case diary.RecusalGranted(person=person):
                matter.recused.add(person)
            case _:
                pass

    def _course(self, envelope: Envelope[Any], matter: Matter) -> None:
        match envelope.event:
            case diary.FeedbackGiven(stage=stage) | diary.FeedbackImpossible(stage=stage):
                matter.answered = matter.answered or stage is diary.Stage.RESULT
            case diary.CaseReopened():
                matter.concluded = matter.answered = False
            case diary.CaseConcluded():
                self._concluded(envelope, matter)
            case _:
                pass

    def _concluded(self, envelope: Envelope[Any], matter: Matter) -> None:
        if not matter.answered:
            self._find(envelope, "ended without an answer")
        if matter.concluded:
            self._find(envelope, "ended twice")
        matter.concluded = True

    def _in_hand(self, envelope: Envelope[Any], matter: Matter) -> bool:
        actor, units = envelope.actor, self._units(envelope)
        if actor in matter.recused:
            return False
        return actor == matter.owner or matter.unit in units or OFFICE in units

    def _accepted(self, envelope: Envelope[Any], matter: Matter) -> None:
        to, unit = matter.asked or (None, "")
        if to not in (None, envelope.actor) or unit not in self._units(envelope):
            self._find(envelope, f"{envelope.actor} accepted, {to or unit} was asked")

    def _of_person(self, event: Any, person: str) -> None:
        held = self.tenures.setdefault(person, {})
        match event:
            case roster.PostTaken(post=post, unit=unit, since=since):
                held[post, unit] = (since, None)
            case roster.PostLeft(post=post, unit=unit, until=until):
                held[post, unit] = (held[post, unit][0], until)
            case roster.Stationed(village=village, since=since):
                held["stationed", village] = (since, None)
            case roster.StationingEnded(village=village, until=until):
                held["stationed", village] = (held["stationed", village][0], until)
            case roster.PersonClosed():
                self._closed(person)
            case _:
                pass

    def _closed(self, person: str) -> None:
        self.closed.add(person)
        for number, matter in self.matters.items():
            if matter.owner == person and not matter.concluded:
                self.wrong.append(f"person/{person}: went with case {number} in hand")
        for serial, book in self.books.items():
            if book.holder == person:
                self.wrong.append(f"person/{person}: went with book {serial}")

    def _units(self, envelope: Envelope[Any]) -> set[str]:
        on = civil_date(envelope.recorded_at)
        return {
            unit
            for (_, unit), (since, until) in self.tenures.get(envelope.actor, {}).items()
            if since <= on and (until is None or on <= until)
        }

    def _of_book(self, envelope: Envelope[Any], serial: str) -> None:
        event = envelope.event
        if isinstance(event, books.BatchPrinted):
            self.printed += event.last - event.first + 1
        if not envelope.stream.startswith(BOOK_STREAM):
            return
        book = self.books.setdefault(serial, Book())
        match event:
            case books.BookIssued(holder=holder):
                if book.holder is not None or book.archived or book.void:
                    self._find(envelope, "has two holders")
                book.holder = holder
            case books.BookReceived():
                book.holder, book.archived = None, True
            case books.BookVoided():
                book.holder, book.void = None, True
            case _:
                pass
        if len(self.books) > self.printed:
            self._find(envelope, "was never printed")

    @property
    def ledger(self) -> dict[str, int]:
        """How many books were issued, and where they are."""
        found = list(self.books.values())
        return {
            "held": sum(book.holder is not None for book in found),
            "archived": sum(book.archived for book in found),
            "void": sum(book.void for book in found),
        }

    def _find(self, envelope: Envelope[Any], what: str) -> None:
        self.wrong.append(f"{envelope.position} {envelope.stream}: {what}")
