"""The high-water mark: a record that ends before its last checkpoint is not opened."""

from minqing_core.application.ports import Checkpoints, EventLog
from minqing_core.integrity.signing import require_reaches


def require_high_water(log: EventLog, checkpoints: Checkpoints) -> None:
    """Refuse a record that ends before its last checkpoint.

    Raises:
        LogShorterError: it does.
    """
    latest = checkpoints.latest()
    if latest is not None:
        require_reaches(log.size(), latest.checkpoint.size)
