"""A page behind its address: answers gathered, a template filled in, a list taken along."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import attrs
from aiohttp import web
from attrs import frozen

from minqing_core.kernel.periods import after, before, period
from minqing_core.kernel.refusals import InvalidInputError, RefusalError
from minqing_http.pages.asked import Asker, taken_by
from minqing_http.pages.choices import choices_of
from minqing_http.pages.entrance import Entrance, html
from minqing_http.pages.fields import Field, filters_of
from minqing_http.pages.filling import faults_of
from minqing_http.pages.naming import typed_numbers
from minqing_http.pages.page import Listing, Page, Plain
from minqing_http.pages.rendering import Given, render
from minqing_http.pages.sections import Section
from minqing_http.pages.taking import PAGE_ROWS, paper, taken
from minqing_http.pages.tasks import open_links, tasks_of, with_ways
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import did
from minqing_http.problems import status_of

SHOWN_FIRST = 4
BEFORE, AFTER = "上一期", "下一期"
UNFIT = frozenset({"invalid", "not-found"})


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
            return self._shown(asker, request.path, request.path_qs)

        return await self.entrance.page(request, made, known=not self.page.open)

    async def printed(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page as a paper to print and sign."""
        words = {**request.query, **request.match_info}
        kind = request.path.rpartition(".")[2]

        def made(visitor: Visitor) -> web.StreamResponse:
            return paper(self.page, self.entrance.asker(request, visitor, words), kind)

        return await self.entrance.page(request, made, known=not self.page.open)

    async def taken_along(self, request: web.Request) -> web.StreamResponse:
        """Answer with the whole list as a file; what is long comes page by page, to its end."""
        words = {**request.query, **request.match_info, "limit": PAGE_ROWS}
        kind = request.path.rpartition(".")[2]

        def made(visitor: Visitor) -> web.StreamResponse:
            asker = self._by_number(self.entrance.asker(request, visitor, words))
            return taken(self.page, asker, kind, self.entrance.door.to_thread)

        return await self.entrance.page(request, made, known=not self.page.open)

    def _shown(self, asker: Asker, path: str, at: str) -> web.Response:
        """Answer with the page; where it cannot be narrowed so, with the whole of it and why."""
        try:
            return html(self._filled_in(self._by_number(asker), path, at, asker))
        except RefusalError as refusal:
            if refusal.kind not in UNFIT or not any(map(asker.words.get, self._narrowing_names())):
                raise
            whole = attrs.evolve(asker, words=self._widened(asker.words))
            told = self._filled_in(whole, path, at, asker, refusal)
            return html(told, status_of(type(refusal)))

    def _filled_in(
        self,
        asker: Asker,
        path: str,
        at: str,
        typed: Asker,
        refusal: RefusalError | None = None,
    ) -> str:
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
            "did": did(asker.words.get("did", "")),
            "tasks": tasks_of(_open(page.tasks, found), visitor, {**asker.words, **more}),
            "more": tasks_of(_open(page.more, found), visitor, {**asker.words, **more}),
            "listing": self._listing(visitor),
            "paper": page.paper,
            "tables": page.tables,
            "narrowed": urlencode(asker.words_asked(page.shows)),
        }
        said |= self._narrowing(typed, refusal)
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

    def _listing(self, visitor: Visitor) -> Listing | None:
        """Return the list with the links that lead where a visitor may go."""
        listing = self.page.listing
        if listing is None:
            return None
        return attrs.evolve(listing, links=open_links(listing.links, visitor))

    def _led(self, asker: Asker, answer: Plain) -> Plain:
        if self.page.listing is None or not self.page.listing.ways:
            return answer
        rows = with_ways(answer["items"], self.page.listing.ways, asker.visitor, asker.words)
        return {**answer, "items": rows}

    def _narrowing(self, asker: Asker, refusal: RefusalError | None) -> Plain:
        first, filters = next(iter(self.page.shows.values())), self._filters()
        wrong = {name.rpartition(".")[2]: text for name, text in faults_of(refusal).items()}
        return {
            "unfit": "" if refusal is None or wrong else str(refusal),
            "unfit_at": wrong,
            "filters": filters,
            "narrowed_by": [one.name for one in filters if asker.words.get(one.name)],
            "shown_first": SHOWN_FIRST,
            "narrowed_further": any(asker.words.get(f.name) for f in filters[SHOWN_FIRST:]),
            "texts": {name: [text] for name, text in asker.texts(first).items()},
            "periods_beside": [] if refusal else list(self._steps(asker, filters)),
            "choices": choices_of(filters, asker, dated=False),
        }

    def _steps(self, asker: Asker, filters: Sequence[Field]) -> Iterator[tuple[str, str]]:
        """Yield the ways to the period before and after the one that is shown."""
        shown = asker.texts(next(iter(self.page.shows.values())))
        names = [one.name for one in filters if one.kind in {"period", "quarter"}]
        one = period(shown.get(names[0], "")) if len(names) == 1 else None
        if one is None:
            return
        today = date.fromisoformat(asker.visitor.today)
        for words, other in ((BEFORE, before(one)), (AFTER, after(one, today))):
            if other is not None:
                yield words, urlencode({**self._narrowed(asker.words), names[0]: str(other)})

    def _by_number(self, asker: Asker) -> Asker:
        """Return who asks with the numbers of the people and units by whom it is narrowed.

        Raises:
            InvalidInputError: some go by none or by several.
        """
        words, faults = typed_numbers(asker.office, self._filters(), asker.words)
        if faults:
            raise InvalidInputError(faults)
        return attrs.evolve(asker, words=words)

    def _narrowing_names(self) -> tuple[str, ...]:
        return self.page.asks if self.page.listing is None else self.page.listing.filters

    def _widened(self, words: Mapping[str, str]) -> dict[str, str]:
        left = {*self._narrowing_names(), "cursor"}
        return {name: text for name, text in words.items() if name not in left}

    def _filters(self) -> tuple[Field, ...]:
        taken = taken_by(next(iter(self.page.shows.values())).use_case)
        return tuple(self._called(one) for one in filters_of(taken, self._narrowing_names()))

    def _called(self, one: Field) -> Field:
        page = self.page
        if one.name in page.coded:
            choices = tuple(page.coded[one.name].items())
            one = attrs.evolve(one, kind="choice", choices=choices)
        if one.name in page.periods:
            one = attrs.evolve(one, kind=page.periods[one.name])
        return attrs.evolve(one, label=page.named.get(one.name, one.label))

    def _narrowed(self, words: Mapping[str, str]) -> dict[str, str]:
        first = next(iter(self.page.shows.values()))
        names = {parameter.name for parameter in taken_by(first.use_case)} - {"cursor", "limit"}
        return {name: text for name, text in words.items() if name in names and text}


def _open(tasks: Sequence[str], found: Plain) -> list[str]:
    """Return those of these use cases that no answer says to be closed now."""
    closed = {name for one in found.values() if one for name in one.get("not_now", ())}
    return [task for task in tasks if task not in closed]


def _led_on(section: Section, asker: Asker, more: Plain) -> Section:
    """Return a section with the pages and forms to which it and its rows lead."""
    words = {**asker.words, **more}
    section = attrs.evolve(section, links=open_links(section.links, asker.visitor))
    if section.leads:
        (row,) = with_ways([section.row], section.leads, asker.visitor, words)
        section = attrs.evolve(section, row=row)
    if not section.ways:
        return section
    rows = with_ways(section.rows, section.ways, asker.visitor, words)
    return attrs.evolve(section, rows=rows)
