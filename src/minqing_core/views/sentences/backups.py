"""What happened to copies of the record, as sentences."""

from minqing_core.backups import events
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences


def _held(event: events.DrillHeld, _: Names) -> str:
    found = "、".join(dict.fromkeys(label("backup_fault", fault.kind) for fault in event.faults))
    opened = f"，抽看 {'、'.join(event.matters)}" if event.matters else ""
    held = f"与检查点 {event.checkpoint} 一致" if event.checkpoint else "没有检查点可核对"
    verdict = f"发现问题：{found}" if found else f"核验完整，与本库一致，{held}"
    if event.readable:
        verdict = f"{verdict}；其中 {event.readable} 个已删除对象仍可读出"
    return f"用备份 {event.name}（至第 {event.size} 条）演练恢复{opened}，{verdict}"


SENTENCES: Sentences = {
    events.BackupTaken: lambda e, _: f"备份记录至第 {e.size} 条，存为 {e.name}，根 {e.root[:16]}…",
    events.DrillHeld: _held,
    events.EpochBegun: lambda e, _: (
        f"{e.old_origin} 签过的第 {e.size + 1} 条至第 {e.old_size} 条已丢失，"
        f"由第 {e.size} 条续记，另起一期 {e.origin}：{e.reason}"
    ),
}
