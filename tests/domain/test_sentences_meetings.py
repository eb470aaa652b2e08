"""What happens in meetings and studies is told as a person of the office would say it."""

import pytest
from tests.domain.test_sentences import sample, told
from tests.samples import meeting_samples

from minqing_core.meetings import events as meetings

SAID = (
    (
        "记录大丰村于 2024年4月2日 星期二 召开的 2024-Q1 民情分析会（结合支部会议）："
        "由陈国强主持，2 人出席，依据第 120 条记录为止的统计，议题：村道积水；环境卫生"
    ),
    (
        "记录第 1 项决议：清淤并加装排水管，由李秀英负责，2024年5月31日 星期五 前完成，"
        "列为 1 件民情的措施"
    ),
    "报告落实第 1 项决议：已清淤",
    "撤销第 2 项决议，理由：已由镇统一改造",
    "就《各村路灯》提起集体研究（热点难点，2 件民情）：三个村都反映路灯不亮",
    "将民情 2024-000009 一并列入集体研究",
    "记录 2024年4月2日 星期二 由王小明主持、2 人参加的集体研究所作决定：由镇统一更换，分两批完成",
)


@pytest.mark.clause("S48", "S52", "S78")
@pytest.mark.parametrize(
    ("event", "said"),
    list(zip(meeting_samples.SAMPLES, SAID, strict=True)),
    ids=[type(event).__name__ for event in meeting_samples.SAMPLES],
)
def test_each_event_reads_as_it_would_be_said(event, said) -> None:
    assert told(event) == f"陈国强{said}"


def test_what_is_left_out_is_not_spoken_of() -> None:
    alone = sample(meetings.AnalysisMeetingHeld, combined_with=None)
    assert "民情分析会：由陈国强主持" in told(alone)
    assert told(sample(meetings.ResolutionAdopted, measures=())).endswith("前完成")
