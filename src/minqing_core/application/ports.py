"""What the office needs from outside."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, TypeAlias

from attrs import field, frozen

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import Note, VerifierKey
from minqing_core.integrity.verdict import Audit
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.subjects import SubjectKey
from minqing_core.views.tables import Change, Query, Row, Value

Clock: TypeAlias = Callable[[], datetime]


@frozen(kw_only=True)
class Draft:
    """An event about to be recorded.

    A stream that ends in ``#`` and a distinguishing word (``case/2026-#a``) is
    given the next number of its series inside the write transaction:
    ``case/2026-000123``. ``occurred_at`` is said where the event happened at
    another time than the rest of its batch. Where an event names a stream that is numbered only
    then, it is a function of the names that the batch's streams were given.
    """

    stream: StreamId
    event: Any
    occurred_at: datetime | None = None


def drafted(draft: Draft, named: Mapping[StreamId, StreamId]) -> Any:  # noqa: ANN401 - any event
    """Return the event of a draft, once its batch's streams have their names."""
    return draft.event(named) if callable(draft.event) else draft.event


@frozen(kw_only=True)
class Batch:
    """What one request records: all of it or nothing.

    ``expect`` names the version that each stream must still have when it is
    written, the streams that were only read included; 0 for one that must not
    exist yet; ``size`` the position at which the log must still end. ``request`` is the
    canonical form of what was asked: the same ``act.key`` with the same request is answered as
    before, with another it is refused.
    """

    act: Act
    drafts: Sequence[Draft]
    expect: Mapping[StreamId, int] = field(factory=dict)
    size: int | None = None
    request: bytes = b""


@frozen(kw_only=True)
class Header:
    """The five facts of a leaf, the stored bytes as their hash: no word that somebody wrote."""

    stream: str
    version: int
    name: str
    logged_at: int
    digest: bytes


@frozen(kw_only=True)
class StoredBytes:
    """An event as it is stored: its place and its bytes."""

    position: int
    version: int
    name: str
    logged_at: int
    state: bytes


@frozen(kw_only=True)
class Disclosed:
    """Words as they were sealed: with their field and salt they open their commitment."""

    path: str
    salt: bytes
    text: str


class Gained(NamedTuple):
    """Where an event is, and to which version it brought its stream."""

    position: int
    stream: StreamId
    version: int


class EventLog(Protocol):
    """The one place where events are kept. Safe to use from several threads."""

    @property
    def remote(self) -> bool:
        """Whether another process keeps them, for which threads wait side by side."""
        ...

    def append(self, batches: Sequence[Batch]) -> list[list[Envelope[Any]]]:
        """Keep all of these in one transaction, or none.

        A batch whose key was answered before records nothing and gives the
        envelopes of the first time.

        Raises:
            StreamMovedError: a stream is not at the expected version.
            LogGrewError: the log does not end at the expected position.
            KeyReusedError: a key was used before for another request.
        """
        ...

    def answered(self, key: str, request: bytes) -> list[Envelope[Any]] | None:
        """Return what an earlier request with this key recorded, or None.

        Raises:
            KeyReusedError: it was another request.
        """
        ...

    def stream(self, stream: StreamId, upto: int | None = None) -> list[Envelope[Any]]:
        """Return a stream from its first event on, at most up to a position of the log."""
        ...

    def scan(
        self, after: int = 0, upto: int | None = None, *, prefix: str = ""
    ) -> Iterator[Envelope[Any]]:
        """Go through the log by position, only the streams that begin with *prefix*."""
        ...

    def histories(self, prefix: str, upto: int) -> Iterator[list[Envelope[Any]]]:
        """Go through the streams that begin with *prefix*, by name, each up to a position.

        No more of them are held than are asked for.
        """
        ...

    def size(self) -> int:
        """Return the position of the last event, 0 for an empty log."""
        ...

    def gained(self, position: int, most: int) -> Sequence[Gained]:
        """Return where the events from a position on are, at most so many, in order."""
        ...

    def position_at(self, instant: datetime) -> int:
        """Return the position of the last event recorded by an instant."""
        ...

    def root(self, upto: int) -> str:
        """Return the Merkle root of the log up to a position, in hexadecimal.

        That of an earlier position is reckoned from the events as they are stored now.
        """
        ...

    def leaf(self, position: int) -> str | None:
        """Return the leaf hash at a position in hexadecimal, None when there is none."""
        ...

    def leaves(self, upto: int) -> list[bytes]:
        """Return the leaf hashes of the first positions, as they were kept with the events."""
        ...

    def headers(self, upto: int, after: int = 0) -> Iterator[Header]:
        """Go through the headers after a position up to another, from the events as stored."""
        ...

    def stored(self, stream: StreamId, upto: int) -> list[StoredBytes]:
        """Return a stream's events as they are stored, at most up to a position of the log."""
        ...

    def disclosed(self, event: object) -> Iterator[Disclosed]:
        """Go through the words of an event that can be opened, with what opens their commitments.

        Words that were put in the place of others are none.
        """
        ...

    def version(self, stream: StreamId) -> int:
        """Return the version of a stream, 0 when nothing was recorded in it."""
        ...

    def versions(self, streams: Sequence[StreamId]) -> Mapping[StreamId, int]:
        """Return the versions of streams, asked for at once; 0 where nothing was recorded."""
        ...

    def audit(
        self,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        sizes: Collection[int] = (),
    ) -> Audit:
        """Check every stored byte against the Merkle log; malformed data is a finding.

        The roots at these sizes are told beside it.
        """
        ...


class SealedKeys(Protocol):
    """The keys that personal words are sealed under. Safe to use from several threads."""

    def of(self, stream: StreamId) -> Sequence[SubjectKey]:
        """Return every key that a stream's words were sealed under."""
        ...

    def mark(
        self,
        *,
        restricted: Iterable[int] = (),
        lifted: Iterable[int] = (),
        shredded: Iterable[int] = (),
    ) -> None:
        """Close keys, open those that are closed, destroy keys for good; those that are there."""
        ...

    def marked(self) -> Mapping[int, str]:
        """Return the keys that are restricted or shredded, or risen after they were shredded."""
        ...

    def there(self, keys: Iterable[int]) -> Collection[int]:
        """Return those of these keys that are there; an older copy of the vault lacks some."""
        ...

    def changed(self) -> int:
        """Return a number that rises with every change of a key."""
        ...

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        ...

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        ...

    def stamp(self, text: str) -> str:
        """Return sixteen letters and digits that nobody can tell of a text without this store."""
        ...

    def streams_of(self, keys: Collection[int]) -> Mapping[int, StreamId]:
        """Return the streams that these keys sealed something in, by a pass over the log."""
        ...


class ViewStore(Protocol):
    """The disposable tables beside the log."""

    def position(self) -> int:
        """Return the position of the log up to which the tables stand."""
        ...

    def stands(self) -> tuple[int, str]:
        """Return that position with the leaf hash that the log had there, which tells logs apart.

        It is empty where it was not told.
        """
        ...

    def advance(
        self, start: int, end: int, changes: Iterable[Change], leaf: str | None = None
    ) -> bool:
        """Apply the changes of the events after *start* up to *end* in one transaction.

        *leaf* is the leaf hash at the end.

        Returns False, having changed nothing, when the tables no longer stand at *start*.
        """
        ...

    def rows(self, query: Query) -> list[Row]:
        """Return the rows that a query asks for."""
        ...

    def count(self, query: Query, by: str | None = None) -> dict[Value, int]:
        """Count what a query would list without its limit, by the values of a column."""
        ...

    def rewrite(
        self, made: Mapping[str, Collection[str]], changes: Callable[[int], Iterable[Change]]
    ) -> None:
        """Say again what was said of these keys of tables, in one transaction.

        *changes* gives what is to be said up to the position at which the tables stand. What
        is not said again is gone, and no words find it. The words themselves may be left on the
        disk, where only clearing the tables is sure to destroy them.
        """
        ...

    def clear(self) -> None:
        """Empty the tables, so that they are built anew from the log."""
        ...


@frozen(kw_only=True)
class AccessEntry:
    """Who read what, or was refused: plain codes and numbers, never a word that somebody wrote.

    ``outcome`` is ``read``, ``done``, ``exported:`` with the form and how many rows, or
    ``refused:`` with the code of the refusal; ``address`` is where it came from; the log gives
    the ``id``.
    """

    id: int | None = None
    at: datetime
    actor: PersonId
    on_behalf_of: PersonId | None
    channel: str
    use_case: str
    subject: str | None
    outcome: str
    address: str | None = None


class AccessOutcome(StrEnum):
    """What came of what somebody asked for."""

    READ = "read"
    DONE = "done"
    EXPORTED = "exported"
    REFUSED = "refused"


@frozen(kw_only=True)
class AccessFilter:
    """Which entries: from a day, to a day, of a use case, with an outcome."""

    since: date | None = None
    until: date | None = None
    use_case: str | None = None
    outcome: AccessOutcome | None = None


EVERY_ENTRY = AccessFilter()


class AccessLog(Protocol):
    """Who read what: changeable, beside the record. Safe to use from several threads."""

    def note(self, entry: AccessEntry) -> None:
        """Note an entry, to be kept with others before long, at the latest when it is closed."""
        ...

    def listed(
        self,
        *,
        person: PersonId | None,
        subject: str | None,
        before: int | None,
        limit: int,
        which: AccessFilter = EVERY_ENTRY,
    ) -> list[AccessEntry]:
        """Return entries with an id less than *before*, the latest first.

        Those by or on behalf of a person, and those about a subject, where these are named, and
        of all these *which* are asked for.
        """
        ...

    def prune(self, before: datetime) -> int:
        """Forget the entries of before an instant, and return how many there were."""
        ...


@frozen(kw_only=True)
class ApiKey:
    """What is on file about an API key; of the key itself only a hash is kept.

    Without ``scopes`` it is good for whatever its person may.
    """

    id: int
    person: PersonId
    label: str
    issued_by: PersonId
    created: datetime
    scopes: tuple[str, ...]
    expires: date | None
    last_used: date | None
    revoked_by: PersonId | None
    revoked: datetime | None


class ApiKeys(Protocol):
    """The keys by which programs speak for people. Safe to use from several threads."""

    def issue(
        self,
        *,
        person: PersonId,
        label: str,
        scopes: tuple[str, ...],
        by: PersonId,
        at: datetime,
        expires: date | None,
    ) -> tuple[ApiKey, str]:
        """Make a key for a person and return it with the secret, which is nowhere kept."""
        ...

    def listed(self) -> list[ApiKey]:
        """Return every key that was ever issued, the first one first."""
        ...

    def found(self, secret: str) -> ApiKey | None:
        """Return the key with this secret, valid or not."""
        ...

    def used(self, key: int, on: date) -> None:
        """Note the day on which a key was last used."""
        ...

    def revoke(self, key: int, *, by: PersonId, at: datetime) -> ApiKey | None:
        """Let a key be of no use from now on; None when there is no such key."""
        ...


@frozen(kw_only=True)
class KeptCheckpoint:
    """A checkpoint that was signed and kept, and when it was put there."""

    file: str
    note: Note
    checkpoint: Checkpoint
    written_at: datetime


@frozen
class Destroyed:
    """An order by which personal words were destroyed: where it stood, and in which stream."""

    position: int
    stream: StreamId


class Checkpoints(Protocol):
    """The checkpoints that were signed, kept outside the record."""

    @property
    def configured(self) -> bool:
        """Whether it is known where they are kept."""
        ...

    def away(self) -> str | None:
        """Return where they should be kept when nothing is there, not even an empty folder."""
        ...

    def latest(self) -> KeptCheckpoint | None:
        """Return the checkpoint that was signed last, None when there is none."""
        ...

    def every(self) -> Iterator[KeptCheckpoint]:
        """Yield each checkpoint, the smallest size first."""
        ...

    def unreadable(self) -> Iterator[str]:
        """Yield the names of the files that are meant to be checkpoints and are none."""
        ...

    def destroyed(self) -> list[Destroyed]:
        """Return the orders by which words were destroyed, as they stood when it was signed."""
        ...

    def is_authentic(self, note: Note) -> bool | None:
        """Say whether the key beside them signed a note; None when no key is there."""
        ...

    def witnesses(self) -> list[VerifierKey]:
        """Return the keys of the witnesses to whom checkpoints are carried."""
        ...

    def cosigned(self) -> tuple[KeptCheckpoint, datetime] | None:
        """Return the last checkpoint that a witness cosigned, and when; None before the first."""
        ...
