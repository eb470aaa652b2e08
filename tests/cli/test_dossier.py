"""The dossier, from the command line: every form, written into a folder."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.cli.terminals import Terminal

FORMS = ("dossier.docx", "dossier.html", "dossier.json", "dossier.pdf")


@pytest.mark.clause("S25", "S37", "S66")
def test_one_command_writes_every_form_of_a_dossier(terminal: Terminal, tmp_path: Path) -> None:
    case = terminal.record()
    position, today = terminal.json("case", "show", case)["position"], terminal.day(0)
    first, again = tmp_path / "a", tmp_path / "b"
    told = terminal("case", "dossier", case, "--out", str(first)).stdout.splitlines()
    assert told[0] == f"卷宗：{first}"
    assert told[1:3] == [f"{case}《村口路灯不亮》：记录 1 条", "应尽职责 4 项，查出 0 项"]
    assert told[3] == f"截至 {today}，按记录前 {position} 条"
    files = {one.name: one.read_bytes() for one in sorted(first.iterdir())}
    assert tuple(files) == FORMS
    amount = hashlib.sha256(files["dossier.json"]).hexdigest()
    assert told[4].endswith(amount)
    assert json.loads(files["dossier.json"])["case"] == case
    assert files["dossier.pdf"].startswith(b"%PDF")
    assert amount in files["dossier.html"].decode()

    asked = ("--as-of", today, "--position", str(position), "--json")
    summary = json.loads(terminal("case", "dossier", case, "--out", str(again), *asked).stdout)
    assert (summary["sha256"], summary["folder"]) == (amount, str(again))
    assert {one.name: one.read_bytes() for one in again.iterdir()} == files

    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    refused = terminal("case", "dossier", case, "--out", str(blocked / "in"), exits=1)
    assert "无法写入" in refused.output
    assert terminal("case", "dossier", "2026-999999", "--out", str(again), exits=3)
