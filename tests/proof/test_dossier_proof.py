"""A dossier is tied to the log: its records by their headers, its words by their commitments."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.proof.conftest import Signed, Verdict

from minqing_verify import verify as verifier

AMENDED = "变压器的保险丝烧断"


@pytest.fixture
def verify(capsys) -> Callable[..., Verdict]:
    """Give the verifier, run here: that it runs by itself is shown elsewhere."""

    def run(path: Path, *keys: str, words: tuple[str, ...] = ()) -> Verdict:
        given = [word for key in keys for word in ("--key", key)]
        capsys.readouterr()
        try:
            code = verifier.main([str(path), *given, *words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Verdict(code, said.out, said.err)

    return run


@pytest.fixture
def handed(town: Signed) -> Path:
    """Give the folder of a dossier with its bundle: a matter of three steps, one amended."""
    case = town.terminal.record()
    town.terminal("case", "step", case, "--kind", "cause", "--text", "线路老化")
    words = ("--step", "2", "--field", "text", "--value", AMENDED, "--reason", "查明")
    town.terminal("case", "amend", case, *words)
    feedback = ("--means", "visit", "--stage", "result", "--text", "已换灯")
    town.terminal("case", "feedback", case, *feedback, "--response", "accepted")
    town.size = town.sign()  # type: ignore[attr-defined] # how far it was signed
    folder = town.folder / "d"
    told = town.terminal("case", "dossier", case, "--out", str(folder)).stdout.splitlines()
    inside = folder / "bundle"
    assert told[-2] == f"案卷：{inside}；目录列有全部各件的记录种类，只交给可以知道这些的人"
    assert told[-1] == f"核验：python3 -I -S {inside}/verify.py {inside} --key 公钥"
    return folder


def dossier(folder: Path) -> Any:
    """Return what the dossier in a bundle says."""
    return json.loads((folder / "bundle" / "dossier.json").read_text(encoding="utf-8"))


def forge(folder: Path, how: Callable[[Any], object]) -> None:
    """Change the dossier in a bundle."""
    read = dossier(folder)
    how(read)
    path = folder / "bundle" / "dossier.json"
    path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")


@pytest.mark.clause("S25", "S37")
def test_one_command_makes_a_dossier_that_anybody_can_verify(handed, town, verify) -> None:
    verdict = verify(handed / "bundle", town.vkey)

    assert verdict.code == 0, verdict.said
    assert (handed / "bundle" / "dossier.json").read_bytes() == (
        handed / "dossier.json"
    ).read_bytes()
    digest = hashlib.sha256((handed / "dossier.json").read_bytes()).hexdigest()
    lines = verdict.said.splitlines()
    assert f"卷宗：dossier.json，SHA-256 {digest}，应与其封面所印的一致" in lines
    assert digest in (handed / "dossier.html").read_text(encoding="utf-8")
    assert "卷宗所载各步文字：4 处与记录一致" in lines
    assert "卷宗中的经过、职责、查明、知情由记录推出，不在核验之内，请与下列各条对照" in lines
    assert "属于" not in verdict.said
    page = (handed / "bundle" / "核验说明.txt").read_text(encoding="utf-8")
    assert "dossier.json" in page


def step(read: Any, version: int) -> Any:
    """Return what a dossier says of a step."""
    return next(line["fact"] for line in read["page"]["said"] if line["version"] == version)


FORGED: dict[str, tuple[Callable[[Any], object], str]] = {
    "an answer given earlier": (
        lambda d: d["records"][3].update(recorded_at="2026-01-01T00:00:00Z"),
        "卷宗第 {size} 条：与记录不符",
    ),
    "by somebody else": (
        lambda d: d["records"][3].update(actor="000099"),
        "卷宗第 {size} 条：与记录不符",
    ),
    "for somebody": (
        lambda d: d["records"][3].update(on_behalf_of="000099"),
        "卷宗第 {size} 条：与记录不符",
    ),
    "of another kind": (
        lambda d: d["records"][3].update(event="diary.case-concluded.v1"),
        "卷宗第 {size} 条：与记录不符",
    ),
    "with another digest": (
        lambda d: d["records"][3].update(sha256="0" * 64),
        "卷宗第 {size} 条：与记录不符",
    ),
    "of another matter": (
        lambda d: d["records"][3].update(position=1),
        "卷宗第 1 条：与记录不符",
    ),
    "left out": (
        lambda d: (d["records"].pop(3), d.update(on="2999-01-01")),
        "卷宗第 {size} 条：此件的这一条没有列入",
    ),
    "satisfied": (
        lambda d: step(d, 4).update(response="satisfied"),
        "卷宗第 {size} 条 response：与记录不符",
    ),
    "other words": (
        lambda d: step(d, 4).update(text="早已换灯"),
        "卷宗第 {size} 条 text：文字与记录不符",
    ),
    "another matter": (
        lambda d: d["page"]["matter"].update(text="没有这回事"),
        "卷宗第 {first} 条 matter.text：文字与记录不符",
    ),
    "words of another step": (
        lambda d: step(d, 4).update(text=AMENDED),
        "卷宗第 {size} 条 text：文字与记录不符",
    ),
    "no records": (lambda d: d.update(records={"a": 1}), "dossier.json：格式不符"),
    "no time": (lambda d: d["records"][0].update(recorded_at="2026"), "dossier.json：格式不符"),
    "no page": (lambda d: d.pop("page"), "dossier.json：格式不符"),
}


@pytest.mark.clause("S25", "S37")
def test_what_is_forged_in_a_dossier_is_named(handed, town, verify) -> None:
    kept = (handed / "bundle" / "dossier.json").read_bytes()
    for name, (how, finding) in FORGED.items():
        forge(handed, how)
        verdict: Verdict = verify(handed / "bundle", town.vkey)
        assert verdict.code == 6, name
        assert finding.format(size=town.size, first=town.size - 3) in verdict.findings, name
        (handed / "bundle" / "dossier.json").write_bytes(kept)


@pytest.mark.clause("S25", "S37")
def test_what_a_dossier_leaves_out_or_has_beyond_is_said(handed, town, verify) -> None:
    case, size = dossier(handed)["case"], town.size
    forge(handed, lambda d: (d["records"].pop(), d["page"]["said"].pop()))
    lines = verify(handed / "bundle", town.vkey).said.splitlines()
    on = dossier(handed)["on"]
    assert f"卷宗第 {size} 条：没有列入，卷宗按 {on} 的情况出具" in lines
    (beyond,) = (line for line in lines if line.startswith("随附而卷宗未载的文字："))
    assert f"第 {size} 条 text" in beyond

    path = handed / "bundle" / "words.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    read["words"] = [word for word in read["words"] if word["position"] != size]
    path.write_text(json.dumps(read), encoding="utf-8")
    town.terminal("case", "step", case, "--kind", "cause", "--text", "后来的")
    later = town.folder / "later"
    town.terminal("case", "dossier", case, "--out", str(later))
    given = ("--dossier", str(later / "dossier.json"))
    verdict = verify(handed / "bundle", town.vkey, words=given)
    assert verdict.code == 0, verdict.said
    lines = verdict.said.splitlines()
    assert f"卷宗第 {size + 1} 条：在检查点之后，不在核验之内" in lines
    assert f"卷宗所载而未随附，未核对：第 {size} 条 text、第 5 步" in lines


@pytest.mark.clause("S25", "S37")
def test_the_steps_whose_bytes_a_bundle_keeps_back_are_said_not_to_be_checked(
    handed, town, verify
) -> None:
    path = handed / "bundle" / "matter.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    read["events"][3]["state"] = None
    path.write_text(json.dumps(read), encoding="utf-8")
    words = handed / "bundle" / "words.json"
    read = json.loads(words.read_text(encoding="utf-8"))
    read["words"] = [word for word in read["words"] if word["position"] != town.size]
    words.write_text(json.dumps(read), encoding="utf-8")
    forge(handed, lambda d: step(d, 4).update(text="早已换灯"))

    lines = verify(handed / "bundle", town.vkey).said.splitlines()

    assert lines[0] == f"完整，但第 {town.size} 条只有目录，原文未附"
    assert "卷宗所载而未随附，未核对：第 4 步" in lines


def test_a_dossier_is_not_compared_with_a_receipt(handed, town, verify) -> None:
    receipt = town.folder / "r.tlog-proof"
    town.terminal("receipt", dossier(handed)["case"], "--out", str(receipt))

    given = ("--dossier", str(handed / "dossier.json"))
    assert verify(receipt, town.vkey, words=given).code == 2


@pytest.mark.clause("S25", "S37")
def test_where_nothing_was_signed_the_dossier_says_why_it_has_no_bundle(town) -> None:
    case = town.terminal.record()
    folder = town.folder / "d"

    told = town.terminal("case", "dossier", case, "--out", str(folder)).stdout.splitlines()

    assert told[-1].startswith("未附案卷：没有检查点；请用 --checkpoints")
    assert not (folder / "bundle").exists()
    town.sign()
    later = town.terminal.record()
    told = town.terminal("case", "dossier", later, "--out", str(folder)).stdout.splitlines()
    assert told[-1].startswith(f"未附案卷：{later} 在最近一次检查点（")


@pytest.mark.clause("S37")
def test_the_bundle_of_a_record_that_was_rebuilt_is_told_to_be_broken(handed, town) -> None:
    from tests.proof.insider import Insider  # noqa: PLC0415

    insider = Insider(town.folder / "town.db")
    insider.flip(town.size)
    insider.rebuild()

    words = ("case", "dossier", dossier(handed)["case"], "--out", str(town.folder / "d2"))
    assert "(prefix-changed)" in town.terminal(*words, exits=6).stderr
