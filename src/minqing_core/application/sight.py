"""Who may see which matter: asked before anything is said or done about one."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from minqing_core.application.office import AtHand, Office
from minqing_core.diary.decisions.refusals import (
    CaseHiddenError,
    CaseUnknownError,
    PersonBarredError,
    UnitBarredError,
)
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.sight import Seen, colleagues_of, is_barred, may_see, seen_by
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.people import chain
from minqing_core.views.tables import Query


def seen_history(office: Office, reader: Standing, case: CaseId) -> AtHand:
    """Return a matter as it now stands and its history, for somebody who may see it.

    Raises:
        CaseUnknownError: no matter goes by this number, or it is not theirs to see.
    """
    history = office.known.stream(cases.stream_of(case))
    if not history:
        raise CaseUnknownError(case=case)
    file = cases.fold(case, history)
    if not sees(office, reader, file):
        raise CaseHiddenError(case=case)
    return AtHand(history=history, file=file)


def sees(office: Office, reader: Standing, file: CaseFile) -> bool:
    """Say whether somebody may see a matter, as they and it now stand."""
    return may_see(reader, file.bearing, _colleagues(office, reader, file.accused))


def require_unbarred(office: Office, case: CaseId, person: PersonId) -> None:
    """Refuse that a part in a complaint is given to somebody whom it is closed to (S12).

    Raises:
        PersonBarredError: they are accused, or of the units of the accused.
    """
    file = cases.fold(case, office.history(cases.stream_of(case)))
    reader, bearing = office.standing(person), file.bearing
    if is_barred(reader, bearing, _colleagues(office, reader, file.accused)):
        raise PersonBarredError(person=person)


def bars(office: Office, person: PersonId, file: CaseFile) -> bool:
    """Say whether a complaint is closed to somebody, wherever they now stand (S12)."""
    reader = office.place_of(person)
    return is_barred(reader, file.bearing, _colleagues(office, reader, file.accused))


def require_unit_unbarred(office: Office, case: CaseId, unit: UnitId) -> None:
    """Refuse that a complaint is given to a unit whose people it is closed to (S12).

    Raises:
        UnitBarredError: an accused serves or served there, or in the same village, or above.
    """
    file = cases.fold(case, office.history(cases.stream_of(case)))
    units = office.units()
    belonging = chain(units.tree_on(civil_date(office.now())), units.villages, [unit])
    serving = (office.place_of(one).units for one in file.accused)
    if not belonging.isdisjoint(file.accused_units.union(*serving)):
        raise UnitBarredError(unit=unit)


def seen(office: Office, person: PersonId) -> Seen:
    """Return the conditions on the table of matters that are true of what a person may see."""
    reader, accused = office.standing(person), Query(table="accused", order="person", limit=10**6)
    against = (PersonId(str(row["person"])) for row in office.views.rows(accused))
    return seen_by(reader, _colleagues(office, reader, against), office.units().tree)


def mentioned(values: Mapping[str, Any], types: Mapping[str, Any]) -> Iterator[CaseId]:
    """Yield the numbers of matters among what is asked, however deep they lie."""
    for name, value in values.items():
        yield from _within(value, types[name])


def _colleagues(
    office: Office, reader: Standing, accused: Iterable[PersonId]
) -> frozenset[PersonId]:
    return colleagues_of(reader, map(office.place_of, accused))


def _within(value: Any, kind: Any) -> Iterator[CaseId]:  # noqa: ANN401 - any value of any type
    if value is None or not _may_mention(kind):
        return
    if kind is CaseId:
        yield value
    elif get_origin(kind) in {Union, UnionType}:
        yield from _within(value, _one(kind))
    elif get_origin(kind) is tuple:
        for item in value:
            yield from _within(item, get_args(kind)[0])
    else:
        for field in attrs.fields(kind):
            yield from _within(getattr(value, field.name), field.type)


@cache
def _may_mention(kind: Any) -> bool:  # noqa: ANN401 - any type
    if kind is CaseId:
        return True
    if get_origin(kind) in {Union, UnionType}:
        return _may_mention(_one(kind))
    if get_origin(kind) is tuple:
        return _may_mention(get_args(kind)[0])
    if not attrs.has(kind):
        return False
    attrs.resolve_types(kind)
    return any(_may_mention(field.type) for field in attrs.fields(kind))


def _one(kind: Any) -> Any:  # noqa: ANN401 - any type
    return next(inner for inner in get_args(kind) if inner is not NoneType)
