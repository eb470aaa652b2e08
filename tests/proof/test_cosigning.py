"""The town carries its checkpoints to the witness, and counts from what was cosigned."""

import os
import shutil
from datetime import timedelta

import pytest
from tests.proof.superior import NAME, forked, latest, signed_anew

from minqing_core.bootstrap import wall_clock
from minqing_core.integrity.note import Note, VerifierKey
from minqing_core.persistence.signing_key import signature_holds


@pytest.mark.clause("S37")
def test_checkpoints_are_cosigned_over_http_one_from_the_other(town, superior) -> None:
    first = town.sign()
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        begun = town.terminal.json("checkpoint", "cosign", *named)
        town.terminal.record()
        size = town.sign()
        town.terminal("checkpoint", "cosign", "--witness", address)
        said = town.terminal("checkpoint", "cosign", "--witness", address).stdout

    assert (begun["size"], begun["witnesses"]) == (first, [NAME])
    assert said.startswith(f"第 {size} 条的检查点已由 {NAME} 见证")
    assert cosigned_files(town, superior) == {
        f"{first:012d}.checkpoint",
        f"{size:012d}.checkpoint",
        "latest.checkpoint",
    }
    assert len(latest(town).signatures) == 2
    assert f"；见证单位会签至第 {size} 条" in town.terminal("verify").stdout
    assert (town.checkpoints / "witness.vkey").read_text(encoding="utf-8") == f"{superior.vkey}\n"


def cosigned_files(town, superior) -> set[str]:
    """Return the checkpoints that hold a line of the witness which is good."""
    key = VerifierKey.parsed(superior.vkey)
    notes = {
        path.name: Note.parsed(path.read_text(encoding="utf-8"))
        for path in town.checkpoints.glob("*.checkpoint")
    }
    return {name for name, note in notes.items() if note.is_signed_by(key, signature_holds)}


@pytest.mark.clause("S37")
def test_by_a_stick_the_proof_goes_up_and_the_cosigned_checkpoint_comes_down(
    town, superior
) -> None:
    stick = town.folder / "stick"
    stick.mkdir()
    back, proof = str(stick / "cosigned.checkpoint"), str(stick / "proof.txt")
    first = town.sign()
    kept = str(town.checkpoints / "latest.checkpoint")
    town.terminal("witness", "cosign", kept, "--out", back)
    unnamed = town.terminal("checkpoint", "cosign", "--witness", back, exits=1)
    assert "(witness-unnamed)" in unnamed.stderr
    town.terminal("checkpoint", "cosign", "--witness", back, "--witness-vkey", superior.vkey)

    town.terminal.record()
    size = town.sign()
    town.terminal("checkpoint", "prove", "--from", str(first), "--out", proof)
    town.terminal("witness", "cosign", kept, "--proof", proof, "--out", back)
    town.terminal.record()
    town.sign()
    made = town.terminal.json("checkpoint", "cosign", "--witness", back)

    assert made["size"] == size
    assert cosigned_files(town, superior) == {
        f"{first:012d}.checkpoint",
        f"{size:012d}.checkpoint",
    }


@pytest.mark.clause("S37")
def test_the_proof_is_shown_as_the_witness_takes_it(town) -> None:
    town.terminal.record()
    size = town.sign()

    shown = town.terminal("checkpoint", "prove", "--from", "64", "--to", "100").stdout

    assert shown.startswith("old 64\n")
    assert town.terminal.json("checkpoint", "prove", "--from", "64")["upto"] == size
    refused = town.terminal("checkpoint", "prove", "--from", "9", "--to", "8", exits=1)
    assert "(proof-range)" in refused.stderr


@pytest.mark.clause("S37")
def test_an_insider_who_rebuilt_the_past_gets_no_cosignature(town, superior) -> None:
    town.sign()
    there = forked(town)
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        town.terminal("checkpoint", "cosign", *named)
        signed_anew(there)
        split = there.terminal("checkpoint", "cosign", *named, exits=6)
        there.terminal.record()
        signed_anew(there)
        fork = there.terminal("checkpoint", "cosign", *named, exits=6)

    assert "(witness-split)" in split.stderr
    assert "(witness-fork)" in fork.stderr
    assert len(latest(there).signatures) == 1


@pytest.mark.clause("S37")
def test_a_town_that_was_put_back_learns_that_the_witness_has_seen_more(town, superior) -> None:
    first = town.sign()
    shutil.copytree(town.checkpoints, town.folder / "before")
    town.terminal.record()
    size = town.sign()
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        town.terminal("checkpoint", "cosign", *named)
        before = ("--checkpoints", str(town.folder / "before"))
        refused = town.terminal(*before, "checkpoint", "cosign", *named, exits=6)

    assert f"记录只有 {first} 条，检查点已签到第 {size} 条" in refused.stderr


@pytest.mark.clause("S37")
def test_where_there_is_a_witness_the_checkup_counts_from_what_it_cosigned(town, superior) -> None:
    town.sign()
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        (town.checkpoints / "witness.vkey").write_text(f"{superior.vkey}\n", encoding="utf-8")
        assert checked(town).startswith("! 检查点：还没有见证过的检查点")
        town.terminal("checkpoint", "cosign", *named)
    for _ in range(2):
        town.terminal.record()
        town.sign()

    long_ago = (wall_clock() - timedelta(days=2)).timestamp()
    os.utime(town.checkpoints / "latest.checkpoint", (long_ago, long_ago))
    assert checked(town) == "✓ 检查点：距最近一次外送检查点 2 条/0 分钟（已见证）"


def checked(town) -> str:
    """Return the line of the check-up about checkpoints."""
    lines = town.terminal("doctor").stdout.splitlines()
    return next(line for line in lines if "检查点：" in line)


@pytest.mark.clause("S37")
def test_signing_the_same_again_loses_no_cosignature(town, superior) -> None:
    town.sign()
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        town.terminal("checkpoint", "cosign", *named)
    town.sign()

    assert "latest.checkpoint" in cosigned_files(town, superior)
    assert town.terminal.json("verify")["findings"] == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:1", "witness-unreachable"),
        ("http://", "witness-unreachable"),
        ("https://127.0.0.1:x", "witness-unreachable"),
    ],
)
def test_a_witness_that_is_not_there_is_said_so(town, superior, address, code) -> None:
    town.sign()
    words = ("--witness", address, "--witness-vkey", superior.vkey)

    assert f"({code})" in town.terminal("checkpoint", "cosign", *words, exits=1).stderr


def test_keys_of_witnesses_that_cannot_be_read_are_told(town) -> None:
    town.sign()
    (town.checkpoints / "witness.vkey").write_text("x\n", encoding="utf-8")

    words = ("checkpoint", "cosign", "--witness", "http://127.0.0.1:1")
    assert "(checkpoint-malformed)" in town.terminal(*words, exits=6).stderr
    assert "✗ 检查点：检查点 " in town.terminal("doctor", exits=1).stdout
    assert [found["code"] for found in town.terminal_findings()] == ["checkpoint-malformed"]
