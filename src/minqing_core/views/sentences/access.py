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
}
