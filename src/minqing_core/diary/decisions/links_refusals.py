"""Why matters cannot be linked, merged or split (S30)."""

from minqing_core.kernel.refusals import RefusalError


class OtherUnknownError(RefusalError):
    """The matter that another is to be bound up with is not on record."""

    kind = "not-found"
    code = "other-unknown"
    text = "没有编号为 {other} 的民情日记，请核对要关联的编号"


class SameMatterError(RefusalError):
    """A matter is not bound up with itself."""

    code = "same-matter"
    text = "{case} 就是此事本身，不能与自己{what}"


class UnlikeMattersError(RefusalError):
    """A complaint about a cadre is bound to complaints only: the others are read by many (S12)."""

    kind = "conflict"
    code = "unlike-matters"
    text = "{case} 与 {other} 的保密范围不同，不能相互关联；请在各自的日记中办理"


class LinkedElsewhereError(RefusalError):
    """A matter is the duplicate of one other, or part of one other: which, its page tells."""

    kind = "conflict"
    code = "linked-elsewhere"
    text = "{case} 已经{how}另一件事，请先解除，或改与那一件事相关联"


class HasOthersError(RefusalError):
    """A matter that others were bound to is not itself bound to another: no chains."""

    kind = "conflict"
    code = "has-others"
    text = "已有别的事{how}此事，此事不能再{how}另一件事；请反过来办理"


class NotLinkedError(RefusalError):
    """There is no such bond to undo."""

    kind = "not-found"
    code = "not-linked"
    text = "此事没有{how} {other}，无须解除"


class EndedSoError(RefusalError):
    """A matter that ended by virtue of a bond is reopened before the bond is undone."""

    kind = "conflict"
    code = "ended-so"
    text = "此事已经办结（{outcome}），其依据是{how} {other}；请先重新办理（case reopen）再解除"


class MergedAwayError(RefusalError):
    """What was merged is handled in the whole (S30)."""

    kind = "conflict"
    code = "merged-away"
    text = "此事已经并入另一件事，请在那件事中{what}；向本事群众的反馈、解释和办结仍在此记录"


class PartsOpenError(RefusalError):
    """A whole does not end while a part of it is open: nobody would handle the part (S34)."""

    kind = "conflict"
    code = "parts-open"
    text = "并入此事的 {parts} 尚未办结，请先向各事的群众反馈并分别办结，再办结此事"


class DuplicateUnlinkedError(RefusalError):
    """What ends as a duplicate must say of which matter (S26)."""

    kind = "conflict"
    code = "duplicate-unlinked"
    text = "以「重复反映」办结前，须先写明与哪一件事重复（case link）或并入哪一件事（case merge）"
