"""Who and what goes by an id: the names that people read."""

from datetime import date

import attrs
from attrs import field, frozen

from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster.state import Units
from minqing_core.views.tables import Query, Row, Where


class NameAmbiguousError(RefusalError):
    """Several people go by this name."""

    code = "name-ambiguous"
    text = "有 {count} 人名叫「{name}」，请改用编号：{numbers}"


class NameUnknownError(RefusalError):
    """Nobody goes by this id or name."""

    kind = "not-found"
    code = "name-unknown"
    text = "花名册中没有编号或姓名为「{name}」的人，请从花名册中选"


class UnitNameUnknownError(NameUnknownError):
    """No unit goes by this id or name."""

    text = "没有编号或名称为「{name}」的单位，请从已设立的单位中选"


@frozen
class Directory:
    """The names of people and units by their ids, of units those that they went by on a day."""

    office: Office
    units: Units
    day: date
    people: dict[str, str] = field(factory=dict)

    def on(self, day: date) -> "Directory":
        """Return the same directory on another day: old names stay on old records (S84)."""
        return attrs.evolve(self, day=day)

    def __call__(self, wanted: str | None) -> str:
        """Return the name that goes with an id; the id itself where nobody goes by it."""
        if wanted is None:
            return "空"
        if wanted in self.units.known:
            return self.units.name_on(UnitId(wanted), self.day)
        if wanted not in self.people:
            self.people[wanted] = self.office.person(PersonId(wanted)).name or wanted
        return self.people[wanted]


def directory(office: Office) -> Directory:
    """Return the names of people and units by their ids, as they now are."""
    return Directory(office, office.units(), civil_date(office.now()))


def find_person(office: Office, wanted: str) -> PersonId:
    """Return the id of the person with this id or name.

    Raises:
        NameUnknownError: nobody goes by it.
        NameAmbiguousError: several people go by the name.
    """
    caught_up(office)
    found = _find(office, "people", "person", wanted) or _find(office, "people", "name", wanted)
    if not found:
        raise NameUnknownError(name=wanted)
    if len(found) > 1:
        numbers = "、".join(str(row["person"]) for row in found)
        raise NameAmbiguousError(name=wanted, count=len(found), numbers=numbers)
    return PersonId(str(found[0]["person"]))


def find_unit(office: Office, wanted: str) -> UnitId:
    """Return the id of the unit with this id or name, the present name before former ones.

    Raises:
        UnitNameUnknownError: none goes by it.
        NameAmbiguousError: several go by the name.
    """
    units, today = office.units(), civil_date(office.now())
    if wanted in units.known:
        return UnitId(wanted)
    found = [unit for unit in units.known if units.name_on(unit, today) == wanted]
    found = found or [unit for unit in units.known if wanted in units.names(unit)]
    if not found:
        raise UnitNameUnknownError(name=wanted)
    if len(found) > 1:
        raise NameAmbiguousError(name=wanted, count=len(found), numbers="、".join(found))
    return found[0]


def find_subject(office: Office, wanted: str) -> UnitId | PersonId:
    """Return the id of the unit or else the person with this id or name.

    Raises:
        NameUnknownError: none goes by it.
        NameAmbiguousError: several go by the name.
    """
    try:
        return find_unit(office, wanted)
    except NameUnknownError:
        return find_person(office, wanted)


def _find(office: Office, table: str, column: str, value: str) -> list[Row]:
    where = (Where(column=column, test="=", value=value),)
    return office.views.rows(Query(table=table, where=where, order="position"))
