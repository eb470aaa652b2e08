"""Taking out of a text what would tell who somebody is (S80)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from minqing_core.publicity.decisions.numbers import APART, GAP, PATTERNS
from minqing_core.publicity.events import Redaction, Removed

Known: TypeAlias = Mapping[Removed, frozenset[str]]

PUT_IN_PLACE: Mapping[Removed, str] = {
    Removed.NAME: "某某",
    Removed.CONTACT: "〔联系方式〕",
    Removed.ADDRESS: "〔住址〕",
    Removed.IDENTITY_NUMBER: "〔证件号码〕",
    Removed.ACCOUNT: "〔账号〕",
    Removed.OTHER: "〔略〕",
}
WHY: Mapping[Removed, str] = {
    Removed.NAME: "不公开个人姓名",
    Removed.CONTACT: "不公开联系方式",
    Removed.ADDRESS: "不公开住址",
    Removed.IDENTITY_NUMBER: "不公开证件号码",
    Removed.ACCOUNT: "不公开银行账号",
    Removed.OTHER: "编写人认为不宜公开",
}
SHORTEST = 2
NOBODY = frozenset({"村民", "居民", "群众", "网友", "匿名", "业主", "住户", "商户"})
UNNAMED = "某"
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
BETWEEN = re.compile(APART)


def redact(text: str, known: Known) -> tuple[str, tuple[Redaction, ...]]:
    """Return a text without what is known of people, and how often each kind was taken out (S80).

    Longer words go first, so that an address is not cut up by a name in it. Numbers, e-mail
    addresses and accounts are found by their form even where nobody has recorded them. Blanks,
    dots and dashes within a word, full-width figures and characters that nobody sees hide nothing.
    """
    counts: dict[Removed, int] = {}
    text = plainly(text)
    for removed, pattern in _patterns(known, text):
        text, times = pattern.subn(PUT_IN_PLACE[removed], text)
        counts[removed] = counts.get(removed, 0) + times
    return text, tuple(
        Redaction(removed=removed, times=times, reason=WHY[removed])
        for removed, times in sorted(counts.items())
        if times
    )


def left_in(text: str, known: Known) -> tuple[Removed, ...]:
    """Return which kinds of words that tell who somebody is are still in a text (S80)."""
    text = plainly(text)
    return tuple(dict.fromkeys(r for r, pattern in _patterns(known, text) if pattern.search(text)))


def plainly(text: str) -> str:
    """Return a text with plain figures and without the characters that nobody sees."""
    seen = (one for one in text.translate(FULL_WIDTH) if unicodedata.category(one) != "Cf")
    return "".join(seen)


def _patterns(known: Known, text: str) -> Iterator[tuple[Removed, re.Pattern[str]]]:
    """Yield what is looked for: of what is known only what the text can hold, then the forms."""
    closed_up = BETWEEN.sub("", text)
    words = {
        (BETWEEN.sub("", plainly(word)), removed)
        for removed, found in known.items()
        for word in found
    }
    for word, removed in sorted(words, key=lambda pair: (-len(pair[0]), pair)):
        if word in closed_up and _tells(word, removed):
            yield removed, re.compile(GAP.join(map(re.escape, word)))
    yield from PATTERNS


def _tells(word: str, removed: Removed) -> bool:
    """Say whether a word is long enough to be looked for, and no word for just anybody."""
    anybody = removed is Removed.NAME and (word in NOBODY or UNNAMED in word)
    return len(word) >= SHORTEST and not anybody
