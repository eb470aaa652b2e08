"""Texts that are nearly the same as an earlier one, the author's own or another's (S37)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.signals.signal import Signal, about_matter
from minqing_core.views import cases
from minqing_core.views.course import links
from minqing_core.views.likeness import likeness, shingles, tokens
from minqing_core.views.passages import Passage, passages
from minqing_core.views.sentences import Names

MOST = 50


@frozen(kw_only=True, eq=False)
class Text:
    """A passage as it is compared; with matters that it belongs together with it is not."""

    passage: Passage
    together: frozenset[CaseId] = frozenset()

    @cached_property
    def tokens(self) -> tuple[int, ...]:
        """The tokens by which alike ones find each other."""
        return tokens(self.passage.text)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every two neighbouring letters."""
        return shingles(self.passage.text)

    @property
    def position(self) -> int:
        """Where in the log it was written so."""
        return self.passage.written.position


def texts_of(case: CaseId, history: Sequence[Envelope[Any]]) -> Iterator[Text]:
    """Yield the texts of a matter; they are not compared with those of matters bound up with it.

    A duplicate, a part split off and the whole that took it in may well say the same (S30).
    """
    bound = links(cases.fold(case, history))
    one = (bound.duplicate_of, bound.merged_into, bound.split_from)
    many = (*bound.duplicates, *bound.parts, *bound.split_off)
    together = frozenset({*many, *(other for other in one if other is not None)})
    for passage in passages(history).values():
        yield Text(passage=passage, together=together)


@frozen(kw_only=True)
class Likeness:
    """A text, the earlier one that it is most like, and how much."""

    later: Passage
    earlier: Passage
    percent: int


def closest(texts: Iterable[Text], others: Iterable[Text], least: int) -> Iterator[Likeness]:
    """Yield each text with the earlier text of another matter that it is most like.

    Only texts that share a token are compared, and each with no more than the earliest so many
    of a token, so that a text takes hardly longer where there are many.
    """
    asked = list(texts)
    known: dict[int, list[Text]] = defaultdict(list)
    for text in sorted((*asked, *others), key=lambda text: text.position):
        for token in {*text.tokens}:
            if len(known[token]) < MOST:
                known[token].append(text)
    for text in asked:
        compared = [
            (likeness(text.shingles, other.shingles), -other.position, other)
            for other in _earlier(text, known)
        ]
        percent, _, likest = max(compared, key=lambda one: one[:2], default=(0, 0, text))
        if percent >= least and likest is not text:
            yield Likeness(later=text.passage, earlier=likest.passage, percent=percent)


def copied(found: Likeness, unit: UnitId | None, names: Names, *, told: bool) -> Signal:
    """Return that a text is nearly the same as an earlier one (S37).

    Whoever may not be *told* of the other matter learns that there is one, not which or by whom.
    """
    later, earlier = found.later, found.earlier
    if told:
        whose = "本人" if earlier.author == later.author else names(earlier.author)
        on = civil_date(earlier.written.recorded_at)
        like = f"{whose} {on} 在 {earlier.case} 第 {earlier.version} 步所写的"
    else:
        like = "另一件民情中更早的一段（那一件不在您的查看范围内）"
    return about_matter(
        "near-duplicate",
        later.case,
        unit,
        f"第 {later.version} 步的文字与{like}有 {found.percent}% 相同",
        *([earlier.written] if told else []),
        later.written,
        version=later.version,
    )


def _earlier(text: Text, known: Mapping[int, list[Text]]) -> Iterable[Text]:
    found: dict[int, Text] = {}
    for token in text.tokens:
        for other in known[token]:
            apart = other.passage.case not in {text.passage.case, *text.together}
            if apart and other.position < text.position:
                found[other.position] = other
    return found.values()
