"""What people write is kept as they wrote it, or refused with the reason."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.text import MAX_NAME, composed, fault_in_name, fault_in_text, words

WRITABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs")))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@pytest.mark.clause("S32")
@given(WRITABLE)
def test_any_words_can_be_kept(text: str) -> None:
    assert fault_in_text(text) is None


@pytest.mark.clause("S32")
def test_a_text_has_no_limit() -> None:
    assert fault_in_text("路灯不亮，夜里看不清。\r\n\t" * 100_000) is None


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "U+0000"),
        ("\x08", "U+0008"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x0e", "U+000E"),
        ("\x1b", "U+001B"),
        ("\x1f", "U+001F"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9f", "U+009F"),
        ("\ud800", "U+D800"),
        ("\udfff", "U+DFFF"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_what_cannot_be_kept_is_named(character: str, code: str) -> None:
    fault = f"含有不能保存的控制字符（{code}），请删去"

    assert fault_in_text(f"路{character}灯") == fault
    assert fault_in_name(f"张{character}三") == fault


@pytest.mark.parametrize("character", "\t\n\r !~\xa0\ud7ff\ue000\ufffd")
def test_what_lies_next_to_it_is_kept(character: str) -> None:
    assert fault_in_text(f"路{character}灯") is None


@given(HAN.filter(lambda name: len(name) <= MAX_NAME))
def test_a_han_name_is_fit(name: str) -> None:
    assert fault_in_name(name) is None


@pytest.mark.parametrize("name", ["", " ", "\u3000", "\n\t"])
def test_a_name_is_not_blank(name: str) -> None:
    assert fault_in_name(name) == "不能为空"


def test_a_name_has_a_hundred_characters_at_most() -> None:
    assert fault_in_name("长" * 100) is None
    assert fault_in_name("长" * 101) == "共 101 字，超过 100 字"


@pytest.mark.parametrize("name", ["张\n三", "张\t三"])
def test_a_name_is_one_line(name: str) -> None:
    assert fault_in_name(name) == "不能含有换行或制表符"


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u200b", "U+200B"),
        ("\u200f", "U+200F"),
        ("\u202a", "U+202A"),
        ("\u202e", "U+202E"),
        ("\u2060", "U+2060"),
        ("\u2064", "U+2064"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ufeff", "U+FEFF"),
    ],
)
def test_a_name_hides_nothing(character: str, code: str) -> None:
    """Two names that look alike are alike, and none reads backwards."""
    assert fault_in_name(f"张{character}三") == f"含有看不见的字符（{code}），请删去"
    assert fault_in_text(f"张{character}三") is None


@given(WRITABLE)
def test_the_composed_form_is_canonical(text: str) -> None:
    """Composing twice changes nothing, and what is canonically equal becomes equal."""
    assert composed(composed(text)) == composed(text)
    assert composed(unicodedata.normalize("NFD", text)) == composed(text)


def test_composing_keeps_full_width_signs() -> None:
    assert composed("（一）ABC①") == "（一）ABC①"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯坏了", "路 灯 坏 了"),
        ("东风村3组", "东 风 村 3 组"),
        ("Wi-Fi信号", "wi fi 信 号"),
        ("ABC123", "abc123"),
        ("䶮、𠮷〇", "䶮 𠮷 〇"),
        ("第12号，共3页。", "第 12 号 共 3 页"),
        (" \n ", ""),
    ],
)
def test_each_han_character_is_a_word(text: str, expected: str) -> None:
    assert words(text) == expected


@given(WRITABLE)
def test_words_are_found_again_as_they_were_kept(text: str) -> None:
    """Searching for what was kept asks for the very words that were kept."""
    assert words(words(text)) == words(text)


@given(HAN, HAN, HAN)
def test_a_phrase_is_found_within_what_holds_it(before: str, phrase: str, after: str) -> None:
    assert f" {words(phrase)} " in f" {words(before + phrase + after)} "


def test_every_unified_ideograph_is_a_word_of_its_own() -> None:
    points = range(0x3400, min(sys.maxunicode, 0x323B0))
    named = [
        chr(point)
        for point in points
        if unicodedata.name(chr(point), "").startswith("CJK UNIFIED IDEOGRAPH")
    ]

    assert [han for han in named if words(f"a{han}b") != f"a {han} b"] == []
