"""The high-water mark: a record that ends before its last checkpoint is not opened."""

from typing import TYPE_CHECKING

from minqing_core.application.ports import Checkpoints, EventLog
from minqing_core.integrity.refusals import CheckpointsAwayError
from minqing_core.integrity.signing import require_reaches
from minqing_core.kernel.ids import StreamId

if TYPE_CHECKING:
    from minqing_core.backups.events import EpochBegun

EPOCHS = StreamId("epochs")


def require_high_water(log: EventLog, checkpoints: Checkpoints) -> None:
    """Refuse a record that ends before its last checkpoint and does not say why.

    Raises:
        CheckpointsAwayError: checkpoints should be kept where nothing is.
        LogShorterError: it does.
    """
    away = checkpoints.away()
    if away is not None:
        raise CheckpointsAwayError(folder=away)
    latest = checkpoints.latest()
    if latest is None or log.size() >= latest.checkpoint.size:
        return
    lost = {(e.old_origin, e.old_size, e.old_root) for e in begun_epochs(log)}
    signed = latest.checkpoint
    if (signed.origin, signed.size, signed.root.hex()) not in lost:
        require_reaches(log.size(), signed.size)


def begun_epochs(log: EventLog) -> "tuple[EpochBegun, ...]":
    """Return what the record says of what it lost."""
    return tuple(envelope.event for envelope in log.stream(EPOCHS))
