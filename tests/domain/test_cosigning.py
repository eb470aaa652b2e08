"""What the town makes of a witness's answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import field, frozen
from tests.domain.test_witness import ABOVE, ORIGIN, TOWN, TRUE, checkpoint, submission, witness

from minqing_core.application.checkpoints import CheckpointMissingError, CheckpointUnfitError
from minqing_core.application.cosigning import (
    Answered,
    CosignatureError,
    CosignedStrayError,
    Cosigner,
    WitnessAnswerError,
    WitnessUnnamedError,
)
from minqing_core.integrity.note import Note
from minqing_core.integrity.refusals import ForkError, LogShorterError, SplitError
from minqing_core.integrity.witness import SizeStaleError
from minqing_core.persistence.checkpoint_files import CheckpointFiles
from minqing_core.persistence.signing_key import signature_holds


@frozen
class Log:
    """A record of the leaves of the vectors, and which of them were derived."""

    derived: list[tuple[int, int]] = field(factory=list)

    def leaves(self, upto: int, after: int = 0) -> list[bytes]:
        """Return the leaves beyond a position."""
        self.derived.append((after, upto))
        return TRUE[after:upto]


class Town:
    """A town that carries its checkpoints to a witness."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of its checkpoints."""
        self.files = CheckpointFiles(folder)
        self.log = Log()
        self.cosigner = Cosigner(self.log, self.files, signature_holds)

    def sign(self, size: int) -> None:
        """Publish a checkpoint."""
        self.files.publish(Note.parsed(checkpoint(size)), [TOWN.key])


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Give a town that has signed ten events and knows the witness."""
    town = Town(tmp_path)
    town.sign(10)
    town.files.add_witness(ABOVE.key)
    return town


def asked_of(above) -> Callable[[str], Answered]:
    """Return what asks a witness, as HTTP would."""

    def ask(body: str) -> Answered:
        try:
            return Answered(status=200, text=above.add(body).cosignature)
        except SizeStaleError as stale:
            return Answered(status=409, text=f"{stale.facts['known']}\n")

    return ask


def answers(*given: tuple[int, str]) -> Callable[[str], Answered]:
    """Return what answers so, one after the other."""
    left = list(given)
    return lambda _: Answered(status=left[0][0], text=left.pop(0)[1])


@pytest.mark.clause("S37")
def test_a_witness_that_somebody_else_asked_meanwhile_is_asked_again_from_there(town) -> None:
    above, _ = witness()
    assert town.cosigner.submit(asked_of(above)).size == 10
    town.sign(12)
    above.add(submission(10, 12))
    town.sign(15)

    made = town.cosigner.submit(asked_of(above))

    assert (made.origin, made.size, made.witnesses) == (ORIGIN, 15, (ABOVE.name,))
    kept, _ = town.files.cosigned()
    assert kept.checkpoint.size == 15


@pytest.mark.clause("S37")
def test_whoever_carries_on_derives_each_leaf_once_and_none_for_the_same_size(town) -> None:
    above, _ = witness()
    for size in (10, 10, 12, 12, 15):
        town.sign(size)
        assert town.cosigner.submit(asked_of(above)).size == size

    assert town.log.derived == [(0, 12), (12, 15)]


@pytest.mark.clause("S37")
@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ([(422, "")], ForkError),
        ([(409, "11\n")], LogShorterError),
        ([(409, "10\n"), (409, "10\n")], SplitError),
        ([(409, "?")], WitnessAnswerError),
        ([(409, "3\n"), (409, "4\n")] * 3, WitnessAnswerError),
        ([(404, "unknown")], WitnessAnswerError),
        ([(200, "")], CosignatureError),
        ([(200, "nonsense\n")], WitnessAnswerError),
    ],
)
def test_whatever_else_a_witness_answers_is_said_and_nothing_is_kept(town, given, refused) -> None:
    with pytest.raises(refused):
        town.cosigner.submit(answers(*given))

    assert town.files.cosigned() is None


@pytest.mark.clause("S37")
def test_a_line_by_another_key_is_not_believed(town) -> None:
    forged = Note.parsed(checkpoint(10)).signatures[0]

    with pytest.raises(CosignatureError):
        town.cosigner.submit(answers((200, str(forged))))


@pytest.mark.clause("S37")
def test_a_file_that_comes_back_must_be_of_one_of_the_checkpoints(town) -> None:
    above, _ = witness()
    made = above.cosign(checkpoint(10)).text
    with pytest.raises(CheckpointUnfitError):
        town.cosigner.take("x")
    for other in (checkpoint(11), checkpoint(10, [bytes(32)] * 10)):
        with pytest.raises(CosignedStrayError):
            town.cosigner.take(other)
    with pytest.raises(CosignatureError):
        town.cosigner.take(checkpoint(10))

    assert town.cosigner.take(made).size == 10
    assert str(town.files.latest().note) == made


def test_before_there_is_a_checkpoint_or_a_witness_nothing_is_carried(tmp_path) -> None:
    town = Town(tmp_path)
    with pytest.raises(CheckpointMissingError):
        town.cosigner.submit(answers())
    town.sign(3)
    with pytest.raises(WitnessUnnamedError):
        town.cosigner.submit(answers())


def test_only_a_cosignature_says_when() -> None:
    note = Note.parsed(checkpoint(10))

    assert note.cosigned_at(TOWN.key, signature_holds) is None
    assert note.cosigned_at(ABOVE.key, signature_holds) is None
