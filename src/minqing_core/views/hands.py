"""Whose hands a matter has been in."""

from collections.abc import Iterable
from typing import Any

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId

HANDLED = (
    events.MatterRecorded,
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
    events.MeasureCarriedOut,
    events.FeedbackGiven,
    events.FeedbackImpossible,
    events.ExplanationGiven,
    events.SolutionDeferred,
    events.LookedAgain,
    events.CaseConcluded,
    events.CaseAssigned,
    events.ReportedUp,
    events.ClockParked,
    events.ExtensionTold,
    events.CohandlingAccepted,
    events.CohandlingReplied,
    events.SupervisionReplied,
)
OWNED = (
    events.MatterRecorded,
    events.MeasureAdopted,
    events.CaseAssigned,
    events.HandoverAccepted,
)


def handlers(history: Iterable[Envelope[Any]]) -> frozenset[PersonId]:
    """Return who recorded, handled, answered, ended or answered for a matter, ever (S28)."""
    found: set[PersonId | None] = set()
    for envelope in history:
        if isinstance(envelope.event, HANDLED):
            found |= {envelope.actor, envelope.on_behalf_of}
        if isinstance(envelope.event, OWNED):
            found.add(envelope.event.owner)
        if isinstance(envelope.event, events.LeaderAssigned):
            found.add(envelope.event.leader)
    return frozenset(person for person in found if person is not None)


def askers(history: Iterable[Envelope[Any]], extension: int) -> frozenset[PersonId]:
    """Return who asked for an extension, and for whom (S34)."""
    found: set[PersonId | None] = set()
    for envelope in history:
        event = envelope.event
        if isinstance(event, events.ExtensionAsked) and event.extension == extension:
            found |= {envelope.actor, envelope.on_behalf_of}
    return frozenset(person for person in found if person is not None)
