"""As much of a matter as its rules need."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any, assert_never

import attrs

from minqing_core.diary import events
from minqing_core.diary.state.course import START, Course, follow
from minqing_core.diary.state.holding import NO_HOLDING, Holding, hold
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal

FACTS = ("kind", "channel", "category", "place", "urgency", "learned_at", "occurred_on")
LABELLED = (1, "category_label")


@attrs.frozen(kw_only=True)
class Case:
    """A matter, as its events left it.

    ``texts`` holds what the words of each record, by version and field, now are;
    ``facts`` the plain facts of the matter as they now are; ``measures`` who answers for each.
    ``sealed`` says that the identity of the ``petitioners``, so many, is, ``confidential`` that
    it is a complaint about cadres (S12): each for good once it was.
    """

    version: int = 0
    owner: PersonId | None = None
    unit: UnitId | None = None
    anonymous: bool = False
    facts: Mapping[str, str | None] = attrs.field(factory=dict)
    texts: Mapping[tuple[int, str], Personal] = attrs.field(factory=dict)
    steps: int = 0
    measures: Mapping[int, PersonId] = attrs.field(factory=dict)
    carried_out: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    leader: PersonId | None = None
    answered: frozenset[events.Stage] = frozenset()
    explained: bool = False
    concluded: events.Outcome | None = None
    petitioners: int = 0
    sealed: bool = False
    confidential: bool = False
    accused: frozenset[PersonId] = frozenset()
    accused_units: frozenset[UnitId] = frozenset()
    course: Course = START
    holding: Holding = NO_HOLDING


INITIAL = Case()


def evolve(case: Case, event: events.Event) -> Case:
    """Return the matter after an event; total, and never refuses."""
    version = case.version + 1
    texts = _texts(case, version, event)
    return attrs.evolve(
        case,
        version=version,
        texts=texts,
        course=follow(case.course, event),
        **_changed(case, event),
    )


def fold(history: Iterable[events.Event], case: Case = INITIAL) -> Case:
    """Return the matter its history makes."""
    return reduce(evolve, history, case)


def _changed(case: Case, event: events.Event) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - a line an event
    if isinstance(event, events.CourseEvent):
        return _along(case, event)
    if isinstance(event, events.HoldingEvent):
        return {"holding": hold(case.holding, event, case.owner)} | _hands(event)
    match event:
        case events.MatterRecorded(matter=matter, unit=unit, owner=owner):
            anonymous = all(p.kind is events.PetitionerKind.ANONYMOUS for p in matter.petitioners)
            facts = {name: _plain(getattr(matter, name)) for name in FACTS}
            facts["urgency"] = event.urgency
            opened = {"unit": unit, "owner": owner, "anonymous": anonymous, "facts": facts}
            return opened | _confided(event)
        case events.CauseRecorded() | events.DeliberationRecorded() | events.NoteRecorded():
            return {"steps": case.steps + 1}
        case events.MeasureAdopted(measure=measure, owner=owner):
            measures = {**case.measures, measure: owner}
            return {"steps": case.steps + 1, "measures": measures}
        case events.MeasureCarriedOut(measure=measure):
            return {"carried_out": case.carried_out | {measure}}
        case events.MeasureDropped(measure=measure):
            return {"dropped": case.dropped | {measure}}
        case events.LeaderAssigned(leader=leader):
            return {"leader": leader}
        case events.FeedbackGiven(stage=stage) | events.FeedbackImpossible(stage=stage):
            return {"answered": case.answered | {stage}}
        case events.ExplanationGiven():
            return {"explained": True}
        case events.CaseConcluded(outcome=outcome):
            return {"concluded": outcome}
        case events.FactAmended(field=field, after=after):
            return _corrected(case, field, after)
        case events.AccusedNamed(person=person, units=units):
            accused_units = case.accused_units.union(units)
            named = {"accused": case.accused | {person}, "accused_units": accused_units}
            return {**named, "sealed": True, "confidential": True}
        case events.SolutionDeferred() | events.TextAmended() | events.IdentityOpened():
            return {}
        case _:
            assert_never(event)


def _hands(event: events.HoldingEvent) -> dict[str, Any]:
    if isinstance(event, events.HandoverAccepted | events.CaseAssigned):
        return {"owner": event.owner, "unit": event.unit}
    return {}


def _corrected(case: Case, field: str, after: str | None) -> dict[str, Any]:
    facts = {**case.facts, field: after}
    conduct = events.about_conduct(facts.get("category"))
    return {
        "facts": facts,
        "sealed": case.sealed or conduct,
        "confidential": case.confidential or conduct,
    }


def _confided(event: events.MatterRecorded) -> dict[str, Any]:
    matter = event.matter
    complaint = bool(matter.accused) or events.about_conduct(matter.category)
    return {
        "petitioners": len(matter.petitioners),
        "sealed": matter.protected or complaint or event.confided,
        "confidential": complaint or event.confided,
        "accused": frozenset(matter.accused),
        "accused_units": frozenset(event.accused_units),
    }


def _along(case: Case, event: events.CourseEvent) -> dict[str, Any]:
    if isinstance(event, events.CaseReopened):
        return {
            "concluded": None,
            "answered": case.answered - {events.Stage.RESULT},
            "explained": False,
            "holding": attrs.evolve(case.holding, earlier=frozenset(case.holding.reports)),
        }
    if isinstance(event, events.Recategorised):
        return _corrected(case, "category", event.after)
    if isinstance(event, events.RecusalGranted) and event.person == case.leader:
        return {"leader": None}
    return {}


def _texts(case: Case, version: int, event: events.Event) -> Mapping[tuple[int, str], Personal]:
    if isinstance(event, events.TextAmended):
        return {**case.texts, (event.version, event.field): event.text}
    if isinstance(event, events.FactAmended):
        return case.texts
    if isinstance(event, events.Recategorised):
        return case.texts if event.label is None else {**case.texts, LABELLED: event.label}
    holder = event.matter if isinstance(event, events.MatterRecorded) else event
    words = {
        (version, name.name): value
        for name in attrs.fields(type(holder))
        if isinstance(value := getattr(holder, name.name), Personal)
    }
    return {**case.texts, **words}


def _plain(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
