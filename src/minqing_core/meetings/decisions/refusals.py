"""Why something cannot be done with a meeting, a study or a resolution."""

from minqing_core.kernel.refusals import RefusalError


class MeetingUnknownError(RefusalError):
    """No meeting goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "meeting-unknown"
    text = "没有编号为 {meeting} 的民情分析会，请核对编号"


class StudyUnknownError(RefusalError):
    """No collective study goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "study-unknown"
    text = "没有编号为 {study} 的集体研究，请核对编号"


class NotPresidingError(RefusalError):
    """The village's secretary or director holds its meetings, or the office that organises."""

    kind = "not-allowed"
    code = "not-presiding"
    text = "{person} 不是 {village} 的党组织书记或主任，不能{what}"


class OutOfReachError(RefusalError):
    """The unit lies outside what the person's posts look over."""

    kind = "not-allowed"
    code = "unit-out-of-reach"
    text = "{unit} 不在 {person} 任职单位的范围内，不能查看那里的民情分析"


class NoVillageError(RefusalError):
    """Analysis meetings are held by villages and communities."""

    code = "meeting-of-no-village"
    text = "{unit} 不是村或社区，民情分析会由村（社区）召开"


class HeldInFutureError(RefusalError):
    """What has not been held yet cannot be recorded as held."""

    code = "held-in-future"
    text = "{what}日期 {held_on} 晚于今天 {today}，请填今天或更早的日期"


class HeldTooEarlyError(RefusalError):
    """A quarter is analysed once it has begun."""

    code = "held-too-early"
    text = "会议日期 {held_on} 早于 {period} 的第一天 {first}，请核对日期或所分析的季度"


class AttendanceError(RefusalError):
    """Several people meet, or study something together."""

    code = "attendance"
    fields = (
        "attendants",
        "participants",
    )
    text = "{field}除主持人外至少还应有一人"


class AgendaEmptyError(RefusalError):
    """A meeting speaks about something."""

    code = "agenda-empty"
    fields = ("agenda",)
    text = "会议至少应有一项议题（agenda）"


class WordsError(RefusalError):
    """A title or a text is missing or cannot be kept."""

    code = "meeting-words"
    text = "{field}{why}"


class PackLaterError(RefusalError):
    """The statistics before a meeting stand at a position that the log had reached by then."""

    code = "pack-later"
    text = "统计材料的位置 {pack} 不对，应在 {least} 至 {latest} 之间（会议当日结束时的记录条数）"


class PackEarlierError(RefusalError):
    """The statistics before a meeting are not from before the quarter that it analyses (S50)."""

    code = "pack-earlier"
    text = (
        "统计材料的位置 {pack} 不对，那时 {period} 尚未开始，应在 {least} 至 {latest} 之间"
        "（{first} 起的第一条至会议当日结束时的记录条数）"
    )


class PackPositionError(RefusalError):
    """Nothing was on record before the first record."""

    code = "pack-position"
    text = "位置 {position} 不对，应不小于 1（第几条记录时的统计）"


class NotBegunError(RefusalError):
    """There are no statistics of a quarter that has not begun (S50)."""

    code = "period-not-begun"
    text = "{period} 自 {first} 起，{today} 时尚未开始，还没有统计材料"


class MatterConfidentialError(RefusalError):
    """A complaint about a cadre is not spoken about in meetings (S12)."""

    kind = "not-allowed"
    code = "matter-confidential"
    text = "民情 {case} 是反映干部的事，须保密，不能列入{what}"


class MatterUnseenError(RefusalError):
    """A matter on the agenda is one that the chair may see."""

    kind = "not-allowed"
    code = "matter-unseen"
    text = "民情 {case} 不在主持人 {chair} 可以查看的范围内，不能列入议题"


class MatterLaterError(RefusalError):
    """A matter that was not known yet could not be spoken about."""

    code = "matter-later"
    text = "民情 {case} 于 {learned_on} 才获知，晚于{what}日期 {held_on}"


class ReopenedLaterError(RefusalError):
    """What belongs to an earlier round of a matter is not written into it any more."""

    code = "reopened-later"
    text = "民情 {case} 于 {reopened_at} 重新办理，晚于{what}的时间 {occurred_at}，请核对"


class ItemUnknownError(RefusalError):
    """The meeting had no such subject."""

    kind = "not-found"
    code = "item-unknown"
    text = "没有第 {item} 项议题，现有：{known}"


class MatterElsewhereError(RefusalError):
    """A resolution is about matters that were spoken about."""

    code = "matter-elsewhere"
    text = "民情 {case} 不在其中，可选的有：{known}"


class DueBeforeError(RefusalError):
    """What was resolved is done after it was resolved."""

    code = "resolution-due"
    text = "完成日期 {due} 早于作出决议的日期 {held_on}"


class ResolutionUnknownError(RefusalError):
    """There is no such resolution."""

    kind = "not-found"
    code = "resolution-unknown"
    text = "没有第 {resolution} 项决议，现有：{known}"


class NotAnswerableError(RefusalError):
    """Who answers for a resolution reports on it, or who was in the chair."""

    kind = "not-allowed"
    code = "not-answerable"
    text = "第 {resolution} 项决议由 {owner} 负责，{person} 不能{what}"


class ResolutionOverError(RefusalError):
    """What was resolved has been carried out, or dropped, already."""

    kind = "conflict"
    code = "resolution-over"
    text = "第 {resolution} 项决议已经{how}，不能再{what}"


class StudyEmptyError(RefusalError):
    """A study is about matters."""

    code = "study-empty"
    fields = ("cases",)
    text = "集体研究须写明研究哪些民情（cases），至少一件"


class StudyTooLargeError(RefusalError):
    """A study takes in so many matters and no more."""

    code = "study-too-large"
    fields = ("cases",)
    text = "一次集体研究至多 {most} 件民情，现共 {count} 件，请分次研究"


class StudyDecidedError(RefusalError):
    """The study has been decided already."""

    kind = "conflict"
    code = "study-decided"
    text = "此项集体研究已于 {held_on} 作出决定，不能再{what}；需要时另开一次"


class StudyUndecidedError(RefusalError):
    """Measures follow from a decision."""

    kind = "conflict"
    code = "study-undecided"
    text = "此项集体研究尚未作出决定，不能定下措施，请先记录研究决定"
