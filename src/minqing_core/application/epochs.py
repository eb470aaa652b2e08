"""A record that lost what was signed goes on under another name, and says so itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from minqing_core.application.catalogue import use_case
from minqing_core.application.checkpoints import CheckpointForgedError, CheckpointMissingError
from minqing_core.application.high_water import EPOCHS
from minqing_core.application.office import Office
from minqing_core.application.published_keys import published_key
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.backups.decisions import epochs
from minqing_core.backups.events import EpochBegun
from minqing_core.backups.state import fold
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power


@use_case("checkpoint.epoch", Power.BACKUP_KEEP, "S37", records=True)
def begin(office: Office, act: Act, vkey: str, reason: str) -> Recorded:
    """Begin a new epoch of a record that ends before its last checkpoint, under a new key.

    Raises:
        CheckpointMissingError: nothing was signed, so nothing that was signed is lost.
        CheckpointForgedError: it is not signed by the key of the record.
        KeyTextError: there is no such public key.
        EpochNeedlessError: nothing that was signed is lost.
        EpochNameError: the record was signed under that name before.
    """
    latest, key = office.checkpoints.latest(), published_key(vkey)
    if latest is None:
        raise CheckpointMissingError
    if office.checkpoints.is_authentic(latest.note) is False:
        raise CheckpointForgedError(file=latest.file)

    def decide(history: Sequence[Any], _: datetime) -> Sequence[Any]:
        size = office.size()
        begun = EpochBegun(
            old_origin=latest.checkpoint.origin,
            old_size=latest.checkpoint.size,
            old_root=latest.checkpoint.root.hex(),
            size=size,
            root=office.log.root(size),
            origin=key.name,
            vkey=str(key),
            reason=reason.strip(),
        )
        return epochs.begin(fold(history), begun=begun)

    return transact(
        office,
        Request(act=act, stream=EPOCHS, asked=["checkpoint.epoch", vkey, reason], whole_log=True),
        decide,
    )
