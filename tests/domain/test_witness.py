"""A witness cosigns one history of a record, and no other."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st
from tests.sumdb import LEAVES

from minqing_core.application.witnessing import (
    CheckpointUnsignedError,
    OriginUntrustedError,
    SuccessorError,
    Witness,
)
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import frontier, leaf_hash
from minqing_core.integrity.note import COSIGNATURE, MalformedError, Note, VerifierKey
from minqing_core.integrity.proofs import consistency_proof
from minqing_core.integrity.refusals import ForkError, SplitError
from minqing_core.integrity.witness import (
    RolledBackError,
    SizeStaleError,
    Submission,
    SubmissionError,
    proof_text,
)
from minqing_core.persistence.signing_key import SigningKey, signature_holds

ORIGIN = "dachong.example/minqing"
TOWN = SigningKey(ORIGIN, bytes(32))
STRANGER = SigningKey(ORIGIN, bytes([1]) * 32)
ABOVE = SigningKey("zhongshan.example/witness", bytes([2]) * 32, COSIGNATURE)
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
TRUE = LEAVES[:20]
FALSE = [*LEAVES[:5], leaf_hash(b"rewritten"), *LEAVES[6:20]]


@define
class Memory:
    """What a witness remembers, for the time of a test."""

    keys: list[VerifierKey] = field(factory=list)
    kept: list[Checkpoint] = field(factory=list)
    unproved: list[str] = field(factory=list)

    def trust(self, key: VerifierKey, succeeds: str | None) -> None:
        """Trust a key instead of others."""
        self.keys = [known for known in self.keys if known.name != succeeds] + [key]

    def trusted(self, origin: str) -> list[VerifierKey]:
        """Return the keys of a record."""
        return [key for key in self.keys if key.name == origin]

    @contextmanager
    def alone(self) -> Iterator["Memory"]:
        """Nobody else is here."""
        yield self

    def latest(self, _origin: str) -> Checkpoint | None:
        """Return what was kept last."""
        return self.kept[-1] if self.kept else None

    def keep(self, note: Note) -> None:
        """Keep a checkpoint."""
        self.kept.append(Checkpoint.of(note))

    def keep_unproved(self, note: Note, _at: datetime) -> None:
        """Keep what does not go on."""
        self.unproved.append(note.text)

    def logs(self) -> list:
        """Return nothing."""
        return []

    def close(self) -> None:
        """There is nothing to close."""


def witness() -> tuple[Witness, Memory]:
    """Give a witness that trusts the town, and what it remembers."""
    memory = Memory([TOWN.key])
    return Witness(ABOVE, memory, signature_holds, lambda: NOW), memory


def checkpoint(size: int, leaves=TRUE, signer=TOWN, origin=ORIGIN) -> str:
    """Return a signed checkpoint of the first leaves."""
    root = frontier(leaves[:size]).root()
    return str(Checkpoint(origin=origin, size=size, root=root).signed(signer))


def submission(old: int, size: int, leaves=TRUE) -> str:
    """Return a checkpoint with the proof that it goes on from a size."""
    proof = consistency_proof(leaves[:size], old) if 0 < old <= size else ()
    return f"{proof_text(old, proof)}\n{checkpoint(size, leaves)}"


def test_what_is_handed_in_is_read_as_it_is_written() -> None:
    text = submission(7, 20)

    assert str(Submission.parsed(text)) == text


@pytest.mark.clause("S37")
def test_a_cosignature_is_of_the_text_and_of_a_time() -> None:
    above, _ = witness()

    made = above.add(submission(0, 5))

    note = Note.parsed(made.text)
    assert (made.origin, made.size) == (ORIGIN, 5)
    assert above.key == ABOVE.key
    assert note.is_signed_by(ABOVE.key, signature_holds)
    assert note.is_signed_by(TOWN.key, signature_holds)
    assert int.from_bytes(note.signatures[-1].value[:8], "big") == int(NOW.timestamp())
    assert str(note.signatures[-1]) == made.cosignature


@pytest.mark.clause("S37")
def test_every_size_goes_on_from_every_smaller_one() -> None:
    for old in range(21):
        for size in range(old, 21):
            above, memory = witness()
            above.add(submission(0, old))
            above.add(submission(old, size))
            assert memory.kept[-1].size == size


@pytest.mark.clause("S37")
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_whatever_is_handed_in_what_was_cosigned_is_one_history(steps) -> None:
    above, memory = witness()
    for true, old, size in steps:
        with suppress(SubmissionError, SizeStaleError, ForkError):
            above.add(submission(old, size, TRUE if true else FALSE))

    sizes = [kept.size for kept in memory.kept]
    assert sizes == sorted(sizes)
    assert any(
        all(frontier(leaves[: kept.size]).root() == kept.root for kept in memory.kept)
        for leaves in (TRUE, FALSE)
    )


@pytest.mark.clause("S37")
def test_another_past_is_refused_and_kept_to_be_looked_into() -> None:
    above, memory = witness()
    above.add(submission(0, 10))

    with pytest.raises(SplitError, match="第 10 条的检查点与见证过的不是同一个根"):
        above.add(submission(10, 10, FALSE))
    with pytest.raises(ForkError, match="第 15 条的检查点不能证明是由见证过的第 10 条续下来的"):
        above.add(submission(10, 15, FALSE))

    assert [kept.size for kept in memory.kept] == [10]
    assert [text.split("\n")[1] for text in memory.unproved] == ["10", "15"]


@pytest.mark.clause("S37")
def test_the_first_checkpoint_needs_no_proof_and_takes_none() -> None:
    above, _ = witness()

    with pytest.raises(ForkError):
        above.add(f"{proof_text(0, (bytes(32),))}\n{checkpoint(5)}")
    with pytest.raises(SplitError):
        above.add(str(f"old 0\n\n{nothing()}"))


def nothing() -> Note:
    """Return a checkpoint of no events with the root of some."""
    return Checkpoint(origin=ORIGIN, size=0, root=bytes(32)).signed(TOWN)


@pytest.mark.clause("S37")
def test_what_is_stale_is_told_the_size_and_what_is_shorter_that_it_was_cut() -> None:
    above, _ = witness()
    above.add(submission(0, 10))

    for old, size, refused in ((0, 15, SizeStaleError), (9, 10, SizeStaleError)):
        with pytest.raises(refused) as found:
            above.add(submission(old, size))
        assert (found.value.code, str(found.value)) == (
            "witness-size",
            f"见证单位上次见证到第 10 条，交来的证明从第 {old} 条起；请交从第 10 条起的证明",
        )
    with pytest.raises(RolledBackError) as cut:
        above.add(submission(0, 9))
    assert (cut.value.code, str(cut.value)) == (
        "witness-rollback",
        "检查点只有 9 条，见证单位已见证到第 10 条：是旧的检查点，或记录已被截去",
    )


@pytest.mark.clause("S37")
def test_of_a_file_the_same_checkpoint_may_be_cosigned_again_without_a_proof() -> None:
    above, memory = witness()

    for _ in range(2):
        assert above.cosign(checkpoint(10)).size == 10
    with pytest.raises(SizeStaleError):
        above.cosign(checkpoint(15))
    with pytest.raises(SizeStaleError):
        above.cosign(checkpoint(15), proof_text(9, consistency_proof(TRUE[:15], 9)))
    assert above.cosign(checkpoint(15), proof_text(10, consistency_proof(TRUE[:15], 10)))
    assert [kept.size for kept in memory.kept] == [10, 10, 15]
    assert above.logs() == []


@pytest.mark.clause("S37")
def test_only_the_keys_that_are_trusted_are_believed() -> None:
    above, memory = witness()

    with pytest.raises(CheckpointUnsignedError):
        above.add(f"old 0\n\n{checkpoint(5, signer=STRANGER)}")
    other = SigningKey("other.example", bytes(32))
    foreign = f"old 0\n\n{checkpoint(5, signer=other, origin='other.example')}"
    with pytest.raises(OriginUntrustedError):
        above.add(foreign)
    with above:
        above.trust(other.key)
    assert above.add(foreign).origin == "other.example"
    assert len(memory.kept) == 1


LINES = "首行应为 old 和条数，其后至多 63 行证明"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", LINES),
        ("new 0\n\n" + checkpoint(5), LINES),
        ("old 1\n" + "x\n" * 64 + "\n" + checkpoint(5), LINES),
        ("old 00\n\n" + checkpoint(5), "不是整数"),
        ("old 6\n\n" + checkpoint(5), "证明从第 6 条起，检查点没有这么多条"),
        ("old 0\nAAAA\n\n" + checkpoint(5), "不是 SHA-256 的值"),
        ("old 0\n\nx\n", "不是带签名的文本"),
    ],
)
def test_what_is_malformed_is_refused_and_it_is_said_why(text: str, trouble: str) -> None:
    above, memory = witness()

    with pytest.raises(SubmissionError) as refused:
        above.add(text)
    assert str(refused.value) == f"交来的不是检查点及其一致性证明：{trouble}"
    assert memory.kept == []


def test_a_proof_of_63_lines_is_read() -> None:
    text = f"{proof_text(1, (bytes(32),) * 63)}\n{checkpoint(5)}"

    assert str(Submission.parsed(text)) == text


def test_what_is_no_checkpoint_is_none() -> None:
    with pytest.raises(MalformedError):
        Checkpoint.parsed("a\n1\n\n— a AAAA\n")


@pytest.mark.clause("S37")
def test_what_another_record_succeeded_is_cosigned_no_more() -> None:
    above, _ = witness()
    second = SigningKey(f"{ORIGIN}/2", bytes(32))
    above.add(submission(0, 10))
    with pytest.raises(OriginUntrustedError):
        above.trust(second.key, "strange.example")
    with pytest.raises(SuccessorError):
        above.trust(second.key, second.name)

    above.trust(second.key, ORIGIN)

    with pytest.raises(OriginUntrustedError):
        above.add(submission(10, 15))
