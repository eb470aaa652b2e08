"""What is said when the record is not what was signed: an integrity failure, nobody's request."""

from minqing_core.kernel.refusals import DamagedRecordError


class BrokenRecordError(DamagedRecordError):
    """The record contradicts what was signed; ``text`` says where."""

    text = "记录与签过的检查点不符"

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the text names."""
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return self.text.format(**self.facts)


class LogShorterError(BrokenRecordError):
    """The log ends before what was signed."""

    code = "log-shorter"
    text = "记录只有 {size} 条，检查点已签到第 {signed} 条：第 {first} 条至第 {signed} 条已被移除"


class PrefixChangedError(BrokenRecordError):
    """Something that was signed is not what it was."""

    code = "prefix-changed"
    text = "第 {first} 条至第 {last} 条与签过的不符，其中有改动"


class LeafChangedError(BrokenRecordError):
    """An event that is about to be signed is not what was written."""

    code = "leaf-mismatch"
    text = "第 {position} 条的内容与写入时的指纹不符；未签署新的检查点"


class TreeChangedError(BrokenRecordError):
    """The log's own tree is not that of its events."""

    code = "frontier-mismatch"
    text = "登记的 {size} 条与实存的记录不符；未签署新的检查点"


class CheckpointUnreadableError(BrokenRecordError):
    """A kept checkpoint is none."""

    code = "checkpoint-malformed"
    text = "检查点 {file} {trouble}"


class CheckpointsAwayError(BrokenRecordError):
    """The folder where checkpoints are kept is not there, so nothing can be held against them."""

    code = "checkpoints-away"
    text = (
        "检查点目录 {folder} 不在，不能与检查点核对：请接上存储介质，或改正 --checkpoints；"
        "头一次使用，请先运行 minqing checkpoint sign"
    )


class ForkError(BrokenRecordError):
    """A checkpoint does not go on from the one that a witness cosigned."""

    code = "witness-fork"
    text = (
        "第 {size} 条的检查点不能证明是由见证过的第 {known} 条续下来的："
        "证明有误，或见证之后旧记录被改动"
    )


class SplitError(ForkError):
    """Two checkpoints of the same size have different roots."""

    code = "witness-split"
    text = "第 {known} 条的检查点与见证过的不是同一个根：见证之后旧记录被改动"
