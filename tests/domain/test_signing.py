"""The signer signs only what goes on from what it signed before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sumdb import LEAVES

from minqing_core.integrity.merkle import Frontier, frontier, leaf_hash
from minqing_core.integrity.refusals import LogShorterError, PrefixChangedError, TreeChangedError
from minqing_core.integrity.signing import require_reaches, require_registered, require_same


def test_a_log_that_ends_before_what_was_signed_is_refused() -> None:
    require_reaches(7, 7)
    with pytest.raises(LogShorterError) as raised:
        require_reaches(5, 7)

    assert str(raised.value) == ("记录只有 5 条，检查点已签到第 7 条：第 6 条至第 7 条已被移除")


@given(st.integers(1, 70), st.data())
def test_a_changed_past_is_refused_and_its_place_named(size: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, size))
    changed = [*LEAVES[: at - 1], leaf_hash(b"rewritten"), *LEAVES[at:size]]

    require_same(frontier(LEAVES[:size]), frontier(LEAVES[:size]))
    with pytest.raises(PrefixChangedError) as raised:
        require_same(frontier(changed), frontier(LEAVES[:size]))

    assert raised.value.facts["first"] <= at <= raised.value.facts["last"]


def test_a_tree_that_is_not_that_of_its_events_is_refused() -> None:
    reached = frontier(LEAVES[:3])
    nodes = b"".join(reached.nodes)

    require_registered(reached, 3, nodes)
    require_registered(Frontier(), 0, b"")
    for size, registered in ((4, nodes), (3, nodes[::-1])):
        with pytest.raises(TreeChangedError) as raised:
            require_registered(reached, size, registered)
        assert str(raised.value) == f"登记的 {size} 条与实存的记录不符；未签署新的检查点"


@pytest.mark.parametrize(("at", "first", "last"), [(1, 1, 4), (4, 1, 4), (5, 5, 6), (7, 7, 7)])
def test_the_place_of_a_change_is_the_complete_subtree_that_it_is_in(
    at: int, first: int, last: int
) -> None:
    changed = [*LEAVES[: at - 1], leaf_hash(b"rewritten"), *LEAVES[at:7]]
    with pytest.raises(PrefixChangedError) as raised:
        require_same(frontier(changed), frontier(LEAVES[:7]))
    assert str(raised.value) == f"第 {first} 条至第 {last} 条与签过的不符，其中有改动"
