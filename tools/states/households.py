"""One valid request of each kind that may be made of a household."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.households import events
from minqing_core.households.decisions import keeping
from minqing_core.households.decisions.keeping import NewMember
from minqing_core.households.state import NONE, Household, evolve
from minqing_core.kernel.ids import HouseholdId, PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

TODAY = date(2024, 3, 1)
HOME, VILLAGE, OTHER = HouseholdId("dafeng-000001"), UnitId("dafeng"), UnitId("anyang")
BY = Standing(person=PersonId("000001"), reach=frozenset({VILLAGE, OTHER}))
NODES: Mapping[UnitId | None, str] = {None: "未登记", VILLAGE: "在村", OTHER: "在别的村"}


def _enter(_: Household) -> Sequence[events.HouseholdEvent]:
    entered = events.HouseholdEntered(village=VILLAGE, name=Personal("李大娘"))
    return keeping.enter(entered, by=BY, in_village=True)


def _member(household: Household) -> Sequence[events.HouseholdEvent]:
    member = NewMember(name=Personal("李小军"))
    return keeping.enter_member(household, household_id=HOME, member=member, by=BY)


def _move(name: str, village: UnitId | None) -> Command:
    moved = events.HouseholdMoved(village=village)

    def decide(household: Household) -> Sequence[events.HouseholdEvent]:
        return keeping.move(
            household, household_id=HOME, moved=moved, by=BY, in_village=True, today=TODAY
        )

    return Command(name, decide)


def _node(household: Household, _: Sequence[events.HouseholdEvent]) -> str:
    return "已迁出" if household.away else NODES[household.village]


def _facts(household: Household) -> Hashable:
    return household.village, bool(household.members)


DIAGRAM = Diagram(
    context="households",
    of="a household",
    about="Drawn is where a household lives; whoever acts sees it. A visit is recorded once and"
    " never changes, so it has no states.",
    initial=NONE,
    evolve=evolve,
    node=_node,
    facts=_facts,
    opening=Command("enter", _enter),
    commands=(
        Command("member", _member),
        _move("move away", None),
        _move("move to the village", VILLAGE),
        _move("move to another village", OTHER),
    ),
)
