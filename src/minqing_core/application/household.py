"""What village cadres put on record of households."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from minqing_core.application.catalogue import use_case
from minqing_core.application.households import in_village, on_its_day
from minqing_core.application.office import Office, person_stream
from minqing_core.application.privacy_keeping import keep_closed
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.households import events
from minqing_core.households.decisions import keeping
from minqing_core.households.decisions.keeping import NewMember
from minqing_core.households.state import Household, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import HouseholdId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.views.households import HOUSEHOLD, household_stream
from minqing_core.views.schema import UNITS


@use_case("household.enter", Power.HOUSEHOLD_KEEP, "S23", records=True)
def enter(office: Office, act: Act, *, household: events.HouseholdEntered) -> Recorded:
    """Enter a household in the village where it lives."""
    relies_on = office.versions(UNITS)
    by, today = office.standing(act.actor), civil_date(office.now())
    lives = in_village(office, household.village, today)
    return transact(
        office,
        Request(
            act=act,
            stream=StreamId(f"{HOUSEHOLD}{household.village}-#new"),
            asked=["household.enter", household],
            relies_on={**relies_on, person_stream(by.person): by.version},
        ),
        lambda _, __: keeping.enter(household, by=by, in_village=lives),
    )


@use_case("household.member", Power.HOUSEHOLD_KEEP, "S23", records=True)
def member(office: Office, act: Act, household: HouseholdId, *, member: NewMember) -> Recorded:
    """Enter somebody who belongs to a household."""
    return _on_household(
        office,
        act,
        household,
        ["household.member", household, member],
        lambda state, by, _: keeping.enter_member(
            state, household_id=household, member=member, by=by
        ),
    )


@use_case("household.move", Power.HOUSEHOLD_KEEP, "S23", records=True)
def move(
    office: Office, act: Act, household: HouseholdId, *, moved: events.HouseholdMoved
) -> Recorded:
    """Put on record that a household moved to another village, or away."""
    on = moved.on or civil_date(office.now())
    lives = moved.village is None or in_village(office, moved.village, on)
    return _on_household(
        office,
        on_its_day(office, act, moved.on),
        household,
        ["household.move", household, moved],
        lambda state, by, today: keeping.move(
            state, household_id=household, moved=moved, by=by, in_village=lives, today=today
        ),
    )


def _on_household(
    office: Office,
    act: Act,
    household: HouseholdId,
    asked: object,
    decide: Callable[[Household, Standing, date], list[events.HouseholdEvent]],
) -> Recorded:
    relies_on, by = office.versions(UNITS), office.standing(act.actor)

    def on_history(
        history: Sequence[events.HouseholdEvent], at: datetime
    ) -> list[events.HouseholdEvent]:
        return decide(fold(history), by, civil_date(at))

    request = Request(
        act=act,
        stream=household_stream(household),
        asked=asked,
        relies_on={**relies_on, person_stream(by.person): by.version},
    )
    recorded = transact(office, request, on_history)
    keep_closed(office, household_stream(household))
    return recorded
