"""What follows a matter's being put off or ended, and filing it anew."""

from datetime import datetime

from minqing_core.application.case_limits import latest_look
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office, facts, person_stream
from minqing_core.application.on_case import at_once, in_person, on_case
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import after
from minqing_core.diary.decisions.after import Recategorisation
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.programme.decisions import require_category
from minqing_core.views.cases import stream_of
from minqing_core.views.hands import handlers
from minqing_core.views.schema import UNITS


@use_case("case.look", Power.DIARY_WRITE, "S29", "S65", records=True)
def look(office: Office, act: Act, case: CaseId, *, look: events.LookedAgain) -> Recorded:
    """Keep a matter put off until another day, having looked at it again."""

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        today = civil_date(at)
        latest = latest_look(office, state, today)
        return after.look_again(state, look=look, by=by, today=today, latest_look=latest)

    return on_case(office, act, case, ["case.look", case, look], decide)


@use_case("case.revisit", Power.DIARY_WRITE, "S28", "S29", records=True)
def revisit(office: Office, act: Act, case: CaseId, *, revisit: events.Revisited) -> Recorded:
    """Put on record what the citizen says of how the matter ended, as one who had no part."""
    in_person(act, "回访")
    return on_case(
        office,
        act,
        case,
        ["case.revisit", case, revisit],
        lambda state, by, _: after.revisit(
            state,
            revisit=revisit,
            by=by,
            handlers=handlers(office.log.stream(stream_of(case))),
        ),
    )


@use_case("case.dispute", Power.DIARY_WRITE, "S28", records=True)
def dispute(
    office: Office, act: Act, case: CaseId, *, dispute: events.OutcomeDisputed
) -> Recorded:
    """Put on record that the citizen does not agree with how the matter ended."""
    return on_case(
        office,
        act,
        case,
        ["case.dispute", case, dispute],
        lambda state, by, _: after.dispute(state, dispute=dispute, by=by),
    )


@use_case("case.reopen", Power.DIARY_WRITE, "S34", "S63", records=True)
def reopen(office: Office, act: Act, case: CaseId, *, reopened: events.CaseReopened) -> Recorded:
    """Take a matter up again; how it had ended stays on record."""
    at_once(act, "重新办理")
    state = fold(facts(office.history(stream_of(case))))
    owner, unit = state.owner, state.unit
    assert owner is not None and unit is not None  # noqa: S101, PT018 - it begins with its recording
    relies_on = office.versions(UNITS, person_stream(owner))
    today, file = civil_date(office.now()), office.person(owner)
    gone = file.closed is not None or file.has_left(today)
    heir = office.units().continues(unit, today)
    return on_case(
        office,
        act,
        case,
        ["case.reopen", case, reopened],
        lambda state, by, _: after.reopen(
            state, reopened=reopened, by=by, taken_over=heir if gone else None
        ),
        relies_on=relies_on,
    )


@use_case("case.recategorise", Power.DIARY_WRITE, "S17", "S35", records=True)
def recategorise(
    office: Office, act: Act, case: CaseId, *, recategorisation: Recategorisation
) -> Recorded:
    """Give a matter another category; the one it had stays on record."""
    at_once(act, "改归类别")
    on = civil_date(office.now())
    require_category(office.programme(), code=recategorisation.category, on=on)
    return on_case(
        office,
        act,
        case,
        ["case.recategorise", case, recategorisation],
        lambda state, by, _: after.recategorise(state, recategorisation=recategorisation, by=by),
    )
