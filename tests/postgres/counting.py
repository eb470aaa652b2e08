"""How many connections programs have open, looked at from the server."""

import threading
from collections import Counter
from types import TracebackType
from typing import Self

import psycopg

CONNECTED = (
    "SELECT application_name, count(*) FROM pg_stat_activity"
    " WHERE starts_with(application_name, %s) GROUP BY application_name"
)
SECONDS = 0.01


class Counting:
    """Looks again and again at the programs whose names begin so, and keeps the most of each."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.most: Counter[str] = Counter()

    def _look(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not self._over.wait(SECONDS):
                self.most |= Counter(dict(connection.execute(CONNECTED, (self._name,)).fetchall()))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
