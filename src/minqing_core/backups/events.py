"""What can happen to copies of the record, in the streams ``backups`` and ``epochs``.

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
    """A copy was put back in a scratch place and looked over; ``matters`` were opened there.

    ``checkpoint`` is the last one that agrees with the copy; None when there is none to compare.
    ``readable`` counts the subjects whose words were destroyed since and can be read in the copy.
    """

    name: str
    taken_at: datetime
    size: int
    root: str
    matters: tuple[str, ...] = ()
    checkpoint: str | None = None
    readable: int = 0
    faults: tuple[Fault, ...] = ()


@frozen(kw_only=True)
class EpochBegun:
    """A record that lost what was signed goes on under another name, from where it now ends.

    Of ``old_origin`` a checkpoint of ``old_size`` and ``old_root`` was signed; of that the first
    ``size`` are left, whose root is ``root``. What comes after is ``origin``'s, by ``vkey``.
    """

    old_origin: str
    old_size: int
    old_root: str
    size: int
    root: str
    origin: str
    vkey: str
    reason: str


Event: TypeAlias = BackupTaken | DrillHeld | EpochBegun
