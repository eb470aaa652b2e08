"""Why something cannot be done with an incident or an inquiry."""

from minqing_core.kernel.refusals import RefusalError


class InquiryUnknownError(RefusalError):
    """No inquiry goes by this number."""

    kind = "not-found"
    code = "inquiry-unknown"
    text = "没有编号为 {inquiry} 的问责调查，请核对编号"


class InquiryHiddenError(InquiryUnknownError):
    """The inquiry is not theirs to see, which is told in the words of one that does not exist."""


class IncidentUnknownError(RefusalError):
    """No incident goes by this number."""

    kind = "not-found"
    code = "incident-unknown"
    text = "没有编号为 {incident} 的事件记录，请核对编号"


class IncidentHiddenError(IncidentUnknownError):
    """The incident is not theirs to see, which is told in the words of one that does not exist."""


class AccountTextError(RefusalError):
    """A reason, a finding or another text is missing or cannot be kept."""

    code = "account-text"
    text = "{field}{why}"


class IncidentAheadError(RefusalError):
    """Nobody puts on record what has not happened yet."""

    code = "incident-ahead"
    text = "发生日期 {on} 晚于今天 {today}，请填已经发生的日期"


class IncidentBeforeError(RefusalError):
    """Nothing came of a matter before anybody learned of it (S66)."""

    code = "incident-before-matter"
    text = (
        "发生日期 {on} 早于获知民情 {case} 之日 {learned}，不是该件办理不当的后果；"
        "请核对日期，或只填获知在前的民情"
    )


class IncidentElsewhereError(RefusalError):
    """An inquiry rests on an incident that came of its matter."""

    code = "incident-elsewhere"
    text = "事件 {incident} 所涉民情为 {cases}，不含 {case}"


class AlreadyInquiredError(RefusalError):
    """Whether somebody answers for a matter is inquired once (S66)."""

    kind = "conflict"
    code = "already-inquired"
    text = "{person} 在民情 {case} 中的责任已由 {inquiry} 立案调查，不能重复立案"


class ConcernedBarredError(RefusalError):
    """A complaint is not read out to those it is closed to: it is looked into by itself (S12)."""

    code = "concerned-barred"
    text = "民情 {case} 不对 {person} 公开，不能据此对其立案；有关问题在该件办理中查明"


class OwnInquiryError(RefusalError):
    """Nobody inquires into, or decides on, what they answer for themselves (S66)."""

    kind = "not-allowed"
    code = "own-inquiry"
    text = "{person} 是被调查人，不能{what}"


class RecusedFromInquiryError(RefusalError):
    """Who was allowed to keep away from a matter keeps away from who answers for it (S66)."""

    kind = "not-allowed"
    code = "recused-from-inquiry"
    text = "{person} 已在民情 {case} 中回避，不能{what}"


class OnlyConcernedError(RefusalError):
    """An appeal is the right of the person concerned, and of nobody else (S66)."""

    kind = "not-allowed"
    code = "only-concerned"
    text = "只有被调查人 {person} 本人可以{what}"


class FirstDeciderError(RefusalError):
    """An appeal is decided by somebody other than who decided first (S66)."""

    kind = "not-allowed"
    code = "first-decider"
    text = "{person} 作出了原决定，申诉须由他人决定"


class InquirerDecidesError(RefusalError):
    """Who found, showed or heard does not decide, nor on the appeal (S66)."""

    kind = "not-allowed"
    code = "inquirer-decides"
    text = "{person} 参与了本案的认定、出示材料或听取陈述，不能{what}，须由没有参与的人作出"


class WaiverAloneError(RefusalError):
    """That the person concerned declined to speak is in their hand, or a second person's (S66)."""

    kind = "not-allowed"
    code = "waiver-alone"
    text = (
        "{person} 参与了本案的认定或出示材料，不能记明 {concerned} 放弃陈述申辩；"
        "须由 {concerned} 本人写明，或由没有参与的人记明"
    )


class NothingOverdueError(RefusalError):
    """A failure is of a day on which something was overdue, or it is said why (S66)."""

    code = "nothing-overdue"
    text = (
        "{on} 没有逾期的{what}职责，认定“{element}”成立须另行写明期限以外的失职理由；"
        "记录中逾期的{what}职责：{overdue}"
    )


class LimitReasonNotNeededError(RefusalError):
    """Only a failure of a day on which nothing was overdue has to be reasoned apart."""

    code = "limit-reason-not-needed"
    text = "认定“{element}”不写期限以外的失职理由：只有当日没有逾期职责而认定失职的才写"


class EvidenceMissingError(RefusalError):
    """What is found to hold rests on something in the log (S66)."""

    code = "evidence-missing"
    fields = ("evidence",)
    text = "认定“{element}”成立，须写明所依据的记录"


class EvidenceForeignError(RefusalError):
    """Evidence is of the matter, of the people in it, of the roster or of the programme (S66)."""

    code = "evidence-foreign"
    fields = ("evidence",)
    text = "{stream} 与本案无关，可作依据的有：{known}"


class EvidenceUnknownError(RefusalError):
    """What a finding rests on stands in the log (S66)."""

    code = "evidence-unknown"
    fields = ("evidence",)
    text = "{stream} 没有第 {version} 步，现有第 1 至 {last} 步"


class DayMissingError(RefusalError):
    """Who was responsible is asked of a day, and a failure happened on one (S25, S66)."""

    code = "day-missing"
    fields = ("on",)
    text = "认定“{element}”须写明{day}"


class DayNotNeededError(RefusalError):
    """Only a failure and who was responsible are asked of a day."""

    code = "day-not-needed"
    fields = ("on",)
    text = "认定“{element}”不写日期"


class PersonNotNeededError(RefusalError):
    """Only who was responsible is asked of a person."""

    code = "person-not-needed"
    fields = ("person",)
    text = "认定“{element}”不写责任人"


class DayAheadError(RefusalError):
    """Nobody was responsible yet on a day to come."""

    code = "day-ahead"
    text = "日期 {on} 晚于今天 {today}，请填已经过去的日期"


class NotHolderError(RefusalError):
    """Who is named responsible held the matter on that day (S25, S66)."""

    code = "not-holder"
    text = "{person} 在 {on} 不是民情 {case} 的责任人，当日的责任人是：{right}"


class OtherPersonError(RefusalError):
    """An inquiry is about one person; somebody else's part is another inquiry (S66)."""

    code = "other-person"
    text = "本案只查 {person} 的责任，不能认定 {other} 负责；需要追究时另行立案"


class NothingFoundError(RefusalError):
    """There is nothing to show before something was found (S66)."""

    kind = "conflict"
    code = "nothing-found"
    text = "尚未认定任何一项，没有可向本人出示的材料"


class EvidenceUnshownError(RefusalError):
    """Who is concerned sees everything before they are heard and it is decided (S66)."""

    kind = "conflict"
    code = "evidence-unshown"
    text = "第 {findings} 项认定尚未向本人出示，不能{what}"


class UnheardError(RefusalError):
    """Nothing is decided before the person concerned was heard (S66)."""

    kind = "conflict"
    code = "unheard"
    text = "出示材料后尚未听取 {person} 的陈述申辩（或记明其放弃），不能作出决定"


class ElementsMissingError(RefusalError):
    """Somebody answers for a matter only where each of the elements holds (S66)."""

    kind = "conflict"
    code = "elements-missing"
    text = "决定“{outcome}”须下列各项均成立，尚缺：{missing}；缺项时只能决定“{free}”"


class OtherTimeError(RefusalError):
    """Somebody answers for what failed while the matter was theirs (S25, S66)."""

    kind = "conflict"
    code = "other-time"
    text = (
        "决定“{outcome}”须失职之日由 {person} 负责：认定其负责的是 {on}，"
        "失职之日的责任人是：{right}；日期不合时只能决定“{free}”"
    )


class ToleranceError(RefusalError):
    """Tolerance has its reason, and nothing else has one of tolerance (S66)."""

    code = "tolerance"
    text = "{why}"


class AlreadyDecidedError(RefusalError):
    """The inquiry was decided."""

    kind = "conflict"
    code = "inquiry-decided"
    text = "此案已作出决定，不能{what}"


class UndecidedError(RefusalError):
    """There is nothing to appeal against yet."""

    kind = "conflict"
    code = "inquiry-undecided"
    text = "此案尚未作出决定，不能{what}"


class DroppedError(RefusalError):
    """The inquiry was given up."""

    kind = "conflict"
    code = "inquiry-dropped"
    text = "此案已经撤销，不能{what}"


class AlreadyAppealedError(RefusalError):
    """An appeal is made once."""

    kind = "conflict"
    code = "already-appealed"
    text = "此案已经提出申诉，不能再次申诉"


class NotAppealedError(RefusalError):
    """Nobody appealed."""

    kind = "conflict"
    code = "not-appealed"
    text = "此案没有提出申诉，不能决定申诉"


class AppealDecidedError(RefusalError):
    """The appeal was decided, and that is the end of it."""

    kind = "conflict"
    code = "appeal-decided"
    text = "此案的申诉已有决定，不能再次决定"


class HeavierError(RefusalError):
    """Nobody fares worse for having appealed (S66)."""

    code = "heavier"
    text = "申诉不加重：原决定是“{first}”，不能改为“{outcome}”"
