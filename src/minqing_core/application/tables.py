"""Keeping the disposable tables up with the log."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from minqing_core.application.moments import FOREVER, Moment, When, found
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.views.matching import opens, selected, tabled
from minqing_core.views.schema import BY_NAME
from minqing_core.views.tables import Change, Put, Query, Row, Table, Words

CHUNK = 5_000


def caught_up(office: Office) -> int:
    """Bring the tables up to the end of the log, and return that position.

    What is asked next is of that position or newer.
    Several processes may race to do it; one wins each stretch, the others go on from there.
    """
    end = office.size()
    start = office.views.position()
    while start < end:
        _advance(office, start, min(start + CHUNK, end))
        start = office.views.position()
        office.progress(start, end)
    office.reach(start)
    return start


def settled(office: Office, when: When) -> Moment:
    """Bring the tables up to the log, and find the moment that is asked for."""
    return found(office, when, caught_up(office))


def stand_at(office: Office, moment: Moment) -> bool:
    """Say whether the tables show a moment: nothing was recorded since, and all of it counts."""
    return moment.until == FOREVER and moment.position == office.views.position()


def clear_foreign(office: Office) -> None:
    """Empty tables that were built of another log: of one that was lost, and a copy put back.

    Where that log had as many events, or had fewer since, positions alone do not tell.
    """
    position, leaf = office.views.stands()
    if position and office.log.leaf(position) != leaf:
        office.views.clear()


def rebuild(office: Office) -> int:
    """Empty the tables and build them anew from the log."""
    office.views.clear()
    return caught_up(office)


def rewritten(office: Office, stream: StreamId, between: Callable[[], None]) -> None:
    """Have something done that changes how a stream reads, and say anew what the tables say of it.

    What the tables say now is found before, since afterwards some of it may not be said again.
    """
    caught_up(office)
    made: dict[str, set[str]] = defaultdict(set)
    for change in _said_of(office, stream):
        if isinstance(change, Put):
            made[change.table].add(str(change.row[BY_NAME[change.table].key]))
        elif isinstance(change, Words):
            made[change.table].add(change.key)
    between()
    office.views.rewrite(made, lambda upto: _said_of(office, stream, upto))


def _said_of(office: Office, stream: StreamId, upto: int | None = None) -> Iterator[Change]:
    from minqing_core.views.changes import changes  # noqa: PLC0415 - every context's events

    return changes(office.log.stream(stream, upto), office.log.stream)


def rows(office: Office, query: Query, when: When, moment: Moment) -> list[Row]:
    """Return the rows that a query asks for: from the tables now, from the log otherwise."""
    if when.is_now:
        return office.views.rows(query)
    table = BY_NAME[query.table]
    made = [*_changes(office, table.name, moment)]
    puts = (change for change in made if isinstance(change, Put) and change.table == table.name)
    links = {put.row[table.key]: put.links for put in puts}
    then = _rows(made, table)
    open_ = (row for row in then if opens(row, links[row[table.key]], query.either))
    return selected(open_, query, table.key)


def rows_then(office: Office, table: str, moment: Moment) -> list[Row]:
    """Return every row of a table as it stood at a moment, read from the log alone."""
    return _rows(_changes(office, table, moment), BY_NAME[table])


def streams_then(
    office: Office, prefix: str, moment: Moment
) -> dict[StreamId, list[Envelope[Any]]]:
    """Return the streams of a kind as they were at a moment, in one pass over the log."""
    found: dict[StreamId, list[Envelope[Any]]] = {}
    for envelope in moment.saw(office.log.scan(upto=moment.position, prefix=prefix)):
        found.setdefault(envelope.stream, []).append(envelope)
    return found


def _advance(office: Office, start: int, upto: int) -> None:
    from minqing_core.views.changes import changes  # noqa: PLC0415 - every context's events

    said = changes(office.log.scan(start, upto), office.log.stream)
    office.views.advance(start, upto, said, office.log.leaf(upto))


def _changes(office: Office, table: str, moment: Moment) -> Iterator[Change]:
    from minqing_core.views.changes import READERS, SERIES  # noqa: PLC0415 - every context's events

    for prefix in SERIES[table]:
        for stream, history in streams_then(office, prefix, moment).items():
            yield from READERS[prefix](stream, history)


def _rows(made: Iterable[Change], table: Table) -> list[Row]:
    return [row for row in tabled(made, table) if row["position"]]
