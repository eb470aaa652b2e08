"""How alike two texts are, and the tokens by which alike ones find each other."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from zlib import crc32

SHORTEST = 30
BINS, BAND = 16, 2
WHOLE = 100
MASK, BITS = 0xFFFFFFFFFFFF, 44
SPREAD = (0x9E3779B97F4B, 0xC2B2AE3D27D5)
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


def tokens(text: str) -> frozenset[str]:
    """Return the tokens of a text (MinHash in bands); of one too short to tell anything, none.

    Two texts with two thirds of their shingles in common share a token 99 times in a hundred.
    """
    letters = normal(text)
    if len(letters) < SHORTEST:
        return frozenset()
    least = _filled(_least(letters))
    bands = (least[n : n + BAND] for n in range(0, BINS, BAND))
    return frozenset(f"{n:x}{crc32(repr(band).encode()):08x}" for n, band in enumerate(bands))


def _least(letters: str) -> Mapping[int, int]:
    """Return the least hash in each bin: one hash a shingle, its highest bits name the bin."""
    least: dict[int, int] = {}
    first, second = SPREAD
    codes = [ord(letter) for letter in letters]
    for one, other in pairwise(codes):
        spread = (one * first + other * second) & MASK
        place = spread >> BITS
        if spread <= least.get(place, MASK):
            least[place] = spread
    return least


def _filled(least: Mapping[int, int]) -> list[int]:
    """Fill each empty bin from the next one that is not."""
    filled, nearest = [0] * BINS, 0
    for place in reversed(range(2 * BINS)):
        if place % BINS in least:
            nearest = place
        filled[place % BINS] = least.get(nearest % BINS, 0) + nearest - place
    return filled
