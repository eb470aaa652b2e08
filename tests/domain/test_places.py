"""Units lie within the units above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.places import UnitTree

CITY, TOWN, VILLAGE, OFFICE = map(UnitId, ["city", "town", "village", "office"])
TREE = UnitTree({CITY: None, TOWN: CITY, VILLAGE: TOWN, OFFICE: TOWN})


@st.composite
def trees(draw: st.DrawFn) -> UnitTree:
    """Draw a tree in which each unit but the first lies below an earlier one, or below none."""
    size = draw(st.integers(1, 12))
    above = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(size)]
    return UnitTree(
        {
            UnitId(f"u{n}"): None if parent is None else UnitId(f"u{parent}")
            for n, parent in enumerate(above)
        }
    )


def test_a_unit_is_followed_upwards_nearest_first() -> None:
    assert list(TREE.upwards(VILLAGE)) == [VILLAGE, TOWN, CITY]
    assert list(TREE.upwards(CITY)) == [CITY]


def test_an_unknown_unit_lies_nowhere() -> None:
    nowhere = UnitId("nowhere")

    assert nowhere not in TREE
    assert list(TREE.upwards(nowhere)) == []
    assert TREE.within(nowhere) == frozenset()
    assert not TREE.is_within(nowhere, nowhere)


def test_the_way_up_ends_where_the_tree_does() -> None:
    """A unit whose superior was never entered is followed no further."""
    tree = UnitTree({VILLAGE: TOWN})

    assert list(tree.upwards(VILLAGE)) == [VILLAGE]
    assert not tree.is_within(VILLAGE, TOWN)


def test_what_lies_within_a_unit() -> None:
    assert TREE.within(TOWN) == {TOWN, VILLAGE, OFFICE}
    assert TREE.within(VILLAGE) == {VILLAGE}
    assert TREE.is_within(VILLAGE, CITY)
    assert not TREE.is_within(CITY, VILLAGE)
    assert not TREE.is_within(VILLAGE, OFFICE)
    assert VILLAGE in TREE


@pytest.mark.clause("S84")
def test_a_dissolved_unit_lies_within_the_one_that_continues_it() -> None:
    hamlet, other, last = map(UnitId, ["hamlet", "other", "last"])
    tree = UnitTree(
        {CITY: None, TOWN: CITY, VILLAGE: TOWN, OFFICE: TOWN, hamlet: VILLAGE, other: CITY},
        {VILLAGE: other, other: last},
    )

    assert list(tree.upwards(hamlet)) == [hamlet, VILLAGE, other]
    assert tree.within(other) == {other, VILLAGE, hamlet}
    assert tree.within(TOWN) == {TOWN, OFFICE}
    assert [tree.continues(unit) for unit in (hamlet, VILLAGE, other)] == [hamlet, last, last]
    assert tree.continued_by({last, OFFICE}) == {last, OFFICE, VILLAGE, other}
    assert TREE.continued_by({TOWN}) == {TOWN}


@given(trees())
def test_lying_within_is_an_order(tree: UnitTree) -> None:
    """Each unit lies within itself; what lies within a part lies within the whole."""
    for unit in tree.parents:
        assert unit in tree.within(unit)
        for part in tree.within(unit):
            assert tree.within(part) <= tree.within(unit)
            assert part == unit or not tree.is_within(unit, part)
