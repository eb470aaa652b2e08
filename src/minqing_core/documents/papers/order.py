"""A supervision order （督办单）: what is to be seen to, by whom, by when, and what came of it."""

from collections.abc import Mapping
from typing import Any

from minqing_core.documents.papers.paper import Paper, PartUnknownError, Section, digest, named
from minqing_core.views.labels import label


def paper(answer: Mapping[str, Any], number: int = 1) -> Paper:
    """Return one supervision order of a matter (S72).

    Raises:
        PartUnknownError: the matter has no such order.
    """
    order = _order(answer, number)
    over = f"，逾期 {order['overdue_days']} 天" if order["overdue_days"] else ""
    return Paper(
        kind="order",
        title="挂牌督办单" if order["listed"] else "督办单",
        number=f"{answer['case']}-{number}",
        unit=order["by_unit_name"],
        sections=(
            Section(
                facts=named(
                    (
                        ("事项", f"{answer['case']}《{answer['matter']['title']}》"),
                        ("督办人", f"{order['by_unit_name']} {order['by_name']}".strip()),
                        ("督办对象", order["to_name"]),
                        (
                            "承办",
                            f"{answer['hands']['unit_name']} {answer['hands']['owner_name']}",
                        ),
                        ("下达", order["ordered_on"]),
                        ("期限", order["due"]),
                        ("状态", f"{label('order', order['state'])}{over}"),
                    )
                )
            ),
            Section(heading="督办要求", texts=(order["text"],)),
            Section(heading="事由", texts=(answer["matter"]["text"],)),
            Section(
                heading="办理答复",
                facts=named((("答复", order["replied_on"]), ("销号", order["closed_on"]))),
                texts=(order["reply"] or "（尚未答复）",),
            ),
        ),
        signatures=("督办人", "承办人", "销号人"),
        position=answer["position"],
        digest=digest(answer),
    )


def _order(answer: Mapping[str, Any], number: int) -> dict[str, Any]:
    orders: dict[int, dict[str, Any]] = {one["order"]: one for one in answer["orders"]}
    if number not in orders:
        known = "、".join(map(str, orders)) or "无"
        raise PartUnknownError(what="督办单", number=number, known=known)
    return orders[number]
