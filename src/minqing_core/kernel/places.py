"""The tree of units: which place lies within which."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from minqing_core.kernel.ids import UnitId


@frozen
class UnitTree:
    """Each unit with the unit directly above it."""

    parents: Mapping[UnitId, UnitId | None] = field(factory=dict)

    def __contains__(self, unit: object) -> bool:
        return unit in self.parents

    def upwards(self, unit: UnitId) -> Iterator[UnitId]:
        """Yield a unit and every unit above it, nearest first."""
        at: UnitId | None = unit
        while at is not None and at in self.parents:
            yield at
            at = self.parents[at]

    def is_within(self, unit: UnitId, whole: UnitId) -> bool:
        """Say whether a unit is another or lies somewhere below it."""
        return whole in self.upwards(unit)

    def within(self, whole: UnitId) -> frozenset[UnitId]:
        """Return a unit and everything below it."""
        return frozenset(self._down(whole))

    @cached_property
    def _below(self) -> Mapping[UnitId, Sequence[UnitId]]:
        below: dict[UnitId, list[UnitId]] = {}
        for unit, parent in self.parents.items():
            if parent is not None:
                below.setdefault(parent, []).append(unit)
        return below

    def _down(self, whole: UnitId) -> Iterator[UnitId]:
        if whole in self.parents:
            yield whole
        for unit in self._below.get(whole, ()):
            yield from self._down(unit)
