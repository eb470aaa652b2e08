"""The rows of the log and the Merkle leaves beside them, whatever the database."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from attrs import field, frozen

from minqing_core.integrity.merkle import Frontier, leaf_hash, leaf_preimage

NODE = 32


class Row(NamedTuple):
    """An event as it is stored."""

    position: int
    stream: str
    version: int
    name: str
    state: bytes


class LoggedRow(NamedTuple):
    """A stored event with the time of its leaf."""

    position: int
    stream: str
    version: int
    name: str
    state: bytes
    logged_at: int


class Leaf(NamedTuple):
    """The Merkle leaf of a position."""

    position: int
    logged_at: int
    hash: bytes


class Request(NamedTuple):
    """What a request recorded the first time."""

    key: str
    fingerprint: bytes
    first_position: int
    events: int


@frozen
class Head:
    """Where the log ends: its Merkle frontier and the time of its last leaf."""

    frontier: Frontier = field(factory=Frontier)
    logged_at: int = 0

    @property
    def size(self) -> int:
        """The position of the last event."""
        return self.frontier.size

    def nodes(self) -> bytes:
        """Return the frontier's nodes as they are stored."""
        return b"".join(self.frontier.nodes)


def head(size: int, nodes: bytes, logged_at: int) -> Head:
    """Return the head that is stored so."""
    cut = tuple(nodes[at : at + NODE] for at in range(0, len(nodes), NODE))
    return Head(Frontier(size=size, nodes=cut), logged_at)


@frozen(kw_only=True)
class Standing:
    """What a write transaction finds before it writes."""

    head: Head
    versions: Mapping[str, int]
    requests: Mapping[str, Request]
    numbers: Mapping[str, int]


@frozen(kw_only=True)
class Writing:
    """What a write transaction writes."""

    head: Head
    rows: Sequence[Row]
    leaves: Sequence[Leaf]
    requests: Sequence[Request] = ()
    numbers: Mapping[str, int] = field(factory=dict)


class Extent(NamedTuple):
    """How far the log reaches by its tables, values as they are found there."""

    last_event: object
    last_leaf: object
    size: object
    nodes: object
    logged_at: object


class Tables(Protocol):
    """The log's SQL inside one transaction, in one dialect."""

    def standing(
        self, streams: Sequence[str], requests: Sequence[str], series: Sequence[str]
    ) -> Standing:
        """Return what a write transaction has to know, while nobody else writes."""
        ...

    def write(self, writing: Writing) -> None:
        """Write events, leaves, head, numbers and requests."""
        ...

    def request(self, key: str) -> Request | None:
        """Return what a request recorded the first time."""
        ...

    def size(self) -> int:
        """Return the position of the last event."""
        ...

    def version(self, stream: str) -> int:
        """Return the version of a stream, 0 for none."""
        ...

    def versions(self, streams: Sequence[str]) -> Mapping[str, int]:
        """Return the versions of streams, 0 for those that are not there."""
        ...

    def gained(self, position: int, most: int) -> Sequence[tuple[int, str, int]]:
        """Return position, stream and version of the events from a position on, in order."""
        ...

    def stream(self, stream: str, upto: int | None) -> Sequence[LoggedRow]:
        """Return a stream's events in order."""
        ...

    def rows(self, after: int, upto: int) -> Sequence[LoggedRow]:
        """Return the events of a range of positions."""
        ...

    def positions(self, prefix: str, after: int, upto: int) -> Iterable[int]:
        """Return the positions of the streams that begin so, in order."""
        ...

    def rows_at(self, positions: Sequence[int]) -> Sequence[LoggedRow]:
        """Return the events at these positions, in order."""
        ...

    def rows_by_name(
        self, prefix: str, after: tuple[str, int], upto: int, limit: int
    ) -> Sequence[LoggedRow]:
        """Return the next events, by stream and version, of the streams that begin so."""
        ...

    def position_at(self, logged_at: int) -> int:
        """Return the last position logged by an instant, 0 for none."""
        ...

    def extent(self) -> Extent:
        """Return how far the log reaches by each of its tables."""
        ...

    def stored(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return events as they are found, trusted in nothing but the order of positions."""
        ...

    def versions_before(
        self, streams: Sequence[str], position: int
    ) -> Sequence[tuple[str, object]]:
        """Return the version of the last event of streams before a position, as it is found."""
        ...

    def leaves(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return leaves as they are found, trusted in nothing but the order of positions."""
        ...


class Store(Protocol):
    """A database with the log's tables."""

    @property
    def remote(self) -> bool:
        """Whether it is another process, which is waited for."""
        ...

    def reading(self) -> AbstractContextManager[Tables]:
        """Read what has been committed."""
        ...

    def inspecting(self) -> AbstractContextManager[Tables]:
        """Read whatever is there, malformed text included."""
        ...

    def writing(self) -> AbstractContextManager[Tables]:
        """Write alone, whole or not at all."""
        ...

    def damage(self) -> Sequence[str]:
        """Return what the database itself finds wrong with its file."""
        ...

    def close(self) -> None:
        """Wait for what is under way and let the database go."""
        ...


def extended(before: Head, rows: Iterable[Row], now: int) -> tuple[Head, list[Leaf]]:
    """Return the head after these rows, and their leaves, logged no earlier than those before."""
    logged_at = max(before.logged_at, now)
    reached, leaves = before.frontier, []
    for row in rows:
        leaf = row_leaf(row, logged_at)
        reached = reached.with_leaf(leaf)
        leaves.append(Leaf(row.position, logged_at, leaf))
    return (Head(reached, logged_at) if leaves else before), leaves


def row_leaf(row: Row | LoggedRow, logged_at: int) -> bytes:
    """Return the hash of a row's leaf."""
    return leaf_hash(
        leaf_preimage(
            stream=row.stream,
            version=row.version,
            name=row.name,
            logged_at=logged_at,
            state=row.state,
        )
    )
