"""Everything wrong with plain values, each fault by its field, in Chinese."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
import msgspec

from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import FieldFault
from minqing_core.kernel.secret import Secret
from minqing_core.kernel.text import ForeignText, fault_in_text

YEARS = f"（{FIRST_YEAR} 年至 {LAST_YEAR} 年）"
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
LONE = re.compile("[\ud800-\udfff]")
WANTED: dict[type, str] = {
    str: "文字",
    Personal: "文字",
    Secret: "文字",
    int: "整数（至多 18 位）",
    bool: "true 或 false",
    date: f"日期，如 2024-03-01{YEARS}",
    datetime: f"带时区的时间，如 2024-03-01T09:30:00+08:00，或日期{YEARS}",
}


def value_faults(value: Any, kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    """Yield what keeps a plain value from being read as a type.

    Foreign text is judged where it is taken in, so that one bad cell costs no other.
    """
    if kind is ForeignText and isinstance(value, str) and not LONE.search(value):
        return
    kind = getattr(kind, "__supertype__", kind)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        yield from _optional_faults(value, kind, path)
    elif origin is tuple:
        yield from _sequence_faults(value, get_args(kind)[0], path)
    elif attrs.has(kind):
        yield from _record_faults(value, kind, path)
    else:
        yield from _plain_faults(value, kind, path)


def missing_faults(kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    """Yield what must be given where nothing is: each thing that a record must have."""
    kind = getattr(kind, "__supertype__", kind)
    found = list(_record_faults({}, kind, path)) if attrs.has(kind) else []
    yield from found or [FieldFault(field=path, code="missing", text="必须填写")]


def _optional_faults(value: Any, kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    inner = [arg for arg in get_args(kind) if arg is not NoneType]
    if value is not None:
        yield from value_faults(value, inner[0], path)


def _sequence_faults(value: Any, kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    if isinstance(value, str) or not isinstance(value, Sequence):
        yield _fault(path, value, "应为列表")
        return
    for number, inner in enumerate(value):
        yield from value_faults(inner, kind, f"{path}.{number}")


def _record_faults(value: Any, kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        yield _fault(path, value, "应为若干项内容的组合")
        return
    attrs.resolve_types(kind)
    fields = {field.name: field for field in attrs.fields(kind)}
    for key in sorted(value.keys() - fields.keys()):
        known = "、".join(fields)
        yield FieldFault(
            field=f"{path}.{key}", code="unknown-field", text=f"没有此项，可填的有：{known}"
        )
    for name, field in fields.items():
        if name in value:
            yield from value_faults(value[name], field.type, f"{path}.{name}")
        elif field.default is attrs.NOTHING:
            yield from missing_faults(field.type, f"{path}.{name}")


def _plain_faults(value: Any, kind: Any, path: str) -> Iterator[FieldFault]:  # noqa: ANN401
    if issubclass(kind, StrEnum):
        if value not in [str(member) for member in kind]:
            yield _fault(path, value, f"应为其中之一：{'、'.join(kind)}")
    elif kind is Secret and not isinstance(value, str):
        yield FieldFault(field=path, code="wrong-value", text=f"应为{WANTED[kind]}")
    elif not _reads(value, kind):
        yield _fault(path, value, f"应为{WANTED[kind]}")
    elif isinstance(value, str) and (why := fault_in_text(value)) is not None:
        yield FieldFault(field=path, code="unwritable", text=why)


def _reads(value: Any, kind: type) -> bool:  # noqa: ANN401
    if kind in {date, datetime}:
        return isinstance(value, str) and _is_instant(value, kind)
    if kind is int:
        given = isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
        return given and NUMBER.fullmatch(str(value)) is not None
    return isinstance(value, str if kind in {Personal, Secret} else kind)


def _is_instant(text: str, kind: type) -> bool:
    try:
        found: date = msgspec.convert(text, kind)
    except msgspec.ValidationError:
        return False
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return False
    return not isinstance(found, datetime) or found.tzinfo is not None


def _fault(path: str, value: object, wanted: str) -> FieldFault:
    shown = str(value)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"  # noqa: PLR2004
    return FieldFault(field=path, code="wrong-value", text=f"「{shown}」不对，{wanted}")
