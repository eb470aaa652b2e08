"""Proving that the record is whole: against its own tree, and against what was signed of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.high_water import begun_epochs
from minqing_core.application.lost_orders import lost_orders
from minqing_core.application.office import Office
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.privacy_keeping import RESTRICTED, SHREDDED, differences, redo
from minqing_core.backups.events import EpochBegun
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.refusals import (
    BrokenRecordError,
    CheckpointsAwayError,
    CheckpointUnreadableError,
)
from minqing_core.integrity.verdict import Audit, Finding
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.powers.rules import Power

CLOSED = {RESTRICTED: "限制处理", SHREDDED: "销毁"}


@frozen(kw_only=True)
class Vouched:
    """The last checkpoint with which the record agrees, and up to where a witness cosigned it.

    Of what comes after ``size``, edits and a cut end are found by nobody.
    """

    file: str
    origin: str
    size: int
    checkpoints: int
    cosigned: int | None


@frozen(kw_only=True)
class Verified:
    """The size and root of the record, everything wrong with it, and what it says that it lost.

    Without ``vouched`` no checkpoint agrees with it: a cut end and a rebuilt tree are not found.
    """

    size: int
    root: str
    findings: tuple[Finding, ...]
    epochs: tuple[EpochBegun, ...] = ()
    vouched: Vouched | None = None


@use_case("verify", Power.RECORD_VERIFY, "S37", reads=True)
def verify(office: Office, act: Act) -> Verified:
    """Check every byte against the tree and the checkpoints, and the keys against the orders."""
    away = office.checkpoints.away()
    absent = [] if away is None else [_of(CheckpointsAwayError(folder=away))]
    cosigned, untold = _cosigned(office)
    kept = list(_kept(office))
    audit = office.log.audit(office.progress, {k.checkpoint.size for k in kept})
    malformed = [
        _finding("checkpoint-malformed", f"检查点 {name} 无法读取")
        for name in office.checkpoints.unreadable()
    ]
    authentic = _authentic(office, kept)
    forged = [
        _finding("checkpoint-forged", f"检查点 {k.file} 的签名无效")
        for k in kept
        if k not in authentic
    ]
    epochs = () if audit.findings else begun_epochs(office.log)
    standing = _standing(authentic, epochs)
    return Verified(
        size=audit.size,
        root=audit.root,
        findings=(
            *(*audit.findings, *absent, *untold, *malformed, *forged),
            *differing(audit, standing),
            *(() if audit.findings else (*_closed(office), *_undestroyed(office))),
        ),
        epochs=epochs,
        vouched=_vouched(audit, standing, cosigned),
    )


def _kept(office: Office) -> Iterator[KeptCheckpoint]:
    """Yield every checkpoint and the one signed last, where that says anything else."""
    found, latest = list(office.checkpoints.every()), office.checkpoints.latest()
    if latest is not None and str(latest.note) not in {str(one.note) for one in found}:
        found.append(latest)
    yield from sorted(found, key=lambda one: one.checkpoint.size)


def signed_of(office: Office, upto: int) -> list[KeptCheckpoint]:
    """Return what was signed of the record up to a position and not told to be lost."""
    standing = _standing(_authentic(office, office.checkpoints.every()), begun_epochs(office.log))
    return [kept for kept in standing if kept.checkpoint.size <= upto]


def _authentic(office: Office, kept: Iterable[KeptCheckpoint]) -> list[KeptCheckpoint]:
    return [k for k in kept if office.checkpoints.is_authentic(k.note) is not False]


def _standing(
    signed: Iterable[KeptCheckpoint], epochs: Sequence[EpochBegun]
) -> list[KeptCheckpoint]:
    return [k for k in signed if not any(_told_lost(k.checkpoint, e) for e in epochs)]


def _vouched(audit: Audit, signed: Sequence[KeptCheckpoint], cosigned: int) -> Vouched | None:
    """Return the last checkpoint before anything differs, with how many there are."""
    agreeing = agreed(audit, signed)
    if not agreeing:
        return None
    last = agreeing[-1]
    return Vouched(
        file=last.file,
        origin=last.checkpoint.origin,
        size=last.checkpoint.size,
        checkpoints=len(agreeing),
        cosigned=cosigned if 0 < cosigned <= last.checkpoint.size else None,
    )


def _cosigned(office: Office) -> tuple[int, list[Finding]]:
    """Return up to where a witness cosigned, and what keeps one from telling."""
    try:
        cosigned = office.checkpoints.cosigned()
    except CheckpointUnreadableError as error:
        return 0, [_of(error)]
    return (0 if cosigned is None else cosigned[0].checkpoint.size), []


def agreed(audit: Audit, signed: Iterable[KeptCheckpoint]) -> list[KeptCheckpoint]:
    """Return the checkpoints with which a record agrees, before the first that differs."""
    return [*takewhile(partial(_agrees, audit), signed)]


def _agrees(audit: Audit, kept: KeptCheckpoint) -> bool:
    size, root = kept.checkpoint.size, kept.checkpoint.root.hex()
    return not size or audit.roots.get(size) == root


def _told_lost(signed: Checkpoint, epoch: EpochBegun) -> bool:
    """Say whether the record itself tells that it lost the end of what was signed."""
    return signed.origin == epoch.old_origin and epoch.size < signed.size <= epoch.old_size


def differing(audit: Audit, signed: Sequence[KeptCheckpoint]) -> Iterator[Finding]:
    """Say from where on the record is not what was signed, between which two checkpoints."""
    same = 0
    agreeing = {
        kept.checkpoint.size: kept.file
        for kept in signed
        if audit.roots.get(kept.checkpoint.size) == kept.checkpoint.root.hex()
    }
    for kept in signed:
        size = kept.checkpoint.size
        if size > audit.size:
            text = f"记录只有 {audit.size} 条，检查点 {kept.file} 已签到第 {size} 条"
            yield _finding("log-shorter", text, audit.size + 1)
            return
        root = kept.checkpoint.root.hex()
        if size in agreeing and audit.roots.get(size) != root:
            text = (
                f"检查点 {kept.file} 与 {agreeing[size]} 都签到第 {size} 条，根却不同："
                "签过两个不同的过去"
            )
            yield _finding("checkpoint-fork", text, size)
            continue
        if not _agrees(audit, kept):
            text = f"第 {same + 1} 条至第 {size} 条：与检查点 {kept.file} 不符，其中有改动"
            yield _finding("checkpoint-mismatch", text, same + 1)
            return
        same = size


def _of(broken: BrokenRecordError) -> Finding:
    return _finding(broken.code, str(broken))


def _finding(code: str, text: str, position: int | None = None) -> Finding:
    return Finding(position=position, stream=None, version=None, code=code, text=text)


def _closed(office: Office) -> Iterator[Finding]:
    """Yield what was done to keys without an order, and what was ordered and had to be redone."""
    found = differences(office)
    streams = office.sealed.streams_of({*found.unordered, *found.undone}) if found.any else {}
    for key, state in found.unordered.items():
        text = f"密钥 {key} 在密钥库中已{CLOSED[state]}，而记录中没有这样的决定"
        yield _about_key("key-unordered", text, streams.get(key))
    for key, state in found.undone.items():
        text = f"密钥 {key} 按决定应已{CLOSED[state]}，而密钥库中仍可使用，已重新{CLOSED[state]}"
        yield _about_key("key-undone", text, streams.get(key))
    redo(office, found.undone)


def _undestroyed(office: Office) -> Iterator[Finding]:
    """Yield the destructions that were signed and that a copy put back has undone."""
    try:
        for told, about in lost_orders(office):
            text = (
                f"{about.name} 的个人信息曾于第 {told.position} 条决定删除，该决定已随记录丢失，"
                f"恢复后又可读出：请重新办理 minqing privacy shred {about.name}"
            )
            yield _finding("orders-lost", text)
    except CheckpointUnreadableError as error:
        yield _of(error)


def _about_key(code: str, text: str, stream: StreamId | None) -> Finding:
    where = "" if stream is None else f"（{stream}）"
    return Finding(position=None, stream=stream, version=None, code=code, text=f"{text}{where}")
