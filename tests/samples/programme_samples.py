"""One event of every kind of the programme context."""

from datetime import date
from typing import Any

from minqing_core.kernel.calendar import DayUnit
from minqing_core.kernel.ids import UnitId
from minqing_core.programme import events as programme

SAMPLES: tuple[Any, ...] = (
    programme.ProgrammeEstablished(
        title="大涌镇农村基层干部“民情日记”活动实施方案",
        town="大涌镇",
        theme="记民情、解民忧、暖民心",
        purpose="促进我镇农村经济社会协调发展",
        issuer="中共大涌镇委员会",
        dated=date(2007, 6, 20),
    ),
    programme.LegalBasisRecorded(
        title="信访工作条例",
        issuer="中共中央、国务院",
        number="中发〔2022〕1号",
        dated=date(2022, 2, 25),
    ),
    programme.RuleAdopted(
        rule="feedback.opinion",
        clause="S62",
        title="反馈处理意见",
        quote="要及时将自己负责办理事项的处理意见和办理结果向群众反馈",
        value=programme.RuleValue(amount=5, unit=DayUnit.WORKING_DAY),
        effective_from=date(2007, 6, 20),
    ),
    programme.CategoryAdopted(
        code="HOT_DIFFICULT.LIGHTING",
        label="路灯照明",
        clause="S14",
        parent="HOT_DIFFICULT",
        effective_from=date(2024, 1, 1),
    ),
    programme.CategoryRetired(
        code="HOT_DIFFICULT.BURDEN", reason="农业税已取消", effective_from=date(2024, 1, 1)
    ),
    programme.CalendarYearPublished(
        year=2026,
        off=(date(2026, 1, 1), date(2026, 1, 2)),
        work=(date(2026, 1, 4),),
        source="国办通知",
    ),
    programme.PlanAdopted(
        unit=UnitId("dafeng"),
        title="大丰村民情日记实施办法",
        dated=date(2026, 1, 5),
        text="一、二十日内办结；二、每周至少记两次。",
    ),
    programme.PlanRuleAdopted(
        rule="conclude",
        clause="村第一条",
        title="办结",
        quote="二十日内办结",
        value=programme.RuleValue(amount=20, unit=DayUnit.CALENDAR_DAY),
        effective_from=date(2026, 2, 1),
    ),
)
