"""Alike texts find each other, however long the record."""

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_case_file import envelopes
from tests.matters import CAUSE

from minqing_core.diary import events
from minqing_core.kernel.personal import Personal
from minqing_core.views.likeness import likeness, normal, shingles, tokens
from minqing_core.views.passages import changes, passages

LONG = "村口的路灯从年初起坏了没有人修，两位老人摔过跤，村里去年答应列入计划，盼着汛期前弄好"
TEXTS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), max_size=80)


def test_marks_blanks_and_digits_do_not_make_two_texts_differ() -> None:
    assert normal("路灯，３盏 坏了！(12)") == "路灯0盏坏了00"
    assert tokens(f"{LONG}。12") == tokens(LONG.replace("，", "\n") + "34")


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_whole_only_of_the_same_shingles(one, other) -> None:
    a, b = shingles(one), shingles(other)
    percent = likeness(a, b)
    assert percent == likeness(b, a)
    assert 0 <= percent <= 100
    assert (percent == 100) == (a == b and a != frozenset())


@given(TEXTS)
def test_what_is_too_short_to_tell_anything_has_no_tokens(text) -> None:
    assert len(tokens(text)) == (0 if len(normal(text)) < 30 else 8)


def test_a_copy_with_a_few_words_changed_shares_a_token_and_another_text_does_not() -> None:
    other = "鱼塘埂上的水表数字对不上，交上去的钱没有收据，问过供电所说不归他们管，想要书面答复"
    edited = LONG.replace("两位老人", "有个孩子").replace("村口", "桥头")
    assert {*tokens(LONG)} & {*tokens(edited)}
    assert not {*tokens(LONG)} & {*tokens(other)}
    assert tokens("好" * 40)


def test_passages_are_what_was_written_last_of_each_text() -> None:
    amended = events.TextAmended(
        version=2, field="text", text=Personal(LONG), reason=Personal("补充")
    )
    titled = attrs.evolve(amended, version=1, field="title")
    history = envelopes(CAUSE, amended, titled)
    found = passages(history)
    assert {version: passage.text for version, passage in found.items()} == {
        1: "路灯坏了三个月",
        2: LONG,
    }
    assert (found[1].author, found[2].author) == ("0009", "0003")
    assert found[2].written.version == 3
    put = [[change.row["position"] for change in changes(e)] for e in history]
    assert put == [[], [], [history[2].position], []]


def test_what_a_citizen_wrote_elsewhere_is_nobodys_diary_however_corrected() -> None:
    history = envelopes(
        events.TextAmended(version=1, field="text", text=Personal(LONG), reason=Personal("重导"))
    )
    source = events.Source(system="网络留言", number="1")
    opened = history[0].event
    matter = attrs.evolve(opened.matter, source=source, text=Personal(LONG))
    history[0] = attrs.evolve(history[0], event=attrs.evolve(opened, matter=matter))
    assert passages(history) == {}
