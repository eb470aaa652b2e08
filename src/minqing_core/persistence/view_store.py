"""The store of the view tables: disposable, beside the log, and never ahead of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from minqing_core.persistence import view_sql
from minqing_core.persistence.sqlite_views import SqliteTables
from minqing_core.persistence.view_queries import selection, tally
from minqing_core.persistence.view_sql import STANDING, Cursor, Database, columns, placed
from minqing_core.views.tables import Change, Put, Query, Raise, Row, Table, Value, Words

BULK = 5000


def open_views(location: str, tables: Sequence[Table]) -> "SqlViews":
    """Open the view tables at a SQLite path or URI or a ``postgresql://`` address.

    Tables that are missing, or were declared otherwise, are created empty.
    """
    if location.startswith(("postgresql://", "postgres://")):
        from minqing_core.persistence.postgres_views import PostgresTables  # noqa: PLC0415 - optional

        return SqlViews(PostgresTables(location), tables)
    return SqlViews(SqliteTables(location), tables)


class SqlViews:
    """A view store in SQL, safe to use from several threads and programs."""

    def __init__(self, database: Database, tables: Sequence[Table]) -> None:
        """Take the database and the tables that are to be there."""
        self._database = database
        self._dialect = database.dialect
        self._tables: Mapping[str, Table] = {table.name: table for table in tables}
        self._digest = view_sql.digest(tables, self._dialect)
        self._upserts = {table.name: view_sql.upsert(table, self._dialect) for table in tables}
        self._standing = self._dialect.name(STANDING)
        try:
            self._establish()
        except BaseException:
            database.close()
            raise

    def position(self) -> int:
        """Return the position of the log up to which the tables stand.

        Raises:
            RuntimeError: another program has declared the tables otherwise since.
        """
        with self._database.reading() as cursor:
            self._run(cursor, "SELECT position, digest FROM {standing}")
            [(position, digest)] = cursor.fetchall()
        if digest != self._digest:
            raise RuntimeError("the view tables were declared otherwise by another program")
        return int(position)

    def advance(self, start: int, end: int, changes: Iterable[Change]) -> bool:
        """Apply the changes of the events after *start* up to *end* in one transaction."""
        move = (
            "UPDATE {standing} SET position = {mark} WHERE position = {mark} AND digest = {mark}"
        )
        with self._database.writing() as cursor:
            self._run(cursor, move, end, start, self._digest)
            if cursor.rowcount != 1:
                return False
            waiting = iter(changes)
            while part := list(islice(waiting, BULK)):
                self._apply(cursor, part)
        return True

    def rows(self, query: Query) -> list[Row]:
        """Return the rows that a query asks for."""
        table = self._tables[query.table]
        names = columns(table)
        with self._database.reading() as cursor:
            cursor.execute(*selection(table, query, self._dialect))
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, query: Query, by: str | None = None) -> dict[Value, int]:
        """Count what a query would list without its limit, by the values of a column."""
        with self._database.reading() as cursor:
            cursor.execute(*tally(self._tables[query.table], query, by, self._dialect))
            return dict(cursor.fetchall())

    def clear(self) -> None:
        """Empty the tables, so that they are built anew from the log."""
        with self._database.writing() as cursor:
            self._database.prepare(cursor)
            self._create(cursor)
        self._database.forget()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _establish(self) -> None:
        with self._database.reading() as cursor:
            if self._stands(cursor):
                return
        with self._database.writing() as cursor:
            self._database.prepare(cursor)
            if not self._stands(cursor):
                self._create(cursor)

    def _stands(self, cursor: Cursor) -> bool:
        if not self._database.prepared(cursor):
            return False
        self._run(cursor, "SELECT digest FROM {standing}")
        return bool(cursor.fetchall() == [(self._digest,)])

    def _create(self, cursor: Cursor) -> None:
        shape = "position BIGINT NOT NULL, digest TEXT NOT NULL, names TEXT NOT NULL"
        self._run(cursor, "CREATE TABLE IF NOT EXISTS {standing} (" + shape + ")")
        self._run(cursor, "SELECT names FROM {standing}")
        noted = cursor.fetchall()
        self._run(cursor, "DELETE FROM {standing}")
        for (names,) in noted:
            for name in json.loads(names):
                for suffix in ("_words", "_entries", ""):
                    cursor.execute(f"DROP TABLE IF EXISTS {self._dialect.name(name, suffix)}")
        for table in self._tables.values():
            for statement in view_sql.creation(table, self._dialect):
                cursor.execute(statement)
        insert = "INSERT INTO {standing} VALUES (0, {mark}, {mark})"
        self._run(cursor, insert, self._digest, json.dumps(list(self._tables)))

    def _run(self, cursor: Cursor, template: str, *values: Value) -> None:
        cursor.execute(template.format(standing=self._standing, mark=self._dialect.mark), values)

    def _apply(self, cursor: Cursor, changes: Iterable[Change]) -> None:
        gathered = _Gathered(self._tables)
        for change in changes:
            gathered.take(change)
        for name, latest in gathered.rows.items():
            cursor.executemany(self._upserts[name], list(latest.values()))
        for (name, column), highest in gathered.raised.items():
            raising = view_sql.raising(self._tables[name], column, self._dialect)
            cursor.executemany(raising, list(highest.items()))
        for name, found in gathered.words.items():
            self._database.add_words(cursor, self._tables[name], found)


class _Gathered:
    """Changes by what they change, of each row the latest and of what rises the highest."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self.rows: dict[str, dict[str, Sequence[Value]]] = {}
        self.raised: dict[tuple[str, str], dict[str, str]] = {}
        self.words: dict[str, list[tuple[str, str]]] = {}

    def take(self, change: Change) -> None:
        """Take one more change."""
        table = self._tables[change.table]
        match change:
            case Put(row=row):
                values = _values(table, row)
                self.rows.setdefault(table.name, {})[str(values[0])] = values
            case Words():
                self.words.setdefault(table.name, []).append((change.key, change.words))
            case Raise(key=key, column=column, value=value):
                if column not in table.raised:
                    raise LookupError(f"{table.name} does not raise {column}")
                highest = self.raised.setdefault((table.name, column), {})
                highest[key] = max(value, highest.get(key, value))


def _values(table: Table, row: Row) -> Sequence[Value]:
    names = placed(table)
    if table.key not in row or not row.keys() <= set(names):
        raise LookupError(f"{table.name} has no row of {sorted(row)}")
    return [row.get(name) for name in names]
