"""The units of a roster file: each under one that exists, in whatever order the rows stand."""

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from minqing_core.application.importing.cells import Unreadable
from minqing_core.application.importing.roster_rows import RosterMapping, read_unit
from minqing_core.application.importing.sheet import Line, RowFault
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import decisions
from minqing_core.roster.events import UnitEstablished
from minqing_core.roster.state import Units, fold_units


@frozen(kw_only=True)
class Founding:
    """The units as a file makes them, by which rows, and what is wrong with the others."""

    units: Units
    made: dict[Line, UnitEstablished] = field(factory=dict)
    faults: tuple[RowFault, ...] = ()


def founded(rows: Sequence[Line], units: Units, mapping: RosterMapping, now: datetime) -> Founding:
    """Establish the units of a file (S84); a row waits while its superior is still to come."""
    made: dict[Line, UnitEstablished] = {}
    waiting, faults = [*rows], list[RowFault]()
    while waiting:
        later, faults = [], []
        for line in waiting:
            try:
                unit = read_unit(line, mapping.unit, units, now)
                established = decisions.establish_unit(units, unit=unit)
            except Unreadable as unreadable:
                later.append(line)
                faults += unreadable.faults
            except RefusalError as refusal:
                later.append(line)
                faults.append(line.fault(mapping.unit.unit, refusal.code, str(refusal)))
            else:
                units = fold_units(established, units)
                made |= dict.fromkeys([line] * len(established), unit)
        if len(later) == len(waiting):
            break
        waiting = later
    return Founding(units=units, made=made, faults=tuple(faults))
