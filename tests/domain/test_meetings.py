"""Villages meet on a quarter, resolve what is to be done, and tell what became of it."""

from datetime import date

import attrs
import pytest
from tests.matters import refusal
from tests.samples import BY_CLASS

from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import holding, resolving
from minqing_core.meetings.decisions.holding import Frozen, Holding, Item
from minqing_core.meetings.decisions.requirements import MatterFacts
from minqing_core.meetings.decisions.resolving import Resolving
from minqing_core.meetings.state import (
    NO_MEETING,
    NO_STUDY,
    Meeting,
    Resolution,
    Study,
    fold,
    fold_study,
)

HELD_ON = date(2024, 4, 2)
PACK = Frozen(position=120, digest="9f86d081884c7d65")
HELD = BY_CLASS[events.AnalysisMeetingHeld]
ADOPTED = BY_CLASS[events.ResolutionAdopted]
DONE = BY_CLASS[events.ResolutionCarriedOut]
DROPPED = events.ResolutionDropped(resolution=1, reason=Personal("已由镇统一改造"))
KNOWN = {"2024-000001": MatterFacts(learned_on=date(2024, 3, 1))}
HOLDING = Holding(
    village="dafeng",
    held_on=HELD_ON,
    period="2024Q1",
    combined_with=events.CombinedWith.BRANCH_MEETING,
    attendants=("0003", "0002"),
    agenda=(
        Item(title=Personal("村道积水"), cases=("2024-000001", "2024-000001")),
        Item(title=Personal("环境卫生")),
    ),
    text=Personal("逐件分析了本季度的民情。"),
)
RESOLVING = Resolving(
    text=Personal("清淤并加装排水管"), owner="0003", due=date(2024, 5, 31), item=1
)


def held(*, matters=KNOWN, chair="0002", **changes):
    asked = attrs.evolve(HOLDING, **changes)
    return holding.hold(asked, chair=chair, pack=PACK, matters=matters)


def meeting(*history: events.MeetingEvent) -> Meeting:
    return fold([HELD, *history])


def adopted(state=None, **changes):
    asked = attrs.evolve(RESOLVING, **changes)
    state = meeting() if state is None else state
    return resolving.adopt(state, resolving=asked, measures=ADOPTED.measures)


def about(state=None, **changes):
    state = meeting() if state is None else state
    return resolving.about(state, attrs.evolve(RESOLVING, **changes))


def carried_out(state, by="0003", **changes):
    return resolving.carry_out(state, done=attrs.evolve(DONE, **changes), by=by)


def dropped(state, *, by="0002", steers=False, **changes):
    asked = attrs.evolve(DROPPED, **changes)
    return resolving.drop(state, dropped=asked, by=by, steers=steers)


@pytest.mark.clause("S48", "S49", "S50", "S51")
def test_a_meeting_is_kept_with_its_people_its_pack_and_its_numbered_agenda() -> None:
    assert HOLDING.cases == ("2024-000001",)
    assert held() == [HELD]
    bare = held(period=None, combined_with=None, agenda=HOLDING.agenda[1:], matters={})
    assert bare == [
        attrs.evolve(
            HELD,
            period="2024-Q2",
            combined_with=None,
            agenda=(events.AgendaItem(item=1, title=Personal("环境卫生")),),
        )
    ]


@pytest.mark.clause("S49", "S51")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"attendants": ("0002",)},
            "invalid attendance: 出席人员（attendants）除主持人外至少还应有一人",
        ),
        ({"agenda": ()}, "invalid agenda-empty: 会议至少应有一项议题（agenda）"),
        (
            {"agenda": (HOLDING.agenda[0], Item(title=Personal(" ")))},
            "invalid meeting-words: 第 2 项议题不能为空",
        ),
        ({"text": Personal(" \n")}, "invalid meeting-words: 会议记录（text）不能为空"),
        (
            {"text": Personal("a\x00")},
            "invalid meeting-words: 会议记录（text）含有不能保存的控制字符（U+0000），请删去",
        ),
        (
            {"period": "2024"},
            "invalid period: 期间「2024」不对，应写作季度，如 2025-Q3",
        ),
        (
            {"period": "2024-W03"},
            "invalid period: 期间「2024-W03」不对，应写作季度，如 2025-Q3",
        ),
    ],
)
def test_a_meeting_that_is_not_told_whole_is_refused(changes, said) -> None:
    assert refusal(held, **changes) == said


@pytest.mark.clause("S12", "S51")
def test_only_what_the_chair_may_see_and_all_may_hear_comes_on_the_agenda() -> None:
    secret = attrs.evolve(KNOWN["2024-000001"], confidential=True, seen=False)
    assert refusal(held, matters={"2024-000001": secret}) == (
        "not-allowed matter-confidential: 民情 2024-000001 是反映干部的事，须保密，不能列入议题"
    )
    unseen = attrs.evolve(KNOWN["2024-000001"], seen=False)
    assert refusal(held, matters={"2024-000001": unseen}) == (
        "not-allowed matter-unseen: "
        "民情 2024-000001 不在主持人 0002 可以查看的范围内，不能列入议题"
    )
    later = MatterFacts(learned_on=date(2024, 4, 3))
    assert refusal(held, matters={"2024-000001": later}) == (
        "invalid matter-later: 民情 2024-000001 于 2024-04-03 才获知，晚于会议日期 2024-04-02"
    )
    assert held(matters={"2024-000001": MatterFacts(learned_on=HELD_ON)}) == [HELD]


@pytest.mark.clause("S48")
def test_a_quarter_is_analysed_after_it_began_and_not_before_the_day_has_come() -> None:
    holding.require_day(HOLDING, HELD_ON)
    assert refusal(holding.require_day, HOLDING, date(2024, 4, 1)) == (
        "invalid held-in-future: 会议日期 2024-04-02 晚于今天 2024-04-01，请填今天或更早的日期"
    )
    second = attrs.evolve(HOLDING, period="2024-Q2", held_on=date(2024, 4, 1))
    holding.require_day(second, HELD_ON)
    early = attrs.evolve(second, held_on=date(2024, 3, 31))
    assert refusal(holding.require_day, early, HELD_ON) == (
        "invalid held-too-early: 会议日期 2024-03-31 早于 2024-Q2 的第一天 2024-04-01，"
        "请核对日期或所分析的季度"
    )


@pytest.mark.clause("S48")
def test_whoever_heads_the_village_holds_its_meetings() -> None:
    holding.require_presiding("0002", "dafeng", presides=True, what="记录")
    with pytest.raises(Exception, match="0003 不是 dafeng 的党组织书记或主任，不能记录"):
        holding.require_presiding("0003", "dafeng", presides=False, what="记录")


@pytest.mark.clause("S52")
def test_a_resolution_is_numbered_and_names_who_and_by_when() -> None:
    assert adopted() == ADOPTED
    again = adopted(meeting(ADOPTED), item=None, due=HELD_ON)
    assert again == attrs.evolve(ADOPTED, resolution=2, item=None, due=HELD_ON)
    assert refusal(adopted, due=date(2024, 4, 1)) == (
        "invalid resolution-due: 完成日期 2024-04-01 早于作出决议的日期 2024-04-02"
    )
    assert refusal(adopted, text=Personal("")) == "invalid meeting-words: 决议（text）不能为空"
    assert refusal(adopted, NO_STUDY) == (
        "conflict study-undecided: 此项集体研究尚未作出决定，不能定下措施，请先记录研究决定"
    )


@pytest.mark.clause("S51", "S52")
def test_a_resolution_is_about_the_matters_of_its_item() -> None:
    assert about() == ("2024-000001",)
    assert about(item=2) == ()
    assert about(item=None) == ("2024-000001",)
    assert about(cases=("2024-000001",)) == ("2024-000001",)
    assert refusal(about, item=3) == ("not-found item-unknown: 没有第 3 项议题，现有：1、2")
    assert refusal(about, item=2, cases=("2024-000001",)) == (
        "invalid matter-elsewhere: 民情 2024-000001 不在其中，可选的有：无"
    )
    study = Study(cases=("2024-000007",))
    assert about(study, item=None) == ("2024-000007",)
    assert refusal(about, study) == "not-found item-unknown: 没有第 1 项议题，现有：无"


@pytest.mark.clause("S52")
def test_who_answers_for_a_resolution_or_the_chair_says_that_it_was_done() -> None:
    state = meeting(ADOPTED)
    assert carried_out(state) == carried_out(state, by="0002") == [DONE]
    assert carried_out(meeting(ADOPTED, DONE)) == []
    assert refusal(carried_out, state, by="0009") == (
        "not-allowed not-answerable: 第 1 项决议由 0003 负责，0009 不能报告落实"
    )
    assert refusal(carried_out, meeting()) == (
        "not-found resolution-unknown: 没有第 1 项决议，现有：无"
    )
    assert refusal(carried_out, state, text=Personal(" ")) == (
        "invalid meeting-words: 落实情况（text）不能为空"
    )
    assert refusal(carried_out, meeting(ADOPTED, DROPPED)) == (
        "conflict resolution-over: 第 1 项决议已经不再落实，不能再报告落实"
    )


@pytest.mark.clause("S52")
def test_nobody_is_rid_of_a_task_by_themselves() -> None:
    state = meeting(ADOPTED)
    assert dropped(state) == dropped(state, by="0009", steers=True) == [DROPPED]
    assert dropped(meeting(ADOPTED, DROPPED)) == []
    assert refusal(dropped, state, by="0003") == (
        "not-allowed not-answerable: 第 1 项决议由 0003 负责，0003 不能撤销决议"
    )
    assert refusal(dropped, state, reason=Personal("")) == (
        "invalid meeting-words: 理由（reason）不能为空"
    )
    assert refusal(dropped, meeting(ADOPTED, DONE)) == (
        "conflict resolution-over: 第 1 项决议已经落实，不能再撤销"
    )


def test_a_meeting_and_a_study_are_what_their_events_left() -> None:
    resolution = Resolution(owner="0003", measures=ADOPTED.measures)
    assert fold([]) == NO_MEETING
    assert meeting(ADOPTED, DONE) == Meeting(
        version=3,
        village="dafeng",
        held_on=HELD_ON,
        chair="0002",
        items={1: ("2024-000001",), 2: ()},
        resolutions={1: attrs.evolve(resolution, carried_out=True)},
    )
    assert meeting(DONE).resolutions == {}
    assert meeting(ADOPTED, DROPPED).resolutions == {1: attrs.evolve(resolution, dropped=True)}
    opened, added = BY_CLASS[events.StudyOpened], BY_CLASS[events.MattersAdded]
    study = fold_study([opened, added, BY_CLASS[events.StudyDecided], ADOPTED])
    assert study == Study(
        version=4,
        held_on=HELD_ON,
        chair="000001",
        cases=("2024-000001", "2024-000007", "2024-000009"),
        resolutions={1: resolution},
    )
