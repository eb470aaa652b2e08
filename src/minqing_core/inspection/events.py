"""What can happen to inspections, and to bulletins （通报）.

The streams are ``inspection/2025-000001`` and ``bulletin/dafeng-2025-000001``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, InspectionId, PersonId, UnitId
from minqing_core.kernel.personal import Personal


class InspectionKind(StrEnum):
    """Whose inspection it is: the town's at irregular times, or a village's every half-year."""

    SPOT_CHECK = "spot-check"
    HALF_YEAR = "half-year"


@frozen(kw_only=True)
class InspectionOpened:
    """An inspection began over the matters of some units (S59, S60).

    ``sample`` are ``size`` of the ``population`` matters that these units answered for and had
    learned of from ``since`` to ``until``, complaints about cadres left aside, as the log stood
    at position ``upto``. ``seed`` is made of the ``root`` of the log there and of what was to be
    inspected, so that nobody chose it and everybody can draw again (docs/integrity.md).
    """

    kind: InspectionKind
    units: tuple[UnitId, ...]
    since: date
    until: date
    size: int
    upto: int
    root: str
    seed: str
    population: int
    sample: tuple[CaseId, ...]
    text: Personal | None = None


@frozen(kw_only=True)
class ProblemFound:
    """The inspection found something wrong (S61)."""

    finding: int
    unit: UnitId
    case: CaseId | None = None
    clause: str
    text: Personal


@frozen(kw_only=True)
class RectificationOrdered:
    """Somebody was told to put it right by a day."""

    finding: int
    owner: PersonId
    text: Personal
    due: date


@frozen(kw_only=True)
class RectificationReported:
    """They said what they had done about it."""

    finding: int
    text: Personal


@frozen(kw_only=True)
class RectificationVerified:
    """Somebody else looked, and it was put right."""

    finding: int
    text: Personal


@frozen(kw_only=True)
class RectificationRejected:
    """Somebody else looked, and it was not put right."""

    finding: int
    text: Personal


@frozen(kw_only=True)
class InspectionEnded:
    """The inspection was over; what it found goes on until it is put right."""

    text: Personal


@frozen(kw_only=True)
class BulletinIssued:
    """A bulletin （通报） was issued on the diaries of a village, or of the town (S60).

    Its figures, reckoned to the day ``on``, stood so at position ``upto``; ``digest`` is what
    they amounted to; ``number`` is the running number of its unit in the year of issue. The
    matters ``named`` in it were neither handled in time nor after urging and supervision (S72), by
    the day ``issued_on``; without one, by that of the record at ``upto``.
    """

    unit: UnitId
    period: str
    number: int
    title: str
    inspection: InspectionId | None = None
    on: date
    issued_on: date | None = None
    upto: int
    digest: str
    named: tuple[CaseId, ...] = ()
    text: Personal


InspectionEvent: TypeAlias = (
    InspectionOpened
    | ProblemFound
    | RectificationOrdered
    | RectificationReported
    | RectificationVerified
    | RectificationRejected
    | InspectionEnded
)
BulletinEvent: TypeAlias = BulletinIssued
Event: TypeAlias = InspectionEvent | BulletinEvent
