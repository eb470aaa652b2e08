"""As much of the roster as its rules need: the units, one person, the roles, one login."""

from collections.abc import Iterable

from minqing_core.kernel.ids import PersonId
from minqing_core.roster import events
from minqing_core.roster.state.person import (
    NOBODY,
    ContactTerm,
    Person,
    Term,
    evolve_person,
    fold_person,
)
from minqing_core.roster.state.roles import Roles, evolve_roles, fold_roles
from minqing_core.roster.state.units import Succession, Units, evolve_units, fold_units

__all__ = [
    "NOBODY",
    "ContactTerm",
    "Person",
    "Roles",
    "Succession",
    "Term",
    "Units",
    "evolve_person",
    "evolve_roles",
    "evolve_units",
    "fold_login",
    "fold_person",
    "fold_roles",
    "fold_units",
]


def fold_login(history: Iterable[events.LoginEvent]) -> PersonId | None:
    """Return the person that a login is bound to."""
    return next((event.person for event in reversed([*history])), None)
