"""What can happen to units (S84)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import UnitId
from minqing_core.roster.events.terms import UnitKind


@frozen(kw_only=True)
class UnitEstablished:
    """A unit was established under another."""

    unit: UnitId
    name: str
    kind: UnitKind
    parent: UnitId | None = None
    since: date


@frozen(kw_only=True)
class UnitRenamed:
    """A unit goes by another name from a day on; what was recorded before keeps the old one."""

    unit: UnitId
    name: str
    since: date


@frozen(kw_only=True)
class UnitSplit:
    """A unit was split into others, one of which continues its matters."""

    unit: UnitId
    into: tuple[UnitId, ...]
    heir: UnitId
    since: date


@frozen(kw_only=True)
class UnitsMerged:
    """Units were merged into another, which continues their matters."""

    units: tuple[UnitId, ...]
    into: UnitId
    since: date


@frozen(kw_only=True)
class UnitAbolished:
    """A unit was abolished; another continues its matters."""

    unit: UnitId
    heir: UnitId
    since: date


@frozen(kw_only=True)
class FunctionsLaidDown:
    """From a day on a unit is competent for matters of these categories, and no others."""

    unit: UnitId
    categories: tuple[str, ...]
    since: date
