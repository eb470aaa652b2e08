"""A matter is written down with everything that the scheme asks of it."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import (
    ANONYMOUS,
    CLERK,
    MATTER,
    NAMED,
    NOW,
    SECRETARY,
    STRANGER,
    recorded,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.recording import record
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

GROUP = events.Petitioner(kind=events.PetitionerKind.GROUP, count=2)


@pytest.mark.clause("S18", "S19", "S21", "S25")
def test_a_matter_is_recorded_with_owner_unit_and_the_posts_then_held() -> None:
    (event,) = record(MATTER, by=SECRETARY, owner="0003", unit="dafeng", attested=True, at=NOW)
    named = attrs.evolve(NAMED, name=Personal("李大娘", "p1"), contact=Personal("138", "p1"))
    assert event == events.MatterRecorded(
        matter=attrs.evolve(MATTER, petitioners=(named,)),
        urgency=events.Urgency.ORDINARY,
        urgency_reason=None,
        unit="dafeng",
        owner="0003",
        post="village-secretary、village-director",
        attested=True,
    )


@pytest.mark.clause("S19")
def test_somebody_without_a_post_records_none() -> None:
    by = Standing(person="0002", units=frozenset({"dafeng"}))
    (event,) = record(MATTER, by=by, owner="0002", unit="dafeng", attested=False, at=NOW)
    assert event.post is None


@pytest.mark.clause("S20")
@pytest.mark.parametrize("channel", events.Channel)
def test_a_matter_may_come_by_any_channel(channel) -> None:
    (event,) = recorded(channel=channel)
    assert event.matter.channel is channel


@pytest.mark.clause("S19")
def test_people_record_for_the_units_they_serve_in() -> None:
    asked = {"owner": "0002", "unit": "dafeng", "attested": False, "at": NOW}
    assert len(record(MATTER, by=CLERK, **asked)) == 1
    assert refusal(record, MATTER, by=STRANGER, **asked) == (
        "not-allowed unit-not-own: 0009 不在 dafeng 任职，不能以该单位名义记录；"
        "本人任职单位：anyang"
    )
    assert refusal(record, MATTER, by=Standing(person="0008"), **asked).endswith("任职单位：无")


@pytest.mark.clause("S32")
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=50))
def test_a_text_is_kept_as_it_was_written_however_long(text) -> None:
    long = Personal(f"记{text * 200}")
    (event,) = recorded(text=long)
    assert event.matter.text == long


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": Personal(" \n")}, "blank: 标题不能为空，请写明一句话说明是什么事"),
        ({"text": Personal("")}, "blank: 事由不能为空，请写明群众反映的情况"),
        ({"text": Personal("a\x00")}, "text-unfit: 事由含有不能保存的控制字符（U+0000），请删去"),
        ({"category_label": Personal(" ")}, "blank: 类别说明不能为空，请写明内容，或不填此项"),
        (
            {"category": "OTHER"},
            "label-wanted: 类别为「其他问题」时须填写类别说明（category_label），写明是什么问题",
        ),
        (
            {"learned_at": NOW + timedelta(seconds=1)},
            ("in-future: 获知时间 2024-03-01 09:00 晚于现在 2024-03-01 09:00，请填已经发生的时间"),
        ),
        (
            {"occurred_on": date(2024, 2, 21)},
            "out-of-order: 事情发生日 2024-02-21 晚于获知日 2024-02-20，请核对两个日期",
        ),
        ({"petitioners": ()}, "blank: 诉求人不能为空，请写明是谁反映的，不愿具名的填 anonymous"),
    ],
)
def test_a_matter_that_is_not_whole_is_refused(changes, said) -> None:
    assert refusal(recorded, **changes) == f"invalid {said}"


@pytest.mark.clause("S21")
@pytest.mark.parametrize(
    ("petitioner", "why"),
    [
        (attrs.evolve(NAMED, name=None), "为具名（named），须填姓名"),
        (attrs.evolve(NAMED, name=Personal(" ")), "的姓名不能为空"),
        (attrs.evolve(ANONYMOUS, name=Personal("甲")), "为匿名（anonymous），不应填姓名"),
        (attrs.evolve(GROUP, count=1), "为集体（group），人数（count）应在 2 至 1000000 之间"),
        (attrs.evolve(NAMED, count=2), "不是集体（group），人数（count）应为 1"),
        (attrs.evolve(ANONYMOUS, count=0), "不是集体（group），人数（count）应为 1"),
    ],
)
def test_a_petitioner_is_described_as_its_kind_needs(petitioner, why) -> None:
    said = refusal(recorded, petitioners=(NAMED, petitioner))
    assert said == f"invalid petitioner: 第 2 位诉求人{why}"


@pytest.mark.clause("S21")
def test_each_petitioner_is_sealed_under_a_key_of_their_own() -> None:
    other = attrs.evolve(NAMED, name=Personal("张三"), address=Personal("三队"))
    (event,) = recorded(petitioners=(GROUP, ANONYMOUS, other))
    assert event.matter.petitioners == (
        GROUP,
        ANONYMOUS,
        attrs.evolve(
            other,
            name=Personal("张三", "p3"),
            contact=Personal("138", "p3"),
            address=Personal("三队", "p3"),
        ),
    )


@pytest.mark.clause("S17")
def test_a_matter_under_other_says_what_it_is_about() -> None:
    (event,) = recorded(category="OTHER", category_label=Personal("宠物管理"))
    assert event.matter.category_label == Personal("宠物管理")


@pytest.mark.clause("S13", "S40")
def test_a_sudden_incident_is_urgent_unless_said_otherwise() -> None:
    (sudden,) = recorded(category="DISPUTE.SUDDEN")
    assert (sudden.urgency, sudden.urgency_reason) == (
        events.Urgency.URGENT,
        "突发性事件，按规定随时记录（S13、S40）",
    )
    (said,) = recorded(category="DISPUTE.SUDDEN", urgency=events.Urgency.MAJOR)
    assert (said.urgency, said.urgency_reason) == (events.Urgency.MAJOR, None)


@pytest.mark.clause("S22")
def test_a_matter_may_be_learned_now_and_have_arisen_that_day_in_shanghai() -> None:
    late = datetime(2024, 2, 29, 16, 30, tzinfo=UTC)
    (event,) = recorded(learned_at=late, occurred_on=date(2024, 3, 1))
    assert event.matter.occurred_on == date(2024, 3, 1)
    (event,) = recorded(learned_at=NOW)
    assert event.matter.learned_at == NOW
