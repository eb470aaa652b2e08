"""Whatever is tried with books, legal or not, every account balances, and custody is one."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.application.custody import book, held_by
from minqing_core.kernel.refusals import RefusalError

UNITS = st.sampled_from(["city", "org-office", "dafeng", "anyang"])
PEOPLE = st.sampled_from([MEMBER, SECRETARY])
SERIALS = [f"ZS-{number:06}" for number in range(1, 7)]
ROWS = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(
    lambda pair: {"prefix": "ZS", "first": min(pair), "last": max(pair)}
)
WORDS = st.just({"circumstances": "浸水", "usable": False})


def row(**units: Any) -> Any:
    """Give a row of books with the units that it is about."""
    return st.builds(lambda span, others: {**span, **others}, ROWS, st.fixed_dictionaries(units))


def of_one(name: str, **given: Any) -> Any:
    """Give something done with one book."""
    asked = st.fixed_dictionaries({"serial": st.sampled_from(SERIALS), **given})
    return st.tuples(st.just(name), asked)


MOVES = st.one_of(
    st.tuples(
        st.just("books.issue"),
        st.fixed_dictionaries({"issued": row(from_unit=UNITS, to_unit=UNITS)}),
    ),
    st.tuples(st.just("books.receive"), st.fixed_dictionaries({"received": row(unit=UNITS)})),
    of_one("books.give", giving=st.fixed_dictionaries({"holder": PEOPLE, "unit": UNITS})),
    of_one("books.sign"),
    of_one("books.full"),
    of_one("books.lost", lost=st.just({"circumstances": "遗失"})),
    of_one("books.found"),
    of_one("books.damaged", damaged=WORDS),
    of_one("books.void", voided=st.just({"reason": "不能用"})),
    of_one("books.hand-in", handed=st.just({"to": "dafeng", "reason": "year-end"})),
    of_one("books.refuse", refused=st.just({"reason": "缺页"})),
    of_one("books.take-in"),
    of_one("books.archive"),
)


def printed() -> Town:
    """Return a town with six books, half of them in the village."""
    made = Town()
    made.settle()
    city = {"unit": "city", "name": "大涌市", "kind": "city", "since": "2007-06-20"}
    made.do("roster.unit", unit=city)
    batch = {"batch": "一", "prefix": "ZS", "first": 1, "last": 6, "issuer": "city", "pages": 9}
    made.do("books.print", batch=batch)
    row = {"prefix": "ZS", "first": 1, "last": 3}
    made.do("books.issue", issued={**row, "from_unit": "city", "to_unit": "dafeng"})
    made.do("books.receive", received={**row, "unit": "dafeng"})
    return made


@pytest.mark.clause("S43", "S47")
@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.tuples(MOVES, st.sampled_from([CLERK, SECRETARY])), max_size=30))
def test_every_account_balances_after_whatever_was_tried(moves) -> None:
    town = printed()
    for (name, asked), person in moves:
        try:
            town.do(name, act=by(person), **asked)
        except RefusalError:
            continue
    ledger = town.do("books.ledger")
    assert all(line["balanced"] for line in [*ledger["items"], ledger["total"]])
    total = ledger["total"]
    assert total["printed"] == total["stock"] + total["on_the_way"] + total["issued"]
    for person in (MEMBER, SECRETARY):
        held = {serial for serial in SERIALS if book(town.office, serial).holder == person}
        assert {*held_by(town.office, person)} == held
    town.office.close()
