"""Why a meeting cannot resolve on a matter."""

from minqing_core.kernel.refusals import RefusalError


class NotTheirsToResolveError(RefusalError):
    """A meeting sets measures for matters within what it looks over."""

    kind = "not-allowed"
    code = "not-theirs-to-resolve"
    text = (
        "此事由 {unit} 负责，不在 {person} 任职单位的范围内，会议不能替其定下措施；"
        "可请其协办，或向上级汇报"
    )
