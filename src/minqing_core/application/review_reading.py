"""A cadre's diary of a quarter as a page: its entries, the self-assessment, the reviews."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.review_cells import Cell, ReadPart, cells, diary_at, opens, read_part
from minqing_core.application.review_entries import (
    Entries,
    Look,
    entries_counted,
    entries_seen,
    lateness,
)
from minqing_core.application.review_matrix import Matrix, matrix_at, quarter_named
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.review.decisions.refusals import ReviewClosedError
from minqing_core.views.figures import figures
from minqing_core.views.labels import label
from minqing_core.views.reviews import AssessmentLine, DiaryFile, ReviewLine, SaidLine, SentLine
from minqing_core.views.tables import Row


@frozen(kw_only=True)
class Figure:
    """A number that was counted, with its name."""

    metric: str
    metric_text: str
    value: int


@frozen(kw_only=True)
class SaidPart:
    """Something that was said, by whom and when."""

    by: PersonId
    by_name: str
    on: date
    text: str


@frozen(kw_only=True)
class AssessmentPart:
    """A self-assessment with the numbers as they stood at a position of the log (S41, S42)."""

    on: date
    by: PersonId
    by_name: str
    book: str | None
    counts: tuple[Figure, ...]
    upto: int
    text: str


@frozen(kw_only=True)
class SentPart:
    """What was sent back to be completed, and what came of it.

    ``late`` says that its limit passed before anything was reported.
    """

    sent: SaidPart
    due: date
    late: bool
    cases: tuple[CaseId, ...]
    reports: tuple[SaidPart, ...]
    accepted_on: date | None
    accepted: str | None


@frozen(kw_only=True)
class ReviewPart:
    """A review: who read in which post by which rule, and what they said.

    ``entries`` are those that the reader of this page may see.
    """

    read: ReadPart
    rule: str
    rule_text: str
    clause: str
    opinion: str
    entries: tuple[CaseId, ...]
    sent_back: tuple[SentPart, ...]
    answers: tuple[SaidPart, ...]


@frozen(kw_only=True)
class EntryPart:
    """An entry of the diary, and what became of it since the last review."""

    case: CaseId
    version: int
    title: str
    learned_on: date
    recorded_on: date
    late: bool
    status: str
    status_text: str
    result_on: date | None
    since: str | None
    since_text: str


@frozen(kw_only=True)
class ReviewPage:
    """A cadre's diary of a quarter: what a reviewer reads, and what was said of it.

    ``counts`` are those that a self-assessment made now would be told (S41); ``closed`` are the
    entries that are not the reader's to see; ``right`` who is to review.
    """

    person: PersonId
    name: str
    period: str
    version: int
    rule: str | None
    rule_text: str
    clause: str | None
    right: str
    readings: tuple[Cell, ...]
    entries: tuple[EntryPart, ...]
    closed: int
    counts: tuple[Figure, ...]
    assessments: tuple[AssessmentPart, ...]
    reviews: tuple[ReviewPart, ...]
    on: date
    position: int


@use_case(
    "review.show",
    Power.REVIEW_READ,
    "S41",
    "S42",
    "S53",
    "S54",
    "S55",
    "S56",
    "S57",
    "S58",
    reads=True,
)
def show(
    office: Office, act: Act, person: PersonId, period: str, *, when: When = NOW
) -> ReviewPage:
    """Show a cadre's diary of a quarter: its entries, the self-assessment, the reviews."""
    quarter = quarter_named(period)
    require_person(office, person)
    moment = settled(office, when)
    matrix = matrix_at(office, moment, quarter)
    file = diary_at(office, person, quarter, moment)
    _require_open(office, act, person, matrix, file)
    names, assigned = directory(office), matrix.of(person)
    look = Look(period=quarter, when=when, moment=moment)
    seen = entries_seen(office, act.actor, [person], look).get(person, Entries())
    return ReviewPage(
        person=person,
        name=names(person),
        period=str(quarter),
        version=file.version,
        rule=None if assigned is None else assigned.rule,
        rule_text="" if assigned is None else label("reading-rule", assigned.rule),
        clause=None if assigned is None else assigned.clause,
        right=matrix.named(person).right,
        readings=() if assigned is None else cells(matrix, assigned, file, names),
        entries=tuple(_entries(office, seen.rows, file, moment)),
        closed=seen.closed,
        counts=tuple(_counts(office, person, look)),
        assessments=tuple(_assessment(line, names) for line in file.assessments),
        reviews=tuple(_reviews(office, act, file, names, moment.today)),
        on=moment.today,
        position=moment.position,
    )


def reads(reader: Standing, person: PersonId, matrix: Matrix, file: DiaryFile) -> bool:
    """Say whether somebody may read what was found of a diary, or reviewed it once."""
    reviewed = reader.person in {line.reviewed.reviewer for line in file.reviews}
    return reviewed or opens(matrix, reader, person)


def _require_open(
    office: Office, act: Act, person: PersonId, matrix: Matrix, file: DiaryFile
) -> None:
    if not reads(office.standing(act.actor), person, matrix, file):
        raise ReviewClosedError(
            by=act.actor, person=person, period=matrix.period, right=matrix.named(person).right
        )


def _entries(
    office: Office, rows: tuple[Row, ...], file: DiaryFile, moment: Moment
) -> Iterator[EntryPart]:
    is_late = lateness(office, moment)
    for row in rows:
        since = file.since(str(row["number"]), int(row["version"] or 0))
        yield EntryPart(
            case=CaseId(str(row["number"])),
            version=int(row["version"] or 0),
            title=str(row["title"]),
            learned_on=date.fromisoformat(str(row["learned_on"])),
            recorded_on=date.fromisoformat(str(row["recorded_on"])),
            late=is_late(row),
            status=str(row["status"]),
            status_text=label("status", str(row["status"])),
            result_on=None
            if row["result_on"] is None
            else date.fromisoformat(str(row["result_on"])),
            since=since,
            since_text=label("since-review", since),
        )


def _counts(office: Office, person: PersonId, look: Look) -> Iterator[Figure]:
    rows = entries_counted(office, [person], look).get(person, [])
    counted = figures(rows, look.period, lateness(office, look.moment))
    for metric, value in counted.items():
        yield Figure(metric=metric, metric_text=label("metric", metric), value=value)


def _assessment(line: AssessmentLine, names: Directory) -> AssessmentPart:
    assessed = line.assessed
    return AssessmentPart(
        on=line.on,
        by=line.by,
        by_name=names(line.by),
        book=assessed.book,
        counts=tuple(
            Figure(metric=c.metric, metric_text=label("metric", c.metric), value=c.value)
            for c in assessed.counts
        ),
        upto=assessed.upto,
        text=assessed.text.text,
    )


def _reviews(
    office: Office, act: Act, file: DiaryFile, names: Directory, today: date
) -> Iterator[ReviewPart]:
    named = {e.case for line in file.reviews for e in line.reviewed.entries}
    open_to_them = visible(office, act, sorted(named)) if named else frozenset()
    for line in file.reviews:
        yield _review(line, names, open_to_them, today)


def _review(
    line: ReviewLine, names: Directory, visible: frozenset[object], today: date
) -> ReviewPart:
    found = line.reviewed
    return ReviewPart(
        read=read_part(line, names),
        rule=found.rule,
        rule_text=label("reading-rule", found.rule),
        clause=found.clause,
        opinion=found.opinion.text,
        entries=tuple(e.case for e in found.entries if e.case in visible),
        sent_back=tuple(_sent(sent, names, visible, today) for sent in line.sent),
        answers=tuple(_said(said, names) for said in line.answers),
    )


def _sent(line: SentLine, names: Directory, visible: frozenset[object], today: date) -> SentPart:
    sent = SaidLine(by=line.by, on=line.on, text=line.returned.text)
    return SentPart(
        sent=_said(sent, names),
        due=line.returned.due,
        late=line.is_late(today),
        cases=tuple(case for case in line.returned.cases if case in visible),
        reports=tuple(_said(report, names) for report in line.reports),
        accepted_on=line.accepted_on,
        accepted=None if line.accepted is None else line.accepted.text,
    )


def _said(line: SaidLine, names: Directory) -> SaidPart:
    return SaidPart(by=line.by, by_name=names(line.by), on=line.on, text=line.text.text)
