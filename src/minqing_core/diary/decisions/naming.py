"""What a matter may name: a household, one who belongs to it, the visit that brought it."""

from collections.abc import Collection

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.kernel.ids import HouseholdId


def require_named(
    matter: events.Matter, *, members: Collection[int], visited: Collection[HouseholdId] | None
) -> None:
    """Refuse a household that the visit did not reach, or a member it does not have (S4, S23).

    ``members`` are those of the household that the matter names, ``visited`` the households
    that its visit reached; None where it names no visit.
    """
    if matter.household is not None and visited is not None and matter.household not in visited:
        raise refusals.NotVisitedError(visit=matter.visit, household=matter.household)
    for number, petitioner in enumerate(matter.petitioners, start=1):
        if petitioner.member is not None and petitioner.member not in members:
            raise refusals.NotAMemberError(number=number, member=petitioner.member)
