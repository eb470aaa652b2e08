"""A page behind its address: answers gathered, a template filled in, a list taken along."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import attrs
from aiohttp import web
from attrs import frozen

from minqing_http.operations import BY_USE_CASE
from minqing_http.pages.asked import Asker, taken_by
from minqing_http.pages.choices import choices_of, villages_of
from minqing_http.pages.entrance import Entrance, attached, html
from minqing_http.pages.fields import Field, filters_of
from minqing_http.pages.page import Page, Plain
from minqing_http.pages.rendering import Given, cell, render
from minqing_http.pages.sections import Section
from minqing_http.pages.tasks import tasks_of, with_ways
from minqing_http.pages.visitor import Visitor
from minqing_http.printing import DOCX, PDF, written
from minqing_http.refusals import NoSuchPageError

SHOWN_FIRST = 4
PAPERS = {"pdf": PDF, "docx": DOCX}
ROWS_MOST, PAGE_ROWS = 20_000, "500"
CSV, XLSX = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


@frozen(kw_only=True)
class PageAt:
    """A page, answering requests."""

    page: Page
    entrance: Entrance

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page."""
        words = {**request.query, **request.match_info}

        def made(visitor: Visitor) -> web.StreamResponse:
            asker = self.entrance.asker(request, visitor, words)
            return html(self._filled_in(asker, request.path, request.path_qs))

        return await self.entrance.page(request, made, known=not self.page.open)

    async def printed(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page as a paper to print and sign."""
        words = {**request.query, **request.match_info}
        kind = request.path.rpartition(".")[2]

        def made(visitor: Visitor) -> web.StreamResponse:
            return self._paper(self.entrance.asker(request, visitor, words), kind)

        return await self.entrance.page(request, made, known=not self.page.open)

    async def taken_along(self, request: web.Request) -> web.StreamResponse:
        """Answer with the whole list as a file."""
        words = {**request.query, **request.match_info, "limit": PAGE_ROWS}
        kind = request.path.rpartition(".")[2]

        def made(visitor: Visitor) -> web.StreamResponse:
            asker = self.entrance.asker(request, visitor, words)
            return self._file(asker, kind)

        return await self.entrance.page(request, made, known=not self.page.open)

    def _filled_in(self, asker: Asker, path: str, at: str) -> str:
        page, visitor = self.page, asker.visitor
        found = asker.gathered(page.shows)
        given = {**found, "words": Given(asker.words)}
        more = {} if page.sorted_out is None else page.sorted_out(given, visitor)
        if "sections" in more:
            more["sections"] = [_led_on(one, asker, more) for one in more["sections"]]
        said = {
            **found,
            **more,
            "title": page.title,
            "path": path,
            "words": Given(asker.words),
            "refusals": asker.refusals,
            "done": asker.words.get("done", ""),
            "tasks": tasks_of(_open(page.tasks, found), visitor, {**asker.words, **more}),
            "more": tasks_of(_open(page.more, found), visitor, {**asker.words, **more}),
            "listing": page.listing,
            "paper": page.paper,
            "tables": page.tables,
            "narrowed": urlencode(asker.words_asked(page.shows)),
        }
        said |= self._narrowing(asker)
        if page.listing is not None:
            said |= self._list(asker, next(iter(found.values())))
        return render(page.template, visitor, at, said)

    def _list(self, asker: Asker, answer: Plain) -> Plain:
        following = {**self._narrowed(asker.words), "cursor": str(answer.get("next") or "")}
        return {
            "answer": self._led(asker, answer),
            "following": urlencode(following) if answer.get("next") else "",
            "export": urlencode(self._narrowed(asker.words)),
        }

    def _led(self, asker: Asker, answer: Plain) -> Plain:
        if self.page.listing is None or not self.page.listing.ways:
            return answer
        rows = with_ways(answer["items"], self.page.listing.ways, asker.visitor, asker.words)
        return {**answer, "items": rows}

    def _narrowing(self, asker: Asker) -> Plain:
        first, filters = next(iter(self.page.shows.values())), villages_of(self._filters(), asker)
        return {
            "filters": filters,
            "narrowed_by": [one.name for one in filters if asker.words.get(one.name)],
            "shown_first": SHOWN_FIRST,
            "narrowed_further": any(asker.words.get(f.name) for f in filters[SHOWN_FIRST:]),
            "texts": {name: [text] for name, text in asker.texts(first).items()},
            "choices": choices_of(filters, asker, dated=False),
        }

    def _filters(self) -> tuple[Field, ...]:
        first, listing = next(iter(self.page.shows.values())), self.page.listing
        wanted = self.page.asks if listing is None else listing.filters
        return tuple(self._called(one) for one in filters_of(taken_by(first.use_case), wanted))

    def _called(self, one: Field) -> Field:
        page = self.page
        if one.name in page.coded:
            choices = tuple(page.coded[one.name].items())
            one = attrs.evolve(one, kind="choice", choices=choices)
        return attrs.evolve(one, label=page.named.get(one.name, one.label))

    def _narrowed(self, words: Mapping[str, str]) -> dict[str, str]:
        first = next(iter(self.page.shows.values()))
        names = {parameter.name for parameter in taken_by(first.use_case)} - {"cursor", "limit"}
        return {name: text for name, text in words.items() if name in names and text}

    def _file(self, asker: Asker, kind: str) -> web.Response:
        listing = self.page.listing
        if listing is None:
            return self._table(asker, kind)
        rows = [
            {name: cell(row.get(name), listing.labels.get(name)) for name in listing.columns}
            for row in self._rows(asker)
        ]
        body = _written(kind, listing.columns, rows)
        return attached(body, CSV if kind == "csv" else XLSX, f"{_named(self.page)}.{kind}")

    def _table(self, asker: Asker, kind: str) -> web.Response:
        """Return the table of the section whose number the address says."""
        given = {**asker.gathered(self.page.shows), "words": Given(asker.words)}
        made = self.page.sorted_out
        sections = [] if made is None else made(given, asker.visitor)["sections"]
        tables = {str(n): one for n, one in enumerate(sections) if one.rows}
        if asker.words.get("table") not in tables:
            raise NoSuchPageError
        one = tables[asker.words["table"]]
        rows = [{n: cell(row.get(n), one.labels.get(n)) for n in one.columns} for row in one.rows]
        body = _written(kind, one.columns, rows)
        return attached(body, CSV if kind == "csv" else XLSX, f"{_named(self.page)}.{kind}")

    def _paper(self, asker: Asker, kind: str) -> web.Response:
        name, first = next(iter(self.page.shows.items()))
        answer = asker.gathered({name: first})[name]
        media = PAPERS[kind]
        body = written(BY_USE_CASE[first.use_case], answer, media)
        title = f"{answer.get('case') or self.page.path.rpartition('/')[2]}.{kind}"
        return attached(body, media, title)

    def _rows(self, asker: Asker) -> Iterator[Mapping[str, Any]]:
        words, shows = dict(asker.words), self.page.shows
        first = next(iter(shows))
        for _ in range(ROWS_MOST // int(PAGE_ROWS)):
            asked = attrs.evolve(asker, words=words)
            answer = asked.gathered({first: shows[first]})[first]
            yield from answer["items"]
            if not answer.get("next"):
                return
            words["cursor"] = str(answer["next"])


def _named(page: Page) -> str:
    return page.path.rpartition("/")[2] or "list"


def _open(tasks: Sequence[str], found: Plain) -> list[str]:
    """Return those of these use cases that no answer says to be closed now."""
    closed = {name for one in found.values() if one for name in one.get("not_now", ())}
    return [task for task in tasks if task not in closed]


def _led_on(section: Section, asker: Asker, more: Plain) -> Section:
    """Return a section with the forms to which it and its rows lead."""
    words = {**asker.words, **more}
    if section.leads:
        (row,) = with_ways([section.row], section.leads, asker.visitor, words)
        section = attrs.evolve(section, row=row)
    if not section.ways:
        return section
    rows = with_ways(section.rows, section.ways, asker.visitor, words)
    return attrs.evolve(section, rows=rows)


def _written(kind: str, columns: Mapping[str, str], rows: list[dict[str, str]]) -> bytes:
    if kind == "csv":
        from minqing_core.documents.csv_ledger import csv_ledger  # noqa: PLC0415 - only then

        return csv_ledger(columns, rows).encode("utf-8-sig")
    from minqing_core.documents.ledgers import ledger  # noqa: PLC0415 - an extra

    return ledger(columns, rows, answer={"items": rows})
