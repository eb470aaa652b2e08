"""What happened to units and people, as sentences."""

from collections.abc import Iterable

from minqing_core.kernel.ids import UnitId
from minqing_core.roster import events as roster
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _registered(event: roster.PersonRegistered, _: Names) -> str:
    kind = f"，{label('cadre', event.kind)}" if event.kind else "，不参加民情日记活动"
    return f"登记{event.name}{kind}，自 {event.since} 起"


def _kind(event: roster.KindAssigned, _: Names) -> str:
    return f"自 {event.since} 起列为{label('cadre', event.kind) or '不参加民情日记活动'}"


def _contact_point(event: roster.ContactPointTaken, names: Names) -> str:
    within = f"（结合{'、'.join(event.campaigns)}）" if event.campaigns else ""
    return f"自 {event.since} 起以{names(event.village)}为挂点{within}"


def _listed(units: Iterable[UnitId], names: Names) -> str:
    return "、".join(map(names, units))


SENTENCES: Sentences = {
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
    roster.UnitRenamed: lambda e, _: f"自 {e.since} 起将 {e.unit} 更名为「{e.name}」",
    roster.UnitSplit: lambda e, n: (
        f"自 {e.since} 起将{n(e.unit)}分立为{_listed(e.into, n)}，其事项由{n(e.heir)}承接"
    ),
    roster.UnitsMerged: lambda e, n: (
        f"自 {e.since} 起将{_listed(e.units, n)}并入{n(e.into)}，其事项由{n(e.into)}承接"
    ),
    roster.UnitAbolished: lambda e, n: f"自 {e.since} 起撤销{n(e.unit)}，其事项由{n(e.heir)}承接",
    roster.FunctionsLaidDown: lambda e, n: (
        f"自 {e.since} 起确定{n(e.unit)}的职能类别：{'、'.join(e.categories) or '无'}"
    ),
    roster.LeaveGranted: lambda e, n: (
        f"准予{label('leave', e.kind)}，{e.since} 至 {e.until}，由{n(e.approver)}批准"
    ),
    roster.LeaveEndedEarly: lambda e, _: f"{e.since} 开始的假提前至 {e.until} 结束",
    roster.SubstituteNamed: lambda e, n: (
        f"{e.since} 至 {e.until} 代{n(e.instead_of)}任{n(e.unit)}{label('post', e.post)}，"
        f"由{n(e.approver)}批准"
    ),
    roster.SubstitutionEnded: lambda e, n: (
        f"将{n(e.unit)}{label('post', e.post)}的代理终止于 {e.until}"
    ),
    roster.ContactPointTaken: _contact_point,
    roster.ContactPointLeft: lambda e, n: f"以{n(e.village)}为挂点至 {e.until}",
    roster.GuidanceVisitMade: lambda e, n: (
        f"{e.on} 到挂点{n(e.village)}督促指导：{excerpt(e.text)}"
    ),
    roster.RoleAssigned: lambda e, n: (
        f"自 {e.since} 起由{n(e.person or e.unit)}{label('role', e.role)}"
    ),
    roster.CadreTransferredAway: lambda e, _: f"调往{e.destination}，在本镇至 {e.until}",
    roster.PersonClosed: lambda e, _: f"离任清单已清，{e.on} 办结离任",
}
