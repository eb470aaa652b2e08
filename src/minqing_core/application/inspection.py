"""What inspectors put on record, and those who put right what was found (S59–S61)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from minqing_core.application.catalogue import use_case
from minqing_core.application.drawing import drawn_now, places_at
from minqing_core.application.inspections import villages
from minqing_core.application.office import Office
from minqing_core.application.on_case import NOTHING, at_once, held, in_person
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.inspection import events
from minqing_core.inspection.decisions import opening as opened
from minqing_core.inspection.decisions import rectifying
from minqing_core.inspection.decisions.opening import Inspecting
from minqing_core.inspection.decisions.rectifying import Named, Problem
from minqing_core.inspection.decisions.refusals import RehearsedDrawError
from minqing_core.inspection.decisions.requirements import require_inspector
from minqing_core.inspection.state import Inspection, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, InspectionId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power, checks_the_town
from minqing_core.roster.decisions import require_live
from minqing_core.views import cases
from minqing_core.views.inspections import PREFIX, inspection_stream
from minqing_core.views.schema import UNITS

Decide = Callable[[Inspection, Standing, date], Sequence[events.InspectionEvent]]


@use_case("inspection.open", Power.INSPECT, "S59", "S60", records=True)
def open_inspection(office: Office, act: Act, *, opening: Inspecting) -> Recorded:
    """Open an inspection, with a sample that is drawn as it is recorded."""
    at_once(act, "抽样检查")
    in_person(act, "抽样检查")
    if office.rehearsing:
        raise RehearsedDrawError
    relies_on, today = office.versions(UNITS), civil_date(office.now())
    by, scope = office.standing(act.actor), opened.scope(opening)
    for unit in scope.units:
        require_live(office.units(), unit, today)
    opened.require_openable(
        scope,
        by=by,
        spot_checker=checks_the_town(by),
        villages=villages(office),
        today=today,
    )
    request = Request(
        act=act,
        stream=StreamId(f"{PREFIX}{today.year}-#new"),
        asked=["inspection.open", opening],
        relies_on={**relies_on, **held(by)},
        whole_log=True,
    )
    return transact(
        office,
        request,
        lambda _, __: opened.open_inspection(
            scope, drawn=drawn_now(office, scope), text=opening.text
        ),
    )


@use_case("inspection.find", Power.INSPECT, "S61", records=True)
def find(office: Office, act: Act, inspection: InspectionId, *, problem: Problem) -> Recorded:
    """Put on record what an inspection found."""
    units, upto = office.versions(UNITS), office.size()
    named, relied = _named(office, problem.case)

    def decide(state: Inspection, _: Standing, __: date) -> list[events.InspectionEvent]:
        return rectifying.find(
            state,
            number=inspection,
            problem=problem,
            inspected=places_at(office, state.units, upto),
            named=named,
            below=places_at(office, (problem.unit,), upto),
        )

    asked = ["inspection.find", inspection, problem]
    return _inspecting(office, act, inspection, asked, decide, relies_on={**units, **relied})


@use_case("inspection.order", Power.INSPECT, "S61", records=True)
def order(
    office: Office, act: Act, inspection: InspectionId, *, ordered: events.RectificationOrdered
) -> Recorded:
    """Tell somebody to put a problem right by a day."""
    require_person(office, ordered.owner)
    require_staying(office, ordered.owner)
    owner = office.standing(ordered.owner)
    return _inspecting(
        office,
        act,
        inspection,
        ["inspection.order", inspection, ordered],
        lambda state, _, today: rectifying.order(state, ordered=ordered, today=today),
        relies_on=held(owner),
    )


@use_case("inspection.report", Power.RECTIFY, "S61", records=True)
def report(
    office: Office, act: Act, inspection: InspectionId, *, reported: events.RectificationReported
) -> Recorded:
    """Say what was done about a problem that one was told to put right."""
    in_person(act, "报整改情况")
    return _on_inspection(
        office,
        act,
        inspection,
        ["inspection.report", inspection, reported],
        lambda state, by, _: rectifying.report(state, number=inspection, reported=reported, by=by),
    )


@use_case("inspection.verify", Power.INSPECT, "S61", records=True)
def verify(
    office: Office, act: Act, inspection: InspectionId, *, verified: events.RectificationVerified
) -> Recorded:
    """Put on record that a problem was put right."""
    in_person(act, "核查")
    return _inspecting(
        office,
        act,
        inspection,
        ["inspection.verify", inspection, verified],
        lambda state, by, _: rectifying.verify(state, verified=verified, by=by),
    )


@use_case("inspection.reject", Power.INSPECT, "S61", records=True)
def reject(
    office: Office, act: Act, inspection: InspectionId, *, rejected: events.RectificationRejected
) -> Recorded:
    """Put on record that a problem was not put right."""
    in_person(act, "核查")
    return _inspecting(
        office,
        act,
        inspection,
        ["inspection.reject", inspection, rejected],
        lambda state, by, _: rectifying.reject(state, rejected=rejected, by=by),
    )


@use_case("inspection.end", Power.INSPECT, "S59", "S60", records=True)
def end(
    office: Office, act: Act, inspection: InspectionId, *, ended: events.InspectionEnded
) -> Recorded:
    """End an inspection; what it found goes on."""
    return _inspecting(
        office,
        act,
        inspection,
        ["inspection.end", inspection, ended],
        lambda state, _, __: rectifying.end(state, ended=ended),
    )


def _inspecting(
    office: Office,
    act: Act,
    inspection: InspectionId,
    asked: object,
    decide: Decide,
    *,
    relies_on: Mapping[StreamId, int] = NOTHING,
) -> Recorded:
    def of_inspectors(
        state: Inspection, by: Standing, today: date
    ) -> Sequence[events.InspectionEvent]:
        require_inspector(state, inspection, by, spot_checker=checks_the_town(by))
        return decide(state, by, today)

    units = office.versions(UNITS)
    return _on_inspection(
        office, act, inspection, asked, of_inspectors, relies_on={**units, **relies_on}
    )


def _on_inspection(
    office: Office,
    act: Act,
    inspection: InspectionId,
    asked: object,
    decide: Decide,
    *,
    relies_on: Mapping[StreamId, int] = NOTHING,
) -> Recorded:
    by = office.standing(act.actor)

    def on_history(
        history: Sequence[events.InspectionEvent], at: datetime
    ) -> Sequence[events.InspectionEvent]:
        return decide(fold(history), by, civil_date(at))

    request = Request(
        act=act,
        stream=inspection_stream(inspection),
        asked=asked,
        relies_on={**relies_on, **held(by)},
    )
    return transact(office, request, on_history)


def _named(office: Office, case: CaseId | None) -> tuple[Named | None, Mapping[StreamId, int]]:
    if case is None:
        return None, NOTHING
    stream = cases.stream_of(case)
    history = office.history(stream)
    bearing = cases.fold(case, history).bearing
    named = Named(units=bearing.units, confidential=bearing.confidential)
    return named, {stream: len(history)}
