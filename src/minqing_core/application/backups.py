"""Copies of the record and the drills with them: put on record, and looked over."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.lost_orders import readable_in
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.told import timeline_item
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.application.verification import agreed, differing, signed_of
from minqing_core.backups.decisions import keeping
from minqing_core.backups.events import BackupTaken, DrillHeld, Fault, FaultKind
from minqing_core.backups.state import fold
from minqing_core.integrity.verdict import Audit
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.labels import label

BACKUPS = StreamId("backups")
LOOKED_AT = 3


@frozen(kw_only=True)
class BackupLine:
    """A copy or a drill on record: how far it reaches, and what was wrong with it."""

    kind: str
    kind_text: str
    name: str
    taken_at: datetime
    size: int
    root: str
    on: datetime
    by: str
    matters: tuple[CaseId, ...]
    checkpoint: str | None
    readable: int
    faults: tuple[str, ...]


@frozen(kw_only=True)
class BackupList:
    """The copies and drills on record, the latest first, and where the log stood."""

    items: tuple[BackupLine, ...]
    next: None = None
    position: int


@use_case("backup", Power.BACKUP_KEEP, "S37", records=True)
def take(office: Office, act: Act, *, taken: BackupTaken) -> Recorded:
    """Put on record that the log was copied to be kept elsewhere."""
    here = _root_here(office, taken.size)
    return transact(
        office,
        Request(act=act, stream=BACKUPS, asked=["backup", taken]),
        lambda history, _: keeping.take(fold(history), taken=taken, here=here),
    )


@use_case("backup.drill", Power.BACKUP_KEEP, "S37", records=True)
def drill(office: Office, act: Act, *, held: DrillHeld) -> Recorded:
    """Put on record that a copy was put back for a drill, and what was found."""
    here = _root_here(office, held.size)
    return transact(
        office,
        Request(act=act, stream=BACKUPS, asked=["backup.drill", held]),
        lambda history, _: keeping.hold(fold(history), drill=held, here=here),
    )


@use_case("report.backups", Power.RECORD_VERIFY, "S37", reads=True)
def backups(office: Office, act: Act, *, when: When = NOW) -> BackupList:
    """List the copies and the drills on record, the latest first."""
    moment, names = found(office, when), directory(office)
    seen = moment.saw(office.log.stream(BACKUPS, moment.position))
    return BackupList(
        items=tuple(_line(envelope, names(envelope.actor)) for envelope in reversed(seen)),
        position=moment.position,
    )


def last(office: Office, kind: type[BackupTaken | DrillHeld]) -> datetime | None:
    """Return when a copy was last taken, or a drill last held without a fault."""
    return next(
        (
            e.recorded_at
            for e in reversed(office.log.stream(BACKUPS))
            if isinstance(e.event, kind) and not getattr(e.event, "faults", ())
        ),
        None,
    )


def looked_over(copy: Office, live: Office, drill: DrillHeld) -> DrillHeld:
    """Look a restored copy over: audit, root and checkpoints, and three matters opened.

    Whoever rebuilt this record rebuilt its tree as well; only what was signed tells. The
    matters are drawn by the root and the instant, so that nobody can choose them. The drill tells
    how far the copy says that it reaches; it is returned with how far it does, and what was found.
    """
    size = copy.log.size()
    root, signed = copy.log.root(size), signed_of(live, size)
    audit = copy.log.audit(copy.progress, {kept.checkpoint.size for kept in signed})
    agreeing = agreed(audit, signed)
    faults = [*_audited(audit), *rooted(live, size, root), *_differing(audit, signed)]
    if (size, root) != (drill.size, drill.root):
        text = f"备份自称至第 {drill.size} 条、根为 {drill.root}，实为第 {size} 条、{root}"
        faults.append(Fault(kind=FaultKind.ROOT, text=text))
    matters: tuple[CaseId, ...] = ()
    readable = 0
    try:
        readable = len(readable_in(copy, live))
        matters = _opened(copy, size, f"{root} {live.now().isoformat()}")
    except DamagedRecordError as error:
        faults.append(Fault(kind=FaultKind.MATTER, text=str(error)))
    return DrillHeld(
        name=drill.name,
        taken_at=drill.taken_at,
        size=size,
        root=root,
        matters=matters,
        checkpoint=agreeing[-1].file if agreeing else None,
        readable=readable,
        faults=tuple(faults),
    )


def _root_here(office: Office, size: int) -> str | None:
    return office.log.root(size) if 0 < size <= office.size() else None


def _audited(audit: Audit) -> Iterator[Fault]:
    findings = audit.findings
    if findings:
        text = f"共 {len(findings)} 处，第一处：{findings[0].text}"
        yield Fault(kind=FaultKind.AUDIT, text=text)


def rooted(live: Office, size: int, root: str) -> Iterator[Fault]:
    """Say whether a copy that reaches so far with such a root is none of this record."""
    here = _root_here(live, size)
    if root != here:
        text = f"第 {size} 条处备份的根为 {root}，本库为 {here or '尚无此条'}"
        yield Fault(kind=FaultKind.ROOT, text=text)


def _differing(audit: Audit, signed: Sequence[KeptCheckpoint]) -> Iterator[Fault]:
    for finding in differing(audit, signed):
        yield Fault(kind=FaultKind.ROOT, text=finding.text)


def _opened(copy: Office, size: int, seed: str) -> tuple[CaseId, ...]:
    drawn = tuple(_drawn(copy, size, seed))
    for case in drawn:
        _open(copy, case)
    return drawn


def _drawn(copy: Office, size: int, seed: str) -> Iterator[CaseId]:
    """Yield three matters, or all there are where there are fewer."""
    seen: set[CaseId] = set()
    for first in islice(copy.log.scan(upto=size, prefix=cases.PREFIX), 1):
        begun, span = first.position - 1, size - first.position + 1
        for number in range(LOOKED_AT):
            at = int.from_bytes(sha256(f"{seed} {number}".encode()).digest()) % span
            yield from islice(_matters(copy, begun + at, size, seen), 1)


def _matters(copy: Office, at: int, size: int, seen: set[CaseId]) -> Iterator[CaseId]:
    """Yield the matters from a place in the log on and round to it again; no complaints (S12)."""
    for after, upto in ((at, size), (0, at)):
        for envelope in copy.log.scan(after, upto, prefix=cases.PREFIX):
            case = cases.case_of(envelope.stream)
            if case in seen:
                continue
            seen.add(case)
            history = copy.log.stream(envelope.stream, size)
            if not cases.fold(case, history).bearing.confidential:
                yield case


def _open(copy: Office, case: CaseId) -> None:
    names = directory(copy)
    for envelope in copy.log.stream(cases.stream_of(case)):
        timeline_item(envelope, names)


def _line(envelope: Envelope[BackupTaken | DrillHeld], by: str) -> BackupLine:
    event = envelope.event
    kind = "drill" if isinstance(event, DrillHeld) else "backup"
    return BackupLine(
        kind=kind,
        kind_text=label("backup_line", kind),
        name=event.name,
        taken_at=event.taken_at,
        size=event.size,
        root=event.root,
        on=envelope.recorded_at,
        by=by,
        matters=getattr(event, "matters", ()),
        checkpoint=getattr(event, "checkpoint", None),
        readable=getattr(event, "readable", 0),
        faults=tuple(
            f"{label('backup_fault', fault.kind)}：{fault.text}"
            for fault in getattr(event, "faults", ())
        ),
    )
