"""What a sheet and a summary are made of: the matters of a year, reckoned at a position (S69)."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.appraisal_subjects import Subject
from minqing_core.application.case_limits import limits_of
from minqing_core.application.concerning import concerning_person, concerning_units
from minqing_core.application.duties_ledger import weeks_of
from minqing_core.application.listing import files_at
from minqing_core.application.moments import Moment, When, day_of
from minqing_core.application.office import Office
from minqing_core.application.review_cells import diary_at
from minqing_core.application.review_entries import lateness
from minqing_core.application.roster_files import arrivals, last_days
from minqing_core.application.roster_files import files_at as people_at
from minqing_core.application.tables import settled
from minqing_core.application.transact import canonical
from minqing_core.appraisal.events import Measured
from minqing_core.duties.metrics import (
    VERSION,
    VERSIONS,
    Metric,
    Point,
    failed,
    measured,
    points,
)
from minqing_core.duties.spans import Span
from minqing_core.duties.week_metrics import week_points
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_rows import case_row
from minqing_core.views.tables import Where

YEAR, QUARTERS = 12, 4


@frozen(kw_only=True)
class Frame:
    """For which year, and at which moment, something is reckoned; by which metrics."""

    year: Months
    moment: Moment
    metrics: str = VERSION


@frozen(kw_only=True)
class Reckoned:
    """What a sheet amounts to; ``failed`` are the matters that each share lacks."""

    values: tuple[Measured, ...]
    failed: Mapping[Metric, tuple[CaseId, ...]]
    digest: str


def year_of(year: int) -> Months:
    """Return a year as the period of its months."""
    return Months(year, 1, YEAR)


def frame_at(office: Office, year: int, when: When, metrics: str = VERSION) -> Frame:
    """Return the frame of a year at a moment, on the day to which figures are reckoned then."""
    moment = settled(office, when)
    today = day_of(office, when, moment)
    found = Moment(position=moment.position, until=moment.until, today=today)
    return Frame(year=year_of(year), moment=found, metrics=metrics)


def frame_again(office: Office, year: int, upto: int, on: date | None, metrics: str) -> Frame:
    """Return the frame in which something was frozen; on the day of the last record by default.

    What was frozen without its day was reckoned to that of the record before it (S67, S69).
    """
    frame = frame_at(office, year, When(position=upto), metrics)
    today = frame.moment.today if on is None else on
    return attrs.evolve(frame, moment=attrs.evolve(frame.moment, today=today))


def reckoned(office: Office, subject: Subject, frame: Frame) -> Reckoned:
    """Reckon the sheet of a person or an organisation (S69)."""
    within = _within(office, subject, frame)
    found = case_points(office, _candidates(office, subject, within, frame), frame)
    mine = [p for p in found if _is_theirs(p, subject, within)]
    members = [*_members(office, subject, within, frame)]
    mine += review_points(office, members, frame)
    mine += weekly_points(office, members, frame)
    return amounting(mine, [subject.id, frame.year.year], frame)


def amounting(found: Collection[Point], what: object, frame: Frame) -> Reckoned:
    """Return what points amount to, with the digest of what they are about."""
    values = measured(found, frame.year, frame.metrics)
    return Reckoned(
        values=values,
        failed=failed(found, frame.year, frame.metrics),
        digest=digest_of([what, frame.metrics, frame.moment.position, values]),
    )


def digest_of(figures: object) -> str:
    """Return by what two runs of the same figures are compared."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def case_points(office: Office, files: Iterable[CaseFile], frame: Frame) -> Iterator[Point]:
    """Yield what these matters give to the metrics; complaints about cadres nothing (S12)."""
    moment, is_late = frame.moment, lateness(office, frame.moment)
    arrived = arrivals(office, moment.position)
    last_day = last_days(office, moment.position)
    for file in files:
        if file.opened is not None and not file.confidential:
            limits = limits_of(office, file, moment.today, moment.position)
            yield from points(
                file,
                limits,
                late=is_late(case_row(file)),
                today=moment.today,
                version=frame.metrics,
                arrived=arrived,
                last_day=last_day,
            )


def review_points(office: Office, people: Iterable[PersonId], frame: Frame) -> Iterator[Point]:
    """Yield the reviews of these cadres' diaries of the year, and what they found wrong (S53)."""
    for person in people:
        for number in range(1, QUARTERS + 1):
            quarter = Months(frame.year.year, number, YEAR // QUARTERS)
            for line in diary_at(office, person, quarter, frame.moment).reviews:
                on = quarter.last
                yield Point(metric=Metric.REVIEWS, on=on, person=person)
                for _ in line.reviewed.concerns:
                    yield Point(metric=Metric.CONCERNS, on=on, person=person)


def weekly_points(office: Office, people: Iterable[PersonId], frame: Frame) -> Iterator[Point]:
    """Yield the weeks of these cadres' year, as the ledger of duties has them (S39)."""
    if Metric.WEEKLY in VERSIONS[frame.metrics]:
        year, moment = frame.year, frame.moment
        files = [office.person(person, moment.position) for person in people]
        within = Span(period=str(year), first=year.first, last=year.last)
        for cell, village in weeks_of(office, moment, files, within):
            yield from week_points(cell, village, moment.today)


def every_file(office: Office, frame: Frame) -> Iterator[CaseFile]:
    """Yield every matter of the town as it stood in a frame, in one pass over the log."""
    return files_at(office, frame.moment)


def _within(office: Office, subject: Subject, frame: Frame) -> frozenset[UnitId]:
    if subject.unit is None:
        return frozenset()
    tree = office.units(frame.moment.position).tree_on(frame.moment.today)
    return frozenset({subject.unit, *tree.within(subject.unit)})


def _candidates(
    office: Office, subject: Subject, within: frozenset[UnitId], frame: Frame
) -> Iterator[CaseFile]:
    """Yield the matters that may ever have been theirs, as they stood in the frame."""
    entered = Where(column="entered_on", test="<=", value=frame.year.last.isoformat())
    found = (
        concerning_units(office, within, frame.moment, entered)
        if subject.person is None
        else concerning_person(office, subject.person, frame.moment, entered)
    )
    for stream, history in found:
        yield cases.fold(cases.case_of(stream), history)


def _is_theirs(point: Point, subject: Subject, within: frozenset[UnitId]) -> bool:
    return point.unit in within if within else point.person == subject.person


def _members(
    office: Office, subject: Subject, within: frozenset[UnitId], frame: Frame
) -> Iterator[PersonId]:
    if subject.person is not None:
        yield subject.person
        return
    on = min(frame.year.last, frame.moment.today)
    for file in people_at(office, frame.moment):
        held = {t.unit for t in file.tenures if t.held(on)}
        if file.kind(on) is not None and not held.isdisjoint(within):
            yield file.person
