"""A restore that lost what was signed: the record goes on under another name, and says so."""

from pathlib import Path

import pytest
from attrs import frozen
from tests.proof.conftest import ORIGIN, Signed
from tests.proof.insider import Insider
from tests.proof.superior import latest

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_verify import verify as verifier

SECOND = f"{ORIGIN}/2"
REASON = "硬盘损坏，由备份恢复"


@frozen
class Restored:
    """A town whose record was put back from before its last checkpoint."""

    town: Signed
    case: str
    kept: int
    signed: int
    receipt: Path
    old_key: str

    def new_key(self) -> str:
        """Make a key under another name, and return what others check by."""
        file = str(self.town.folder / "signer" / "second.skey")
        words = ("keys", "init", "--origin", SECOND, "--signing-key", file)
        self.town.terminal.environment["MINQING_SIGNING_KEY"] = file
        key: str = self.town.terminal.json(*words)["vkey"]
        return key

    def begin(self, exits: int = 0, reason: str = REASON):
        """Begin another epoch."""
        words = ("checkpoint", "epoch", "--vkey", self.new_key(), "--reason", reason)
        return self.town.terminal(*words, exits=exits)


@pytest.fixture
def restored(town: Signed) -> Restored:
    """Give a town that lost the last two of its matters."""
    folder = str(town.folder / "copy")
    case = town.terminal.record()
    town.terminal("backup", folder)
    kept = town.terminal.json("verify")["size"] - 1
    lost = [town.terminal.record() for _ in range(2)]
    signed, receipt = town.sign(), town.folder / "receipt.tlog-proof"
    town.terminal("receipt", lost[-1], "--out", str(receipt))
    key = town.vkey
    master = next(town.folder.glob("*.key"))
    into = ("--db", str(town.folder / "new.db"), "--key-file", str(master))
    town.terminal(*into, "restore", folder)
    town.terminal.environment["MINQING_DB"] = str(town.folder / "new.db")
    town.terminal.environment["MINQING_KEY_FILE"] = str(master)
    return Restored(town, case, kept, signed, receipt, key)


@pytest.mark.clause("S37")
def test_a_record_that_lost_what_was_signed_opens_only_after_it_says_so(restored) -> None:
    town = restored.town
    assert "(log-shorter)" in town.terminal("case", "list", exits=6).stderr

    said = restored.begin().stdout

    first, last = restored.kept + 1, restored.signed
    assert f"{ORIGIN} 签过的第 {first} 条至第 {last} 条已丢失" in said
    assert f"另起一期 {SECOND}：{REASON}" in said
    town.terminal("case", "list")
    told = town.terminal("verify").stdout
    assert told.startswith("✓ 记录完整")
    assert f"! {ORIGIN} 签过的第 {first} 条至第 {last} 条已丢失，另起一期 {SECOND}" in told
    (epoch,) = town.terminal.json("verify")["epochs"]
    assert (epoch["size"], epoch["old_size"]) == (restored.kept, restored.signed)
    assert "! 检查点：已另起一期，还没有新的检查点" in town.terminal("doctor").stdout


@pytest.mark.clause("S37")
def test_the_new_epoch_is_signed_under_its_name_beside_the_old(restored) -> None:
    """Both have a checkpoint of the same size, and each holds by the key of its name."""
    town = restored.town
    restored.begin()
    first = town.sign()
    while town.sign() < restored.signed:
        town.terminal.record()

    assert first == restored.kept + 1
    assert Checkpoint.of(latest(town)).origin == SECOND
    sizes = [path.name for path in sorted(town.checkpoints.glob("0*.checkpoint"))]
    assert len([name for name in sizes if name.startswith(f"{restored.signed:012d}")]) == 2
    assert town.terminal.json("verify")["findings"] == []
    assert "✓ 检查点：距最近一次外送检查点 0 条" in town.terminal("doctor").stdout


@pytest.mark.clause("S37")
def test_the_verifier_says_that_something_was_lost_and_the_lost_receipt_still_holds(
    restored, verify, capsys
) -> None:
    town = restored.town
    restored.begin()
    town.sign()
    folder, key = town.bundle(restored.case), town.terminal.json("keys", "show")["vkey"]

    told = verify(folder, key)

    assert told.code == 0
    assert verifier.main([str(folder), "--key", key]) == 0
    assert capsys.readouterr().out == told.said
    assert f"第 {restored.kept + 1} 条：此前签过的记录有丢失，自此另起一期" in told.said
    assert verify(restored.receipt, restored.old_key).code == 0


@pytest.mark.clause("S37")
def test_a_witness_believes_a_new_epoch_only_when_it_is_told_to(restored, superior) -> None:
    town = restored.town
    superior.trust(restored.old_key)
    old = str(town.checkpoints / "latest.checkpoint")
    town.terminal("witness", "cosign", old)
    restored.begin()
    town.sign()

    refused = town.terminal("witness", "cosign", old, exits=3)
    assert "(witness-origin)" in refused.stderr
    second = town.terminal.json("keys", "show")["vkey"]
    town.terminal("witness", "trust", second, "--succeeds", ORIGIN)
    town.terminal("witness", "cosign", old)
    lost = str(town.checkpoints / f"{restored.signed:012d}.checkpoint")
    assert "(witness-origin)" in town.terminal("witness", "cosign", lost, exits=3).stderr
    superior.trust(restored.old_key)
    assert "(witness-origin)" in town.terminal("witness", "cosign", lost, exits=3).stderr
    assert [known[:2] for known in superior.known()] == [
        (ORIGIN, restored.signed),
        (SECOND, restored.kept + 1),
    ]
    items = town.terminal.json("witness", "list")["items"]
    assert [item["successor"] for item in items] == [SECOND, None]


@pytest.mark.clause("S37")
def test_an_epoch_is_begun_once_for_a_loss_with_a_reason_and_a_new_name(restored) -> None:
    town = restored.town
    assert "(epoch-reason)" in restored.begin(1, " ").stderr
    words = ("checkpoint", "epoch", "--reason", REASON, "--vkey")
    assert "(epoch-name)" in town.terminal(*words, restored.old_key, exits=1).stderr
    assert "(public-key)" in town.terminal(*words, "x", exits=1).stderr
    second = town.terminal.json("keys", "show")["vkey"]
    town.terminal(*words, second)
    assert "(epoch-name)" in town.terminal(*words, second, exits=1).stderr
    town.sign()
    assert "(epoch-needless)" in town.terminal(*words, second, exits=1).stderr


@pytest.mark.clause("S37")
def test_what_is_lost_after_that_is_found_again(restored) -> None:
    town = restored.town
    restored.begin()
    town.terminal.record()
    size = town.sign()
    Insider(town.folder / "new.db").cut(size - 1)

    assert "(log-shorter)" in town.terminal("case", "list", exits=6).stderr


@pytest.mark.clause("S37")
def test_no_epoch_begins_because_of_a_checkpoint_that_nobody_signed(restored) -> None:
    kept = restored.town.checkpoints / "latest.checkpoint"
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace(f"\n{restored.signed}\n", "\n1000000\n"), encoding="utf-8")

    assert "(checkpoint-forged)" in restored.begin(1).stderr
