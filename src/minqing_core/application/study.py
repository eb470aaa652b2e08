"""Collective studies: opened, decided, and what they resolve (S78)."""

from typing import Any

from minqing_core.application import resolutions
from minqing_core.application.catalogue import use_case
from minqing_core.application.meetings import facts_of, files_of, require_study
from minqing_core.application.office import Office, facts
from minqing_core.application.on_case import held
from minqing_core.application.people import require_person
from minqing_core.application.resolutions import (
    Body,
    drafts,
    matters_of,
    on_body,
    on_its_day,
)
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary.decisions import collective
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId, StudyId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import studying
from minqing_core.meetings.decisions.resolving import Resolving
from minqing_core.meetings.decisions.studying import Deciding
from minqing_core.meetings.state import Study, fold_study
from minqing_core.powers.rules import Power, holds
from minqing_core.views.cases import stream_of
from minqing_core.views.meetings import STUDY, study_stream


@use_case("study.open", Power.STUDY_KEEP, "S78", records=True)
def open_(office: Office, act: Act, *, study: events.StudyOpened) -> Recorded:
    """Open a collective study of matters that are hot, town-wide or of a tendency."""
    relies_on = office.versions(*map(stream_of, study.cases))
    by, matters = office.standing(act.actor), facts_of(office, files_of(office, study.cases))
    return transact(
        office,
        Request(
            act=act,
            stream=StreamId(f"{STUDY}{civil_date(office.now()).year}-#new"),
            asked=["study.open", study],
            relies_on={**relies_on, **held(by)},
        ),
        lambda _, __: studying.open_study(study, matters=matters),
    )


@use_case("study.add", Power.STUDY_KEEP, "S78", records=True)
def add(office: Office, act: Act, study: StudyId, *, added: events.MattersAdded) -> Recorded:
    """Take further matters into a study that is not decided yet."""
    state, body = _looked_at(office, act, study)
    relies_on = office.versions(*map(stream_of, added.cases))
    matters = facts_of(office, files_of(office, added.cases))
    return on_body(
        office,
        act,
        body,
        ["study.add", study, added],
        lambda: studying.add(state, added=added, matters=matters),
        relies_on=relies_on,
    )


@use_case("study.decide", Power.STUDY_KEEP, "S78", records=True)
def decide(office: Office, act: Act, study: StudyId, *, decision: Deciding) -> Recorded:
    """Put on record what a study decided, in each of its matters that goes on too."""
    state, body = _looked_at(office, act, study)
    chair = decision.chair or act.on_behalf_of or act.actor
    relies_on = office.versions(*map(stream_of, state.cases))
    for person in (chair, *decision.participants):
        require_person(office, person)
    files, today = files_of(office, state.cases), civil_date(office.now())
    known = facts_of(office, files)
    act = on_its_day(office, act, decision.held_on)
    ordinary = {case: file for case, file in files.items() if not known[case].confidential}
    matters = matters_of(office, act, ordinary, "研究")
    text = Personal(f"集体研究 {study} 决定：{decision.text}")

    def decided() -> list[Any]:
        made = studying.decide(state, deciding=decision, chair=chair, matters=known, today=today)
        found = {
            case: collective.deliberate(matter, text=text, participants=made.participants)
            for case, matter in matters.items()
        }
        return [made, *drafts(found)]

    asked = ["study.decide", study, decision]
    return on_body(office, act, body, asked, decided, relies_on=relies_on)


@use_case("study.resolve", Power.STUDY_KEEP, "S52", "S78", records=True)
def resolve(office: Office, act: Act, study: StudyId, *, resolution: Resolving) -> Recorded:
    """Put on record a measure that follows from a study, in each matter that it is about."""
    _, body = _looked_at(office, act, study)
    return resolutions.adopt(office, act, body, ["study.resolve", study, resolution], resolution)


@use_case("study.carry-out", Power.RESOLUTION_REPORT, "S52", "S78", records=True)
def carry_out(
    office: Office, act: Act, study: StudyId, *, done: events.ResolutionCarriedOut
) -> Recorded:
    """Report that what a study resolved was done, in its matters too."""
    _, body = _looked_at(office, act, study)
    return resolutions.carry_out(office, act, body, ["study.carry-out", study, done], done)


@use_case("study.drop", Power.RESOLUTION_REPORT, "S52", "S78", records=True)
def drop(
    office: Office, act: Act, study: StudyId, *, dropped: events.ResolutionDropped
) -> Recorded:
    """Put on record that what a study resolved will not be done, and why."""
    _, body = _looked_at(office, act, study)
    return resolutions.drop(office, act, body, ["study.drop", study, dropped], dropped)


def _looked_at(office: Office, act: Act, study: StudyId) -> tuple[Study, Body]:
    by, stream = office.standing(act.actor), study_stream(study)
    require_study(office, by, study)
    state = fold_study(facts(office.log.stream(stream)))
    return state, Body(
        stream=stream,
        assembly=state,
        title=f"集体研究 {study} ",
        steers=holds(by, Power.STUDY_KEEP),
    )
