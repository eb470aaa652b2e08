"""The list of what somebody who leaves hands over （移交清册）."""

from collections.abc import Mapping
from typing import Any

from minqing_core.documents.papers.paper import Paper, Section, digest, named, or_none, table

ITEMS = {
    "number": "序号",
    "what_text": "种类",
    "id": "编号",
    "title": "事项",
    "status_text": "现状",
    "done_on": "移交日期",
    "receiver_name": "接收人",
    "signature": "签字",
}


def paper(answer: Mapping[str, Any]) -> Paper:
    """Return the hand-over list of somebody who leaves (S46)."""
    items = ({**item, "number": n} for n, item in enumerate(answer["items"], start=1))
    left = sum(item["open"] for item in answer["items"])
    return Paper(
        kind="leaving",
        title="移交清册",
        number=str(answer["person"]),
        unit="",
        sections=(
            Section(
                facts=named(
                    (
                        ("姓名", f"{answer['name']}（{answer['person']}）"),
                        ("调往", answer["destination"]),
                        ("最后在任日", answer["until"]),
                        ("截至", answer["on"]),
                        ("结论", f"尚有 {left} 项未移交" if left else "全部移交完毕"),
                    )
                )
            ),
            Section(heading="移交事项", **or_none(table(ITEMS, items))),
        ),
        signatures=("移交人", "接收人", "监交人"),
        position=answer["position"],
        digest=digest(answer),
    )
