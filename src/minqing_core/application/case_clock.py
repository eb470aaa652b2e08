"""Stopping the clock of a matter, setting it going, and putting its limits back."""

from datetime import datetime

from minqing_core.application.case_limits import latest_parking, running_limit
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, in_person, on_case
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import clock
from minqing_core.diary.decisions.clock import Asking
from minqing_core.diary.state import Case
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.views.cases import stream_of
from minqing_core.views.hands import askers


@use_case("case.park", Power.DIARY_WRITE, "S34", "S65", records=True)
def park(office: Office, act: Act, case: CaseId, *, parked: events.ClockParked) -> Recorded:
    """Stop the clock of a matter until a day, for an objective cause."""
    at_once(act, "挂账")

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        today = civil_date(at)
        latest = latest_parking(office, case, state, today)
        return clock.park(state, parked=parked, by=by, today=today, latest=latest)

    return on_case(office, act, case, ["case.park", case, parked], decide)


@use_case("case.resume", Power.DIARY_WRITE, "S34", records=True)
def resume(office: Office, act: Act, case: CaseId, *, resumed: events.ClockResumed) -> Recorded:
    """Let the clock of a matter run on."""
    at_once(act, "恢复")
    return on_case(
        office,
        act,
        case,
        ["case.resume", case, resumed],
        lambda state, by, _: clock.resume(state, resumed=resumed, by=by),
    )


@use_case("case.extend", Power.DIARY_WRITE, "S34", records=True)
def extend(office: Office, act: Act, case: CaseId, *, asking: Asking) -> Recorded:
    """Ask for more time for one of a matter's limits."""
    at_once(act, "申请延期")

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        today = civil_date(at)
        running = running_limit(office, case, asking.duty, today)
        return clock.ask_extension(state, asking=asking, by=by, today=today, running=running)

    return on_case(office, act, case, ["case.extend", case, asking], decide)


@use_case("case.extend-approve", Power.DIARY_WRITE, "S34", records=True)
def approve(
    office: Office, act: Act, case: CaseId, *, approval: events.ExtensionApproved
) -> Recorded:
    """Allow the time that was asked for, as the responsible head."""
    at_once(act, "批准延期")
    in_person(act, "批准延期")

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        today, asked = civil_date(at), state.course.extensions.get(approval.extension)
        running = None if asked is None else running_limit(office, case, asked.duty, today)
        return clock.approve_extension(
            state,
            approval=approval,
            by=by,
            askers=askers(office.log.stream(stream_of(case)), approval.extension),
            today=today,
            running=running,
        )

    return on_case(office, act, case, ["case.extend-approve", case, approval], decide)


@use_case("case.extend-refuse", Power.DIARY_WRITE, "S34", records=True)
def refuse(
    office: Office, act: Act, case: CaseId, *, refused: events.ExtensionRefused
) -> Recorded:
    """Not allow the time that was asked for, as the responsible head."""
    at_once(act, "不批准延期")
    in_person(act, "不批准延期")
    return on_case(
        office,
        act,
        case,
        ["case.extend-refuse", case, refused],
        lambda state, by, _: clock.refuse_extension(
            state,
            refused=refused,
            by=by,
            askers=askers(office.log.stream(stream_of(case)), refused.extension),
        ),
    )


@use_case("case.extend-tell", Power.DIARY_WRITE, "S28", "S34", records=True)
def tell(office: Office, act: Act, case: CaseId, *, told: events.ExtensionTold) -> Recorded:
    """Put on record that the citizen was told why it takes longer."""
    at_once(act, "告知延期")
    return on_case(
        office,
        act,
        case,
        ["case.extend-tell", case, told],
        lambda state, by, _: clock.tell_extension(state, told=told, by=by),
    )
