"""The tree of units: which place lies within which."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from minqing_core.kernel.ids import UnitId


@frozen
class UnitTree:
    """Each unit with the unit directly above it; ``heirs`` are those that continue dissolved ones.

    A dissolved unit lies within the unit that continues its matters, with all that lay below it.
    """

    parents: Mapping[UnitId, UnitId | None] = field(factory=dict)
    heirs: Mapping[UnitId, UnitId] = field(factory=dict)

    def __contains__(self, unit: object) -> bool:
        return unit in self.parents

    def upwards(self, unit: UnitId) -> Iterator[UnitId]:
        """Yield a unit and every unit above it, nearest first."""
        at: UnitId | None = unit
        while at is not None and at in self.parents:
            yield at
            at = self._above(at)

    def continues(self, unit: UnitId) -> UnitId:
        """Return the unit that continues a unit's matters: itself, unless it was dissolved."""
        while unit in self.heirs:
            unit = self.heirs[unit]
        return unit

    def continued_by(self, units: Collection[UnitId]) -> frozenset[UnitId]:
        """Return units together with the dissolved ones whose matters they continue."""
        return frozenset({*units, *(old for old in self.heirs if self.continues(old) in units)})

    def is_within(self, unit: UnitId, whole: UnitId) -> bool:
        """Say whether a unit is another or lies somewhere below it."""
        return whole in self.upwards(unit)

    def within(self, whole: UnitId) -> frozenset[UnitId]:
        """Return a unit and everything below it."""
        return frozenset(self._down(whole))

    @cached_property
    def _below(self) -> Mapping[UnitId, Sequence[UnitId]]:
        below: dict[UnitId, list[UnitId]] = {}
        for unit in self.parents:
            above = self._above(unit)
            if above is not None:
                below.setdefault(above, []).append(unit)
        return below

    def _above(self, unit: UnitId) -> UnitId | None:
        return self.heirs.get(unit, self.parents[unit])

    def _down(self, whole: UnitId) -> Iterator[UnitId]:
        if whole in self.parents:
            yield whole
        for unit in self._below.get(whole, ()):
            yield from self._down(unit)
