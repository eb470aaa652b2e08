"""The town's summary of a year: the purpose first, then figures frozen at a position (S2, S67)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.appraisal_figures import (
    Frame,
    amounting,
    case_points,
    digest_of,
    every_file,
    frame_again,
    frame_at,
    review_points,
    weekly_points,
)
from minqing_core.application.appraisal_rows import ValuePart, value_part
from minqing_core.application.appraisal_subjects import took_part
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import Directory
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, in_person
from minqing_core.application.roster_files import files_at
from minqing_core.application.tables import streams_then
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import summing
from minqing_core.appraisal.decisions.requirements import require_begun, require_year
from minqing_core.duties.metrics import FIRST, Metric, Point
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.powers.rules import Power
from minqing_core.roster.events import UnitKind
from minqing_core.views import appraisals
from minqing_core.views.appraisals import CommendationState
from minqing_core.views.case_file import CaseFile

VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
UNREVIEWED: frozenset[str] = frozenset({Metric.REVIEWS, Metric.CONCERNS})


@frozen(kw_only=True)
class VillageLine:
    """A village or community in a summary, with its metrics."""

    unit: UnitId
    name: str
    values: tuple[ValuePart, ...]


@frozen(kw_only=True)
class CategoryLine:
    """How many entries of a year were under a category and those below it."""

    category: str
    label: str
    entries: int


@frozen(kw_only=True)
class SummaryFigures:
    """What a year amounted to as of a position of the log; ``digest`` is what all of it is."""

    year: int
    participants: int
    values: tuple[ValuePart, ...]
    villages: tuple[VillageLine, ...]
    categories: tuple[CategoryLine, ...]
    commendations: int
    metrics: str
    upto: int
    digest: str


@frozen(kw_only=True)
class SummaryPart:
    """A summary as it was issued; ``agrees`` that its figures come out the same again."""

    on: date
    by_name: str
    text: str
    upto: int
    digest: str
    agrees: bool


@frozen(kw_only=True)
class SummaryPage:
    """The summary of a year: what the programme is for, the committee's words, the figures.

    Until one is issued the figures are those of now; then those of the last one.
    """

    year: int
    title: str
    purpose: str
    theme: str
    version: int
    issued: tuple[SummaryPart, ...]
    figures: SummaryFigures
    on: date
    position: int


@use_case("appraisal.summary-issue", Power.SUMMARY_ISSUE, "S2", "S67", records=True)
def issue(office: Office, act: Act, *, year: int, text: Personal) -> Recorded:
    """Issue the town's summary of a year; its figures are counted from the log and frozen."""
    at_once(act, "印发总结")
    in_person(act, "印发总结")
    require_year(year)

    def decide(history: Sequence[events.SummaryIssued], at: datetime) -> list[events.SummaryEvent]:
        frame = frame_at(office, year, NOW)
        figures, on = _figures(office, frame), frame.moment.today
        issued = events.SummaryIssued(
            year=year,
            metrics=frame.metrics,
            on=on,
            upto=figures.upto,
            digest=figures.digest,
            text=text,
        )
        return summing.issue(tuple(history), issued=issued, today=civil_date(at))

    request = Request(
        act=act,
        stream=appraisals.summary_stream(year),
        asked=["appraisal.summary-issue", year, text],
        whole_log=True,
    )
    return transact(office, request, decide)


@use_case("appraisal.summary-show", Power.SUMMARY_READ, "S2", "S67", reads=True)
def show(office: Office, act: Act, *, year: int, when: When = NOW) -> SummaryPage:
    """Show the summary of a year: the purpose, the committee's words, the figures anew."""
    require_year(year)
    frame = frame_at(office, year, when)
    require_begun(year, frame.moment.today)
    history = office.log.stream(appraisals.summary_stream(year), frame.moment.position)
    turns = [appraisals.turn_of(e) for e in frame.moment.saw(history)]
    anew = [_anew(office, turn.fact) for turn in turns]
    programme = office.programme(frame.moment.position).established
    names = Directory(office, office.units(frame.moment.position), frame.moment.today)
    return SummaryPage(
        year=year,
        title="" if programme is None else programme.title,
        purpose="" if programme is None else programme.purpose,
        theme="" if programme is None else programme.theme,
        version=len(turns),
        issued=tuple(
            SummaryPart(
                on=turn.on,
                by_name=names(turn.by),
                text=turn.fact.text.text,
                upto=turn.fact.upto,
                digest=turn.fact.digest,
                agrees=again.digest == turn.fact.digest,
            )
            for turn, again in zip(turns, anew, strict=True)
        ),
        figures=anew[-1] if anew else _figures(office, frame),
        on=frame.moment.today,
        position=frame.moment.position,
    )


def _anew(office: Office, issued: events.SummaryIssued) -> SummaryFigures:
    """Reckon a summary anew, by the metrics and in the frame in which it was issued."""
    frame = frame_again(office, issued.year, issued.upto, issued.on, issued.metrics)
    return _figures(office, frame)


def _figures(office: Office, frame: Frame) -> SummaryFigures:
    members = [file for file in files_at(office, frame.moment) if took_part(file, frame.year)]
    files = [*every_file(office, frame)]
    found = [*case_points(office, files, frame)]
    people = [file.person for file in members]
    found += weekly_points(office, people, frame)
    reviews = [*review_points(office, people, frame)]
    town = amounting([*found, *reviews], frame.year.year, frame)
    lines = (
        tuple(value_part(one, frame.metrics) for one in town.values),
        tuple(_villages(office, found, frame)),
        tuple(_categories(office, files, frame)),
    )
    commended, upto = _commended(office, frame), frame.moment.position
    counted = lines if frame.metrics == FIRST else _unworded(*lines)
    about = [frame.year.year, frame.metrics, upto, len(members), counted, commended]
    return SummaryFigures(
        year=frame.year.year,
        participants=len(members),
        values=lines[0],
        villages=lines[1],
        categories=lines[2],
        commendations=commended,
        metrics=frame.metrics,
        upto=upto,
        digest=digest_of(about),
    )


def _unworded(
    town: Iterable[ValuePart], villages: Iterable[VillageLine], kinds: Iterable[CategoryLine]
) -> list[object]:
    """Return figures by their codes, so that a digest does not hang on how they are worded."""
    return [
        [(one.metric, one.count, one.of) for one in town],
        [(one.unit, [(v.metric, v.count, v.of) for v in one.values]) for one in villages],
        [(one.category, one.entries) for one in kinds],
    ]


def _villages(office: Office, found: Sequence[Point], frame: Frame) -> Iterator[VillageLine]:
    units, on = office.units(frame.moment.position), frame.moment.today
    tree = units.tree_on(on)
    for unit, facts in sorted(units.known.items()):
        if facts.kind in VILLAGES and units.ended(unit, on) is None:
            within = {unit, *tree.within(unit)}
            theirs = [point for point in found if point.unit in within]
            counted = amounting(theirs, unit, frame).values
            yield VillageLine(
                unit=unit,
                name=units.name_on(unit, on),
                values=tuple(
                    value_part(one, frame.metrics)
                    for one in counted
                    if one.metric not in UNREVIEWED
                ),
            )


def _categories(office: Office, files: Iterable[CaseFile], frame: Frame) -> Iterator[CategoryLine]:
    counted: Counter[str] = Counter()
    for file in files:
        entered = None if file.opened_at is None else civil_date(file.opened_at)
        if file.matter is None or entered is None or file.confidential:
            continue
        if frame.year.first <= entered <= frame.year.last:
            counted[file.matter.category.partition(".")[0]] += 1
    programme = office.programme(frame.moment.position)
    for code, entries in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        known = programme.category(code, frame.moment.today)
        name = code if known is None else known.label
        yield CategoryLine(category=code, label=name, entries=entries)


def _commended(office: Office, frame: Frame) -> int:
    """Count the commendations that were made known within the year and stand."""
    found = 0
    for history in streams_then(office, appraisals.COMMENDATION, frame.moment).values():
        file = appraisals.fold_commendation(history)
        published = file.turn(events.CommendationPublished)
        if published is not None and file.state is CommendationState.PUBLISHED:
            found += frame.year.first <= published.on <= frame.year.last
    return found
