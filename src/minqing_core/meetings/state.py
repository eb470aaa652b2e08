"""As much of a meeting or a study as its rules need."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, TypeAlias, assert_never

import attrs

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.meetings import events


@attrs.frozen(kw_only=True)
class Resolution:
    """What was resolved: who answers for it, what it is in the matters, whether it is over."""

    owner: PersonId
    measures: tuple[events.MeasureIn, ...] = ()
    carried_out: bool = False
    dropped: bool = False


@attrs.frozen(kw_only=True)
class Meeting:
    """An analysis meeting, as its events left it; ``items`` are the matters of each subject."""

    version: int = 0
    village: UnitId | None = None
    held_on: date | None = None
    chair: PersonId | None = None
    items: Mapping[int, tuple[CaseId, ...]] = attrs.field(factory=dict)
    resolutions: Mapping[int, Resolution] = attrs.field(factory=dict)

    @property
    def cases(self) -> tuple[CaseId, ...]:
        """The matters on the agenda, each once."""
        return tuple(dict.fromkeys(case for cases in self.items.values() for case in cases))


@attrs.frozen(kw_only=True)
class Study:
    """A collective study, as its events left it; ``held_on`` is when it was decided.

    ``items`` are none: what a study is about is one thing.
    """

    version: int = 0
    held_on: date | None = None
    chair: PersonId | None = None
    cases: tuple[CaseId, ...] = ()
    items: Mapping[int, tuple[CaseId, ...]] = attrs.field(factory=dict, init=False)
    resolutions: Mapping[int, Resolution] = attrs.field(factory=dict)


Assembly: TypeAlias = Meeting | Study
NO_MEETING, NO_STUDY = Meeting(), Study()


def evolve(meeting: Meeting, event: events.MeetingEvent) -> Meeting:
    """Return the meeting after an event; total, and never refuses."""
    meeting = attrs.evolve(meeting, version=meeting.version + 1)
    if isinstance(event, events.ResolutionEvent):
        return attrs.evolve(meeting, resolutions=_resolved(meeting.resolutions, event))
    return attrs.evolve(
        meeting,
        village=event.village,
        held_on=event.held_on,
        chair=event.chair,
        items={item.item: item.cases for item in event.agenda},
    )


def fold(history: Iterable[events.MeetingEvent], meeting: Meeting = NO_MEETING) -> Meeting:
    """Return the meeting its history makes."""
    return reduce(evolve, history, meeting)


def evolve_study(study: Study, event: events.StudyEvent) -> Study:
    """Return the study after an event; total, and never refuses."""
    study = attrs.evolve(study, version=study.version + 1)
    if isinstance(event, events.ResolutionEvent):
        return attrs.evolve(study, resolutions=_resolved(study.resolutions, event))
    match event:
        case events.StudyOpened(cases=cases) | events.MattersAdded(cases=cases):
            return attrs.evolve(study, cases=(*study.cases, *cases))
        case events.StudyDecided(held_on=held_on, chair=chair):
            return attrs.evolve(study, held_on=held_on, chair=chair)
        case _:
            assert_never(event)


def fold_study(history: Iterable[events.StudyEvent], study: Study = NO_STUDY) -> Study:
    """Return the study its history makes."""
    return reduce(evolve_study, history, study)


def _resolved(
    known: Mapping[int, Resolution], event: events.ResolutionEvent
) -> Mapping[int, Resolution]:
    match event:
        case events.ResolutionAdopted(resolution=number, owner=owner, measures=measures):
            return {**known, number: Resolution(owner=owner, measures=measures)}
        case events.ResolutionCarriedOut(resolution=number):
            return _over(known, number, carried_out=True)
        case events.ResolutionDropped(resolution=number):
            return _over(known, number, dropped=True)
        case _:
            assert_never(event)


def _over(known: Mapping[int, Resolution], number: int, **how: Any) -> Mapping[int, Resolution]:  # noqa: ANN401
    if number not in known:
        return known
    return {**known, number: attrs.evolve(known[number], **how)}
