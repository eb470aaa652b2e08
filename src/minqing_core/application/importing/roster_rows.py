"""From the rows of a roster file to units and people, in the terms that people write."""

from datetime import datetime

import attrs
from attrs import field, frozen

from minqing_core.application.importing.cells import Cells
from minqing_core.application.importing.sheet import Line, Sheet
from minqing_core.application.scheme.policy import DATED
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.roster import events
from minqing_core.roster.state import Units


@frozen(kw_only=True)
class PersonColumns:
    """Which column holds what of a person; only number, name and day must be there."""

    number: str = "编号"
    name: str = "姓名"
    kind: str = "性质"
    unit: str = "单位"
    post: str = "职务"
    since: str = "起始日"
    village: str = "驻村"
    contact: str = "联系电话"


@frozen(kw_only=True)
class UnitColumns:
    """Which column holds what of a unit."""

    unit: str = "单位编号"
    name: str = "单位名称"
    kind: str = "单位性质"
    parent: str = "上级"
    since: str = "设立日"


@frozen(kw_only=True)
class RosterMapping:
    """How the columns of a roster file are called; the usual names where nothing is said."""

    person: PersonColumns = field(factory=PersonColumns)
    unit: UnitColumns = field(factory=UnitColumns)

    def people_columns(self) -> dict[str, str]:
        """Return the columns without which nobody can be entered."""
        person = self.person
        return {
            "mapping.person.number": person.number,
            "mapping.person.name": person.name,
            "mapping.person.since": person.since,
        }

    def unit_columns(self) -> dict[str, str]:
        """Return the columns without which no unit can be established."""
        unit = self.unit
        return {
            "mapping.unit.unit": unit.unit,
            "mapping.unit.name": unit.name,
            "mapping.unit.kind": unit.kind,
        }

    def names_units(self, sheet: Sheet) -> bool:
        """Say whether a sheet establishes units."""
        return all(column in sheet.columns for column in self.unit_columns().values())

    def mapped(self) -> tuple[str, ...]:
        """Return every column that is looked at."""
        return (*attrs.astuple(self.person), *attrs.astuple(self.unit))


@frozen(kw_only=True)
class PersonRow:
    """A person as a row tells of them, with the post or stationing it adds."""

    line: Line
    person: PersonId
    facts: events.PersonRegistered
    taken: events.PostTaken | None
    stationed: events.Stationed | None


def read_unit(
    line: Line, columns: UnitColumns, units: Units, now: datetime
) -> events.UnitEstablished:
    """Return the unit that a row tells of; what it leaves open stands as it is on record.

    Raises:
        Unreadable: something about the row is wrong.
    """
    cells = Cells(line, now)
    unit = UnitId(cells.required(columns.unit))
    known = units.known.get(unit)
    name, kind = cells.required(columns.name), cells.code(columns.kind, events.UnitKind, "unit")
    parent, since = cells.unit(columns.parent, units), cells.day(columns.since)
    if kind is None and not cells.faults:
        cells.required(columns.kind)
    cells.done()
    assert kind is not None  # noqa: S101 - a blank or strange kind is a fault
    if not cells.text(columns.parent):
        parent = _top(units) if known is None else known.parent
    return events.UnitEstablished(
        unit=unit,
        name=name,
        kind=kind,
        parent=parent,
        since=since or (DATED if known is None else known.since),
    )


def read_person(line: Line, mapping: RosterMapping, units: Units, now: datetime) -> PersonRow:
    """Return the person that a row tells of.

    Raises:
        Unreadable: something about the row is wrong.
    """
    cells, columns = Cells(line, now), mapping.person
    person, name = PersonId(cells.required(columns.number)), cells.required(columns.name)
    kind = cells.code(columns.kind, events.CadreKind, "cadre")
    own = columns.unit if cells.text(columns.unit) else mapping.unit.unit
    unit, village = cells.unit(own, units), cells.unit(columns.village, units)
    post = cells.code(columns.post, events.Post, "post")
    cells.required(columns.since)
    since = cells.day(columns.since)
    if unit is None and (cells.text(columns.post) or village) and not cells.text(own):
        cells.fault(columns.unit, "blank", "有职务或驻村的，须写明单位")
    if cells.text(columns.unit) and not (cells.text(columns.post) or cells.text(columns.village)):
        cells.fault(columns.post, "blank", "写明单位的，须写明职务或驻村")
    cells.done()
    assert since is not None  # noqa: S101 - a blank or strange day is a fault
    contact = cells.text(columns.contact)
    facts = events.PersonRegistered(
        name=Personal(name), kind=kind, contact=Personal(contact) if contact else None, since=since
    )
    taken = stationed = None
    if unit is not None and post is not None:
        taken = events.PostTaken(post=post, unit=unit, since=since)
    if unit is not None and village is not None:
        stationed = events.Stationed(village=village, home=unit, since=since)
    return PersonRow(line=line, person=person, facts=facts, taken=taken, stationed=stationed)


def _top(units: Units) -> UnitId | None:
    tops = [unit for unit, facts in units.known.items() if facts.parent is None]
    return tops[0] if len(tops) == 1 else None
