"""JSON as it must be: nothing that two readers could read in two ways."""

import json
import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, NoReturn

from minqing_http.refusals import BodyShapeError, MalformedError

DEEPEST = 64
LONGEST_NUMBER = 18
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")
SURROGATE = re.compile("[\ud800-\udfff]")
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def read_object(body: bytes) -> dict[str, Any]:
    """Return the object that a body is.

    Raises:
        MalformedError: it is not JSON, or JSON that is not to be relied on.
        BodyShapeError: it is no object.
    """
    text = _decoded(body)
    if _depth(text) > DEEPEST:
        raise MalformedError(trouble=f"嵌套超过 {DEEPEST} 层")
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise MalformedError(
            trouble=f"第 {error.lineno} 行第 {error.colno} 字起不合语法"
        ) from error
    if not isinstance(found, dict):
        raise BodyShapeError
    for string in _strings(found):
        if SURROGATE.search(string):
            raise MalformedError(trouble="含有不成对的代理字符（\\ud800 至 \\udfff）")
    return found


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(trouble=f"第 {error.start + 1} 字节起不是 UTF-8") from error


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in BRACKETS.findall(STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(depth, deepest)
    return deepest


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise MalformedError(trouble="同一对象中有重复的名称")
    if any(HIDDEN.search(name) for name in members):
        raise MalformedError(trouble="名称中含有看不见的字符")
    return members


def _constant(name: str) -> NoReturn:
    raise MalformedError(trouble=f"{name} 不是 JSON 的数")


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_NUMBER:
        raise MalformedError(trouble=f"整数超过 {LONGEST_NUMBER} 位")
    return int(digits)


def _real(digits: str) -> float:
    found = float(digits)
    if not isfinite(found):
        raise MalformedError(trouble="数太大")
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members,
    parse_constant=_constant,
    parse_int=_integer,
    parse_float=_real,
)
