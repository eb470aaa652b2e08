"""Why something cannot be done with a summary, a sheet or a commendation."""

from minqing_core.kernel.refusals import RefusalError


class YearNotDueError(RefusalError):
    """What is done at the end of a year is done from its last month on (S67, S69)."""

    code = "year-not-due"
    text = "{year} 年自 {first} 起才可{what}，今天是 {today}"


class YearNotBegunError(RefusalError):
    """Of a year to come there are no figures (S67, S69)."""

    code = "period-not-begun"
    text = "{year} 年自 {first} 起才有情况可统计，今天是 {today}"


class YearUnfitError(RefusalError):
    """A year is written with four digits."""

    code = "year"
    text = "年份 {year} 不对，应为 {first} 至 {last} 之间的四位数"


class AppraisalTextError(RefusalError):
    """A text or a title is missing or cannot be kept."""

    code = "appraisal-text"
    text = "{field}{why}"


class NotAppraisedError(RefusalError):
    """Who took no part in the diaries in a year has no sheet for it (S9, S69)."""

    code = "not-appraised"
    text = "按花名册，{subject} 在 {year} 年不参加民情日记活动，没有考核表"


class NotOrganisationError(RefusalError):
    """A sheet is of a person or a party organisation: a village, a community or an office."""

    code = "not-organisation"
    text = "{unit} 不设考核表：党组织只指村、社区、部门和镇机关各办公室"


class SubjectUnknownError(RefusalError):
    """There is no such person or unit."""

    kind = "not-found"
    code = "subject-unknown"
    text = "花名册中没有「{subject}」，请写人员编号或单位代码"


class SheetClosedError(RefusalError):
    """A sheet is read by whom it is about and by those who answer for appraisals (S70)."""

    kind = "not-allowed"
    code = "sheet-closed"
    text = "{by} 不能查看 {subject} {year} 年的考核表：只对本人（党组织为其书记）和组织部门公开"


class NoSheetError(RefusalError):
    """There is nothing to object to, or to decide, before a sheet was drawn up."""

    kind = "not-found"
    code = "no-sheet"
    text = "{subject} {year} 年的考核表尚未制作，不能{what}"


class SheetStandsError(RefusalError):
    """A sheet stands until an objection is upheld or the year it was drawn up in is over (S70)."""

    kind = "conflict"
    code = "sheet-stands"
    text = (
        "{subject} {year} 年的考核表已按第 {upto} 条前的记录定稿；"
        "年内制作的，年后可重新制作一次，此外异议成立后才能重新制作"
    )


class ObjectionOpenError(RefusalError):
    """One objection to a sheet is decided before anything else is done with it."""

    kind = "conflict"
    code = "objection-open"
    text = "{subject} {year} 年考核表的第 {objection} 次异议尚未答复，不能{what}"


class ObjectionUpheldError(RefusalError):
    """The sheet is to be drawn up anew already."""

    kind = "conflict"
    code = "objection-upheld"
    text = "{subject} {year} 年考核表的第 {objection} 次异议已成立，请等重新制作后再提"


class NotObjectorError(RefusalError):
    """A sheet is disputed by whom it is about, an organisation's by its secretary (S70)."""

    kind = "not-allowed"
    code = "not-objector"
    text = "{by} 不能对 {subject} {year} 年的考核表提出异议：个人的由本人提，党组织的由其书记提"


class ObjectionUnknownError(RefusalError):
    """There is no objection by this number."""

    kind = "not-found"
    code = "objection-unknown"
    text = "{subject} {year} 年的考核表没有第 {objection} 次异议，现有：{known}"


class OwnObjectionError(RefusalError):
    """Nobody decides an objection of theirs, or to a sheet they drew up or are judged by (S70)."""

    kind = "not-allowed"
    code = "own-objection"
    text = (
        "{by} 不能答复自己提出或代人提出的异议，也不能答复对自己制作的、有关本人的或"
        "本人当年负责的组织的考核表的异议，请由他人答复"
    )


class ObjectionDecidedError(RefusalError):
    """What was decided of an objection stands."""

    kind = "conflict"
    code = "objection-decided"
    text = "第 {objection} 次异议已答复为{decided}，不能改作他论"


class NomineeError(RefusalError):
    """Either a person or an organisation is commended."""

    code = "nominee"
    fields = (
        "person",
        "unit",
    )
    text = "表彰对象须写且只写一个：个人（person）或党组织（unit）"


class NoBasisError(RefusalError):
    """A commendation rests on matters that are named (S68, S82)."""

    code = "no-basis"
    fields = ("cases",)
    text = "表彰须写明所依据的民情（cases），至少一件"


class NotTheirWorkError(RefusalError):
    """A commendation rests on what the nominee had a hand in (S68, S82)."""

    code = "not-their-work"
    text = "民情 {case} 不是 {nominee} 办理过的，不能作为表彰的依据"


class NotConcludedError(RefusalError):
    """A commendation rests on what came to an end (S68)."""

    code = "basis-not-concluded"
    text = "民情 {case} 尚未办结或正在重办，不能据此{what}"


class NotResolvedError(RefusalError):
    """A commendation rests on what was resolved, and on nothing that ended otherwise (S68)."""

    code = "basis-not-resolved"
    text = "民情 {case} 不是以「已解决」办结的，不能据此{what}"


class DeniedBasisError(RefusalError):
    """What was found not to be as told is no merit (S28, S37, S68)."""

    code = "basis-denied"
    text = (
        "民情 {case} 办结后经回访查明与答复不符，或群众有异议，不能据此{what}；"
        "应先重新办理，或由他人再次回访查实"
    )


class ConfidentialBasisError(RefusalError):
    """A confidential matter is never what a commendation rests on (S12)."""

    code = "confidential-basis"
    text = "所依据的民情中有须保密的，不能据此{what}"


class CommendationUnknownError(RefusalError):
    """There is no commendation by this number, or it is not theirs to see."""

    kind = "not-found"
    code = "commendation-unknown"
    text = "没有编号为 {commendation} 的表彰"


class OwnCommendationError(RefusalError):
    """Nobody decides what they proposed, or what would honour them (S68)."""

    kind = "not-allowed"
    code = "own-commendation"
    text = "{by} 不能决定自己提名的或有关自己（所在党组织）的表彰，请由他人决定"


class CommendationDecidedError(RefusalError):
    """What was decided of a proposal stands."""

    kind = "conflict"
    code = "commendation-decided"
    text = "该表彰已{decided}，不能改作他论"


class NotGrantedError(RefusalError):
    """Only what was granted is published or revoked."""

    kind = "conflict"
    code = "not-granted"
    text = "该表彰尚未批准或未获批准，不能{what}"


class CommendationRevokedError(RefusalError):
    """What was revoked is over."""

    kind = "conflict"
    code = "commendation-revoked"
    text = "该表彰已撤销，不能{what}"
