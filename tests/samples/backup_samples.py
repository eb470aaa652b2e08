"""One event of every kind of the context of backups."""

from datetime import UTC, datetime
from typing import Any

from minqing_core.backups import events as backups

AT, ROOT = datetime(2026, 3, 1, 20, tzinfo=UTC), "a9" * 32
FAULT = backups.Fault(kind=backups.FaultKind.AUDIT, text="第 12 条：内容与写入时的指纹不符")
SAMPLES: tuple[Any, ...] = (
    backups.BackupTaken(name="2026-03-01", taken_at=AT, size=1204, root=ROOT),
    backups.DrillHeld(
        name="2026-03-01",
        taken_at=AT,
        size=1204,
        root=ROOT,
        matters=("2026-000001",),
        faults=(FAULT,),
    ),
    backups.EpochBegun(
        old_origin="dachong.example/minqing",
        old_size=1204,
        old_root=ROOT,
        size=1180,
        root="b8" * 32,
        origin="dachong.example/minqing/2",
        vkey="dachong.example/minqing/2+00000000+AQ==",
        reason="硬盘损坏，由前一日的备份恢复",
    ),
)
