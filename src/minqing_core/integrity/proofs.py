"""Inclusion and consistency proofs of RFC 6962, made over leaf hashes and checked (RFC 9162)."""

from collections.abc import Sequence
from itertools import islice

from minqing_core.integrity.merkle import frontier, node_hash

Proof = tuple[bytes, ...]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> Proof:
    """Return the proof that the leaf at an index is in the tree, from its sibling upwards.

    Raises:
        IndexError: the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path, start, end = [], 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_root(leaves, middle, end))
            end = middle
        else:
            path.append(_root(leaves, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], size: int) -> Proof:
    """Return the proof that the tree of the first *size* leaves is a prefix of the whole one.

    Raises:
        IndexError: that tree is empty, or larger than the whole one.
    """
    if not 1 <= size <= len(leaves):
        raise IndexError(size)
    path: list[bytes] = []
    start, end, known = 0, len(leaves), True
    while size != end:
        middle = start + _split(end - start)
        if size <= middle:
            path.append(_root(leaves, middle, end))
            end = middle
        else:
            path.append(_root(leaves, start, middle))
            start, known = middle, False
    if not known:
        path.append(_root(leaves, start, end))
    return tuple(reversed(path))


def proves_inclusion(
    proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes
) -> bool:
    """Say whether a proof shows that a leaf is in the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, at, last = leaf, index, size - 1
    for other in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(other, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, other)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def proves_consistency(
    proof: Sequence[bytes], *, size: int, root: bytes, later_size: int, later_root: bytes
) -> bool:
    """Say whether a proof shows that a tree is a prefix of a later one (RFC 9162 §2.1.4.2)."""
    if size == later_size:
        return not proof and root == later_root
    if not 0 < size < later_size or not proof:
        return False
    path = [root, *proof] if size & (size - 1) == 0 else [*proof]
    at, last = size - 1, later_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = node_hash(other, older), node_hash(other, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, other)
        at, last = at >> 1, last >> 1
    return last == 0 and (older, newer) == (root, later_root)


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    return frontier(islice(leaves, start, end)).root()
