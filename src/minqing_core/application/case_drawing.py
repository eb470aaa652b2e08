"""Who is drawn into a matter: co-handlers, and those who are urged or supervised (S72, S76)."""

from minqing_core.application.case_holding import objection_day, receiving, relied
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import held, on_case
from minqing_core.application.people import require_staying
from minqing_core.application.sight import require_unit_unbarred
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import cohandling, supervising
from minqing_core.diary.decisions.cohandling import Assistance
from minqing_core.diary.decisions.supervising import Ordering
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live


@use_case("case.assist", Power.DIARY_WRITE, "S76", "S77", records=True)
def assist(office: Office, act: Act, case: CaseId, *, assistance: Assistance) -> Recorded:
    """Ask another unit to handle a task of a matter."""
    require_live(office.units(), assistance.unit, civil_date(office.now()))
    if assistance.person is None:
        require_unit_unbarred(office, case, assistance.unit)
    else:
        require_staying(office, assistance.person)
    helper = receiving(office, case, assistance.person)
    return on_case(
        office,
        act,
        case,
        ["case.assist", case, assistance],
        lambda state, by, at: cohandling.ask_assistance(
            state,
            assistance=assistance,
            by=by,
            helper=helper,
            today=civil_date(at),
            object_by=objection_day(office, civil_date(at)),
        ),
        relies_on=relied(helper),
    )


@use_case("case.assist-accept", Power.DIARY_WRITE, "S76", "S77", records=True)
def assist_accept(
    office: Office, act: Act, case: CaseId, *, accepted: events.CohandlingAccepted
) -> Recorded:
    """Sign for a task of a matter."""
    require_staying(office, act.actor)
    return on_case(
        office,
        act,
        case,
        ["case.assist-accept", case, accepted],
        lambda state, by, _: cohandling.accept_task(state, accepted=accepted, by=by),
    )


@use_case("case.assist-object", Power.DIARY_WRITE, "S38", "S77", records=True)
def assist_object(
    office: Office, act: Act, case: CaseId, *, objected: events.CohandlingObjected
) -> Recorded:
    """Object to a task of a matter, with a reason."""
    return on_case(
        office,
        act,
        case,
        ["case.assist-object", case, objected],
        lambda state, by, at: cohandling.object_to_task(
            state, objected=objected, by=by, today=civil_date(at)
        ),
    )


@use_case("case.assist-reply", Power.DIARY_WRITE, "S76", "S77", records=True)
def assist_reply(
    office: Office, act: Act, case: CaseId, *, replied: events.CohandlingReplied
) -> Recorded:
    """Tell what was done about a task of a matter."""
    return on_case(
        office,
        act,
        case,
        ["case.assist-reply", case, replied],
        lambda state, by, _: cohandling.reply_to_task(state, replied=replied, by=by),
    )


@use_case("case.assist-end", Power.DIARY_WRITE, "S76", records=True)
def assist_end(
    office: Office, act: Act, case: CaseId, *, ended: events.CohandlingEnded
) -> Recorded:
    """No longer ask for a task of a matter."""
    return on_case(
        office,
        act,
        case,
        ["case.assist-end", case, ended],
        lambda state, by, _: cohandling.end_task(state, ended=ended, by=by),
    )


@use_case("case.remind", Power.SUPERVISE, "S72", records=True)
def remind(office: Office, act: Act, case: CaseId, *, reminder: events.ReminderSent) -> Recorded:
    """Remind somebody of what is still to be done about a matter."""
    addressee = receiving(office, case, reminder.to)
    assert addressee is not None  # noqa: S101 - a reminder names its addressee
    return on_case(
        office,
        act,
        case,
        ["case.remind", case, reminder],
        lambda state, by, _: supervising.remind(
            state, reminder=reminder, by=by, addressee=addressee
        ),
        relies_on=held(addressee),
    )


@use_case("case.supervise", Power.SUPERVISE, "S72", records=True)
def supervise(office: Office, act: Act, case: CaseId, *, ordering: Ordering) -> Recorded:
    """Order somebody to see to a matter by a day."""
    addressee = receiving(office, case, ordering.to)
    assert addressee is not None  # noqa: S101 - an order names its addressee
    return on_case(
        office,
        act,
        case,
        ["case.supervise", case, ordering],
        lambda state, by, at: supervising.order(
            state, ordering=ordering, by=by, addressee=addressee, today=civil_date(at)
        ),
        relies_on=held(addressee),
    )


@use_case("case.supervise-reply", Power.DIARY_WRITE, "S72", records=True)
def supervise_reply(
    office: Office, act: Act, case: CaseId, *, replied: events.SupervisionReplied
) -> Recorded:
    """Tell what was done about a supervision order."""
    return on_case(
        office,
        act,
        case,
        ["case.supervise-reply", case, replied],
        lambda state, by, _: supervising.reply_to_order(state, replied=replied, by=by),
    )


@use_case("case.supervise-close", Power.SUPERVISE, "S72", records=True)
def supervise_close(
    office: Office, act: Act, case: CaseId, *, closed: events.SupervisionClosed
) -> Recorded:
    """Close a supervision order, with the ground for it."""
    return on_case(
        office,
        act,
        case,
        ["case.supervise-close", case, closed],
        lambda state, by, _: supervising.close_order(state, closed=closed, by=by),
    )
