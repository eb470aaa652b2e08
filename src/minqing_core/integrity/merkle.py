"""The Merkle tree of RFC 6962 over the log, kept as its frontier."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from attrs import frozen


def leaf_hash(preimage: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962 §2.1)."""
    return sha256(b"\x00" + preimage).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962 §2.1)."""
    return sha256(b"\x01" + left + right).digest()


@frozen
class Frontier:
    """The complete subtrees of a log, largest first: enough to append and to name the root."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def with_leaf(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf."""
        nodes, node, size = list(self.nodes), leaf, self.size
        while size & 1:
            node = node_hash(nodes.pop(), node)
            size >>= 1
        return Frontier(self.size + 1, (*nodes, node))

    def root(self) -> bytes:
        """Return the root of the tree."""
        if not self.nodes:
            return sha256(b"").digest()
        node = self.nodes[-1]
        for left in reversed(self.nodes[:-1]):
            node = node_hash(left, node)
        return node


def frontier(leaves: Iterable[bytes]) -> Frontier:
    """Return the frontier of these leaf hashes."""
    found = Frontier()
    for leaf in leaves:
        found = found.with_leaf(leaf)
    return found


def leaf_preimage(  # the five facts of a leaf are its format
    *, stream: str, version: int, name: str, logged_at: int, state: bytes
) -> bytes:
    """Return what a leaf hashes: LF-terminated UTF-8 lines, the stored bytes as their hash.

    Args:
        stream: the stream's id.
        version: the event's version in its stream, from 1.
        name: the event's stored name.
        logged_at: milliseconds since 1970 UTC.
        state: the bytes as stored, ciphertext included.
    """
    return header_preimage(
        stream=stream,
        version=version,
        name=name,
        logged_at=logged_at,
        digest=sha256(state).digest(),
    )


def header_preimage(
    *, stream: str, version: int, name: str, logged_at: int, digest: bytes
) -> bytes:
    """Return what a leaf hashes, where of the stored bytes only their SHA-256 is at hand."""
    lines: Sequence[str] = (
        "minqing-leaf/v1",
        stream,
        str(version),
        name,
        str(logged_at),
        digest.hex(),
    )
    return "".join(f"{line}\n" for line in lines).encode()
