"""Everything that is stored as a code has a name that people read."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import attrs
import pytest
from tests.samples import SAMPLES

from minqing_core.access import events as access
from minqing_core.accountability import events as accountability
from minqing_core.application.case_findings import BesideKind
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.leaving_things import Outstanding
from minqing_core.application.ports import AccessOutcome
from minqing_core.application.progress import PublicStage
from minqing_core.application.report_compared import Report
from minqing_core.application.study_telling import StudyStatus, Told
from minqing_core.application.webhook_ports import DeliveryState
from minqing_core.backups.events import FaultKind
from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.diary.decisions.handling import StepKind
from minqing_core.diary.state import FACTS
from minqing_core.duties import metrics
from minqing_core.duties.cells import State
from minqing_core.duties.ladder import Rung
from minqing_core.duties.matrix import ReadingRule
from minqing_core.households import events as households
from minqing_core.inspection import events as inspection
from minqing_core.kernel.calendar import DayUnit
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.subjects import SubjectKind
from minqing_core.meetings import events as meetings
from minqing_core.privacy import events as privacy
from minqing_core.publicity import events as publicity
from minqing_core.publicity.state import Stage
from minqing_core.replay.differences import OF_THE_ASKING, SPOKEN
from minqing_core.replay.findings import FindingKind
from minqing_core.replay.gaps import Gap
from minqing_core.replay.knew import By
from minqing_core.replay.matrix import Mark
from minqing_core.replay.responsibility import Ended
from minqing_core.review import events as review
from minqing_core.roster import events as roster
from minqing_core.signals.signal import CLAUSES
from minqing_core.views import case_tables
from minqing_core.views.appraisals import CommendationState, SheetState
from minqing_core.views.books import BookState
from minqing_core.views.case_file import Status
from minqing_core.views.completeness import ANSWERS, ENDINGS, HANDLING, MATTER, PartState
from minqing_core.views.figures import Metric
from minqing_core.views.holding import OrderState, TaskState
from minqing_core.views.inquiries import FactKind, Holding, InquiryState
from minqing_core.views.inspections import FindingState
from minqing_core.views.labels import LABELS, label
from minqing_core.views.people import LEAVING, STATIONED
from minqing_core.views.privacy import PrivacyState
from minqing_core.views.resolutions import ResolutionState
from minqing_core.views.reviews import ReadingState, SinceReview
from minqing_core.views.schema import BY_NAME

PARTS = (*MATTER, *HANDLING, *ANSWERS, *ENDINGS)
GROUPS: dict[str, type[StrEnum]] = {
    "access-outcome": AccessOutcome,
    "kind": diary.MatterKind,
    "channel": diary.Channel,
    "urgency": diary.Urgency,
    "petitioner": diary.PetitionerKind,
    "form": diary.Form,
    "stage": diary.Stage,
    "means": diary.Means,
    "response": diary.Response,
    "hindrance": diary.Hindrance,
    "outcome": diary.Outcome,
    "cause": diary.ObjectiveCause,
    "status": Status,
    "duty": diary.Duty,
    "duty_state": State,
    "task": TaskState,
    "order": OrderState,
    "part": StrEnum("part", {part: part for part in PARTS}),
    "part-state": PartState,
    "book": BookState,
    "book-format": books.BookFormat,
    "hand-in": books.HandInReason,
    "cadre": roster.CadreKind,
    "unit": roster.UnitKind,
    "post": roster.Post,
    "leave": roster.LeaveKind,
    "role": roster.ProgrammeRole,
    "outstanding": Outstanding,
    "step": StepKind,
    "days": DayUnit,
    "visit_form": households.VisitForm,
    "grade": review.Grade,
    "concern": review.Concern,
    "metric": Metric,
    "reading-rule": ReadingRule,
    "reading": ReadingState,
    "appraisal-metric": metrics.Metric,
    "sheet-state": SheetState,
    "commendation-state": CommendationState,
    "since-review": SinceReview,
    "backup_line": StrEnum("backup_line", {"backup": "backup", "drill": "drill"}),
    "backup_fault": FaultKind,
    "delivery_state": DeliveryState,
    "public-step": PublicStage,
    "publication_kind": publicity.PublicationKind,
    "publication_stage": Stage,
    "removed": publicity.Removed,
    "signal": CLAUSES,
    "combined-with": meetings.CombinedWith,
    "study-reason": meetings.StudyReason,
    "study": StudyStatus,
    "resolution": ResolutionState,
    "told": Told,
    "inspection_kind": inspection.InspectionKind,
    "finding_state": FindingState,
    "rung": Rung,
    "incident": accountability.IncidentKind,
    "element": accountability.Element,
    "accounting": accountability.Accounting,
    "holding": Holding,
    "inquiry": InquiryState,
    "fact-kind": FactKind,
    "privacy-subject": SubjectKind,
    "privacy-ground": privacy.Ground,
    "privacy-objection": privacy.Objection,
    "privacy-state": PrivacyState,
    "finding": FindingKind,
    "beside": BesideKind,
    "known-by": By,
    "held-until": Ended,
    "gap": Gap,
    "mark": Mark,
    "report": Report,
    "administrator": access.AdministratorRole,
    "lock": access.LockReason,
}
CORRECTIONS = (diary.TextAmended, diary.FactAmended, diary.Recategorised)
UNSHOWN = OF_THE_ASKING | {*case_tables.UNSHOWN}
BESIDES = {"post": {STATIONED, LEAVING}}


def test_the_groups_are_those_of_the_codes() -> None:
    basis = {"appraisal-basis", f"appraisal-basis-{metrics.FIRST}"}
    assert {*GROUPS, "fact", "figure", "reason", "public-status"} | basis == {*LABELS}


@pytest.mark.clause("S20", "S21", "S26")
@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_a_label_of_its_own(group) -> None:
    assert {*LABELS[group]} == {*GROUPS[group]} | BESIDES.get(group, set())
    assert len({*LABELS[group].values()}) == len(LABELS[group])
    assert all(label(group, code) == text for code, text in LABELS[group].items())


@pytest.mark.clause("S35")
def test_everything_that_can_be_corrected_has_a_label() -> None:
    holders = [getattr(sample, "matter", sample) for sample in SAMPLES]
    texts = {
        field.name
        for holder in holders
        if type(holder).__module__.startswith("minqing_core.diary")
        and not isinstance(holder, CORRECTIONS)
        for field in attrs.fields(type(holder))
        if isinstance(getattr(holder, field.name), Personal)
    }
    assert texts | {*FACTS} == {*LABELS["fact"]}


@pytest.mark.clause("S69")
def test_every_share_says_what_it_is_of() -> None:
    assert {*LABELS["appraisal-basis"]} == {*metrics.SHARES}


def _held(kind: Any, seen: set[Any]) -> Iterator[str]:
    """Yield the names of everything that an answer holds, however deep."""
    if attrs.has(kind) and kind not in seen:
        seen.add(kind)
        attrs.resolve_types(kind)
        for field in attrs.fields(kind):
            yield field.name
            yield from _held(field.type, seen)
    for inner in get_args(kind):
        yield from _held(inner, seen)


@pytest.mark.clause("S35", "S37")
@pytest.mark.parametrize("report", Report)
def test_every_figure_of_a_report_has_a_name(report) -> None:
    answer = get_type_hints(CATALOGUE[f"report.{report}"].perform)["return"]
    figures = {*_held(answer, set())}
    tables = ("cases", "orders") if report in {Report.HANGING, Report.SUPERVISION} else ()
    for table in map(BY_NAME.__getitem__, tables):
        figures |= {table.key, *table.texts, *table.numbers, *table.raised}
    spoken = {name for name in figures if name.endswith(SPOKEN) and name[:-5] in figures}
    assert figures - spoken - UNSHOWN <= {*LABELS["figure"]}


def test_a_code_without_a_label_stands_for_itself() -> None:
    assert (label("kind", "unheard-of"), label("kind", None)) == ("unheard-of", "")
