"""What is different between two answers in plain values, line by line and figure by figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import frozen

Plain: TypeAlias = Mapping[str, Any]
LISTED, NOT_LISTED = "在列", "不在列"
OF_THE_ASKING = frozenset({"position", "digest", "next", "on", "sha256", "version"})
NAMING = ("order_id", "number", "case", "person", "owner", "cadre", "unit", "reviewer", "post")
FURTHER = ("period", "duty", "limit")


@frozen(kw_only=True)
class Difference:
    """One thing that is not the same: in which line of a list, which figure, and both values.

    ``line`` is empty for a figure of the whole; ``figure`` for a line that only one side has.
    """

    line: str
    figure: str
    before: str
    after: str


def differences(before: Plain, after: Plain) -> tuple[Difference, ...]:
    """Return what is different, in the order of lines and figures; nothing of when was asked."""
    old, new = dict(_figures(before)), dict(_figures(after))
    lines = ({line for line, _ in old}, {line for line, _ in new})
    found = [
        *(_whole(line, LISTED, NOT_LISTED) for line in lines[0] - lines[1]),
        *(_whole(line, NOT_LISTED, LISTED) for line in lines[1] - lines[0]),
    ]
    for line, figure in old.keys() | new.keys():
        one, other = old.get((line, figure), ""), new.get((line, figure), "")
        if one != other and line in lines[0] & lines[1]:
            found.append(Difference(line=line, figure=figure, before=one, after=other))
    return tuple(sorted(found, key=lambda one: (one.line, one.figure)))


def _whole(line: str, before: str, after: str) -> Difference:
    return Difference(line=line, figure="", before=before, after=after)


def _figures(answer: Plain) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each figure with the line that it is in, the empty line for the whole."""
    yield ("", ""), ""
    for name, value in answer.items():
        if name in OF_THE_ASKING:
            continue
        if _is_list(value):
            for line, row in _lines(value):
                of = line if name == "items" else f"{name} {line}"
                yield (of, ""), ""
                yield from (((of, figure), text) for figure, text in _values(row, ""))
        else:
            yield from ((("", figure), text) for figure, text in _values(value, name))


def _lines(rows: Iterable[Plain]) -> Iterator[tuple[str, Plain]]:
    """Yield rows with what each goes by; those that go by the same are numbered."""
    times: Counter[str] = Counter()
    for row in rows:
        by = [str(row[one]) for one in (*_first(row), *FURTHER) if row.get(one) is not None]
        name = " ".join(by)
        times[name] += 1
        yield name if times[name] == 1 else f"{name} #{times[name]}", row


def _first(row: Plain) -> list[str]:
    return [one for one in NAMING if row.get(one) is not None][:1]


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)


def _values(value: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - plain values
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _values(inner, f"{path}.{name}" if path else str(name))
    elif _is_list(value):
        for line, row in _lines(value):
            yield from _values(row, f"{path}.{line}")
    elif isinstance(value, list | tuple):
        yield path, "、".join(map(str, value))
    else:
        yield path, "" if value is None else str(value)
