"""How well the signals find what was planted, and how often they point at what was not."""

import sys

import pytest
from attrs import frozen
from tests.signals.corpus import TOPICS, Corpus, pages

FLOORS = {
    "near-duplicate": (0.80, 0.90),
    "backdated": (0.95, 0.95),
    "burst": (0.95, 0.95),
    "edited-after-review": (0.95, 0.95),
    "feedback-denied": (0.95, 0.95),
    "self-rated": (0.95, 0.95),
    "thin-text": (0.95, 0.95),
    "stock-phrase": (0.95, 0.95),
    "several-matters": (0.80, 0.75),
    "forms": (0.95, 0.95),
    "other-share": (0.95, 0.95),
}


@frozen
class Quality:
    """What was planted and what was found of one kind."""

    kind: str
    planted: frozenset[str]
    found: frozenset[str]

    @property
    def right(self) -> int:
        """How many of those found were planted."""
        return len(self.planted & self.found)

    @property
    def precision(self) -> float:
        """The share of what was found that had been planted."""
        return self.right / len(self.found)

    @property
    def recall(self) -> float:
        """The share of what was planted that was found."""
        return self.right / len(self.planted)

    def __str__(self) -> str:
        counts = f"{len(self.planted):8}{len(self.found):7}{self.right:7}"
        return f"{self.kind:22}{counts}{self.precision:11.2f}{self.recall:8.2f}"


@pytest.fixture(scope="module")
def corpus():
    made = Corpus()
    yield made
    made.town.office.close()


@pytest.fixture(scope="module")
def qualities(corpus) -> list[Quality]:
    found: dict[str, set[str]] = {kind: set() for kind in FLOORS}
    for signal in pages(corpus.town):
        found[signal["kind"]].add(_subject(signal))
    return [
        Quality(kind, frozenset(corpus.planted[kind]), frozenset(found[kind])) for kind in FLOORS
    ]


def _subject(signal) -> str:
    if signal["kind"] == "burst":
        return f"{signal['person']} {signal['signal'].rpartition('.')[2]}"
    return signal["unit"] if signal["kind"] == "other-share" else signal["case"]


@pytest.mark.clause("S17", "S28", "S30", "S31", "S36", "S37")
def test_what_was_planted_is_found_and_little_else(qualities, capsys) -> None:
    head = f"{'kind':22}{'planted':>8}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}"
    with capsys.disabled():
        sys.stdout.write("\n".join(["", head, *map(str, qualities), ""]))
    below = [
        str(quality)
        for quality in qualities
        if quality.precision < FLOORS[quality.kind][0] or quality.recall < FLOORS[quality.kind][1]
    ]
    assert below == []


@pytest.mark.clause("S17")
def test_the_words_proposed_are_those_that_were_planted(corpus) -> None:
    found = {signal["unit"]: signal["signal"] for signal in pages(corpus.town, kind="other-share")}
    for unit, topic in TOPICS.items():
        page = corpus.town.do("signals.explain", signal=found[unit])
        labels = [proposal["label"] for proposal in page["proposals"]]
        assert labels[0] in topic or topic in labels[0]
