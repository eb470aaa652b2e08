"""Events deleted, exchanged and cut off behind the record's back, its tree left as it was."""

import shutil
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from tests.faults.ground import founded, lived
from tests.faults.rot import said
from tests.faults.trial import Tally, Trial
from tests.proof.insider import Insider

COMMANDS = 60
Tampering: TypeAlias = Callable[[Insider, int, Random], tuple[str, set[int], set[int]]]


def deleted(trial: Trial) -> Tally:
    """Delete one event, with or without its leaf: the gap is named."""
    return _tampered(trial, _delete)


def swapped(trial: Trial) -> Tally:
    """Exchange the contents of two events: both are named."""
    return _tampered(trial, _swap)


def cut(trial: Trial) -> Tally:
    """Cut the end off, with or without its leaves: the first that is gone is named."""
    return _tampered(trial, _cut)


def _tampered(trial: Trial, tampering: Tampering) -> Tally:
    tally, made = Tally("records"), founded(trial.folder / "town")
    with made.open() as office:
        lived(office, COMMANDS, trial.chance)
        size = office.log.size()
    for number in range(trial.rounds):
        folder = trial.round(number)
        ground = made.copied(folder)
        where, named, others = tampering(Insider(ground.file), size, trial.chance)
        told = said(ground)
        found = told.found and named <= told.named
        tally.undetected += not tally.must(found, f"{where}: named {sorted(told.named)}")
        accused = told.named - named - others
        tally.accused += len(accused)
        tally.must(not accused, f"{where}: {sorted(accused)} are accused")
        tally.tried += 1
        shutil.rmtree(folder)
    tally.rounds = tally.tried
    return tally


def _delete(insider: Insider, size: int, chance: Random) -> tuple[str, set[int], set[int]]:
    position, with_leaf = chance.randint(1, size), chance.random() < 0.5
    later = insider.later_in_stream(position)
    insider.delete(position, position, leaves=with_leaf)
    return f"position {position} deleted", {position}, later


def _swap(insider: Insider, size: int, chance: Random) -> tuple[str, set[int], set[int]]:
    one, other = chance.sample(range(1, size + 1), 2)
    insider.swap(one, other)
    return f"positions {one} and {other} exchanged", {one, other}, set()


def _cut(insider: Insider, size: int, chance: Random) -> tuple[str, set[int], set[int]]:
    first, with_leaves = chance.randint(size // 2, size), chance.random() < 0.5
    insider.delete(first, size, leaves=with_leaves)
    return f"positions from {first} cut off", {first}, {*range(first, size + 1)}
