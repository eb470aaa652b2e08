"""How PostgreSQL is reached, how long anybody waits for it, and how its troubles are told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from select import POLLIN, poll
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError, PersistenceError
from eventsourcing.postgres import ConnectionPool
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from minqing_core.kernel.refusals import StoreAwayError, StoreFullError

_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_POOL_SECONDS = 30.0
_NOBODY_THERE = "nobody could connect meanwhile"
_FULL = "53100"
_AWAY = ("08", "57P0", "53300")


class AwayError(StoreAwayError, OperationalError):
    """The server does not answer; to the event-sourcing library an error of operation."""


@lru_cache(maxsize=64)
def patient(address: str) -> str:
    """Return an address that gives up on a server that is silent, unless it says how long to wait.

    A machine that is gone sends no word: without this its clients would wait for hours.
    """
    given = conninfo_to_dict(address)
    return make_conninfo(address, **{n: v for n, v in _PATIENCE.items() if n not in given})


def pool(
    address: str,
    most: int,
    configure: Callable[[psycopg.Connection[Any]], None],
    **how: Any,  # noqa: ANN401 - the driver's
) -> ConnectionPool[Any]:
    """Return connections made as needed.

    The driver waits twice as long after every failure to connect: whoever comes after that begins
    anew, so that a server that was away for long is soon found again.
    """
    return ConnectionPool(
        patient(address),
        min_size=1,
        max_size=most,
        configure=configure,
        check=look_at,
        timeout=_POOL_SECONDS,
        reconnect_timeout=_POOL_SECONDS,
        **how,
    )


@contextmanager
def connecting(address: str, *, autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection of one's own for a while, what is done kept if all goes well."""
    with troubles(), psycopg.connect(patient(address), autocommit=autocommit) as connection:
        yield connection


@contextmanager
def troubles() -> Iterator[None]:
    """Raise what goes wrong with the server as the house and the library call it.

    Raises:
        StoreAwayError: it does not answer, or takes no more connections.
        StoreFullError: its disk is full.
        OperationalError: anything else of the driver's.
    """
    try:
        yield
    except (psycopg.Error, PersistenceError) as error:
        told = _told(error)
        if told is error:
            raise
        raise told from error


def _told(error: Exception) -> Exception:
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state == _FULL:
        return StoreFullError()
    if state.startswith(_AWAY) if state else isinstance(cause, psycopg.OperationalError):
        return AwayError(str(error))
    return OperationalError(str(error)) if cause is error else error


def look_at(connection: psycopg.Connection[Any]) -> None:
    """Refuse an idle connection on which the server has spoken: it was closed.

    Raises:
        OperationalError: the connection is gone.
    """
    spoken = poll()
    spoken.register(connection.fileno(), POLLIN)
    if spoken.poll(0):
        connection.execute("")


class Line:
    """One connection for all threads, opened when first needed and again when it was closed.

    What was sent once is not sent again: the server may have done it.
    """

    def __init__(self, address: str, schema: str = "") -> None:
        """Take an address, and the schema whose tables are meant."""
        self._address = patient(address)
        self._schema = schema
        self._lock = threading.RLock()
        self._connection: psycopg.Connection[Any] | None = None
        self._held = False
        self._failures = 0

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[Any]]:
        """Give the connection to one thread at a time, and the same one as long as it is held.

        Who waited while nobody could connect is told so, and does not try it once more.
        """
        failures = self._failures
        with self._lock, troubles():
            if self._failures != failures:
                raise psycopg.OperationalError(_NOBODY_THERE)
            if self._held and self._connection is not None:
                yield self._connection
                return
            connection = self._opened()
            self._held = True
            try:
                yield connection
            finally:
                self._held = False

    def close(self) -> None:
        """Let the connection go."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()

    def _opened(self) -> psycopg.Connection[Any]:
        if self._connection is None or not _is_open(self._connection):
            self.close()
            self._connection = self._made()
        return self._connection

    def _made(self) -> psycopg.Connection[Any]:
        try:
            made = psycopg.connect(self._address, autocommit=True)
            if self._schema:
                made.execute(f"SET search_path TO {self._schema}")
        except psycopg.Error:
            self._failures += 1
            raise
        return made


def _is_open(connection: psycopg.Connection[Any]) -> bool:
    try:
        look_at(connection)
    except psycopg.Error:
        return False
    return True
