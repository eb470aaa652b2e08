"""What happened to a matter, as sentences."""

from datetime import datetime

from minqing_core.diary import events as diary
from minqing_core.kernel.periods import OFFICE_ZONE, written_out
from minqing_core.views.labels import label
from minqing_core.views.sentences import course, holding
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _petitioners(matter: diary.Matter) -> str:
    if matter.protected or matter.accused or diary.about_conduct(matter.category):
        count = sum(petitioner.count for petitioner in matter.petitioners)
        return f"{'一' if count == 1 else f' {count} '}名受保护的反映人"
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


SENTENCES: Sentences = {
    **course.SENTENCES,
    **holding.SENTENCES,
    diary.MatterRecorded: _recorded,
    diary.CauseRecorded: lambda e, _: f"写明原因：{excerpt(e.text)}",
    diary.DeliberationRecorded: lambda e, _: f"记录研究办法的经过：{excerpt(e.text)}",
    diary.NoteRecorded: lambda e, _: f"记录（{label('form', e.form)}）：{excerpt(e.text)}",
    diary.MeasureAdopted: lambda e, n: (
        f"定下第 {e.measure} 项措施：{excerpt(e.text)}，由{n(e.owner)}负责，"
        f"{written_out(e.due)} 前完成"
    ),
    diary.MeasureCarriedOut: lambda e, _: f"落实第 {e.measure} 项措施：{excerpt(e.text)}",
    diary.MeasureDropped: lambda e, _: f"撤销第 {e.measure} 项措施，理由：{excerpt(e.reason)}",
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
    diary.AccusedNamed: lambda e, n: f"写明此事反映的是{n(e.person)}，理由：{excerpt(e.reason)}",
    diary.IdentityOpened: lambda e, _: (
        f"查看第 {'、'.join(map(str, e.petitioners))} 位反映人的身份，理由：{excerpt(e.reason)}"
    ),
    diary.CaseAssigned: lambda e, n: (
        f"改由{n(e.unit)}{n(e.owner)}负责此事，理由：{excerpt(e.reason)}"
    ),
}
