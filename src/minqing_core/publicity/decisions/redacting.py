"""Taking out of a text what would tell who somebody is (S80)."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from minqing_core.publicity.events import Redaction, Removed

Known: TypeAlias = Mapping[Removed, frozenset[str]]

PUT_IN_PLACE: Mapping[Removed, str] = {
    Removed.NAME: "某某",
    Removed.CONTACT: "〔联系方式〕",
    Removed.ADDRESS: "〔住址〕",
    Removed.IDENTITY_NUMBER: "〔证件号码〕",
    Removed.OTHER: "〔略〕",
}
WHY: Mapping[Removed, str] = {
    Removed.NAME: "不公开个人姓名",
    Removed.CONTACT: "不公开联系方式",
    Removed.ADDRESS: "不公开住址",
    Removed.IDENTITY_NUMBER: "不公开证件号码",
    Removed.OTHER: "编写人认为不宜公开",
}
PATTERNS: Mapping[Removed, re.Pattern[str]] = {
    Removed.IDENTITY_NUMBER: re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])"),
    Removed.CONTACT: re.compile(r"(?<!\d)(?:1(?:[\s-]?\d){10}|0\d{2,3}[\s-]?\d{7,8})(?!\d)"),
}
SHORTEST = 2
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def redact(text: str, known: Known) -> tuple[str, tuple[Redaction, ...]]:
    """Return a text without what is known of people, and how often each kind was taken out (S80).

    Longer words go first, so that an address is not cut up by a name in it. Telephone and identity
    numbers are found by their form even where nobody has recorded them, and blanks within a word
    or full-width digits hide nothing.
    """
    counts: dict[Removed, int] = {}
    text = text.translate(FULL_WIDTH)
    for removed, pattern in _patterns(known):
        text, times = pattern.subn(PUT_IN_PLACE[removed], text)
        counts[removed] = counts.get(removed, 0) + times
    return text, tuple(
        Redaction(removed=removed, times=times, reason=WHY[removed])
        for removed, times in sorted(counts.items())
        if times
    )


def left_in(text: str, known: Known) -> tuple[Removed, ...]:
    """Return which kinds of words that tell who somebody is are still in a text (S80)."""
    text = text.translate(FULL_WIDTH)
    return tuple(dict.fromkeys(r for r, pattern in _patterns(known) if pattern.search(text)))


def _patterns(known: Known) -> Iterable[tuple[Removed, re.Pattern[str]]]:
    words = [(word, removed) for removed, found in known.items() for word in found]
    for word, removed in sorted(words, key=lambda pair: (-len(pair[0]), pair)):
        if len(word) >= SHORTEST:
            yield removed, re.compile(r"[\s-]*".join(map(re.escape, word.translate(FULL_WIDTH))))
    yield from PATTERNS.items()
