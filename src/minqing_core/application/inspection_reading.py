"""Readings of inspections: one and its sample, lists, what is still open, and the draw again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.drawing import drawn_at, population
from minqing_core.application.filtering import ANY, case_query
from minqing_core.application.findings import finding_rows
from minqing_core.application.households import among
from minqing_core.application.inspections import (
    file_seen,
    findings_of,
)
from minqing_core.application.listing import (
    EVERYTHING,
    named_rows,
    rows_at,
    visible,
)
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.inspection.decisions.drawing import Drawn, recorded, scope_of
from minqing_core.inspection.events import InspectionKind, InspectionOpened
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import InspectionId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power, holds
from minqing_core.views import inspections
from minqing_core.views.case_tables import SHOWN
from minqing_core.views.inspections import inspection_stream
from minqing_core.views.labels import label
from minqing_core.views.matching import matches
from minqing_core.views.tables import Row, Where


@frozen(kw_only=True)
class InspectionPage:
    """An inspection: what was drawn from what, what was found, and what became of it.

    ``sample`` are those of the matters drawn that the reader may see. ``left_out`` counts the
    complaints about cadres that were not drawn from and that the reader may see; None for
    those who keep no confidences (S12).
    """

    inspection: InspectionId
    version: int
    kind: InspectionKind
    kind_text: str
    units: tuple[UnitId, ...]
    unit_names: tuple[str, ...]
    since: date
    until: date
    opened_on: date
    opened_by: PersonId
    opened_by_name: str
    text: str | None
    drawn: Drawn
    left_out: int | None
    sample: tuple[Row, ...]
    findings: tuple[Row, ...]
    ended_on: date | None
    conclusion: str | None
    items: tuple[TimelineItem, ...]
    position: int


@frozen(kw_only=True)
class DrawnAgain:
    """The sample of an inspection, drawn again from the log as it stood, against the recorded.

    ``differences`` name what is not as recorded; the draw is proven when there are none (S59).
    """

    inspection: InspectionId
    agrees: bool
    differences: tuple[str, ...]
    recorded: Drawn
    drawn: Drawn
    position: int


@use_case("inspection.show", Power.INSPECTION_READ, "S59", "S60", "S61", reads=True)
def show(
    office: Office, act: Act, inspection: InspectionId, *, when: When = NOW
) -> InspectionPage:
    """Show an inspection: its sample, what it found, and what became of that."""
    moment = settled(office, when)
    file = file_seen(office, act.actor, inspection, moment)
    opened, names = file.opened, directory(office)
    assert opened is not None and file.opened_at is not None  # noqa: S101, PT018 - it is seen
    assert file.opened_by is not None  # noqa: S101 - as above
    history = moment.saw(office.log.stream(inspection_stream(inspection)))
    rows_of = (inspections.finding_row(inspection, one) for one in file.findings.values())
    mine = findings_of(office.standing(act.actor))
    lines = [row for row in rows_of if any(matches(row, (one,)) for one in mine)]
    lines = list(finding_rows(office, act, lines, moment.today))
    return InspectionPage(
        inspection=inspection,
        version=file.version,
        kind=opened.kind,
        kind_text=label("inspection_kind", opened.kind),
        units=opened.units,
        unit_names=tuple(names.on(opened.until)(unit) for unit in opened.units),
        since=opened.since,
        until=opened.until,
        opened_on=civil_date(file.opened_at),
        opened_by=file.opened_by,
        opened_by_name=names(file.opened_by),
        text=None if opened.text is None else opened.text.text,
        drawn=_shown(office, act, recorded(opened)),
        left_out=_left_out(office, act, opened),
        sample=tuple(_sample(office, act, opened, when, moment)),
        findings=tuple(lines),
        ended_on=file.ended_on,
        conclusion=file.conclusion,
        items=tuple(_told(office, history, lines)),
        position=moment.position,
    )


@use_case("inspection.draw-again", Power.INSPECTION_READ, "S59", reads=True)
def draw_again(office: Office, act: Act, inspection: InspectionId) -> DrawnAgain:
    """Draw the sample of an inspection again from the log, and say whether it is the recorded."""
    moment = settled(office, NOW)
    opened = file_seen(office, act.actor, inspection, moment).opened
    assert opened is not None  # noqa: S101 - it is seen
    kept, again = recorded(opened), drawn_at(office, scope_of(opened), opened.upto)
    differences = [
        field.name
        for field in attrs.fields(Drawn)
        if getattr(kept, field.name) != getattr(again, field.name)
    ]
    return DrawnAgain(
        inspection=inspection,
        agrees=not differences,
        differences=tuple(differences),
        recorded=_shown(office, act, kept),
        drawn=_shown(office, act, again),
        position=moment.position,
    )


def _shown(office: Office, act: Act, drawn: Drawn) -> Drawn:
    seen = visible(office, act, [*drawn.sample])
    return attrs.evolve(drawn, sample=tuple(case for case in drawn.sample if case in seen))


def _sample(
    office: Office, act: Act, opened: InspectionOpened, when: When, moment: Moment
) -> Iterator[Row]:
    query = case_query(office, act, ANY, moment, limit=EVERYTHING, only=SHOWN)
    drawn = attrs.evolve(query, where=(among("number", opened.sample),))
    found = {row["number"]: row for row in rows_at(office, drawn, when, moment)}
    ordered = [found[case] for case in opened.sample if case in found]
    yield from named_rows(office, act, ordered, moment)


def _left_out(office: Office, act: Act, opened: InspectionOpened) -> int | None:
    if not holds(office.standing(act.actor), Power.CONFIDENTIAL_READ):
        return None
    query = case_query(office, act, ANY, settled(office, NOW), limit=EVERYTHING)
    left = population(office, scope_of(opened), opened.upto, confidential=True)
    recorded_by_then = Where(column="position", test="<=", value=opened.upto)
    asked = attrs.evolve(query, where=(*left, recorded_by_then))
    return sum(office.views.count(asked).values())


def _told(
    office: Office, history: list[Envelope[Any]], lines: list[Row]
) -> Iterator[TimelineItem]:
    names, shown = directory(office), {None, *(row["finding"] for row in lines)}
    for envelope in history:
        if getattr(envelope.event, "finding", None) in shown:
            yield timeline_item(envelope, names)
