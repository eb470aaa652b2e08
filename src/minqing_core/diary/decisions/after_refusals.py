"""Why a matter cannot be looked at again, revisited, disputed, reopened or filed anew."""

from minqing_core.kernel.refusals import RefusalError


class NotPutOffError(RefusalError):
    """Only a matter that was put off is looked at again (S29)."""

    kind = "conflict"
    code = "not-put-off"
    text = "此事没有暂缓，无须复看；请记录办理过程（case step）或办结（case conclude）"


class NotConcludedError(RefusalError):
    """A matter that has not ended can be neither revisited, disputed nor reopened."""

    kind = "conflict"
    code = "not-concluded"
    text = "此事尚未办结，不能{what}"


class HandledItError(RefusalError):
    """A matter is revisited by somebody other than those who handled it."""

    kind = "not-allowed"
    code = "handled-it"
    text = "{person} 办理过此事，回访须由没有办理过的人进行"


class BeyondReachError(RefusalError):
    """Whoever has nothing to do with a matter has no say in it."""

    kind = "not-allowed"
    code = "beyond-reach"
    text = "此事由 {unit} 负责，不在 {person} 现任职务的范围内，不能{what}"


class BeforeReopenedError(RefusalError):
    """What was done before a matter was reopened does not count for its new round."""

    code = "before-reopened"
    text = "办理发生于 {occurred_at}，早于此事重新办理的时间 {reopened_at}，请核对"


class BeforeAnsweredError(RefusalError):
    """Nothing is dated before what it answers or rests on (S34, S35)."""

    code = "before-answered"
    text = "发生时间 {occurred_at} 早于此前的{what}（{on}），请核对"


class NotAfterwardsError(RefusalError):
    """What takes effect by being recorded is not dated back."""

    code = "not-afterwards"
    text = "{what}自记录时起生效，不能补填更早的发生时间（{occurred_at}）"


class NotForAnotherError(RefusalError):
    """Whoever decides or revisits does so in person."""

    kind = "not-allowed"
    code = "not-for-another"
    text = "{what}须由本人办理，不能代 {person} 办理"


class RecategoriseError(RefusalError):
    """A category is not corrected like a slip of the pen: the one it had stays visible (S17)."""

    code = "recategorise"
    text = "类别（category）不按笔误更正，请办理“改类别”，写明改为何类及理由"
