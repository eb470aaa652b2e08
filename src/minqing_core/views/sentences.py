"""Each event as a plain sentence that a person of the office would say."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import OFFICE_ZONE, civil_date, written_out
from minqing_core.programme import events as programme
from minqing_core.roster import events as roster
from minqing_core.views.labels import label

Names = Callable[[str | None], str]
EXCERPT = 60


def sentence(envelope: Envelope[Any], names: Names) -> str:
    """Tell what happened; *names* gives the name of a person or unit by its id."""
    told = SENTENCES[type(envelope.event)](envelope.event, names)
    who = names(envelope.actor)
    if envelope.on_behalf_of is not None:
        who = f"{who}代{names(envelope.on_behalf_of)}"
    late = civil_date(envelope.recorded_at) - civil_date(envelope.occurred_at)
    return f"{who}{told}{f'（补记 {late.days} 日）' if late.days else ''}"


def excerpt(text: object) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(str(text).split()).removesuffix("。")
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"


def _petitioners(matter: diary.Matter) -> str:
    first = matter.petitioners[0]
    if first.kind is diary.PetitionerKind.GROUP:
        return f"{first.count} 名群众"
    if first.kind is diary.PetitionerKind.ANONYMOUS:
        return "一名不具名的群众"
    others = len(matter.petitioners) - 1
    return f"群众{first.name}{f'等 {others + 1} 人' if others else ''}"


def _recorded(event: diary.MatterRecorded, names: Names) -> str:
    matter = event.matter
    urgent = "" if event.urgency is diary.Urgency.ORDINARY else label("urgency", event.urgency)
    via = label("channel", matter.channel)
    return (
        f"记下{_petitioners(matter)}通过{via}反映的{urgent}{label('kind', matter.kind)}："
        f"《{matter.title}》，由{names(event.unit)}{names(event.owner)}负责"
    )


def _feedback(event: diary.FeedbackGiven, _: Names) -> str:
    return (
        f"以{label('means', event.means)}方式向群众反馈{label('stage', event.stage)}："
        f"{excerpt(event.text)}（群众{label('response', event.response)}）"
    )


def _deferred(event: diary.SolutionDeferred, _: Names) -> str:
    return (
        f"认定此事因{label('cause', event.cause)}暂时不能解决：{excerpt(event.basis)}；"
        f"定于 {written_out(event.next_look)} 复看"
    )


def _concluded(event: diary.CaseConcluded, _: Names) -> str:
    cause = f"，客观原因：{label('cause', event.cause)}" if event.cause else ""
    return f"办结此事：{label('outcome', event.outcome)}{cause}。效果：{excerpt(event.effect)}"


def _fact_amended(event: diary.FactAmended, names: Names) -> str:
    shown = names if event.field == "place" else (lambda code: _shown(event.field, code))
    return (
        f"更正{label('fact', event.field)}：由「{shown(event.before)}」"
        f"改为「{shown(event.after)}」，理由：{event.reason}"
    )


def _shown(field: str, code: str | None) -> str:
    if field == "learned_at" and code is not None:
        instant = datetime.fromisoformat(code).astimezone(OFFICE_ZONE)
        return f"{written_out(instant.date())} {instant:%H:%M}"
    group = field if field in {"kind", "channel", "urgency"} else None
    return label(group, code) if group else (code or "空")


def _basis(event: programme.LegalBasisRecorded, _: Names) -> str:
    return f"载明依据：{event.issuer}《{event.title}》（{event.number}）"


def _rule(event: programme.RuleAdopted, _: Names) -> str:
    value = event.value
    shown = value.choice or f"{value.amount}{_unit(value)}"
    return f"自 {event.effective_from} 起施行规定「{event.title}」（{event.clause}）：{shown}"


def _unit(value: programme.RuleValue) -> str:
    return {None: "次", "working-day": "个工作日", "calendar-day": "日"}[value.unit]


def _calendar(event: programme.CalendarYearPublished, _: Names) -> str:
    return f"公布 {event.year} 年工作日历：放假 {len(event.off)} 天，调休上班 {len(event.work)} 天"


def _registered(event: roster.PersonRegistered, _: Names) -> str:
    kind = f"，{label('cadre', event.kind)}" if event.kind else "，不参加民情日记活动"
    return f"登记{event.name}{kind}，自 {event.since} 起"


def _kind(event: roster.KindAssigned, _: Names) -> str:
    return f"自 {event.since} 起列为{label('cadre', event.kind) or '不参加民情日记活动'}"


SENTENCES: dict[type[Any], Callable[[Any, Names], str]] = {
    diary.MatterRecorded: _recorded,
    diary.CauseRecorded: lambda e, _: f"写明原因：{excerpt(e.text)}",
    diary.DeliberationRecorded: lambda e, _: f"记录研究办法的经过：{excerpt(e.text)}",
    diary.NoteRecorded: lambda e, _: f"记录（{label('form', e.form)}）：{excerpt(e.text)}",
    diary.MeasureAdopted: lambda e, n: (
        f"定下第 {e.measure} 项措施：{excerpt(e.text)}，由{n(e.owner)}负责，"
        f"{written_out(e.due)} 前完成"
    ),
    diary.MeasureCarriedOut: lambda e, _: f"落实第 {e.measure} 项措施：{excerpt(e.text)}",
    diary.LeaderAssigned: lambda e, n: f"明确由{n(e.leader)}负领导责任",
    diary.FeedbackGiven: _feedback,
    diary.FeedbackImpossible: lambda e, _: (
        f"记录{label('stage', e.stage)}无法反馈（{label('hindrance', e.hindrance)}）："
        f"{excerpt(e.text)}"
    ),
    diary.ExplanationGiven: lambda e, _: (
        f"以{label('means', e.means)}方式向群众解释：{excerpt(e.text)}"
        f"（群众{label('response', e.response)}）"
    ),
    diary.SolutionDeferred: _deferred,
    diary.CaseConcluded: _concluded,
    diary.TextAmended: lambda e, _: (
        f"更正第 {e.version} 步的{label('fact', e.field)}为：{excerpt(e.text)}，理由：{e.reason}"
    ),
    diary.FactAmended: _fact_amended,
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
    roster.UnitEstablished: lambda e, n: (
        f"设立{label('unit', e.kind)}「{e.name}」（{e.unit}）"
        f"{f'，隶属{n(e.parent)}' if e.parent else ''}"
    ),
    roster.PersonRegistered: _registered,
    roster.KindAssigned: _kind,
    roster.PostTaken: lambda e, n: f"自 {e.since} 起任{n(e.unit)}{label('post', e.post)}",
    roster.PostLeft: lambda e, n: f"任{n(e.unit)}{label('post', e.post)}至 {e.until}",
    roster.Stationed: lambda e, n: f"自 {e.since} 起由{n(e.home)}派驻{n(e.village)}",
    roster.StationingEnded: lambda e, n: f"驻{n(e.village)}至 {e.until}",
    roster.LoginBound: lambda e, n: f"指定系统用户由{n(e.person)}使用",
}
