"""What may be done with units: established, renamed, split, merged, abolished."""

import re
from collections.abc import Iterable
from datetime import date

import attrs

from minqing_core.kernel.ids import UnitId
from minqing_core.roster import events
from minqing_core.roster.decisions import refusals
from minqing_core.roster.decisions.requirements import require_live, require_name, require_unit
from minqing_core.roster.state import Units

UNIT_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
FEWEST_PARTS = 2


def establish_unit(units: Units, *, unit: events.UnitEstablished) -> list[events.UnitEvent]:
    """Establish a unit under one that exists (S84)."""
    if not UNIT_ID.fullmatch(unit.unit):
        wanted = "小写英文字母开头，只用小写字母、数字和连字符，如 dafeng 或 dafeng-1"
        raise refusals.IdUnfitError(what="单位", given=unit.unit, wanted=wanted)
    require_name("单位名称", unit.name)
    if unit.parent is not None:
        require_live(units, unit.parent, unit.since)
    known = units.known.get(unit.unit)
    if known is None:
        return [unit]
    if unit.name in units.names(unit.unit) and attrs.evolve(unit, name=known.name) == known:
        return []
    name = units.name_on(unit.unit, date.max)
    raise refusals.UnitExistsError(unit=unit.unit, name=name)


def rename_unit(units: Units, *, renamed: events.UnitRenamed) -> list[events.UnitEvent]:
    """Give a unit another name from a day on; older records keep the older name (S84)."""
    require_live(units, renamed.unit, renamed.since)
    require_name("单位名称", renamed.name)
    if renamed.since < units.known[renamed.unit].since:
        raise refusals.DaysOutOfOrderError(
            since=units.known[renamed.unit].since, until=renamed.since
        )
    return [] if units.name_on(renamed.unit, renamed.since) == renamed.name else [renamed]


def split_unit(units: Units, *, split: events.UnitSplit) -> list[events.UnitEvent]:
    """Split a unit into others; one of them continues its matters (S84)."""
    if _is_so(units, (split.unit,), split):
        return []
    _require_parts("分立后的单位（into）", split.into, FEWEST_PARTS)
    for part in split.into:
        require_live(units, part, split.since)
    if split.heir not in split.into:
        why = "承接单位须是分立后的单位之一"
        raise refusals.HeirUnfitError(unit=split.unit, heir=split.heir, why=why)
    for part in split.into:
        _require_heir(units, split.unit, part)
    _require_dissolvable(units, split.unit, split.since)
    return [split]


def merge_units(units: Units, *, merged: events.UnitsMerged) -> list[events.UnitEvent]:
    """Merge units into another, which continues their matters (S84)."""
    if _is_so(units, merged.units, merged):
        return []
    _require_parts("并入的单位（units）", merged.units, 1)
    require_live(units, merged.into, merged.since)
    for unit in merged.units:
        _require_dissolvable(units, unit, merged.since)
        _require_heir(units, unit, merged.into)
    return [merged]


def abolish_unit(units: Units, *, abolished: events.UnitAbolished) -> list[events.UnitEvent]:
    """Abolish a unit; another continues its matters (S84)."""
    if _is_so(units, (abolished.unit,), abolished):
        return []
    require_live(units, abolished.heir, abolished.since)
    _require_dissolvable(units, abolished.unit, abolished.since)
    _require_heir(units, abolished.unit, abolished.heir)
    return [abolished]


def lay_down_functions(units: Units, *, laid: events.FunctionsLaidDown) -> list[events.UnitEvent]:
    """Lay down for which categories a unit is competent from a day on (S77).

    None at all says that it is competent for no category any more.
    """
    require_live(units, laid.unit, laid.since)
    if len(set(laid.categories)) < len(laid.categories):
        raise refusals.CategoriesRepeatedError(given="、".join(laid.categories))
    before = units.functions_on(laid.unit, laid.since)
    held = frozenset() if before is None else frozenset(before.categories)
    return [] if held == frozenset(laid.categories) else [laid]


def _is_so(
    units: Units,
    gone: Iterable[UnitId],
    by: events.UnitSplit | events.UnitsMerged | events.UnitAbolished,
) -> bool:
    ends = [units.dissolved.get(unit) for unit in gone]
    return bool(ends) and all(end is not None and end.by == by for end in ends)


def _require_parts(what: str, parts: tuple[UnitId, ...], least: int) -> None:
    if len(parts) < least or len(set(parts)) < len(parts):
        given = "、".join(parts) or "无"
        raise refusals.PartsWantedError(what=what, least=least, given=given)


def _require_dissolvable(units: Units, unit: UnitId, since: date) -> None:
    require_unit(units.tree, unit)
    gone = units.dissolved.get(unit)
    if gone is not None:
        raise refusals.UnitDissolvedError(unit=unit, since=gone.since, heir=gone.heir)
    if since < units.known[unit].since:
        raise refusals.DaysOutOfOrderError(since=units.known[unit].since, until=since)


def _require_heir(units: Units, unit: UnitId, heir: UnitId) -> None:
    if heir == unit:
        raise refusals.HeirUnfitError(unit=unit, heir=heir, why="单位不能承接自己的事项")
    gone = units.dissolved.get(heir)
    if gone is not None:
        raise refusals.UnitDissolvedError(unit=heir, since=gone.since, heir=gone.heir)
    if unit in units.above(heir):
        why = f"{heir} 隶属于或承接自 {unit}"
        raise refusals.HeirUnfitError(unit=unit, heir=heir, why=why)
