"""How well the signals find what was planted, and how often they point at what was not."""

import sys

import pytest
from attrs import frozen
from tests.signals.corpus import TOPICS, Corpus, pages
from tests.towns import CLERK

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.review import events as review
from minqing_core.signals.matter import Record, of_matter
from minqing_core.signals.signal import Thresholds
from minqing_core.views import cases

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
    found["edited-after-review"] = set(_edited(corpus))
    return [
        Quality(kind, frozenset(corpus.planted[kind]), frozenset(found[kind])) for kind in FLOORS
    ]


def _subject(signal) -> str:
    if signal["kind"] == "burst":
        return f"{signal['person']} {signal['signal'].rpartition('.')[2]}"
    return signal["unit"] if signal["kind"] == "other-share" else signal["case"]


def _edited(corpus):
    """Yield the matters edited after the review that the corpus tells of."""
    for case, (version, position) in corpus.read.items():
        history = corpus.town.office.log.stream(cases.stream_of(case))
        read = review.DiaryReviewed(
            reviewer="0007",
            review=1,
            person=history[0].event.owner,
            period="2025-Q1",
            entries=(review.EntryRead(case=case, version=version),),
            upto=position,
            rule="review.quarterly",
            clause="S57",
            post="village-secretary",
            opinion=Personal("已阅"),
            grade=review.Grade.GOOD,
        )
        reviewed = Envelope(
            position=position,
            stream="review/x-2025-Q1",
            version=1,
            recorded_at=history[0].recorded_at,
            occurred_at=history[0].recorded_at,
            actor=CLERK,
            event=read,
        )
        record = Record(file=cases.fold(case, history), history=history, reviews=[reviewed])
        kinds = [signal.kind for signal in of_matter(record, Thresholds())]
        if "edited-after-review" in kinds:
            yield case


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
