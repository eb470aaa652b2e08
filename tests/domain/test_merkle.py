"""The Merkle tree is the one of RFC 6962."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.integrity.merkle import (
    Frontier,
    frontier,
    leaf_hash,
    leaf_preimage,
    node_hash,
)

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

# The entries and roots of the reference implementation (certificate-transparency, merkletree).
ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def defined_root(hashes: list[bytes]) -> bytes:
    """Return MTH as RFC 6962 §2.1 defines it, over leaf hashes."""
    if not hashes:
        return sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + defined_root(hashes[:split]) + defined_root(hashes[split:])).digest()


def numbered(count: int) -> list[bytes]:
    """Return that many leaf hashes, all different."""
    return [leaf_hash(str(number).encode()) for number in range(count)]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root().hex() == EMPTY
    assert frontier([]) == Frontier()


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, start=1)))
def test_published_roots(size: int, root: str) -> None:
    entries = [bytes.fromhex(entry) for entry in ENTRIES[:size]]

    assert frontier(leaf_hash(entry) for entry in entries).root().hex() == root


def test_a_leaf_and_a_node_are_hashed_apart() -> None:
    """A leaf whose preimage is two hashes is not the node above them (second preimage)."""
    left, right = numbered(2)

    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"L123456").hex() == (
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert node_hash(b"N123", b"N456").hex() == (
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


def test_the_root_is_the_defined_one_up_to_70_leaves() -> None:
    for size in range(71):
        assert frontier(numbered(size)).root() == defined_root(numbered(size)), size


def test_the_frontier_holds_one_complete_subtree_for_each_one_bit_of_the_size() -> None:
    for size in range(71):
        hashes, rest, expected = numbered(size), size, []
        while rest:
            width = 1 << (rest.bit_length() - 1)
            expected.append(defined_root(hashes[size - rest : size - rest + width]))
            rest -= width

        assert frontier(hashes) == Frontier(size, tuple(expected))


@given(leaves, st.integers(0, 70))
def test_a_log_may_be_put_away_and_gone_on_with(hashes: list[bytes], cut: int) -> None:
    """A frontier kept as its size and its nodes goes on as if it had never been put away."""
    kept = frontier(hashes[:cut])
    resumed = Frontier(kept.size, tuple(kept.nodes))
    for leaf in hashes[cut:]:
        resumed = resumed.with_leaf(leaf)

    assert resumed == frontier(hashes)


@given(leaves.filter(bool), st.data())
def test_any_other_leaf_gives_another_root(hashes: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(hashes) - 1))
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda leaf: leaf != hashes[at]))

    assert frontier([*hashes[:at], other, *hashes[at + 1 :]]).root() != frontier(hashes).root()


@given(leaves.filter(bool), st.data())
def test_a_leaf_left_out_gives_another_root(hashes: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(hashes) - 1))

    assert frontier(hashes[:at] + hashes[at + 1 :]).root() != frontier(hashes).root()


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=70, unique=True))
def test_leaves_exchanged_give_another_root(hashes: list[bytes]) -> None:
    exchanged = [hashes[-1], *hashes[1:-1], hashes[0]]

    assert frontier(exchanged).root() != frontier(hashes).root()


def test_appending_leaves_the_frontier_before_as_it_was() -> None:
    before = frontier(numbered(7))
    kept = Frontier(before.size, before.nodes)
    before.with_leaf(leaf_hash(b"one more"))

    assert before == kept


def test_no_two_sizes_share_a_root() -> None:
    roots = [frontier([leaf_hash(b"")] * size).root() for size in range(71)]

    assert len(set(roots)) == 71


def test_a_leaf_is_six_lines() -> None:
    preimage = leaf_preimage(
        stream="case/2026-000123",
        version=3,
        name="diary.matter-recorded.v1",
        logged_at=1_795_420_800_000,
        state=b"stored",
    )

    assert preimage == (
        b"minqing-leaf/v1\n"
        b"case/2026-000123\n"
        b"3\n"
        b"diary.matter-recorded.v1\n"
        b"1795420800000\n"
        b"87b04e58961f9a99d853d4046a0b5b793e7c3e4bbd21f5aca8fb17c20cdb1d8b\n"
    )


def test_a_leaf_names_streams_in_utf_8() -> None:
    preimage = leaf_preimage(stream="村/东风", version=1, name="n", logged_at=0, state=b"")

    assert preimage.decode().splitlines() == ["minqing-leaf/v1", "村/东风", "1", "n", "0", EMPTY]


FACTS = st.fixed_dictionaries(
    {
        "stream": st.text(st.characters(codec="utf-8", exclude_characters="\n")),
        "version": st.integers(1),
        "name": st.from_regex(r"[a-z.-]+\.v[1-9]", fullmatch=True),
        "logged_at": st.integers(0),
        "state": st.binary(),
    }
)


@given(FACTS, FACTS)
def test_different_facts_have_different_preimages(one: dict, other: dict) -> None:
    assert (leaf_preimage(**one) == leaf_preimage(**other)) is (one == other)


@given(FACTS, st.sampled_from(["stream", "version", "name", "logged_at", "state"]), st.data())
def test_each_fact_is_covered(facts: dict, which: str, data: st.DataObject) -> None:
    """A leaf that differs in one fact only is another leaf."""
    other = facts | {which: data.draw(FACTS)[which]}

    assert (leaf_preimage(**other) == leaf_preimage(**facts)) is (other == facts)
