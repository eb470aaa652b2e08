"""The record as rows for statistics, page by page: no words, no names, no complaints (S12)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.export_rows import EventRow, MatterRow, Villages, matter_row, town_of
from minqing_core.application.filtering import ANY, case_query
from minqing_core.application.following import WINDOW, BeyondLogError
from minqing_core.application.following_sight import PLAN, within_sight
from minqing_core.application.households import among
from minqing_core.application.listing import MOST, require_limit
from minqing_core.application.moments import NOW
from minqing_core.application.office import PROGRAMME, Office
from minqing_core.application.ports import Header
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.schema import UNITS
from minqing_core.views.tables import Row, Where

TOLD_OF, TOLD_OF_EACH = frozenset({PROGRAMME, UNITS}), (PLAN, cases.PREFIX)
OPENLY = Where(column="confidential", test="=", value=0)


@frozen(kw_only=True)
class EventRows:
    """What was recorded after a position; ``next`` is the position after which to go on."""

    town: str
    items: tuple[EventRow, ...]
    next: int
    position: int


@frozen(kw_only=True)
class MatterRows:
    """The matters whose last event stands after a position, each as it then stood.

    ``on`` is the day up to which limits are reckoned; ``closed`` are matters that could be told
    before and are told no more; ``position`` is where it ends, and ``next`` that after which to
    go on.
    """

    town: str
    on: date
    items: tuple[MatterRow, ...]
    closed: tuple[CaseId, ...]
    next: int
    position: int


@use_case("export.events", Power.EXPORT, "S67", "S72", reads=True, exports=True)
def events(
    office: Office, act: Act, *, after: int = 0, upto: int | None = None, limit: int = 100
) -> EventRows:
    """Give what was recorded after a position as rows for statistics, without a word of anybody.

    Told is of matters that are open to all, the programme, plans and units, and of nothing else:
    the number of an inquiry or a sheet alone would say who is asked about.

    Raises:
        BeyondLogError: the log does not reach that far.
    """
    require_limit(limit)
    end, last = _window(office, after, upto)
    read = [*zip(office.log.headers(last, after), office.log.scan(after, last), strict=True)]
    found = _told(office, act, {envelope.stream for _, envelope in read})
    told = [(header, envelope) for header, envelope in read if envelope.stream in found]
    village = Villages.of(office)
    return EventRows(
        town=town_of(office),
        items=tuple(_event(h, e, found[e.stream], village) for h, e in told[:limit]),
        next=told[limit - 1][1].position if len(told) > limit else last,
        position=end,
    )


@use_case("export.matters", Power.EXPORT, "S67", "S72", reads=True, exports=True)
def matters(
    office: Office, act: Act, *, after: int = 0, upto: int | None = None, limit: int = 100
) -> MatterRows:
    """Give the matters that were last written in after a position as rows for statistics.

    Each matter is given once, where its last event stands of those up to *upto*; who goes on
    from page to page with the same *upto* gets every matter once, whatever is recorded meanwhile.

    Raises:
        BeyondLogError: the log does not reach that far.
    """
    require_limit(limit)
    end, last = _window(office, after, upto)
    ended = dict(_ended(office, after, last, end))
    open_ = _rows(office, act, [cases.case_of(stream) for stream in ended])
    told = [stream for stream in ended if cases.case_of(stream) in open_]
    closed = (stream for stream in ended if cases.case_of(stream) not in open_)
    village = Villages.of(office)
    return MatterRows(
        town=town_of(office),
        on=civil_date(office.now()),
        items=tuple(_matters(office, {one: ended[one] for one in told[:limit]}, end, village)),
        closed=tuple(cases.case_of(one) for one in closed if _was_open(office, one, after)),
        next=ended[told[limit - 1]] if len(told) > limit else last,
        position=end,
    )


def _window(office: Office, after: int, upto: int | None) -> tuple[int, int]:
    size = office.size()
    end = size if upto is None else upto
    if not 0 <= after <= end <= size:
        raise BeyondLogError(size=size, after=max(after, end))
    return end, min(after + WINDOW, end)


def _told(office: Office, act: Act, streams: set[StreamId]) -> Mapping[StreamId, Row | None]:
    """Return the streams that are told of, and of those that are matters the row (S12)."""
    may_be = TOLD_OF & streams | {one for one in streams if one.startswith(TOLD_OF_EACH)}
    seen = within_sight(office, act, may_be)
    numbers = [cases.case_of(one) for one in seen if one.startswith(cases.PREFIX)]
    others = {one: None for one in seen if not one.startswith(cases.PREFIX)}
    rows = _rows(office, act, numbers)
    return {**others, **{cases.stream_of(number): row for number, row in rows.items()}}


def _rows(office: Office, act: Act, numbers: list[CaseId]) -> Mapping[CaseId, Row]:
    query = case_query(office, act, ANY, settled(office, NOW), limit=MOST)
    asked = attrs.evolve(query, where=(among("number", tuple(numbers)), OPENLY))
    return {CaseId(str(row["number"])): row for row in office.views.rows(asked)}


def _event(
    header: Header, envelope: Envelope[Any], row: Row | None, village: Villages
) -> EventRow:
    place, name = (None, None) if row is None else village(row["place"] or row["unit"])
    return EventRow(
        position=envelope.position,
        stream=envelope.stream,
        version=envelope.version,
        name=header.name,
        recorded_at=envelope.recorded_at,
        occurred_at=envelope.occurred_at,
        actor=envelope.actor,
        matter=None if row is None else cases.case_of(envelope.stream),
        village=place,
        village_name=name,
        category=None if row is None else str(row["category"]),
        kind=None if row is None else str(row["kind"]),
    )


def _ended(office: Office, after: int, last: int, upto: int) -> Iterator[tuple[StreamId, int]]:
    """Yield the matters whose last event up to a position lies in a window, and where."""
    found = {
        StreamId(header.stream): (position, header.version)
        for position, header in enumerate(office.log.headers(last, after), start=after + 1)
        if header.stream.startswith(cases.PREFIX)
    }
    versions = office.log.versions([*found])
    later = {header.stream for header in office.log.headers(office.size(), upto)}
    for stream, (position, version) in sorted(found.items(), key=lambda one: one[1]):
        reached = versions[stream]
        if stream in later:
            reached = office.log.stream(stream, upto)[-1].version
        if version == reached:
            yield stream, position


def _matters(
    office: Office, ended: Mapping[StreamId, int], upto: int, village: Villages
) -> Iterator[MatterRow]:
    for stream, position in ended.items():
        file = cases.fold(cases.case_of(stream), office.log.stream(stream, upto))
        assert file.matter is not None  # noqa: S101 - it stands in the table of matters
        where = village(file.matter.place or file.unit)
        yield matter_row(office, file, file.matter, where, position)


def _was_open(office: Office, stream: StreamId, upto: int) -> bool:
    file = cases.fold(cases.case_of(stream), office.log.stream(stream, upto))
    return file.opened is not None and not file.confidential
