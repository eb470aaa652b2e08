"""The SQL that makes and fills the view tables, and what each database does in its own way."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from attrs import frozen

from minqing_core.views.tables import Table, Value

STANDING = "minqing_standing"
STANDING_COLUMNS = (
    "position BIGINT NOT NULL, leaf TEXT NOT NULL, digest TEXT NOT NULL, names TEXT NOT NULL"
)


@frozen(kw_only=True)
class Dialect:
    """The words in which one database differs from another."""

    mark: str
    prefix: str
    text: str
    number: str
    nulls_first: str
    create: str
    table_end: str
    words_tables: tuple[str, ...]
    words_found: str
    phrases: Callable[[str], list[str]]

    def name(self, name: str, suffix: str = "") -> str:
        """Return the quoted name of a table."""
        return f"{self.prefix}{quoted(name + suffix)}"

    def filled(self, template: str, table: Table) -> str:
        """Return a statement about the words of a table."""
        words, entries = self.name(table.name, "_words"), self.name(table.name, "_entries")
        return template.format(words=words, entries=entries, text=self.text, mark=self.mark)


class Cursor(Protocol):
    """What both drivers call a cursor."""

    @property
    def rowcount(self) -> int:
        """Return how many rows the last statement touched."""
        ...

    def execute(self, statement: str, values: Sequence[Value] = (), /) -> object:
        """Run a statement."""
        ...

    def executemany(self, statement: str, values: Sequence[Sequence[Value]], /) -> object:
        """Run a statement for each of many rows."""
        ...

    def fetchall(self) -> list[Any]:
        """Return what the last statement found."""
        ...


class Database(Protocol):
    """What SQLite and PostgreSQL do each in its own way."""

    @property
    def dialect(self) -> Dialect:
        """Return the words of its own."""
        ...

    def reading(self) -> AbstractContextManager[Cursor]:
        """Give a cursor for single statements."""
        ...

    def writing(self) -> AbstractContextManager[Cursor]:
        """Give a cursor in a write transaction."""
        ...

    def prepared(self, cursor: Cursor) -> bool:
        """Tell whether there is a note of how the tables stand."""
        ...

    def prepare(self, cursor: Cursor) -> None:
        """Make it possible to create tables, for one program at a time."""
        ...

    def add_words(self, cursor: Cursor, table: Table, found: Sequence[tuple[str, str]]) -> None:
        """Add the words by which keys can be found."""
        ...

    def unsay(self, cursor: Cursor, table: Table, keys: Sequence[str]) -> None:
        """Let no words find these keys."""
        ...

    def forget(self) -> None:
        """Leave nothing of what was deleted."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


def quoted(name: str) -> str:
    """Return an identifier that stands for itself in SQL."""
    return '"' + name.replace('"', '""') + '"'


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are looked for, at most 64 characters each."""
    return re.findall(r"[^\W_]{1,64}", text.casefold())


def digest(tables: Sequence[Table], dialect: Dialect) -> str:
    """Return what changes whenever the tables would be created otherwise."""
    statements = (statement for table in tables for statement in creation(table, dialect))
    made = "\n".join((STANDING_COLUMNS, *statements))
    return hashlib.sha256(made.encode()).hexdigest()


def columns(table: Table) -> tuple[str, ...]:
    """Return all columns of a table, its key first."""
    return (*placed(table), *table.raised)


def placed(table: Table) -> tuple[str, ...]:
    """Return the columns of a table that a row sets, its key first."""
    return (table.key, *(name for name in (*table.texts, *table.numbers) if name != table.key))


def creation(table: Table, dialect: Dialect) -> Iterator[str]:
    """Yield the statements that create a table, its indexes and its words."""
    name = dialect.name(table.name)
    kinds = {
        name: dialect.number if name in table.numbers else dialect.text for name in columns(table)
    }
    shape = [f"{quoted(column)} {kind}" for column, kind in kinds.items()]
    shape[0] += " NOT NULL PRIMARY KEY"
    yield f"{dialect.create} {name} ({', '.join(shape)}){dialect.table_end}"
    for number, index in enumerate((*table.indexes, *table.sparse), 1):
        parts = [column_of(table, part) for part in index if part != table.key]
        listed = [part + dialect.nulls_first for part in parts] + [quoted(table.key)]
        index_name = quoted(f"{table.name}_index_{number}")
        which = f" WHERE {parts[0]} IS NOT NULL" if index in table.sparse else ""
        yield f"CREATE INDEX {index_name} ON {name} ({', '.join(listed)}){which}"
    for template in dialect.words_tables if table.words else ():
        yield dialect.filled(template, table)
    for link in table.links:
        both = f"key {dialect.text} NOT NULL, token {dialect.text} NOT NULL"
        shape_of_link = f"{both}, PRIMARY KEY (key, token)"
        yield f"{dialect.create} {dialect.name(link)} ({shape_of_link}){dialect.table_end}"
        yield f"CREATE INDEX {quoted(f'{link}_tokens')} ON {dialect.name(link)} (token, key)"


def deletion(table: Table, dialect: Dialect) -> str:
    """Return the statement that takes one row away."""
    return f"DELETE FROM {dialect.name(table.name)} WHERE {quoted(table.key)} = {dialect.mark}"  # noqa: S608 - quoted names


def unlinking(link: str, dialect: Dialect) -> str:
    """Return the statement that takes the tokens of one key away."""
    return f"DELETE FROM {dialect.name(link)} WHERE key = {dialect.mark}"  # noqa: S608 - quoted names


def linking(link: str, dialect: Dialect) -> str:
    """Return the statement that links one key to one token."""
    marks = f"{dialect.mark}, {dialect.mark}"
    return f"INSERT INTO {dialect.name(link)} (key, token) VALUES ({marks})"  # noqa: S608 - quoted names


def upsert(table: Table, dialect: Dialect) -> str:
    """Return the statement that puts one row."""
    names = [quoted(column) for column in placed(table)]
    marks = ", ".join([dialect.mark] * len(names))
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    return (
        f"INSERT INTO {dialect.name(table.name)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - quoted names
        f" ON CONFLICT ({names[0]}) DO UPDATE SET {sets}"
    )


def raising(table: Table, column: str, dialect: Dialect) -> str:
    """Return the statement that raises a column of one row."""
    key, raised = quoted(table.key), quoted(column)
    return (
        f"INSERT INTO {dialect.name(table.name)} AS kept ({key}, {raised})"  # noqa: S608 - quoted names
        f" VALUES ({dialect.mark}, {dialect.mark})"
        f" ON CONFLICT ({key}) DO UPDATE SET {raised} = excluded.{raised}"
        f" WHERE kept.{raised} IS NULL OR kept.{raised} < excluded.{raised}"
    )


def column_of(table: Table, name: str) -> str:
    """Return the quoted name of a column.

    Raises:
        LookupError: the table has no such column.
    """
    if name not in columns(table):
        raise LookupError(f"{table.name} has no column {name}")
    return quoted(name)
