"""What each stream puts into the tables that are kept beside the log."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.subjects import PRIVACY
from minqing_core.roster import events as roster
from minqing_core.views import (
    appraisals,
    assigned,
    books,
    bulletins,
    case_rows,
    cases,
    duty_facts,
    households,
    inquiries,
    inspections,
    meetings,
    passages,
    people,
    privacy,
    publications,
    related,
)
from minqing_core.views.schema import PERSON, UNITS
from minqing_core.views.tables import Change, Put

SERIES: Mapping[str, tuple[str, ...]] = {
    "households": (households.HOUSEHOLD, households.VISIT),
    "identities": (cases.PREFIX, households.HOUSEHOLD),
    "visits": (households.HOUSEHOLD, households.VISIT),
    "reached": (households.HOUSEHOLD, households.VISIT),
    "inspections": (inspections.PREFIX,),
    "findings": (inspections.PREFIX,),
    "bulletins": (bulletins.PREFIX,),
    "named": (bulletins.PREFIX,),
    "books": (books.PREFIX,),
    "meetings": (meetings.MEETING,),
    "studies": (meetings.STUDY,),
    "studied": (meetings.STUDY,),
    "resolutions": (meetings.MEETING, meetings.STUDY),
    "privacy": (PRIVACY,),
    "publications": (publications.PUBLICATION,),
    "sheets": (appraisals.SHEET,),
    "commendations": (appraisals.COMMENDATION,),
    "incidents": (inquiries.INCIDENT,),
    "inquiries": (inquiries.INQUIRY,),
}

History = Callable[[StreamId, int], Sequence[Envelope[Any]]]


def changes(envelopes: Iterable[Envelope[Any]], history: History) -> Iterator[Change]:
    """Yield what these events change in the tables.

    A row is made anew from its stream's own history, so that it never depends
    on how the log was cut into pieces; *history* gives that of a stream up to a position.
    """
    touched: dict[StreamId, list[Envelope[Any]]] = defaultdict(list)
    units: dict[UnitId, None] = {}
    for envelope in envelopes:
        touched[envelope.stream].append(envelope)
        yield from duty_facts.facts(envelope)
        yield from assigned.assigned(envelope)
        yield from related.related(envelope)
        if isinstance(envelope.event, roster.UnitEstablished | roster.UnitRenamed):
            units[envelope.event.unit] = None
        elif envelope.stream.startswith(cases.PREFIX):
            yield from case_rows.found_by(envelope)
            yield from passages.changes(envelope)
    for stream, latest in touched.items():
        reader = READERS.get(f"{stream.partition('/')[0]}/")
        if reader is not None:
            yield from reader(stream, _whole(latest, history))
        elif stream == UNITS:
            yield from _units(units, _whole(latest, history))


def _whole(latest: Sequence[Envelope[Any]], history: History) -> Sequence[Envelope[Any]]:
    """Return the whole stream that ends so; what was read already is not read again."""
    first = latest[0]
    return latest if first.version == 1 else [*history(first.stream, first.position - 1), *latest]


def _units(touched: Iterable[UnitId], history: Sequence[Envelope[Any]]) -> Iterator[Put]:
    established = {e.event.unit: e for e in history if isinstance(e.event, roster.UnitEstablished)}
    renamed = [e.event for e in history if isinstance(e.event, roster.UnitRenamed)]
    names = {event.unit: event.name for event in sorted(renamed, key=lambda event: event.since)}
    for unit in touched:
        event = established[unit].event
        yield Put(
            table="units",
            row={
                "unit": unit,
                "name": names.get(unit, event.name),
                "kind": event.kind,
                "parent": event.parent,
                "since": event.since.isoformat(),
                "position": established[unit].position,
            },
        )


def _case(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    yield from case_rows.changes(cases.fold(cases.case_of(stream), history))


def _book(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    serial = stream.removeprefix(books.PREFIX)
    yield Put(table="books", row=books.row(books.fold(serial, history)))


def _person(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    person = people.fold(PersonId(stream.removeprefix(PERSON)), history)
    kind = person.kinds[-1][1] if person.kinds else None
    tenures = [
        [t.post, t.unit, t.home, t.since.isoformat(), t.until and t.until.isoformat()]
        for t in person.tenures
    ]
    yield Put(
        table="people",
        row={
            "person": person.person,
            "name": person.name,
            "kind": kind,
            "tenures": json.dumps(tenures, ensure_ascii=False),
            "position": history[0].position,
            "version": history[-1].version,
        },
    )


READERS: Mapping[str, Callable[[StreamId, Sequence[Envelope[Any]]], Iterator[Change]]] = {
    cases.PREFIX: _case,
    books.PREFIX: _book,
    PERSON: _person,
    households.HOUSEHOLD: households.changes,
    households.VISIT: households.changes,
    meetings.MEETING: meetings.changes,
    meetings.STUDY: meetings.changes,
    publications.PUBLICATION: publications.changes,
    inquiries.INCIDENT: inquiries.changes,
    inquiries.INQUIRY: inquiries.changes,
    appraisals.SHEET: appraisals.changes,
    appraisals.COMMENDATION: appraisals.changes,
    inspections.PREFIX: inspections.changes,
    bulletins.PREFIX: bulletins.changes,
    PRIVACY: privacy.changes,
}
