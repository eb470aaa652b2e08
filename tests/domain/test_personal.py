"""Personal words are equal by what they say and whose they are, and show only when asked."""

import traceback

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.personal import Personal

PARTS = st.sampled_from(["", "p1", "p2"])


@frozen
class Petitioner:
    """Somebody with words of his own."""

    name: Personal


def test_personal_words_are_read_by_asking_for_them() -> None:
    assert str(Personal("张三")) == "张三"
    assert f"{Personal('张三', 'p1')}" == "张三"
    assert Personal("张三", "p1").text == "张三"


@given(st.text(), PARTS)
def test_showing_the_value_shows_the_part_and_never_the_words(text: str, part: str) -> None:
    """What a debugger or a list prints is the same whatever the words are."""
    assert repr(Personal(text, part)) == f"Personal(part={part!r})"


def test_words_do_not_leak_through_what_holds_them() -> None:
    petitioner = Petitioner(Personal("张三", "p1"))

    assert repr([petitioner]) == "[Petitioner(name=Personal(part='p1'))]"


def test_words_do_not_leak_through_an_error() -> None:
    with pytest.raises(ValueError, match="Personal") as caught:
        raise ValueError([Personal("张三")])

    assert "张三" not in "".join(traceback.format_exception_only(caught.value))


@given(st.text(), PARTS, st.text(), PARTS)
def test_words_are_equal_when_text_and_owner_are(
    text: str, part: str, other_text: str, other_part: str
) -> None:
    one, other = Personal(text, part), Personal(other_text, other_part)

    assert (one == other) is ((text, part) == (other_text, other_part))
    assert Personal(text, part) == one
    assert len({one, Personal(text, part)}) == 1


@pytest.mark.parametrize("other", ["张三", None, ("张三", "")])
def test_personal_words_are_not_equal_to_plain_ones(other: object) -> None:
    assert Personal("张三") != other


def test_personal_words_have_no_room_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        Personal("张三").telephone = "1"  # type: ignore[attr-defined]
