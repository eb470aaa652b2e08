"""Why something cannot be done with a cadre's diary of a quarter."""

from minqing_core.kernel.refusals import RefusalError


class NotBegunError(RefusalError):
    """A quarter that has not begun can neither be assessed nor reviewed (S41, S53)."""

    code = "period-not-begun"
    text = "{period} 自 {first} 起，今天 {today} 尚未开始，不能{what}"


class TooEarlyError(RefusalError):
    """A quarter is assessed and reviewed when it is over, or in its last month (S41, S53)."""

    code = "period-too-early"
    text = "{period} 要到最后一个月才能{what}，请在 {since} 起办理，今天是 {today}"


class NotTakingPartError(RefusalError):
    """Who took no part in the diaries of a quarter has none to assess or review (S9, S41)."""

    code = "not-taking-part"
    text = (
        "按花名册，{person} 在 {period} 不参加民情日记活动（或季末前已离任），没有应{what}的日记"
    )


class OwnDiaryOnlyError(RefusalError):
    """What the cadre says to a review is said by the cadre, or by somebody for them (S41)."""

    kind = "not-allowed"
    code = "own-diary-only"
    text = "{person} {period} 的民情日记只能由本人{what}"


class SelfReviewError(RefusalError):
    """Nobody reviews their own diary (S58, Q4)."""

    kind = "not-allowed"
    code = "self-review"
    text = "{person} 不能审阅本人的民情日记；{period} 应由 {right} 审阅"


class NotReviewerError(RefusalError):
    """The matrix does not give the diary to this person to review (S53–S58)."""

    kind = "not-allowed"
    code = "not-reviewer"
    text = "{by} 不是 {person} {period} 民情日记的审阅人；应由 {right} 审阅"


class ReviewClosedError(RefusalError):
    """What a leader found is read by the cadre, the reviewers and those who answer for all."""

    kind = "not-allowed"
    code = "review-closed"
    text = "{by} 不能查看 {person} {period} 的审阅情况：只对本人、审阅人（{right}）和组织部门公开"


class ReviewTextError(RefusalError):
    """An opinion, a reflection or another text is missing or cannot be kept."""

    code = "review-text"
    text = "{field}{why}"


class ReviewUnknownError(RefusalError):
    """The diary of that quarter has no review by this number."""

    kind = "not-found"
    code = "review-unknown"
    text = "{person} {period} 的民情日记没有第 {review} 次审阅，现有：{known}"


class NotInReviewError(RefusalError):
    """What is sent back lay before the reviewer."""

    code = "not-in-review"
    text = "民情 {case} 不在第 {review} 次审阅所阅的篇目之中，不能退回补充"


class DuePastError(RefusalError):
    """A day by which something is to be completed is still to come."""

    code = "due-past"
    text = "补充期限 {due} 早于今天 {today}，请填今天或以后的日期"


class StillSentBackError(RefusalError):
    """What was sent back before has not been completed."""

    kind = "conflict"
    code = "still-sent-back"
    text = "第 {review} 次审阅已退回补充，限 {due} 前完成，尚未报告，不能再次退回"


class NothingSentBackError(RefusalError):
    """The review sent nothing back that is still open."""

    kind = "conflict"
    code = "nothing-sent-back"
    text = "第 {review} 次审阅没有待补充的退回，不能{what}"


class NotReportedError(RefusalError):
    """Nobody can be content with what was not reported."""

    kind = "conflict"
    code = "not-reported"
    text = "第 {review} 次审阅退回的内容尚未报告补充情况，不能认可"


class EntriesLeftOutError(RefusalError):
    """A review covers every entry that the reader may see by then, however late it came (S53)."""

    kind = "conflict"
    code = "entries-left-out"
    text = (
        "阅至位置 {upto} 没有阅全 {period} 的民情日记：其后又记入 {cases}，位置应不小于 {least}"
        "（请重新查看 review show，填所示的 position，或不填）"
    )


class PositionBehindError(RefusalError):
    """A review of a quarter that is over goes at least to its end (S53)."""

    code = "position-behind"
    text = (
        "阅至位置 {upto} 太早，{period} 结束时已记到位置 {least}，位置应不小于 {least}"
        "（请重新查看 review show，填所示的 position，或不填）"
    )


class PositionAheadError(RefusalError):
    """Nobody read what was not recorded yet, nor nothing at all."""

    code = "position-ahead"
    text = "阅至位置 {upto} 不对，应在 1 至 {size} 之间（review show 所示的 position）"
