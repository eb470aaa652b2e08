"""Whatever is handed in, a use case answers, or refuses and leaves no trace."""

from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.application.asking import answer, parameters
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.secret import Secret

EXAMPLES = 30
KNOWN = (
    "2024-000001",
    SECRETARY,
    MEMBER,
    "dafeng",
    "town",
    "HOT_DIFFICULT.ROADS",
    "OTHER",
    "conclude",
    "title",
    "learned_at",
    "place",
    "96.2024-000001",
    "",
    "#",
)
DAYS = (
    "2024-03-01",
    "2024-02-29",
    "2023-02-29",
    "1900-01-01",
    "2999-12-31",
    "0001-01-01",
    "20240301",
)
INSTANTS = (
    *DAYS,
    "2024-03-01T08:30:00+08:00",
    "2024-03-01T08:30",
    "1900-01-01T00:00:00+08:05:43",
    "9999-12-31T23:59:59-12:00",
    "2999-12-31T23:59:59.999999-12:00",
)
WORDS = st.one_of(st.sampled_from(KNOWN), st.text(max_size=8))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def fitting(kind: Any) -> st.SearchStrategy[Any]:
    """Give plain values that mostly fit a type."""
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (arg for arg in get_args(kind) if arg is not NoneType)
        return st.none() | fitting(inner)
    if get_origin(kind) is tuple:
        return st.lists(fitting(get_args(kind)[0]), max_size=3)
    if attrs.has(kind):
        hints = get_type_hints(kind)
        return st.fixed_dictionaries(
            {field.name: fitting(hints[field.name]) for field in attrs.fields(kind)}
        )
    return mostly(PLAIN[kind] if kind in PLAIN else st.sampled_from([*map(str, kind)]))


def mostly(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give a good value nine times out of ten, and anything at all otherwise."""
    return st.integers(0, 9).flatmap(lambda n: JUNK if n == 0 else good)


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    Personal: WORDS,
    Secret: WORDS,
    bool: st.booleans(),
    int: st.integers(-2, 20) | st.integers() | st.sampled_from([10**18, -(10**18), 2**63]),
    date: st.sampled_from(DAYS) | st.dates().map(str),
    datetime: st.sampled_from(INSTANTS) | st.datetimes().map(lambda at: f"{at.isoformat()}Z"),
}


@pytest.fixture(scope="module")
def busy():
    """Give a town in which something is on record."""
    town = Town()
    town.settle()
    town.record(learned_at="2024-02-20")
    yield town
    town.office.close()


@pytest.mark.parametrize("name", sorted(CATALOGUE))
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_use_case_answers_or_refuses_whatever_it_is_asked(busy, name, data) -> None:
    shape = {key: fitting(kind) for key, kind in parameters(CATALOGUE[name]).items()}
    asked = data.draw(
        st.one_of(
            st.fixed_dictionaries(shape),
            st.fixed_dictionaries({}, optional=shape),
            st.dictionaries(st.sampled_from([*shape, "bogus"]), JUNK),
        )
    )
    who = data.draw(st.sampled_from([CLERK, SECRETARY]))
    before = busy.office.log.size()
    refused = ""
    try:
        answer(busy.office, name, by(who), asked)
    except RefusalError as refusal:
        refused = str(refusal)
    assert not refused or busy.office.log.size() == before
