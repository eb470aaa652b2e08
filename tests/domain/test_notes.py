"""Checkpoints and receipts are the texts that others read: signed notes, tlog proofs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sumdb import LEAVES, NOTES, ROOTS

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import (
    COSIGNATURE,
    ED25519,
    NAMED,
    MalformedError,
    Note,
    Signature,
    VerifierKey,
    cosigned,
    decoded,
    encoded,
    signed,
)
from minqing_core.integrity.proofs import inclusion_proof
from minqing_core.integrity.receipt import Receipt
from minqing_core.persistence.signing_key import SigningKey, signature_holds

TEXT = NOTES[0]["note"]
HASH = encoded(ROOTS[3])


def signer_of(vector: dict[str, str]) -> SigningKey:
    """Return the signer of a vector, whose secret is a test's."""
    return SigningKey(vector["name"], decoded(vector["skey"].split("+", 4)[4])[1:])


@pytest.mark.parametrize("vector", NOTES)
def test_a_note_is_signed_as_by_another_implementation(vector) -> None:
    signer = signer_of(vector)
    checkpoint = Checkpoint(origin=vector["name"], size=70, root=ROOTS[70])

    assert (str(signer.key), signer.secret()) == (vector["vkey"], vector["skey"])
    assert checkpoint.text() == vector["text"]
    assert str(checkpoint.signed(signer)) == vector["note"]


@pytest.mark.parametrize("vector", NOTES)
def test_a_note_of_another_implementation_is_read(vector) -> None:
    note = Note.parsed(vector["note"])

    assert note.is_signed_by(VerifierKey.parsed(vector["vkey"]), signature_holds)
    assert Checkpoint.of(note).size == 70
    assert str(note) == vector["note"]


def test_another_key_did_not_sign() -> None:
    note = Note.parsed(NOTES[0]["note"])

    assert not note.is_signed_by(VerifierKey.parsed(NOTES[1]["vkey"]), signature_holds)


def test_a_changed_text_is_not_signed() -> None:
    note = Note.parsed(TEXT.replace("\n70\n", "\n71\n"))

    assert not note.is_signed_by(VerifierKey.parsed(NOTES[0]["vkey"]), signature_holds)


def test_a_witness_cosigns_with_a_time() -> None:
    witness = signer_of(NOTES[1])
    key = VerifierKey(witness.name, witness.key.public, COSIGNATURE)
    note, at = Note.parsed(TEXT), (1_795_420_800).to_bytes(8, "big")
    value = at + witness.sign(cosigned(note.text.encode(), at))
    both = Note(note.text, (*note.signatures, Signature(key.name, key.id, value)))

    assert cosigned(b"x\n", at) == b"cosignature/v1\ntime 1795420800\nx\n"
    assert Note.parsed(str(both)) == both
    assert both.is_signed_by(key, signature_holds)
    assert both.is_signed_by(VerifierKey.parsed(NOTES[0]["vkey"]), signature_holds)
    assert not note.is_signed_by(key, signature_holds)
    assert both.cosigned_at(key, signature_holds) == 1_795_420_800
    later = Signature(key.name, key.id, (1).to_bytes(8, "big") + value[8:])
    assert not Note(note.text, (later,)).is_signed_by(key, signature_holds)


def test_two_may_sign_one_note_each_by_their_own_algorithm() -> None:
    one, other = signer_of(NOTES[0]), signer_of(NOTES[1])
    named = VerifierKey(other.name, b"an-algorithm\n" + other.key.public, NAMED)
    note = signed("a\n", one, other)
    by_name = Note(note.text, (Signature(named.name, named.id, b"x"),))

    assert note.is_signed_by(one.key, signature_holds)
    assert note.is_signed_by(other.key, signature_holds)
    assert VerifierKey.parsed(str(named)) == named
    assert by_name.is_signed_by(named, lambda _, text, value: (text, value) == (b"a\n", b"x"))
    assert not by_name.is_signed_by(named, lambda *_: False)


NO_NOTE, NO_LINE, NO_BASE64 = "不是带签名的文本", "签名行格式不符", "不是 base64"
MALFORMED: dict[str, tuple[str, str]] = {
    "nothing": ("", NO_NOTE),
    "no signature": ("a\n1\nb\n", NO_NOTE),
    "no blank line": (TEXT.replace("\n\n", "\n"), NO_NOTE),
    "no text": ("\n\n— a AAAAAAA=\n", NO_NOTE),
    "no last newline": (TEXT.removesuffix("\n"), NO_NOTE),
    "two signatures and no last newline": ("a\n\n— a AAAAAAA=\n— a AAAAAAA=", NO_NOTE),
    "too many signatures": ("a\n\n" + "— a AAAAAAA=\n" * 65, NO_NOTE),
    "another dash": (TEXT.replace("—", "-"), NO_LINE),
    "a name with a plus": (TEXT.replace("— dachong", "— da+chong"), NO_LINE),
    "a short signature": ("a\n\n— a AAAA\n", NO_LINE),
    "a signature of nothing": ("a\n\n— a AAAAAA==\n", NO_LINE),
    "no base64": (TEXT.replace("=", "!"), NO_BASE64),
    "a name of two words": ("a\n\n— a b AAAAAAA=\n", NO_BASE64),
    "what base64 skips": ("a\n\n— a AAAA*AAA=\n", NO_BASE64),
    "base64 in another way": ("a\n\n— a AAAAAAB=\n", "不是规范的 base64"),
}


@pytest.mark.parametrize(("text", "trouble"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_note_is_refused_and_said_to_be_none(text: str, trouble: str) -> None:
    with pytest.raises(MalformedError) as refused:
        Note.parsed(text)
    assert str(refused.value) == trouble


def test_a_note_has_as_many_signatures_as_64_and_its_text_may_have_empty_lines() -> None:
    line = Signature("a", b"key.", b"x")
    note = Note("a\n\nb\n", (line,) * 64)
    assert Note.parsed(str(note)) == note


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (f"a\n3\n\n{HASH}\n", "不是检查点"),
        ("a\n3\n", "不是检查点"),
        (f"a\n03\n{HASH}\n", "不是整数"),
        (f"a\n-3\n{HASH}\n", "不是整数"),
        (f"a\n３\n{HASH}\n", "不是整数"),
        ("a\n3\nAAAA\n", "不是 SHA-256 的值"),
    ],
)
def test_what_is_no_checkpoint_is_refused_and_said_to_be_none(text: str, trouble: str) -> None:
    note = signed(text, signer_of(NOTES[0]))
    for read in (lambda: Checkpoint.of(note), lambda: Checkpoint.parsed(str(note))):
        with pytest.raises(MalformedError) as refused:
            read()
        assert str(refused.value) == trouble


def test_lines_that_others_add_are_let_pass() -> None:
    text = f"a\n3\n{HASH}\nanything\n"

    assert Checkpoint.of(signed(text, signer_of(NOTES[0]))).root == ROOTS[3]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "不是公钥"),
        ("a", "不是公钥"),
        ("a+00000000", "不是公钥"),
        ("a b+x+AAAA", "不是公钥"),
        ("a+00000000+AAAA", "公钥与其编号不符"),
        (NOTES[0]["vkey"].replace("+", "+f", 1), "公钥与其编号不符"),
    ],
)
def test_what_is_no_key_is_refused_and_said_to_be_none(text: str, trouble: str) -> None:
    with pytest.raises(MalformedError) as refused:
        VerifierKey.parsed(text)
    assert str(refused.value) == trouble


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\x01" + bytes(31), b"\x02" * 32])
@pytest.mark.parametrize("algorithm", [ED25519, COSIGNATURE])
def test_a_key_that_is_no_sound_point_is_refused(public: bytes, algorithm: int) -> None:
    with pytest.raises(MalformedError):
        VerifierKey.parsed(str(VerifierKey("weak.example", public, algorithm)))


receipts = st.builds(
    Receipt,
    index=st.integers(0, 10**17),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=20).map(tuple),
    checkpoint=st.just(Note.parsed(TEXT)),
    extra=st.binary(max_size=40),
)


@given(receipts)
def test_a_receipt_is_read_as_it_was_written(receipt: Receipt) -> None:
    assert Receipt.parsed(str(receipt)) == receipt


def test_a_receipt_is_laid_out_as_the_specification_has_it() -> None:
    proof = inclusion_proof(LEAVES[:3], 2)
    receipt = Receipt(index=2, proof=proof, checkpoint=Note.parsed(TEXT), extra=b"said")

    assert str(receipt) == (
        f"c2sp.org/tlog-proof@v1\nextra c2FpZA==\nindex 2\n{encoded(ROOTS[2])}\n\n{TEXT}"
    )


def test_a_receipt_that_holds_nothing_beside_has_no_line_for_it() -> None:
    receipt = Receipt(index=0, proof=(), checkpoint=Note.parsed(TEXT))

    assert str(receipt) == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{TEXT}"


def test_a_proof_has_as_many_lines_as_64() -> None:
    receipt = Receipt(index=0, proof=(ROOTS[3],) * 64, checkpoint=Note.parsed(TEXT))

    assert Receipt.parsed(str(receipt)) == receipt


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (TEXT, "不是回执"),
        (f"c2sp.org/tlog-proof@v1\n\n{TEXT}", "不是回执"),
        (f"c2sp.org/tlog-proof@v2\nindex 2\n\n{TEXT}", "不是回执"),
        (f"c2sp.org/tlog-proof@v1\nplace 2\n\n{TEXT}", "不是回执"),
        ("c2sp.org/tlog-proof@v1\nindex 2\n" + f"{HASH}\n" * 65 + f"\n{TEXT}", "不是回执"),
        (f"c2sp.org/tlog-proof@v1\nindex x\n\n{TEXT}", "不是整数"),
        (f"c2sp.org/tlog-proof@v1\nindex 2\nAAAA\n\n{TEXT}", "不是 SHA-256 的值"),
        (f"c2sp.org/tlog-proof@v1\nextra *\nindex 2\n\n{TEXT}", NO_BASE64),
        ("c2sp.org/tlog-proof@v1\nindex 2", NO_NOTE),
    ],
)
def test_what_is_no_receipt_is_refused_and_said_to_be_none(text: str, trouble: str) -> None:
    with pytest.raises(MalformedError) as refused:
        Receipt.parsed(text)
    assert str(refused.value) == trouble


@given(
    st.text()
    | st.text(st.sampled_from("—ab0=+\n \0"))
    | st.sampled_from([TEXT[n:] for n in range(99)])
)
def test_any_text_is_read_or_malformed(text: str) -> None:
    for read in (Note.parsed, Checkpoint.parsed, Receipt.parsed, VerifierKey.parsed):
        try:
            read(text)
        except MalformedError:
            continue
