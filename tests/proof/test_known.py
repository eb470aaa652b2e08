"""What an investigator holds of the past is compared with the bundle: another past is refused."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve
from tests.proof.handmade import MATTER, SIGNER, Entry, bundled, received, signed
from tests.proof.superior import forked, signed_anew

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.persistence.signing_key import SigningKey
from minqing_verify import verify as verifier

LOG = [Entry("roster" if n % 2 else MATTER, n // 2 + 1, 10**12, b"\xc0") for n in range(8)]
OTHER = [*LOG[:4], evolve(LOG[4], state=b"\xc2"), *LOG[5:]]
LOST = [*LOG[:3], evolve(LOG[3], stream="epochs", name="backups.epoch-begun.v1"), *OTHER[4:]]


def judged(capsys, path: Path, *known: object, keys: Sequence[object] = ()) -> tuple[int, str]:
    """Return how the verifier ends, and what it says."""
    words = [w for key in (SIGNER.key, *keys) for w in ("--key", str(key))]
    for number, text in enumerate(known):
        file = path.parent / f"known-{number}.txt"
        file.write_text(str(text), encoding="utf-8")
        words += ["--known", str(file)]
    code = verifier.main([str(path), *words])
    return code, capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a bundle of a log of eight events, of which five were signed before."""
    (tmp_path / "bundle").mkdir()
    return bundled(tmp_path / "bundle", LOG, signed(LOG, 8), [signed(LOG, 5)])


@pytest.mark.clause("S37")
def test_who_signs_another_past_is_found_by_the_checkpoint_that_was_published(
    town, verify
) -> None:
    """The insider rebuilds, makes the signer forget, and signs the same size again."""
    case = town.terminal.record()
    size = town.sign()
    published = town.folder / "published.txt"
    published.write_bytes((town.checkpoints / "latest.checkpoint").read_bytes())
    there = forked(town)
    assert signed_anew(there) == size
    folder = there.bundle(case)

    alone = verify(folder, town.vkey)
    assert alone.code == 0
    assert (
        "未与他人保存的检查点或回执核对（--known）：持有签名密钥的人可以另签一个过去" in alone.said
    )
    refused = verify(folder, town.vkey, words=("--known", str(published)))

    assert refused.code == 6
    roots = [
        Checkpoint.parsed(path.read_text(encoding="utf-8")).root.hex()
        for path in (published, folder / "checkpoint.txt")
    ]
    assert roots[0] != roots[1]
    both, stretch = refused.findings
    assert both.startswith("签过两个不同的过去：published.txt（dachong.example/minqing 第 ")
    assert (
        f"第 {size} 条，根 {roots[0]}）与 checkpoint.txt（其第 {size} 条处的根 {roots[1]}）"
        in both
    )
    assert stretch == f"第 1 条至第 {size} 条：与签过的检查点不符，其中有改动"


@pytest.mark.clause("S37")
def test_what_agrees_is_named(folder, capsys) -> None:
    code, said = judged(capsys, folder, signed(LOG, 6), received(LOG, 4, 8), signed(LOG, 8))

    assert code == 0
    assert "未与他人保存的" not in said
    for number, size in enumerate((6, 8, 8)):
        root = Checkpoint.of(signed(LOG, size)).root.hex()
        told = f"与 known-{number}.txt 一致（random.example/minqing 第 {size} 条，根 {root}）"
        assert told in said.splitlines()


@pytest.mark.clause("S37")
@pytest.mark.parametrize("size", [5, 6, 8])
def test_a_past_that_parts_earlier_is_refused_and_its_stretch_named(
    folder, capsys, size: int
) -> None:
    code, said = judged(capsys, folder, signed(OTHER, size))

    assert code == 6
    assert f"✗ 签过两个不同的过去：known-0.txt（random.example/minqing 第 {size} 条" in said
    first = 6 if size > 5 else 1
    assert f"✗ 第 {first} 条至第 {size} 条：与签过的检查点不符，其中有改动" in said


@pytest.mark.clause("S37")
def test_a_record_that_is_shorter_than_what_was_signed_is_refused(folder, capsys) -> None:
    longer = [*LOG, *LOG]
    code, said = judged(capsys, folder, signed(longer, 9))

    assert code == 6
    assert "✗ 记录比签过的短：known-0.txt 已签到第 9 条，checkpoint.txt 只到第 8 条" in said


@pytest.mark.clause("S37")
def test_a_receipt_tells_which_event_is_another(folder, capsys) -> None:
    code, said = judged(capsys, folder, received(OTHER, 5, 8))

    assert code == 6
    assert "✗ 第 5 条：与回执 known-0.txt 所证的不是同一条" in said
    assert "✗ 签过两个不同的过去：known-0.txt（" in said


def test_what_proves_nothing_is_refused(folder, capsys) -> None:
    stranger = SigningKey("other.example", bytes(range(32)))
    other = evolve(Checkpoint.of(signed(LOG, 8)), origin=stranger.name).signed(stranger)
    forged = str(received(LOG, 4, 8)).replace("index 3", "index 2")
    told = {
        "": "known-0.txt：不是检查点，也不是有效的回执",
        forged: "known-0.txt：不是检查点，也不是有效的回执",
        str(other): "known-0.txt：没有 other.example 的有效签名",
        str(signed(LOG, 8)).replace("— r", "— s"): "没有 random.example/minqing 的有效签名",
    }
    for text, finding in told.items():
        code, said = judged(capsys, folder, text)
        assert (code, finding in said) == (6, True), said
    code, said = judged(capsys, folder, other, keys=[stranger.key])
    assert (code, "✗ known-0.txt：是另一份记录的检查点（other.example 第 8 条" in said) == (
        6,
        True,
    )
    with pytest.raises(SystemExit):
        verifier.main([str(folder), "--key", str(SIGNER.key), "--known", str(folder / "no")])


@pytest.mark.clause("S37")
def test_a_receipt_is_compared_with_a_checkpoint_of_its_size(tmp_path, capsys) -> None:
    path = tmp_path / "receipt.tlog-proof"
    path.write_text(str(received(LOG, 5, 8)), encoding="utf-8")

    code, said = judged(capsys, path, signed(LOG, 8), signed(LOG, 7))
    assert code == 0
    assert "与 known-0.txt 一致（" in said
    assert "未与 known-1.txt（random.example/minqing 第 7 条" in said
    code, said = judged(capsys, path, signed(OTHER, 8))
    assert (code, "✗ 签过两个不同的过去：known-0.txt（" in said) == (6, True)
    code, said = judged(capsys, path, str(signed(OTHER, 8)).replace("— r", "— s"))
    assert (code, "没有 random.example/minqing 的有效签名" in said) == (6, True)


def test_of_a_receipt_that_nobody_signed_no_past_is_told(tmp_path, capsys) -> None:
    path = tmp_path / "receipt.tlog-proof"
    path.write_text(str(received(LOG, 5, 8)).replace("— r", "— s"), encoding="utf-8")

    code, said = judged(capsys, path, signed(OTHER, 8))

    unsigned = "✗ 检查点：没有 random.example/minqing 的有效签名"
    assert (code, said.splitlines()[1:]) == (6, [unsigned])


@pytest.mark.clause("S37")
def test_what_was_lost_before_another_epoch_is_found_by_who_holds_it(tmp_path, capsys) -> None:
    """What was signed under the old name holds up to the loss, and no further."""
    new = SigningKey("random.example/minqing/2", bytes(range(32)))
    note = evolve(Checkpoint.of(signed(LOST, 8)), origin=new.name).signed(new)
    (tmp_path / "bundle").mkdir()
    folder = bundled(tmp_path / "bundle", LOST, note, [signed(LOG, 3)])

    code, said = judged(capsys, folder, signed(LOG, 3), keys=[new.key])
    assert (code, "与 known-0.txt 一致（random.example/minqing 第 3 条" in said) == (0, True)
    assert "earlier.json：另有 1 个检查点是其他名称的，未核对" in said
    code, said = judged(capsys, folder, signed(LOG, 6), keys=[new.key])
    assert code == 6
    assert "；记录自第 4 条另起一期" in said


@pytest.mark.clause("S37")
def test_an_earlier_checkpoint_in_the_bundle_is_no_other_past_either(folder, capsys) -> None:
    path = folder / "earlier.json"
    for size, finding in ((6, "签过两个不同的过去"), (9, "记录比签过的短")):
        made = {"format": "minqing-earlier/v1", "checkpoints": [str(signed([*OTHER, *LOG], size))]}
        path.write_text(json.dumps(made), encoding="utf-8")
        code, said = judged(capsys, folder)
        assert (code, f"✗ {finding}：earlier.json 第 1 项" in said) == (6, True), said


def test_where_things_part_is_narrowed_by_what_was_signed_alone(folder, capsys) -> None:
    forged = str(signed(LOG, 5)).replace("— r", "— s")
    made = {"format": "minqing-earlier/v1", "checkpoints": [forged]}
    (folder / "earlier.json").write_text(json.dumps(made), encoding="utf-8")

    assert judged(capsys, folder)[0] == 0
    code, said = judged(capsys, folder, signed(OTHER, 8))

    assert (code, "✗ 第 1 条至第 8 条：与签过的检查点不符" in said) == (6, True)
