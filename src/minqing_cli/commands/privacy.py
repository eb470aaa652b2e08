"""Personal data: restricted, and destroyed by two people once it need no longer be kept."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import Code, Decorated, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.privacy"
LAZILY = {
    "restrict": (f"{HERE}:restrict", "限制处理：只保存，不再使用"),
    "lift": (f"{HERE}:lift", "解除限制处理"),
    "shred": (f"{HERE}:shred", "申请删除，保存期限届满后"),
    "approve": (f"{HERE}:approve", "批准删除，由他人；不可恢复"),
    "refuse": (f"{HERE}:refuse", "不批准删除"),
    "withdraw": (f"{HERE}:withdraw", "撤回删除申请"),
    "list": (f"{HERE}:list_", "列出限制处理、申请删除和已删除的"),
    "show": (f"{HERE}:show", "看一个对象：状态、何日起可以删除、经过"),
}
GROUND, OBJECTION = Code("privacy-ground"), Code("privacy-objection")
KIND, STATE = Code("privacy-subject"), Code("privacy-state")
COLUMNS = {
    "subject": "对象",
    "kind_text": "种类",
    "state_text": "状态",
    "ground_text": "理由",
    "allowed_from": "可删除日",
}
LAW = "个人信息保护法第四十七条"


@click.group(cls=LazyGroup, lazily=LAZILY)
def privacy() -> None:
    """个人信息：限制处理；保存期限届满后一人申请、另一人批准删除。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("subject", metavar="对象")(body)


@click.command(
    epilog=examples(
        "minqing privacy restrict case:2026-000001:p1 --ground 本人撤回同意 \\",
        f"    --basis {LAW}",
    )
)
@_one
@field("--ground", "ordered.ground", "理由", type=GROUND)
@field("--basis", "ordered.basis", "法律依据，不写姓名", metavar="文字")
@recording("privacy.restrict")
def restrict(desk: Desk) -> None:
    """限制处理：其中的文字只保存，不再显示、检索、使用。

    对象写作 case:编号、case:编号:p1（第一名诉求人）、person:编号、household:编号、
    household:编号:m1（第一名成员）、visit:编号。
    """
    desk.record()


@click.command(epilog=examples(f"minqing privacy lift case:2026-000001 --basis {LAW}"))
@_one
@field("--basis", "lifted.basis", "法律依据，不写姓名", metavar="文字")
@recording("privacy.lift")
def lift(desk: Desk) -> None:
    """解除限制处理。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing privacy shred case:2014-000001 --ground 保存期限已届满 \\",
        f"    --basis {LAW}",
    )
)
@_one
@field("--ground", "asking.ground", "理由", type=GROUND)
@field("--basis", "asking.basis", "法律依据，不写姓名", metavar="文字")
@recording("privacy.shred")
def shred(desk: Desk) -> None:
    """申请删除；保存期限未届满的说明何日起可以删除。"""
    desk.record()


@click.command(epilog=examples("minqing privacy approve case:2014-000001"))
@_one
@recording("privacy.approve")
def approve(desk: Desk) -> None:
    """批准删除：密钥即行销毁，不可恢复；申请人和经办人不能批准。

    已导出的文件（PDF、Word、Excel 等）由持有人自行删除。
    """
    desk.record()


@click.command(epilog=examples("minqing privacy refuse case:2014-000001 --objection 仍须使用"))
@_one
@field("--objection", "refused.objection", "理由", type=OBJECTION)
@recording("privacy.refuse")
def refuse(desk: Desk) -> None:
    """不批准删除。"""
    desk.record()


@click.command(epilog=examples("minqing privacy withdraw case:2014-000001 --objection 对象有误"))
@_one
@field("--objection", "withdrawn.objection", "理由", type=OBJECTION)
@recording("privacy.withdraw")
def withdraw(desk: Desk) -> None:
    """撤回删除申请。"""
    desk.record()


@click.command("list", epilog=examples("minqing privacy list --state 删除待批准"))
@field("--kind", "which.kind", "种类", type=KIND)
@field("--state", "which.state", "状态", type=STATE)
@paged
@reading("privacy.list")
def list_(desk: Desk) -> None:
    """列出限制处理、申请删除和已删除的，先后以首次决定为准，后者在前。"""
    desk.show(desk.ask(), columns=COLUMNS)


@click.command(epilog=examples("minqing privacy show case:2014-000001"))
@_one
@reading("privacy.show")
def show(desk: Desk) -> None:
    """看一个对象：状态、保存期限、何日起可以删除、经过。"""
    desk.show(desk.ask(), columns=COLUMNS, page=_lines)


def _lines(page: dict[str, Any]) -> Iterator[str]:
    left = "" if page["words"] else "，无留存的个人信息"
    yield f"{page['subject']} {page['kind_text']} {page['state_text']}{left}"
    if page["running"]:
        yield f"{page['running']}，保存期限尚未起算"
    elif page["allowed_from"] is None:
        yield f"{page['ended']} 起保存，活动方案没有规定保存期限"
    else:
        yield f"{page['ended']} 起保存 {page['years']} 年，{page['allowed_from']} 起可以删除"
    yield from (f"责任追究 {inquiry} 尚未终结，须保留" for inquiry in page["inquiries"])
    yield from (f"  {item['occurred_on']} {item['sentence']}" for item in page["items"])
