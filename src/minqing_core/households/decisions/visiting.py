"""Going among the people, household by household and otherwise (S4)."""

from collections.abc import Mapping
from datetime import date

import attrs

from minqing_core.households import events
from minqing_core.households.decisions import refusals
from minqing_core.households.decisions.keeping import require_seen
from minqing_core.households.state import Household
from minqing_core.kernel.ids import HouseholdId, PersonId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text


def visit(
    made: events.VisitMade,
    *,
    households: Mapping[HouseholdId, Household],
    by: Standing,
    cadre: PersonId,
    places: UnitTree,
    in_village: bool,
    today: date,
) -> list[events.VisitEvent]:
    """Put on record that a cadre went among the people of a village (S4).

    The households lived there on that day; ``places`` is how the units lay then.

    Not idempotent: one may go twice on a day; the request's key tells a repetition.
    """
    if not in_village:
        raise refusals.NotAVillageError(unit=made.village, what="走访")
    if made.on > today:
        raise refusals.VisitInFutureError(on=made.on, today=today)
    if made.form is events.VisitForm.HOUSEHOLD and not made.households:
        raise refusals.VisitEmptyError
    if made.text is not None and (why := fault_in_text(made.text.text)) is not None:
        raise refusals.HouseholdTextError(field="走访情况", why=why)
    for household_id in made.households:
        _require_there(households[household_id], household_id, made, places, by)
    companions = tuple(p for p in dict.fromkeys(made.companions) if p != cadre)
    visited = tuple(dict.fromkeys(made.households))
    return [attrs.evolve(made, households=visited, companions=companions)]


def _require_there(
    household: Household,
    household_id: HouseholdId,
    made: events.VisitMade,
    places: UnitTree,
    by: Standing,
) -> None:
    """Refuse whom the visit cannot have reached; of who lives out of sight it is not told why."""
    village = household.village
    if village is None:
        raise refusals.HouseholdUnknownError(household=household_id)
    home = household.home(made.on)
    if home is not None and places.is_within(home, made.village):
        return
    require_seen(household, household_id, by)
    if home is None:
        raise refusals.HouseholdAwayError(household=household_id, what="走访")
    raise refusals.HouseholdElsewhereError(
        household=household_id, village=made.village, on=made.on
    )
