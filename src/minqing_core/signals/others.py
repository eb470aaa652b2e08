"""Units that file much under 其他, and the words that might become categories of their own."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import UnitId
from minqing_core.signals.bursts import entered
from minqing_core.signals.signal import CLAUSES, Proposal, Signal, Thresholds
from minqing_core.views.tables import Row

FEWEST, PROPOSED = 10, 5
SHORTEST, LONGEST = 2, 6
OFTEN, WHOLE = 5, 100
COMMON = 2
RUN = re.compile(r"[\u4e00-\u9fff]+")
LITTLE = frozenset(
    "的了是在有和与及或也都就不没被把将对向从到为以于其这那哪此您你我他她它们个来去上下里外"
    "请要想能会可应该已再又还很太多少大小好坏几一二三四五六七八九十年月日天时等着过得地之"
)


@frozen(kw_only=True)
class Filed:
    """What a unit filed in a period: how many in all, and those under 其他 with their words."""

    unit: UnitId
    unit_name: str
    period: str
    matters: int
    others: Sequence[tuple[Row, str]]
    elsewhere: Sequence[str]
    known: Collection[str]
    on: date


def is_much(others: int, matters: int, thresholds: Thresholds) -> bool:
    """Say whether a unit files more than its share under 其他, of enough matters to tell (S17)."""
    return matters >= FEWEST and WHOLE * others > thresholds.other_share * matters


def other_share(filed: Filed) -> Signal:
    """Return that a unit files much under 其他, and which words occur there again and again (S17).

    A word is proposed where it stands in one in five of those matters and is rarer elsewhere.
    """
    count = len(filed.others)
    words = _proposed(filed)
    said = "、".join(f"「{one.label}」{one.matters} 件" for one in words) or "没有反复出现的字词"
    return Signal(
        signal=f"other-share.{filed.unit}.{filed.period}",
        kind="other-share",
        clause=CLAUSES["other-share"],
        case=None,
        unit=filed.unit,
        person=None,
        on=filed.on,
        text=f"{filed.unit_name} {filed.matters} 件中有 {count} 件归入其他问题"
        f"（{round(WHOLE * count / filed.matters)}%）；其中反复出现：{said}",
        compares=tuple(entered(row) for row, _ in filed.others),
        proposals=words,
    )


def _proposed(filed: Filed) -> tuple[Proposal, ...]:
    free = (code for n in range(1, WHOLE) if (code := f"OTHER.{n}") not in filed.known)
    words = frequent([words for _, words in filed.others], filed.elsewhere)
    return tuple(
        Proposal(code=code, label=word, matters=matters)
        for code, (word, matters) in zip(free, words, strict=False)
    )


def frequent(texts: Sequence[str], elsewhere: Sequence[str]) -> list[tuple[str, int]]:
    """Return the words that occur in many of some texts and in fewer elsewhere, with how many.

    Without a dictionary a word is two to six Han characters that keep together; of one within
    another that occurs nearly as often only the longer is kept.
    """
    here, there = _counted(texts), _counted(elsewhere)
    least = max(3, -(-len(texts) // OFTEN))
    found = {
        word: n
        for word, n in here.items()
        if n >= least and n * max(1, len(elsewhere)) > COMMON * there[word] * len(texts)
    }
    whole = [word for word in found if not any(_swallows(found, o, word) for o in found)]
    best = sorted(whole, key=lambda word: (-found[word], -len(word), word))
    return _apart([(word, found[word]) for word in best])


def _counted(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update({word for run in RUN.findall(text) for word in _words(run)})
    return counted


def _words(run: str) -> Iterable[str]:
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(len(run) - length + 1):
            word = run[start : start + length]
            if LITTLE.isdisjoint(word):
                yield word


def _swallows(found: dict[str, int], longer: str, word: str) -> bool:
    return longer != word and word in longer and WHOLE * found[longer] >= 80 * found[word]


def _apart(words: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Keep the first of words that overlap."""
    kept: list[tuple[str, int]] = []
    for word, n in words:
        if not any(set(word) & set(other) for other, _ in kept):
            kept.append((word, n))
    return kept[:PROPOSED]
