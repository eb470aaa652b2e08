"""The log of events, whatever database keeps it."""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

import msgspec

from minqing_core.application.ports import Batch, Clock, Disclosed, Gained, Header, StoredBytes
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.verdict import Audit
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.persistence import library
from minqing_core.persistence.appending import (
    Appending,
    checked,
    first_answer,
    real_streams,
    series,
)
from minqing_core.persistence.codec import Codec, key_ids
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.keyring import Keyring
from minqing_core.persistence.ledger import LoggedRow, Store, row_leaf
from minqing_core.persistence.recorded import envelopes
from minqing_core.persistence.sealed_words import disclosed
from minqing_core.persistence.unreadable import UnreadableEventError
from minqing_core.persistence.vault import Vault

_CHUNK = 1000


def _keys(row: LoggedRow) -> Mapping[str, int]:
    try:
        return key_ids(row[4])
    except msgspec.MsgspecError as error:
        raise UnreadableEventError.at(row[:4], str(error)) from error


class RecordedLog:
    """The event log over a store; see the port for what it promises."""

    def __init__(self, store: Store, codec: Codec, vault: Vault, clock: Clock) -> None:
        self._store = store
        self._codec = codec
        self._clock = clock
        self._ring = Keyring(vault)
        self.vault = vault
        self.remote = store.remote

    def append(self, batches: Sequence[Batch]) -> list[list[Envelope[Any]]]:
        """Keep all of these in one transaction, or none."""
        if not any(batch.drafts or batch.act.key is not None for batch in batches):
            return [[] for _ in batches]
        try:
            return self._append(batches)
        except (library.IntegrityError, library.InterfaceError, library.OperationalError):
            if any(batch.act.key is None for batch in batches):
                raise
            return self._append(batches)

    def answered(self, key: str, request: bytes) -> list[Envelope[Any]] | None:
        """Return what an earlier request with this key recorded, or None."""
        with self._store.reading() as tables:
            found = tables.request(key)
            if found is None or not checked(found, key, self.vault.fingerprint(request)):
                return None
            return first_answer(tables, found, self._codec, self._ring)

    def stream(self, stream: StreamId, upto: int | None = None) -> list[Envelope[Any]]:
        """Return a stream from its first event on, at most up to a position of the log."""
        with self._store.reading() as tables:
            rows = tables.stream(stream, upto)
        opening = self._ring.opening()
        return list(envelopes(rows, self._codec, opening))

    def scan(
        self, after: int = 0, upto: int | None = None, *, prefix: str = ""
    ) -> Iterator[Envelope[Any]]:
        """Go through the log by position, only the streams that begin with *prefix*."""
        end = self.size() if upto is None else min(upto, self.size())
        if prefix:
            yield from self._scan_prefix(prefix, after, end)
            return
        for start in range(after, end, _CHUNK):
            with self._store.reading() as tables:
                rows = tables.rows(start, min(start + _CHUNK, end))
            opening = self._ring.opening()
            yield from envelopes(rows, self._codec, opening)

    def histories(self, prefix: str, upto: int) -> Iterator[list[Envelope[Any]]]:
        """Go through the streams that begin with *prefix*, by name, each up to a position."""
        for _, history in groupby(self._by_name(prefix, upto), attrgetter("stream")):
            yield list(history)

    def size(self) -> int:
        """Return the position of the last event, 0 for an empty log."""
        with self._store.reading() as tables:
            return tables.size()

    def gained(self, position: int, most: int) -> list[Gained]:
        """Return where the events from a position on are, at most so many, in order."""
        with self._store.reading() as tables:
            return [
                Gained(at, StreamId(s), version)
                for at, s, version in tables.gained(position, most)
            ]

    def position_at(self, instant: datetime) -> int:
        """Return the position of the last event recorded by an instant."""
        with self._store.reading() as tables:
            return tables.position_at(milliseconds(instant))

    def root(self, upto: int) -> str:
        """Return the Merkle root of the log up to a position, in hexadecimal."""
        with self._store.reading() as tables:
            reached = tables.standing((), (), ()).head.frontier
        return (reached if upto == reached.size else self._frontier(upto)).root().hex()

    def leaf(self, position: int) -> str | None:
        """Return the leaf hash at a position in hexadecimal, None when there is none."""
        with self._store.reading() as tables:
            found = [row[2] for row in tables.leaves(position, position, 1)]
        return next((leaf.hex() for leaf in found if isinstance(leaf, bytes)), None)

    def leaves(self, upto: int) -> list[bytes]:
        """Return the leaf hashes of the first positions, as they were kept with the events."""
        found: list[bytes] = []
        for start in range(0, upto, _CHUNK):
            with self._store.reading() as tables:
                leaves: Any = tables.leaves(start + 1, min(start + _CHUNK, upto), _CHUNK)
            found.extend(leaf[2] for leaf in leaves)
        return found

    def headers(self, upto: int, after: int = 0) -> Iterator[Header]:
        """Go through the headers after a position up to another, from the events as stored."""
        for start in range(after, upto, _CHUNK):
            with self._store.reading() as tables:
                rows = tables.rows(start, min(start + _CHUNK, upto))
            for _, stream, version, name, state, logged_at in rows:
                yield Header(
                    stream=stream,
                    version=version,
                    name=name,
                    logged_at=logged_at,
                    digest=sha256(state).digest(),
                )

    def stored(self, stream: StreamId, upto: int) -> list[StoredBytes]:
        """Return a stream's events as they are stored, at most up to a position of the log."""
        with self._store.reading() as tables:
            rows = tables.stream(stream, upto)
        return [
            StoredBytes(
                position=position, version=version, name=name, logged_at=logged_at, state=state
            )
            for position, _, version, name, state, logged_at in rows
        ]

    def disclosed(self, event: object) -> Iterator[Disclosed]:
        """Go through the words of an event that can be opened, with what opens their commitments.

        Words that were put in the place of others are none.
        """
        for path, salt, text in disclosed(event):
            yield Disclosed(path=path, salt=salt, text=text)

    def version(self, stream: StreamId) -> int:
        """Return the version of a stream, 0 when nothing was recorded in it."""
        with self._store.reading() as tables:
            return tables.version(stream)

    def versions(self, streams: Sequence[StreamId]) -> Mapping[StreamId, int]:
        """Return the versions of streams, asked for at once; 0 where nothing was recorded."""
        with self._store.reading() as tables:
            found = tables.versions(streams)
        return {stream: found[stream] for stream in streams}

    def audit(
        self,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        sizes: Collection[int] = (),
    ) -> Audit:
        """Check every stored byte against the Merkle log; malformed data is a finding.

        The roots at these sizes are told beside it.
        """
        from minqing_core.persistence.audit import audit  # noqa: PLC0415 - only to verify

        return audit(self._store, self._codec, self._ring.opening(), progress, sizes)

    def subject_keys(self, stream: StreamId) -> dict[str, tuple[int, ...]]:
        """Return every key that a stream's subjects were sealed under, by part.

        They are what the vault restricts, lifts and shreds.
        """
        found: dict[str, set[int]] = {}
        for _, part, key_id in self.keys_of(stream):
            found.setdefault(part, set()).add(key_id)
        return {part: tuple(sorted(keys)) for part, keys in found.items()}

    def keys_of(self, stream: StreamId) -> list[tuple[int, str, int]]:
        """Return which part of a stream was sealed under which key, by position."""
        with self._store.reading() as tables:
            rows = tables.stream(stream, None)
        return [(row[0], *found) for row in rows for found in _keys(row).items()]

    def keys_everywhere(self) -> Iterator[tuple[StreamId, int]]:
        """Go through the log for the keys that each stream was sealed under."""
        for start in range(0, self.size(), _CHUNK):
            with self._store.reading() as tables:
                rows = tables.rows(start, start + _CHUNK)
            for row in rows:
                yield from ((StreamId(row[1]), key) for key in _keys(row).values())

    def close(self) -> None:
        """Wait for what is under way and let the databases go."""
        self._store.close()
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, batches: Sequence[Batch]) -> list[list[Envelope[Any]]]:
        streams, drawn = real_streams(batches), series(batches)
        keys = [batch.act.key for batch in batches if batch.act.key is not None]
        with self._store.writing() as tables:
            standing = tables.standing(streams, keys, drawn)
            appending = Appending(tables, standing, self._codec, self._ring, self._clock())
            kept = [appending.take(batch) for batch in batches]
            if appending.anything():
                tables.write(appending.writing())
        self._ring.remember(appending.subjects)
        return kept

    def _frontier(self, upto: int) -> Frontier:
        reached = Frontier()
        for start in range(0, upto, _CHUNK):
            with self._store.reading() as tables:
                rows = tables.rows(start, min(start + _CHUNK, upto))
            for row in rows:
                reached = reached.with_leaf(row_leaf(LoggedRow(*row), row[5]))
        return reached

    def _by_name(self, prefix: str, upto: int) -> Iterator[Envelope[Any]]:
        after = prefix, 0
        while True:
            with self._store.reading() as tables:
                rows = tables.rows_by_name(prefix, after, upto, _CHUNK)
            yield from envelopes(rows, self._codec, self._ring.opening())
            if len(rows) < _CHUNK:
                return
            after = rows[-1][1:3]

    def _scan_prefix(self, prefix: str, after: int, end: int) -> Iterator[Envelope[Any]]:
        with self._store.reading() as tables:
            positions = array("q", tables.positions(prefix, after, end))
        for start in range(0, len(positions), _CHUNK):
            with self._store.reading() as tables:
                rows = tables.rows_at(positions[start : start + _CHUNK])
            opening = self._ring.opening()
            yield from envelopes(rows, self._codec, opening)
