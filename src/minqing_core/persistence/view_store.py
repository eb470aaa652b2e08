"""The store of the view tables: disposable, beside the log, and never ahead of it."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import attrs

from minqing_core.persistence import view_sql
from minqing_core.persistence.migrations import ViewsOtherwiseError
from minqing_core.persistence.sqlite_views import SqliteTables
from minqing_core.persistence.view_queries import FEW, few, selection, tally
from minqing_core.persistence.view_sql import STANDING, Cursor, Database, columns, placed
from minqing_core.views.tables import (
    Change,
    Linked,
    Put,
    Query,
    Raise,
    Row,
    Table,
    Value,
    Where,
    Words,
)

BULK = 1000
Links: TypeAlias = Mapping[str, frozenset[str]]
Latest: TypeAlias = tuple[Sequence[Value], Links]


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
        links = [link for table in tables for link in table.links]
        self._unlinking = {link: view_sql.unlinking(link, self._dialect) for link in links}
        self._linking = {link: view_sql.linking(link, self._dialect) for link in links}
        self._standing = self._dialect.name(STANDING)
        try:
            self._establish()
        except BaseException:
            database.close()
            raise

    def position(self) -> int:
        """Return the position of the log up to which the tables stand."""
        return self.stands()[0]

    def stands(self) -> tuple[int, str]:
        """Return the position of the log up to which the tables stand, and the leaf there.

        Raises:
            ViewsOtherwiseError: another program has made other tables since.
        """
        with self._database.reading() as cursor:
            self._run(cursor, "SELECT position, leaf, digest FROM {standing}")
            noted = cursor.fetchall()
        if not noted:
            self._establish()
            return self.stands()
        [(position, leaf, digest)] = noted
        if digest != self._digest:
            raise ViewsOtherwiseError
        return int(position), str(leaf)

    def advance(
        self, start: int, end: int, changes: Iterable[Change], leaf: str | None = None
    ) -> bool:
        """Apply the changes of the events after *start* up to *end* in one transaction."""
        move = (
            "UPDATE {standing} SET position = {mark}, leaf = {mark}"
            " WHERE position = {mark} AND digest = {mark}"
        )
        with self._database.writing() as cursor:
            self._run(cursor, move, end, leaf or "", start, self._digest)
            if cursor.rowcount != 1:
                return False
            waiting = iter(changes)
            while part := list(islice(waiting, BULK)):
                self._apply(cursor, part)
        return True

    def rows(self, query: Query) -> list[Row]:
        """Return the rows that a query asks for."""
        table = self._tables[query.table]
        names = query.only or columns(table)
        with self._database.reading() as cursor:
            cursor.execute(*selection(table, self._narrowed(cursor, query), self._dialect))
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, query: Query, by: str | None = None) -> dict[Value, int]:
        """Count what a query would list without its limit, by the values of a column."""
        with self._database.reading() as cursor:
            narrowed = self._narrowed(cursor, query)
            cursor.execute(*tally(self._tables[query.table], narrowed, by, self._dialect))
            return dict(cursor.fetchall())

    def rewrite(
        self, made: Mapping[str, Collection[str]], changes: Callable[[int], Iterable[Change]]
    ) -> None:
        """Say again what was said of these keys of tables, in one transaction."""
        with self._database.writing() as cursor:
            self._run(cursor, "UPDATE {standing} SET position = position")
            self._run(cursor, "SELECT position FROM {standing}")
            said = list(changes(int(cursor.fetchall()[0][0])))
            put = {(one.table, self._key(one)) for one in said if isinstance(one, Put)}
            for name, keys in made.items():
                if self._tables[name].words:
                    self._database.unsay(cursor, self._tables[name], [*keys])
                self._delete(cursor, name, [key for key in keys if (name, key) not in put])
            self._apply(cursor, said)

    def clear(self) -> None:
        """Empty the tables, so that they are built anew from the log; no word of them is left."""
        with self._database.writing() as cursor:
            self._database.prepare(cursor)
            self._create(cursor)
        self._database.forget()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _key(self, put: Put) -> str:
        return str(put.row[self._tables[put.table].key])

    def _delete(self, cursor: Cursor, name: str, keys: Sequence[str]) -> None:
        deletion = view_sql.deletion(self._tables[name], self._dialect)
        unlinking = [self._unlinking[link] for link in self._tables[name].links]
        for statement in (deletion, *unlinking):
            cursor.executemany(statement, [(key,) for key in keys])

    def _narrowed(self, cursor: Cursor, query: Query) -> Query:
        """Return the query with the keys themselves where only a few are linked as it asks."""
        key, either, where = self._tables[query.table].key, [*query.either], [*query.where]
        unlinked: list[Linked] = []
        for n, one in enumerate(query.either):
            found = self._few(cursor, query, one) if isinstance(one, Linked) else None
            if found is not None:
                either[n] = Where(column=key, test="in", value=found)
        for linked in query.unlinked:
            found = self._few(cursor, query, linked)
            if found is None:
                unlinked.append(linked)
            elif found:
                where.append(Where(column=key, test="not-in", value=found))
        return attrs.evolve(
            query, where=tuple(where), either=tuple(either), unlinked=tuple(unlinked)
        )

    def _few(self, cursor: Cursor, query: Query, linked: Linked) -> tuple[str, ...] | None:
        cursor.execute(*few(self._tables[query.table], linked, self._dialect))
        found = tuple(key for (key,) in cursor.fetchall())
        return found if len(found) <= FEW else None

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
        mine = [*self._tables, *self._linking]
        shape = view_sql.STANDING_COLUMNS
        self._run(cursor, "CREATE TABLE IF NOT EXISTS {standing} (" + shape + ")")
        self._run(cursor, "SELECT names FROM {standing}")
        noted = cursor.fetchall()
        self._run(cursor, "DROP TABLE {standing}")
        self._run(cursor, f"{self._dialect.create} {{standing}} ({shape})")
        for name in {*mine, *(name for (names,) in noted for name in json.loads(names))}:
            for suffix in ("_words", "_entries", ""):
                cursor.execute(f"DROP TABLE IF EXISTS {self._dialect.name(name, suffix)}")
        for table in self._tables.values():
            for statement in view_sql.creation(table, self._dialect):
                cursor.execute(statement)
        insert = "INSERT INTO {standing} VALUES (0, '', {mark}, {mark})"
        self._run(cursor, insert, self._digest, json.dumps(mine))

    def _run(self, cursor: Cursor, template: str, *values: Value) -> None:
        cursor.execute(template.format(standing=self._standing, mark=self._dialect.mark), values)

    def _apply(self, cursor: Cursor, changes: Iterable[Change]) -> None:
        gathered = _Gathered(self._tables)
        for change in changes:
            gathered.take(change)
        for name, latest in gathered.rows.items():
            cursor.executemany(self._upserts[name], [values for values, _links in latest.values()])
            for link in self._tables[name].links:
                self._link(cursor, link, {key: put for key, (_row, put) in latest.items()})
        for (name, column), highest in gathered.raised.items():
            raising = view_sql.raising(self._tables[name], column, self._dialect)
            cursor.executemany(raising, list(highest.items()))
        for name, found in gathered.words.items():
            self._database.add_words(cursor, self._tables[name], found)

    def _link(self, cursor: Cursor, link: str, links: Mapping[str, Links]) -> None:
        cursor.executemany(self._unlinking[link], [(key,) for key in links])
        pairs = [(key, token) for key, put in links.items() for token in put.get(link, ())]
        if pairs:
            cursor.executemany(self._linking[link], pairs)


class _Gathered:
    """Changes by what they change, of each row the latest and of what rises the highest."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._placed = {name: dict.fromkeys(placed(table)) for name, table in tables.items()}
        self.rows: dict[str, dict[str, Latest]] = {}
        self.raised: dict[tuple[str, str], dict[str, str]] = {}
        self.words: dict[str, list[tuple[str, str]]] = {}

    def take(self, change: Change) -> None:
        """Take one more change."""
        table = self._tables[change.table]
        match change:
            case Put(row=row, links=links):
                values = self._values(table, row)
                self.rows.setdefault(table.name, {})[str(values[0])] = (values, links)
            case Words():
                if not table.words:
                    raise LookupError(f"{table.name} has no words")
                self.words.setdefault(table.name, []).append((change.key, change.words))
            case Raise(key=key, column=column, value=value):
                if column not in table.raised:
                    raise LookupError(f"{table.name} does not raise {column}")
                highest = self.raised.setdefault((table.name, column), {})
                highest[key] = max(value, highest.get(key, value))

    def _values(self, table: Table, row: Row) -> Sequence[Value]:
        names = self._placed[table.name]
        if table.key not in row or not row.keys() <= names.keys():
            raise LookupError(f"{table.name} has no row of {sorted(row)}")
        return [*map(row.get, names)]
