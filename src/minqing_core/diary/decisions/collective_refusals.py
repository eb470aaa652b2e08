"""Why a meeting cannot resolve on a matter, or somebody not take part in it."""

from minqing_core.kernel.refusals import RefusalError


class NotTheirsToResolveError(RefusalError):
    """A meeting sets measures for matters within what it looks over."""

    kind = "not-allowed"
    code = "not-theirs-to-resolve"
    text = (
        "民情 {case} 由 {unit} 负责，不在 {person} 任职单位的范围内，会议不能为其定下措施；"
        "可请其协办，或向上级汇报"
    )


class MatterOverError(RefusalError):
    """No measure is set for a matter that has ended, or is handled within another."""

    kind = "conflict"
    code = "matter-over"
    text = "民情 {case} 已经办结，或已并入另一件办理，不能再为其定下措施"


class KeepsAwayError(RefusalError):
    """Somebody keeps away from the matter for a conflict of interest."""

    kind = "not-allowed"
    code = "keeps-away"
    text = "{person} 已经回避民情 {case}，不能{what}"
