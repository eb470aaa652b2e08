"""What inspections and bulletins are told as."""

import attrs
import pytest
from tests.domain.test_sentences import sample, told
from tests.samples import inspection_samples

from minqing_core.inspection import events as inspection

SAID = [
    ("对大丰村开展半年检查（2024-01-01 至 2024-06-30），从 9 件民情中抽查 2 件：重点看反馈"),
    "发现大丰村第 1 个问题（民情 2024-000007），依据 S62：办理结果没有向群众反馈",
    "责成李秀英整改第 1 个问题，2024年7月15日 星期一 前改好：补反馈",
    "报告第 1 个问题的整改情况：已上门反馈",
    "核查第 1 个问题，整改到位：问过本人，属实",
    "核查第 1 个问题，整改不到位，退回：本人说没有来过",
    "结束检查：共查 2 件，发现 1 个问题",
    (
        "印发大丰村 2024-H1 检查通报第 1 号《大丰村 2024 年上半年民情日记检查通报》"
        "，点名通报 1 件，改进措施：每周例会核对反馈"
    ),
]


@pytest.mark.clause("S59", "S60", "S61")
@pytest.mark.parametrize(
    ("event", "said"), list(zip(inspection_samples.SAMPLES, SAID, strict=True))
)
def test_an_inspection_reads_as_the_office_says_it(event, said) -> None:
    assert told(event) == f"陈国强{said}"


def test_what_is_not_given_is_not_said() -> None:
    opened = sample(inspection.InspectionOpened, text=None)
    assert told(opened).endswith("从 9 件民情中抽查 2 件")
    assert told(sample(inspection.ProblemFound, case=None)).startswith(
        "陈国强发现大丰村第 1 个问题，依据 S62"
    )
    unnumbered = attrs.evolve(sample(inspection.BulletinIssued), number=0, named=())
    assert "检查通报（待编号）《大丰村 2024 年上半年民情日记检查通报》，改进措施" in told(
        unnumbered
    )
