"""What was written is corrected by adding to it, never by writing over it."""

from datetime import UTC, date, datetime

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    ENDED,
    NOW,
    SECRETARY,
    STRANGER,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.recording import Amendment, amend
from minqing_core.kernel.personal import Personal

ASKED = {"by": SECRETARY, "at": NOW}
REASON = Personal("记错")


def correction(field, value, version=1, reason=REASON) -> Amendment:
    return Amendment(version=version, field=field, value=Personal(value), reason=reason)


@pytest.mark.clause("S35")
@pytest.mark.parametrize(
    ("version", "field", "value"),
    [
        (1, "title", "路灯全不亮"),
        (1, "text", "坏了四个月"),
        (2, "text", "灯杆锈断"),
        (3, "text", "已修"),
    ],
)
def test_the_words_of_any_record_are_corrected_with_a_reason(version, field, value) -> None:
    asked = correction(field, value, version)
    (amended,) = amend(case(CAUSE, TOLD, ENDED), amendment=asked, **ASKED)
    assert amended == events.TextAmended(
        version=version, field=field, text=Personal(value), reason=REASON
    )
    after = case(CAUSE, TOLD, ENDED, amended)
    assert after.texts[version, field] == Personal(value)
    assert amend(after, amendment=asked, **ASKED) == []


@pytest.mark.clause("S35")
@pytest.mark.parametrize(
    ("field", "before", "value", "after"),
    [
        ("kind", "problem", "wish", "wish"),
        ("channel", "visit", "letter", "letter"),
        ("urgency", "ordinary", "urgent", "urgent"),
        ("place", None, "dafeng", "dafeng"),
        ("occurred_on", None, "2024-02-20", "2024-02-20"),
        (
            "learned_at",
            "2024-02-20T01:00:00+00:00",
            "2024-02-19T09:00:00+08:00",
            "2024-02-19T01:00:00+00:00",
        ),
    ],
)
def test_a_plain_fact_is_corrected_with_what_stood_there_before(
    field, before, value, after
) -> None:
    asked = correction(field, value)
    (amended,) = amend(case(), amendment=asked, **ASKED)
    assert amended == events.FactAmended(field=field, before=before, after=after, reason=REASON)
    assert amend(case(amended), amendment=asked, **ASKED) == []


@pytest.mark.clause("S35")
def test_a_place_or_a_day_may_be_taken_back() -> None:
    known = case(place="dafeng", occurred_on=date(2024, 2, 1))
    for field, before in (("place", "dafeng"), ("occurred_on", "2024-02-01")):
        assert amend(known, amendment=correction(field, " "), **ASKED) == [
            events.FactAmended(field=field, before=before, after=None, reason=REASON)
        ]


def test_the_same_instant_in_another_zone_is_no_correction() -> None:
    asked = correction("learned_at", "2024-02-20T09:00:00+08:00")
    assert amend(case(), amendment=asked, **ASKED) == []


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        ("2024-02-19", "2024-02-19T15:59:59.999999+00:00"),
        ("2024-03-01", NOW.astimezone(UTC).isoformat()),
    ],
)
def test_a_matter_is_said_to_have_been_learned_on_a_day(day, instant) -> None:
    (amended,) = amend(case(), amendment=correction("learned_at", day), **ASKED)
    assert amended.after == instant


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("kind", "gripe", "demand、wish、difficulty、problem"),
        ("urgency", "", "ordinary、urgent、major"),
        (
            "learned_at",
            "",
            "已经过去的日期，如 2024-03-01，或带时区的时间，如 2024-03-01T09:30:00+08:00",
        ),
        ("learned_at", "2024-02-20T09:00:00", "已经过去的日期"),
        ("learned_at", "2024-03-01T09:00:01+08:00", "已经过去的日期"),
        ("learned_at", "2024-03-02", "已经过去的日期"),
        ("learned_at", "0001-01-01", "已经过去的日期"),
        ("learned_at", "0001-01-01T00:00:00+08:00", "已经过去的日期"),
        ("occurred_on", "2023-02-29", "今天或更早的日期，如 2024-03-01"),
        ("occurred_on", "2024-03-02", "今天或更早的日期"),
        ("occurred_on", "0001-01-01", "今天或更早的日期"),
    ],
)
def test_a_fact_is_corrected_to_what_it_can_be(field, value, wanted) -> None:
    assert refusal(amend, case(), amendment=correction(field, value), **ASKED).startswith(
        f"invalid amended-value: {field} 的新值「{value}」不对，应为{wanted}"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("occurred_on", "2024-02-21"), ("learned_at", "2024-01-31T09:00:00+08:00")],
)
def test_a_correction_keeps_the_days_in_order(field, value) -> None:
    known = case(occurred_on=date(2024, 2, 1))
    said = refusal(amend, known, amendment=correction(field, value), **ASKED)
    assert said.startswith("invalid out-of-order")


@pytest.mark.clause("S17", "S35")
def test_a_category_is_not_corrected_like_a_slip_of_the_pen() -> None:
    said = refusal(amend, case(), amendment=correction("category", "ECONOMY"), **ASKED)
    assert said == (
        "invalid recategorise: 类别（category）不按笔误更正，请办理“改类别”，写明改为何类及理由"
    )


@pytest.mark.clause("S17")
def test_what_a_matter_under_other_is_about_may_be_said_later() -> None:
    (labelled,) = amend(case(), amendment=correction("category_label", "宠物管理"), **ASKED)
    assert labelled == events.TextAmended(
        version=1, field="category_label", text=Personal("宠物管理"), reason=REASON
    )


@pytest.mark.parametrize(
    ("version", "field", "known"),
    [
        (
            1,
            "owner",
            "title、text、kind、channel、place、urgency、learned_at、occurred_on",
        ),
        (2, "form", "text"),
        (2, "category", "text"),
        (9, "text", "无"),
    ],
)
def test_only_what_was_written_can_be_corrected(version, field, known) -> None:
    asked = correction(field, "x", version)
    assert refusal(amend, case(CAUSE), amendment=asked, **ASKED) == (
        f"not-found nothing-to-amend: 第 {version} 步没有名为 {field} 的内容，可更正的有：{known}"
    )


def test_a_correction_is_not_itself_corrected() -> None:
    (first,) = amend(case(), amendment=correction("title", "灯不亮"), **ASKED)
    (second,) = amend(case(first), amendment=correction("kind", "wish"), **ASKED)
    for version in (2, 3):
        asked = correction("reason", "x", version)
        said = refusal(amend, case(first, second), amendment=asked, **ASKED)
        assert said.startswith("not-found nothing-to-amend")


def test_a_corrected_name_stays_under_the_key_it_was_sealed_with() -> None:
    told = attrs.evolve(TOLD, told_to=Personal("李大娘", "p1"))
    (amended,) = amend(case(told), amendment=correction("told_to", "李大妈", 2), **ASKED)
    assert (amended.text, amended.text.part) == (Personal("李大妈", "p1"), "p1")


def test_a_correction_has_a_reason_and_says_something() -> None:
    blank = correction("title", "新", reason=Personal(" "))
    assert refusal(amend, case(), amendment=blank, **ASKED) == (
        "invalid blank: 更正理由不能为空，请写明为什么更正"
    )
    empty = correction("title", " ")
    assert refusal(amend, case(), amendment=empty, **ASKED) == (
        "invalid blank: title不能为空，请写明更正后的内容"
    )


@pytest.mark.clause("S25")
def test_only_those_who_handle_a_matter_correct_it() -> None:
    asked = {"amendment": correction("title", "新"), "at": NOW}
    assert len(amend(case(), by=CLERK, **asked)) == 1
    assert refusal(amend, case(), by=STRANGER, **asked).startswith("not-allowed not-in-hand")


def test_an_instant_is_learned_even_on_the_stroke_of_the_moment() -> None:
    asked = correction("learned_at", datetime(2024, 3, 1, 1, tzinfo=UTC).isoformat())
    assert len(amend(case(), amendment=asked, **ASKED)) == 1
