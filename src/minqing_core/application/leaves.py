"""The leaves of the tree, for whoever keeps a mirror of it."""

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.following import require_reached
from minqing_core.application.listing import MOST, require_limit
from minqing_core.application.office import Office
from minqing_core.integrity.merkle import header_preimage, leaf_hash
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class LeafPage:
    """The leaf hashes after a position, in hexadecimal; ``next`` is where to go on."""

    items: tuple[str, ...]
    next: int
    position: int


@use_case("checkpoint.leaves", Power.RECORD_VERIFY, "S37", reads=True)
def leaves(office: Office, act: Act, *, after: int = 0, limit: int = MOST) -> LeafPage:
    """Give the leaf hashes after a position, derived from the bytes that are stored.

    Raises:
        BeyondLogError: the log does not reach that far.
    """
    require_limit(limit)
    size = require_reached(office, after)
    upto = min(after + limit, size)
    headers = office.log.headers(upto, after)
    return LeafPage(
        items=tuple(leaf_hash(header_preimage(**attrs.asdict(h))).hex() for h in headers),
        next=upto,
        position=size,
    )
