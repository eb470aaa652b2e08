"""Incidents and inquiries, as sentences."""

from minqing_core.accountability import events as accountability
from minqing_core.kernel.periods import written_out
from minqing_core.kernel.personal import Personal
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _incident(event: accountability.IncidentRecorded, names: Names) -> str:
    cases = f"，涉及民情 {'、'.join(event.cases)}" if event.cases else ""
    return (
        f"记录 {written_out(event.on)} 在{names(event.unit)}发生的"
        f"{label('incident', event.kind)}{cases}：{excerpt(event.text)}"
    )


def _opened(event: accountability.InquiryOpened, names: Names) -> str:
    incident = "" if event.incident is None else f"，由事件 {event.incident} 引起"
    return (
        f"对{names(event.person)}在民情 {event.case} 中是否负有责任立案调查{incident}"
        f"（记录截至第 {event.upto} 条）：{excerpt(event.text)}"
    )


def _found(event: accountability.ElementFound, names: Names) -> str:
    holding = "成立" if event.holds else "不成立"
    who = "" if event.person is None else names(event.person)
    on = "" if event.on is None else f"（{written_out(event.on)}{f'：{who}' if who else ''}）"
    evidence = f"，依据 {len(event.evidence)} 条记录" if event.evidence else ""
    return (
        f"认定第 {event.finding} 项：{label('element', event.element)}{on}{holding}{evidence}："
        f"{excerpt(event.text)}{_without_limit(event.without_limit)}"
    )


def _without_limit(reason: Personal | None) -> str:
    return "" if reason is None else f"；当日没有逾期职责，仍认定失职：{excerpt(reason)}"


def _heard(event: accountability.StatementHeard, _: Names) -> str:
    told = "记明本人放弃陈述申辩" if event.declined else "记录本人陈述申辩"
    return f"{told}：{excerpt(event.text)}"


def _decided(event: accountability.InquiryDecided, _: Names) -> str:
    outcome = label("accounting", event.outcome)
    return f"决定{outcome}{_tolerance(event.tolerance)}：{excerpt(event.text)}"


def _appeal(event: accountability.AppealDecided, _: Names) -> str:
    outcome = label("accounting", event.outcome)
    return f"决定申诉：{outcome}{_tolerance(event.tolerance)}：{excerpt(event.text)}"


def _tolerance(reason: Personal | None) -> str:
    return "" if reason is None else f"（容错理由：{excerpt(reason)}）"


def _shown(event: accountability.EvidenceShown, _: Names) -> str:
    return f"向本人出示全部材料（第 {'、'.join(map(str, event.findings))} 项认定）"


SENTENCES: Sentences = {
    accountability.IncidentRecorded: _incident,
    accountability.InquiryOpened: _opened,
    accountability.ElementFound: _found,
    accountability.EvidenceShown: _shown,
    accountability.StatementHeard: _heard,
    accountability.InquiryDecided: _decided,
    accountability.AppealLodged: lambda e, _: f"提出申诉：{excerpt(e.text)}",
    accountability.AppealDecided: _appeal,
    accountability.InquiryDropped: lambda e, _: f"撤销调查：{excerpt(e.reason)}",
}
