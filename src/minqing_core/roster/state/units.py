"""Every unit: its names over time, and who continues what was dissolved (S84)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, reduce
from typing import assert_never

import attrs

from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.roster import events

VILLAGES = frozenset({events.UnitKind.VILLAGE, events.UnitKind.COMMUNITY})


@attrs.frozen(kw_only=True)
class Succession:
    """A dissolved unit: by what, from which day on, and who continues its matters."""

    by: events.UnitSplit | events.UnitsMerged | events.UnitAbolished
    heir: UnitId
    since: date


@attrs.frozen(kw_only=True)
class Units:
    """Every unit, with its particulars, its later names and, once it is dissolved, its heir.

    ``functions`` says for which categories a unit is competent, the last recorded first.
    """

    known: Mapping[UnitId, events.UnitEstablished] = attrs.field(factory=dict)
    renamed: Mapping[UnitId, tuple[events.UnitRenamed, ...]] = attrs.field(factory=dict)
    dissolved: Mapping[UnitId, Succession] = attrs.field(factory=dict)
    functions: Mapping[UnitId, tuple[events.FunctionsLaidDown, ...]] = attrs.field(factory=dict)

    @cached_property
    def tree(self) -> UnitTree:
        """Which unit was established within which."""
        return UnitTree({unit: facts.parent for unit, facts in self.known.items()})

    @cached_property
    def villages(self) -> frozenset[UnitId]:
        """The villages and communities there ever were."""
        return frozenset(unit for unit, facts in self.known.items() if facts.kind in VILLAGES)

    def tree_on(self, on: date) -> UnitTree:
        """Return which unit lay within which on a day, the dissolved within their heirs."""
        heirs = {unit: gone.heir for unit, gone in self.dissolved.items() if gone.since <= on}
        return UnitTree(self.tree.parents, heirs) if heirs else self.tree

    def name_on(self, unit: UnitId, on: date) -> str:
        """Return the name that a unit went by on a day; the id of one that is not known."""
        begun = [later for later in self.renamed.get(unit, ()) if later.since <= on]
        if begun:
            return max(begun, key=lambda later: later.since).name
        return self.known[unit].name if unit in self.known else unit

    def functions_on(self, unit: UnitId, on: date) -> events.FunctionsLaidDown | None:
        """Return what had been laid down of a unit's functions by a day (S77)."""
        begun = [laid for laid in self.functions.get(unit, ()) if laid.since <= on]
        return max(begun, key=lambda laid: laid.since, default=None)

    def names(self, unit: UnitId) -> Iterator[str]:
        """Yield every name that a unit ever went by."""
        yield self.known[unit].name
        yield from (later.name for later in self.renamed.get(unit, ()))

    def continues(self, unit: UnitId, on: date) -> UnitId:
        """Return the unit that continues a unit's matters on a day, along the chain of heirs."""
        return self.tree_on(on).continues(unit)

    def live(self, units: Iterable[UnitId], on: date) -> frozenset[UnitId]:
        """Return those of some units that were not dissolved by a day."""
        return frozenset(unit for unit in units if self.ended(unit, on) is None)

    def ended(self, unit: UnitId, on: date) -> Succession | None:
        """Return how a unit was dissolved, if it was by a day."""
        gone = self.dissolved.get(unit)
        return gone if gone is not None and gone.since <= on else None

    def above(self, start: UnitId) -> frozenset[UnitId]:
        """Return a unit and all that the way up from it, by superior or heir, could lead to."""
        reached, waiting = set[UnitId](), [start]
        while waiting:
            at = waiting.pop()
            reached.add(at)
            above, gone = self.tree.parents.get(at), self.dissolved.get(at)
            further = (above, None if gone is None else gone.heir)
            waiting += [unit for unit in further if unit is not None and unit not in reached]
        return frozenset(reached)


def evolve_units(units: Units, event: events.UnitEvent) -> Units:
    """Return the units after an event; total, and never refuses."""
    match event:
        case events.UnitEstablished(unit=unit):
            return attrs.evolve(units, known={**units.known, unit: event})
        case events.UnitRenamed(unit=unit):
            names = (event, *units.renamed.get(unit, ()))
            return attrs.evolve(units, renamed={**units.renamed, unit: names})
        case events.FunctionsLaidDown(unit=unit):
            laid = (event, *units.functions.get(unit, ()))
            return attrs.evolve(units, functions={**units.functions, unit: laid})
        case events.UnitSplit(unit=unit, heir=heir) | events.UnitAbolished(unit=unit, heir=heir):
            return _dissolved(units, event, (unit,), heir)
        case events.UnitsMerged(units=merged, into=into):
            return _dissolved(units, event, merged, into)
        case _:
            assert_never(event)


def fold_units(history: Iterable[events.UnitEvent], units: Units | None = None) -> Units:
    """Return the units their history makes."""
    return reduce(evolve_units, history, units or Units())


def _dissolved(
    units: Units,
    by: events.UnitSplit | events.UnitsMerged | events.UnitAbolished,
    gone: Iterable[UnitId],
    heir: UnitId,
) -> Units:
    succession = Succession(by=by, heir=heir, since=by.since)
    return attrs.evolve(units, dissolved={**units.dissolved, **dict.fromkeys(gone, succession)})
