"""What follows a matter's being put off or ended, and filing it anew."""

from datetime import datetime
from typing import Any

from minqing_core.application.case_leaders import told_at_once, with_leaders_told
from minqing_core.application.case_limits import latest_look
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office, facts, person_stream
from minqing_core.application.on_case import at_once, in_person, on_case
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import after
from minqing_core.diary.decisions.after import Recategorisation
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
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


@use_case("case.reopen", Power.DIARY_WRITE, "S30", "S34", "S63", records=True)
def reopen(office: Office, act: Act, case: CaseId, *, reopened: events.CaseReopened) -> Recorded:
    """Take a matter up again; how it had ended stays on record."""
    at_once(act, "重新办理")
    state = fold(facts(office.history(stream_of(case))))
    owner, unit = state.owner, state.unit
    assert owner is not None and unit is not None  # noqa: S101, PT018 - it begins with its recording
    merged = state.course.merged_into
    wholes = [] if merged is None else [stream_of(merged)]
    relies_on = office.versions(UNITS, person_stream(owner), *wholes)
    whole = merged if any(_ended(office, stream) for stream in wholes) else None
    today, file = civil_date(office.now()), office.person(owner)
    gone = file.closed is not None or file.has_left(today)
    heir = office.units().continues(unit, today)

    def decide(state: Case, by: Standing, _: datetime) -> list[Any]:
        decided = after.reopen(
            state,
            reopened=reopened,
            by=by,
            taken_over=heir if gone else None,
            ended_whole=whole,
        )
        released = [] if whole is None else [_released(case, whole)]
        return [*with_leaders_told(office, state, decided, by.person), *released]

    return on_case(
        office,
        act,
        case,
        ["case.reopen", case, reopened],
        decide,
        relies_on=relies_on,
    )


def _ended(office: Office, stream: StreamId) -> bool:
    return fold(facts(office.history(stream))).concluded is not None


def _released(part: CaseId, whole: CaseId) -> Draft:
    return Draft(stream=stream_of(whole), event=events.PartReleased(part=part))


@use_case("case.recategorise", Power.DIARY_WRITE, "S13", "S17", "S35", "S40", records=True)
def recategorise(
    office: Office, act: Act, case: CaseId, *, recategorisation: Recategorisation
) -> Recorded:
    """Give a matter another category; the one it had stays on record."""
    at_once(act, "改归类别")
    on = civil_date(office.now())
    require_category(office.programme(), code=recategorisation.category, on=on)

    def decide(state: Case, by: Standing, _: datetime) -> list[events.Event]:
        decided = after.recategorise(state, recategorisation=recategorisation, by=by)
        turned = any(isinstance(one, events.FactAmended) for one in decided)
        told = told_at_once(office, fold(decided, state), by.person) if turned else []
        return [*decided, *told]

    return on_case(
        office,
        act,
        case,
        ["case.recategorise", case, recategorisation],
        decide,
    )
