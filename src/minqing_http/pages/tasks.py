"""What can be done from a page: the forms to which it leads, for those who may."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from minqing_core.application.catalogue import CATALOGUE
from minqing_http.pages.asked import may_ask
from minqing_http.pages.page import Form, Plain, RowWay
from minqing_http.pages.visitor import Visitor


@frozen
class Task:
    """A way to a form."""

    title: str
    path: str


def tasks_of(wanted: Sequence[str], visitor: Visitor, words: Mapping[str, str]) -> list[Task]:
    """Return the forms of these use cases to which a visitor may go from an address."""
    forms = [_forms()[use_case] for use_case in wanted if may_ask(visitor, CATALOGUE[use_case])]
    return [Task(form.title, form.path.format_map(words)) for form in forms]


def with_ways(
    rows: Iterable[Mapping[str, Any]],
    ways: Sequence[RowWay],
    visitor: Visitor,
    words: Mapping[str, Any],
) -> list[Plain]:
    """Return rows, each with the forms to which it leads for those who may go there."""
    mine = [way for way in ways if may_ask(visitor, CATALOGUE[way.use_case])]
    return [{**row, "ways": list(_of_row(row, mine, words))} for row in rows]


def _of_row(
    row: Mapping[str, Any], ways: Sequence[RowWay], words: Mapping[str, Any]
) -> Iterator[Task]:
    for way in ways:
        if all(row[name] in values for name, values in way.where.items()):
            form, named = _forms()[way.use_case], {n: row[m] for n, m in way.at.items()}
            path = form.path.format_map({**words, **row, **named})
            filled = {name: row[member] for name, member in way.fills.items()}
            yield Task(way.title or form.title, f"{path}?{urlencode(filled)}" if filled else path)


@cache
def _forms() -> Mapping[str, Form]:
    from minqing_http.pages.table import FORMS  # noqa: PLC0415 - the table has every page

    return {form.use_case: form for form in FORMS}
