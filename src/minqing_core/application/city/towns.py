"""The towns that a city follows, and what it needs from outside to do so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from attrs import field, frozen

from minqing_core.application.export_rows import EventRow, MatterRow
from minqing_core.integrity.note import VerifierKey
from minqing_core.integrity.refusals import BrokenRecordError
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.refusals import RefusalError

Ask: TypeAlias = Callable[..., Any]


class TownKnownError(RefusalError):
    """The city follows a town of this name already."""

    kind = "conflict"
    code = "town-known"
    text = "已有名为「{town}」的镇；如其记录另起一期，请另取名称，旧的一期留作凭据"


class TownAddressUnsafeError(RefusalError):
    """A town is reached by https, or on this machine: its key goes with every question."""

    code = "town-address"
    text = (
        "{town} 的接口地址「{address}」不行：接口密钥随每次询问送出，"
        "应以 https:// 开头；只有本机（127.0.0.1、localhost）可用 http://"
    )


class TownUnknownError(RefusalError):
    """The city follows no town of this name."""

    kind = "not-found"
    code = "town-unknown"
    text = "没有跟随名为「{town}」的镇，现有：{known}"


class NothingCosignedError(RefusalError):
    """No checkpoint of the town was cosigned yet."""

    kind = "not-found"
    code = "nothing-cosigned"
    text = "{town} 还没有见证过的检查点；请用 minqing city follow --witness-key 文件"


class TownAnswerError(RefusalError):
    """A town does not answer, or refuses, or says what cannot be understood."""

    kind = "conflict"
    code = "town-answer"
    text = "{town} 没有答复所问（{asked}）：{trouble}"


class CheckpointStrangerError(BrokenRecordError):
    """Nobody whose key the city knows signed what the town shows as its checkpoint."""

    code = "city-signature"
    text = "{town} 的检查点不是由已认下的公钥（{name}）签署的"


class RecordCutError(BrokenRecordError):
    """The town's record ends before what the city has mirrored."""

    code = "city-rollback"
    text = "{town} 的记录只有 {size} 条，此前已跟随到第 {known} 条：已被截去，或由旧的备份恢复"


class OtherPastError(BrokenRecordError):
    """The town's record has another past than the city has mirrored."""

    code = "city-fork"
    text = "{town} 第 {position} 条的指纹与此前跟随的不同：旧记录被改动，或是另一份记录"


class OtherRootError(BrokenRecordError):
    """The checkpoint is not that of the record that the town tells."""

    code = "city-root"
    text = "{town} 第 {size} 条的检查点，其根与跟随到的记录不符：签的是另一个过去"


class CheckpointBeyondError(BrokenRecordError):
    """The town signed more than it tells."""

    code = "city-short"
    text = "{town} 签到第 {signed} 条，却只有 {size} 条记录：末尾已被截去"


@frozen(kw_only=True)
class Town:
    """A town that is followed: where it answers, with which key, and who signs for it.

    What it is asked with is nobody's to see.
    """

    name: str
    address: str
    api_key: str = field(repr=False)
    vkey: VerifierKey | None


@frozen(kw_only=True)
class Reached:
    """How far a town was followed.

    ``size`` leaves are mirrored; ``told`` is the position up to which its events were read, and
    ``counted`` that at which its matters stand.
    """

    size: int = 0
    told: int = 0
    counted: int = 0


@frozen(kw_only=True)
class Trouble:
    """Something amiss with a town; what is ``broken`` is remembered for good."""

    code: str
    text: str
    broken: bool


@frozen(kw_only=True)
class Standing:
    """What the mirror knows of a town beside its rows.

    ``signed`` and ``cosigned`` are the sizes of its last checkpoint that agreed, and of the last
    one that was cosigned; ``trouble`` is what was amiss when it was last followed, and
    ``broken`` everything that ever broke its record.
    """

    town: str
    reached: Reached
    followed_at: datetime | None
    last_at: datetime | None
    signed: int
    cosigned: int
    trouble: Trouble | None
    broken: tuple[Trouble, ...]


class Mirror(Protocol):
    """What the city keeps of its towns, in a file of its own. Safe to use from several threads."""

    def add(self, town: Town) -> None:
        """Take a town in.

        Raises:
            TownKnownError: there is one of that name.
        """
        ...

    def towns(self) -> list[Town]:
        """Return the towns by name."""
        ...

    def reached(self, town: str) -> Reached:
        """Return how far a town was followed."""
        ...

    def leaf(self, town: str, position: int) -> bytes | None:
        """Return the leaf at a position, None where none is mirrored."""
        ...

    def leaves(self, town: str, upto: int) -> list[bytes]:
        """Return the leaves of the first positions."""
        ...

    def add_leaves(self, town: str, after: int, leaves: Sequence[bytes]) -> None:
        """Keep leaves from a position on, and that the mirror now reaches so far."""
        ...

    def add_told(self, town: str, items: Iterable[EventRow], upto: int) -> None:
        """Keep when what was recorded, as far as it was told, and up to where it was."""
        ...

    def put_matters(
        self, town: str, rows: Iterable[MatterRow], closed: Iterable[CaseId], upto: int
    ) -> None:
        """Keep how matters stand, forget those that are closed, and up to where they stand."""
        ...

    def keep_checkpoint(self, town: str, text: str, size: int, *, cosigned: bool) -> None:
        """Keep a checkpoint that agreed, and whether it bears the city's own line."""
        ...

    def cosigned(self, town: str) -> str | None:
        """Return the last checkpoint that was cosigned, None before the first."""
        ...

    def note(self, town: str, at: datetime, trouble: Trouble | None) -> None:
        """Note that a town was followed, and what was amiss."""
        ...

    def standing(self, town: str) -> Standing:
        """Return what is known of a town beside its rows."""
        ...

    def matters(self, town: str) -> Iterator[MatterRow]:
        """Go through how the matters of a town stand."""
        ...

    def told_since(self, town: str, since: datetime) -> int:
        """Count what was told to be recorded since an instant."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


Door: TypeAlias = Callable[[Town], AbstractContextManager[Ask]]
