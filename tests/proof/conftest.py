"""A town whose record is signed, and the verifier run as anybody would run it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen
from tests.cli.terminals import Terminal

if TYPE_CHECKING:
    from tests.proof.superior import Superior

ORIGIN = "dachong.example/minqing"
VERIFIER = Path(__file__).parents[2] / "src" / "minqing_verify" / "verify.py"


@frozen
class Verdict:
    """What the verifier said, and how it ended."""

    code: int
    said: str
    wrong: str

    @property
    def findings(self) -> list[str]:
        """The things found wrong."""
        return [line[2:] for line in self.said.splitlines() if line.startswith("✗ ")]


class Signed:
    """A town with a signer of its own."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the town."""
        self.folder = folder
        self.checkpoints = folder / "checkpoints"
        self.key_file = folder / "signer" / "minqing.skey"
        self.terminal = Terminal(folder)
        self.terminal.environment |= {
            "MINQING_CHECKPOINTS": str(self.checkpoints),
            "MINQING_SIGNING_KEY": str(self.key_file),
        }

    @property
    def vkey(self) -> str:
        """The public key."""
        shown: str = self.terminal.json("keys", "show")["vkey"]
        return shown

    def sign(self) -> int:
        """Sign, and return the size that was signed."""
        size: int = self.terminal.json("checkpoint", "sign")["size"]
        return size

    def terminal_findings(self) -> list[dict[str, Any]]:
        """Return what the record's own verification finds."""
        answered = json.loads(self.terminal("verify", "--json", exits=6).stdout)
        found: list[dict[str, Any]] = answered["findings"]
        return found

    def another_key(self) -> str:
        """Return the public key of somebody else who signs under the same name."""
        other = str(self.folder / "other.skey")
        made = self.terminal(
            *("keys", "init", "--origin", ORIGIN, "--signing-key", other, "--json")
        )
        key: str = json.loads(made.stdout)["vkey"]
        return key

    def bundle(self, case: str, *words: str, exits: int = 0) -> Path:
        """Make the bundle of a matter."""
        folder = self.folder / "bundle"
        self.terminal("bundle", case, "--out", str(folder), *words, exits=exits)
        return folder


def verified(path: Path, *keys: str, words: tuple[str, ...] = ()) -> Verdict:
    """Run the verifier with no packages and an empty environment."""
    python = shutil.which("python3") or sys.executable
    given = [part for key in keys for part in ("--key", key)]
    environment = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
    done = subprocess.run(  # noqa: S603 - the verifier that is shipped
        [python, "-I", "-S", str(VERIFIER), str(path), *given, *words],
        env=environment,
        capture_output=True,
        check=False,
        cwd="/",
    )
    return Verdict(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def founded_and_signed(tmp_path_factory) -> Path:
    """Give a folder with a town that has a signing key, to be copied."""
    folder = tmp_path_factory.mktemp("signed")
    (folder / "signer").mkdir()
    (folder / "checkpoints").mkdir()
    town = Signed(folder)
    town.terminal("db", "init", "--clerk", "王小明")
    town.terminal("keys", "init", "--origin", ORIGIN)
    return folder


@pytest.fixture
def town(founded_and_signed: Path, tmp_path: Path) -> Signed:
    """Give a town that has a signing key."""
    shutil.copytree(founded_and_signed, tmp_path, dirs_exist_ok=True)
    return Signed(tmp_path)


@pytest.fixture
def behind(town: Signed) -> Callable[[str], None]:
    """Give a function that runs SQL behind the log's back."""

    def run(statement: str) -> None:
        with closing(sqlite3.connect(town.folder / "town.db")) as sql, sql:
            sql.execute(statement)

    return run


@pytest.fixture
def verify() -> Callable[..., Verdict]:
    """Give the verifier."""
    return verified


@pytest.fixture
def superior(town: Signed) -> "Superior":
    """Give a witness that trusts the town."""
    from tests.proof.superior import Superior  # noqa: PLC0415 - it knows the town

    superior = Superior(town)
    superior.trust(town.vkey)
    return superior
