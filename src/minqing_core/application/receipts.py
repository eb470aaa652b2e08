"""Receipts: the proof that a matter is in the record, small enough for one picture."""

from datetime import datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.checkpoints import chosen
from minqing_core.application.office import Office
from minqing_core.integrity.merkle import leaf_hash, leaf_preimage
from minqing_core.integrity.proofs import inclusion_proof, proves_inclusion
from minqing_core.integrity.receipt import Receipt
from minqing_core.integrity.refusals import PrefixChangedError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views import cases


class ReceiptEarlyError(RefusalError):
    """Nothing of the matter is covered by a checkpoint yet."""

    kind = "conflict"
    code = "receipt-early"
    text = "{case} 在最近一次检查点（{size} 条）之后才记录，签署新的检查点后即可出具回执"


@frozen(kw_only=True)
class ReceiptPage:
    """A matter's receipt: the last event that a checkpoint covers, and its proof verbatim.

    ``beyond`` counts the events of the matter that came after the checkpoint.
    """

    case: CaseId
    position: int
    version: int
    recorded_at: datetime
    size: int
    beyond: int
    text: str


@use_case("receipt", Power.DIARY_READ, "S37", reads=True)
def receipt(
    office: Office, act: Act, case: CaseId, *, checkpoint: str | None = None
) -> ReceiptPage:
    """Prove that a matter is in the record, up to the last event that a checkpoint covers.

    Raises:
        ReceiptEarlyError: the checkpoint covers nothing of it.
        PrefixChangedError: the record is not what the checkpoint says.
    """
    note, signed = chosen(office, checkpoint)
    history = office.history(cases.stream_of(case))
    covered = office.log.stored(cases.stream_of(case), signed.size)
    if not covered:
        raise ReceiptEarlyError(case=case, size=signed.size)
    last = covered[-1]
    leaves = office.log.leaves(signed.size)
    made = Receipt(
        index=last.position - 1,
        proof=inclusion_proof(leaves, last.position - 1),
        checkpoint=note,
        extra=leaf_preimage(
            stream=cases.stream_of(case),
            version=last.version,
            name=last.name,
            logged_at=last.logged_at,
            state=last.state,
        ),
    )
    if not proves_inclusion(
        made.proof,
        leaf=leaf_hash(made.extra),
        index=made.index,
        size=signed.size,
        root=signed.root,
    ):
        raise PrefixChangedError(first=1, last=signed.size)
    return ReceiptPage(
        case=case,
        position=last.position,
        version=last.version,
        recorded_at=history[last.version - 1].recorded_at,
        size=signed.size,
        beyond=len(history) - len(covered),
        text=str(made),
    )
