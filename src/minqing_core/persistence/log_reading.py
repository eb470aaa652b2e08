"""The log read as it is stored, without the master key and without the means to write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from minqing_core.application.ports import Destroyed
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.refusals import LeafChangedError
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.refusals import StoreFullError
from minqing_core.kernel.subjects import PRIVACY
from minqing_core.persistence import library
from minqing_core.persistence.ledger import LoggedRow, Row, Tables, row_leaf
from minqing_core.persistence.refusals import StoreMissingError, StoreUnreadableError
from minqing_core.persistence.settings import location
from minqing_core.persistence.sqlite_pool import LeanPool
from minqing_core.persistence.sqlite_store import SqliteStore

_CHUNK = 1000
_DESTROYED = "privacy.shredding-approved."
_COLUMNS = [int, str, int, str, bytes]
_LEAF = [int, int, bytes]


class LogReader:
    """A log's stored bytes: nothing is decoded, nothing can be changed."""

    def __init__(self, url: str) -> None:
        """Take the address of a store.

        Raises:
            StoreMissingError: there is no store.
            StoreUnreadableError: it cannot be opened.
        """
        self._place = location(url)
        if self._place.path is not None and not self._place.path.exists():
            raise StoreMissingError(place=self._place.path)

    @contextmanager
    def _inspecting(self) -> Iterator[Tables]:
        try:
            if self._place.backend == "postgresql":
                from minqing_core.persistence.postgres_reading import inspecting  # noqa: PLC0415

                with inspecting(self._place.log) as tables:
                    yield tables
                return
            store = SqliteStore(f"{self._place.log}?mode=ro", _no_clock)
            try:
                with store.inspecting() as tables:
                    yield tables
            finally:
                store.close()
        except library.PersistenceError as error:
            raise StoreUnreadableError(place=self._shown(), trouble=error) from error

    def reached(self) -> tuple[int, bytes]:
        """Return the size of the log and the nodes of its frontier, as they are registered."""
        with self._inspecting() as tables:
            extent = tables.extent()
        size, nodes = extent.size, extent.nodes
        whole = isinstance(size, int) and size >= 0 and isinstance(nodes, bytes)
        return (size, nodes) if whole else (0, b"")  # type: ignore[return-value]  # just checked

    def grown(self, before: Frontier, upto: int) -> Frontier:
        """Return the tree after the events beyond *before*, from their stored bytes.

        Raises:
            LeafChangedError: one is missing, or is not what its own leaf says.
        """
        reached = before
        for leaf in self._derived(before.size, upto):
            reached = reached.with_leaf(leaf)
        return reached

    def leaves(self, upto: int, after: int = 0) -> list[bytes]:
        """Return the leaves of the positions beyond *after*, from the events' stored bytes.

        Raises:
            LeafChangedError: one is missing, or is not what its own leaf says.
        """
        return list(self._derived(after, upto))

    def _derived(self, after: int, upto: int) -> Iterator[bytes]:
        reached = after
        with self._inspecting() as tables:
            while reached < upto:
                first = reached + 1
                events = tables.stored(first, upto, _CHUNK)
                leaves = tables.leaves(first, upto, _CHUNK)
                for event, leaf in zip(events, leaves, strict=False):
                    reached += 1
                    yield _derived(reached, event, leaf)
                if reached < first:
                    raise LeafChangedError(position=first)

    def destroyed(self, upto: int) -> list[Destroyed]:
        """Return the orders up to a position by which personal words were destroyed."""
        with self._inspecting() as tables:
            found = tables.rows_at([*tables.positions(PRIVACY, 0, upto)])
        return [
            Destroyed(row.position, StreamId(row.stream))
            for row in (LoggedRow(*columns) for columns in found)
            if row.name.startswith(_DESTROYED)
        ]

    def truncate(self) -> bool:
        """Have SQLite move its write-ahead log into the database; False where that is not ours."""
        if self._place.backend != "sqlite":
            return False
        pool = LeanPool(f"{self._place.log}?mode=rw")
        try:
            with pool.transaction(commit=False) as cursor:
                busy: int = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except (StoreFullError, library.PersistenceError):
            return False
        finally:
            pool.close()
        return not busy

    def _shown(self) -> str:
        return str(self._place.path or "postgresql://…")


def _derived(position: int, event: tuple[object, ...], leaf: tuple[object, ...]) -> bytes:
    if [*map(type, event)] == _COLUMNS and [*map(type, leaf)] == _LEAF:
        row = Row(*event)  # type: ignore[arg-type]  # just checked
        logged_at: int = leaf[1]  # type: ignore[assignment]  # just checked
        if row.position == leaf[0] == position and _is_text(row.stream) and _is_text(row.name):
            found = row_leaf(row, logged_at)
            if found == leaf[2]:
                return found
    raise LeafChangedError(position=position)


def _is_text(value: str) -> bool:
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") == value


def _no_clock() -> datetime:
    msg = "nothing is written here"
    raise TypeError(msg)
