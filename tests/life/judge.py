"""A judge of what is on record, who knows the events and none of the rules' code."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

import attrs
from tests.life.roll import Roll
from tests.life.shelf import Shelf

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.roster.events import PersonClosed

WORK = (
    diary.CauseRecorded,
    diary.DeliberationRecorded,
    diary.NoteRecorded,
    diary.MeasureAdopted,
    diary.LeaderAssigned,
    diary.FeedbackImpossible,
    diary.SolutionDeferred,
    diary.LookedAgain,
    diary.CaseConcluded,
    diary.HandoverAsked,
    diary.ReportedUp,
    diary.CohandlingAsked,
    diary.ClockParked,
    diary.ExtensionAsked,
    diary.MergedInto,
    diary.TookIn,
    diary.SplitOff,
)
BY_HAND = (
    *WORK,
    diary.FeedbackGiven,
    diary.ExplanationGiven,
    diary.HandoverWithdrawn,
    diary.CohandlingEnded,
    diary.ClockResumed,
    diary.ExtensionTold,
    diary.TextAmended,
    diary.FactAmended,
    diary.Recategorised,
    diary.LinkedAsDuplicate,
    diary.DuplicateUnlinked,
)
HANDLING = (
    diary.MatterRecorded,
    diary.CauseRecorded,
    diary.DeliberationRecorded,
    diary.NoteRecorded,
    diary.FeedbackGiven,
    diary.ExplanationGiven,
    diary.CaseConcluded,
)
BY_HOLDER = (
    books.BookSignedFor,
    books.BookFull,
    books.BookLost,
    books.BookFound,
    books.BookDamaged,
    books.BookHandedIn,
)


@attrs.define
class Matter:
    """A matter as the judge sees it; ``held`` is by whom, for which unit and since when."""

    number: str
    held: list[tuple[str, str, datetime]] = attrs.Factory(list)
    asked: tuple[str | None, str] | None = None
    answered: bool = False
    concluded: bool = False
    unowned: str | None = None
    recused: set[str] = attrs.Factory(set)
    handled_by: set[str] = attrs.Factory(set)
    measures: dict[int, str] = attrs.Factory(dict)
    reports: dict[int, str] = attrs.Factory(dict)
    orders: dict[int, str] = attrs.Factory(dict)
    to_owner: set[int] = attrs.Factory(set)
    tasks: dict[int, tuple[str | None, str]] = attrs.Factory(dict)

    @property
    def owner(self) -> str:
        """Who answers for it."""
        return self.held[-1][0] if self.held else ""

    @property
    def unit(self) -> str:
        """For which unit."""
        return self.held[-1][1] if self.held else ""


@attrs.define
class Judge:
    """What the record says, event after event, and everything that is wrong with it."""

    roll: Roll = attrs.Factory(Roll)
    shelf: Shelf = attrs.Factory(Shelf)
    matters: dict[str, Matter] = attrs.Factory(dict)
    wrong: list[str] = attrs.Factory(list)

    def hear(self, envelopes: Iterable[Envelope[Any]]) -> None:
        """Take in what was recorded, in the order of the log, and reckon up at the end of it."""
        for envelope in envelopes:
            kind, _, name = envelope.stream.partition("/")
            match kind:
                case "case":
                    self._of_matter(envelope, self.matters.setdefault(name, Matter(name)))
                case "units":
                    self.roll.hear_of_units(envelope.event)
                case "person":
                    self._of_person(envelope, name)
                case "books" | "book":
                    self._of_book(envelope, name)
                case "custody":
                    self.shelf.hear_of_custody(name, envelope.event)
                case _:
                    pass
        self._reckon()

    def _reckon(self) -> None:
        self.wrong += self.shelf.reckon()
        for matter in self.matters.values():
            where = f"case/{matter.number}"
            if matter.owner in self.roll.closed and not matter.concluded:
                self.wrong.append(f"{where}: {matter.owner} has gone and holds it")
            if matter.owner in matter.recused:
                self.wrong.append(f"{where}: {matter.owner} keeps away and holds it")
            if matter.unowned is not None:
                self.wrong.append(f"{where}: {matter.unowned} wrote for {matter.unit}")

    def _of_matter(self, envelope: Envelope[Any], matter: Matter) -> None:
        event = envelope.event
        if isinstance(event, BY_HAND) and not self._in_hand(envelope, matter):
            self._find(envelope, f"{envelope.actor} wrote, {matter.owner} held it")
        elif not self._may(envelope, matter):
            self._find(envelope, f"{envelope.actor} had no say in {type(event).__name__}")
        if isinstance(event, WORK) and matter.concluded:
            self._find(envelope, "was worked on after its end")
        self._hands(envelope, matter)
        self._course(envelope, matter)
        _drawn_in(event, matter)

    def _may(self, envelope: Envelope[Any], matter: Matter) -> bool:  # noqa: PLR0911 - one an event
        actor, event = envelope.actor, envelope.event
        free, judges = actor not in matter.recused, self._judges(envelope, matter)
        match event:
            case diary.MeasureCarriedOut(measure=measure):
                own = free and matter.measures.get(measure) == actor
                return own or self._in_hand(envelope, matter)
            case diary.ExtensionApproved() | diary.ExtensionRefused():
                return free and actor != matter.owner and self._leads(envelope, matter.unit)
            case diary.RecusalGranted(person=person) | diary.RecusalRefused(person=person):
                return judges and free and actor != person
            case diary.CaseReopened() | diary.OutcomeDisputed() | diary.MergeUndone():
                leads = self._leads(envelope, matter.unit)
                return free and (leads or self._in_hand(envelope, matter))
            case diary.Revisited():
                return free and actor not in matter.handled_by
            case diary.CaseAssigned():
                return judges
            case _:
                return self._asked_to(envelope, matter)

    def _asked_to(self, envelope: Envelope[Any], matter: Matter) -> bool:
        actor = envelope.actor
        match envelope.event:
            case diary.HandoverAccepted() | diary.HandoverRefused():
                return self._meant(envelope, matter.asked)
            case (
                diary.CohandlingAccepted(task=task)
                | diary.CohandlingObjected(task=task)
                | diary.CohandlingReplied(task=task)
            ):
                return self._meant(envelope, matter.tasks.get(task))
            case diary.ReportAcknowledged(report=report):
                return matter.reports.get(report) == actor
            case diary.SupervisionReplied(order=order):
                return self._given(matter, order, actor)
            case diary.SupervisionClosed(order=order):
                return order in matter.orders and not self._given(matter, order, actor)
            case _:
                return True

    def _given(self, matter: Matter, order: int, actor: str) -> bool:
        passed_on = order in matter.to_owner and actor == matter.owner
        return passed_on or matter.orders.get(order) == actor

    def _hands(self, envelope: Envelope[Any], matter: Matter) -> None:
        match envelope.event:
            case diary.MatterRecorded(owner=owner, unit=unit):
                self._opened(envelope, matter, envelope.event)
                matter.held.append((owner, unit, envelope.occurred_at))
            case diary.SplitFrom(whole=whole):
                split = self._in_hand(envelope, self.matters.get(whole, Matter(whole)))
                matter.unowned = None if split else matter.unowned
            case (
                diary.HandoverAccepted(owner=owner, unit=unit)
                | diary.CaseAssigned(owner=owner, unit=unit)
            ):
                if not self.roll.serves(owner, unit, _day(envelope)):
                    self._find(envelope, f"{owner} does not serve in {unit}")
                if (owner, unit) != (matter.owner, matter.unit):
                    matter.held.append((owner, unit, envelope.occurred_at))
                matter.asked = None
            case diary.HandoverAsked(to=to, unit=unit):
                matter.asked = (to, unit)
            case diary.HandoverRefused() | diary.HandoverWithdrawn():
                matter.asked = None
            case diary.RecusalGranted(person=person):
                matter.recused.add(person)
            case _:
                pass

    def _opened(
        self, envelope: Envelope[Any], matter: Matter, opened: diary.MatterRecorded
    ) -> None:
        on, author = _day(envelope), envelope.on_behalf_of or envelope.actor
        serves = self.roll.serves(envelope.actor, opened.unit, on)
        if not serves and not opened.matter.accused and not self._coordinates(envelope):
            matter.unowned = envelope.actor
        book = self.shelf.books.get(opened.book or "")
        if opened.book and (book is None or book.holder != author or not book.usable):
            self._find(envelope, f"{author} could not write in {opened.book}")
        if book is not None and self.roll.has_left(author, book.archive, on):
            self._find(envelope, f"{author} wrote in {opened.book} and had left {book.archive}")

    def _course(self, envelope: Envelope[Any], matter: Matter) -> None:
        match envelope.event:
            case diary.FeedbackGiven(stage=stage) | diary.FeedbackImpossible(stage=stage):
                matter.answered = matter.answered or stage is diary.Stage.RESULT
            case diary.CaseReopened():
                if not matter.concluded:
                    self._find(envelope, "was taken up again before its end")
                matter.concluded = matter.answered = False
            case diary.CaseConcluded():
                if not matter.answered:
                    self._find(envelope, "ended without an answer")
                if matter.concluded:
                    self._find(envelope, "ended twice")
                matter.concluded = True
            case _:
                pass
        if isinstance(envelope.event, HANDLING):
            matter.handled_by |= {envelope.actor}
        matter.handled_by |= {matter.owner}

    def _in_hand(self, envelope: Envelope[Any], matter: Matter) -> bool:
        if envelope.actor in matter.recused:
            return False
        serves = self.roll.serves(envelope.actor, matter.unit, _day(envelope))
        return serves or envelope.actor == matter.owner or self._coordinates(envelope)

    def _meant(self, envelope: Envelope[Any], asked: tuple[str | None, str] | None) -> bool:
        person, unit = asked or ("", "")
        return person == envelope.actor or (
            person is None and self.roll.serves(envelope.actor, unit, _day(envelope))
        )

    def _judges(self, envelope: Envelope[Any], matter: Matter) -> bool:
        return self._leads(envelope, matter.unit) or self._coordinates(envelope)

    def _leads(self, envelope: Envelope[Any], unit: str) -> bool:
        return self.roll.leads(envelope.actor, unit, _day(envelope))

    def _coordinates(self, envelope: Envelope[Any]) -> bool:
        return self.roll.coordinates(envelope.actor, _day(envelope))

    def _of_person(self, envelope: Envelope[Any], person: str) -> None:
        self.roll.hear_of_person(person, envelope.event)
        if not isinstance(envelope.event, PersonClosed):
            return
        for matter in self.matters.values():
            if matter.owner == person and not matter.concluded:
                self._find(envelope, f"went with case {matter.number} in hand")
        for serial in self.shelf.held_by(person):
            self._find(envelope, f"went with book {serial}")

    def _of_book(self, envelope: Envelope[Any], serial: str) -> None:
        event = envelope.event
        if not serial:
            heir = partial(self.roll.continues, on=_day(envelope))
            for wrong in self.shelf.hear_of_stock(event, heir):
                self._find(envelope, wrong)
            return
        book = self.shelf.books.get(serial)
        own = isinstance(event, BY_HOLDER) and book is not None and envelope.actor == book.holder
        if book is not None and not own and not self._keeps(envelope, book.archive):
            self._find(envelope, f"{envelope.actor} wrote, {book.holder} held it")
        for wrong in self.shelf.hear_of_book(serial, event, envelope.actor):
            self._find(envelope, wrong)

    def _keeps(self, envelope: Envelope[Any], archive: str) -> bool:
        if self._coordinates(envelope) or self._leads(envelope, archive):
            return True
        serves = self.roll.serves(envelope.actor, archive, _day(envelope))
        return serves and not isinstance(envelope.event, BY_HOLDER)

    def _find(self, envelope: Envelope[Any], what: str) -> None:
        self.wrong.append(f"{envelope.position} {envelope.stream}: {what}")


def _drawn_in(event: Any, matter: Matter) -> None:
    match event:
        case diary.MeasureAdopted(measure=number, owner=owner):
            matter.measures[number] = owner
        case diary.ReportedUp(report=number, to=to):
            matter.reports[number] = to
        case diary.SupervisionOrdered(order=number, to=to):
            matter.orders[number] = to
            if to == matter.owner:
                matter.to_owner.add(number)
        case diary.CohandlingAsked(task=number, person=person, unit=unit):
            matter.tasks[number] = (person, unit)
        case _:
            pass


def _day(envelope: Envelope[Any]) -> date:
    return civil_date(envelope.recorded_at)
