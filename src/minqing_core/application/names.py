"""Who and what goes by an id: the names that people read."""

from collections.abc import Callable

from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.views.tables import Query, Row, Where


class NameAmbiguousError(RefusalError):
    """Several people go by this name."""

    code = "name-ambiguous"
    text = "有 {count} 人名叫「{name}」，请改用编号：{numbers}"


class NameUnknownError(RefusalError):
    """Nobody goes by this id or name."""

    kind = "not-found"
    code = "name-unknown"
    text = "花名册中没有编号或姓名为「{name}」的人"


def directory(office: Office) -> Callable[[str | None], str]:
    """Return the function that gives the name of a person or unit by its id."""
    kept: dict[str, str] = {}
    units = office.units().known

    def name(wanted: str | None) -> str:
        if wanted is None:
            return "空"
        if wanted not in kept:
            unit = units.get(UnitId(wanted))
            known = office.person(PersonId(wanted)).name if unit is None else unit.name
            kept[wanted] = known or wanted
        return kept[wanted]

    return name


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
    """Return the id of the unit with this id or name.

    Raises:
        NameUnknownError: none goes by it.
        NameAmbiguousError: several go by the name.
    """
    units = office.units().known
    found = [wanted] if wanted in units else [u for u, f in units.items() if f.name == wanted]
    if not found:
        raise NameUnknownError(name=wanted)
    if len(found) > 1:
        raise NameAmbiguousError(name=wanted, count=len(found), numbers="、".join(found))
    return UnitId(found[0])


def _find(office: Office, table: str, column: str, value: str) -> list[Row]:
    where = (Where(column=column, test="=", value=value),)
    return office.views.rows(Query(table=table, where=where, order="position"))
