"""As much of a subject as the rules about its personal data need."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.privacy import events


@attrs.frozen(kw_only=True)
class Subject:
    """A subject, as the orders about it left it."""

    restricted: bool = False
    asked: events.ShreddingAsked | None = None
    shredded: bool = False


NONE = Subject()


def evolve(subject: Subject, event: events.Event) -> Subject:
    """Return the subject after an event; total, and never refuses."""
    match event:
        case events.RestrictionOrdered():
            return attrs.evolve(subject, restricted=True)
        case events.RestrictionLifted():
            return attrs.evolve(subject, restricted=False)
        case events.ShreddingAsked():
            return attrs.evolve(subject, asked=event)
        case events.ShreddingApproved():
            return Subject(shredded=True)
        case events.ShreddingRefused() | events.ShreddingWithdrawn():
            return attrs.evolve(subject, asked=None)
        case _:
            assert_never(event)


def fold(history: Iterable[events.Event], subject: Subject = NONE) -> Subject:
    """Return the subject its history makes."""
    return reduce(evolve, history, subject)
