"""What is different between two answers in plain values, line by line and figure by figure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import frozen

Plain: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str, ...]
LISTED, NOT_LISTED = "在列", "不在列"
YES: Mapping[str, str] = {"True": "是", "False": "否"}
OF_THE_ASKING = frozenset({"position", "digest", "next", "on", "sha256", "version", "names"})
NAMING = (
    *("order_id", "number", "case", "person", "owner", "cadre", "unit", "reviewer", "post"),
    *("posts_text", "id"),
)
FURTHER = ("period", "duty", "limit")
SPOKEN = ("_text", "_name")


@frozen(kw_only=True)
class Words:
    """What people read: for a code within another, and for the value of a figure."""

    code: Callable[[str, str], str]
    value: Callable[[str, str], str]


@frozen(kw_only=True)
class Difference:
    """One thing that is not the same: in which line of a list, which figure, and both values.

    ``line`` is empty for a figure of the whole; ``figure`` for a line that only one side has.
    Those with ``_text`` are the same in words.
    """

    line: str
    line_text: str
    figure: str
    figure_text: str
    before: str
    after: str


def differences(before: Plain, after: Plain, words: Words) -> tuple[Difference, ...]:
    """Return what is different, in the order of lines and figures; nothing of when was asked."""
    old, new = dict(figures(before)), dict(figures(after))
    lines = ({line for line, _ in old}, {line for line, _ in new})
    found = [
        *(_difference(line, (), LISTED, NOT_LISTED, words) for line in lines[0] - lines[1]),
        *(_difference(line, (), NOT_LISTED, LISTED, words) for line in lines[1] - lines[0]),
    ]
    for line, figure in old.keys() | new.keys():
        one, other = old.get((line, figure), ""), new.get((line, figure), "")
        if one != other and line in lines[0] & lines[1]:
            found.append(_difference(line, figure, one, other, words))
    return tuple(sorted(found, key=lambda one: (one.line, one.figure)))


def figures(answer: Plain) -> Iterator[tuple[tuple[Path, Path], str]]:
    """Yield each figure with the line that it is in, the empty line for the whole."""
    yield ((), ()), ""
    for name, value in answer.items():
        if name in OF_THE_ASKING:
            continue
        if _is_list(value):
            for line, row in _lines(value):
                of = line if name == "items" else (name, *line)
                yield (of, ()), ""
                yield from (((of, figure), text) for figure, text in _values(row, ()))
        else:
            yield from ((((), figure), text) for figure, text in _values(value, (name,)))


def in_words(path: Path, words: Words) -> str:
    """Return a path of codes in words, what is said twice only once."""
    said = (words.code(within, code) for within, code in zip(("", *path), path, strict=False))
    return " ".join(filter(None, dict.fromkeys(said)))


def _difference(line: Path, figure: Path, before: str, after: str, words: Words) -> Difference:
    within = figure[-1] if figure else ""
    return Difference(
        line=" ".join(line),
        line_text=in_words(line, words),
        figure=".".join(figure),
        figure_text=in_words(figure, words),
        before=words.value(within, before),
        after=words.value(within, after),
    )


def _lines(rows: Iterable[Plain]) -> Iterator[tuple[Path, Plain]]:
    """Yield rows with what each goes by; those that go by the same are numbered."""
    times: Counter[Path] = Counter()
    for row in rows:
        named = [str(row[one]) for one in (*_first(row), *FURTHER) if row.get(one) is not None]
        by = tuple(named)
        times[by] += 1
        yield by if times[by] == 1 else (*by, f"#{times[by]}"), row


def _first(row: Plain) -> list[str]:
    return [one for one in NAMING if row.get(one) is not None][:1]


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)


def _values(value: Any, path: Path) -> Iterator[tuple[Path, str]]:  # noqa: ANN401 - plain values
    if isinstance(value, Mapping):
        for name, inner in _spoken(value):
            yield from _values(inner, (*path, name))
    elif _is_list(value):
        for line, row in _lines(value):
            yield from _values(row, (*path, *line))
    elif isinstance(value, list | tuple):
        yield path, "、".join(map(str, value))
    else:
        yield path, "" if value is None else YES.get(str(value), str(value))


def _spoken(row: Plain) -> Iterator[tuple[str, Any]]:
    """Yield what a row holds, of what it holds as a code and in words the words."""
    for name, value in row.items():
        if name[-5:] in SPOKEN and name[:-5] in row:
            continue
        yield name, next((row[name + end] for end in SPOKEN if name + end in row), value)
