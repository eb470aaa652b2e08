"""A drill holds the copy against what was signed: the record's own tree can be rebuilt."""

import pytest
from tests.proof.insider import Insider


@pytest.mark.clause("S37")
def test_a_drill_names_the_checkpoint_with_which_the_copy_agrees(town) -> None:
    town.terminal.record()
    size, copy = town.sign(), str(town.folder / "copy")
    town.terminal("backup", copy)
    town.terminal.record()
    town.sign()

    told = town.terminal("restore", copy, "--drill").stdout

    assert f"检查点：与 {size:012d}.checkpoint 及此前的一致" in told
    drill = town.terminal.json("report", "backups")["items"][0]
    assert (drill["checkpoint"], drill["faults"]) == (f"{size:012d}.checkpoint", [])


@pytest.mark.clause("S37")
def test_a_copy_of_a_record_that_was_rebuilt_does_not_pass_its_drill(town) -> None:
    """The living record was rebuilt before it was copied, so both have the same tree."""
    town.terminal.record()
    first, _ = town.sign(), town.terminal.record()
    second = town.sign()
    insider = Insider(town.folder / "town.db")
    insider.flip(second)
    insider.rebuild()
    copy = str(town.folder / "copy")
    town.terminal("backup", copy)

    told = town.terminal("restore", copy, "--drill", exits=6).stdout

    fault = (
        f"第 {first + 1} 条至第 {second} 条：与检查点 {second:012d}.checkpoint 不符，其中有改动"
    )
    assert f"✗ {fault}（root）" in told
    drill = town.terminal.json("report", "backups")["items"][0]
    assert drill["faults"] == [f"与本库或检查点的根不一致：{fault}"]
    assert drill["checkpoint"] == f"{first:012d}.checkpoint"
    checks = {one["check"]: one["state"] for one in town.terminal.json("doctor")["items"]}
    assert checks["drill"] == "attention"


@pytest.mark.clause("S37")
def test_without_checkpoints_a_drill_says_that_it_had_none(town) -> None:
    copy = str(town.folder / "copy")
    town.terminal("backup", copy)

    told = town.terminal("restore", copy, "--drill").stdout

    assert "! 没有检查点可核对，只与本库比较" in told
    assert town.terminal.json("report", "backups")["items"][0]["checkpoint"] is None
