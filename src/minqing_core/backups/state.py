"""As much of the copies as their rules need."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.backups import events


@attrs.frozen(kw_only=True)
class Backups:
    """The copies that are on record, by name, and the names under which it was signed."""

    taken: Mapping[str, events.BackupTaken] = attrs.field(factory=dict)
    origins: frozenset[str] = frozenset()


NONE = Backups()


def evolve(backups: Backups, event: events.Event) -> Backups:
    """Return the copies after an event; total, and never refuses."""
    match event:
        case events.BackupTaken(name=name):
            return attrs.evolve(backups, taken={**backups.taken, name: event})
        case events.DrillHeld():
            return backups
        case events.EpochBegun(old_origin=old, origin=new):
            return attrs.evolve(backups, origins=backups.origins | {old, new})
        case _:
            assert_never(event)


def fold(history: Iterable[events.Event], backups: Backups = NONE) -> Backups:
    """Return the copies their history makes."""
    return reduce(evolve, history, backups)
