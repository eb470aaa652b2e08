"""What can happen to copies of the record, all in the stream ``backups``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen


class FaultKind(StrEnum):
    """What a drill can find wrong with a copy."""

    FILE = "file"
    OPENING = "opening"
    AUDIT = "audit"
    ROOT = "root"
    MATTER = "matter"


@frozen(kw_only=True)
class Fault:
    """One thing that a drill found wrong."""

    kind: FaultKind
    text: str


@frozen(kw_only=True)
class BackupTaken:
    """The record was copied; ``size`` and ``root`` say how far it reaches in the copy."""

    name: str
    taken_at: datetime
    size: int
    root: str


@frozen(kw_only=True)
class DrillHeld:
    """A copy was put back in a scratch place and looked over; ``matters`` were opened there."""

    name: str
    taken_at: datetime
    size: int
    root: str
    matters: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


Event: TypeAlias = BackupTaken | DrillHeld
