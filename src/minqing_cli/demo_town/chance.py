"""Choices that are the same for the same seed, and sentences with alternatives in them."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

Option = TypeVar("Option")
ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{([a-z_]+)\}")


class Chance:
    """A seeded source of choices.

    In a template ``[甲|乙]`` is one of its alternatives and ``{spot}`` a slot.
    """

    def __init__(self, seed: str) -> None:
        """Begin with a seed."""
        self._random = random.Random(seed)  # noqa: S311 - a made-up town keeps no secrets

    def one(self, options: Sequence[Option]) -> Option:
        """Return one of several."""
        return options[self._random.randrange(len(options))]

    def number(self, low: int, high: int) -> int:
        """Return a number from low to high."""
        return self._random.randint(low, high)

    def happens(self, percent: int) -> bool:
        """Say whether something happens that happens so often in a hundred."""
        return self._random.randrange(100) < percent

    def weighted(self, shares: Mapping[Option, int]) -> Option:
        """Return one of several, each as often as its share."""
        return self._random.choices(list(shares), list(shares.values()))[0]

    def said(self, templates: str | Sequence[str], slots: Mapping[str, str]) -> str:
        """Return a sentence made from one of these templates."""
        template = templates if isinstance(templates, str) else self.one(templates)
        chosen = ALTERNATIVES.sub(lambda found: self.one(found[1].split("|")), template)
        return filled(chosen, slots)


def filled(template: str, slots: Mapping[str, str]) -> str:
    """Fill the slots of a template, also those within what is filled in."""
    while SLOT.search(template):
        template = SLOT.sub(lambda found: slots[found[1]], template)
    return template
