"""As much of a matter's course beyond the straight line as its rules need."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, assert_never

import attrs

from minqing_core.diary import events
from minqing_core.kernel.ids import CaseId, PersonId

Changes: TypeAlias = dict[str, Any]
TAKEN_UP = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
)


@attrs.frozen(kw_only=True)
class Extension:
    """More time asked for a limit in a round; ``approved`` is None until it is decided."""

    duty: events.Duty
    until: date
    round: int
    approved: bool | None = None
    told: bool = False


@attrs.frozen(kw_only=True)
class Course:
    """What stops, puts off, ends and reopens a matter, and what it is bound up with.

    ``parked`` is the day until which the clock was stopped, ``put_off`` that of the next look;
    ``round`` counts from 1, one more with each reopening.
    """

    parked: date | None = None
    extensions: Mapping[int, Extension] = attrs.field(factory=dict)
    put_off: date | None = None
    round: int = 1
    closures: int = 0
    duplicate_of: CaseId | None = None
    duplicates: frozenset[CaseId] = frozenset()
    merged_into: CaseId | None = None
    parts: frozenset[CaseId] = frozenset()
    recusals_asked: frozenset[PersonId] = frozenset()
    recused: frozenset[PersonId] = frozenset()


START = Course()
Clock: TypeAlias = (
    events.ClockParked
    | events.ClockResumed
    | events.ExtensionAsked
    | events.ExtensionApproved
    | events.ExtensionRefused
    | events.ExtensionTold
)
After: TypeAlias = (
    events.LookedAgain
    | events.Revisited
    | events.OutcomeDisputed
    | events.CaseReopened
    | events.Recategorised
)
Withdrawing: TypeAlias = events.RecusalAsked | events.RecusalGranted | events.RecusalRefused


def follow(course: Course, event: events.Event) -> Course:
    """Return the course after any event of the matter; total, and never refuses."""
    if isinstance(event, TAKEN_UP):
        return attrs.evolve(course, put_off=None)
    if isinstance(event, events.SolutionDeferred):
        return attrs.evolve(course, put_off=event.next_look)
    if isinstance(event, events.CaseConcluded):
        return attrs.evolve(course, put_off=None, parked=None, closures=course.closures + 1)
    if isinstance(event, events.CourseEvent):
        return attrs.evolve(course, **_changed(course, event))
    return course


def _changed(course: Course, event: events.CourseEvent) -> Changes:
    if isinstance(event, Clock):
        return _clock(course, event)
    if isinstance(event, After):
        return _after(course, event)
    if isinstance(event, Withdrawing):
        return _withdrawing(course, event)
    return _links(course, event)


def _clock(course: Course, event: Clock) -> Changes:
    match event:
        case events.ClockParked(until=until):
            return {"parked": until}
        case events.ClockResumed():
            return {"parked": None}
        case events.ExtensionAsked(extension=number, duty=duty, until=until):
            asked = Extension(duty=duty, until=until, round=course.round)
            return {"extensions": {**course.extensions, number: asked}}
        case events.ExtensionApproved(extension=number):
            return _extension(course, number, approved=True)
        case events.ExtensionRefused(extension=number):
            return _extension(course, number, approved=False)
        case events.ExtensionTold(extension=number):
            return _extension(course, number, told=True)
        case _:
            assert_never(event)


def _extension(course: Course, number: int, **changes: Any) -> Changes:  # noqa: ANN401
    asked = course.extensions.get(number)
    if asked is None:
        return {}
    return {"extensions": {**course.extensions, number: attrs.evolve(asked, **changes)}}


def _after(course: Course, event: After) -> Changes:
    match event:
        case events.LookedAgain(next_look=next_look):
            return {"put_off": next_look}
        case events.CaseReopened():
            return {"round": course.round + 1}
        case events.Revisited() | events.OutcomeDisputed() | events.Recategorised():
            return {}
        case _:
            assert_never(event)


def _withdrawing(course: Course, event: Withdrawing) -> Changes:
    person, asked = event.person, course.recusals_asked
    match event:
        case events.RecusalAsked():
            return {"recusals_asked": asked | {person}}
        case events.RecusalGranted():
            return {"recusals_asked": asked - {person}, "recused": course.recused | {person}}
        case events.RecusalRefused():
            return {"recusals_asked": asked - {person}}
        case _:
            assert_never(event)


def _links(course: Course, event: "Links") -> Changes:  # noqa: PLR0911 - one line an event
    match event:
        case events.LinkedAsDuplicate(of=of):
            return {"duplicate_of": of}
        case events.DuplicateUnlinked():
            return {"duplicate_of": None}
        case events.DuplicateFound(duplicate=duplicate):
            return {"duplicates": course.duplicates | {duplicate}}
        case events.DuplicateReleased(duplicate=duplicate):
            return {"duplicates": course.duplicates - {duplicate}}
        case events.MergedInto(whole=whole):
            return {"merged_into": whole}
        case events.MergeUndone():
            return {"merged_into": None}
        case events.TookIn(part=part):
            return {"parts": course.parts | {part}}
        case events.PartReleased(part=part):
            return {"parts": course.parts - {part}}
        case events.SplitFrom() | events.SplitOff():
            return {}
        case _:
            assert_never(event)


Links: TypeAlias = (
    events.LinkedAsDuplicate
    | events.DuplicateFound
    | events.DuplicateUnlinked
    | events.DuplicateReleased
    | events.MergedInto
    | events.TookIn
    | events.MergeUndone
    | events.PartReleased
    | events.SplitFrom
    | events.SplitOff
)
