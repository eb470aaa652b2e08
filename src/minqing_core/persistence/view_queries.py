"""The SQL that asks the view tables, one text for every database."""

from collections.abc import Sequence
from typing import TypeAlias

from minqing_core.persistence.view_sql import Dialect, column_of, columns, quoted
from minqing_core.views.tables import Linked, Query, Table, Value, Where

Bound: TypeAlias = tuple[str, list[Value]]

ALWAYS: Bound = ("1 = 1", [])
NEVER: Bound = ("1 = 0", [])
FEW, LOOKED_UP = 500, 8


def selection(table: Table, query: Query, dialect: Dialect) -> Bound:
    """Return the statement for the rows of a query."""
    order, restriction = _order(table, query), _restriction(table, query, dialect)
    pieces = [
        _piece(table, [*restriction, segment], order, query, dialect)
        for segment in _segments(table, query, dialect.mark)
    ]
    if len(pieces) == 1:
        return pieces[0]
    text = " UNION ALL ".join(
        f"SELECT * FROM ({piece}) AS part_{number}"  # noqa: S608 - built here
        for number, (piece, _values) in enumerate(pieces)
    )
    values = [value for _text, bound in pieces for value in bound]
    return f"{text} ORDER BY {order} LIMIT {dialect.mark}", [*values, query.limit]


def tally(table: Table, query: Query, by: str | None, dialect: Dialect) -> Bound:
    """Return the statement that counts the rows of a query, by a column if one is given."""
    _order(table, query)
    segments = _segments(table, query, dialect.mark)
    ahead = " OR ".join(f"({text})" for text, _values in segments)
    bound = [value for _text, values in segments for value in values]
    where, values = _all([*_restriction(table, query, dialect), (f"({ahead})", bound)])
    counted = f"FROM {dialect.name(table.name)} WHERE {where}"
    if by is None:
        return f"SELECT NULL, count(*) {counted}", values
    column = column_of(table, by)
    return f"SELECT {column}, count(*) {counted} GROUP BY {column}", values


def few(table: Table, linked: Linked, dialect: Dialect) -> Bound:
    """Return the statement for the keys that are linked so, one more than a few at the most."""
    among, values = _among("token", linked.tokens, dialect.mark)
    link = dialect.name(_link(table, linked))
    text = f"SELECT DISTINCT key FROM {link} WHERE {among}"  # noqa: S608 - quoted names
    return f"{text} LIMIT {FEW + 1}", values


def _piece(
    table: Table, conditions: Sequence[Bound], order: str, query: Query, dialect: Dialect
) -> Bound:
    where, values = _all(conditions)
    names = ", ".join(map(quoted, query.only or columns(table)))
    text = f"SELECT {names} FROM {dialect.name(table.name)} WHERE {where}"  # noqa: S608 - quoted names
    return f"{text} ORDER BY {order} LIMIT {dialect.mark}", [*values, query.limit]


def _all(conditions: Sequence[Bound]) -> Bound:
    texts = [text for text, _values in conditions]
    return " AND ".join(texts), [value for _text, values in conditions for value in values]


def _order(table: Table, query: Query) -> str:
    column, key = column_of(table, query.order), quoted(table.key)
    way, nulls = ("DESC", "LAST") if query.descending else ("ASC", "FIRST")
    if query.order == table.key:
        return f"{key} {way}"
    return f"{column} {way} NULLS {nulls}, {key} {way}"


def _segments(table: Table, query: Query, mark: str) -> list[Bound]:
    """Return the stretches of the order after what was seen, each one stretch of an index."""
    if query.after is None:
        return [ALWAYS]
    value, last = query.after
    column, key, sign = quoted(query.order), quoted(table.key), "<" if query.descending else ">"
    if query.order == table.key:
        return [(f"{key} {sign} {mark}", [last])]
    absent = f"{column} IS NULL"
    if value is None:
        seen: Bound = (f"{absent} AND {key} {sign} {mark}", [last])
        return [seen] if query.descending else [seen, (f"{column} IS NOT NULL", [])]
    ahead: Bound = (f"({column}, {key}) {sign} ({mark}, {mark})", [value, last])
    return [ahead, (absent, [])] if query.descending else [ahead]


def _restriction(table: Table, query: Query, dialect: Dialect) -> list[Bound]:
    conditions = [_condition(table, where, dialect.mark) for where in query.where]
    phrases = [part for phrase in query.phrases for part in dialect.phrases(phrase)]
    if phrases:
        if not table.words:
            raise LookupError(f"{table.name} has no words")
        found = dialect.filled(dialect.words_found, table)
        common = " INTERSECT ".join([found] * len(phrases))
        conditions.append((f"{quoted(table.key)} IN ({common})", [*phrases]))
    either = [_one_of(table, one, dialect) for one in query.either]
    if either:
        texts, values = [text for text, _values in either], [v for _text, vs in either for v in vs]
        conditions.append((f"({' OR '.join(texts)})", values))
    for linked in query.unlinked:
        text, values = _linked(table, linked, dialect)
        conditions.append((f"NOT {text}", values))
    return conditions


def _one_of(table: Table, one: Where | Linked, dialect: Dialect) -> Bound:
    if isinstance(one, Linked):
        return _linked(table, one, dialect)
    return _condition(table, one, dialect.mark)


def _linked(table: Table, linked: Linked, dialect: Dialect) -> Bound:
    """Return the condition that a row is linked so: looked up for each row that is walked past."""
    link, key = (
        dialect.name(_link(table, linked)),
        f"{dialect.name(table.name)}.{quoted(table.key)}",
    )
    # Of many tokens none is looked up: those of the row are gone through instead.
    token = "token" if len(linked.tokens) <= LOOKED_UP else "(token || '')"
    among, values = _among(token, linked.tokens, dialect.mark)
    return f"EXISTS (SELECT 1 FROM {link} WHERE key = {key} AND {among})", values  # noqa: S608 - quoted names


def _link(table: Table, linked: Linked) -> str:
    if linked.link not in table.links:
        raise LookupError(f"{table.name} has no links {linked.link}")
    return linked.link


def _condition(table: Table, where: Where, mark: str) -> Bound:
    column = column_of(table, where.column)
    absent, present = f"{column} IS NULL", f"{column} IS NOT NULL"
    match where.test, where.value:
        case ("null", _) | ("=", None):
            return absent, []
        case ("not-null", _) | ("<>", None):
            return present, []
        case ("in" | "not-in") as test, tuple() as values:
            found = _among(column, values, mark)
            return found if test == "in" else _apart(column, found, values)
        case "prefix", str() as value:
            return f"{column} >= {mark} AND {column} < {mark}", [value, value + "\U0010ffff"]
        case "<>", str() | int() as value:
            return f"({column} <> {mark} OR {absent})", [value]
        case ("=" | "<" | "<=" | ">" | ">=") as test, (str() | int() | None) as value:
            return f"{column} {test} {mark}", [value]
        case _:
            raise TypeError(where)


def _among(column: str, values: tuple[Value, ...], mark: str) -> Bound:
    named = [value for value in values if value is not None]
    texts = [f"{column} IS NULL"] if None in values else []
    if named:
        texts.append(f"{column} IN ({', '.join([mark] * len(named))})")
    return (f"({' OR '.join(texts)})", [*named]) if texts else NEVER


def _apart(column: str, among: Bound, values: tuple[Value, ...]) -> Bound:
    text, bound = among
    return (f"NOT {text}" if None in values else f"({column} IS NULL OR NOT {text})"), bound
