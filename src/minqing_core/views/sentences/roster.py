"""What happened to units and people, as sentences."""

from minqing_core.roster import events as roster
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences


def _registered(event: roster.PersonRegistered, _: Names) -> str:
    kind = f"，{label('cadre', event.kind)}" if event.kind else "，不参加民情日记活动"
    return f"登记{event.name}{kind}，自 {event.since} 起"


def _kind(event: roster.KindAssigned, _: Names) -> str:
    return f"自 {event.since} 起列为{label('cadre', event.kind) or '不参加民情日记活动'}"


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
}
