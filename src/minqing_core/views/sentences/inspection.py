"""What inspections found, and which bulletins were issued, as sentences."""

from minqing_core.inspection import events as inspection
from minqing_core.kernel.periods import written_out
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _opened(event: inspection.InspectionOpened, names: Names) -> str:
    units = "、".join(map(names, event.units))
    about = "" if event.text is None else f"：{excerpt(event.text)}"
    return (
        f"对{units}开展{label('inspection_kind', event.kind)}"
        f"（{event.since} 至 {event.until}），从 {event.population} 件民情中"
        f"抽查 {len(event.sample)} 件{about}"
    )


def _found(event: inspection.ProblemFound, names: Names) -> str:
    case = "" if event.case is None else f"（民情 {event.case}）"
    return (
        f"发现{names(event.unit)}第 {event.finding} 个问题{case}，"
        f"依据 {event.clause}：{excerpt(event.text)}"
    )


def _ordered(event: inspection.RectificationOrdered, names: Names) -> str:
    return (
        f"责成{names(event.owner)}整改第 {event.finding} 个问题，"
        f"{written_out(event.due)} 前改好：{excerpt(event.text)}"
    )


def _issued(event: inspection.BulletinIssued, names: Names) -> str:
    number = f"第 {event.number} 号" if event.number else "（待编号）"
    named = f"，点名通报 {len(event.named)} 件" if event.named else ""
    return (
        f"印发{names(event.unit)} {event.period} 检查通报{number}《{event.title}》{named}，"
        f"改进措施：{excerpt(event.text)}"
    )


SENTENCES: Sentences = {
    inspection.InspectionOpened: _opened,
    inspection.ProblemFound: _found,
    inspection.RectificationOrdered: _ordered,
    inspection.RectificationReported: lambda e, _: (
        f"报告第 {e.finding} 个问题的整改情况：{excerpt(e.text)}"
    ),
    inspection.RectificationVerified: lambda e, _: (
        f"核查第 {e.finding} 个问题，整改到位：{excerpt(e.text)}"
    ),
    inspection.RectificationRejected: lambda e, _: (
        f"核查第 {e.finding} 个问题，整改不到位，退回：{excerpt(e.text)}"
    ),
    inspection.InspectionEnded: lambda e, _: f"结束检查：{excerpt(e.text)}",
    inspection.BulletinIssued: _issued,
}
