"""Where those complained about serve, by the roster: what a complaint is closed to (S12)."""

from collections.abc import Iterable
from datetime import date

from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.diary.decisions.confidence import Accusation
from minqing_core.diary.events import Matter
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date


def accusation(office: Office, matter: Matter) -> Accusation:
    """Return whom a matter is against, and where they served since it was learned (S12).

    Raises:
        PersonUnknownError: somebody accused is not in the roster.
    """
    for person in matter.accused:
        require_person(office, person)
    units = units_since(office, matter.accused, civil_date(matter.learned_at))
    return Accusation(people=frozenset(matter.accused), units=units)


def units_since(office: Office, people: Iterable[PersonId], day: date) -> frozenset[UnitId]:
    """Return the units in which people served on a day or later, by the roster."""
    return frozenset(unit for one in people for unit in office.person(one).served_since(day))
