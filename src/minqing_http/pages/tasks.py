"""What can be done from a page: the forms to which it leads, for those who may."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from minqing_core.application.catalogue import CATALOGUE
from minqing_http.pages.asked import may_ask
from minqing_http.pages.page import Form, Plain, RowWay
from minqing_http.pages.visitor import Visitor

NAMED = re.compile(r"\{\w+\}")


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


def open_links(links: Mapping[str, str], visitor: Visitor) -> dict[str, str]:
    """Return the links, by column, that lead where a visitor may go."""
    return {column: at for column, at in links.items() if _is_open(at, visitor)}


def _is_open(at: str, visitor: Visitor) -> bool:
    needed = _needed().get(_shape(at.partition("?")[0]), ())
    return all(may_ask(visitor, CATALOGUE[use_case]) for use_case in needed)


def _shape(path: str) -> str:
    return NAMED.sub("{}", path)


@cache
def _needed() -> Mapping[str, tuple[str, ...]]:
    """Return what is asked at each address, without which nothing is shown there."""
    from minqing_http.pages.table import FORMS, PAGES  # noqa: PLC0415 - the table has every page

    pages = {
        _shape(page.path): tuple(one.use_case for one in page.shows.values() if one.needed)
        for page in PAGES
    }
    return {**pages, **{_shape(form.path): (form.use_case,) for form in FORMS}}


def _of_row(
    row: Mapping[str, Any], ways: Sequence[RowWay], words: Mapping[str, Any]
) -> Iterator[Task]:
    for way in ways:
        filled = {name: row[member] for name, member in way.fills.items()}
        led = all(row[name] in values for name, values in way.where.items())
        if led and None not in filled.values():
            form, named = _forms()[way.use_case], {n: row[m] for n, m in way.at.items()}
            path = form.path.format_map({**words, **row, **named})
            yield Task(way.title or form.title, f"{path}?{urlencode(filled)}" if filled else path)


@cache
def _forms() -> Mapping[str, Form]:
    from minqing_http.pages.table import FORMS  # noqa: PLC0415 - the table has every page

    return {form.use_case: form for form in FORMS}
