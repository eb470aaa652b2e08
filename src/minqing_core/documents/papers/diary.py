"""An entry of the diary as it is printed: 事由, 办理过程, 办理结果 (S18)."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_core.documents.papers.paper import Facts, Paper, Section, digest, named, table
from minqing_core.views import page_words
from minqing_core.views.labels import label

MEASURES = {
    "measure": "序号",
    "text": "措施",
    "owner_name": "责任人",
    "due": "期限",
    "done_on": "落实",
}
HOLDERS = {"unit_name": "单位", "name": "负责人", "since": "自", "until": "至"}
TELLING = {"version": "步", "on": "日期", "by_name": "办理人", "what": "事项", "text": "内容"}


def paper(answer: Mapping[str, Any]) -> Paper:
    """Return the three-part page of a matter (S18)."""
    matter, hands = answer["matter"], answer["hands"]
    return Paper(
        kind="diary",
        title="民情日记",
        number=str(answer["case"]),
        unit=str(hands["unit_name"]),
        sections=(
            Section(heading="一、事由", facts=about(answer), texts=(matter["text"],)),
            Section(heading="二、办理过程", **_told(answer, results=False)),
            Section(heading="落实措施", **table(MEASURES, answer["measures"])),
            Section(heading="三、办理结果", **_told(answer, results=True)),
            Section(heading="承办经过", **table(HOLDERS, map(_held, hands["holders"]))),
        ),
        signatures=("记录人", "承办人", "审阅人"),
        position=answer["position"],
        digest=digest(answer),
    )


def about(answer: Mapping[str, Any]) -> Facts:
    """Return what a matter is about, by name; *answer* is its page."""
    matter, hands, book = answer["matter"], answer["hands"], answer["book"]
    return named(
        (
            ("标题", matter["title"]),
            ("状态", answer["status_text"]),
            ("性质", matter["kind_text"]),
            ("类别", matter["category_label"]),
            ("渠道", matter["channel_text"]),
            ("缓急", matter["urgency_text"]),
            ("地点", matter["place_name"]),
            ("诉求人", "、".join(_brought(matter["petitioners"]))),
            ("获知", str(matter["learned_at"])[:10]),
            ("记录", f"{hands['recorded_by_name']} {str(hands['recorded_at'])[:10]}"),
            ("承办", f"{hands['unit_name']} {hands['owner_name']}"),
            ("领导责任", hands["leader_name"]),
            ("记录本", "" if book is None else f"{book['serial']} 第 {book['page']} 页"),
        )
    )


def _brought(petitioners: list[dict[str, Any]]) -> Iterator[str]:
    for one in petitioners:
        number = f"（{one['count']} 人）" if one["count"] > 1 else ""
        yield f"{one['name'] or label('petitioner', one['kind'])}{number}"


def _told(answer: Mapping[str, Any], *, results: bool) -> Mapping[str, Any]:
    lines = [line for line in answer["said"] if (line["kind"] in page_words.RESULTS) is results]
    if not lines:
        return {"texts": ("（尚无）",)}
    rows = ({**one, "what": page_words.named(one), "text": _said(one)} for one in lines)
    return table(TELLING, rows)


def _said(line: Mapping[str, Any]) -> str:
    late = f"（补记 {line['late_days']} 日）" if line["late_days"] else ""
    return f"{page_words.passage(line)}{late}"


def _held(holder: Mapping[str, Any]) -> dict[str, Any]:
    until = holder["until"]
    return {**holder, "since": holder["since"][:10], "until": until[:10] if until else "至今"}
