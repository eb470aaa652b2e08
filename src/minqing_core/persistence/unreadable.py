"""What is raised when a stored event is not what was written."""

from typing import Any, Self

from minqing_core.kernel.refusals import DamagedRecordError


class DatabaseDamagedError(DamagedRecordError):
    """Something that every store has is not there: it was taken away."""

    code = "database-damaged"

    def __str__(self) -> str:
        return f"数据库已损坏：{self.args[0]}已被移除；请保留现场，由备份恢复（minqing restore）"


NO_FRONTIER = "记录的条数和根（frontier）"
NO_VAULT = "密钥库中主密钥的指纹（vault）"


class UnreadableEventError(DamagedRecordError):
    """A stored event cannot be trusted to say what was recorded: an integrity failure."""

    code = "unreadable"

    def __init__(self, *, stream: str, version: int, position: int, why: str) -> None:
        """Keep where the event stands and what is wrong with it."""
        super().__init__(stream, version, position, why)
        self.stream = stream
        self.version = version
        self.position = position
        self.why = why

    @classmethod
    def at(cls, place: tuple[Any, ...], why: str) -> Self:
        """Return the error about the event at the place that a row begins with."""
        return cls(position=place[0], stream=place[1], version=place[2], why=why)

    def __str__(self) -> str:
        return (
            f"第 {self.position} 条记录（{self.stream} 第 {self.version} 步）无法读取：{self.why}"
        )


class UnknownNameError(UnreadableEventError):
    """The stored name is in no table: the event is quarantined."""

    code = "unknown-name"


class VaultBehindError(DamagedRecordError):
    """The vault is older than the log: keys that were given out are not in it."""

    code = "vault-behind"

    def __str__(self) -> str:
        return (
            f"密钥库只有 {self.args[0]} 把密钥，记录已用到第 {self.args[1]} 把；请换回最新的密钥库"
        )
