"""Of which streams somebody is told who follows the record: what is not named here, of none."""

from collections.abc import Callable, Collection, Iterable, Mapping

from minqing_core.application.inspections import circulated
from minqing_core.application.listing import MOST, visible
from minqing_core.application.office import PROGRAMME, ROLES, Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.views import bulletins, cases, publications
from minqing_core.views.schema import PERSON, UNITS
from minqing_core.views.tables import Query, Row, Where

Sight = Callable[[Office, Act, list[str]], Iterable[object]]
OPEN_TO_ALL = frozenset({PROGRAMME, UNITS, ROLES})
PLAN = "plan/"


def within_sight(office: Office, act: Act, streams: Collection[StreamId]) -> frozenset[StreamId]:
    """Return those of these streams that may be told of to who follows the record (S12, S25).

    The programme, the plans and the roster to everybody who follows; matters, publications and
    bulletins to those who may read them. Whatever else there is is told to nobody.
    """
    found = {*OPEN_TO_ALL.intersection(streams)}
    for prefix, sight in SIGHTS.items():
        numbers = sorted(s.removeprefix(prefix) for s in streams if s.startswith(prefix))
        if numbers:
            found |= {StreamId(f"{prefix}{number}") for number in sight(office, act, numbers)}
    return frozenset(found)


def _everybody(_: Office, __: Act, numbers: list[str]) -> Iterable[object]:
    return numbers


def _publications(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    reach = Where(column="unit", test="in", value=tuple(sorted(office.standing(act.actor).reach)))
    rows = _rows(office, "publications", "publication", numbers, reach)
    about = visible(office, act, [str(row["case"]) for row in rows if row["case"] is not None])
    return [row["publication"] for row in rows if row["case"] is None or row["case"] in about]


def _bulletins(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    theirs = circulated(office.standing(act.actor))
    return [row["bulletin"] for row in _rows(office, "bulletins", "bulletin", numbers, theirs)]


def _rows(office: Office, table: str, key: str, numbers: list[str], where: Where) -> list[Row]:
    caught_up(office)
    named = Where(column=key, test="in", value=tuple(numbers))
    return office.views.rows(
        Query(table=table, where=(named, where), order="position", limit=MOST)
    )


SIGHTS: Mapping[str, Sight] = {
    PLAN: _everybody,
    PERSON: _everybody,
    cases.PREFIX: visible,
    publications.PUBLICATION: _publications,
    bulletins.PREFIX: _bulletins,
}
