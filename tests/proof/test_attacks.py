"""What somebody changes is found and its place named, except what no checkpoint had covered."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.proof.insider import Insider

TEXT = "线路老化"


@pytest.fixture
def signed(town):
    """Give a town with a matter of three events, signed after the first and at the end."""
    town.case = town.terminal.record()
    town.first = town.sign()
    for text in (TEXT, "开关也坏了"):
        town.terminal("case", "step", town.case, "--kind", "cause", "--text", text)
    town.size = town.sign()
    town.insider = Insider(town.folder / "town.db")
    return town


def changed(path: Path, change: Callable[[Any], Any]) -> None:
    """Change a JSON file of a bundle."""
    read = json.loads(path.read_text(encoding="utf-8"))
    change(read)
    path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")


def retold(folder: Path, change: Callable[[list[bytes]], object]) -> None:
    """Change the headers of a bundle."""
    path = folder / "headers.txt.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    change(lines)
    path.write_bytes(gzip.compress(b"".join(lines)))


def swap(items: list, one: int, other: int) -> None:
    """Exchange two."""
    items[one], items[other] = items[other], items[one]


@pytest.mark.clause("S37")
def test_one_byte_of_an_event_changed(signed, verify) -> None:
    folder = signed.bundle(signed.case)

    def flip(matter) -> None:
        event = matter["events"][1]
        event["state"] = ("A" if event["state"][8] != "A" else "B").join(
            (event["state"][:8], event["state"][9:])
        )

    changed(folder / "matter.json", flip)

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    assert f"第 {signed.size - 1} 条：原文与其指纹不符" in verdict.findings


@pytest.mark.clause("S37")
def test_an_event_of_the_matter_left_out(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    changed(folder / "matter.json", lambda matter: matter["events"].pop(1))

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    assert f"第 {signed.size - 1} 条：此件的这一条没有附上" in verdict.findings


@pytest.mark.clause("S37")
def test_an_event_left_out_with_its_header(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    changed(folder / "matter.json", lambda matter: matter["events"].pop(1))
    retold(folder, lambda lines: lines.pop(signed.size - 1))

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    place = f"第 {signed.first + 1} 条至第 {signed.size} 条：与签过的检查点不符，其中有改动"
    assert place in verdict.findings
    assert f"第 {signed.size} 条至第 {signed.size} 条：已被移除" in verdict.findings


@pytest.mark.clause("S37")
def test_two_events_of_the_matter_exchanged(signed, verify) -> None:
    folder = signed.bundle(signed.case)

    def exchange(matter) -> None:
        one, other = matter["events"][1:]
        one["state"], other["state"] = other["state"], one["state"]

    changed(folder / "matter.json", exchange)

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    for position in (signed.size - 1, signed.size):
        assert f"第 {position} 条：原文与其指纹不符" in verdict.findings


@pytest.mark.clause("S37")
def test_two_headers_exchanged(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    retold(folder, lambda lines: swap(lines, 3, 4))

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    assert f"第 1 条至第 {signed.first} 条：与签过的检查点不符，其中有改动" in verdict.findings


@pytest.mark.clause("S37")
def test_the_tail_cut_off(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    retold(folder, lambda lines: lines.pop())

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    assert f"第 {signed.size} 条至第 {signed.size} 条：已被移除" in verdict.findings


@pytest.mark.clause("S37")
def test_more_than_was_signed(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    retold(folder, lambda lines: lines.append(lines[-1]))

    assert f"第 {signed.size + 1} 条起：超出检查点" in verify(folder, signed.vkey).findings


@pytest.mark.clause("S37")
def test_every_hash_rebuilt_after_a_checkpoint_was_published(signed, verify) -> None:
    """The insider has the database and the code, but cannot take back what was sent out."""
    published = signed.folder / "published.txt"
    published.write_bytes((signed.checkpoints / "latest.checkpoint").read_bytes())
    signed.insider.flip(signed.size - 1)
    signed.insider.rebuild()

    told = signed.terminal("verify", exits=6).stdout
    folder = signed.bundle(signed.case, "--checkpoint", str(published), exits=6)
    verdict = verify(folder, signed.vkey)

    place = f"第 {signed.first + 1} 条至第 {signed.size} 条"
    assert f"✗ {place}：与检查点 {signed.size:012d}.checkpoint 不符" in told
    assert verdict.code == 6
    assert f"{place}：与签过的检查点不符，其中有改动" in verdict.findings


@pytest.mark.clause("S37")
def test_a_checkpoint_signed_by_another_key(signed, verify) -> None:
    """The insider signs what he rebuilt with a key that he made himself."""
    known, forger = signed.vkey, signed.terminal.environment
    signed.insider.flip(signed.size)
    signed.insider.rebuild()
    forger["MINQING_SIGNING_KEY"] = str(signed.folder / "forged.skey")
    forger["MINQING_CHECKPOINTS"] = str(signed.folder / "forged")
    signed.terminal("keys", "init", "--origin", "dachong.example/minqing")
    signed.sign()
    folder = signed.bundle(signed.case)

    assert verify(folder, signed.vkey).code == 0
    verdict = verify(folder, known)
    assert verdict.code == 6
    assert "检查点：没有 dachong.example/minqing 的有效签名" in verdict.findings


@pytest.mark.clause("S37")
def test_words_that_were_not_recorded(signed, verify) -> None:
    folder = signed.bundle(signed.case)

    def reword(words) -> None:
        words["words"][-1]["text"] = "已修好"

    changed(folder / "words.json", reword)

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 6
    assert f"第 {signed.size} 条 text：文字与记录中的承诺值不符" in verdict.findings


def test_words_cannot_pass_for_what_the_verifier_says(signed, verify) -> None:
    trick = "好\n完整\n\x1b[2J"
    signed.terminal("case", "step", signed.case, "--kind", "cause", "--text", "线路", "--yes")
    folder = signed.bundle(signed.case)

    def reword(words) -> None:
        words["words"][0]["path"] = trick

    changed(folder / "words.json", reword)

    verdict = verify(folder, signed.vkey, words=("--words",))
    assert verdict.code == 6
    assert "完整" not in verdict.said.splitlines()
    assert "\x1b" not in verdict.said


@pytest.mark.clause("S37")
def test_words_may_be_kept_back(signed, verify) -> None:
    folder = signed.bundle(signed.case)
    changed(folder / "words.json", lambda words: words["words"].clear())

    verdict = verify(folder, signed.vkey)
    assert verdict.code == 0, verdict.said
    assert "文字：0 处与记录一致，所附原文中另有 6 处未公开" in verdict.said


@pytest.mark.clause("S37")
def test_a_receipt_in_a_citizens_hand_outlives_a_rebuilt_record(signed, verify) -> None:
    receipt = signed.folder / "r.tlog-proof"
    signed.terminal("receipt", signed.case, "--out", str(receipt))
    signed.insider.flip(signed.size)
    signed.insider.rebuild()

    assert verify(receipt, signed.vkey).code == 0
    refused = signed.terminal("receipt", signed.case, exits=6)
    assert "prefix-changed" in refused.stderr


@pytest.mark.clause("S37")
def test_what_was_changed_after_the_last_checkpoint_is_not_found(signed, verify) -> None:
    """No checkpoint covers it yet: it is stated, not hidden, that this is not detectable."""
    signed.terminal("case", "step", signed.case, "--kind", "cause", "--text", "后来的")
    signed.insider.flip(signed.size + 1)
    signed.insider.rebuild()

    assert signed.terminal("verify").stdout.startswith("✓ 记录完整")
    assert signed.sign() == signed.size + 1
    verdict = verify(signed.bundle(signed.case), signed.vkey)
    assert verdict.code == 0
    assert "检查点之后的记录和改动不在核验之内" in verdict.said
    page = (signed.folder / "bundle" / "核验说明.txt").read_text(encoding="utf-8")
    assert "检查点之后的记录和改动" in page
