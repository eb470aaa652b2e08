"""Who could have known of a matter from when on, by what, and when they first acted (S25, S66)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import attrs
from attrs import frozen

from minqing_core.diary import events as diary
from minqing_core.inspection import events as inspection
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.meetings import events as meetings
from minqing_core.replay.sources import Source, source
from minqing_core.review import events as review


class By(StrEnum):
    """By what somebody could have known."""

    RECORDING = "recording"
    ANSWERING = "answering"
    LEADING = "leading"
    MEASURE = "measure"
    HANDOVER = "handover"
    REPORT = "report"
    TOLD = "told"
    COHANDLING = "cohandling"
    REMINDER = "reminder"
    SUPERVISION = "supervision"
    IDENTITY = "identity"
    REVIEW = "review"
    MEETING = "meeting"
    STUDY = "study"
    INSPECTION = "inspection"
    ACTING = "acting"


@frozen(kw_only=True)
class Knew:
    """That a person, or the people of a unit, could have known from a day on, and by what.

    ``on`` is the day that the record tells of, while it is proved only since the day on which
    ``source`` was recorded. ``version`` is how far the matter went that they had before them,
    None where the record does not say; ``of`` is whose diary, or which meeting, it was.
    """

    person: PersonId | None
    unit: UnitId | None = None
    by: By
    on: date
    version: int | None = None
    of: str | None = None
    source: Source


@frozen(kw_only=True)
class Knower:
    """A person, or a unit, with everything by which they could have known, and what they did.

    ``first`` comes before all else; ``acted`` are their records in the matter after it was
    written down. ``gap_days`` are the working days from the first day to the first act, or up to
    the day asked about where they have done nothing.
    """

    person: PersonId | None
    unit: UnitId | None
    first: Knew
    known: tuple[Knew, ...]
    acted: tuple[Source, ...]
    first_act: Source | None
    gap_days: int


RELATED = ("review/", "meeting/", "study/", "inspection/")
LOOKS_ONLY = (diary.MatterRecorded, diary.IdentityOpened)
History: TypeAlias = Sequence[Envelope[Any]]


def knowers(
    history: History, related: Iterable[History], calendar: WorkingCalendar, today: date
) -> tuple[Knower, ...]:
    """Return who could have known of a matter, the first ones first.

    ``related`` are the histories of reviews, meetings, studies and inspections.
    """
    case = CaseId(history[0].stream.partition("/")[2])
    known = [*_of_matter(history)]
    for other in related:
        known += _elsewhere(case, other)
    acted = [e for e in history if not isinstance(e.event, LOOKS_ONLY)]
    grouped: dict[tuple[PersonId | None, UnitId | None], list[Knew]] = {}
    for knew in sorted(known, key=_order):
        grouped.setdefault((knew.person, knew.unit), []).append(knew)
    return tuple(_knower(found, acted, calendar, today) for found in grouped.values())


def _order(knew: Knew) -> tuple[date, int]:
    return knew.on, knew.source.position


def _knower(known: list[Knew], acted: History, calendar: WorkingCalendar, today: date) -> Knower:
    first, *later = known
    acts = sorted(
        (source(e) for e in acted if first.person in {e.actor, e.on_behalf_of}),
        key=lambda act: (act.on, act.position),
    )
    mine = acts if first.person is not None else []
    first_act = next((act for act in mine if act.on >= first.on), None)
    until = today if first_act is None else first_act.on
    return Knower(
        person=first.person,
        unit=first.unit,
        first=first,
        known=(first, *(knew for knew in later if knew.by is not By.ACTING)),
        acted=tuple(mine),
        first_act=first_act,
        gap_days=calendar.working_days_between(first.on, until),
    )


def _of_matter(history: History) -> Iterator[Knew]:
    for envelope in history:
        yield from _told(envelope)
        if not isinstance(envelope.event, diary.MatterRecorded):
            for one in filter(None, (envelope.actor, envelope.on_behalf_of)):
                yield _knew(envelope, one, By.ACTING)


def _told(envelope: Envelope[Any]) -> Iterator[Knew]:  # noqa: C901, PLR0912 - one a way of knowing
    match envelope.event:
        case diary.MatterRecorded(owner=owner):
            yield from _recorded(envelope, owner)
        case diary.HandoverAccepted(owner=owner) | diary.CaseAssigned(owner=owner):
            yield _knew(envelope, owner, By.ANSWERING)
        case diary.LeaderAssigned(leader=leader):
            yield _knew(envelope, leader, By.LEADING)
        case diary.MeasureAdopted(owner=owner):
            yield _knew(envelope, owner, By.MEASURE)
        case diary.HandoverAsked(to=to, unit=unit):
            yield _knew(envelope, to, By.HANDOVER, unit=unit)
        case diary.CohandlingAsked(person=to, unit=unit):
            yield _knew(envelope, to, By.COHANDLING, unit=unit)
        case diary.ReportedUp(to=to):
            yield _knew(envelope, to, By.REPORT)
        case diary.LeadersTold(leaders=leaders):
            for leader in leaders:
                yield _knew(envelope, leader, By.TOLD)
        case diary.ReminderSent(to=to):
            yield _knew(envelope, to, By.REMINDER)
        case diary.SupervisionOrdered(to=to):
            yield _knew(envelope, to, By.SUPERVISION)
        case diary.IdentityOpened():
            yield _knew(envelope, envelope.actor, By.IDENTITY)
        case _:
            pass


def _recorded(envelope: Envelope[Any], owner: PersonId) -> Iterator[Knew]:
    """Yield whoever learned of it, since then; whom else it was written down for, since that."""
    learned = envelope.on_behalf_of or envelope.actor
    written = civil_date(envelope.recorded_at)
    yield _knew(envelope, learned, By.RECORDING)
    if envelope.actor != learned:
        yield attrs.evolve(_knew(envelope, envelope.actor, By.RECORDING), on=written)
    if owner not in {learned, envelope.actor}:
        yield attrs.evolve(_knew(envelope, owner, By.ANSWERING), on=written)


def _elsewhere(case: CaseId, history: History) -> Iterator[Knew]:
    return ELSEWHERE[history[0].stream.partition("/")[0]](case, history)


def _reviews(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who read it in a diary of a quarter, and how far it went that they read."""
    for envelope in history:
        reviewed = envelope.event
        if isinstance(reviewed, review.DiaryReviewed):
            of = f"{reviewed.person} {reviewed.period}"
            for entry in reviewed.entries:
                if entry.case == case:
                    knew = _knew(envelope, reviewed.reviewer, By.REVIEW)
                    yield attrs.evolve(knew, of=of, version=entry.version)


def _meetings(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who was at a meeting that spoke about it."""
    for envelope in history:
        held = envelope.event
        if isinstance(held, meetings.AnalysisMeetingHeld) and any(
            case in item.cases for item in held.agenda
        ):
            yield from _together(envelope, (held.chair, *held.attendants), By.MEETING)


def _studies(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who brought it into a study, and who took part in one that it was in."""
    within = False
    for envelope in history:
        match envelope.event:
            case meetings.StudyOpened(cases=cases) | meetings.MattersAdded(cases=cases):
                within = within or case in cases
                if case in cases:
                    yield _abroad(envelope, envelope.actor, By.STUDY)
            case meetings.StudyDecided() as decided if within:
                those = (decided.chair, *decided.participants)
                yield from _together(envelope, those, By.STUDY)
            case _:
                pass


def _inspections(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who drew it, who found something wrong with it, who was to put that right."""
    about: set[int] = set()
    for envelope in history:
        match envelope.event:
            case inspection.InspectionOpened(sample=sample) if case in sample:
                yield _abroad(envelope, envelope.actor, By.INSPECTION)
            case inspection.ProblemFound(case=of, finding=number) if of == case:
                about.add(number)
                yield _abroad(envelope, envelope.actor, By.INSPECTION)
            case inspection.RectificationOrdered(finding=number, owner=to) if number in about:
                yield _abroad(envelope, to, By.INSPECTION)
            case _:
                pass


ELSEWHERE: Mapping[str, Callable[[CaseId, History], Iterator[Knew]]] = {
    "review": _reviews,
    "meeting": _meetings,
    "study": _studies,
    "inspection": _inspections,
}


def _together(envelope: Envelope[Any], those: Iterable[PersonId], by: By) -> Iterator[Knew]:
    for one in dict.fromkeys(those):
        yield attrs.evolve(_abroad(envelope, one, by), on=envelope.event.held_on)


def _abroad(envelope: Envelope[Any], person: PersonId, by: By) -> Knew:
    return attrs.evolve(_knew(envelope, person, by), of=envelope.stream, version=None)


def _knew(
    envelope: Envelope[Any], person: PersonId | None, by: By, *, unit: UnitId | None = None
) -> Knew:
    return Knew(
        person=person,
        unit=unit if person is None else None,
        by=by,
        on=civil_date(envelope.occurred_at),
        version=envelope.version,
        source=source(envelope),
    )
