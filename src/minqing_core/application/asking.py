"""From plain values to a use case and back: what every front end calls, by name."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from inspect import Parameter, signature
from typing import Any, get_args, get_type_hints

import attrs
import msgspec
from attrs import frozen

from minqing_core.application.admission import require_power
from minqing_core.application.catalogue import CATALOGUE, UseCase
from minqing_core.application.exporting import exporting, rows_of
from minqing_core.application.faults import missing_faults, value_faults
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.piecemeal import Piecemeal
from minqing_core.application.scopes import require_scope
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.application.transact import Recorded, canonical
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.learning import learnt
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR, civil_date, end_of_day
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import FieldFault, InvalidInputError, RefusalError
from minqing_core.kernel.secret import Secret
from minqing_core.kernel.text import composed

INSTANTS = ("learned_at", "occurred_at")
JSON, LINES = "json", "ndjson"
ALL_INSTANTS = (*INSTANTS, "as_of", "known_by")


@frozen(kw_only=True)
class RecordedPage:
    """What a request recorded, in sentences; nothing when everything was so already."""

    stream: str
    id: str
    version: int
    position: int
    events: tuple[TimelineItem, ...]


class UseCaseUnknownError(RefusalError):
    """Nothing that the office does goes by this name."""

    kind = "not-found"
    code = "use-case-unknown"
    text = "没有名为「{name}」的事项"


def perform(office: Office, name: str, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Have a use case done with plain values (text, numbers, lists, mappings), as in JSON.

    Raises:
        InvalidInputError: the values cannot be read as what is needed; every fault is named, but
            not to those who may not ask at all.
        RefusalError: the office refuses, for the reason it gives.
    """
    if name not in CATALOGUE:
        raise UseCaseUnknownError(name=name)
    case = CATALOGUE[name]
    require_scope(office, act, case)
    values = _prepared(given, office.now())
    found = list(faults(case, values))
    if found:
        require_power(office, act, case)
        raise InvalidInputError(found)
    types = parameters(case)
    asked = {
        key: msgspec.convert(value, types[key], strict=False, dec_hook=_read)
        for key, value in values.items()
    }
    open_ = {key: value for key, value in given.items() if not _is_secret(types[key])}
    return case.perform(office, attrs.evolve(act, asked=canonical([name, open_])), **asked)


def plain(answer: object) -> Any:  # noqa: ANN401
    """Return an answer in plain values, ready for JSON."""
    return msgspec.to_builtins(answer, enc_hook=_written)


def answer(office: Office, name: str, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Have a use case done with plain values and return its answer in plain values.

    What is there to be handed on is noted as taken along.
    """
    if act.taking is None and _is_handed_on(name):
        return exported(office, name, act, given, JSON)
    return shown(office, name, act, given)


def shown(office: Office, name: str, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Have a use case done and return its answer in plain values, to be looked at only."""
    office = office.entered()
    answered = perform(office, name, act, given)
    if isinstance(answered, Recorded):
        return plain(told(office, answered))
    return plain(answered.whole() if isinstance(answered, Piecemeal) else answered)


def exported(office: Office, name: str, act: Act, given: Mapping[str, Any], form: str) -> Any:  # noqa: ANN401
    """Have a reading done whose answer is taken along in some form, which is noted once."""
    with exporting(office, act, name, given, form) as export:
        answered = shown(office, name, export.act, given)
        export.rows = rows_of(answered)
    return answered


def pieces(office: Office, name: str, act: Act, given: Mapping[str, Any]) -> Iterator[bytes]:
    """Have a use case done whose answer is a long text, and go through its pieces."""
    with exporting(office, act, name, given, LINES) as export:
        answered: Piecemeal[Any] = perform(office, name, export.act, given)
    return answered.pieces


def _is_handed_on(name: str) -> bool:
    return name in CATALOGUE and CATALOGUE[name].exports


@cache
def parameters(case: UseCase) -> Mapping[str, Any]:
    """Return what a use case takes, by name and type, without the office and the act."""
    hints = get_type_hints(case.perform)
    names = list(signature(case.perform).parameters)[2:]
    return {name: learnt(hints[name]) for name in names}


@cache
def required(case: UseCase) -> frozenset[str]:
    """Return the names that must be given."""
    taken = list(signature(case.perform).parameters.values())[2:]
    return frozenset(p.name for p in taken if p.default is Parameter.empty)


def schemas(types: tuple[Any, ...]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Return the JSON Schemas of these types and of the components that they share."""
    return msgspec.json.schema_components(
        types, schema_hook=_schema, ref_template="#/components/schemas/{name}"
    )


def faults(case: UseCase, values: Mapping[str, Any]) -> Iterator[FieldFault]:
    """Yield everything about plain values that does not fit what a use case takes."""
    types = parameters(case)
    for key in sorted(values.keys() - types.keys()):
        yield FieldFault(
            field=key, code="unknown-field", text=f"没有此项，可填的有：{_listed(types)}"
        )
    for key in sorted(required(case) - values.keys()):
        yield from missing_faults(types[key], key)
    for key, kind in types.items():
        if key in values:
            yield from value_faults(values[key], kind, key)


def occurred(office: Office, text: str) -> datetime:
    """Read when something happened: an instant with its zone, or a day.

    Raises:
        InvalidInputError: the text is neither.
    """
    read = _instant(text, office.now(), past=True)
    found = list(value_faults(read, datetime, "occurred_at"))
    if found:
        raise InvalidInputError(found)
    return datetime.fromisoformat(read)


def told(office: Office, recorded: Recorded) -> RecordedPage:
    """Return what was recorded, in sentences."""
    names = directory(office)
    return RecordedPage(
        stream=recorded.stream,
        id=recorded.stream.partition("/")[2],
        version=recorded.version,
        position=recorded.position,
        events=tuple(timeline_item(envelope, names) for envelope in recorded.events),
    )


def _prepared(given: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {key: _with_instants(key, value, now) for key, value in given.items()}


def _with_instants(key: str, value: Any, now: datetime) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {name: _with_instants(name, inner, now) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_with_instants("", inner, now) for inner in value]
    if isinstance(value, str):
        return (
            _instant(value, now, past=key in INSTANTS) if key in ALL_INSTANTS else composed(value)
        )
    return value


def _instant(text: str, now: datetime, *, past: bool) -> str:
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        return text
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        return text
    if len(text) <= len("2024-03-01"):
        end = end_of_day(given.date())
        given = now if past and civil_date(end) == civil_date(now) else end
    return text if given.tzinfo is None else given.astimezone(UTC).isoformat()


def _read(kind: type, value: object) -> object:
    if kind in {Personal, Secret} and isinstance(value, str):
        return kind(value)
    raise NotImplementedError


def _written(value: object) -> object:
    if isinstance(value, Personal | Secret):
        return value.text
    raise NotImplementedError


def _schema(kind: type) -> dict[str, Any]:
    if kind is Personal:
        return {"type": "string", "minLength": 1}
    if kind is Secret:
        return {"type": "string", "minLength": 1, "format": "password"}
    raise NotImplementedError


def _is_secret(kind: Any) -> bool:  # noqa: ANN401 - a type, or one that may be None
    return kind is Secret or Secret in get_args(kind)


def _listed(types: Mapping[str, Any]) -> str:
    return "、".join(types)
