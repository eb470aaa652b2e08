"""A bundle proves a matter to anybody who has the public key, without our software."""

import pytest


@pytest.mark.clause("S37")
def test_a_bundle_is_whole(town, verify) -> None:
    case = town.terminal.record()
    town.terminal("case", "step", case, "--kind", "cause", "--text", "线路老化")
    size = town.sign()

    verdict = verify(town.bundle(case), town.vkey, words=("--words",))

    assert verdict.code == 0, verdict.said
    lines = verdict.said.splitlines()
    assert lines[:2] == ["完整", f"记录：dachong.example/minqing，检查点共 {size} 条"]
    assert f"此件：case/{case}，共 2 条（第 {size - 1}、{size} 条），无遗漏" in lines
    assert f"第 {size} 条 text：线路老化" in lines
    assert lines[-1] == "检查点之后的记录和改动不在核验之内"


@pytest.mark.clause("S37")
def test_a_receipt_is_whole(town, verify) -> None:
    case = town.terminal.record()
    size = town.sign()
    out = town.folder / "r.tlog-proof"

    town.terminal("receipt", case, "--out", str(out))

    verdict = verify(out, town.vkey)
    assert verdict.code == 0, verdict.said
    told = f"第 {size} 条：case/{case} 第 1 步（diary.matter-recorded.v1）"
    assert told in verdict.said.splitlines()
