"""Why something cannot be done with an inspection or a bulletin."""

from minqing_core.kernel.refusals import RefusalError


class InspectionUnknownError(RefusalError):
    """No inspection goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "inspection-unknown"
    text = "没有编号为 {inspection} 的检查，请核对编号"


class BulletinUnknownError(RefusalError):
    """No bulletin goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "bulletin-unknown"
    text = "没有编号为 {bulletin} 的通报，请核对编号"


class FindingUnknownError(RefusalError):
    """The inspection has no finding with this number."""

    kind = "not-found"
    code = "finding-unknown"
    text = "检查中没有第 {finding} 个问题，现有：{known}"


class UnitsWantedError(RefusalError):
    """An inspection says which units it looks at."""

    code = "inspection-units"
    text = "检查须写明检查哪些单位（units），至少一个"


class OneVillageError(RefusalError):
    """A half-yearly inspection is of one village or community (S60)."""

    code = "inspection-one-village"
    text = "半年检查（half-year）须写明一个村或社区，所填的是：{units}"


class SpanError(RefusalError):
    """An inspection is of a period, or of the days from one to another."""

    code = "inspection-span"
    text = "检查的时段须写明期间（period），或起止日期（since、until）二者都写，且起不晚于止"


class HalfYearError(RefusalError):
    """A half-yearly inspection is of one half-year (S60)."""

    code = "inspection-half-year"
    text = "半年检查的时段须是一个半年，如 2025-H2，所填的是 {since} 至 {until}"


class NotBegunError(RefusalError):
    """Nothing can be inspected, or summed up, of what has not begun."""

    code = "period-not-begun"
    text = "时段自 {since} 开始，晚于 {today}，尚无情况可查"


class SampleError(RefusalError):
    """A sample has at least one matter and not too many."""

    code = "inspection-sample"
    text = "抽查件数 {size} 不对，应在 1 至 {most} 之间"


class UnitForeignError(RefusalError):
    """The unit lies outside what the person's posts look over."""

    kind = "not-allowed"
    code = "unit-foreign"
    text = "{unit} 不在 {person} 任职单位的范围内，不能检查、通报或统计"


class NotBranchError(RefusalError):
    """A village is inspected half-yearly, and its bulletin issued, by its own branch (S60)."""

    kind = "not-allowed"
    code = "not-branch"
    text = (
        "{unit} 的半年检查通报由该村（社区）支部办理，镇领导和组织人事办公室也可办理，"
        "{person} 不能代办"
    )


class NotSpotCheckerError(RefusalError):
    """Spot checks are the town's, and so are bulletins that are not of one village (S59)."""

    kind = "not-allowed"
    code = "not-spot-checker"
    text = "督促检查和镇一级通报由镇党委、镇组织人事办公室办理，{person} 的职务不能{what}"


class RehearsedDrawError(RefusalError):
    """A draw that could be looked at first could be chosen."""

    kind = "not-allowed"
    code = "draw-rehearsed"
    text = "抽样不能演练：先看后定的样本不是随机样本，请直接办理"


class InspectionEndedError(RefusalError):
    """The inspection is over: nothing more is found by it."""

    kind = "conflict"
    code = "inspection-ended"
    text = "检查 {inspection} 已经结束，不能再记问题；请另开一次检查"


class FoundElsewhereError(RefusalError):
    """What an inspection finds lies in the units that it looks at."""

    code = "found-elsewhere"
    text = "{unit} 不在这次检查的单位之内：{units}"


class CaseElsewhereError(RefusalError):
    """A finding names a matter of the unit where the problem was found."""

    code = "finding-case-elsewhere"
    text = "民情 {case} 不是 {unit} 承办的，请核对编号或单位"


class CaseConfidentialError(RefusalError):
    """What is confided does not go into findings, which others read (S12)."""

    kind = "not-allowed"
    code = "finding-confidential"
    text = "民情 {case} 是反映干部的，须另行保密办理，不写入检查问题"


class OwnerBusyError(RefusalError):
    """What was reported is looked at before anything else is ordered."""

    kind = "conflict"
    code = "rectification-reported"
    text = "第 {finding} 个问题已报整改情况，请先核查（inspection verify 或 inspection reject）"


class VerifiedError(RefusalError):
    """The problem was put right and somebody else saw it."""

    kind = "conflict"
    code = "finding-verified"
    text = "第 {finding} 个问题已经核查销号，不能再{what}"


class NotOrderedError(RefusalError):
    """Nobody was told to put the problem right yet."""

    kind = "conflict"
    code = "rectification-not-ordered"
    text = "第 {finding} 个问题尚未责成整改，请先写明由谁、何时前改好（inspection order）"


class NotReportedError(RefusalError):
    """There is nothing to look at: nobody has said what was done."""

    kind = "conflict"
    code = "rectification-not-reported"
    text = "第 {finding} 个问题还没有报整改情况，无从核查"


class NotOwnerError(RefusalError):
    """Whoever was told to put it right says what was done."""

    kind = "not-allowed"
    code = "not-rectifier"
    text = "第 {finding} 个问题由 {owner} 整改，{person} 不能代报"


class OwnVerificationError(RefusalError):
    """Nobody verifies what they were told to put right themselves (S61)."""

    kind = "not-allowed"
    code = "own-verification"
    text = "第 {finding} 个问题由 {owner} 整改，须由另一人核查"


class RectifyDueError(RefusalError):
    """A problem is put right by a day that is still to come."""

    code = "rectify-due"
    text = "整改期限 {due} 早于今天 {today}，请填今天或以后的日期"


class WordsWantedError(RefusalError):
    """A text is missing or cannot be kept."""

    code = "inspection-text"
    text = "{field}{why}"


class NotOfUnitError(RefusalError):
    """A bulletin names an inspection of its own unit."""

    code = "inspection-elsewhere"
    text = "检查 {inspection} 检查的不是 {unit}，请核对编号"
