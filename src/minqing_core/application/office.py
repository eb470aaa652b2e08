"""The office: what every use case is handed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Self, TypeVar

import attrs
from attrs import field, frozen

from minqing_core.access.state import Accounts
from minqing_core.access.state import fold as fold_accounts
from minqing_core.application.account_ports import Credentials, Sessions
from minqing_core.application.known_ports import KnownVersions
from minqing_core.application.ports import (
    AccessLog,
    ApiKeys,
    Batch,
    Checkpoints,
    Clock,
    EventLog,
    SealedKeys,
    ViewStore,
)
from minqing_core.application.webhook_ports import Webhooks
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import (
    ClosedActorError,
    KeyReusedError,
    StreamMovedError,
    UnknownActorError,
)
from minqing_core.kernel.standing import Standing
from minqing_core.programme import state as programme
from minqing_core.roster import state as roster
from minqing_core.views import cases, people
from minqing_core.views.case_file import CaseFile
from minqing_core.views.schema import PERSON, UNITS

PROGRAMME, ROLES, ACCOUNTS = StreamId("programme"), StreamId("roles"), StreamId("accounts")
State = TypeVar("State")
Progress = Callable[[int, int], None]


def person_stream(person: PersonId) -> StreamId:
    """Return the stream of a person."""
    return StreamId(f"{PERSON}{person}")


@frozen(kw_only=True)
class Folded:
    """What a stream was folded to, and the version and position that it reached.

    Who knows a name must not remember it when its key was closed: ``keys`` says how often any was.
    """

    version: int
    position: int
    state: Any
    keys: int = 0


@frozen(kw_only=True)
class AtHand:
    """The history of a matter as it was read at the door, and the matter that it makes."""

    history: Sequence[Envelope[Any]]
    file: CaseFile


@frozen(kw_only=True)
class Stood:
    """Where somebody stood, and the day and the versions of the streams that it rests on.

    These were asked for before it was worked out: what it holds may be newer, never older.
    """

    day: date
    versions: tuple[int, ...]
    standing: Standing


@frozen(kw_only=True)
class Office:
    """Where records are kept, what is read from them, and what time it is there.

    Safe to use from several threads. ``rehearsing`` decides everything and records nothing;
    ``progress`` is told how far long work has come; ``at_hand`` are matters that were read at
    the door of the use case under way. ``inside`` one the record is seen as of the door, with what
    was recorded from there since. ``verifier`` reads the verifier that is handed out.
    """

    log: EventLog
    views: ViewStore
    sealed: SealedKeys
    known: KnownVersions = field(repr=False)
    keys: ApiKeys
    access: AccessLog
    credentials: Credentials
    sessions: Sessions
    webhooks: Webhooks
    checkpoints: Checkpoints
    verifier: Callable[[], bytes]
    now: Clock
    rehearsing: bool = False
    progress: Progress = lambda _done, _all: None
    close: Callable[[], None] = lambda: None
    inside: bool = False
    at_hand: Mapping[StreamId, AtHand] = field(factory=dict, repr=False)
    _folded: dict[StreamId, Folded] = field(factory=dict, repr=False)
    _standings: dict[PersonId, Stood] = field(factory=dict, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def follow(self, position: int = 0) -> Iterator[Envelope[Any]]:
        """Yield what was recorded after a position, up to where the log ends now.

        Positions have no gaps and are never given twice: who keeps the last one that they have
        dealt with misses nothing. Everything is told, whoever may see it.
        """
        return self.log.scan(position)

    def programme(self, upto: int | None = None) -> programme.Programme:
        """Return the programme as it now stands, or as it stood at a position of the log."""
        return self._fold(PROGRAMME, lambda history: programme.fold(facts(history)), upto)

    def units(self, upto: int | None = None) -> roster.Units:
        """Return the units as they now stand, or as they stood at a position of the log."""
        return self._fold(UNITS, lambda history: roster.fold_units(facts(history)), upto)

    def person(self, person: PersonId, upto: int | None = None) -> people.PersonFile:
        """Return what the roster says of a person, nothing when they were never registered.

        That is now, or what it said at a position of the log.
        """
        return self._fold(person_stream(person), partial(people.fold, person), upto)

    def persons(
        self, wanted: Sequence[PersonId], upto: int | None = None
    ) -> Iterator[people.PersonFile]:
        """Yield what the roster says of people, now or at a position of the log."""
        streams = [*map(person_stream, wanted)]
        versions, keys = self.versions(*streams), self.known.keys
        for person, stream in zip(wanted, streams, strict=True):
            fold = partial(people.fold, person)
            yield self._reached(stream, fold, versions[stream], keys, upto)

    def history(self, stream: StreamId) -> Sequence[Envelope[Any]]:
        """Return a stream as it now stands; it is not read again when nothing was added since."""
        found = self.at_hand.get(stream)
        if found is None or len(found.history) != self.version(stream):
            return self.known.stream(stream)
        return found.history

    def matter(self, stream: StreamId, history: Sequence[Envelope[Any]]) -> CaseFile:
        """Return the matter that a history makes; what is at hand is not folded again."""
        found = self.at_hand.get(stream)
        if found is None or found.history is not history:
            return cases.fold(cases.case_of(stream), history)
        return found.file

    def folded(
        self, stream: StreamId, fold: Callable[[Iterator[Any]], State], upto: int | None = None
    ) -> State:
        """Return what a stream's events are folded to, now or up to a position of the log.

        A stream is always folded in the one way.
        """
        return self._fold(stream, lambda history: fold(facts(history)), upto)

    def versions(self, *streams: StreamId) -> dict[StreamId, int]:
        """Return the versions of streams, to be read before what is relied on is."""
        if not self.inside:
            self.known.look()
        return self.known.of(streams)

    def version(self, stream: StreamId) -> int:
        """Return the version of a stream, 0 when nothing was recorded in it."""
        return self.versions(stream)[stream]

    def size(self) -> int:
        """Return the position of the last event now; what is asked next is of there or newer."""
        end = self.log.size()
        self.reach(end)
        return end

    def reach(self, position: int) -> None:
        """See to it that what is asked next is of a position or newer."""
        if position > self.known.position:
            self.known.look()

    def entered(self) -> Self:
        """Return the office as it is seen by what is done now: it looks at the record once."""
        if self.inside:
            return self
        self.known.look()
        return attrs.evolve(self, inside=True)

    def left(self) -> Self:
        """Return the office as it is seen from outside: whatever is done next looks anew."""
        return attrs.evolve(self, inside=False)

    def append(self, batches: Sequence[Batch]) -> list[list[Envelope[Any]]]:
        """Record batches in the log, see there; what is asked next knows of them.

        Who was refused for what others recorded has looked at it.
        """
        try:
            kept = self.log.append(batches)
        except (StreamMovedError, KeyReusedError):
            self.known.look()
            raise
        self.known.took(kept)
        return kept

    def mark(
        self,
        *,
        restricted: Collection[int] = (),
        lifted: Collection[int] = (),
        shredded: Collection[int] = (),
    ) -> None:
        """Close keys, open them or destroy them for good; what is asked next knows of it."""
        self.sealed.mark(restricted=restricted, lifted=lifted, shredded=shredded)
        self.known.look()

    def standing(self, person: PersonId) -> Standing:
        """Return what units and posts are a person's now.

        Raises:
            UnknownActorError: the person was never registered.
            ClosedActorError: the person has left the town, and their file is closed.
        """
        day, rests_on = civil_date(self.now()), (person_stream(person), UNITS, ACCOUNTS)
        versions = tuple(self.versions(*rests_on).values())
        kept = self._standings.get(person)
        if kept is None or kept.day != day or kept.versions != versions:
            standing = self._worked_out(person)
            kept = self._standings[person] = Stood(day=day, versions=versions, standing=standing)
        return kept.standing

    def place_of(self, person: PersonId) -> Standing:
        """Return where a person stands now: nowhere, once their file is closed."""
        file = self.person(person)
        if file.closed is not None:
            return Standing(person=person, version=file.version)
        return self._standing(file)

    def accounts(self) -> Accounts:
        """Return the accounts as they now stand."""
        return self.folded(ACCOUNTS, fold_accounts)

    def _worked_out(self, person: PersonId) -> Standing:
        file = self.person(person)
        if file.since is None:
            raise UnknownActorError(person=person)
        if file.closed is not None:
            raise ClosedActorError(person=person, on=file.closed)
        return attrs.evolve(self._standing(file), administers=self._administers(file))

    def _administers(self, file: people.PersonFile) -> str | None:
        if file.has_left(civil_date(self.now())):
            return None
        return self.accounts().role(file.person)

    def _standing(self, file: people.PersonFile) -> Standing:
        units, today = self.units(), civil_date(self.now())
        return file.standing(today, units.tree_on(today), units.villages)

    def _fold(
        self,
        stream: StreamId,
        fold: Callable[[Sequence[Envelope[Any]]], State],
        upto: int | None = None,
    ) -> State:
        version = self.version(stream)
        keys = self.known.keys if stream.startswith(PERSON) else 0
        return self._reached(stream, fold, version, keys, upto)

    def _reached(
        self,
        stream: StreamId,
        fold: Callable[[Sequence[Envelope[Any]]], State],
        version: int,
        keys: int,
        upto: int | None,
    ) -> State:
        kept = self._folded.get(stream)
        if kept is None or kept.version != version or kept.keys != keys:
            history = self.known.stream(stream) if version else []
            position = history[-1].position if history else 0
            kept = Folded(version=len(history), position=position, state=fold(history), keys=keys)
            if kept.version:
                self._folded[stream] = kept
        if upto is not None and upto < kept.position:
            return fold(self.log.stream(stream, upto))
        found: State = kept.state
        return found


def facts(history: Iterable[Envelope[Any]]) -> Iterator[Any]:
    """Yield the bare events of a history."""
    return (envelope.event for envelope in history)
