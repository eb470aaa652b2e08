"""What a citizen sees of a matter with the slip they were handed: its public steps, no words."""

import hmac
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from minqing_core.application.case_limits import limits_of
from minqing_core.application.case_page import file_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, found
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.diary import events as diary
from minqing_core.duties.limits import Deadline
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.labels import label

ANSWERS = ("feedback.opinion", "feedback.result")
CODE = re.compile(r"(\d{4}-\d{6})-([a-z2-7]{16})", re.ASCII)


class PublicStage(StrEnum):
    """How far a matter has come, as the public may know."""

    RECORDED = "recorded"
    HANDLING = "handling"
    TOLD_OPINION = "told-opinion"
    TOLD_RESULT = "told-result"
    CONCLUDED = "concluded"
    REOPENED = "reopened"


class SlipUnknownError(RefusalError):
    """No slip that was handed out has this code."""

    kind = "not-found"
    code = "slip-unknown"
    text = "没有这张回执，请核对回执上的编号；看不清的可到村（居）委会查询"


@frozen(kw_only=True)
class Slip:
    """What is handed to whoever brought a matter: the code by which they see how it goes on.

    It says which unit to ask, and by when an answer is ``due``: none where none is open.
    """

    case: CaseId
    slip: str
    on: date
    recorded_on: date
    unit_name: str
    due: date | None
    position: int


@frozen(kw_only=True)
class PublicStep:
    """A step of a matter as the public may know it."""

    on: date
    step: PublicStage
    step_text: str


@frozen(kw_only=True)
class ProgressPage:
    """How a matter goes on, for whoever holds its slip: no names, no words, no unit.

    ``status_says`` is what a status means for them, ``due`` by when they are to be answered.
    """

    case: CaseId
    status: str
    status_text: str
    status_says: str
    due: date | None
    steps: tuple[PublicStep, ...]
    position: int


@use_case("case.slip", Power.DIARY_READ, "S28", "S37", reads=True)
def slip(office: Office, act: Act, case: CaseId) -> Slip:
    """Give the code to hand to whoever brought a matter, by which they see how it goes on."""
    moment = found(office, NOW)
    file = file_at(office, act, case, moment)
    names = directory(office).on(moment.today)
    return Slip(
        case=case,
        slip=_slip(office, case),
        on=moment.today,
        recorded_on=moment.today if file.recorded_at is None else civil_date(file.recorded_at),
        unit_name="" if file.unit is None else names(file.unit),
        due=_due(office, file, moment.today),
        position=moment.position,
    )


@use_case("case.progress", Power.BOARD_READ, "S28", reads=True)
def progress(office: Office, act: Act, slip: str) -> ProgressPage:
    """Show the public steps of a matter to whoever holds its slip (S28).

    Raises:
        SlipUnknownError: no slip was handed out with this code.
    """
    read = CODE.fullmatch(slip.strip().lower())
    case = CaseId("") if read is None else CaseId(read[1])
    if read is None or not hmac.compare_digest(slip.strip().lower(), _slip(office, case)):
        raise SlipUnknownError
    file = cases.fold(case, office.log.stream(cases.stream_of(case)))
    if file.recorded_at is None:
        raise SlipUnknownError
    recorded = _step(civil_date(file.recorded_at), PublicStage.RECORDED)
    return ProgressPage(
        case=case,
        status=file.status,
        status_text=label("status", file.status),
        status_says=label("public-status", file.status),
        due=_due(office, file, found(office, NOW).today),
        steps=(recorded, *_steps(file)),
        position=office.size(),
    )


def _slip(office: Office, case: CaseId) -> str:
    return f"{case}-{office.sealed.stamp(f'slip/{case}')}"


def _due(office: Office, file: CaseFile, today: date) -> date | None:
    """Return by when whoever brought a matter is to be answered, where they were not yet."""
    limits = limits_of(office, file, today)
    return min((one.due for one in limits if _answers(one)), default=None)


def _answers(limit: Deadline) -> bool:
    return limit.duty in ANSWERS and limit.met_on is None and limit.state in {"open", "missed"}


def _steps(file: CaseFile) -> Iterator[PublicStep]:
    begun = False
    for said in file.said:
        stage = _public(said.fact)
        if stage is not None and not (begun and stage is PublicStage.HANDLING):
            yield _step(civil_date(said.at), stage)
        begun = (begun or stage is PublicStage.HANDLING) and stage is not PublicStage.REOPENED


def _step(on: date, stage: PublicStage) -> PublicStep:
    return PublicStep(on=on, step=stage, step_text=label("public-step", stage))


def _public(fact: object) -> PublicStage | None:
    """Return what the public may know of a record."""
    match fact:
        case diary.FeedbackGiven(stage=diary.Stage.OPINION):
            return PublicStage.TOLD_OPINION
        case diary.FeedbackGiven():
            return PublicStage.TOLD_RESULT
        case diary.CaseConcluded():
            return PublicStage.CONCLUDED
        case diary.CaseReopened():
            return PublicStage.REOPENED
        case (
            diary.CauseRecorded()
            | diary.DeliberationRecorded()
            | diary.MeasureAdopted()
            | diary.MeasureCarriedOut()
            | diary.NoteRecorded()
        ):
            return PublicStage.HANDLING
        case _:
            return None
