"""What those who inquire put on record of who answers for a matter (S66)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from minqing_core.accountability import events
from minqing_core.accountability.decisions import inquiring
from minqing_core.accountability.decisions.inquiring import Before, Finding, Opening
from minqing_core.accountability.decisions.refusals import ConcernedBarredError
from minqing_core.accountability.decisions.requirements import Ground
from minqing_core.accountability.state import Inquiry, fold
from minqing_core.application.catalogue import use_case
from minqing_core.application.inquiry_sight import (
    dossier,
    ground_of,
    incident_at,
    learned_on,
    matter_of,
    recused,
)
from minqing_core.application.moments import NOW
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person
from minqing_core.application.people import require_person
from minqing_core.application.sight import bars
from minqing_core.application.tables import settled
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import InquiryId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live
from minqing_core.views import cases
from minqing_core.views.inquiries import INCIDENT, INQUIRY, InquiryState, inquiry_stream
from minqing_core.views.schema import UNITS
from minqing_core.views.tables import Query, Where


@use_case("accountability.incident", Power.INQUIRE, "S66", records=True)
def incident(office: Office, act: Act, *, incident: events.IncidentRecorded) -> Recorded:
    """Put a mass incident or another bad consequence on record, with the matters it came of."""
    in_person(act, "记录事件")
    at_once(act, "记录事件")
    by, relies_on = office.standing(act.actor), office.versions(UNITS)
    today = civil_date(office.now())
    require_live(office.units(), incident.unit, min(incident.on, today))
    learned = {case: learned_on(office, act.actor, case) for case in incident.cases}
    return transact(
        office,
        Request(
            act=act,
            stream=StreamId(f"{INCIDENT}{today.year}-#new"),
            asked=["accountability.incident", incident],
            relies_on={**relies_on, **held(by)},
        ),
        lambda _, at: inquiring.record_incident(incident, learned=learned, today=civil_date(at)),
    )


@use_case("accountability.open", Power.INQUIRE, "S66", records=True)
def open_(office: Office, act: Act, *, opening: Opening) -> Recorded:
    """Open an inquiry on whether somebody answers for a matter; it stands on the log as it is."""
    in_person(act, "立案调查")
    at_once(act, "立案调查")
    require_person(office, opening.person)

    def decide(_: Sequence[events.InquiryEvent], at: datetime) -> list[events.InquiryEvent]:
        matter = matter_of(office, opening.case)
        if bars(office, opening.person, matter):
            raise ConcernedBarredError(case=opening.case, person=opening.person)
        return inquiring.open_inquiry(
            opening,
            before=_before(office, act, opening),
            ground=Ground(recused=recused(matter), today=civil_date(at)),
            by=act.actor,
            upto=office.size(),
        )

    request = Request(
        act=act,
        stream=StreamId(f"{INQUIRY}{civil_date(office.now()).year}-#new"),
        asked=["accountability.open", opening],
        whole_log=True,
    )
    return transact(office, request, decide)


@use_case("accountability.find", Power.INQUIRE, "S25", "S66", records=True)
def find(office: Office, act: Act, inquiry: InquiryId, *, finding: Finding) -> Recorded:
    """Find that one of the elements holds or does not, on evidence in the log."""
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.find", inquiry, finding],
        lambda state, ground: inquiring.find(state, finding=finding, ground=ground, by=act.actor),
    )


@use_case("accountability.show-evidence", Power.INQUIRE, "S66", records=True)
def show_evidence(office: Office, act: Act, inquiry: InquiryId) -> Recorded:
    """Put on record that the person concerned was given everything that was found so far."""
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.show-evidence", inquiry],
        lambda state, ground: inquiring.show_evidence(state, ground=ground, by=act.actor),
    )


@use_case("accountability.drop", Power.INQUIRE, "S66", records=True)
def drop(
    office: Office, act: Act, inquiry: InquiryId, *, dropped: events.InquiryDropped
) -> Recorded:
    """Give an inquiry up before anything was decided, for a reason."""
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.drop", inquiry, dropped],
        lambda state, ground: inquiring.drop(state, dropped=dropped, ground=ground, by=act.actor),
    )


def on_inquiry(
    office: Office,
    act: Act,
    inquiry: InquiryId,
    asked: object,
    decide: Callable[[Inquiry, Ground], list[events.InquiryEvent]],
) -> Recorded:
    """Record what a decision makes of an inquiry, for somebody who may see it.

    Whoever is concerned is not told what was recorded of the matter meanwhile.
    """
    in_person(act, "办理问责调查")
    at_once(act, "办理问责调查")
    by, stream = office.standing(act.actor), inquiry_stream(inquiry)
    history = office.log.stream(stream)
    others = [e.event.case for e in history[:1] if e.event.person != act.actor]
    relies_on = office.versions(*map(cases.stream_of, others))
    seen = dossier(office, act.actor, inquiry, history)
    ground = ground_of(office, seen)
    request = Request(act=act, stream=stream, asked=asked, relies_on={**held(by), **relies_on})

    def on_history(told: Sequence[events.InquiryEvent], _: datetime) -> list[events.InquiryEvent]:
        return decide(fold(told), ground)

    return transact(office, request, on_history)


def _before(office: Office, act: Act, opening: Opening) -> Before:
    settled(office, NOW)
    where = (
        Where(column="matter", test="=", value=opening.case),
        Where(column="person", test="=", value=opening.person),
        Where(column="state", test="<>", value=InquiryState.DROPPED),
    )
    found = office.views.rows(Query(table="inquiries", where=where, order="position"))
    named = opening.incident
    came_of = None if named is None else incident_at(office, named, act.actor).event
    return Before(
        inquiry=InquiryId(str(found[0]["inquiry"])) if found else None,
        cases=() if came_of is None else came_of.cases,
    )
