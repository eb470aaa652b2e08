"""Why somebody must keep away from a matter, or need not （回避）."""

from minqing_core.kernel.refusals import RefusalError


class RecusedError(RefusalError):
    """Somebody who keeps away from a matter has no part in it."""

    kind = "not-allowed"
    code = "recused"
    text = "{person} 已经回避此事，不能{what}"


class RecusalNotOwnError(RefusalError):
    """A recusal is asked by the person, or by who handles, leads or coordinates the matter."""

    kind = "not-allowed"
    code = "recusal-not-own"
    text = "{by} 既非本人，也不办理、主管或协调此事，不能提出 {person} 回避"


class RecusalUnaskedError(RefusalError):
    """What was not asked for is not decided."""

    kind = "not-found"
    code = "recusal-unasked"
    text = "没有待决定的 {person} 的回避申请"


class RecusalNotForThemError(RefusalError):
    """A recusal is decided by somebody who leads the unit or coordinates, and is not concerned."""

    kind = "not-allowed"
    code = "recusal-not-for-them"
    text = "{by} 不能决定 {person} 是否回避，应由主管 {unit} 的负责人或组织人事办公室决定"


class SuccessorWantedError(RefusalError):
    """A matter is never without an owner, also when its owner withdraws (S25)."""

    code = "successor-wanted"
    text = "{person} 是此事的负责人，准予回避须同时写明由谁（owner）接手"


class SuccessorUnneededError(RefusalError):
    """Only the owner's place is taken by somebody else."""

    code = "successor-unneeded"
    text = "{person} 不是此事的负责人，准予回避不填接手人（owner）和单位（unit）"


class SuccessorElsewhereError(RefusalError):
    """Whoever takes over serves in the unit that answers for the matter (S25)."""

    kind = "conflict"
    code = "successor-elsewhere"
    text = "接手人 {owner} 不在 {unit} 任职，请另定接手人或写明其任职单位（unit）"
