"""The command line as a process: bytes, exit codes, and what is imported."""

import os
import subprocess
import sys
import time

import pytest
from tests.cli.terminals import MATTER, Terminal


def run(terminal: Terminal, *words: str, **others: str) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in (os.environ | terminal.environment).items() if v is not None}
    return subprocess.run(  # noqa: S603 - the words are spelled out below
        [sys.executable, "-m", "minqing_cli.main", *words],
        env=environment | others,
        capture_output=True,
        check=False,
    )


def test_a_poor_locale_gets_utf_8(terminal) -> None:
    done = run(terminal, "case", "record", *MATTER, LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert done.stderr == "办理人：王小明\n".encode()
    assert "村口路灯不亮".encode() in done.stdout


@pytest.mark.parametrize(
    ("words", "exits"),
    [
        (("version",), 0),
        (("case", "count", "--by", "colour"), 1),
        (("nonsense",), 2),
        (("case", "show", "2026-999999"), 3),
        (("roster", "bind", "0002", "--login", "x", "--as", "0002"), 4),
    ],
)
def test_the_exit_code_tells_the_kind(terminal, words, exits) -> None:
    assert run(terminal, *words).returncode == exits


def test_colour_is_for_terminals_only(terminal) -> None:
    done = run(terminal, "case", "show", "2026-999999")

    assert done.stdout == b""
    assert b"\x1b" not in done.stderr


def test_help_imports_neither_the_core_nor_what_it_needs() -> None:
    program = (
        "import sys; from minqing_cli.main import status; sys.argv = ['minqing', '--help'];"
        "status(); print([m for m in ('minqing_core', 'attrs', 'msgspec', 'rich', 'sqlite3')"
        " if m in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603

    assert done.stderr == b"[]\n"


@pytest.mark.files
def test_a_list_imports_no_other_subject(terminal) -> None:
    program = (
        "import sys; from minqing_cli.main import status; sys.argv = ['minqing', 'case', 'list'];"
        "status(); print([m for m in ('rich', 'aiohttp', 'jsonschema', 'psycopg',"
        " 'minqing_core.application.importing.messages', 'minqing_core.application.case',"
        " 'minqing_core.books.events', 'minqing_core.meetings.events',"
        " 'minqing_core.privacy.events', 'minqing_core.backups.events')"
        " if m in sys.modules], file=sys.stderr)"
    )
    run(terminal, "case", "list")  # brings the tables up to the log

    environment = {k: v for k, v in (os.environ | terminal.environment).items() if v is not None}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )

    assert done.stderr == b"[]\n"


def test_a_failure_of_the_program_is_shown_and_not_swallowed(terminal) -> None:
    (terminal.folder / "town.key").write_bytes(b"")
    (terminal.folder / "town.key").unlink()
    (terminal.folder / "town.key").mkdir()

    done = run(terminal, "case", "list")

    assert done.returncode in {1, 3}
    assert done.stderr.startswith("✗ 主密钥文件".encode())


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_who_is_told_to_end_leaves_no_scratch_copy_behind(terminal, tmp_path) -> None:
    """A drill puts a copy back in a scratch place, the vault with it."""
    scratch, copy = tmp_path / "scratch", str(tmp_path / "copy")
    scratch.mkdir()
    terminal.record()
    terminal("backup", copy)
    environment = {k: v for k, v in (os.environ | terminal.environment).items() if v is not None}
    command = [sys.executable, "-m", "minqing_cli.main", "restore", copy, "--drill"]
    with subprocess.Popen(  # noqa: S603 - the command line itself
        command,
        env={**environment, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as drill:
        while drill.poll() is None and not list(scratch.glob("minqing-*/town*")):
            time.sleep(0.001)
        drill.terminate()
        said = drill.communicate(timeout=60)[1].decode()

    assert [*scratch.iterdir()] == []
    assert drill.returncode == 0 or (drill.returncode, said.splitlines()[-1]) == (130, "已中断。")
