"""Putting on record that what was signed is lost, and under which name the record goes on."""

from minqing_core.backups.decisions.refusals import (
    EpochNameError,
    EpochNeedlessError,
    EpochReasonError,
)
from minqing_core.backups.events import EpochBegun, Event
from minqing_core.backups.state import Backups
from minqing_core.kernel.text import fault_in_text


def begin(backups: Backups, *, begun: EpochBegun) -> list[Event]:
    """Begin a new epoch from where the record now ends.

    Not idempotent: a name is taken once.

    Raises:
        EpochNeedlessError: nothing that was signed is lost.
        EpochNameError: the record was signed under the new name before.
        EpochReasonError: it is not said why.
    """
    fault = "不能为空" if not begun.reason else fault_in_text(begun.reason)
    if fault is not None:
        raise EpochReasonError(fault=fault)
    if begun.size >= begun.old_size:
        raise EpochNeedlessError(size=begun.size, old_size=begun.old_size)
    if begun.origin in {begun.old_origin, *backups.origins}:
        raise EpochNameError(origin=begun.origin)
    return [begun]
