"""Every event is told in a sentence that a person of the office would say."""

from datetime import UTC, date, datetime

import attrs
import pytest
from tests.samples import (
    BY_CLASS,
    MATTER,
    books_samples,
    diary_samples,
    household_samples,
    programme_samples,
    roster_samples,
)

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.households import events as households
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.event_types import EVENT_TYPES
from minqing_core.programme import events as programme
from minqing_core.roster import events as roster
from minqing_core.views.sentences import excerpt, sentence, sentences

STRAIGHT = (
    *programme_samples.SAMPLES,
    *roster_samples.SAMPLES,
    *diary_samples.SAMPLES,
    *books_samples.SAMPLES,
    *household_samples.SAMPLES,
)
NOW = datetime(2024, 3, 5, 1, 0, tzinfo=UTC)
NAMES = {
    "000001": "王小明",
    "0002": "陈国强",
    "0003": "李秀英",
    "dafeng": "大丰村",
    "anyang": "安洋社区",
    "org-office": "组织人事办公室",
    "town": "大涌镇",
    "city": "大涌市",
}


def told(event, **envelope) -> str:
    """Return the sentence of an event that 陈国强 recorded."""
    facts = {
        "position": 1,
        "stream": "s",
        "version": 1,
        "recorded_at": NOW,
        "occurred_at": NOW,
        "actor": "0002",
        "event": event,
    }
    return sentence(Envelope(**{**facts, **envelope}), lambda code: NAMES.get(code or "", "空"))


def sample(event_class, /, **changes):
    return attrs.evolve(BY_CLASS[event_class], **changes)


def test_every_stored_event_has_a_sample_and_a_sentence() -> None:
    contexts = {name.partition(".")[0] for name in EVENT_TYPES}
    spoken = {kind for context in contexts for kind in sentences(context)}
    assert {*BY_CLASS} == {*EVENT_TYPES.values()} == spoken


@pytest.mark.clause("S22", "S25")
@pytest.mark.parametrize(
    ("event", "said"),
    list(
        zip(
            STRAIGHT,
            [
                "设立《大涌镇农村基层干部“民情日记”活动实施方案》，主题“记民情、解民忧、暖民心”",
                "载明依据：中共中央、国务院《信访工作条例》（中发〔2022〕1号）",
                "自 2007-06-20 起施行规定「反馈处理意见」（S62）：5个工作日",
                "自 2024-01-01 起启用类别 HOT_DIFFICULT.LIGHTING「路灯照明」",
                "自 2024-01-01 起停用类别 HOT_DIFFICULT.BURDEN，理由：农业税已取消",
                "公布 2026 年工作日历：放假 2 天，调休上班 1 天",
                "制订实施方案《大丰村民情日记实施办法》（2026-01-05）",
                "自 2026-02-01 起方案从严规定「办结」（村第一条）：20日",
                "设立村「大丰村」（dafeng），隶属大涌镇",
                "登记陈国强，村（社区）“两委”干部，自 2020-01-01 起",
                "自 2024-01-01 起列为镇驻村干部",
                "自 2020-01-01 起任大丰村党组织书记",
                "任大丰村党组织书记至 2024-05-31",
                "自 2024-06-01 起由组织人事办公室派驻安洋社区",
                "驻安洋社区至 2024-12-31",
                "指定系统用户由陈国强使用",
                "自 2025-01-01 起将 dafeng 更名为「大丰社区」",
                "自 2025-01-01 起将大涌镇分立为大丰村、安洋社区，其事项由大丰村承接",
                "自 2025-01-01 起将大丰村、安洋社区并入大涌镇，其事项由大涌镇承接",
                "自 2025-01-01 起撤销安洋社区，其事项由大丰村承接",
                "自 2024-06-01 起确定组织人事办公室的职能类别：HOT_DIFFICULT.ROADS、ECONOMY",
                "准予病假，2024-03-04 至 2024-03-15，由王小明批准",
                "2024-03-04 开始的假提前至 2024-03-08 结束",
                "2024-03-04 至 2024-03-15 代陈国强任大丰村党组织书记，由王小明批准",
                "将大丰村党组织书记的代理终止于 2024-03-08",
                "自 2024-01-01 起以大丰村为挂点（结合固本强基工程、“十百千万”干部下基层）",
                "以大丰村为挂点至 2024-12-31",
                "2024-03-01 到挂点大丰村督促指导：查看路灯修复情况",
                "自 2024-01-01 起由陈国强负总责",
                "调往市水务局，在本镇至 2024-06-30",
                "离任清单已清，2024-07-03 办结离任",
                (
                    "记下群众李大娘等 2 人通过走访反映的紧急困难：《村口路灯不亮》，"
                    "由大丰村陈国强负责"
                ),
                "写明原因：线路老化",
                "记录研究办法的经过：村两委会商议更换线路",
                "记录（叙述）：夜间到现场看过",
                "定下第 1 项措施：更换线路，由李秀英负责，2024年3月15日 星期五 前完成",
                "落实第 1 项措施：线路已换好",
                "撤销第 1 项措施，理由：改由镇里统一换",
                "明确由陈国强负领导责任",
                "以上门方式向群众反馈办理结果：灯已修好（群众满意）",
                "记录处理意见无法反馈（联系不上）：三次上门无人",
                "以面谈方式向群众解释：说明资金明年到位（群众基本满意）",
                (
                    "认定此事因资金不足暂时不能解决：镇财政年度预算已定；"
                    "定于 2024年5月1日 星期三 复看"
                ),
                "办结此事：无法解决，客观原因：规划限制。效果：已向群众说明",
                "更正第 1 步的标题为：东风村口路灯不亮，理由：补地名",
                "更正渠道：由「走访」改为「来电」，理由：记错",
                "写明此事反映的是李秀英，理由：来信点名",
                "查看第 1 位反映人的身份，理由：上门核实",
                (
                    "登记大涌市印发的记录本批次「2024 年第一批」：纸质，每册 100 页，"
                    "ZS-000001 至 ZS-000500（500 册）"
                ),
                ("由大涌市向组织人事办公室下发记录本 ZS-000001 至 ZS-000050（50 册），待签收"),
                "组织人事办公室签收记录本 ZS-000001 至 ZS-000050（50 册）",
                "从组织人事办公室库存取出记录本 ZS-000001",
                (
                    "从组织人事办公室库存将记录本 ZS-000001 发给村（社区）“两委”干部陈国强，"
                    "日后交大丰村归档"
                ),
                "签收记录本，开始使用",
                "报告记录本已记录完毕",
                "报告记录本遗失：下乡途中遗失",
                "报告记录本已找回",
                "报告记录本损坏，尚可书写：封面脱落",
                "将记录本作废，理由：印刷缺页",
                "因记录完毕将记录本上交大丰村，待签收",
                "退回上交的记录本，理由：缺第 3 页",
                "代表大丰村签收上交的记录本",
                "将记录本归入大丰村档案，存放于三号柜",
                "发放记录本 ZS-000001，由本人保管",
                "注销记录本 ZS-000001，不再由本人保管",
                "登记大丰村住户李大娘（4 人）",
                "登记第 1 位家庭成员李小军",
                "记明该户迁入安洋社区，原因：投靠子女",
                (
                    "与李秀英一同于 2024年3月1日 星期五 到大丰村开展民情走访（入户走访），"
                    "走访 2 户：问了收成和孩子上学"
                ),
            ],
            strict=True,
        )
    ),
    ids=[type(event).__name__ for event in STRAIGHT],
)
def test_each_event_reads_as_it_would_be_said(event, said) -> None:
    assert told(event) == f"陈国强{said}"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            sample(roster.UnitEstablished, unit="town", name="大涌镇", parent=None),
            "设立村「大涌镇」（town）",
        ),
        (
            sample(books.BooksReceived, last=1),
            "组织人事办公室签收记录本 ZS-000001（1 册）",
        ),
        (
            sample(books.BookDamaged, usable=False),
            "报告记录本损坏，不能再书写：封面脱落",
        ),
        (sample(books.BookArchived, shelf=None), "将记录本归入大丰村档案"),
        (
            sample(roster.PersonRegistered, kind=None),
            "登记陈国强，不参加民情日记活动，自 2020-01-01 起",
        ),
        (sample(roster.KindAssigned, kind=None), "自 2024-01-01 起列为不参加民情日记活动"),
        (
            sample(
                programme.RuleAdopted,
                rule="privacy.retention",
                value=programme.RuleValue(amount=30),
            ),
            "自 2007-06-20 起施行规定「反馈处理意见」（S62）：30年",
        ),
        (
            sample(programme.RuleAdopted, value=programme.RuleValue(amount=2)),
            "自 2007-06-20 起施行规定「反馈处理意见」（S62）：2次",
        ),
        (
            sample(programme.RuleAdopted, value=programme.RuleValue(choice="monday")),
            "自 2007-06-20 起施行规定「反馈处理意见」（S62）：monday",
        ),
        (
            sample(diary.CaseConcluded, outcome=diary.Outcome.RESOLVED, cause=None),
            "办结此事：已解决。效果：已向群众说明",
        ),
        (
            diary.FactAmended(field="place", before=None, after="dafeng", reason=Personal("漏填")),
            "更正地点：由「空」改为「大丰村」，理由：漏填",
        ),
        (
            diary.FactAmended(
                field="learned_at",
                before="2024-02-20T01:00:00+00:00",
                after="2024-02-19T16:30:00+00:00",
                reason=Personal("记错"),
            ),
            (
                "更正获知时间：由「2024年2月20日 星期二 09:00」"
                "改为「2024年2月20日 星期二 00:30」，理由：记错"
            ),
        ),
        (
            diary.FactAmended(
                field="occurred_on", before="2024-02-20", after=None, reason=Personal("不详")
            ),
            "更正发生日期：由「2024-02-20」改为「空」，理由：不详",
        ),
        (sample(households.HouseholdEntered, size=None), "登记大丰村住户李大娘"),
        (households.HouseholdMoved(), "记明该户已经迁出"),
        (
            sample(households.VisitMade, households=(), companions=(), text=None),
            "于 2024年3月1日 星期五 到大丰村开展民情走访（入户走访）",
        ),
    ],
)
def test_what_is_left_out_is_not_spoken_of(event, said) -> None:
    assert told(event) == f"陈国强{said}"


@pytest.mark.clause("S21")
@pytest.mark.parametrize(
    ("petitioner", "said"),
    [
        (diary.Petitioner(kind=diary.PetitionerKind.ANONYMOUS), "一名不具名的群众"),
        (diary.Petitioner(kind=diary.PetitionerKind.GROUP, count=12), "12 名群众"),
        (
            diary.Petitioner(kind=diary.PetitionerKind.NAMED, name=Personal("李大娘")),
            "群众李大娘",
        ),
    ],
)
def test_who_brought_a_matter_is_told_as_far_as_it_is_known(petitioner, said) -> None:
    matter = attrs.evolve(MATTER, petitioners=(petitioner,))
    event = sample(diary.MatterRecorded, matter=matter, urgency=diary.Urgency.ORDINARY)
    assert told(event) == (
        f"陈国强记下{said}通过走访反映的困难：《村口路灯不亮》，由大丰村陈国强负责"
    )


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "changes",
    [{"protected": True}, {"accused": ("0003",)}, {"category": diary.CONDUCT}],
)
def test_who_asked_for_secrecy_or_complains_about_a_cadre_is_not_told(changes) -> None:
    one = diary.Petitioner(kind=diary.PetitionerKind.NAMED, name=Personal("李大娘"))
    for petitioners, said in (((one,), "一名受保护的反映人"), ((one, one), " 2 名受保护的反映人")):
        matter = attrs.evolve(MATTER, petitioners=petitioners, **changes)
        event = sample(diary.MatterRecorded, matter=matter)
        assert told(event).startswith(f"陈国强记下{said}通过走访反映的紧急困难")


@pytest.mark.clause("S22")
def test_a_late_record_says_how_late_and_one_for_another_says_for_whom() -> None:
    cause = sample(diary.CauseRecorded)
    late = datetime(2024, 3, 1, 15, 59, tzinfo=UTC)
    assert told(cause, occurred_at=late) == "陈国强写明原因：线路老化（补记 4 日）"
    assert told(cause, occurred_at=datetime(2024, 3, 4, 16, 0, tzinfo=UTC)) == (
        "陈国强写明原因：线路老化"
    )
    assert told(cause, on_behalf_of="0003") == "陈国强代李秀英写明原因：线路老化"


def test_a_long_text_is_cut_after_sixty_characters_and_kept_on_one_line() -> None:
    assert excerpt("字" * 60) == "字" * 60
    assert excerpt("字" * 61) == "字" * 60 + "…"
    assert excerpt(Personal("一行\n 二行")) == "一行 二行"


def test_a_day_in_a_sentence_has_its_weekday() -> None:
    assert "2024年3月15日 星期五" in told(sample(diary.MeasureAdopted, due=date(2024, 3, 15)))
