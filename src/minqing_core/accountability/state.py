"""As much of an inquiry as its rules need."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.accountability import events


@attrs.frozen(kw_only=True)
class Inquiry:
    """An inquiry: what was found, what the person was shown and said, how it was decided.

    ``heard`` says that they were heard since they were last shown something.
    """

    opened: events.InquiryOpened | None = None
    findings: tuple[events.ElementFound, ...] = ()
    shown: frozenset[int] = frozenset()
    statements: tuple[events.StatementHeard, ...] = ()
    heard: bool = False
    decided: events.InquiryDecided | None = None
    appealed: events.AppealLodged | None = None
    appeal: events.AppealDecided | None = None
    dropped: events.InquiryDropped | None = None

    @property
    def unshown(self) -> tuple[int, ...]:
        """The findings that the person was not shown yet."""
        return tuple(f.finding for f in self.findings if f.finding not in self.shown)

    def found(self, element: events.Element) -> events.ElementFound | None:
        """Return what was found of an element last."""
        return latest(self.findings).get(element)


NONE = Inquiry()


def latest(
    findings: Iterable[events.ElementFound],
) -> dict[events.Element, events.ElementFound]:
    """Return what was found last of each element."""
    return {found.element: found for found in findings}


def evolve(inquiry: Inquiry, event: events.InquiryEvent) -> Inquiry:
    """Return the inquiry after an event; total, and never refuses."""
    match event:
        case events.InquiryOpened():
            return attrs.evolve(inquiry, opened=event)
        case events.ElementFound():
            return attrs.evolve(inquiry, findings=(*inquiry.findings, event))
        case events.EvidenceShown(findings=shown):
            return attrs.evolve(inquiry, shown=inquiry.shown | {*shown}, heard=False)
        case events.StatementHeard():
            statements = (*inquiry.statements, event)
            return attrs.evolve(inquiry, statements=statements, heard=True)
        case _:
            return _concluded(inquiry, event)


def fold(history: Iterable[events.InquiryEvent], inquiry: Inquiry = NONE) -> Inquiry:
    """Return the inquiry its history makes."""
    return reduce(evolve, history, inquiry)


def _concluded(inquiry: Inquiry, event: events.Concluding) -> Inquiry:
    match event:
        case events.InquiryDecided():
            return attrs.evolve(inquiry, decided=event)
        case events.AppealLodged():
            return attrs.evolve(inquiry, appealed=event)
        case events.AppealDecided():
            return attrs.evolve(inquiry, appeal=event)
        case events.InquiryDropped():
            return attrs.evolve(inquiry, dropped=event)
        case _:
            assert_never(event)
