"""A checkpoint may be signed by SM2 with SM3 as well, beside the other signature."""

import stat
from pathlib import Path

import attrs
import pytest
from tests.proof.conftest import ORIGIN, Signed

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import NAMED, SM2, Note, VerifierKey
from minqing_core.persistence import sm2_key
from minqing_core.persistence.secret_keys import SigningKeyError
from minqing_core.persistence.signing_key import signature_holds

gmssl = pytest.importorskip("gmssl_pyx")
# GB/T 32918.5, annex A.2: the recommended curve, the signer "1234567812345678".
PUBLIC = (
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"


def der(*numbers: str) -> bytes:
    """Return two numbers as a signature is written."""
    parts = [b"\x00" + bytes.fromhex(number) for number in numbers]
    inner = b"".join(b"\x02" + bytes([len(part)]) + part for part in parts)
    return b"\x30" + bytes([len(inner)]) + inner


def test_the_example_of_the_standard_holds() -> None:
    key = VerifierKey("example", SM2 + bytes.fromhex(PUBLIC), NAMED)

    assert signature_holds(key, b"message digest", der(R, S))
    assert not signature_holds(key, b"another message", der(R, S))
    assert not signature_holds(key, b"message digest", der(S, R))
    assert not signature_holds(key, b"message digest", b"")
    other = VerifierKey("example", b"another/v1\n" + bytes.fromhex(PUBLIC), NAMED)
    assert not signature_holds(other, b"message digest", der(R, S))


@pytest.mark.clause("S37")
def test_a_checkpoint_is_signed_twice_and_verified_as_before(town, verify) -> None:
    file = town.folder / "sm2.skey"
    made = town.terminal(
        "keys", "init", "--sm2", "--origin", "a.example", "--signing-key", str(file)
    )
    case = town.terminal.record()

    town.terminal("checkpoint", "sign", "--sm2-key", str(file))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    vkey = (town.checkpoints / "key-sm2.vkey").read_text(encoding="utf-8")
    assert f"公钥：{vkey.strip()}" in made.stdout
    note = Note.parsed((town.checkpoints / "latest.checkpoint").read_text(encoding="utf-8"))
    assert len(note.signatures) == 2
    assert note.is_signed_by(VerifierKey.parsed(vkey), signature_holds)
    assert note.is_signed_by(VerifierKey.parsed(town.vkey), signature_holds)
    assert verify(town.bundle(case), town.vkey).code == 0


@pytest.fixture
def twice(town: Signed) -> Path:
    """Give the checkpoint of a town that signs by both."""
    file = str(town.folder / "sm2.skey")
    town.terminal("keys", "init", "--sm2", "--origin", ORIGIN, "--signing-key", file)
    town.case = town.terminal.record()  # type: ignore[attr-defined] # the matter of a bundle
    town.terminal("checkpoint", "sign", "--sm2-key", file)
    latest = Note.parsed((town.checkpoints / "latest.checkpoint").read_text(encoding="utf-8"))
    return town.checkpoints / f"{Checkpoint.of(latest).size:012d}.checkpoint"


def spoil(path: Path, line: int) -> None:
    """Change a byte of a signature."""
    note = Note.parsed(path.read_text(encoding="utf-8"))
    lines = [*note.signatures]
    value = lines[line].value
    lines[line] = attrs.evolve(lines[line], value=value[:-1] + bytes([value[-1] ^ 1]))
    path.write_text(str(Note(note.text, tuple(lines))), encoding="utf-8")


@pytest.mark.clause("S37")
@pytest.mark.parametrize("line", [0, 1])
def test_neither_signature_may_be_another(town, twice, line: int) -> None:
    assert town.terminal("verify").stdout.startswith("✓ 记录完整")
    spoil(twice, line)

    (finding,) = town.terminal_findings()

    assert (finding["code"], finding["text"]) == (
        "checkpoint-forged",
        f"检查点 {twice.name} 的签名无效",
    )


def test_without_the_extra_the_other_signature_is_checked_alone(town, twice, monkeypatch) -> None:
    monkeypatch.setattr(sm2_key, "LIBRARY", "no_such_library")
    spoil(twice, 1)
    assert town.terminal("verify").stdout.startswith("✓ 记录完整")
    spoil(twice, 0)
    assert [one["code"] for one in town.terminal_findings()] == ["checkpoint-forged"]


@pytest.mark.clause("S37")
def test_a_key_of_before_is_kept_beside_the_one_of_now(town, twice) -> None:
    """What it signed is held against it as before."""
    other = str(town.folder / "other.skey")
    town.terminal("keys", "init", "--sm2", "--origin", ORIGIN, "--signing-key", other)
    before = (town.checkpoints / "key-sm2.vkey").read_text(encoding="utf-8")
    town.terminal.record()
    town.terminal("checkpoint", "sign", "--sm2-key", other)

    named = f"key-sm2.{VerifierKey.parsed(before).id.hex()}.vkey"
    assert (town.checkpoints / named).read_text(encoding="utf-8") == before
    spoil(twice, 1)
    assert [one["code"] for one in town.terminal_findings()] == ["checkpoint-forged"]


@pytest.mark.clause("S37")
def test_the_verifier_says_of_a_key_that_it_does_not_check_it(town, twice, verify) -> None:
    key = twice.with_name("key-sm2.vkey").read_text(encoding="utf-8").strip()
    folder = town.bundle(town.case)
    named = f"{ORIGIN}+{VerifierKey.parsed(key).id.hex()}"

    verdict = verify(folder, town.vkey, key)

    assert verdict.code == 0
    assert f"公钥 {named}：其签名未核对（算法 0xff）" in verdict.said.splitlines()
    alone = verify(folder, key)
    assert (alone.code, alone.findings) == (6, [f"检查点：没有 {ORIGIN} 的有效签名"])
    assert verify(folder, key[:-4]).code == 2


@pytest.mark.parametrize("kind", ["the other", "none"])
def test_what_is_no_sm2_key_does_not_sign(town, kind) -> None:
    file = town.key_file
    if kind == "none":
        file = town.folder / "sm2.skey"
        file.write_text("x", encoding="utf-8")
        file.chmod(0o600)

    with pytest.raises(SigningKeyError):
        sm2_key.read_sm2_key(file)
    town.terminal("checkpoint", "sign", "--sm2-key", str(file), exits=3)


def test_without_the_extra_it_is_named(town, monkeypatch) -> None:
    monkeypatch.setattr(sm2_key, "LIBRARY", "no_such_library")
    words = ("--origin", "a.example", "--signing-key", str(town.folder / "sm2.skey"))

    refused = town.terminal("keys", "init", "--sm2", *words, exits=1)

    assert "pip install 'minqing[gm]' (gm-absent)" in refused.stderr
    assert not (town.folder / "sm2.skey").exists()
