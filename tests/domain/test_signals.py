"""Each signal says what it compares, and is silent where there is an innocent reason."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from tests.domain.test_case_file import START, envelopes
from tests.matters import ENDED, MEASURE, TOLD

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.review import events as review
from minqing_core.signals.bursts import burst, ending_on
from minqing_core.signals.copies import Text, closest, copied
from minqing_core.signals.matter import Record, of_matter
from minqing_core.signals.others import Filed, frequent, is_much, other_share
from minqing_core.signals.signal import CLAUSES, Thresholds
from minqing_core.views import cases
from minqing_core.views.labels import LABELS
from minqing_core.views.passages import Passage

LONG = "村口的路灯从年初起坏了没有人修，两位老人摔过跤，村里去年答应列入计划，盼着汛期前弄好"
CONTENT = attrs.evolve(TOLD, text=Personal("灯已修好，上门说过"), response="satisfied")
WHY = events.CauseRecorded(text=Personal("线路老化，一碰就断"), form=events.Form.ANALYSIS)
REVISITED = events.Revisited(
    means=events.Means.TELEPHONE,
    response=events.Response.SATISFIED,
    as_told=True,
    text=Personal("电话问过"),
)
DISPUTED = events.OutcomeDisputed(text=Personal("灯又不亮了"), means=events.Means.VISIT)
AMENDED = events.TextAmended(version=1, field="text", text=Personal(LONG), reason=Personal("补充"))
READ = review.DiaryReviewed(
    reviewer="0007",
    review=1,
    person="0002",
    period="2024-Q1",
    entries=(review.EntryRead(case="2024-000001", version=2),),
    upto=9,
    rule="review.quarterly",
    clause="S57",
    post="village-secretary",
    opinion=Personal("已阅"),
    grade=review.Grade.GOOD,
)
RETURNED = review.ReturnedForCompletion(review=1, text=Personal("补全"), due=date(2024, 3, 31))


def written(*said: Any, learned: int = 0, text: str = LONG, **others: Any) -> list[Envelope]:
    """Return a matter learned so many days before it was written down, and what followed."""
    history = envelopes(*said, **others)
    opened = history[0].event
    matter = attrs.evolve(
        opened.matter, text=Personal(text), learned_at=START - timedelta(days=learned)
    )
    history[0] = attrs.evolve(history[0], event=attrs.evolve(opened, matter=matter))
    return history


def reviewed(*said: Any, first: int = 9) -> list[Envelope]:
    """Return what was said of a diary from a position of the log on."""
    return [
        attrs.evolve(
            envelopes()[0],
            stream="review/0002-2024-Q1",
            position=first + n,
            version=n + 1,
            actor="0001",
            event=event,
        )
        for n, event in enumerate(said)
    ]


def found(
    history: list[Envelope], reviews: list[Envelope] | None = None
) -> list[tuple[str, Any, Any]]:
    """Return the signals of a matter, and the versions that each compares."""
    file = cases.fold("2024-000001", history)
    record = Record(file=file, history=history, reviews=reviews or [])
    return [
        (signal.signal, tuple(one.version for one in signal.compares), signal.person)
        for signal in of_matter(record, Thresholds())
    ]


def told(history: list[Envelope], kind: str, reviews: list[Envelope] | None = None) -> list[str]:
    """Return what the signals of a kind say."""
    file = cases.fold("2024-000001", history)
    record = Record(file=file, history=history, reviews=reviews or [])
    return [s.text for s in of_matter(record, Thresholds()) if s.kind == kind]


def test_every_kind_has_its_clause_and_its_name() -> None:
    assert CLAUSES.keys() == LABELS["signal"].keys()


@pytest.mark.clause("S37")
def test_what_happened_long_before_it_was_recorded_is_pointed_out() -> None:
    assert found(written(learned=7)) == []
    assert told(written(learned=8), "backdated") == [
        "第 1 步所记之事发生于 2024-02-22，到 2024-03-01 才记录，相隔 8 天"
    ]
    early = START - timedelta(days=9)
    assert found(written(WHY, occurred={1: early})) == [("backdated.2024-000001.2", (2,), "0003")]


@pytest.mark.clause("S37")
def test_what_was_imported_is_not_backdated_and_the_words_of_citizens_are_not_judged() -> None:
    history = written(learned=90, text="路灯坏了")
    opened = history[0].event
    source = events.Source(system="网络留言", number="1")
    matter = attrs.evolve(opened.matter, source=source)
    event = attrs.evolve(opened, matter=matter)
    history[0] = attrs.evolve(history[0], event=event, key="import:网络留言:1")
    assert found(history) == []


@pytest.mark.clause("S30", "S36")
def test_hints_in_the_words_are_signals_of_who_wrote_them() -> None:
    stock = events.NoteRecorded(text=Personal("情况属实，已处理。"), form=events.Form.NARRATIVE)
    assert found(written(stock, text="路灯坏了。还有一件事。")) == [
        ("several-matters.2024-000001.1", (1,), "0009"),
        ("thin-text.2024-000001.1", (1,), "0009"),
        ("stock-phrase.2024-000001.2", (2,), "0003"),
    ]


@pytest.mark.clause("S31")
def test_a_matter_settled_without_narrative_or_analysis_is_pointed_out() -> None:
    comment = events.NoteRecorded(text=Personal("办得及时，值得肯定"), form=events.Form.COMMENT)
    merged = events.MergedInto(whole="2024-000009", reason=Personal("同一条线路"))
    answer = attrs.evolve(CONTENT, response=events.Response.NONE)
    assert told(written(comment, answer, ENDED), "forms") == [
        "办理过程只有评议，既没有叙述也没有分析，看不出怎样办的"
    ]
    assert found(written(MEASURE, answer, ENDED))[-1] == ("forms.2024-000001.4", (4,), "0002")
    assert told(written(answer, ENDED), "forms") == [
        "办理过程没有一段文字，既没有叙述也没有分析，看不出怎样办的"
    ]
    for history in ((comment, answer), (WHY, answer, ENDED), (merged, answer, ENDED)):
        assert told(written(*history), "forms") == []


@pytest.mark.clause("S37")
def test_words_changed_after_a_leader_read_them_are_pointed_out_unless_the_leader_asked() -> None:
    history = written(WHY, AMENDED, text="路灯坏了三个月，夜里没法走")
    history[2] = attrs.evolve(history[2], position=20)
    assert told(history, "edited-after-review") == []
    read = reviewed(READ)
    assert told(history, "edited-after-review", read) == [
        "第 1 步已于 2024-03-01 经领导审阅，第 3 步又于 2024-03-03 作了更正"
    ]
    assert (("edited-after-review.2024-000001.3"), (1, 1, 3), "0003") in found(history, read)
    elsewhere = attrs.evolve(RETURNED, cases=("2024-000002",))
    assert told(history, "edited-after-review", reviewed(READ, elsewhere))
    assert told(history, "edited-after-review", reviewed(READ, RETURNED)) == []
    late = attrs.evolve(RETURNED, due=date(2024, 3, 2))
    assert told(history, "edited-after-review", reviewed(READ, late))
    assert told(history, "edited-after-review", reviewed(READ, first=21)) == []
    unread = attrs.evolve(READ, entries=(review.EntryRead(case="2024-000002", version=9),))
    assert told(history, "edited-after-review", reviewed(unread)) == []


@pytest.mark.clause("S37")
@pytest.mark.parametrize(
    ("answer", "said", "text"),
    [
        (
            CONTENT,
            attrs.evolve(REVISITED, as_told=False),
            "第 3 步记为已反馈，回访时群众说与所记不符",
        ),
        (
            CONTENT,
            attrs.evolve(REVISITED, response=events.Response.DISSATISFIED),
            "第 3 步记为已反馈，群众「满意」；回访时群众「不满意」",
        ),
        (CONTENT, DISPUTED, "第 3 步记为已反馈，群众「满意」；群众其后提出异议"),
        (CONTENT, REVISITED, None),
        (attrs.evolve(CONTENT, response=events.Response.DISSATISFIED), DISPUTED, None),
    ],
)
def test_feedback_that_the_citizen_does_not_bear_out_is_pointed_out(answer, said, text) -> None:
    history = written(WHY, answer, ENDED, said)
    assert told(history, "feedback-denied") == ([] if text is None else [text])
    if text is not None:
        assert ("feedback-denied.2024-000001.5", (3, 5), "0003") in found(history)
    assert told(written(WHY, DISPUTED), "feedback-denied") == []


@pytest.mark.clause("S28")
def test_satisfaction_that_only_the_handler_wrote_down_is_called_that() -> None:
    def ended(*said: Any, actor: str = "0002") -> list[Envelope]:
        history = written(WHY, CONTENT, ENDED, *said)
        return [attrs.evolve(e, actor=actor) if e.version == 3 else e for e in history]

    assert told(ended(), "self-rated") == [
        "群众「满意」是承办人本人所记，办结后还没有别人回访核实"
    ]
    assert told(ended(REVISITED), "self-rated") == []
    assert told(ended(actor="0007"), "self-rated") == []
    assert told(written(WHY, CONTENT), "self-rated") == []
    assert told(written(WHY, TOLD, ENDED), "self-rated") == []


def entry(number: int, recorded_on: str, learned_on: str) -> dict[str, Any]:
    """Return the row of a matter as bursts are counted from it."""
    return {
        "number": f"2024-{number:06d}",
        "position": number,
        "unit": "dafeng",
        "recorder": "0002",
        "recorded_on": recorded_on,
        "learned_on": learned_on,
    }


@pytest.mark.clause("S37")
def test_a_week_filled_in_on_its_last_day_is_pointed_out() -> None:
    (week,) = ending_on(date(2024, 3, 10))
    assert [str(period) for period in ending_on(date(2024, 6, 30))] == ["2024-W26", "2024-Q2"]
    assert list(ending_on(date(2024, 3, 9))) == []
    late = [entry(n, "2024-03-10", f"2024-03-0{n}") for n in (4, 5, 6, 7)]
    signal = burst(late, week, Thresholds())
    assert signal is not None
    assert (signal.signal, signal.person, len(signal.compares)) == (
        "burst.2024-000007.2024-W10",
        "0002",
        4,
    )
    assert signal.text == (
        "2024-W10 共记 4 件，其中 4 件是在最后一天（2024-03-10）补记的，所记之事此前都已获知"
    )
    assert (signal.compares[0].stream, signal.compares[0].position) == ("case/2024-000004", 4)
    prompt = entry(8, "2024-03-10", "2024-03-10")
    assert burst([*late[:3], prompt], week, Thresholds()) is None
    earlier = [entry(n, "2024-03-05", "2024-03-05") for n in range(10, 15)]
    assert burst([*late, *earlier], week, Thresholds()) is None
    assert burst([*late, *earlier[:4]], week, Thresholds()) is not None


def a_text(case: str, text: str, position: int, **facts: Any) -> Text:
    """Return a text at a position of the log."""
    written_there = attrs.evolve(
        envelopes()[0],
        stream=f"case/{case}",
        position=position,
        recorded_at=START + timedelta(days=position),
        **facts,
    )
    return Text(passage=Passage(case=case, version=1, text=text, written=written_there))


def name(person: str | None) -> str:
    """Return a name for an id."""
    return {"0009": "陈国强", "0005": "李秀英"}.get(str(person), str(person))


@pytest.mark.clause("S37")
def test_a_text_is_compared_with_the_earlier_one_that_it_is_most_like() -> None:
    first = a_text("2024-000001", LONG.replace("老人", "孩子"), 1, on_behalf_of="0005")
    second, third = a_text("2024-000002", LONG, 2), a_text("2024-000003", LONG + "。", 3)
    pairs = {
        like.later.case: (like.earlier.case, like.percent)
        for like in closest([second, third], [first], 60)
    }
    assert pairs == {"2024-000002": ("2024-000001", 85), "2024-000003": ("2024-000002", 100)}
    assert list(closest([first], [second, third], 60)) == []
    assert list(closest([second], [first], 90)) == []
    bound = attrs.evolve(second, together=frozenset({"2024-000001"}))
    assert list(closest([bound], [first], 60)) == []


def test_of_a_text_that_everybody_copied_the_earliest_are_enough() -> None:
    copies = [a_text(f"2024-{n:06d}", LONG, n) for n in range(1, 80)]
    found = list(closest(copies[70:], copies[:70], 60))
    assert {like.earlier.case for like in found} == {"2024-000001"}


@pytest.mark.clause("S12", "S37")
def test_who_may_not_see_the_other_matter_learns_neither_which_nor_whose() -> None:
    first, second = a_text("2024-000001", LONG, 1, on_behalf_of="0005"), a_text("2024-2", LONG, 2)
    (like,) = closest([second], [first], 60)
    signal = copied(like, "dafeng", name, told=True)
    assert signal.text == (
        "第 1 步的文字与李秀英 2024-03-02 在 2024-000001 第 1 步所写的有 100% 相同"
    )
    assert [one.position for one in signal.compares] == [1, 2]
    hidden = copied(like, "dafeng", name, told=False)
    assert (
        hidden.text
        == "第 1 步的文字与另一件民情中更早的一段（那一件不在您的查看范围内）有 100% 相同"
    )
    assert [one.position for one in hidden.compares] == [2]
    (own,) = closest([a_text("2024-000003", LONG, 3)], [second], 60)
    assert "与本人 " in copied(own, "dafeng", name, told=True).text


@pytest.mark.clause("S17")
def test_a_high_share_of_others_comes_with_the_words_that_recur_in_it() -> None:
    assert is_much(4, 10, Thresholds())
    assert not is_much(3, 10, Thresholds())
    assert not is_much(9, 9, Thresholds())
    places = "桥头河边山脚渡口牌坊"
    texts = [f"{places[n : n + 2]}水浸严重" for n in range(0, 10, 2)]
    rows = [(entry(n, "2024-03-10", "2024-03-09"), text) for n, text in enumerate(texts, 1)]
    filed = Filed(
        unit="dafeng",
        unit_name="大丰村",
        period="2024-Q1",
        matters=10,
        others=rows,
        elsewhere=["路灯不亮", "水管漏水"],
        known={"OTHER", "OTHER.1"},
        on=date(2024, 3, 31),
    )
    signal = other_share(filed)
    assert (signal.signal, signal.person, signal.case) == (
        "other-share.dafeng.2024-Q1",
        None,
        None,
    )
    assert signal.text == (
        "大丰村 10 件中有 5 件归入其他问题（50%）；其中反复出现：「水浸严重」5 件"
    )
    assert [(p.code, p.label, p.matters) for p in signal.proposals] == [("OTHER.2", "水浸严重", 5)]
    bare = attrs.evolve(filed, others=[(rows[0][0], "")] * 5)
    assert other_share(bare).text.endswith("其中反复出现：没有反复出现的字词")


@pytest.mark.clause("S17")
def test_a_word_that_is_as_common_elsewhere_is_not_proposed() -> None:
    texts = [f"{place}水浸路面" for place in ("桥头", "河边", "山脚", "渡口")]
    assert frequent(texts, []) == [("水浸路面", 4)]
    assert frequent(texts, ["水浸路面"] * 3) == []
    assert frequent(["电梯", "电梯坏", "电梯停"], []) == [("电梯", 3)]
    assert frequent([], []) == []
