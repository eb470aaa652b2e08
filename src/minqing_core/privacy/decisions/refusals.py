"""Why personal data is not restricted or destroyed."""

from minqing_core.kernel.refusals import RefusalError


class SubjectUnknownError(RefusalError):
    """Nothing on record goes by this, or nothing that the person who asks can see."""

    kind = "not-found"
    code = "privacy-subject-unknown"
    text = (
        "没有「{subject}」，请写作 case:编号、case:编号:p1（第一名诉求人）、person:编号、"
        "household:编号、household:编号:m1（第一名成员）或 visit:编号"
    )


class AlreadyShreddedError(RefusalError):
    """There is nothing left that could be restricted or destroyed."""

    kind = "conflict"
    code = "already-shredded"
    text = "{subject} 没有留存的个人信息，没有可{what}的"


class StillInUseError(RefusalError):
    """What the data is for has not ended, so no retention has begun to run."""

    kind = "conflict"
    code = "still-in-use"
    text = "{subject} {why}，保存期限尚未起算，不能删除，只能限制处理（个人信息保护法第四十七条）"


class RetentionUnruledError(RefusalError):
    """The programme does not say how long records are kept."""

    kind = "conflict"
    code = "retention-unruled"
    text = "活动方案没有规定保存期限（privacy.retention），不能删除；请先采纳此项规定"


class RetentionRunsError(RefusalError):
    """The statutory retention has not run out; until then there is only restriction."""

    kind = "conflict"
    code = "retention-runs"
    text = (
        "{subject} 的保存期限未届满：自 {ended} 起保存 {years} 年，{allowed_from} 起方可删除；"
        "此前只能限制处理（个人信息保护法第四十七条）"
    )


class InquiryRunsError(RefusalError):
    """Somebody's responsibility is still being looked into, and the words are evidence."""

    kind = "conflict"
    code = "inquiry-runs"
    text = "责任追究 {inquiries} 尚未终结，{subject} 的记录须保留，不能删除"


class ShreddingPendingError(RefusalError):
    """It was asked for before, on other grounds."""

    kind = "conflict"
    code = "shredding-pending"
    text = "{subject} 已有待批准的删除申请，请先批准、退回或撤回"


class NothingAskedError(RefusalError):
    """There is no request to decide on."""

    kind = "conflict"
    code = "nothing-asked"
    text = "{subject} 没有待批准的删除申请，不能{what}"


class OwnRequestError(RefusalError):
    """Who asked does not decide."""

    kind = "not-allowed"
    code = "own-shredding"
    text = "{person} 提出了删除申请，须由他人批准或退回"


class InvolvedError(RefusalError):
    """Who had a hand in it, or was asked to, does not decide that its words are destroyed."""

    kind = "not-allowed"
    code = "involved"
    text = (
        "{person} 经办过、被请办或被报告过此事，或就是本人，不能{what}删除其中的个人信息，"
        "请由其他有权的人办理"
    )


class BasisError(RefusalError):
    """The legal basis cannot be kept as it is written."""

    code = "privacy-basis"
    text = "法律依据（basis）{why}；请只写法律名称和条款，如：个人信息保护法第四十七条第一款第一项"
