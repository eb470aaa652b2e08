"""How alike two texts are, and the tokens by which alike ones find each other."""

import re
import unicodedata
from bisect import bisect_left
from itertools import pairwise

SHORTEST = 30
BANDS = 8
WHOLE = 100
BITS = 26
MASK = (2 * BANDS << BITS) - 1
STARTS = range(0, MASK, 1 << BITS)
FIRST, SECOND = 0x2545F491, 0x3C6EF373
NO_LETTER, DIGIT = re.compile(r"[\W_]+"), re.compile(r"\d")


def normal(text: str) -> str:
    """Return the letters of a text alone, every digit as 0: what is left when it is copied."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return DIGIT.sub("0", NO_LETTER.sub("", folded))


def shingles(text: str) -> frozenset[str]:
    """Return every two neighbouring letters of a text."""
    letters = normal(text)
    return frozenset(map("".join, pairwise(letters)))


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many in a hundred of the shingles of two texts they have in common."""
    both = len(one | other)
    return WHOLE * len(one & other) // both if both else 0


def tokens(text: str) -> tuple[int, ...]:
    """Return a token for each band of a text (MinHash); of one too short to tell anything, none.

    Two texts with two thirds of their shingles in common share a token 99 times in a hundred.
    """
    letters = normal(text)
    if len(letters) < SHORTEST:
        return ()
    least = _least(letters)
    return tuple(
        [(a * FIRST + b * SECOND) & MASK for a, b in zip(least[::2], least[1::2], strict=True)]
    )


def _least(letters: str) -> list[int]:
    """Return the least hash in each bin, the highest bits name the bin; an empty bin has the next.

    All numbers are small enough for the quick arithmetic of Python.
    """
    codes = [*map(ord, letters)]
    spread = sorted([(a * FIRST + b * SECOND) & MASK for a, b in pairwise(codes)])
    spread.append(spread[0])
    return [spread[bisect_left(spread, start, hi=len(spread) - 1)] for start in STARTS]
