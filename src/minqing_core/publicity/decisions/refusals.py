"""Why something cannot be published, or no longer."""

from minqing_core.kernel.refusals import RefusalError


class PublicationUnknownError(RefusalError):
    """No publication goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "publication-unknown"
    text = "没有编号为 {publication} 的公开稿，请核对编号"


class PublicationStageError(RefusalError):
    """The publication has not come so far, or is beyond that."""

    kind = "conflict"
    code = "publication-stage"
    text = "公开稿现为「{stage}」，不能{what}；须为「{wanted}」"


class OwnPublicationError(RefusalError):
    """Who wrote it does not approve of it."""

    kind = "not-allowed"
    code = "own-publication"
    text = "{person} 参与编写此稿，不能审核，请由他人审核（S80）"


class ConfidentialMatterError(RefusalError):
    """A complaint about a cadre is not published."""

    kind = "not-allowed"
    code = "confidential-matter"
    text = "反映干部作风的事和要求保密的事不得公开（S12）"


class MatterUnfinishedError(RefusalError):
    """Only a matter that has ended is published as one."""

    kind = "conflict"
    code = "matter-unfinished"
    text = "{case} 尚未办结，办结后才能公开；正在办的事请写成「动态」（report）"


class MatterDeniedError(RefusalError):
    """What was found not to be as told is not told to the public either."""

    kind = "conflict"
    code = "matter-denied"
    text = (
        "{case} 办结后经回访查明与答复不符，或群众有异议，不能公开；"
        "应先重新办理，或由他人再次回访查实"
    )


class PracticeUnresolvedError(RefusalError):
    """Good practice rests on a matter that was resolved."""

    kind = "conflict"
    code = "practice-unresolved"
    fields = ("case",)
    text = "好做法须以一件已解决的事为依据（case），现为：{outcome}"


class MatterWantedError(RefusalError):
    """A matter or a practice is published from one."""

    code = "matter-wanted"
    fields = ("case",)
    text = "「{kind}」须写明依据哪一件事（case）"


class MatterUnwantedError(RefusalError):
    """The scheme itself is not about one matter."""

    code = "matter-unwanted"
    fields = ("case",)
    text = "「{kind}」不依据某一件事，请勿填 case；公开某事请用 report、matter 或 good-practice"


class MatterElsewhereError(RefusalError):
    """A matter is told of by the unit that has it, or where it is, or by one above them."""

    code = "matter-elsewhere"
    text = "{case} 不是 {unit} 的事，不能以其名义公开；可用的单位：{units}"


class StillTellsError(RefusalError):
    """The text still says who somebody is."""

    code = "still-tells"
    text = "正文或标题中仍有{found}，须先改稿去除（S80）"


class OmittedUnknownError(RefusalError):
    """What is to be taken out stands neither in the title nor in the text."""

    code = "omitted-unknown"
    fields = ("omitted",)
    text = "标题和正文中没有要略去的「{omitted}」；要略去的须照原文写，不少于 {shortest} 个字"


class PublicationTextError(RefusalError):
    """A title or text cannot be kept."""

    code = "publication-text"
    text = "{field}{why}"


class ElsewhereError(RefusalError):
    """The unit lies outside what the person's posts look over."""

    kind = "not-allowed"
    code = "publication-elsewhere"
    text = "{person} 的职务管不到 {unit}，不能为其编写公开稿"
