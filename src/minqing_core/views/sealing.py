"""The identity of petitioners who asked for secrecy or complain about a cadre: not shown."""

from collections.abc import Sequence
from typing import Any

import attrs

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.views import cases

SEALED = Personal("〔已密封〕")


def withheld(history: Sequence[Envelope[Any]]) -> list[Envelope[Any]]:
    """Return the history of a matter without the identity of its petitioners, if it is sealed."""
    if not history or not isinstance(history[0].event, events.MatterRecorded):
        return [*history]
    file = cases.fold(cases.case_of(history[0].stream), history)
    if not file.sealed:
        return [*history]
    return [attrs.evolve(envelope, event=_masked_event(envelope.event)) for envelope in history]


def _masked_event(event: Any) -> Any:  # noqa: ANN401 - any event in, the same kind out
    """Return an event of a sealed matter without what tells who the petitioners are."""
    match event:
        case events.MatterRecorded(matter=matter):
            masks = tuple(_masked(petitioner) for petitioner in matter.petitioners)
            kept = attrs.evolve(
                matter, petitioners=masks, protected=True, household=None, visit=None
            )
            return attrs.evolve(event, matter=kept)
        case events.FeedbackGiven(told_to=Personal()):
            return attrs.evolve(event, told_to=SEALED)
        case events.TextAmended(field=field) if field in cases.NAMING:
            return attrs.evolve(event, text=SEALED)
        case _:
            return event


def _masked(petitioner: events.Petitioner) -> events.Petitioner:
    return attrs.evolve(
        petitioner,
        name=petitioner.name and SEALED,
        contact=petitioner.contact and SEALED,
        address=petitioner.address and SEALED,
        member=None,
    )
