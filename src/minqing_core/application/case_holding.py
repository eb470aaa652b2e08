"""Who holds a matter: handed over, objected to, assigned."""

from collections.abc import Mapping
from datetime import date

from minqing_core.application.case_leaders import with_leaders_told
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person, on_case
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.sight import require_unbarred, require_unit_unbarred
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import holding
from minqing_core.diary.decisions.holding import Handover
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live

OBJECTION = Limit(5, DayUnit.WORKING_DAY)


@use_case("case.handover", Power.HAND_OVER, "S25", "S38", "S46", "S77", records=True)
def handover(office: Office, act: Act, case: CaseId, *, handover: Handover) -> Recorded:
    """Ask another, or anybody of a unit, to take a matter over."""
    at_once(act, "移交")
    require_live(office.units(), handover.unit, civil_date(office.now()))
    if handover.to is None:
        require_unit_unbarred(office, case, handover.unit)
    else:
        require_staying(office, handover.to)
    receiver = receiving(office, case, handover.to)
    return on_case(
        office,
        act,
        case,
        ["case.handover", case, handover],
        lambda state, by, at: holding.ask_handover(
            state,
            handover=handover,
            by=by,
            receiver=receiver,
            object_by=objection_day(office, civil_date(at)),
        ),
        relies_on=relied(receiver),
    )


@use_case("case.accept", Power.DIARY_WRITE, "S25", "S38", "S40", "S77", records=True)
def accept(office: Office, act: Act, case: CaseId) -> Recorded:
    """Take over a matter that one was asked to take over."""
    at_once(act, "接手")
    in_person(act, "接手")
    require_staying(office, act.actor)
    require_unbarred(office, case, act.actor)
    return on_case(
        office,
        act,
        case,
        ["case.accept", case],
        lambda state, by, _: with_leaders_told(
            office, state, holding.accept_handover(state, by=by), by.person
        ),
    )


@use_case("case.decline", Power.DIARY_WRITE, "S38", "S77", records=True)
def decline(
    office: Office, act: Act, case: CaseId, *, refused: events.HandoverRefused
) -> Recorded:
    """Object to taking a matter over, with a reason."""
    at_once(act, "提出异议")
    in_person(act, "提出异议")
    return on_case(
        office,
        act,
        case,
        ["case.decline", case, refused],
        lambda state, by, at: holding.refuse_handover(
            state, refused=refused, by=by, today=civil_date(at)
        ),
    )


@use_case("case.recall", Power.HAND_OVER, "S38", "S46", records=True)
def recall(
    office: Office, act: Act, case: CaseId, *, withdrawn: events.HandoverWithdrawn
) -> Recorded:
    """No longer ask another to take a matter over."""
    at_once(act, "撤回移交")
    return on_case(
        office,
        act,
        case,
        ["case.recall", case, withdrawn],
        lambda state, by, _: holding.withdraw_handover(state, withdrawn=withdrawn, by=by),
    )


@use_case("case.assign", Power.DIARY_WRITE, "S25", "S40", "S72", records=True)
def assign(office: Office, act: Act, case: CaseId, *, assigned: events.CaseAssigned) -> Recorded:
    """Make somebody answerable for a matter at once."""
    at_once(act, "指定承办人")
    in_person(act, "指定承办人")
    require_live(office.units(), assigned.unit, civil_date(office.now()))
    require_person(office, assigned.owner)
    require_staying(office, assigned.owner)
    require_unbarred(office, case, assigned.owner)
    receiver = office.standing(assigned.owner)
    return on_case(
        office,
        act,
        case,
        ["case.assign", case, assigned],
        lambda state, by, _: with_leaders_told(
            office,
            state,
            holding.assign(state, assigned=assigned, by=by, receiver=receiver),
            by.person,
        ),
        relies_on=held(receiver),
    )


def receiving(office: Office, case: CaseId, person: PersonId | None) -> Standing | None:
    """Return the standing of somebody who is to have a part in a matter, if anybody is named."""
    if person is None:
        return None
    require_person(office, person)
    require_unbarred(office, case, person)
    return office.standing(person)


def relied(standing: Standing | None) -> Mapping[StreamId, int]:
    """Return what relying on somebody relies on, if anybody is named."""
    return {} if standing is None else held(standing)


def objection_day(office: Office, today: date) -> date:
    """Return the last day on which somebody asked today may object (S38)."""
    programme = office.programme()
    limit = programme.days("handover.objection", today) or OBJECTION
    return programme.calendar.due(today, limit).day
