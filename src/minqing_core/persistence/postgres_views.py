"""The view tables in a PostgreSQL schema of their own.

They are unlogged: what is disposable need not outlive a crash, and its words stay out of the
server's write-ahead log, where nothing could be destroyed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.types.numeric import IntDumper

from minqing_core.persistence.postgres_line import pool, troubles
from minqing_core.persistence.view_sql import STANDING, Cursor, Dialect, words_of
from minqing_core.views.tables import Table

SCHEMA = "minqing_views"
OPENING_LOCK = 0x6D696E71_76696577
BLOCK = 256
"""More positions of one word than this are not kept by PostgreSQL."""
LAP = 128


def _phrases(text: str) -> list[str]:
    words = words_of(text)
    pieces = [words[start : start + LAP] for start in range(0, len(words), LAP)]
    return [" <-> ".join(f"'{word}'" for word in piece) for piece in pieces]


POSTGRES = Dialect(
    mark="%s",
    prefix=f"{SCHEMA}.",
    text='TEXT COLLATE "C"',
    number="BIGINT",
    nulls_first=" NULLS FIRST",
    create="CREATE UNLOGGED TABLE",
    table_end="",
    words_tables=(
        "CREATE UNLOGGED TABLE {words} (key {text} NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX ON {words} USING gin (words)",
    ),
    words_found="SELECT key FROM {words} WHERE words @@ CAST({mark} AS tsquery)",
    phrases=_phrases,
)


CONNECTIONS = 8


class PostgresTables:
    """A pool of connections to one PostgreSQL database."""

    dialect = POSTGRES

    def __init__(self, dsn: str) -> None:
        """Take a ``postgresql://`` address."""
        self._pool = pool(dsn, CONNECTIONS, _configure, open=True)

    @contextmanager
    def reading(self) -> Iterator[psycopg.Cursor[Any]]:
        """Give a cursor for single statements."""
        with troubles(), self._pool.connection() as connection, connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[psycopg.Cursor[Any]]:
        """Give a cursor in a transaction, which a crash may lose but not halve."""
        with self.reading() as cursor, cursor.connection.transaction():
            cursor.execute("SET LOCAL synchronous_commit = off")
            yield cursor

    def prepared(self, cursor: Cursor) -> bool:
        """Tell whether there is a note of how the tables stand."""
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", (POSTGRES.name(STANDING),))
        return cursor.fetchall() == [(True,)]

    def prepare(self, cursor: Cursor) -> None:
        """Let one program at a time create tables, and make the schema for them."""
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (OPENING_LOCK,))
        cursor.execute("SELECT to_regnamespace(%s) IS NULL", (SCHEMA,))
        if cursor.fetchall() == [(True,)]:
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")

    def add_words(self, cursor: Cursor, table: Table, found: Sequence[tuple[str, str]]) -> None:
        """Add the words by which keys can be found."""
        rows = [(key, vector) for key, words in found for vector in _vectors(words.split())]
        name = POSTGRES.name(table.name, "_words")
        cursor.executemany(f"INSERT INTO {name} VALUES (%s, CAST(%s AS tsvector))", rows)  # noqa: S608 - quoted name

    def unsay(self, cursor: Cursor, table: Table, keys: Sequence[str]) -> None:
        """Let no words find these keys."""
        name = POSTGRES.name(table.name, "_words")
        cursor.executemany(f"DELETE FROM {name} WHERE key = %s", [(key,) for key in keys])  # noqa: S608 - quoted name

    def forget(self) -> None:
        """Need nothing: the files of dropped tables are gone."""

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def _configure(connection: psycopg.Connection[Any]) -> None:
    connection.autocommit = True
    connection.adapters.register_dumper(bool, IntDumper)


def _vectors(words: list[str]) -> Iterator[str]:
    """Yield the words with their places, in blocks that lap over for the sake of phrases.

    No parser of the database is asked: in a C locale it would drop every Han character.
    """
    for start in range(0, max(len(words) - LAP, 1), BLOCK - LAP):
        block = words[start : start + BLOCK]
        yield " ".join(f"'{word}':{place}" for place, word in enumerate(block, 1))
