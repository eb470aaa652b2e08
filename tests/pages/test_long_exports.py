"""What is taken along from a list is the whole of it, or refused."""

import csv
from collections.abc import Iterator
from itertools import chain

import pytest
from tests.http.serving import CLERK, Served
from tests.pages.visiting import PASSWORD, Visitor
from tests.stores import empty_office

from minqing_core import Act
from minqing_core.application.asking import answer
from minqing_core.application.ports import AccessEntry
from minqing_core.kernel.ids import PersonId
from minqing_http.pages.asked import taken_by
from minqing_http.pages.table import PAGES
from minqing_http.pages.taking import MOST_IN_A_BOOK

READER = PersonId("000900")
LONG = f"?person={READER}"


@pytest.fixture
def town() -> Iterator[Served]:
    """Give a town whose log of readings has more entries of one person than go into a book."""
    with Served(empty_office()) as served:
        served.do("account.init", person=CLERK, login="clerk", password=PASSWORD)
        facts = {"name": "陈调查", "kind": "town-office-civil-servant", "since": "2020-01-01"}
        posted = {**facts, "post": "investigator", "unit": "town"}
        served.do("roster.person", person=READER, facts=posted)
        given = served.do("account.open", person=READER, login="reader")["password"]
        act = Act(actor=READER)
        asked = {"current": given, "password": PASSWORD}
        answer(served.office, "account.change-password", act, asked)
        for _ in range(MOST_IN_A_BOOK + 1):
            served.office.access.note(_reading(served))
        yield served


def _reading(town: Served) -> AccessEntry:
    return AccessEntry(
        at=town.office.now(),
        actor=READER,
        on_behalf_of=None,
        channel="page",
        use_case="case.list",
        subject=None,
        outcome="read",
    )


@pytest.mark.clause("S12", "S72")
def test_a_long_list_is_taken_along_to_its_end(town: Served) -> None:
    visitor = Visitor(town.port).log_in("reader")

    rows = list(csv.reader(visitor.get(f"/access.csv{LONG}").text.splitlines()))

    heading, *entries = rows
    assert heading[0].startswith("\ufeff")
    assert len(entries) > MOST_IN_A_BOOK
    assert {len(row) for row in entries} == {len(heading)}


@pytest.mark.clause("S12", "S72")
def test_a_list_too_long_for_a_book_is_refused_and_says_what_is_right(town: Served) -> None:
    visitor = Visitor(town.port).log_in("reader")

    told = visitor.get(f"/access.xlsx{LONG}")

    assert told.status == 422
    assert "CSV" in told.words
    assert str(MOST_IN_A_BOOK) in told.words


def test_a_list_that_cannot_be_shown_whole_can_be_gone_through() -> None:
    """Where a reading gives so many rows and no more, it takes a cursor to the next."""
    lists = [page for page in PAGES if page.listing is not None]
    first = chain.from_iterable(list(page.shows.values())[:1] for page in lists)
    taken = [{parameter.name for parameter in taken_by(one.use_case)} for one in first]

    assert lists
    assert [names for names in taken if "limit" in names and "cursor" not in names] == []
