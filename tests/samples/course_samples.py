"""One event of every kind of a matter's course beyond the straight line."""

from datetime import date
from typing import Any

from minqing_core.diary import events as diary
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    diary.CaseAssigned(owner="0003", unit="dafeng", reason=Personal("原负责人回避")),
    diary.ClockParked(
        reason=Personal("等待市水务局批复"),
        cause=diary.ObjectiveCause.AUTHORITY,
        until=date(2024, 5, 1),
    ),
    diary.ClockResumed(reason=Personal("批复已到")),
    diary.ExtensionAsked(
        extension=1,
        duty=diary.Duty.CONCLUDE,
        until=date(2024, 5, 20),
        reason=Personal("管材未到货"),
    ),
    diary.ExtensionApproved(extension=1, basis=Personal("情况属实")),
    diary.ExtensionRefused(extension=1, reason=Personal("可以按期完成")),
    diary.ExtensionTold(extension=1, means=diary.Means.TELEPHONE, text=Personal("管材下月到")),
    diary.LookedAgain(text=Personal("资金仍未到位"), next_look=date(2024, 7, 1)),
    diary.Revisited(
        means=diary.Means.TELEPHONE,
        response=diary.Response.DISSATISFIED,
        as_told=False,
        text=Personal("群众说灯只亮了两天"),
    ),
    diary.OutcomeDisputed(text=Personal("灯又不亮了"), means=diary.Means.INTERVIEW),
    diary.CaseReopened(reason=Personal("群众异议属实")),
    diary.Recategorised(
        before="HOT_DIFFICULT.ROADS",
        after="OTHER",
        label=Personal("路灯养护"),
        reason=Personal("不属行路难"),
    ),
    diary.LinkedAsDuplicate(of="2024-000001", reason=Personal("同一盏灯")),
    diary.DuplicateFound(duplicate="2024-000002"),
    diary.DuplicateUnlinked(of="2024-000001", reason=Personal("是另一盏灯")),
    diary.DuplicateReleased(duplicate="2024-000002"),
    diary.MergedInto(whole="2024-000001", reason=Personal("同一条线路")),
    diary.TookIn(part="2024-000002"),
    diary.MergeUndone(whole="2024-000001", reason=Personal("线路不同")),
    diary.PartReleased(part="2024-000002"),
    diary.SplitFrom(whole="2024-000001", reason=Personal("是两件事")),
    diary.SplitOff(part="2024-000003"),
    diary.RecusalAsked(person="0003", reason=Personal("是当事人的弟弟")),
    diary.RecusalGranted(person="0003", reason=Personal("情况属实")),
    diary.RecusalRefused(person="0003", reason=Personal("并无亲属关系")),
)
