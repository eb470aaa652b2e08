"""As much of summaries, appraisal sheets and commendations as their rules need."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.appraisal import events
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


@attrs.frozen(kw_only=True)
class Objection:
    """An objection, to which of the sheets it was raised, and what was decided."""

    sheet: int
    text: Personal
    decided: events.ObjectionDecided | None = None

    @property
    def open(self) -> bool:
        """Whether nobody decided it yet."""
        return self.decided is None

    @property
    def upheld(self) -> bool:
        """Whether it was upheld."""
        return self.decided is not None and self.decided.upheld


@attrs.frozen(kw_only=True)
class Sheets:
    """The sheets of a person or an organisation for one year, and the objections to them."""

    drawn: tuple[events.SheetFrozen, ...] = ()
    objections: Mapping[int, Objection] = attrs.field(factory=dict)

    @property
    def current(self) -> Mapping[int, Objection]:
        """The objections to the sheet drawn up last."""
        last = len(self.drawn)
        return {n: one for n, one in self.objections.items() if one.sheet == last}


@attrs.frozen(kw_only=True)
class Commendation:
    """How it stands with a commendation."""

    proposed: events.CommendationProposed | None = None
    decided: events.CommendationDecided | None = None
    published: events.CommendationPublished | None = None
    revoked: events.CommendationRevoked | None = None

    @property
    def nominee(self) -> PersonId | UnitId | None:
        """Who was proposed."""
        return None if self.proposed is None else self.proposed.person or self.proposed.unit


NO_SHEET, NO_COMMENDATION = Sheets(), Commendation()
Summaries = tuple[events.SummaryIssued, ...]


def evolve(sheets: Sheets, event: events.SheetEvent) -> Sheets:
    """Return the sheets after an event; total, and never refuses."""
    match event:
        case events.SheetFrozen():
            return attrs.evolve(sheets, drawn=(*sheets.drawn, event))
        case events.ObjectionRaised(objection=number, text=text):
            raised = Objection(sheet=len(sheets.drawn), text=text)
            return attrs.evolve(sheets, objections={**sheets.objections, number: raised})
        case events.ObjectionDecided(objection=number):
            found = sheets.objections.get(number)
            if found is None:
                return sheets
            decided = attrs.evolve(found, decided=event)
            return attrs.evolve(sheets, objections={**sheets.objections, number: decided})
        case _:
            assert_never(event)


def evolve_commendation(
    commendation: Commendation, event: events.CommendationEvent
) -> Commendation:
    """Return the commendation after an event; total, and never refuses."""
    match event:
        case events.CommendationProposed():
            return attrs.evolve(commendation, proposed=event)
        case events.CommendationDecided():
            return attrs.evolve(commendation, decided=event)
        case events.CommendationPublished():
            return attrs.evolve(commendation, published=event)
        case events.CommendationRevoked():
            return attrs.evolve(commendation, revoked=event)
        case _:
            assert_never(event)


def fold(history: Iterable[events.SheetEvent], sheets: Sheets = NO_SHEET) -> Sheets:
    """Return the sheets that a history makes."""
    return reduce(evolve, history, sheets)


def fold_commendation(history: Iterable[events.CommendationEvent]) -> Commendation:
    """Return the commendation that a history makes."""
    return reduce(evolve_commendation, history, NO_COMMENDATION)
