"""The verifier is one file that needs Python alone, and finds fault where it cannot read."""

import ast
import gzip
import json
import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.conftest import VERIFIER
from tests.sumdb import NOTES

from minqing_core.integrity.note import (
    COSIGNATURE,
    Note,
    Signature,
    VerifierKey,
    cosigned,
    decoded,
)
from minqing_core.persistence.signing_key import SigningKey, signature_holds
from minqing_verify import verify as verifier

HARMLESS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
FILES = (
    *("checkpoint.txt", "headers.txt.gz", "matter.json", "words.json", "earlier.json"),
    "dossier.json",
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    named = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    named += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]

    assert {str(name).partition(".")[0] for name in named} - sys.stdlib_module_names == set()


def test_it_is_written_for_older_pythons() -> None:
    ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.clause("S37")
def test_its_hash_is_published_with_the_key_and_it_lies_in_each_bundle(town) -> None:
    from hashlib import sha256  # noqa: PLC0415

    case = town.terminal.record()
    town.sign()
    handed_out = (town.bundle(case) / "verify.py").read_bytes()

    assert handed_out == VERIFIER.read_bytes()
    shown = town.terminal.json("keys", "show")["verifier_sha256"]
    assert shown == sha256(handed_out).hexdigest()


@pytest.mark.parametrize("words", [(), ("--key", "x"), ("--key", "a+00000000+AAAA")])
def test_a_wrong_use_is_told_and_ends_with_2(town, verify, words) -> None:
    assert verify(town.folder, words=words).code == 2


def test_what_is_not_there_is_a_wrong_use(town, verify) -> None:
    assert verify(town.folder / "nothing", town.vkey).code == 2


def test_a_key_may_be_in_a_file(town, verify) -> None:
    case = town.terminal.record()
    town.sign()

    assert verify(town.bundle(case), str(town.checkpoints / "key.vkey")).code == 0


def test_an_empty_folder_is_a_bundle_in_which_everything_is_missing(town, verify) -> None:
    verdict = verify(town.key_file.parent, town.vkey)

    assert verdict.code == 6
    assert "checkpoint.txt：无法读取" in verdict.findings
    assert verdict.wrong == ""


@pytest.mark.clause("S37")
def test_a_witness_is_named_with_its_time(town, verify) -> None:
    case = town.terminal.record()
    town.sign()
    folder, witness = town.bundle(case), SigningKey("zhongshan.example/witness", bytes(32))
    key = VerifierKey(witness.name, witness.key.public, COSIGNATURE)
    note = Note.parsed((folder / "checkpoint.txt").read_text(encoding="utf-8"))
    at = (1_795_420_800).to_bytes(8, "big")
    value = at + witness.sign(cosigned(note.text.encode(), at))
    both = Note(note.text, (*note.signatures, Signature(key.name, key.id, value)))
    (folder / "checkpoint.txt").write_text(str(both), encoding="utf-8")

    verdict = verify(folder, town.vkey, str(key))

    assert verdict.code == 0
    assert "见证：zhongshan.example/witness（2026-11-23 16:00:00）" in verdict.said
    assert "见证：没有给出见证单位的公钥，未核对其签名" in verify(folder, town.vkey).said


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64))
@settings(max_examples=20)
def test_signatures_hold_as_another_implementation_has_it(seed: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)

    assert verifier.signature_holds(public, message, signature)
    assert not verifier.signature_holds(public, message + b"x", signature)
    s = int.from_bytes(signature[32:], "little") + verifier.L
    twin = signature[:32] + s.to_bytes(32, "little")
    assert not verifier.signature_holds(public, message, twin)


@given(
    st.binary(max_size=40) | st.binary(min_size=32, max_size=32),
    st.binary(max_size=70) | st.binary(min_size=64, max_size=64),
)
@settings(max_examples=30)
def test_no_signature_holds_by_chance_or_breaks_it(public: bytes, signature: bytes) -> None:
    key = VerifierKey("any", public)
    held = signature_holds(key, b"m", signature)
    assert verifier.signature_holds(public, b"m", signature) is held


@pytest.mark.skipif(os.name != "posix", reason="pipes are of POSIX")
@pytest.mark.parametrize("lines", [0, 1])
def test_who_reads_on_no_further_breaks_nothing(bundled, lines: int) -> None:
    """The verdict is the exit code, whoever reads how much of what is said."""
    folder, key, _ = bundled
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(folder), "--key", key, "--words"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603
        assert run.stdout is not None
        assert run.stderr is not None
        for _ in range(lines):
            assert run.stdout.readline().decode() == "完整\n"
        run.stdout.close()
        assert (run.wait(timeout=30), run.stderr.read()) == (0, b"")


@given(json_values)
def test_what_is_packed_is_read(value: Any) -> None:
    import msgspec  # noqa: PLC0415

    packed = msgspec.msgpack.encode(value)
    assert verifier.unpack(packed) == (unread(value), len(packed))


def unread(value: Any) -> Any:
    """Return a value without its floats, which are not read."""
    if isinstance(value, list):
        return [*map(unread, value)]
    if isinstance(value, dict):
        return {key: unread(inner) for key, inner in value.items()}
    return None if isinstance(value, float) else value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_malformed(data: bytes) -> None:
    try:
        read = verifier.unpack(data)[0]
    except verifier.MALFORMED:
        return
    assert isinstance([*verifier.values(read)], list)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory, founded_and_signed) -> tuple[Path, str, Path]:
    """Give a bundle, the key of its signer, and a receipt."""
    import shutil  # noqa: PLC0415

    from tests.proof.conftest import Signed  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("bundled")
    shutil.copytree(founded_and_signed, folder, dirs_exist_ok=True)
    town = Signed(folder)
    town.sign()
    case = town.terminal.record()
    town.sign()
    receipt = folder / "r.tlog-proof"
    town.terminal("receipt", case, "--out", str(receipt))
    town.terminal("case", "dossier", case, "--out", str(folder / "d"))
    return folder / "d" / "bundle", town.vkey, receipt


def told(capsys, path: Path, key: str) -> tuple[int, str]:
    """Return how the verifier ends, and what it says."""
    code = verifier.main([str(path), "--key", key, "--words"])
    return code, capsys.readouterr().out


def test_the_bundle_of_these_tests_is_whole(bundled, capsys) -> None:
    folder, key, receipt = bundled

    assert told(capsys, folder, key)[0] == told(capsys, receipt, key)[0] == 0


@HARMLESS
@given(st.sampled_from(FILES), st.data())
def test_whatever_is_changed_what_passes_is_what_was_recorded(
    bundled, capsys, name: str, data: st.DataObject
) -> None:
    """A change is a finding and never a crash, unless it leaves what is proved as it was."""
    folder, key, _ = bundled
    path = folder / name
    kept = path.read_bytes()
    changed = data.draw(mutations(name, kept))
    try:
        path.write_bytes(changed)
        code, said = told(capsys, folder, key)
    finally:
        path.write_bytes(kept)
    assert code in {0, 6}
    assert said.startswith("完整" if code == 0 else "不完整：发现 ")
    if code == 0:
        assert claims(name, changed) <= claims(name, kept)


def claims(name: str, content: bytes) -> set[Any]:
    """Return what a file of a bundle says that can be true or false."""
    if name == "checkpoint.txt":
        return {content.decode().rpartition("\n\n")[0]}
    if name == "headers.txt.gz":
        return set(enumerate(gzip.decompress(content).splitlines()))
    read = json.loads(content)
    if name == "matter.json":
        states = {(e["position"], e["state"]) for e in read["events"] if e["state"] is not None}
        return states | {read["stream"]}
    if name == "words.json":
        return {(w["position"], w["path"], w["text"]) for w in read["words"]}
    return set()


def mutations(name: str, kept: bytes) -> st.SearchStrategy[bytes]:
    """Return ways to change a file: bytes, lines, and values of JSON."""
    places = st.integers(0, len(kept) - 1)
    flipped = st.builds(
        lambda at, by: kept[:at] + bytes([kept[at] ^ by]) + kept[at + 1 :],
        places,
        st.integers(1, 255),
    )
    cut = st.builds(lambda at: kept[:at], places)
    grown = st.builds(lambda more: kept + more, st.binary(min_size=1, max_size=30))
    any_bytes = st.binary(max_size=60)
    if name.endswith(".json"):
        return flipped | cut | grown | any_bytes | remade(json.loads(kept))
    if name.endswith(".gz"):
        return (
            flipped | cut | grown | any_bytes | relined(gzip.decompress(kept)).map(gzip.compress)
        )
    return flipped | cut | grown | any_bytes | relined(kept)


@st.composite
def relined(draw, kept: bytes) -> bytes:
    """Change a line of a text."""
    lines = kept.split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    cells = lines[at].split(b"\t")
    cells[draw(st.integers(0, len(cells) - 1))] = draw(
        st.binary(max_size=20) | st.sampled_from([b"-1", b"9" * 5000, b"\xff", b"1e9", b"0x1"])
    )
    lines[at] = b"\t".join(cells)
    return b"\n".join(lines)


@st.composite
def remade(draw, kept: dict) -> bytes:
    """Put any value in any place of a JSON file."""
    made = deepcopy(kept)
    place: Any = made
    for _ in range(draw(st.integers(0, 3))):
        inner = place.values() if isinstance(place, dict) else place
        deeper = [item for item in inner if isinstance(item, dict | list) and item]
        if not deeper:
            break
        place = draw(st.sampled_from(deeper))
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[draw(st.sampled_from(keys))] = draw(json_values | st.just("9" * 5000) | st.just([{}]))
    return json.dumps(made).encode()


@HARMLESS
@given(st.data())
def test_any_change_of_a_receipt_is_a_finding_and_never_a_crash(bundled, capsys, data) -> None:
    _, key, receipt = bundled
    kept = receipt.read_bytes()
    changed = data.draw(mutations("receipt", kept))
    path = receipt.with_name("changed.tlog-proof")
    path.write_bytes(changed)

    code, said = told(capsys, path, key)

    assert code in {0, 6}
    assert said.startswith("完整" if code == 0 else "不完整：发现 ")


def test_a_receipt_of_another_place_is_refused(bundled, capsys) -> None:
    _, key, receipt = bundled
    text = receipt.read_text(encoding="utf-8")
    path = receipt.with_name("moved.tlog-proof")
    index = int(text.split("\nindex ")[1].split("\n")[0])
    moved = text.replace(f"index {index}", f"index {index - 1}")
    path.write_text(moved, encoding="utf-8")

    code, said = told(capsys, path, key)

    assert code == 6
    assert f"✗ 第 {index} 条：回执与检查点的根不符" in said


def test_the_notes_of_another_implementation_are_read() -> None:
    for vector in NOTES:
        note = verifier.Note(vector["note"])
        assert (note.signed([verifier.key(vector["vkey"])]), note.size) == (True, 70)
        assert decoded(vector["text"].split("\n")[2]) == note.root
