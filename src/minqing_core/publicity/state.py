"""As much of a publication as its rules need."""

from collections.abc import Iterable
from enum import StrEnum
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.personal import Personal
from minqing_core.publicity import events


class Stage(StrEnum):
    """How far a publication has come."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    REFUSED = "refused"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


BLANK = Personal("")


@attrs.frozen(kw_only=True)
class Publication:
    """A publication, as its events left it."""

    drafted: events.PublicationDrafted | None = None
    stage: Stage = Stage.DRAFTED
    title: Personal = BLANK
    text: Personal = BLANK


NONE = Publication()


def evolve(publication: Publication, event: events.Event) -> Publication:
    """Return the publication after an event; total, and never refuses."""
    match event:
        case events.PublicationDrafted(title=title, text=text):
            return attrs.evolve(publication, drafted=event, title=title, text=text)
        case events.PublicationRewritten(title=title, text=text):
            return attrs.evolve(publication, stage=Stage.DRAFTED, title=title, text=text)
        case events.PublicationApproved():
            return attrs.evolve(publication, stage=Stage.APPROVED)
        case events.PublicationRefused():
            return attrs.evolve(publication, stage=Stage.REFUSED)
        case events.PublicationReleased():
            return attrs.evolve(publication, stage=Stage.RELEASED)
        case events.PublicationWithdrawn():
            return attrs.evolve(publication, stage=Stage.WITHDRAWN)
        case _:
            assert_never(event)


def fold(history: Iterable[events.Event], publication: Publication = NONE) -> Publication:
    """Return the publication its history makes."""
    return reduce(evolve, history, publication)
