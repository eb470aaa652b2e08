"""Who holds a matter and who is drawn in, as sentences."""

from minqing_core.diary import events as diary
from minqing_core.kernel.periods import written_out
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _asked(event: diary.HandoverAsked, names: Names) -> str:
    whom = f"{names(event.unit)}{names(event.to) if event.to else ''}"
    return f"请{whom}接手此事，理由：{excerpt(event.reason)}"


def _reported(event: diary.ReportedUp, names: Names) -> str:
    return (
        f"向{names(event.to)}汇报（第 {event.report} 号）：{excerpt(event.text)}；"
        f"{written_out(event.follow_up)} 跟进"
    )


def _acknowledged(event: diary.ReportAcknowledged, _: Names) -> str:
    said = f"，批示：{excerpt(event.instruction)}" if event.instruction else ""
    return f"签收第 {event.report} 号汇报{said}"


def _told(event: diary.LeadersTold, names: Names) -> str:
    return f"即时报告{'、'.join(map(names, event.leaders))}"


def _assisting(event: diary.CohandlingAsked, names: Names) -> str:
    whom = f"{names(event.unit)}{names(event.person) if event.person else ''}"
    return (
        f"请{whom}协办（第 {event.task} 号）：{excerpt(event.text)}，"
        f"{written_out(event.due)} 前答复"
    )


def _ordered(event: diary.SupervisionOrdered, names: Names) -> str:
    listed = "挂牌督办" if event.listed else "督办"
    return (
        f"{listed}{names(event.to)}（第 {event.order} 号）：{excerpt(event.text)}，"
        f"{written_out(event.due)} 前办到"
    )


SENTENCES: Sentences = {
    diary.HandoverAsked: _asked,
    diary.HandoverAccepted: lambda e, n: f"以{n(e.unit)}名义接手此事，由{n(e.owner)}负责",
    diary.HandoverRefused: lambda e, _: f"对接手此事提出异议，退回原承办人：{excerpt(e.reason)}",
    diary.HandoverWithdrawn: lambda e, _: f"撤回移交：{excerpt(e.reason)}",
    diary.ReportedUp: _reported,
    diary.ReportAcknowledged: _acknowledged,
    diary.LeadersTold: _told,
    diary.CohandlingAsked: _assisting,
    diary.CohandlingAccepted: lambda e, _: f"签收第 {e.task} 号协办",
    diary.CohandlingObjected: lambda e, _: f"对第 {e.task} 号协办提出异议：{excerpt(e.reason)}",
    diary.CohandlingReplied: lambda e, _: f"答复第 {e.task} 号协办：{excerpt(e.text)}",
    diary.CohandlingEnded: lambda e, _: f"撤销第 {e.task} 号协办：{excerpt(e.reason)}",
    diary.ReminderSent: lambda e, n: f"向{n(e.to)}催办：{excerpt(e.text)}",
    diary.SupervisionOrdered: _ordered,
    diary.SupervisionReplied: lambda e, _: f"答复第 {e.order} 号督办：{excerpt(e.text)}",
    diary.SupervisionClosed: lambda e, _: f"第 {e.order} 号督办销号：{excerpt(e.text)}",
}
