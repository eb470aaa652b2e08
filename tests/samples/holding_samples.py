"""One event of every kind of who holds a matter and who is drawn in."""

from datetime import date
from typing import Any

from minqing_core.diary import events as diary
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    diary.HandoverAsked(
        to="0006", unit="anyang", reason=Personal("路在安洋界内"), object_by=date(2024, 3, 8)
    ),
    diary.HandoverAccepted(owner="0006", unit="anyang"),
    diary.HandoverRefused(reason=Personal("不在本社区界内")),
    diary.HandoverWithdrawn(reason=Personal("经核实仍由本村办理")),
    diary.ReportedUp(report=1, to="0007", text=Personal("须市里批地"), follow_up=date(2024, 4, 1)),
    diary.ReportAcknowledged(report=1, instruction=Personal("下周协调")),
    diary.LeadersTold(leaders=("0002", "0007")),
    diary.CohandlingAsked(
        task=1,
        unit="urban",
        person="0008",
        text=Personal("勘查桥面"),
        due=date(2024, 3, 20),
        object_by=date(2024, 3, 8),
    ),
    diary.CohandlingAccepted(task=1),
    diary.CohandlingObjected(task=1, reason=Personal("不属本办职责")),
    diary.CohandlingReplied(task=1, text=Personal("已勘查，桥面须换")),
    diary.CohandlingEnded(task=1, reason=Personal("村里已自行解决")),
    diary.ReminderSent(to="0002", text=Personal("期限将到，请抓紧")),
    diary.SupervisionOrdered(
        order=1, to="0002", text=Personal("限期换好桥板"), due=date(2024, 4, 10), listed=True
    ),
    diary.SupervisionReplied(order=1, text=Personal("桥板已订")),
    diary.SupervisionClosed(order=1, text=Personal("现场查看，桥已通")),
)
