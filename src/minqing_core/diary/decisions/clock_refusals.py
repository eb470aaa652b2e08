"""Why the clock of a matter cannot be stopped, or its limits not be put back."""

from minqing_core.kernel.refusals import RefusalError


class ParkedAlreadyError(RefusalError):
    """The clock stands still already."""

    kind = "conflict"
    code = "parked-already"
    text = "此事已经挂账至 {until}，不能再{what}；请先恢复（case resume）"


class NotParkedError(RefusalError):
    """The clock is running."""

    kind = "conflict"
    code = "not-parked"
    text = "此事没有挂账，无须恢复"


class ParkingSpanError(RefusalError):
    """A clock is stopped until a day within the limit."""

    code = "parking-span"
    text = "挂账的截止日期（until）{until} 不对，应晚于今天 {today}、不迟于 {latest}"


class ParkingSpentError(RefusalError):
    """One parking after the other does not stop the limits of a matter for good (S34)."""

    kind = "conflict"
    code = "parking-spent"
    text = (
        "此轮办理最迟只能挂账至 {latest}，不能再挂账；"
        "请申请延期（case extend），或按暂时不能解决办理（case conclude）"
    )


class LimitNotRunningError(RefusalError):
    """There is no limit to put back: it was met, or no rule sets one."""

    kind = "conflict"
    code = "limit-not-running"
    text = "此事现在没有正在计算的「{duty}」时限，无须延期"


class ExtensionLateError(RefusalError):
    """A limit that has passed is not put back (S34)."""

    kind = "conflict"
    code = "extension-late"
    text = "「{duty}」的期限 {due} 已过（今天 {today}），不能再{what}延期"


class ExtensionSpanError(RefusalError):
    """A limit is put back by so much and no more (S34)."""

    code = "extension-span"
    text = "延期的截止日期（until）{until} 不对，应晚于原期限 {due}、不迟于 {latest}"


class ExtensionSpentError(RefusalError):
    """A limit is put back once (S34)."""

    kind = "conflict"
    code = "extension-spent"
    text = "「{duty}」的期限已经申请过延期（第 {extension} 次申请，至 {until}），不能再次申请"


class ExtensionUnknownError(RefusalError):
    """No such extension was asked for."""

    kind = "not-found"
    code = "extension-unknown"
    text = "没有第 {extension} 次延期申请，现有：{known}"


class ExtensionPastError(RefusalError):
    """What was asked for before a matter was reopened does not put its new limits back (S34)."""

    kind = "conflict"
    code = "extension-past"
    text = "第 {extension} 次延期申请是重新办理之前提出的，不再延长「{duty}」的期限，请重新申请"


class ExtensionDecidedError(RefusalError):
    """The extension was decided otherwise already."""

    kind = "conflict"
    code = "extension-decided"
    text = "第 {extension} 次延期申请已经{decided}，不能再{what}"


class ExtensionNotApprovedError(RefusalError):
    """The citizen is told of an extension when it was approved (S34)."""

    kind = "conflict"
    code = "extension-not-approved"
    text = "第 {extension} 次延期申请尚未批准，不能告知群众已经延期"


class NotLeadingError(RefusalError):
    """The responsible head of the matter's unit decides this (S34)."""

    kind = "not-allowed"
    code = "not-leading"
    text = "{what}须由主管 {unit} 的负责人办理，{person} 现任职务不主管该单位"


class OwnRequestError(RefusalError):
    """Nobody decides what they asked for, or what concerns their own matter (S34)."""

    kind = "not-allowed"
    code = "own-request"
    text = "{person} 是申请人或此事的负责人，不能自己{what}，请由上级办理"
