"""What is not shown of a matter: sealed petitioners, and matters that its reader may not see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.personal import Personal
from minqing_core.views import cases

SEALED, CLOSED = Personal("〔已密封〕"), Personal("〔不便列出〕")
ANOTHER = CaseId("〔另一件事〕")
BONDS: Mapping[type[Any], str] = {
    events.LinkedAsDuplicate: "of",
    events.DuplicateFound: "duplicate",
    events.DuplicateUnlinked: "of",
    events.DuplicateReleased: "duplicate",
    events.MergedInto: "whole",
    events.TookIn: "part",
    events.MergeUndone: "whole",
    events.PartReleased: "part",
    events.SplitFrom: "whole",
    events.SplitOff: "part",
}


def withheld(history: Sequence[Envelope[Any]]) -> list[Envelope[Any]]:
    """Return the history of a matter without the identity of its petitioners, if it is sealed."""
    if not history or not isinstance(history[0].event, events.MatterRecorded):
        return [*history]
    file = cases.fold(cases.case_of(history[0].stream), history)
    if not file.sealed:
        return [*history]
    return [attrs.evolve(envelope, event=_masked_event(envelope.event)) for envelope in history]


def others_in(history: Sequence[Envelope[Any]]) -> frozenset[CaseId]:
    """Return the other matters that a matter was ever bound to."""
    return frozenset(filter(None, (_other(envelope.event) for envelope in history)))


def without(history: Sequence[Envelope[Any]], hidden: Collection[CaseId]) -> list[Envelope[Any]]:
    """Return the history of a matter that tells neither which these others are nor why."""
    return [attrs.evolve(e, event=_unnamed(e.event, hidden)) for e in history]


def _other(event: object) -> CaseId | None:
    bond = BONDS.get(type(event))
    return None if bond is None else getattr(event, bond)


def _unnamed(event: Any, hidden: Collection[CaseId]) -> Any:  # noqa: ANN401 - the same kind out
    if _other(event) not in hidden:
        return event
    reason = {"reason": CLOSED} if hasattr(event, "reason") else {}
    return attrs.evolve(event, **{BONDS[type(event)]: ANOTHER}, **reason)


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
