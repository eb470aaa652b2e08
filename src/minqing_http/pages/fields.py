"""The fields of a form, made from what a use case takes; and its plain values, from what came."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, TypeAlias, get_args, get_origin

import attrs
from attrs import frozen

from minqing_core.application.asking import parameters, required
from minqing_core.application.catalogue import UseCase
from minqing_core.kernel.ids import CaseId, HouseholdId, PersonId, UnitId
from minqing_core.kernel.secret import Secret
from minqing_core.views.labels import LABELS
from minqing_http.arguments import Parameter
from minqing_http.pages.words import GROUPS, LONG, PEOPLE, word

Kind = Literal[
    "line",
    "text",
    "number",
    "date",
    "check",
    "truth",
    "choice",
    "person",
    "unit",
    "village",
    "secret",
    "category",
    "period",
    "quarter",
    "subject",
    "lines",
    "people",
    "units",
    "cases",
    "households",
    "categories",
]
Texts: TypeAlias = Mapping[str, Sequence[str]]
FEW = 5
QUARTERLY = frozenset({"quarter", "meeting.period"})
FURTHER = "_more"
MOST_ROWS, ROW_DIGITS = 50, 3
SEVERAL: Mapping[str, Kind] = {"person": "people", "unit": "units"}
ENTITIES: Mapping[Any, Kind] = {CaseId: "cases", HouseholdId: "households"}
TRUTHS = (("true", "是"), ("false", "否"))


class Truth:
    """Yes or no where leaving it open would say something else than no."""


@frozen(kw_only=True)
class Field:
    """A field: under what name it comes, what people read, and how it is asked for.

    Left empty it is not given, or where it *may be none*, given as none.
    """

    name: str
    label: str
    kind: Kind
    needed: bool
    may_be_none: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False

    @property
    def few(self) -> bool:
        """Whether every choice is shown at once: they are few, or several may be taken."""
        return len(self.choices) > 0 and (self.many or len(self.choices) <= FEW)


@frozen(kw_only=True)
class FieldGroup:
    """Fields that belong together: several of a kind when it is *many*.

    Then some may be taken from *choices*, each a text with the values of its fields, blanks
    between them, and one line for each of a kind.
    """

    name: str
    label: str
    needed: bool
    many: bool
    fields: tuple["Field | FieldGroup", ...]
    choices: tuple[tuple[str, str], ...] = ()


Asked: TypeAlias = Field | FieldGroup


def fields_of(case: UseCase, leaving_out: frozenset[str] = frozenset()) -> tuple[Asked, ...]:
    """Return the fields by which a use case is asked for, without those given otherwise."""
    needed = required(case)
    found: list[Asked] = []
    for name, kind in parameters(case).items():
        if name in leaving_out:
            continue
        inner, _ = _bare(kind)
        if attrs.has(inner) and name in needed:
            found += _members(inner, f"{name}.", leaving_out)
        else:
            found.append(_asked(name, name, kind, name in needed, leaving_out))
    return tuple(found)


def read(asked: Sequence[Asked], texts: Texts) -> dict[str, Any]:
    """Return the plain values that came for these fields; what was left empty is not given."""
    given: dict[str, Any] = {}
    for one in asked:
        value = _read(one, texts, one.name)
        if value is not None or (isinstance(one, Field) and one.may_be_none):
            put(given, one.name.split("."), value)
    return given


def groups_of(case: UseCase) -> frozenset[str]:
    """Return the names under which a use case takes fields together, and cannot do without."""
    return frozenset(name for name in required(case) if attrs.has(parameters(case)[name]))


def typed(one: Asked, label: str | None) -> Asked:
    """Return a field that is typed where it has a label of its own, not chosen."""
    if label is None or isinstance(one, FieldGroup):
        return one
    return attrs.evolve(one, label=label, kind="line")


def as_kind(one: Asked, kind: Kind | None) -> Asked:
    """Return a field that is asked for as one of a kind."""
    return one if kind is None or isinstance(one, FieldGroup) else attrs.evolve(one, kind=kind)


def rows_of(texts: Texts, prefix: str) -> int:
    """Return how many of a group came, one more where one more is asked for."""
    numbers = {
        int(row[:ROW_DIGITS])
        for name in texts
        if name.startswith(f"{prefix}.")
        and (row := name.removeprefix(f"{prefix}.").partition(".")[0]).isdecimal()
    }
    more = 1 if prefix in texts.get(FURTHER, ()) else 0
    return min(max(numbers, default=0) + 1 + more, MOST_ROWS)


def _members(kind: Any, prefix: str, leaving_out: frozenset[str]) -> Iterator[Asked]:  # noqa: ANN401
    attrs.resolve_types(kind)
    for member in attrs.fields(kind):
        name = f"{prefix}{member.name}"
        if name not in leaving_out:
            needed = member.default is attrs.NOTHING
            kind = Truth if member.type is bool and member.default is not False else member.type
            yield _asked(name, member.name, kind, needed, leaving_out)


def _asked(name: str, leaf: str, kind: Any, needed: bool, left: frozenset[str]) -> Asked:  # noqa: ANN401
    inner, optional = _bare(kind)
    many = get_origin(inner) is tuple
    item = _bare(get_args(inner)[0])[0] if many else inner
    if attrs.has(item):
        return FieldGroup(
            name=name,
            label=word(name),
            needed=needed and not optional,
            many=many,
            fields=tuple(_members(item, "", left)),
        )
    choices = _choices_among(item)
    return Field(
        name=name,
        label=word(name),
        kind=_several(leaf, item)
        if many and not choices
        else "quarter"
        if name in QUARTERLY
        else _kind(leaf, item),
        needed=needed and not optional and item is not bool,
        may_be_none=needed and optional,
        choices=choices,
        many=many,
    )


def _bare(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """Return a type without its None and its new name, and whether it had a None."""
    if get_origin(kind) not in {None, tuple, list}:
        inner = [arg for arg in get_args(kind) if arg is not type(None)]
        return inner[0], True
    return kind, False


def _choices_among(kind: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    """Return what there is to choose from among codes, each with its words."""
    return tuple(_choices(kind))


def _choices(kind: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if kind is Truth:
        yield from TRUTHS
    if isinstance(kind, type) and issubclass(kind, Enum):
        group = GROUPS.get(f"{kind.__module__}.{kind.__qualname__}", GROUPS.get(kind.__name__))
        labels = {} if group is None else LABELS[group]
        for member in kind:
            yield str(member.value), labels.get(str(member.value), str(member.value))


def _kind(leaf: str, kind: Any) -> Kind:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "choice"
    plain: dict[Any, Kind] = {
        Secret: "secret",
        bool: "check",
        Truth: "truth",
        int: "number",
        date: "date",
        datetime: "date",
        UnitId: "village" if leaf == "village" else "unit",
        PersonId: "person",
    }
    if kind in plain:
        return plain[kind]
    if leaf in PEOPLE:
        return "person"
    if leaf == "category":
        return "category"
    if leaf == "period":
        return "period"
    return "text" if leaf in LONG else "line"


def _several(leaf: str, kind: Any) -> Kind:  # noqa: ANN401
    if kind in ENTITIES:
        return ENTITIES[kind]
    return "categories" if leaf == "categories" else SEVERAL.get(_kind(leaf, kind), "lines")


def _read(asked: Asked, texts: Texts, name: str) -> Any:  # noqa: ANN401 - plain values
    if isinstance(asked, Field):
        return _value(asked, [text.strip() for text in texts.get(name, ()) if text.strip()])
    if not asked.many:
        return _row(asked, texts, name)
    names = [one.name for one in asked.fields]
    taken = [dict(zip(names, line.split(), strict=False)) for line in lines(texts.get(name, ()))]
    rows = (_row(asked, texts, f"{name}.{number}") for number in range(rows_of(texts, name)))
    return [*taken, *(row for row in rows if row is not None)] or None


def _value(asked: Field, came: Sequence[str]) -> Any:  # noqa: ANN401 - plain values
    if not came:
        return None
    if asked.many:
        return lines(came)
    if asked.kind in {"check", "truth"}:
        return {"true": True, "false": False}.get(came[0], came[0])
    return came[0]


def _row(group: FieldGroup, texts: Texts, prefix: str) -> dict[str, Any] | None:
    given: dict[str, Any] = {}
    for one in group.fields:
        value = _read(one, texts, f"{prefix}.{one.name}")
        if value is not None:
            put(given, one.name.split("."), value)
    return given or None


def filters_of(taken: Sequence[Parameter], wanted: Sequence[str]) -> tuple[Field, ...]:
    """Return the fields by which a list is narrowed, of the names in its address."""
    by_name = {parameter.name: parameter for parameter in taken}
    found = (
        _asked(name, _narrowing(name), by_name[name].type, False, frozenset()) for name in wanted
    )
    return tuple(one for one in found if isinstance(one, Field))


def _narrowing(name: str) -> str:
    """Return by what a name narrows a list: one of places by the villages that they are in."""
    leaf = name.rpartition(".")[2]
    return "village" if leaf == "place" else leaf


def lines(came: Sequence[str]) -> list[str]:
    """Return the lines of what came for one name, each once."""
    found = (line.strip() for text in came for line in text.splitlines())
    return list(dict.fromkeys(line for line in found if line))


def put(given: dict[str, Any], path: Sequence[str], value: Any) -> None:  # noqa: ANN401
    """Put a value where a dotted name says."""
    for part in path[:-1]:
        given = given.setdefault(part, {})
    given[path[-1]] = value
