"""Why something cannot be done with a matter."""

from minqing_core.kernel.refusals import RefusalError


class CaseUnknownError(RefusalError):
    """No matter goes by this number."""

    kind = "not-found"
    code = "case-unknown"
    text = "没有编号为 {case} 的民情日记，请核对编号"


class CaseHiddenError(CaseUnknownError):
    """The matter is not theirs to see, which is told in the words of one that does not exist."""


class CaseConcludedError(RefusalError):
    """The matter has been concluded."""

    kind = "conflict"
    code = "case-concluded"
    text = "此事已经办结（{outcome}），不能再{what}"


class NotInHandError(RefusalError):
    """Only the owner and the responsible unit handle a matter (S25)."""

    kind = "not-allowed"
    code = "not-in-hand"
    text = "此事由 {owner}（{unit}）负责，{person} 不是负责人，也不在该单位任职，不能办理"


class BlankError(RefusalError):
    """Something that must be written was left blank."""

    code = "blank"
    text = "{field}不能为空，请写明{wanted}"


class UnfitTextError(RefusalError):
    """A text cannot be kept as it is."""

    code = "text-unfit"
    text = "{field}{why}"


class InFutureError(RefusalError):
    """What has not come about yet cannot be recorded as having happened."""

    code = "in-future"
    fields = ("learned_at",)
    text = "{field} {given} 晚于现在 {now}，请填已经发生的时间"


class OutOfOrderError(RefusalError):
    """A matter cannot have been learned before it arose."""

    code = "out-of-order"
    fields = ("occurred_on",)
    text = "事情发生日 {occurred_on} 晚于获知日 {learned_on}，请核对两个日期"


class PetitionerError(RefusalError):
    """A petitioner is not described as its kind needs (S21)."""

    code = "petitioner"
    fields = ("petitioners",)
    text = "第 {number} 位诉求人{why}"


class LabelWantedError(RefusalError):
    """A matter under 其他 must say what it is about (S17)."""

    code = "label-wanted"
    fields = ("category_label",)
    text = "类别为「其他问题」时须填写类别说明（category_label），写明是什么问题"


class MeasureIncompleteError(RefusalError):
    """A measure needs an owner and a day (S24)."""

    code = "measure-incomplete"
    fields = (
        "owner",
        "due",
    )
    text = "落实措施缺少{missing}，须写明由谁负责、何时完成"


class DuePastError(RefusalError):
    """A measure cannot be due before it is adopted."""

    code = "due-past"
    text = "{field} {due} 早于今天 {today}，请填今天或以后的日期"


class MeasureUnknownError(RefusalError):
    """The matter has no such measure."""

    kind = "not-found"
    code = "measure-unknown"
    text = "没有第 {measure} 项措施，现有：{known}"


class StepFieldError(RefusalError):
    """A step was given what its kind has no use for."""

    code = "step-field"
    text = "{kind} 这一类办理步骤不填 {extra}，只填 {used}"


class LeaderWantedError(RefusalError):
    """A leader's responsibility must name the leader (S24)."""

    code = "leader-wanted"
    fields = ("leader",)
    text = "领导责任须写明是哪位领导（leader）"


class NotAnonymousError(RefusalError):
    """The petitioners are known, so anonymity does not stand in the way."""

    kind = "conflict"
    code = "not-anonymous"
    text = "诉求人并非匿名，不能以匿名为由免于反馈；如联系不上请选 unreachable 并写明经过"


class FeedbackOwedError(RefusalError):
    """No matter ends before the citizen was told the result or it was impossible (S63)."""

    kind = "conflict"
    code = "feedback-owed"
    text = "尚未向群众反馈办理结果，也未记录无法反馈的原因，不能办结；请先反馈（case feedback）"


class ExplanationOwedError(RefusalError):
    """What cannot be solved must have been explained to the citizen (S29, S65)."""

    kind = "conflict"
    code = "explanation-owed"
    text = "办理结果为{outcome}时，须先向群众做好说服解释工作（case explain）"


class HandlingOwedError(RefusalError):
    """A matter cannot end with nothing told of its handling (S25, S34)."""

    kind = "conflict"
    code = "handling-owed"
    text = "尚未记录任何办理过程，不能办结；请先记录原因、研究或措施（case step）"


class MeasuresOpenError(RefusalError):
    """A matter is not resolved while a measure is still open (S34)."""

    kind = "conflict"
    code = "measures-open"
    text = "第 {measures} 项措施尚未落实，不能以「已解决」办结"


class CauseOwedError(RefusalError):
    """What cannot be solved needs its objective cause named (S65)."""

    code = "cause-owed"
    fields = ("cause",)
    text = "办理结果为{outcome}时，须写明客观原因（cause）"


class LookOwedError(RefusalError):
    """What cannot be solved yet needs a day on which it is looked at again (S29)."""

    code = "look-owed"
    text = "暂时不能解决的，须写明下次复看的日期（next_look），且晚于今天 {today}、不迟于 {latest}"


class NothingToAmendError(RefusalError):
    """There is no such text or fact to amend."""

    kind = "not-found"
    code = "nothing-to-amend"
    text = "第 {version} 步没有名为 {field} 的内容，可更正的有：{known}"


class AmendedValueError(RefusalError):
    """The new value does not fit the fact."""

    code = "amended-value"
    text = "{field} 的新值「{value}」不对，应为{wanted}"


class LearnedAfterError(RefusalError):
    """No matter was learned after it was first put on record."""

    code = "learned-after"
    text = "获知时间 {learned_at} 晚于首次记录此事的时间 {recorded_at}，请核对"


class LearnedLaterError(RefusalError):
    """Whoever answers for a matter does not set its limits running anew (S34)."""

    kind = "not-allowed"
    code = "learned-later"
    text = (
        "获知时间改晚，各项时限随之推后，须由主管 {unit} 的负责人或组织人事办公室更正，"
        "且不得由此事的负责人更正；{person} 不能更正"
    )


class UnitWantedError(RefusalError):
    """A person in several units, or in none, must say for which unit they record."""

    code = "unit-wanted"
    text = "{person} 现在任职的单位有：{units}；请用 unit 写明由哪个单位负责"


class UnitNotOwnError(RefusalError):
    """People record for the units they serve in (S19)."""

    kind = "not-allowed"
    code = "unit-not-own"
    text = "{person} 不在 {unit} 任职，不能以该单位名义记录；本人任职单位：{units}"


class OwnerBarredError(RefusalError):
    """Nobody answers for a complaint against themselves or somebody of their own units (S12)."""

    code = "owner-barred"
    text = (
        "{owner} 是被反映人，或与被反映人同在 {units} 或其下属单位任职，不能负责此事；"
        "请写明这些单位以外的负责人（owner），如组织人事办公室干事、组织委员或调查人员"
    )


class PersonBarredError(RefusalError):
    """No part in a complaint is given to those it is closed to (S12)."""

    code = "person-barred"
    text = "{person} 是被反映人，或与被反映人同在一个单位任职，不能参与办理此事，请另写他人"


class UnitBarredError(RefusalError):
    """No complaint goes to a unit whose people it is closed to (S12)."""

    code = "unit-barred"
    text = (
        "被反映人在 {unit}、其所在的村（社区）或其上级单位任职，此事不能交给该单位，"
        "请另写他处，或写明人员"
    )


class OwnersUnitError(RefusalError):
    """A complaint about a cadre is handled where its owner serves (S12)."""

    code = "owners-unit"
    text = (
        "反映干部的事由负责人所在单位办理：{owner} 不在 {unit} 任职，可填的单位（unit）：{units}"
    )


class AccusedRecordsError(RefusalError):
    """Nobody writes down a complaint about themselves (S12)."""

    kind = "not-allowed"
    code = "accused-records"
    text = "{person} 是被反映人，不能由本人记录，请由他人或组织人事办公室记录"


class NotSealedError(RefusalError):
    """The identity of the petitioners is not sealed, so there is nothing to open."""

    kind = "conflict"
    code = "not-sealed"
    text = "此事诉求人的身份并未密封，可以直接查看（case show）"


class PetitionerUnknownError(RefusalError):
    """The matter has no such petitioner."""

    kind = "not-found"
    code = "petitioner-unknown"
    text = "没有第 {number} 位诉求人，此事共有 {count} 位"


class BeforeLearnedError(RefusalError):
    """Nothing was done about a matter before it was learned."""

    code = "before-learned"
    text = "办理发生于 {occurred_at}，早于获知此事的时间 {learned_at}，请核对"


class NotVisitedError(RefusalError):
    """A matter learned on a visit is that of a household which the visit reached (S4)."""

    code = "not-visited"
    text = "走访 {visit} 没有到过住户 {household}，请核对两个编号"


class NotAMemberError(RefusalError):
    """The household that the matter names has no such member (S23)."""

    code = "not-a-member"
    text = (
        "第 {number} 位诉求人的家庭成员序号（member）{member} 不在所写的住户（household）之中，"
        "请核对住户编号和成员序号"
    )
