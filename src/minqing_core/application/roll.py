"""The roster as a quarter's matrix is looked at with, at a moment (S53–S58)."""

from minqing_core.application.layers import layers_over
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.roster_files import files_at
from minqing_core.duties.matrix import Roll
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import Months


def roll_at(office: Office, moment: Moment, period: Months) -> Roll:
    """Return the roster of a moment, and the choices over a unit when a quarter ended."""
    units, on = office.units(moment.position), period.last

    def choice(code: str, unit: UnitId | None) -> str | None:
        found = layers_over(office, unit, on, moment.position).rule(code, on)
        return None if found is None else found.rule.value.choice

    return Roll(
        people={file.person: file for file in files_at(office, moment)},
        tree=units.tree_on(moment.today),
        kinds={unit: facts.kind for unit, facts in units.known.items()},
        choice=choice,
    )
