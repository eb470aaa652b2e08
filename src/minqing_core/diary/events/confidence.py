"""Complaints about cadres: who is accused, and who opened the identity of who complained (S12)."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class AccusedNamed:
    """A cadre was named as the one complained about; the matter closed to their units."""

    person: PersonId
    units: tuple[UnitId, ...]
    reason: Personal


@frozen(kw_only=True)
class IdentityOpened:
    """The sealed identity of petitioners, by their places in the list, was opened."""

    petitioners: tuple[int, ...]
    reason: Personal
