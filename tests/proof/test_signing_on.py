"""A signer that goes on carries each checkpoint to the witness, and ends when it is refused."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from tests.proof.conftest import Signed
from tests.proof.superior import NAME, Superior, forked, latest
from tests.proof.test_cosigning import cosigned_files

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import Frontier
from minqing_core.persistence.signer_memory import SignerMemory

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
PATIENCE = 30


class Loop:
    """A signer that goes on, as a process of its own."""

    def __init__(self, town: Signed, *words: str) -> None:
        """Begin to sign."""
        self._folder = town.folder
        self._said, self._wrong = town.folder / "said", town.folder / "wrong"
        environment = os.environ | {k: v for k, v in town.terminal.environment.items() if v}
        command = [sys.executable, "-m", "minqing_cli.main", "checkpoint", "sign", "--loop"]
        with self._said.open("wb") as said, self._wrong.open("wb") as wrong:
            self.process = subprocess.Popen(  # noqa: S603 - the command line itself
                [*command, "--every", "1", *words], env=environment, stdout=said, stderr=wrong
            )

    @property
    def said(self) -> list[str]:
        """The lines on standard output."""
        return self._said.read_text(encoding="utf-8").splitlines()

    @property
    def wrong(self) -> list[str]:
        """The lines on standard error."""
        return self._wrong.read_text(encoding="utf-8").splitlines()

    def until(self, found: Callable[[], object]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < deadline, (self.said, self.wrong)
            time.sleep(0.1)

    def told(self, line: str) -> None:
        """Wait until a line that begins so is told on standard error."""
        self.until(lambda: any(one.startswith(line) for one in self.wrong))

    def ended(self) -> int:
        """Wait until it has ended by itself, and return its exit code."""
        return self.process.wait(PATIENCE)


@contextmanager
def signing_on(town: Signed, *words: str) -> Iterator[Loop]:
    """Sign on, and end that in good order."""
    loop = Loop(town, *words)
    try:
        yield loop
        if loop.process.poll() is None:
            loop.process.send_signal(signal.SIGTERM)
            assert loop.ended() == 0
    finally:
        loop.process.kill()
        loop.process.wait()


def witnessed(size: int) -> str:
    """Return what is told when a checkpoint is cosigned."""
    return f"第 {size} 条的检查点已由 {NAME} 见证"


@pytest.mark.clause("S37")
def test_each_checkpoint_that_is_signed_is_cosigned_and_kept(town, superior) -> None:
    size = town.terminal.json("verify")["size"]
    with superior.serving() as address:
        town.terminal.environment["MINQING_WITNESS"] = address
        with signing_on(town, "--witness-vkey", superior.vkey, "--json") as loop:
            loop.told(witnessed(size))
            for more in (1, 2):
                town.terminal.record()
                loop.told(witnessed(size + more))

    files = {f"{size + more:012d}.checkpoint" for more in range(3)}
    assert cosigned_files(town, superior) == {*files, "latest.checkpoint"}
    assert superior.known()[0][1] == size + 2
    assert [json.loads(line)["size"] for line in loop.said] == [size, size + 1, size + 2]


@pytest.mark.clause("S37")
def test_a_witness_that_is_away_stops_no_signing_and_is_asked_again(town, superior) -> None:
    """It is told once that it is away, and once that it is back."""
    size = town.terminal.json("verify")["size"]
    with superior.serving() as address:
        port = urlsplit(address).port
    named = ("--witness", address, "--witness-vkey", superior.vkey)
    with signing_on(town, *named, "--minutes", "0.005") as loop:
        loop.told(f"! 尚未见证：见证单位 {address} 联系不上：")
        town.terminal.record()
        loop.until(lambda: Checkpoint.of(latest(town)).size == size + 1)
        loop.until(lambda: len(loop.said) > 3)
        assert cosigned_files(town, superior) == set()
        with superior.serving(port=port):
            loop.told(witnessed(size + 1))

    assert len([line for line in loop.wrong if "(witness-unreachable)" in line]) <= 2
    assert [line for line in loop.wrong if "已由" in line] == [witnessed(size + 1)]
    assert cosigned_files(town, superior) == {f"{size + 1:012d}.checkpoint", "latest.checkpoint"}


@pytest.mark.clause("S37")
def test_a_witness_that_does_not_know_the_town_yet_is_asked_again(town) -> None:
    superior, size = Superior(town), town.terminal.json("verify")["size"]
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        with signing_on(town, *named, "--minutes", "0.005") as loop:
            loop.told("! 尚未见证：见证单位没有见证（404）：")
            superior.trust(town.vkey)
            loop.told(witnessed(size))


@pytest.mark.clause("S37")
def test_a_signer_whose_past_was_rebuilt_is_told_so_by_the_witness_and_ends(
    town, superior
) -> None:
    town.sign()
    there = forked(town)
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        town.terminal("checkpoint", "cosign", *named)
        forgetful = there.folder / "forgetful.signed"
        for record, code in ((False, "witness-split"), (True, "witness-fork")):
            SignerMemory(forgetful).write(Frontier())
            if record:
                there.terminal.record()
            with signing_on(there, *named, "--memory", str(forgetful)) as loop:
                assert loop.ended() == 6
            assert f"({code})" in loop.wrong[-1]
            assert loop.wrong[-1].startswith("✗ ")
            assert len(latest(there).signatures) == 1
    assert superior.known()[0][2] == 2


@pytest.mark.clause("S37")
def test_a_signer_that_was_put_back_learns_from_the_witness_what_is_gone_and_ends(
    town, superior
) -> None:
    first = town.sign()
    before = Signed(town.folder.parent / f"{town.folder.name}-before")
    shutil.copytree(town.folder, before.folder)
    town.terminal.record()
    size = town.sign()
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        town.terminal("checkpoint", "cosign", *named)
        with signing_on(before, *named) as loop:
            assert loop.ended() == 6

    assert loop.wrong[-1].startswith(f"✗ 记录只有 {first} 条，检查点已签到第 {size} 条")


@pytest.mark.clause("S37")
def test_what_comes_back_on_a_stick_is_kept_by_the_signer_that_goes_on(town, superior) -> None:
    back, size = town.folder / "cosigned.checkpoint", town.terminal.json("verify")["size"]
    named = ("--witness", str(back), "--witness-vkey", superior.vkey, "--minutes", "0.005")
    with signing_on(town, *named) as loop:
        loop.told("! 尚未见证：")
        kept = str(town.checkpoints / "latest.checkpoint")
        town.terminal("witness", "cosign", kept, "--out", str(back))
        loop.told(witnessed(size))
    assert cosigned_files(town, superior) == {f"{size:012d}.checkpoint", "latest.checkpoint"}


@pytest.mark.clause("S37")
def test_signing_once_has_the_checkpoint_cosigned_too(town, superior) -> None:
    with superior.serving() as address:
        named = ("--witness", address, "--witness-vkey", superior.vkey)
        made = town.terminal("checkpoint", "sign", *named)
    away = town.terminal("checkpoint", "sign", *named, exits=1)

    assert witnessed(Checkpoint.of(latest(town)).size) in made.stderr
    assert made.stdout == away.stdout.replace("新增 0", f"新增 {Checkpoint.of(latest(town)).size}")
    assert "(witness-unreachable)" in away.stderr
    assert "latest.checkpoint" in cosigned_files(town, superior)


def test_where_no_witness_can_be_believed_nothing_is_signed_for_it(town) -> None:
    words = ("checkpoint", "sign", "--loop", "--witness")
    assert "(witness-unnamed)" in town.terminal(*words, "http://127.0.0.1:1", exits=1).stderr
    assert not any(town.checkpoints.iterdir())
    assert "(witness-unsaid)" in town.terminal("checkpoint", "cosign", exits=1).stderr
