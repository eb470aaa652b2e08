"""Appraisal sheets as pages, ranked, and handed on for personnel use (S69, S70)."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.appraisal_figures import (
    Reckoned,
    frame_again,
    frame_at,
    reckoned,
)
from minqing_core.application.appraisal_rows import AppraisalLine, ValuePart, lines_of, value_part
from minqing_core.application.appraisal_subjects import (
    Subject,
    may_read,
    require_appraised,
    subject_named,
)
from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import visible
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.appraisal.decisions.refusals import SheetClosedError
from minqing_core.appraisal.decisions.requirements import require_begun, require_year
from minqing_core.appraisal.events import SheetFrozen
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views import appraisals
from minqing_core.views.appraisals import ObjectionLine, Turn
from minqing_core.views.labels import label

NOTICE = (
    "本表是年终考核、评比和干部选拔任用的参考依据之一，不能单独作为结论；"
    "按办结、效果、反馈评价，不以记录多少论高低；反映干部的保密事项不计入；"
    "本人（党组织为其书记）可随时查阅本表并提出异议，由他人答复。"
)


@frozen(kw_only=True)
class SheetPart:
    """A sheet as it was frozen; ``agrees`` that it comes out the same when reckoned anew."""

    sheet: int
    on: date
    by_name: str
    metrics: str
    upto: int
    digest: str
    values: tuple[ValuePart, ...]
    agrees: bool


@frozen(kw_only=True)
class ObjectionPart:
    """An objection to one of the sheets, and what was decided of it."""

    objection: int
    sheet: int
    on: date
    by_name: str
    text: str
    upheld: bool | None
    decided_on: date | None
    decided_by_name: str | None
    decision: str | None


@frozen(kw_only=True)
class FailedPart:
    """The matters that a share lacks, as far as the reader may see them."""

    metric: str
    metric_text: str
    cases: tuple[CaseId, ...]


@frozen(kw_only=True)
class SheetPage:
    """The sheets of a person or an organisation for a year, and what was said of them.

    While none was drawn up, ``values`` are the figures as they stand; then those of the last one.
    """

    subject: str
    person: PersonId | None
    unit: UnitId | None
    name: str
    year: int
    version: int
    state: str | None
    state_text: str
    values: tuple[ValuePart, ...]
    failed: tuple[FailedPart, ...]
    sheets: tuple[SheetPart, ...]
    objections: tuple[ObjectionPart, ...]
    notice: str
    on: date
    position: int


@frozen(kw_only=True)
class SheetList:
    """The sheets of a year in the order of their rank; whom nothing fell due for comes last."""

    year: int
    items: tuple[AppraisalLine, ...]
    next: None
    notice: str
    position: int


@use_case("appraisal.sheet", Power.APPRAISAL_READ, "S69", "S70", reads=True)
def sheet(office: Office, act: Act, subject: str, *, year: int, when: When = NOW) -> SheetPage:
    """Show a person's or an organisation's appraisal sheet, to them and to who answers for it."""
    require_year(year)
    whom = subject_named(office, subject)
    if not may_read(office, act.actor, whom):
        raise SheetClosedError(by=act.actor, subject=whom.id, year=year)
    frame = frame_at(office, year, when)
    require_begun(year, frame.moment.today)
    history = office.log.stream(appraisals.sheet_stream(whom.id, year), frame.moment.position)
    file = appraisals.fold(frame.moment.saw(history))
    if not file.drawn:
        require_appraised(office, whom, frame.year)
    names = directory(office).on(frame.moment.today)
    anew = [_anew(office, whom, turn.fact) for turn in file.drawn]
    standing = anew[-1] if anew else reckoned(office, whom, frame)
    values, metrics = standing.values, frame.metrics
    if file.drawn:
        values, metrics = file.drawn[-1].fact.values, file.drawn[-1].fact.metrics
    state = file.state if file.drawn else None
    return SheetPage(
        subject=whom.id,
        person=whom.person,
        unit=whom.unit,
        name=names(whom.id),
        year=year,
        version=file.version,
        state=state,
        state_text="未定稿" if state is None else label("sheet-state", state),
        values=tuple(value_part(one, metrics) for one in values),
        failed=tuple(_failed(office, act, standing)),
        sheets=tuple(
            _sheet(number, turn, again, names)
            for number, (turn, again) in enumerate(zip(file.drawn, anew, strict=True), start=1)
        ),
        objections=tuple(_objection(line, names) for line in file.objections),
        notice=NOTICE,
        on=frame.moment.today,
        position=frame.moment.position,
    )


@use_case("appraisal.list", Power.APPRAISAL_OVERSEE, "S69", "S70", reads=True)
def list_(
    office: Office,
    act: Act,
    *,
    year: int,
    organisations: bool = False,
    when: When = NOW,
) -> SheetList:
    """Rank the people or the organisations of a year by closure, effect and feedback."""
    return _listed(office, year, when, organisations=organisations)


@use_case("appraisal.export", Power.APPRAISAL_OVERSEE, "S70", reads=True, exports=True)
def export(
    office: Office,
    act: Act,
    *,
    year: int,
    organisations: bool = False,
    when: When = NOW,
) -> SheetList:
    """Hand the sheets of a year on for personnel use, each row with what it is and is not."""
    return _listed(office, year, when, organisations=organisations)


def _listed(office: Office, year: int, when: When, *, organisations: bool) -> SheetList:
    require_year(year)
    moment = settled(office, when)
    return SheetList(
        year=year,
        items=lines_of(office, year, when, moment, organisations=organisations, notice=NOTICE),
        next=None,
        notice=NOTICE,
        position=moment.position,
    )


def _anew(office: Office, whom: Subject, drawn: SheetFrozen) -> Reckoned:
    frame = frame_again(office, drawn.year, drawn.upto, drawn.on, drawn.metrics)
    return reckoned(office, whom, frame)


def _failed(office: Office, act: Act, standing: Reckoned) -> Iterator[FailedPart]:
    numbers = sorted({str(case) for found in standing.failed.values() for case in found})
    seen = visible(office, act, numbers) if numbers else frozenset()
    for metric, found in standing.failed.items():
        yield FailedPart(
            metric=metric,
            metric_text=label("appraisal-metric", metric),
            cases=tuple(case for case in found if case in seen),
        )


def _sheet(number: int, turn: Turn, again: Reckoned, names: Directory) -> SheetPart:
    drawn: SheetFrozen = turn.fact
    return SheetPart(
        sheet=number,
        on=turn.on,
        by_name=names(turn.by),
        metrics=drawn.metrics,
        upto=drawn.upto,
        digest=drawn.digest,
        values=tuple(value_part(one, drawn.metrics) for one in drawn.values),
        agrees=again.digest == drawn.digest,
    )


def _objection(line: ObjectionLine, names: Directory) -> ObjectionPart:
    decided = line.decided
    return ObjectionPart(
        objection=line.raised.fact.objection,
        sheet=line.sheet,
        on=line.raised.on,
        by_name=names(line.raised.by),
        text=line.raised.fact.text.text,
        upheld=None if decided is None else decided.fact.upheld,
        decided_on=None if decided is None else decided.on,
        decided_by_name=None if decided is None else names(decided.by),
        decision=None if decided is None else decided.fact.text.text,
    )
