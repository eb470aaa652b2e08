"""Hints say what in the words gives reason to ask, and never stand in the way."""

import attrs
import pytest
from tests.domain.test_case_file import envelopes
from tests.matters import CAUSE, ENDED, TOLD, recorded

from minqing_core.diary import events
from minqing_core.kernel.personal import Personal
from minqing_core.signals.hints import hints
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile

LONG = "村口路灯坏了三个月，老人夜里不敢出门"
TOLD_WELL = events.NoteRecorded(text=Personal("夜里到村口看过"), form=events.Form.NARRATIVE)


def found(*said, text=LONG, title="村口路灯不亮") -> list[tuple[str, str, int, str]]:
    """Return the hints that a matter with these words gives."""
    (opened,) = recorded(text=Personal(text), title=Personal(title))
    history = envelopes(*said)
    history[0] = attrs.evolve(history[0], event=opened)
    file = cases.fold("2024-000001", history)
    return [(hint.hint, hint.clause, hint.version, hint.text) for hint in hints(file)]


@pytest.mark.clause("S30", "S31", "S36")
def test_a_matter_told_well_gives_no_hint() -> None:
    assert found() == []
    assert found(CAUSE, TOLD_WELL, ENDED) == []
    assert list(hints(CaseFile(case="2024-000001"))) == []


@pytest.mark.clause("S30")
@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (f"{LONG}。还有一件事，水管漏水", "“还有一件事”“还有”"),
        (f"{LONG}。另外水管漏水，此外路面也坏了", "“另外”“此外”"),
    ],
)
def test_words_that_sound_like_two_matters_are_pointed_out(text, quoted) -> None:
    assert found(text=text) == [
        (
            "several-matters",
            "S30",
            1,
            f"事由中出现{quoted}，像是不止一件事；应一事一记，可拆分（case split）",
        )
    ]


@pytest.mark.clause("S30")
def test_one_such_word_alone_means_nothing_but_in_the_title_it_counts_too() -> None:
    assert found(text=f"{LONG}。另外老人摔倒过") == []
    assert len(found(text=f"{LONG}。另外老人摔倒过", title="路灯，还有水管")) == 1


@pytest.mark.clause("S36")
def test_a_matter_in_a_few_words_is_pointed_out() -> None:
    assert found(text="路灯坏了，请修。") == [
        ("thin-text", "S36", 1, "事由只有 6 字，不足 10 字，看不清是什么事")
    ]
    assert found(text="一二三四五六七八九十") == []


@pytest.mark.clause("S36")
def test_stock_phrases_and_scraps_are_pointed_out_where_they_stand() -> None:
    stock = attrs.evolve(TOLD_WELL, text=Personal("已按规定办理。"))
    scrap = attrs.evolve(TOLD_WELL, text=Personal("看过"))
    assert found(CAUSE, stock, scrap, attrs.evolve(TOLD, text=Personal("已处理"))) == [
        ("stock-phrase", "S36", 3, "第 3 步只写了「已按规定办理」，是套话，看不出做了什么"),
        ("thin-text", "S36", 4, "第 4 步只有 2 字，不足 4 字，过于简单"),
        ("stock-phrase", "S36", 5, "第 5 步只写了「已处理」，是套话，看不出做了什么"),
    ]


@pytest.mark.clause("S31")
@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ((CAUSE,), "叙述"),
        ((TOLD_WELL,), "分析"),
        ((attrs.evolve(TOLD_WELL, form=events.Form.COMMENT),), "叙述和分析"),
    ],
)
def test_handling_without_narrative_or_analysis_is_pointed_out(said, lacking) -> None:
    assert found(*said) == [
        (
            "forms",
            "S31",
            2,
            f"办理过程中没有{lacking}，应以叙述、分析、评议为主要形式",
        )
    ]


def test_what_was_corrected_is_judged_as_it_stands_now() -> None:
    amended = events.TextAmended(
        version=1, field="text", text=Personal(LONG), reason=Personal("补充")
    )
    assert found(amended, text="灯坏") == []
