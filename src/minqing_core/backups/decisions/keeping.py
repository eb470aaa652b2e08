"""Putting on record that a copy was made, and that one was put back for a drill."""

from minqing_core.backups.decisions.refusals import (
    BackupForeignError,
    BackupNameTakenError,
    DrillContradictedError,
)
from minqing_core.backups.events import BackupTaken, DrillHeld, Event, FaultKind
from minqing_core.backups.state import Backups


def take(backups: Backups, *, taken: BackupTaken, here: str | None) -> list[Event]:
    """Put a copy on record; ``here`` is the root of this record at its size, if it reaches there.

    A copy that is on record already is recorded no second time.

    Raises:
        BackupForeignError: it is no copy of this record.
        BackupNameTakenError: another copy goes by its name.
    """
    if taken.root != here:
        raise BackupForeignError(
            name=taken.name, size=taken.size, root=taken.root, here=here or "尚无此条"
        )
    known = backups.taken.get(taken.name)
    if known is not None and known != taken:
        raise BackupNameTakenError(name=taken.name)
    return [] if known else [taken]


def hold(_: Backups, *, drill: DrillHeld, here: str | None) -> list[Event]:
    """Put a drill on record, each time it is held.

    Raises:
        DrillContradictedError: its copy has another root than this record, and it does not say so.
    """
    if drill.root != here and not any(fault.kind is FaultKind.ROOT for fault in drill.faults):
        raise DrillContradictedError(
            name=drill.name, root=drill.root, size=drill.size, here=here or "尚无此条"
        )
    return [drill]
