"""Inclusion and consistency are proved as RFC 6962 defines it, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sumdb import LEAVES, ROOTS, VECTORS

from minqing_core.integrity.merkle import frontier, leaf_hash
from minqing_core.integrity.proofs import (
    consistency_proof,
    inclusion_proof,
    proves_consistency,
    proves_inclusion,
)

sizes = st.integers(1, 70)
hashes = st.binary(min_size=32, max_size=32)


def test_the_leaves_are_those_of_another_implementation() -> None:
    assert [leaf_hash(f"leaf {n}".encode()) for n in range(70)] == LEAVES


def test_the_roots_are_those_of_another_implementation() -> None:
    assert [frontier(LEAVES[:size]).root() for size in range(1, 71)] == ROOTS[1:]


def test_inclusion_is_proved_as_by_another_implementation() -> None:
    for vector in VECTORS["inclusion"]:
        found = inclusion_proof(LEAVES[: vector["size"]], vector["index"])
        assert [node.hex() for node in found] == vector["proof"], vector


def test_consistency_is_proved_as_by_another_implementation() -> None:
    for vector in VECTORS["consistency"]:
        found = consistency_proof(LEAVES[: vector["later"]], vector["size"])
        assert [node.hex() for node in found] == vector["proof"], vector


def test_every_leaf_of_every_small_tree_is_proved() -> None:
    for size in range(1, 71):
        for index in range(size):
            proof = inclusion_proof(LEAVES[:size], index)
            assert included(proof, index, size), (index, size)


def test_every_prefix_of_every_small_tree_is_proved() -> None:
    for later in range(1, 71):
        for size in range(1, later + 1):
            proof = consistency_proof(LEAVES[:later], size)
            assert consistent(proof, size, later), (size, later)


@given(sizes, st.data())
def test_a_proof_of_one_leaf_proves_no_other(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    proof = inclusion_proof(LEAVES[:size], index)

    proved = proves_inclusion(proof, leaf=LEAVES[index], index=other, size=size, root=ROOTS[size])
    assert proved is (other == index)


@given(sizes, st.data())
def test_any_change_of_an_inclusion_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LEAVES[:size], index)
    changed = data.draw(st.lists(st.sampled_from(proof) | hashes if proof else hashes))

    assert included(changed, index, size) is (tuple(changed) == proof)


@given(st.integers(2, 70), st.data())
def test_any_change_of_a_consistency_proof_proves_nothing(later: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, later - 1))
    proof = consistency_proof(LEAVES[:later], size)
    changed = data.draw(st.lists(st.sampled_from(proof) | hashes))

    assert consistent(changed, size, later) is (tuple(changed) == proof)


@given(st.integers(2, 70), st.data())
def test_a_tree_with_another_past_is_consistent_with_nothing(
    later: int, data: st.DataObject
) -> None:
    """Whoever rebuilds every hash after changing an event goes on from no other tree."""
    size = data.draw(st.integers(1, later - 1))
    at = data.draw(st.integers(0, size - 1))
    rebuilt = [*LEAVES[:at], leaf_hash(b"rewritten"), *LEAVES[at + 1 : later]]
    proof = consistency_proof(rebuilt, size)

    assert not proves_consistency(
        proof,
        size=size,
        root=ROOTS[size],
        later_size=later,
        later_root=frontier(rebuilt).root(),
    )


def test_the_same_tree_is_consistent_with_itself_by_no_proof() -> None:
    assert consistent((), 7, 7)
    assert not consistent((ROOTS[1],), 7, 7)
    assert not proves_consistency((), size=7, root=ROOTS[7], later_size=7, later_root=ROOTS[6])


def test_a_larger_or_an_empty_tree_is_a_prefix_of_none() -> None:
    assert not consistent((ROOTS[1],), 8, 7)
    assert not consistent((ROOTS[1],), 0, 7)
    assert not consistent((), 3, 7)


def test_of_a_tree_of_one_leaf_nothing_is_left_to_prove() -> None:
    assert included((), 0, 1)
    assert not included((ROOTS[1],), 0, 1)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_that_is_not_there_has_no_proof(index: int) -> None:
    with pytest.raises(IndexError, match=f"^{index}$"):
        inclusion_proof(LEAVES[:3], index)


@pytest.mark.parametrize("size", [0, 4])
def test_a_tree_that_is_no_prefix_has_no_proof(size: int) -> None:
    with pytest.raises(IndexError, match=f"^{size}$"):
        consistency_proof(LEAVES[:3], size)


def included(proof, index: int, size: int) -> bool:
    """Say whether a proof proves the leaf of the vectors at an index."""
    return proves_inclusion(proof, leaf=LEAVES[index], index=index, size=size, root=ROOTS[size])


def consistent(proof, size: int, later: int) -> bool:
    """Say whether a proof proves that a tree of the vectors is a prefix of a later one."""
    return proves_consistency(
        proof, size=size, root=ROOTS[size], later_size=later, later_root=ROOTS[later]
    )
