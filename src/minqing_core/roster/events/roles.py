"""Who answers for the programme, leads it and carries it out (S71)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.roster.events.terms import ProgrammeRole


@frozen(kw_only=True)
class RoleAssigned:
    """A person, or the unit that carries the programme out, holds a role from a day on."""

    role: ProgrammeRole
    person: PersonId | None = None
    unit: UnitId | None = None
    since: date
