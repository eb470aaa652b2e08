"""What the office says when it will not do what was asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Literal

from attrs import frozen

from minqing_core.kernel.periods import OFFICE_ZONE

Kind = Literal["invalid", "not-found", "not-allowed", "conflict"]


class RefusalError(Exception):
    """The request was refused and nothing was recorded.

    ``code`` is stable and shared by every front end; ``text`` is the Chinese
    sentence that names the field, the value and what would be right. ``fields`` are the
    names of the fields to blame, where it is always the same ones.
    """

    kind: ClassVar[Kind] = "invalid"
    fields: ClassVar[tuple[str, ...]] = ()
    code: ClassVar[str] = "refused"
    text: ClassVar[str] = "未予办理"

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the text names."""
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return self.text.format(**{name: _shown(fact) for name, fact in self.facts.items()})


class DamagedRecordError(Exception):
    """What is stored is not what was recorded; no request is to blame for it."""

    kind: ClassVar[str] = "damaged"
    code: ClassVar[str] = "record-damaged"


class StoreTroubleError(Exception):
    """The store cannot do what was asked, which may be asked again; no request is to blame."""

    kind: ClassVar[str] = "failed"
    code: ClassVar[str]
    text: ClassVar[str]

    def __str__(self) -> str:
        return self.text


class StoreFullError(StoreTroubleError):
    """The disk takes nothing more; what was asked is not on record."""

    code = "store-full"
    text = "磁盘已满，或数据库所在处写不进去，未能办理；原有记录不受影响，请腾出空间后重办"


class StoreAwayError(StoreTroubleError):
    """The database does not answer; whether what was asked is on record is not known."""

    code = "store-away"
    text = (
        "数据库暂时连不上，是否已记下尚不能确定；请稍后重办："
        "带请求编号的用同一编号，不会记两次，没有的先查看再办"
    )


def _shown(fact: object) -> object:
    if isinstance(fact, datetime):
        return f"{fact.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return fact


@frozen(kw_only=True)
class FieldFault:
    """One thing wrong with what was handed in."""

    field: str
    code: str
    text: str


class InvalidInputError(RefusalError):
    """What was handed in cannot be read as what is needed; every fault is named."""

    code = "invalid-input"
    text = "所填内容有 {count} 处不符合要求：{summary}"

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        """Keep every fault."""
        super().__init__(
            count=len(faults), summary="；".join(f"{f.field}：{f.text}" for f in faults)
        )
        self.faults = tuple(faults)


class StreamMovedError(RefusalError):
    """Somebody else recorded something first."""

    kind = "conflict"
    code = "stream-moved"
    text = "{stream} 已由他人先行记录（您看到第 {expected} 步，现为第 {actual} 步），请核对后重办"


class LogGrewError(StreamMovedError):
    """Something was recorded between a reading of the whole log and what was decided on it."""

    text = "办理期间又有新的记录（原有 {expected} 条，现有 {actual} 条），请核对后重办"


class SeenStaleError(StreamMovedError):
    """What the person had before them was out of date already when they asked."""


class KeyReusedError(RefusalError):
    """The idempotency key was used before for a different request."""

    kind = "invalid"
    code = "key-reused"
    text = "幂等键 {key} 已用于另一项不同的请求，请为新的请求换用新键"


class KeyUnfitError(RefusalError):
    """An idempotency key is a short word without blanks or Han characters."""

    code = "key-unfit"
    text = "幂等键（key）须为 1 至 128 个英文字母、数字或符号，不含空格和汉字"


class OccurredInFutureError(RefusalError):
    """What has not happened yet cannot be recorded as having happened."""

    code = "occurred-in-future"
    text = "发生时间 {occurred_at} 晚于现在 {now}，请填已经发生的时间"


class PeriodError(RefusalError):
    """A period is written in the one way, and is of the length that is asked for."""

    code = "period"
    text = "期间「{period}」不对，应写作{wanted}"


class UnknownActorError(RefusalError):
    """The person who asks is not in the roster, or holds no post now."""

    kind = "not-allowed"
    code = "unknown-actor"
    text = "花名册中没有「{person}」，请写明在册人员的编号或姓名"


class ClosedActorError(RefusalError):
    """The person has left the town and handed everything over; nobody acts as them any more."""

    kind = "not-allowed"
    code = "closed-actor"
    text = "{person} 已于 {on} 办结离任，不能再以其名义办理"
