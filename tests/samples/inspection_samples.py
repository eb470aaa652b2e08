"""One event of every kind of the inspection context."""

from datetime import date
from typing import Any

from minqing_core.inspection import events as inspection
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    inspection.InspectionOpened(
        kind=inspection.InspectionKind.HALF_YEAR,
        units=("dafeng",),
        since=date(2024, 1, 1),
        until=date(2024, 6, 30),
        size=2,
        upto=120,
        root="5e" * 32,
        seed="a1" * 32,
        population=9,
        sample=("2024-000007", "2024-000002"),
        text=Personal("重点看反馈"),
    ),
    inspection.ProblemFound(
        finding=1,
        unit="dafeng",
        case="2024-000007",
        clause="S62",
        text=Personal("办理结果没有向群众反馈"),
    ),
    inspection.RectificationOrdered(
        finding=1, owner="0003", text=Personal("补反馈"), due=date(2024, 7, 15)
    ),
    inspection.RectificationReported(finding=1, text=Personal("已上门反馈")),
    inspection.RectificationVerified(finding=1, text=Personal("问过本人，属实")),
    inspection.RectificationRejected(finding=1, text=Personal("本人说没有来过")),
    inspection.InspectionEnded(text=Personal("共查 2 件，发现 1 个问题")),
    inspection.BulletinIssued(
        unit="dafeng",
        period="2024-H1",
        number=1,
        title="大丰村 2024 年上半年民情日记检查通报",
        inspection="2024-000001",
        on=date(2024, 6, 30),
        issued_on=date(2024, 7, 5),
        upto=130,
        digest="b2" * 32,
        named=("2024-000003",),
        text=Personal("每周例会核对反馈"),
    ),
)
