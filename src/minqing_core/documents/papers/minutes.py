"""The minutes of a village's analysis meeting （民情分析会会议记录）."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_core.documents.papers.paper import Paper, Section, digest, named, or_none, table

PLEDGES = {
    "meeting": "会议",
    "resolution": "决议",
    "text": "内容",
    "owner_name": "负责人",
    "due": "期限",
    "state_text": "状态",
}
RESOLVED = {
    "resolution": "序号",
    "text": "决议",
    "owner_name": "负责人",
    "due": "期限",
    "state_text": "状态",
}
MATTERS = {"item": "议题", "case": "民情", "title": "标题", "status_text": "状态"}


def paper(answer: Mapping[str, Any]) -> Paper:
    """Return the minutes, with the pledges of last time first (S48–S52)."""
    pack, combined = answer["pack"], answer["combined_with_text"]
    return Paper(
        kind="minutes",
        title="民情分析会会议记录",
        number=str(answer["meeting"]),
        unit=answer["village_name"],
        sections=(
            Section(
                facts=named(
                    (
                        ("季度", answer["period"]),
                        ("时间", answer["held_on"]),
                        ("结合", combined),
                        ("主持", answer["chair_name"]),
                        ("出席", "、".join(one["name"] for one in answer["attendants"])),
                        ("会前统计", _pack(pack)),
                    )
                )
            ),
            Section(heading="一、此前决议的落实", **or_none(table(PLEDGES, pack["pledges"]))),
            Section(heading="二、统计", texts=(_numbers(pack["statistics"]),)),
            Section(
                heading="三、议题",
                texts=tuple(f"{one['item']}. {one['title']}" for one in answer["agenda"]),
                **table(MATTERS, _matters(answer)),
            ),
            Section(heading="四、记录", texts=(answer["text"],)),
            Section(heading="五、决议", **or_none(table(RESOLVED, answer["resolutions"]))),
        ),
        signatures=("主持人", "记录人"),
        position=answer["position"],
        digest=digest(answer),
    )


def _pack(pack: Mapping[str, Any]) -> str:
    agrees = "重算一致" if pack["agrees"] else f"重算不一致（{pack['reckoned'][:16]}）"
    return f"前 {pack['position']} 条记录，摘要 {pack['digest'][:16]}，{agrees}"


def _numbers(numbers: Mapping[str, Any]) -> str:
    return (
        f"本季度获知 {numbers['learned']} 件，办结 {numbers['concluded']} 件，"
        f"已反馈结果 {numbers['answered']} 件，记录不完整 {numbers['incomplete']} 件；"
        f"季末未办结 {numbers['open']} 件，其中以前获知的 {numbers['open_before']} 件。"
    )


def _matters(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for item in answer["agenda"]:
        for matter in item["matters"]:
            yield {**matter, "item": item["item"]}
