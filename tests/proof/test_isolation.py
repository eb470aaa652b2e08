"""Whoever hands a bundle on cannot hand in modules with it that make the verifier say 完整."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STARTED_WITH = {"abc", "codecs", "encodings", "io", "os", "site", "stat", "zipimport"}
SHADOW = 'print("完整")\nraise SystemExit(0)\n'


def run_in(folder: Path, key: str, *flags: str, **environment: str) -> tuple[int, str]:
    """Run the verifier that lies in a folder, from that folder."""
    python = shutil.which("python3") or sys.executable
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
    done = subprocess.run(  # noqa: S603 - the verifier that is shipped
        [python, *flags, "verify.py", ".", "--key", key],
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=False,
        cwd=folder,
    )
    return done.returncode, done.stdout.decode()


@pytest.fixture
def forged(town) -> Path:
    """Give a bundle with forged words, and a module for each that there is."""
    case = town.terminal.record()
    town.sign()
    folder = town.bundle(case)
    path = folder / "words.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    read["words"][0]["text"] = "从未办结"
    path.write_text(json.dumps(read), encoding="utf-8")
    for name in {*sys.stdlib_module_names, "__future__"} - STARTED_WITH:
        (folder / f"{name}.py").write_text(SHADOW, encoding="utf-8")
    return folder


@pytest.mark.clause("S37")
@pytest.mark.parametrize("flags", [("-I", "-S"), ("-S",), ("-I",), ()], ids=" ".join)
def test_no_module_is_taken_from_the_folder(forged, town, flags) -> None:
    code, said = run_in(forged, town.vkey, *flags)

    assert (code, said.splitlines()[0]) == (6, "不完整：发现 1 处问题"), said


@pytest.mark.clause("S37")
@pytest.mark.parametrize("where", [".", "", "{folder}"])
def test_nor_where_the_environment_names_the_folder(forged, town, where) -> None:
    for name in ("sitecustomize", "usercustomize"):
        (forged / f"{name}.py").unlink(missing_ok=True)
    path = os.pathsep.join((where.format(folder=forged), "/nowhere"))

    code, said = run_in(forged, town.vkey, "-S", PYTHONPATH=path)

    assert (code, said.splitlines()[0]) == (6, "不完整：发现 1 处问题"), said


@pytest.mark.clause("S37")
def test_what_does_not_belong_to_a_bundle_is_named(town, verify) -> None:
    case = town.terminal.record()
    town.sign()
    folder = town.bundle(case)
    assert "不属于案卷" not in verify(folder, town.vkey).said
    for name in ("gzip.py", "\x1b[2J"):
        (folder / name).write_text("", encoding="utf-8")

    verdict = verify(folder, town.vkey)

    assert verdict.code == 0
    assert "文件夹中另有不属于案卷的，未核验：\\x1b[2J、gzip.py" in verdict.said.splitlines()
