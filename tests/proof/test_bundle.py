"""A bundle proves a matter to anybody who has the public key, without our software."""

import json
from datetime import datetime

import pytest

from minqing_core.kernel.periods import OFFICE_ZONE


@pytest.mark.clause("S37")
def test_a_bundle_is_whole(town, verify) -> None:
    case = town.terminal.record()
    town.terminal("case", "step", case, "--kind", "cause", "--text", "线路老化")
    size = town.sign()

    verdict = verify(town.bundle(case), town.vkey, words=("--words",))

    assert verdict.code == 0, verdict.said
    lines = verdict.said.splitlines()
    assert lines[:2] == ["完整", f"记录：dachong.example/minqing，检查点共 {size} 条"]
    assert f"此件：case/{case}，共 2 条，无遗漏" in lines
    assert f"第 {size} 条 text：线路老化" in lines
    assert lines[-1] == "检查点之后的记录和改动不在核验之内"


@pytest.mark.clause("S37")
def test_of_each_event_it_is_told_when_it_was_recorded_by_whom_and_what(town, verify) -> None:
    """What happened when is said by who wrote it down; when it was written down is proved."""
    case = town.terminal.record()
    answer = ("--text", "已换灯", "--response", "satisfied")
    town.terminal("case", "feedback", case, "--means", "visit", "--stage", "result", *answer)
    size = town.sign()
    folder = town.bundle(case)
    read = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    read["words"] = [word for word in read["words"] if word["position"] != size]
    (folder / "words.json").write_text(json.dumps(read), encoding="utf-8")

    plain = verify(folder, town.vkey).said.splitlines()
    lines = verify(folder, town.vkey, words=("--words",)).said.splitlines()

    dossier = town.terminal.json("case", "dossier", case, "--out", str(town.folder / "d"))
    records = json.loads((town.folder / "d" / "dossier.json").read_text(encoding="utf-8"))[
        "records"
    ]
    assert dossier["records"] == len(records) == 2
    told = plain[plain.index("时间为写入记录的时间（北京时间）：") + 1 :]
    for line, one in zip(told, records, strict=False):
        at = datetime.fromisoformat(one["recorded_at"]).astimezone(OFFICE_ZONE)
        place = f"第 {one['position']} 条"
        step = f"{place} {at:%Y-%m-%d %H:%M:%S} 第 {one['version']} 步 {one['event']}"
        assert line.startswith(f"{step} {one['actor']}")
        assert line in lines
        assert f"{place} SHA-256：{one['sha256']}" in lines
    last = [line for line in lines if line.startswith(f"第 {size} 条 ")]
    assert f"第 {size} 条 response：satisfied" in last
    assert f"第 {size} 条 text：（未公开）" in last


@pytest.mark.clause("S37")
def test_a_receipt_is_whole(town, verify) -> None:
    case = town.terminal.record()
    size = town.sign()
    out = town.folder / "r.tlog-proof"

    svg = town.folder / "r.svg"
    page = town.terminal("receipt", case, "--out", str(out), "--svg", str(svg)).stdout
    assert page.splitlines()[:2] == [
        f"回执：{case} 第 1 步，记录第 {size} 条",
        f"检查点：共 {size} 条",
    ]
    assert page.endswith(out.read_text(encoding="utf-8"))
    assert "▀" in page
    assert svg.read_bytes().startswith(b"<svg ")

    verdict = verify(out, town.vkey)
    assert verdict.code == 0, verdict.said
    told = f"第 {size} 条：case/{case} 第 1 步（diary.matter-recorded.v1）"
    assert told in verdict.said.splitlines()


def test_a_receipt_tells_what_no_checkpoint_covers_yet(town) -> None:
    case = town.terminal.record()
    size = town.sign()
    town.terminal("case", "step", case, "--kind", "cause", "--text", "线路老化")

    page = town.terminal("receipt", case).stdout.splitlines()

    assert page[1] == f"检查点：共 {size} 条，其后 1 步尚未入检查点"


def test_a_folder_that_cannot_be_written_is_told(town) -> None:
    case = town.terminal.record()
    town.sign()
    blocked = town.folder / "blocked"
    blocked.write_text("", encoding="utf-8")

    refused = town.terminal("bundle", case, "--out", str(blocked / "in"), exits=1)
    assert "(file-unwritable)" in refused.stderr
    refused = town.terminal("receipt", case, "--out", str(blocked / "in"), exits=1)
    assert "(file-unwritable)" in refused.stderr
    unread = ("--checkpoint", str(town.folder / "nothing"))
    assert "(file-unreadable)" in town.terminal("receipt", case, *unread, exits=1).stderr
