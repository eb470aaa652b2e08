"""A record that ends before its last checkpoint is not opened, and what differs is named."""

import json
import os
from datetime import timedelta

import pytest
from tests.cli.terminals import MATTER
from tests.proof.conftest import ORIGIN
from tests.proof.insider import Insider

from minqing_core.bootstrap import memory_beside, open_office, wall_clock
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.refusals import LogShorterError
from minqing_core.persistence.signer_memory import SignerMemory


@pytest.mark.clause("S37")
def test_a_record_that_was_cut_is_not_opened(town) -> None:
    town.terminal.record()
    size = town.sign()
    Insider(town.folder / "town.db").cut(size - 1)

    for words in (("case", "list"), ("verify",), ("case", "count")):
        refused = town.terminal(*words, exits=6)
        assert refused.stderr.startswith(
            f"✗ 记录只有 {size - 1} 条，检查点已签到第 {size} 条："
            f"第 {size} 条至第 {size} 条已被移除 (log-shorter)"
        )
    assert "✗ 打开：记录只有" in town.terminal("doctor", exits=1).stdout
    with pytest.raises(LogShorterError):
        open_office(str(town.folder / "town.db"), checkpoints=town.checkpoints)


@pytest.mark.clause("S37")
def test_without_the_checkpoints_a_cut_is_not_noticed_and_that_is_said(town) -> None:
    size = town.sign()
    Insider(town.folder / "town.db").cut(size - 1)
    town.terminal.environment["MINQING_CHECKPOINTS"] = None

    told = town.terminal("verify").stdout.splitlines()
    assert told[0] == "✓ 记录完整，与自身的指纹一致"
    assert told[3] == "! 没有检查点可核对：截去末尾、改动后重建全部指纹，均不能发现"


@pytest.mark.clause("S37")
def test_where_the_folder_of_checkpoints_is_not_there_nothing_is_done(town) -> None:
    """A stick that is not in must not let a record go on that was cut."""
    size = town.sign()
    Insider(town.folder / "town.db").cut(size - 1)
    away = ("--checkpoints", str(town.folder / "stick" / "checkpoints"))

    for words in (("case", "list"), ("case", "record", *MATTER), ("verify",), ("serve",)):
        assert "(checkpoints-away)" in town.terminal(*away, *words, exits=6).stderr
    assert "✗ 打开：检查点目录 " in town.terminal(*away, "doctor", exits=1).stdout
    town.terminal.environment["MINQING_CHECKPOINTS"] = None
    assert town.terminal.json("verify")["size"] == size - 1


@pytest.mark.clause("S37")
def test_the_signer_makes_the_folder_of_checkpoints(town) -> None:
    town.checkpoints.rmdir()
    assert "(checkpoints-away)" in town.terminal("case", "list", exits=6).stderr

    town.sign()

    town.terminal("case", "list")


@pytest.mark.clause("S37")
def test_verification_says_up_to_where_checkpoints_vouch_and_that_nobody_sees_further(
    town,
) -> None:
    first, _ = town.sign(), town.terminal.record()
    size = town.sign()

    held, beyond = town.terminal("verify").stdout.splitlines()[3:5]
    assert held == (
        f"检查点：与 2 个检查点一致，至第 {size} 条（{size:012d}.checkpoint）；未经见证单位会签"
    )
    assert beyond == "! 其后没有记录：末尾若被截去，或改动后重建了指纹，不能发现"
    town.terminal.record()
    assert "! 其后 1 条没有检查点可核对：末尾" in town.terminal("verify").stdout

    insider = Insider(town.folder / "town.db")
    insider.flip(size)
    insider.rebuild()
    answered = json.loads(town.terminal("verify", "--json", exits=6).stdout)
    assert answered["vouched"] == {
        "file": f"{first:012d}.checkpoint",
        "origin": ORIGIN,
        "size": first,
        "checkpoints": 1,
        "cosigned": None,
    }


@pytest.mark.clause("S37")
def test_the_folder_of_checkpoints_is_set_as_any_setting_is(town) -> None:
    town.sign()
    town.terminal.environment["MINQING_CHECKPOINTS"] = None
    folder = str(town.checkpoints)

    assert town.terminal.json("--checkpoints", folder, "checkpoint", "latest")["behind"] == 0
    config = town.folder / "config" / "minqing"
    config.mkdir(parents=True)
    (config / "minqing.toml").write_text(f'checkpoints = "{folder}"\n', encoding="utf-8")
    assert town.terminal.json("checkpoint", "latest")["behind"] == 0


@pytest.mark.clause("S37")
def test_the_record_is_held_against_every_checkpoint(town) -> None:
    sizes = []
    for _ in range(3):
        sizes.append(town.sign())
        town.terminal.record()
    insider = Insider(town.folder / "town.db")
    insider.flip(sizes[1])
    insider.rebuild()

    (finding,) = town.terminal_findings()

    assert (finding["position"], finding["code"]) == (sizes[0] + 1, "checkpoint-mismatch")
    assert finding["text"] == (
        f"第 {sizes[0] + 1} 条至第 {sizes[1]} 条："
        f"与检查点 {sizes[1]:012d}.checkpoint 不符，其中有改动"
    )


def test_a_checkpoint_that_cannot_be_read_is_a_finding(town) -> None:
    size = town.sign()
    (town.checkpoints / f"{size:012d}.checkpoint").write_text("x", encoding="utf-8")
    town.terminal.record()

    (finding,) = town.terminal_findings()

    assert finding["code"] == "checkpoint-malformed"


@pytest.mark.parametrize("content", [b"x", b"\xff"])
def test_a_list_of_what_was_destroyed_that_cannot_be_read_is_a_finding(town, content) -> None:
    (town.checkpoints / "destroyed.txt").write_bytes(content)

    assert [found["code"] for found in town.terminal_findings()] == ["checkpoint-malformed"]
    assert "✗ 密钥库：检查点 " in town.terminal("doctor", exits=1).stdout


@pytest.mark.parametrize("content", [b"x", b"\xff"])
def test_a_latest_checkpoint_that_cannot_be_read_opens_nothing(town, content) -> None:
    town.sign()
    (town.checkpoints / "latest.checkpoint").write_bytes(content)

    assert "(checkpoint-malformed)" in town.terminal("verify", exits=6).stderr


def test_a_folder_that_is_none_opens_nothing(town) -> None:
    blocked = town.folder / "blocked"
    blocked.write_text("", encoding="utf-8")

    refused = town.terminal("--checkpoints", str(blocked), "verify", exits=6)
    assert "(checkpoint-malformed)" in refused.stderr


def test_where_the_latest_is_gone_the_largest_is_the_latest(town) -> None:
    size = town.sign()
    (town.checkpoints / "latest.checkpoint").unlink()

    assert town.terminal.json("checkpoint", "latest")["size"] == size


@pytest.mark.clause("S37")
@pytest.mark.parametrize("key", ["another", "malformed"])
def test_a_checkpoint_that_the_key_did_not_sign_is_a_finding(town, key) -> None:
    size = town.sign()
    other = "a+5a4e9a2f+AAAA" if key == "malformed" else town.another_key()
    (town.checkpoints / "key.vkey").write_text(other, encoding="utf-8")

    (finding,) = town.terminal_findings()

    assert finding["code"] == "checkpoint-forged"
    assert f"{size:012d}.checkpoint" in finding["text"]


def test_where_no_key_is_given_only_sizes_and_roots_are_compared(town) -> None:
    size = town.sign()
    (town.checkpoints / "key.vkey").unlink()
    insider = Insider(town.folder / "town.db")

    assert town.terminal.json("verify")["findings"] == []
    insider.flip(size)
    insider.rebuild()
    assert [finding["code"] for finding in town.terminal_findings()] == ["checkpoint-mismatch"]


@pytest.mark.clause("S37")
def test_the_checkup_says_how_far_the_record_is_beyond_the_last_checkpoint(town) -> None:
    assert checked(town) == "! 检查点：还没有检查点，请运行 minqing checkpoint sign --loop"
    town.sign()
    town.terminal.record()
    assert checked(town) == "✓ 检查点：距最近一次外送检查点 1 条/0 分钟"
    long_ago = (wall_clock() - timedelta(days=2)).timestamp()
    os.utime(town.checkpoints / "latest.checkpoint", (long_ago, long_ago))
    assert checked(town) == "! 检查点：距最近一次外送检查点 1 条/2880 分钟"


def checked(town) -> str:
    """Return the line of the check-up about checkpoints."""
    lines = town.terminal("doctor").stdout.splitlines()
    return next(line for line in lines if "检查点：" in line)


@pytest.mark.clause("S37")
def test_a_record_that_was_cut_is_not_served(town) -> None:
    size = town.sign()
    Insider(town.folder / "town.db").cut(size - 1)

    assert "(log-shorter)" in town.terminal("serve", "--port", "0", exits=6).stderr


def forget_signed(town) -> None:
    """Let the signer forget how far it signed."""
    SignerMemory(memory_beside(town.key_file)).write(Frontier())


def turned(text: str) -> str:
    """Return a checkpoint with one letter of its signature changed."""
    head, _, line = text.rstrip("\n").rpartition(" ")
    letter = "A" if line[40] != "A" else "B"
    return f"{head} {line[:40]}{letter}{line[41:]}\n"


@pytest.mark.clause("S37")
def test_a_latest_checkpoint_that_nobody_signed_is_found_and_nothing_rests_on_it(town) -> None:
    case = town.terminal.record()
    town.sign()
    latest = town.checkpoints / "latest.checkpoint"
    latest.write_text(turned(latest.read_text(encoding="utf-8")), encoding="utf-8")

    (finding,) = town.terminal_findings()
    assert (finding["code"], "latest.checkpoint" in finding["text"]) == ("checkpoint-forged", True)
    checkup = town.terminal("doctor", exits=1).stdout
    assert "✗ 检查点：latest.checkpoint 的签名无效，请运行 minqing verify" in checkup
    for words in (("receipt", case), ("bundle", case, "--out", str(town.folder / "b"))):
        assert "(checkpoint-forged)" in town.terminal(*words, exits=1).stderr


@pytest.mark.clause("S37")
def test_two_pasts_that_were_signed_at_one_size_are_a_finding_of_their_own(town) -> None:
    size = town.sign()
    first = town.checkpoints / f"{size:012d}.checkpoint"
    kept = first.read_text(encoding="utf-8")
    insider = Insider(town.folder / "town.db")
    insider.flip(size)
    insider.rebuild()
    first.unlink()
    forget_signed(town)
    town.sign()
    first.rename(town.checkpoints / f"{size:012d}-other.checkpoint")
    first.write_text(kept, encoding="utf-8")

    (finding,) = town.terminal_findings()
    assert (finding["code"], finding["position"]) == ("checkpoint-fork", size)
    assert finding["text"] == (
        f"检查点 {size:012d}.checkpoint 与 {size:012d}-other.checkpoint 都签到第 {size} 条，"
        "根却不同：签过两个不同的过去"
    )


@pytest.mark.clause("S37")
def test_another_past_of_a_size_that_was_signed_is_not_put_beside_it(town) -> None:
    size = town.sign()
    insider = Insider(town.folder / "town.db")
    insider.flip(size)
    insider.rebuild()
    forget_signed(town)
    before = sorted(path.name for path in town.checkpoints.iterdir())

    refused = town.terminal("checkpoint", "sign", exits=6)

    assert "(prefix-changed)" in refused.stderr
    assert sorted(path.name for path in town.checkpoints.iterdir()) == before
