"""How units change: renamed, split, merged, abolished, with who continues their matters."""

from collections.abc import Callable, Sequence
from datetime import datetime

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.state import Units, fold_units
from minqing_core.views.schema import UNITS


@use_case("roster.rename", Power.ROSTER_KEEP, "S84", records=True)
def rename(office: Office, act: Act, *, renamed: events.UnitRenamed) -> Recorded:
    """Give a unit another name from a day on."""
    return _on_units(
        office,
        act,
        ["roster.rename", renamed],
        lambda units: decisions.rename_unit(units, renamed=renamed),
    )


@use_case("roster.split", Power.ROSTER_KEEP, "S84", records=True)
def split(office: Office, act: Act, *, split: events.UnitSplit) -> Recorded:
    """Split a unit into others that were established before; one continues its matters."""
    return _on_units(
        office,
        act,
        ["roster.split", split],
        lambda units: decisions.split_unit(units, split=split),
    )


@use_case("roster.merge", Power.ROSTER_KEEP, "S84", records=True)
def merge(office: Office, act: Act, *, merged: events.UnitsMerged) -> Recorded:
    """Merge units into another, which continues their matters."""
    return _on_units(
        office,
        act,
        ["roster.merge", merged],
        lambda units: decisions.merge_units(units, merged=merged),
    )


@use_case("roster.abolish", Power.ROSTER_KEEP, "S84", records=True)
def abolish(office: Office, act: Act, *, abolished: events.UnitAbolished) -> Recorded:
    """Abolish a unit; another continues its matters."""
    return _on_units(
        office,
        act,
        ["roster.abolish", abolished],
        lambda units: decisions.abolish_unit(units, abolished=abolished),
    )


def _on_units(
    office: Office,
    act: Act,
    asked: object,
    decide: Callable[[Units], list[events.UnitEvent]],
) -> Recorded:
    def on_history(history: Sequence[events.UnitEvent], _: datetime) -> list[events.UnitEvent]:
        return decide(fold_units(history))

    return transact(office, Request(act=act, stream=UNITS, asked=asked), on_history)
