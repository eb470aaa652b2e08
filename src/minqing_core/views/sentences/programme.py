"""What happened to the programme, as sentences."""

from minqing_core.programme import events as programme
from minqing_core.views.labels import counted
from minqing_core.views.sentences.wording import Names, Sentences


def _basis(event: programme.LegalBasisRecorded, _: Names) -> str:
    return f"载明依据：{event.issuer}《{event.title}》（{event.number}）"


def _rule(event: programme.RuleAdopted, _: Names) -> str:
    shown = _value(event)
    return f"自 {event.effective_from} 起施行规定「{event.title}」（{event.clause}）：{shown}"


def _plan_rule(event: programme.PlanRuleAdopted, _: Names) -> str:
    shown = _value(event)
    return f"自 {event.effective_from} 起方案从严规定「{event.title}」（{event.clause}）：{shown}"


def _value(event: programme.Rule) -> str:
    value, times = event.value, counted(event.rule)
    unit = {None: times, "working-day": "个工作日", "calendar-day": "日"}[value.unit]
    return value.choice or f"{value.amount}{unit}"


def _calendar(event: programme.CalendarYearPublished, _: Names) -> str:
    return f"公布 {event.year} 年工作日历：放假 {len(event.off)} 天，调休上班 {len(event.work)} 天"


SENTENCES: Sentences = {
    programme.ProgrammeEstablished: lambda e, _: f"设立《{e.title}》，主题“{e.theme}”",
    programme.LegalBasisRecorded: _basis,
    programme.RuleAdopted: _rule,
    programme.CategoryAdopted: lambda e, _: (
        f"自 {e.effective_from} 起启用类别 {e.code}「{e.label}」"
    ),
    programme.CategoryRetired: lambda e, _: (
        f"自 {e.effective_from} 起停用类别 {e.code}，理由：{e.reason}"
    ),
    programme.CalendarYearPublished: _calendar,
    programme.PlanAdopted: lambda e, _: f"制订实施方案《{e.title}》（{e.dated}）",
    programme.PlanRuleAdopted: _plan_rule,
}
