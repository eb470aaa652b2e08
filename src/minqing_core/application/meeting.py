"""The analysis meetings of villages: held, and what they resolve (S48–S52)."""

from datetime import timedelta

from minqing_core.application import resolutions
from minqing_core.application.catalogue import use_case
from minqing_core.application.meeting_figures import as_on_its_day, reckoned
from minqing_core.application.meetings import (
    facts_of,
    files_of,
    presides,
    require_meeting,
)
from minqing_core.application.moments import NOW
from minqing_core.application.office import Office, facts
from minqing_core.application.on_case import held
from minqing_core.application.people import require_person
from minqing_core.application.resolutions import Body, on_its_day
from minqing_core.application.tables import caught_up
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import MeetingId, StreamId, UnitId
from minqing_core.kernel.periods import Months, civil_date, end_of_day
from minqing_core.kernel.standing import Standing
from minqing_core.meetings import events
from minqing_core.meetings.decisions import holding, refusals
from minqing_core.meetings.decisions.holding import Frozen, Holding, Reach
from minqing_core.meetings.decisions.resolving import Resolving
from minqing_core.meetings.state import fold
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live
from minqing_core.roster.events import UnitKind
from minqing_core.views.cases import stream_of
from minqing_core.views.meetings import MEETING, meeting_stream
from minqing_core.views.schema import UNITS

DAY = timedelta(days=1)
VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})


@use_case("meeting.hold", Power.MEETING_HOLD, "S48", "S49", "S50", "S51", records=True)
def hold(office: Office, act: Act, *, meeting: Holding) -> Recorded:
    """Put on record that a village held its analysis meeting, on the statistics of that day."""
    relies_on = office.versions(UNITS, *map(stream_of, meeting.cases))
    by, chair = office.standing(act.actor), meeting.chair or act.on_behalf_of or act.actor
    _require_village(office, by, meeting)
    for person in (chair, *meeting.attendants):
        require_person(office, person)
    matters = facts_of(office, files_of(office, meeting.cases), chair)
    pack = _frozen(office, meeting)
    request = Request(
        act=on_its_day(office, act, meeting.held_on),
        stream=StreamId(f"{MEETING}{civil_date(office.now()).year}-#new"),
        asked=["meeting.hold", meeting],
        relies_on={**relies_on, **held(by), **held(office.standing(chair))},
    )
    return transact(
        office,
        request,
        lambda _, __: holding.hold(meeting, chair=chair, pack=pack, matters=matters),
    )


@use_case("meeting.resolve", Power.MEETING_HOLD, "S51", "S52", records=True)
def resolve(office: Office, act: Act, meeting: MeetingId, *, resolution: Resolving) -> Recorded:
    """Put on record what a meeting resolved; it becomes a measure in each matter it is about."""
    village, body = _looked_at(office, act, meeting)
    what = "记录其会议的决议"
    holding.require_presiding(act.actor, village, presides=body.steers, what=what)
    asked = ["meeting.resolve", meeting, resolution]
    return resolutions.adopt(office, act, body, asked, resolution)


@use_case("meeting.carry-out", Power.RESOLUTION_REPORT, "S52", records=True)
def carry_out(
    office: Office, act: Act, meeting: MeetingId, *, done: events.ResolutionCarriedOut
) -> Recorded:
    """Report that what a meeting resolved was done, in its matters too."""
    _, body = _looked_at(office, act, meeting)
    asked = ["meeting.carry-out", meeting, done]
    return resolutions.carry_out(office, act, body, asked, done)


@use_case("meeting.drop", Power.RESOLUTION_REPORT, "S52", records=True)
def drop(
    office: Office, act: Act, meeting: MeetingId, *, dropped: events.ResolutionDropped
) -> Recorded:
    """Put on record that what a meeting resolved will not be done, and why."""
    _, body = _looked_at(office, act, meeting)
    asked = ["meeting.drop", meeting, dropped]
    return resolutions.drop(office, act, body, asked, dropped)


def _looked_at(office: Office, act: Act, meeting: MeetingId) -> tuple[UnitId, Body]:
    by, today = office.standing(act.actor), civil_date(office.now())
    village = require_meeting(office, by, meeting)[1].village
    stream = meeting_stream(meeting)
    return village, Body(
        stream=stream,
        assembly=fold(facts(office.log.stream(stream))),
        title=f"民情分析会 {meeting} ",
        steers=presides(office, by, office.units().continues(village, today)),
    )


def _require_village(office: Office, by: Standing, meeting: Holding) -> None:
    units, today, village = office.units(), civil_date(office.now()), meeting.village
    holding.require_day(meeting, today)
    require_live(units, village, meeting.held_on)
    if units.known[village].kind not in VILLAGES:
        raise refusals.NoVillageError(unit=village)
    holding.require_presiding(
        by.person,
        village,
        presides=presides(office, by, units.continues(village, today)),
        what="记录其民情分析会",
    )


def _frozen(office: Office, meeting: Holding) -> Frozen:
    period = holding.quarter_of(meeting.period, meeting.held_on)
    position = holding.pack_position(meeting.pack, _reach(office, meeting, period), period)
    moment, when = as_on_its_day(position, meeting.held_on)
    now = meeting.held_on == civil_date(office.now()) and caught_up(office) == position
    found = reckoned(office, meeting.village, period, moment, NOW if now else when)
    moved = now and office.views.position() != position
    kept = reckoned(office, meeting.village, period, moment, when) if moved else found
    return Frozen(position=position, digest=kept.digest)


def _reach(office: Office, meeting: Holding, period: Months) -> Reach:
    latest = office.log.position_at(end_of_day(meeting.held_on))
    before = office.log.position_at(end_of_day(period.first - DAY))
    return Reach(least=min(before + 1, latest), latest=latest)
