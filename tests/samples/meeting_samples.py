"""One event of every kind of the meetings context."""

from datetime import date
from typing import Any

from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events as meetings

HELD_ON = date(2024, 4, 2)

SAMPLES: tuple[Any, ...] = (
    meetings.AnalysisMeetingHeld(
        village="dafeng",
        period="2024-Q1",
        held_on=HELD_ON,
        combined_with=meetings.CombinedWith.BRANCH_MEETING,
        chair="0002",
        attendants=("0002", "0003"),
        pack=120,
        digest="9f86d081884c7d65",
        agenda=(
            meetings.AgendaItem(item=1, title=Personal("村道积水"), cases=("2024-000001",)),
            meetings.AgendaItem(item=2, title=Personal("环境卫生")),
        ),
        text=Personal("逐件分析了本季度的民情。"),
    ),
    meetings.ResolutionAdopted(
        resolution=1,
        item=1,
        text=Personal("清淤并加装排水管"),
        owner="0003",
        due=date(2024, 5, 31),
        measures=(meetings.MeasureIn(case="2024-000001", measure=2),),
    ),
    meetings.ResolutionCarriedOut(resolution=1, text=Personal("已清淤")),
    meetings.ResolutionDropped(resolution=2, reason=Personal("已由镇统一改造")),
    meetings.StudyOpened(
        title=Personal("各村路灯"),
        reason=meetings.StudyReason.HOT,
        cases=("2024-000001", "2024-000007"),
        text=Personal("三个村都反映路灯不亮"),
    ),
    meetings.MattersAdded(cases=("2024-000009",)),
    meetings.StudyDecided(
        held_on=HELD_ON,
        chair="000001",
        participants=("000001", "0002"),
        text=Personal("由镇统一更换，分两批完成"),
    ),
)
