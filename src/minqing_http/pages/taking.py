"""What is taken along from a page: its list or a table of it as a file, or a paper to sign."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
from aiohttp import web

from minqing_http.operations import BY_USE_CASE
from minqing_http.pages.asked import Asker
from minqing_http.pages.entrance import attached
from minqing_http.pages.page import Page, Worded
from minqing_http.pages.rendering import Given, cell
from minqing_http.pages.sections import Section
from minqing_http.printing import DOCX, PDF, written
from minqing_http.refusals import BookFullError, NoSuchPageError

PAPERS = {"pdf": PDF, "docx": DOCX}
MOST_IN_A_BOOK, PAGE_ROWS = 20_000, "500"
Rows: TypeAlias = list[dict[str, str]]
InThread: TypeAlias = Callable[..., Awaitable[Any]]
CSV, XLSX = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


def taken(page: Page, asker: Asker, form: str, in_thread: InThread) -> web.Response:
    """Return the whole list of a page as a file, or the table that the address names.

    Raises:
        BookFullError: a workbook does not take so many rows.
        NoSuchPageError: the page has no such table.
    """
    if page.listing is None:
        columns, pages = _table(page, asker, form)
    else:
        columns, pages = page.listing.columns, rows_of_list(page, asker, form)
    name = f"{page.path.rpartition('/')[2] or 'list'}.{form}"
    if form == "csv":
        return attached(_lines(columns, pages, in_thread), CSV, name)
    return attached(_book(columns, pages), XLSX, name)


def paper(page: Page, asker: Asker, form: str) -> web.Response:
    """Return the first answer of a page as a paper to print and sign."""
    name, first = next(iter(page.shows.items()))
    with asker.taking(first, form) as (taking, _):
        answer = taking.gathered({name: first})[name]
    media = PAPERS[form]
    body = written(BY_USE_CASE[first.use_case], answer, media)
    return attached(body, media, f"{answer.get('case') or page.path.rpartition('/')[2]}.{form}")


def _lines(
    columns: Mapping[str, str], pages: Iterator[Rows], in_thread: InThread
) -> AsyncIterator[bytes]:
    from minqing_core.documents.csv_ledger import csv_heading, csv_rows  # noqa: PLC0415 - only then

    first = next(pages)

    async def lines() -> AsyncIterator[bytes]:
        yield csv_heading(columns).encode("utf-8-sig")
        page: Rows | None = first
        while page is not None:
            yield csv_rows(columns, page).encode()
            page = await in_thread(next, pages, None)

    return lines()


def _book(columns: Mapping[str, str], pages: Iterator[Rows]) -> bytes:
    from minqing_core.documents.ledgers import ledger  # noqa: PLC0415 - an extra

    rows: Rows = []
    for page in pages:
        rows += page
        if len(rows) > MOST_IN_A_BOOK:
            raise BookFullError(most=MOST_IN_A_BOOK)
    return ledger(columns, rows, answer={"items": rows})


def rows_of_list(page: Page, asker: Asker, form: str) -> Iterator[Rows]:
    """Yield the rows of a list page by page, to its end."""
    assert page.listing is not None  # noqa: S101 - only a list is gone through
    listing, words = page.listing, dict(asker.words)
    name, first = next(iter(page.shows.items()))
    with asker.taking(first, form) as (taking, export):
        told, more = 0, True
        while more:
            answer = attrs.evolve(taking.anew(), words=words).gathered({name: first})[name]
            told, more = told + len(answer["items"]), bool(answer.get("next"))
            if form == "csv" or not more:
                export.rows = told
            yield _rows(answer["items"], listing.columns, listing.labels)
            words["cursor"] = str(answer.get("next"))


def _table(page: Page, asker: Asker, form: str) -> tuple[Mapping[str, str], Iterator[Rows]]:
    with asker.taking(next(iter(page.shows.values())), form) as (taking, export):
        one = _section(page, taking)
        export.rows = len(one.rows)
        rows = _rows(one.rows, one.columns, one.labels)
    return one.columns, iter([rows])


def _section(page: Page, asker: Asker) -> Section:
    given = {**asker.gathered(page.shows), "words": Given(asker.words)}
    made = page.sorted_out
    sections = [] if made is None else made(given, asker.visitor)["sections"]
    tables = {str(number): one for number, one in enumerate(sections) if one.rows}
    if asker.words.get("table") not in tables:
        raise NoSuchPageError
    found: Section = tables[asker.words["table"]]
    return found


def _rows(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], labels: Mapping[str, Worded]
) -> Rows:
    return [{name: cell(row.get(name), labels.get(name)) for name in columns} for row in rows]
