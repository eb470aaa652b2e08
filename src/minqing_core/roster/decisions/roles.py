"""Who answers for the programme, leads it and carries it out (S71)."""

from datetime import date

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import events
from minqing_core.roster.decisions.guidance import TOWN_LEADERS, require_leader
from minqing_core.roster.decisions.requirements import require_live, require_serving
from minqing_core.roster.state import Person, Roles, Units

CARRIES_OUT = events.ProgrammeRole.CARRIES_OUT
POSTS = {
    events.ProgrammeRole.OVERALL_RESPONSIBLE: frozenset({events.Post.PARTY_SECRETARY}),
    events.ProgrammeRole.LEADER_IN_CHARGE: TOWN_LEADERS,
}


class RoleHolderError(RefusalError):
    """The programme is carried out by a unit; the other roles are held by a person (S71)."""

    code = "role-holder"
    text = "角色「{role}」须由{wanted}担任，请只填 {field}"


class SecretaryWantedError(RefusalError):
    """The party secretary of the town answers for the programme as a whole (S71)."""

    code = "secretary-wanted"
    text = "{person} 在 {on} 不任镇党委书记，不能负总责"


def assign_role(
    roles: Roles, *, assigned: events.RoleAssigned, person: Person | None, units: Units
) -> list[events.RoleEvent]:
    """Give a role in the programme to a person or unit from a day on (S71)."""
    _require_holder(assigned)
    if assigned.unit is not None:
        require_live(units, assigned.unit, assigned.since)
    if assigned.person is not None:
        _require_fit(assigned.role, person or Person(), assigned.person, assigned.since)
    held = roles.holder(assigned.role, assigned.since)
    if held is None or (held.person, held.unit) != (assigned.person, assigned.unit):
        return [assigned]
    posts = POSTS.get(assigned.role, frozenset())
    broken = person is not None and not person.held_throughout(posts, held.since, assigned.since)
    return [assigned] if broken else []


def _require_holder(assigned: events.RoleAssigned) -> None:
    by_unit = assigned.role is CARRIES_OUT
    if (assigned.unit is not None, assigned.person is not None) == (by_unit, not by_unit):
        return
    wanted, field = ("单位", "unit") if by_unit else ("人员", "person")
    raise RoleHolderError(role=assigned.role, wanted=wanted, field=field)


def _require_fit(
    role: events.ProgrammeRole, person: Person, person_id: PersonId, on: date
) -> None:
    require_serving(person, person_id, on)
    if role is events.ProgrammeRole.LEADER_IN_CHARGE:
        require_leader(person, person_id, on, "分管")
        return
    if events.Post.PARTY_SECRETARY not in person.posts(on):
        raise SecretaryWantedError(person=person_id, on=on)
