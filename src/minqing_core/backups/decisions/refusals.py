"""Why a copy or a drill is not put on record."""

from minqing_core.kernel.refusals import RefusalError


class BackupForeignError(RefusalError):
    """The copy is not one of this record: it reaches further, or has another root."""

    kind = "conflict"
    code = "backup-foreign"
    text = "备份 {name} 不是本库的备份：它有 {size} 条，根为 {root}，本库同一位置为 {here}"


class BackupNameTakenError(RefusalError):
    """Another copy goes by this name."""

    kind = "conflict"
    code = "backup-name-taken"
    text = "已登记过名为 {name} 的另一份备份，请换一个名字"


class DrillContradictedError(RefusalError):
    """A drill is said to have found the root of this record where it is another."""

    kind = "conflict"
    code = "drill-contradicted"
    text = "备份 {name} 的根 {root} 与本库第 {size} 条处的根 {here} 不一致，演练结果须写明此项不符"


class EpochNeedlessError(RefusalError):
    """The record reaches as far as it was signed."""

    kind = "conflict"
    code = "epoch-needless"
    text = "记录有 {size} 条，检查点签到第 {old_size} 条，签过的没有丢失，不必另起一期"


class EpochNameError(RefusalError):
    """The record was signed under this name before."""

    kind = "conflict"
    code = "epoch-name"
    text = "{origin} 是用过的名称；请用 minqing keys init --origin 新名称 另生成签名密钥"


class EpochReasonError(RefusalError):
    """It is not said why what was signed is lost."""

    code = "epoch-reason"
    text = "另起一期的原因（reason）{fault}"
