"""Who holds which role in the programme (S71)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce

import attrs

from minqing_core.roster import events


@attrs.frozen(kw_only=True)
class Roles:
    """The assignments of each role, the last recorded first."""

    assigned: Mapping[events.ProgrammeRole, tuple[events.RoleAssigned, ...]] = attrs.field(
        factory=dict
    )

    def holder(self, role: events.ProgrammeRole, on: date) -> events.RoleAssigned | None:
        """Return the assignment of a role in force on a day."""
        begun = [one for one in self.assigned.get(role, ()) if one.since <= on]
        return max(begun, key=lambda one: one.since, default=None)

    def terms(self, role: events.ProgrammeRole) -> tuple[events.RoleAssigned, ...]:
        """Return the assignments of a role that ever took effect, the earliest first."""
        latest = {one.since: one for one in reversed(self.assigned.get(role, ()))}
        return tuple(latest[since] for since in sorted(latest))


def evolve_roles(roles: Roles, event: events.RoleEvent) -> Roles:
    """Return the roles after an event; total, and never refuses."""
    assigned = (event, *roles.assigned.get(event.role, ()))
    return attrs.evolve(roles, assigned={**roles.assigned, event.role: assigned})


def fold_roles(history: Iterable[events.RoleEvent], roles: Roles | None = None) -> Roles:
    """Return the roles their history makes."""
    return reduce(evolve_roles, history, roles or Roles())
