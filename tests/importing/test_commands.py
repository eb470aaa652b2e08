"""The two steps at the command line."""

import json

import pytest
from click.testing import CliRunner
from tests.importing.foreign import ROOT

from minqing_cli.main import cli

GOOD = (
    "留言编号,留言用户,留言主题,留言时间,留言详情\n"
    "2554,A1,村口路灯不亮,2019/4/24 16:03:40,坏了三个月\n"
)
BAD = "2555,A2,=1+1,昨天,内容\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that runs a command in a folder with a town."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        return CliRunner().invoke(cli, ["--db", "town.db", *map(str, arguments)])

    assert command("db", "init").exit_code == 0
    return command


def test_good_rows_are_checked_applied_and_counted(run, tmp_path) -> None:
    file = tmp_path / "留言.csv"
    file.write_bytes(GOOD.encode("gb18030"))

    checked, applied = run("import", "check", file), run("import", "apply", file, "--json")
    again = run("import", "apply", file, "--json")

    assert checked.exit_code == 0
    assert "行数 1，新 1，入库 0，未变 0，有变 0，更正 0，不能导入 0，记录条数 0" in checked.stdout
    assert json.loads(applied.stdout) | {"position": 0} == {
        "rows": 1, "new": 1, "recorded": 1, "unchanged": 0, "changed": 0, "amended": 0,
        "rejected": 0, "events": 1, "faults": [], "changes": [], "unused": [],
        "categories": {"HOT_DIFFICULT.ROADS": 1}, "position": 0,
    }  # fmt: skip
    assert json.loads(again.stdout)["events"] == 0
    assert not (tmp_path / "留言-批注.xlsx").exists()


def test_bad_rows_end_with_seven_and_an_annotated_copy(run, tmp_path) -> None:
    file = tmp_path / "in" / "留言.csv"
    file.parent.mkdir()
    file.write_text(GOOD + BAD, encoding="utf-8-sig")

    checked = run("import", "check", file)
    applied = run("import", "apply", file)
    asked = run("import", "apply", file, "--annotated", tmp_path / "待改.xlsx")

    assert [done.exit_code for done in (checked, applied, asked)] == [7, 7, 7]
    assert "✗ 第 3 行 留言时间「昨天」：应为时间" in checked.stdout
    assert (tmp_path / "留言-批注.xlsx").exists()
    assert (tmp_path / "待改.xlsx").exists()
    assert sorted(path.name for path in file.parent.iterdir()) == ["留言.csv"]


def test_a_changed_row_is_told_and_amended_when_asked(run, tmp_path) -> None:
    file = tmp_path / "留言.csv"
    file.write_text(GOOD, encoding="utf-8")
    run("import", "apply", file)
    file.write_text(GOOD.replace("三个月", "四个月"), encoding="utf-8")

    told, amended = run("import", "apply", file), run("import", "apply", file, "--amend")

    assert "! 第 2 行原文有变（事由），已入库为 2026-000001；加 --amend 记为更正" in told.stdout
    assert "有变 1，更正 1" in amended.stdout


def test_what_cannot_be_read_is_refused(run, tmp_path) -> None:
    file = tmp_path / "留言.csv"
    file.write_text("编号\n1\n", encoding="utf-8")

    missing, strange = run("import", "check", "没有.xlsx"), run("import", "check", file, "--json")

    assert (missing.exit_code, strange.exit_code) == (3, 1)
    assert "没有文件 没有.xlsx (file-missing)" in missing.stderr
    assert "表中没有「留言编号」一列，现有的列：编号" in strange.stderr


def test_a_roster_is_checked_and_applied_with_its_units_apart(run, tmp_path) -> None:
    people, units = tmp_path / "人员.csv", tmp_path / "单位.csv"
    people.write_text("编号,姓名,起始日\nDC-1,甲,2024-01-01\n,乙,2024-01-01\n", encoding="utf-8")
    units.write_text("单位编号,单位名称,单位性质\nxihe,西河村,村\n", encoding="utf-8")
    example = ROOT / "examples" / "roster.csv"

    checked = run("import", "roster", "check", people, "--units", units)
    applied = run("import", "roster", "apply", people, "--units", units, "--json")

    assert (checked.exit_code, applied.exit_code) == (7, 7)
    assert (tmp_path / "人员-批注.xlsx").exists()
    assert not (tmp_path / "单位-批注.xlsx").exists()
    assert json.loads(applied.stdout)["recorded"] == 2
    assert run("import", "roster", "apply", example).exit_code == 0
