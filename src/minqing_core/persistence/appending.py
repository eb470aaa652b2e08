"""What is done inside one write transaction, whatever the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from minqing_core.application.ports import Batch, Draft, drafted
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.refusals import KeyReusedError, LogGrewError, StreamMovedError
from minqing_core.persistence.codec import Codec, Place, key_ids
from minqing_core.persistence.instants import instant, milliseconds
from minqing_core.persistence.keyring import Allotment, Keyring
from minqing_core.persistence.ledger import (
    LoggedRow,
    Request,
    Row,
    Standing,
    Tables,
    Writing,
    extended,
)
from minqing_core.persistence.recorded import enveloped, envelopes

KEYS = "key"
_DIGITS = 6


def checked(request: Request | None, key: str, fingerprint: bytes) -> Request | None:
    """Return what a request recorded the first time, if it is the same request."""
    if request is not None and bytes(request.fingerprint) != fingerprint:
        raise KeyReusedError(key=key)
    return request


def real_streams(batches: Sequence[Batch]) -> list[str]:
    """Name the streams that batches write to or depend on, placeholders aside."""
    named = {draft.stream for batch in batches for draft in batch.drafts}
    named.update(stream for batch in batches for stream in batch.expect)
    return [stream for stream in named if "#" not in stream]


def series(batches: Sequence[Batch]) -> list[str]:
    """Name the series of numbers that batches may draw from."""
    drawn = {d.stream.partition("#")[0] for b in batches for d in b.drafts if "#" in d.stream}
    return [KEYS, *drawn]


class Appending:
    """The batches of one write transaction, each seeing those before it."""

    def __init__(
        self, tables: Tables, standing: Standing, codec: Codec, ring: Keyring, now: datetime
    ) -> None:
        self._tables = tables
        self._codec = codec
        self._ring = ring
        self._head = standing.head
        self._logged_at = max(standing.head.logged_at, milliseconds(now))
        self._recorded_at = instant(self._logged_at)
        self._before = standing.versions
        self._versions = dict(standing.versions)
        self._requests = dict(standing.requests)
        self._numbers = dict(standing.numbers)
        self._drawn: dict[str, int] = {}
        self._known_keys: dict[str, Mapping[str, int]] = {}
        self._keys = Allotment(ring, self._numbers.get(KEYS, 0), self._stored_keys)
        self._rows: list[Row] = []
        self._envelopes: list[Envelope[Any]] = []
        self._made: list[Request] = []

    def take(self, batch: Batch) -> list[Envelope[Any]]:
        """Keep a batch, or answer it as the first time."""
        answered = self._answered(batch)
        if answered is not None:
            return answered
        self._guard(batch)
        first = self._next_position()
        streams = self._numbered(batch.drafts)
        kept = [self._keep(batch.act, draft, streams) for draft in batch.drafts]
        if batch.act.key is not None:
            fingerprint = self._ring.vault.fingerprint(batch.request)
            made = Request(batch.act.key, fingerprint, first, len(kept))
            self._requests[made.key] = made
            self._made.append(made)
        return kept

    def anything(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self._rows or self._made)

    def writing(self) -> Writing:
        """Return everything there is to write."""
        head, leaves = extended(self._head, self._rows, self._logged_at)
        if self._keys.subjects:
            self._drawn[KEYS] = self._keys.last
        return Writing(
            head=head,
            rows=self._rows,
            leaves=leaves,
            requests=self._made,
            numbers=self._drawn,
        )

    @property
    def subjects(self) -> Mapping[tuple[str, str], int]:
        """The keys of the subjects written about."""
        return self._keys.subjects

    def _next_position(self) -> int:
        return self._head.size + len(self._rows) + 1

    def _answered(self, batch: Batch) -> list[Envelope[Any]] | None:
        key = batch.act.key
        if key is None or key not in self._requests:
            return None
        fingerprint = self._ring.vault.fingerprint(batch.request)
        request = checked(self._requests[key], key, fingerprint)
        if request is None:
            return None
        start = request.first_position - self._head.size - 1
        if start >= 0:
            return self._envelopes[start : start + request.events]
        return first_answer(self._tables, request, self._codec, self._ring)

    def _guard(self, batch: Batch) -> None:
        size = self._next_position() - 1
        if batch.size is not None and batch.size != size:
            raise LogGrewError(stream="log", expected=batch.size, actual=size)
        for stream, expected in batch.expect.items():
            actual = 0 if "#" in stream else self._versions[stream]
            if actual != expected and "#" not in stream:
                raise StreamMovedError(stream=stream, expected=expected, actual=actual)

    def _numbered(self, drafts: Sequence[Draft]) -> Mapping[StreamId, StreamId]:
        streams: dict[StreamId, StreamId] = {}
        for draft in drafts:
            if draft.stream not in streams:
                streams[draft.stream] = StreamId(self._named(draft.stream))
        return streams

    def _named(self, stream: str) -> str:
        drawn, placeholder, _ = stream.partition("#")
        if not placeholder:
            return stream
        number = self._numbers.get(drawn, 0) + 1
        while self._taken(f"{drawn}{number:0{_DIGITS}d}"):
            number += 1
        self._drawn[drawn] = self._numbers[drawn] = number
        return f"{drawn}{number:0{_DIGITS}d}"

    def _taken(self, stream: str) -> bool:
        return stream in self._versions or self._tables.version(stream) > 0

    def _keep(self, act: Act, draft: Draft, streams: Mapping[StreamId, StreamId]) -> Envelope[Any]:
        if draft.occurred_at is not None:
            act = attrs.evolve(act, occurred_at=draft.occurred_at)
        stream, event = streams[draft.stream], drafted(draft, streams)
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        place = Place(self._next_position(), stream, version, self._codec.name(event))
        state = self._codec.encode(event, act, place, self._keys.key)
        self._rows.append(Row(place.position, stream, version, place.name, state))
        occurred = act.occurred_at
        at = self._recorded_at if occurred is None else instant(milliseconds(occurred))
        kept = enveloped(place, self._recorded_at, at, act, event)
        self._envelopes.append(kept)
        return kept

    def _stored_keys(self, stream: str) -> Mapping[str, int]:
        if not self._before.get(stream):
            return {}
        known = self._known_keys.get(stream)
        if known is not None:
            return known
        found: dict[str, int] = {}
        for row in self._tables.stream(StreamId(stream), None):
            found.update(key_ids(LoggedRow(*row).state))
        self._known_keys[stream] = found
        return found


def first_answer(
    tables: Tables, request: Request, codec: Codec, ring: Keyring
) -> list[Envelope[Any]]:
    """Return the envelopes that a request recorded the first time."""
    end = request.first_position + request.events - 1
    opening = ring.opening()
    rows = tables.rows(request.first_position - 1, end)
    return list(envelopes(rows, codec, opening))
