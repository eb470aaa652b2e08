"""What a figure is of: nothing is counted, or proved, of what somebody does not look over."""

from collections.abc import Iterable

from minqing_core.application.layers import units_at
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.inspection.decisions.requirements import require_reach
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.programme.state import Level
from minqing_core.roster.decisions import require_unit

EVERYTHING, VISIBLE = "全部", "您可见的"


def require_reached(office: Office, act: Act, unit: UnitId) -> None:
    """Refuse figures of a unit that does not exist, or that somebody's posts do not look over.

    Raises:
        UnitUnknownError: there is no such unit.
        UnitForeignError: it is none of theirs.
    """
    require_unit(office.units().tree, unit)
    require_reach(office.standing(act.actor), unit)


def scope_name(office: Office, act: Act, unit: UnitId | None, moment: Moment) -> str:
    """Return what figures are of: a unit, the whole town, or what somebody sees of it."""
    if unit is not None:
        return office.units(moment.position).name_on(unit, moment.today)
    towns = units_at(office, Level.TOWN, moment.position)
    return EVERYTHING if reached(office, act, towns) == towns else VISIBLE


def reached(office: Office, act: Act, units: Iterable[UnitId]) -> list[UnitId]:
    """Return those units that somebody's posts look over."""
    reach = office.standing(act.actor).reach
    return [unit for unit in units if unit in reach]
