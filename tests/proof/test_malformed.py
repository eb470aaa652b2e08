"""Each thing that can be wrong with a bundle is told by its place."""

import argparse
import gzip
import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proof.handmade import MATTER, SIGNER, Entry, bundled, received, signed

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.edwards import is_sound
from minqing_core.integrity.note import (
    COSIGNATURE,
    ED25519,
    NAMED,
    MalformedError,
    Note,
    Signature,
    VerifierKey,
    cosigned,
    encoded,
)
from minqing_core.persistence.sealing import SealError, commitment
from minqing_core.persistence.signing_key import SigningKey
from minqing_verify import verify as verifier

PATH, SALT, WORDS = "text", bytes(16), "路灯不亮"
BOUND = commitment(SALT, PATH, WORDS.encode())
SEALED = b"\x95\xa4text\xa4text\x01\xc4\x01x\xc4\x20" + BOUND
STATE = b"\x92" + SEALED + b"\xc0"
LOG = [
    Entry("roster", 1, 10**12, b"\xc0"),
    Entry(MATTER, 1, 10**12, STATE),
    Entry(MATTER, 2, 10**12, b"\xc0"),
    Entry("roster", 2, 10**12 + 1, b"\xc0"),
]
TOLD = {"position": 2, "path": PATH, "salt": SALT.hex(), "text": WORDS}
PARTED = "与签过的检查点不符，其中有改动"
EARLIER = f"第 1 条至第 4 条：{PARTED}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a bundle with one sealed word, told."""
    made = bundled(tmp_path, LOG, signed(LOG, 4), [signed(LOG, 3)])
    change(made, "words.json", lambda words: words["words"].append(TOLD))
    return made


def change(folder: Path, name: str, how: Callable[[Any], object]) -> None:
    """Change a JSON file."""
    read = json.loads((folder / name).read_text(encoding="utf-8"))
    how(read)
    (folder / name).write_text(json.dumps(read), encoding="utf-8")


def reline(folder: Path, how: Callable[[list[bytes]], object]) -> None:
    """Change the lines of the headers."""
    lines = gzip.decompress((folder / "headers.txt.gz").read_bytes()).split(b"\n")
    how(lines)
    (folder / "headers.txt.gz").write_bytes(gzip.compress(b"\n".join(lines)))


def renote(folder: Path, old: str, new: str) -> None:
    """Change the checkpoint's text."""
    path = folder / "checkpoint.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def judged(capsys, path: Path, *words: str) -> tuple[int, list[str]]:
    """Return how the verifier ends, and the lines it says."""
    code = verifier.main([str(path), "--key", str(SIGNER.key), *words])
    return code, capsys.readouterr().out.splitlines()


def put(place: Any, key: Any, value: object) -> None:
    """Put a value in a place."""
    place[key] = value


def state(data: bytes) -> Callable[[Any], None]:
    """Return what gives the second event other bytes."""
    return lambda m: put(m["events"][1], "state", b64encode(data).decode())


MALFORMED: dict[str, tuple[Callable[[Path], object], str]] = {
    "size": (lambda f: renote(f, "\n4\n", "\n04\n"), "检查点：格式不符"),
    "root": (lambda f: renote(f, "=\n\n", "\n\n"), "检查点：格式不符"),
    "short root": (
        lambda f: renote(f, encoded(signed_root()), "AAAA"),
        "检查点：格式不符",
    ),
    "base64": (
        lambda f: renote(f, encoded(signed_root()), encoded(signed_root())[:-2] + "B="),
        "检查点：格式不符",
    ),
    "another origin": (
        lambda f: renote(f, "random", "other"),
        "检查点：没有 other.example/minqing 的有效签名",
    ),
    "no headers": (
        lambda f: (f / "headers.txt.gz").unlink(),
        "headers.txt.gz：第 0 条之后无法读取",
    ),
    "first line": (lambda f: reline(f, lambda t: put(t, 0, b"x")), "headers.txt.gz：格式不符"),
    "a header of three": (
        lambda f: reline(f, lambda t: put(t, 2, b"a\tb\tc")),
        "第 2 条：格式不符",
    ),
    "a time of letters": (
        lambda f: reline(f, lambda t: put(t, 2, b"a\t1\tc\tx\t0")),
        "第 2 条：格式不符",
    ),
    "an earlier time": (
        lambda f: reline(f, lambda t: put(t, 2, t[2].replace(b"1000", b"0000"))),
        "第 2 条：记录时间早于前一条",
    ),
    "a gap of steps": (
        lambda f: reline(f, lambda t: put(t, 3, t[3].replace(b"\t2\t", b"\t3\t"))),
        "第 3 条：此件的步数不连续",
    ),
    "one too many": (lambda f: reline(f, lambda t: t.insert(5, t[4])), "第 5 条起：超出检查点"),
    "one too few": (lambda f: reline(f, lambda t: t.pop(4)), "第 4 条至第 4 条：已被移除"),
    "no stream": (
        lambda f: change(f, "matter.json", lambda m: m.pop("stream")),
        "此件：检查点之内没有  的记录",
    ),
    "another format": (
        lambda f: change(f, "matter.json", lambda m: put(m, "format", "x")),
        "matter.json：格式不符",
    ),
    "no list": (
        lambda f: change(f, "words.json", lambda w: put(w, "words", {})),
        "words.json：格式不符",
    ),
    "a list for an object": (
        lambda f: (f / "earlier.json").write_text("[]", encoding="utf-8"),
        "earlier.json：格式不符",
    ),
    "no UTF-8": (lambda f: (f / "words.json").write_bytes(b"\xff"), "words.json：无法读取"),
    "an earlier checkpoint that is none": (
        lambda f: change(f, "earlier.json", lambda e: e["checkpoints"].append(7)),
        "earlier.json 第 2 项：不是检查点",
    ),
    "an event twice": (
        lambda f: change(f, "matter.json", lambda m: m["events"].append(m["events"][0])),
        "matter.json：第 3 项不是此件的记录，或格式不符",
    ),
    "an event of another": (
        lambda f: change(f, "matter.json", lambda m: put(m["events"][0], "position", 1)),
        "第 2 条：此件的这一条没有附上",
    ),
    "other bytes": (
        lambda f: change(f, "matter.json", state(b"\xc3")),
        "第 3 条：原文与其指纹不符",
    ),
    "words in no field": (
        lambda f: change(f, "words.json", lambda w: put(w["words"][0], "path", "title")),
        "第 2 条 title：文字与记录中的承诺值不符",
    ),
    "a salt in capitals": (
        lambda f: change(f, "words.json", lambda w: put(w["words"][0], "salt", "A" * 32)),
        "words.json：第 1 项格式不符",
    ),
    "words without salt": (
        lambda f: change(f, "words.json", lambda w: w["words"][0].pop("salt")),
        "words.json：第 1 项格式不符",
    ),
}


def signed_root() -> bytes:
    """Return the root of the log."""
    return verifier.Note(str(signed(LOG, 4))).root


def test_the_bundle_of_these_tests_is_whole(folder, capsys) -> None:
    code, lines = judged(capsys, folder, "--words")

    assert code == 0, lines
    assert f"第 2 条 text：{WORDS}" in lines
    assert f"此件：{MATTER}，共 2 条，无遗漏" in lines


@pytest.mark.clause("S37")
@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_wrong_is_told_by_its_place(folder, capsys, what) -> None:
    spoil, finding = MALFORMED[what]
    spoil(folder)

    code, lines = judged(capsys, folder)

    assert code == 6
    assert lines[0].startswith("不完整：发现 ")
    assert any(line.startswith(f"✗ {finding}") for line in lines), lines


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (b"", bytes(64)),
        (bytes(33), bytes(64)),
        (b"\xff" * 32, bytes(64)),
        (b"\x02" + bytes(31), bytes(64)),
        (b"\x01" + bytes(30) + b"\x80", bytes(64)),
        (SIGNER.key.public, b""),
        (SIGNER.key.public, bytes(63)),
        (SIGNER.key.public, b"\xff" * 64),
    ],
)
def test_what_is_no_key_or_no_signature_holds_nothing(public: bytes, signature: bytes) -> None:
    assert not verifier.signature_holds(public, b"m", signature)


# Two points of each small order, and how they may be written in other ways.
SMALL_ORDER = [
    *("01" + "00" * 31, "01" + "00" * 30 + "80", "ec" + "ff" * 30 + "7f", "ec" + "ff" * 31),
    *("00" * 32, "00" * 31 + "80", "ed" + "ff" * 30 + "7f", "ed" + "ff" * 31),
    *("ee" + "ff" * 30 + "7f", "ee" + "ff" * 31),
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]


@pytest.mark.clause("S37")
@pytest.mark.parametrize("algorithm", [ED25519, COSIGNATURE])
@pytest.mark.parametrize("public", SMALL_ORDER)
def test_a_key_under_which_any_signature_may_fit_is_no_key(public, algorithm) -> None:
    """Who publishes one could say later that anybody signed."""
    key = VerifierKey("weak.example", bytes.fromhex(public), algorithm)

    with pytest.raises(argparse.ArgumentTypeError):
        verifier.key(str(key))
    with pytest.raises(MalformedError):
        VerifierKey.parsed(str(key))


@given(st.binary(min_size=31, max_size=33) | st.binary(min_size=32, max_size=32))
def test_both_who_read_keys_read_the_same(public: bytes) -> None:
    assert verifier.is_sound(public) is is_sound(public)


def read_by(read: Callable[[str], object], text: str) -> bool:
    """Say whether a text is taken for what it should be."""
    try:
        read(text)
    except (MalformedError, *verifier.MALFORMED):
        return False
    return True


@given(st.text(st.sampled_from("—ab0+= \n\u2028"), max_size=8), st.integers(0), st.integers(0, 3))
def test_both_who_read_notes_read_the_same(what: str, at: int, out: int) -> None:
    text = str(signed(LOG, 4))
    at %= len(text)
    changed = text[:at] + what + text[at + out :]

    assert read_by(verifier.Note, changed) is read_by(Checkpoint.parsed, changed)


def test_a_note_has_one_form(folder, capsys) -> None:
    text = str(signed(LOG, 4))
    line = text.rpartition("\n\n")[2]
    false = str(Signature(SIGNER.name, SIGNER.key.id, bytes(64)))
    for spoiled in (
        text[:-1],
        f"{text}\n",
        text.replace("\n4\n", "\n4\n\n"),
        text.replace("\n4\n", "\n4\n") + line * 64,
        text.replace("— ", "- "),
        text.replace("— ", "—  "),
    ):
        (folder / "checkpoint.txt").write_text(spoiled, encoding="utf-8")
        assert judged(capsys, folder)[1][1] == "✗ 检查点：格式不符"
    for order in (false + line, line + false):
        (folder / "checkpoint.txt").write_text(text.replace(line, order), encoding="utf-8")
        code, lines = judged(capsys, folder)
        assert (code, lines[1]) == (6, f"✗ 检查点：没有 {SIGNER.name} 的有效签名")


def test_a_receipt_has_one_form(tmp_path, capsys) -> None:
    path, text = tmp_path / "r.tlog-proof", str(received(LOG, 2, 4))
    path.write_text(text, encoding="utf-8")
    assert judged(capsys, path)[0] == 0
    extra = LOG[1].preimage()
    for old, new in (
        ("index 1", "index +1"),
        ("index 1", "index 01"),
        ("index 1", "index １"),
        (encoded(extra), encoded(extra + b"x")),
        (encoded(extra), encoded(extra + b"\n")),
        (encoded(extra), encoded(extra.replace(b"\n1000000000000", b"\n+1000000000000"))),
    ):
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert judged(capsys, path)[1][1:] == ["✗ 回执：格式不符"]


DEEP = "[" * 900 + "]" * 900


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("matter.json", f'"{MATTER}"'),
        ("matter.json", '"position": 2'),
        ("words.json", '"position": 2'),
        ("words.json", f'"{PATH}"'),
        ("words.json", f'"{WORDS}"'),
        ("earlier.json", "["),
    ],
)
def test_what_is_nested_deeply_is_told(folder, capsys, name, old) -> None:
    path = folder / name
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
    new = old.partition(" ")[0] + DEEP if ":" in old else f"[{DEEP}," if old == "[" else DEEP
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    code, lines = judged(capsys, folder)

    assert code == 6, lines


@pytest.mark.clause("S37")
def test_which_events_are_given_by_their_header_alone_is_said_first(folder, capsys) -> None:
    """Whoever makes a bundle can keep back what they like: no reason is proved."""
    change(folder, "matter.json", lambda m: put(m["events"][1], "state", None))

    code, lines = judged(capsys, folder)

    assert code == 0
    assert lines[0] == "完整，但第 3 条只有目录，原文未附"
    assert f"此件：{MATTER}，共 2 条，无遗漏" in lines
    assert "第 3 条只有目录，原文未附，理由须由出具人说明" in lines
    assert "第 3 条 2001-09-09 09:46:40 第 2 步 diary.cause-recorded.v1，原文未附" in lines
    assert "文字：1 处与记录一致，所附原文中另有 0 处未公开" in lines
    change(folder, "matter.json", lambda m: put(m["events"][0], "state", None))
    change(folder, "words.json", lambda w: w["words"].clear())
    code, lines = judged(capsys, folder)
    assert lines[0] == "完整，但第 2、3 条只有目录，原文未附"


def test_many_things_wrong_with_headers_are_told_in_part(tmp_path, capsys) -> None:
    log = [Entry(MATTER, 1, 10**12 - n, b"\xc0") for n in range(60)]
    bundled(tmp_path, log, signed(log, 60), [])

    code, lines = judged(capsys, tmp_path)

    assert code == 6
    assert lines[0] == "不完整：发现 118 处问题"
    assert len(lines) == verifier.SHOWN + 2
    assert lines[-1] == "✗ 另有 98 处未列"


def test_many_things_wrong_with_words_are_told_in_part(folder, capsys) -> None:
    change(folder, "words.json", lambda w: w["words"].extend([{}] * 99))

    code, lines = judged(capsys, folder)

    assert (code, lines[0], lines[-1]) == (6, "不完整：发现 99 处问题", "✗ 另有 79 处未列")


def test_an_earlier_checkpoint_that_differs_was_signed_or_is_a_finding(folder, capsys) -> None:
    other = [*LOG[:2], Entry(MATTER, 2, 10**12, b"\xc2"), LOG[3]]
    forged = str(signed(other, 3)).replace("— random", "— forged")
    change(folder, "earlier.json", lambda e: put(e, "checkpoints", [forged]))

    unsigned = f"earlier.json 第 1 项：没有 {SIGNER.name} 的有效签名"
    assert judged(capsys, folder) == (6, ["不完整：发现 1 处问题", f"✗ {unsigned}"])
    change(folder, "earlier.json", lambda e: put(e, "checkpoints", [str(signed(other, 3))]))
    code, lines = judged(capsys, folder)
    assert (code, lines[2:]) == (6, [f"✗ 第 1 条至第 3 条：{PARTED}"])
    assert lines[1].startswith("✗ 签过两个不同的过去：earlier.json 第 1 项（")


@pytest.mark.parametrize(
    "data",
    [
        b"\xc1",
        b"\xd9\x05abc",
        b"\xda",
        b"\xc7\x02\x01a",
        b"\x91" * 60,
        b"\x81\x90\xc0",
        b"",
        b"\xa1\xff",
    ],
)
def test_stored_bytes_that_nobody_wrote_are_told(tmp_path, capsys, data) -> None:
    log = [Entry(MATTER, 1, 10**12, data)]
    bundled(tmp_path, log, signed(log, 1), [])

    code, lines = judged(capsys, tmp_path)

    assert (code, lines[1:]) == (6, ["✗ 第 1 条：原文无法读取"])


def test_words_sealed_twice_in_one_field_bind_nothing(tmp_path, capsys) -> None:
    log = [Entry(MATTER, 1, 10**12, b"\x92" + SEALED + SEALED)]
    bundled(tmp_path, log, signed(log, 1), [])
    change(tmp_path, "words.json", lambda w: w["words"].append({**TOLD, "position": 1}))

    assert judged(capsys, tmp_path)[1][1:] == ["✗ 第 1 条 text：文字与记录中的承诺值不符"]


@pytest.mark.clause("S37")
def test_who_recorded_for_whom_and_when_it_is_said_to_have_happened_is_told(
    tmp_path, capsys
) -> None:
    said = {"outcome": "resolved", "n": -3, "many": [2**40, -(2**40), True, None, 1.5]}
    stored = [b"salt", "000001", "000002", "cli", None, None, 10**12 - 5000, said]
    log = [Entry(MATTER, 1, 10**12, msgspec.msgpack.encode(stored))]
    bundled(tmp_path, log, signed(log, 1), [])

    code, lines = judged(capsys, tmp_path, "--words")

    assert code == 0
    told = lines[lines.index("时间为写入记录的时间（北京时间）：") + 1 :]
    first = "第 1 条 2001-09-09 09:46:40 第 1 步 diary.cause-recorded.v1 000001（代 000002）"
    assert told[0] == f"{first}，2001-09-09 09:46:35 发生"
    assert told[2:7] == [
        "第 1 条 outcome：resolved",
        "第 1 条 n：-3",
        "第 1 条 many.0：1099511627776",
        "第 1 条 many.1：-1099511627776",
        "第 1 条 many.2：True",
    ]


@pytest.mark.clause("S37")
def test_words_cannot_be_shortened_from_the_front_by_a_longer_salt(tmp_path, capsys) -> None:
    """A text that holds the name of its field and a line feed could begin after them."""
    left_out, kept = "群众多次催办，我一直没有去看 ", "接报当日到场查看，已落实维修"
    text = f"{left_out}{PATH}\n{kept}"
    bound = commitment(SALT, PATH, text.encode())
    state = b"\x95\xa4text\xa4text\x01\xc4\x01x\xc4\x20" + bound
    log = [Entry(MATTER, 1, 10**12, state)]
    bundled(tmp_path, log, signed(log, 1), [])
    whole = {"position": 1, "path": PATH, "salt": SALT.hex(), "text": text}
    longer = (SALT + left_out.encode()).hex()

    change(tmp_path, "words.json", lambda w: w["words"].append(whole))
    assert judged(capsys, tmp_path)[0] == 0
    change(tmp_path, "words.json", lambda w: w["words"][0].update(salt=longer, text=kept))

    assert judged(capsys, tmp_path)[1][1:] == ["✗ words.json：第 1 项格式不符"]
    for salt in (SALT + left_out.encode(), SALT[1:], b""):
        with pytest.raises(SealError):
            commitment(salt, PATH, kept.encode())


def test_a_text_that_is_no_receipt_is_told(tmp_path, capsys) -> None:
    path, note = tmp_path / "r.tlog-proof", str(signed(LOG, 4))
    facts = encoded(b"minqing-leaf/v1\na\n1\nn\n0\nx\n")
    for text, finding in (
        ("", "检查点：格式不符"),
        (f"x\n\n{note}", "回执：格式不符"),
        (f"x\nextra {facts}\nindex 0\n\n{note}", "回执：格式不符"),
        (
            f"c2sp.org/tlog-proof@v1\nextra {facts}\nindex 0\n\n{note}",
            "第 1 条：回执与检查点的根不符",
        ),
    ):
        path.write_text(text, encoding="utf-8")
        code, lines = judged(capsys, path)
        assert (code, lines[1:]) == (6, [f"✗ {finding}"])


def test_a_key_is_a_key(folder, tmp_path, capsys) -> None:
    file = tmp_path / "key.vkey"
    file.write_text(f"{SIGNER.key}\n", encoding="utf-8")
    assert verifier.main([str(folder), "--key", str(file)]) == 0
    for key in ("nothing", "a+00000000+AAAA", "a+b"):
        with pytest.raises(SystemExit) as ended:
            verifier.main([str(folder), "--key", key])
        assert ended.value.code == 2
    with pytest.raises(SystemExit) as ended:
        verifier.main([str(tmp_path / "nothing"), "--key", str(SIGNER.key)])
    assert ended.value.code == 2
    capsys.readouterr()


@pytest.mark.clause("S37")
def test_a_witness_that_was_asked_for_cosigned_or_that_is_a_finding(folder, capsys) -> None:
    key, good = cosigned_by_witness()
    name, note = key.name, signed(LOG, 4)
    wrong = Signature(key.name, key.id, good.value[:8] + bytes(64))
    other = VerifierKey("other.example", key.public, COSIGNATURE)
    told = {
        (good,): (0, f"见证：{name}（2026-11-23 16:00:00）"),
        (good, good): (0, f"见证：{name}（2026-11-23 16:00:00）"),
        (wrong,): (6, f"✗ 检查点：见证单位 {name} 的签名无效"),
        (good, wrong): (6, f"✗ 检查点：见证单位 {name} 的签名无效"),
        (): (6, f"✗ 检查点：没有见证单位 {name} 的签名"),
        (Signature(other.name, other.id, good.value),): (
            6,
            f"✗ 检查点：没有见证单位 {name} 的签名",
        ),
    }
    for lines, (code, line) in told.items():
        both = Note(note.text, (*note.signatures, *lines))
        (folder / "checkpoint.txt").write_text(str(both), encoding="utf-8")
        assert verifier.main([str(folder), *keys(SIGNER.key, key, key)]) == code
        assert line in capsys.readouterr().out.splitlines()
        assert verifier.main([str(folder), *keys(SIGNER.key)]) == 0
        assert "见证：没有给出见证单位的公钥，未核对其签名" in capsys.readouterr().out


def cosigned_by_witness() -> tuple[VerifierKey, Signature]:
    """Give the key of a witness, and its line under the checkpoint of the log."""
    witness = SigningKey("witness.example", bytes(range(32)))
    key = VerifierKey(witness.name, witness.key.public, COSIGNATURE)
    note, at = signed(LOG, 4), (1_795_420_800).to_bytes(8, "big")
    value = at + witness.sign(cosigned(note.text.encode(), at))
    return key, Signature(key.name, key.id, value)


def keys(*given: object) -> list[str]:
    """Return keys as they are named on the command line."""
    return [word for key in given for word in ("--key", str(key))]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path) -> None:
    done = verifier.Verification([], words=False)
    done.strangers(tmp_path / "gone")

    assert done.said == ["文件夹中另有不属于案卷的，未核验：（无法列出）"]


def test_a_reader_who_is_gone_changes_no_verdict(monkeypatch) -> None:
    out, into = os.pipe()
    os.close(out)
    with open(into, "w", encoding="utf-8") as gone:  # noqa: PTH123 - a pipe has no path
        monkeypatch.setattr(sys, "stdout", gone)
        assert verifier.say(6, "不完整") == 6


def test_of_a_key_that_is_not_read_it_is_said(folder, capsys) -> None:
    key = VerifierKey("other.example", b"an-algorithm\n", NAMED)

    assert verifier.main([str(folder), *keys(SIGNER.key, key)]) == 0
    told = f"公钥 other.example+{key.id.hex()}：其签名未核对（算法 0xff）"
    assert told in capsys.readouterr().out.splitlines()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are of POSIX")
def test_what_is_no_file_is_not_waited_for(folder, capsys) -> None:
    for name in ("words.json", "headers.txt.gz", "checkpoint.txt", "dossier.json"):
        kept = folder / name
        if kept.exists():
            kept.rename(folder.parent / "kept")
        os.mkfifo(kept)
        code, lines = judged(capsys, folder)
        assert code == 6, lines
        kept.unlink()
        if (folder.parent / "kept").exists():
            (folder.parent / "kept").rename(kept)
    os.mkfifo(folder.parent / "pipe")
    with pytest.raises(SystemExit):
        verifier.main([str(folder), "--key", str(folder.parent / "pipe")])
    assert judged(capsys, folder, "--known", str(folder.parent / "pipe"))[0] == 6


@pytest.mark.parametrize("path", ["x" * 300, "a\0b", "/nowhere/\x1b[2J"])
def test_a_path_that_cannot_be_looked_at_is_a_wrong_use(capsys, path) -> None:
    with pytest.raises(SystemExit) as ended:
        verifier.main([path, "--key", str(SIGNER.key)])

    assert ended.value.code == 2
    assert "\x1b" not in capsys.readouterr().err
