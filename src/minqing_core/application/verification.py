"""Proving that the record is whole."""

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.integrity.verdict import Audit
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power


@use_case("verify", Power.RECORD_VERIFY, "S37")
def verify(office: Office, act: Act) -> Audit:
    """Check every stored byte of the record against its Merkle tree."""
    return office.log.audit(office.progress)
