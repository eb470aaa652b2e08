"""What happened to accounts, as sentences."""

from minqing_core.access import events
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Sentences

SENTENCES: Sentences = {
    events.AccountOpened: lambda e, names: f"为{names(e.person)}开立账号",
    events.AdministratorNamed: lambda e, names: (
        f"任{names(e.person)}为{label('administrator', e.role)}"
    ),
    events.AdministratorRelieved: lambda e, names: (
        f"免去{names(e.person)}的{label('administrator', e.role)}"
    ),
    events.AccountLocked: lambda e, names: (
        f"锁定{names(e.person)}的账号（{label('lock', e.reason)}）"
    ),
    events.AccountUnlocked: lambda e, names: f"解锁{names(e.person)}的账号",
    events.KeyIssued: lambda e, names: (
        f"为{names(e.person)}发放第 {e.key} 号接口密钥"
        f"，用于{'、'.join(e.scopes) or '本人所能办的一切'}"
        + (f"，至 {e.expires} 止" if e.expires else "")
    ),
    events.KeyRevoked: lambda e, names: f"吊销{names(e.person)}的第 {e.key} 号接口密钥",
}
