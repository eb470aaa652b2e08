"""What happens beyond the straight line is told as a person of the office would say it too."""

import attrs
import pytest
from tests.domain.test_sentences import sample, told
from tests.samples import course_samples

from minqing_core.diary import events as diary

SAID = (
    "改由大丰村李秀英负责此事，理由：原负责人回避",
    "挂账，时限停算至 2024年5月1日 星期三，客观原因：超出职权，理由：等待市水务局批复",
    "恢复计算时限，理由：批复已到",
    "申请延期（第 1 次）：「办结」延至 2024年5月20日 星期一，理由：管材未到货",
    "批准第 1 次延期申请：情况属实",
    "不批准第 1 次延期申请，理由：可以按期完成",
    "以电话方式告知群众第 1 次延期：管材下月到",
    "复看后仍暂缓：资金仍未到位；定于 2024年7月1日 星期一 再次复看",
    "以电话方式回访群众：群众说灯只亮了两天（群众不满意，答复与实际不一致）",
    "记下群众以面谈方式对办理结果提出异议：灯又不亮了",
    "重新办理此事，理由：群众异议属实",
    "改归类别：由「HOT_DIFFICULT.ROADS」改为「OTHER（路灯养护）」，理由：不属行路难",
    "认定此事与 2024-000001 重复，理由：同一盏灯",
    "认定 2024-000002 与此事重复",
    "认定此事与 2024-000001 并不重复，理由：是另一盏灯",
    "认定 2024-000002 与此事并不重复",
    "将此事并入 2024-000001 办理，理由：同一条线路",
    "将 2024-000002 并入此事办理",
    "将此事从 2024-000001 分出，单独办理，理由：线路不同",
    "将 2024-000002 从此事分出，单独办理",
    "将此事从 2024-000001 拆出，单独记录，理由：是两件事",
    "从此事拆出 2024-000003，单独记录",
    "提出李秀英回避此事，理由：是当事人的弟弟",
    "决定李秀英回避此事，理由：情况属实",
    "决定李秀英不必回避此事，理由：并无亲属关系",
)


@pytest.mark.clause("S25")
@pytest.mark.parametrize(
    ("event", "said"),
    list(zip(course_samples.SAMPLES, SAID, strict=True)),
    ids=[type(event).__name__ for event in course_samples.SAMPLES],
)
def test_each_event_reads_as_it_would_be_said(event, said) -> None:
    assert told(event) == f"陈国强{said}"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (sample(diary.ExtensionApproved, basis=None), "批准第 1 次延期申请"),
        (sample(diary.RecusalGranted, reason=None), "决定李秀英回避此事"),
        (
            sample(diary.Recategorised, after="ECONOMY", label=None),
            "改归类别：由「HOT_DIFFICULT.ROADS」改为「ECONOMY」，理由：不属行路难",
        ),
        (
            attrs.evolve(sample(diary.Revisited), as_told=True),
            "以电话方式回访群众：群众说灯只亮了两天（群众不满意，答复与实际一致）",
        ),
    ],
)
def test_what_is_left_out_is_not_spoken_of(event, said) -> None:
    assert told(event) == f"陈国强{said}"
