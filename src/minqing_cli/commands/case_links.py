"""Matters that belong together, and people who keep away from one."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, PERSON, UNIT, Code, Words, field, number
from minqing_cli.help import examples
from minqing_cli.options import recording


@click.command(
    epilog=examples("minqing case link 2026-000002 --of 2026-000001 --reason 说的是同一盏灯")
)
@number
@field("--of", "linked.of", "与哪一件事重复", type=NUMBER, metavar="编号")
@field("--reason", "linked.reason", "为什么认定是同一件事；- 从标准输入读", type=Words())
@recording("case.link")
def link(desk: Desk) -> None:
    """列为重复：认定此事与另一件是同一件事；两件都看得到，各自答复。"""
    desk.record()


@click.command(
    epilog=examples("minqing case unlink 2026-000002 --of 2026-000001 --reason 是另一盏灯")
)
@number
@field("--of", "unlinked.of", "曾列为与哪一件事重复", type=NUMBER, metavar="编号")
@field("--reason", "unlinked.reason", "为什么认定不是同一件事；- 从标准输入读", type=Words())
@recording("case.unlink")
def unlink(desk: Desk) -> None:
    """解除重复。"""
    desk.record()


@click.command(
    epilog=examples("minqing case merge 2026-000002 --into 2026-000001 --reason 同一条线路")
)
@number
@field("--into", "merged.whole", "并入哪一件事", type=NUMBER, metavar="编号")
@field("--reason", "merged.reason", "为什么并在一起办理；- 从标准输入读", type=Words())
@recording("case.merge")
def merge(desk: Desk) -> None:
    """并案：此后在另一件事中办理；向本事群众的反馈和办结仍各自记录。"""
    desk.record()


@click.command(
    epilog=examples("minqing case unmerge 2026-000002 --from-case 2026-000001 --reason 线路不同")
)
@number
@field("--from-case", "undone.whole", "曾并入哪一件事", type=NUMBER, metavar="编号")
@field("--reason", "undone.reason", "为什么要分开办理；- 从标准输入读", type=Words())
@recording("case.unmerge")
def unmerge(desk: Desk) -> None:
    """解除并案：单独办理。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case split 2026-000001 --title 水管漏水 --text 同一户还说水管漏水 \\",
        "    --category HOT_DIFFICULT.WATER --reason 一事一记",
    )
)
@number
@field("--title", "portion.title", "拆出的事的标题")
@field("--text", "portion.text", "拆出的事的事由；- 从标准输入读", type=Words())
@field("--reason", "portion.reason", "为什么要分开记录", type=Words())
@field("--kind", "portion.kind", "性质；缺省与原事相同", type=Code("kind"))
@field("--category", "portion.category", "类别代码；缺省与原事相同")
@field("--category-label", "portion.category_label", "类别说明，类别为其他时须填")
@field("--petitioner", "portion.petitioners", "诉求人姓名，可多次；缺省与原事相同", multiple=True)
@field("--owner", "portion.owner", "负责人；缺省与原事相同", type=PERSON)
@field("--unit", "portion.unit", "承办单位；缺省与原事相同", type=UNIT)
@field("--attest", "portion.attested", "本人核实，内容属实", is_flag=True)
@recording("case.split")
def split(desk: Desk) -> None:
    """拆分：把其中一件事单独记录，诉求人两边都要答复。"""
    portion = desk.given.get("portion", {})
    if "petitioners" in portion:
        portion["petitioners"] = [
            {"kind": "named", "name": one} if isinstance(one, str) else one
            for one in portion["petitioners"]
        ]
    desk.record()


@click.command(
    epilog=examples("minqing case recuse 2026-000001 --person 李秀英 --reason 是当事人的妹妹")
)
@number
@field("--person", "asked.person", "谁应当回避", type=PERSON)
@field("--reason", "asked.reason", "与此事有什么利害关系；- 从标准输入读", type=Words())
@recording("case.recuse")
def recuse(desk: Desk) -> None:
    """提出回避：本人提出，或由办理、协调此事的人提出。"""
    desk.record()


@click.command(
    "recuse-grant",
    epilog=examples(
        "minqing case recuse-grant 2026-000001 --person 李秀英",
        "minqing case recuse-grant 2026-000001 --person 陈国强 --owner 李秀英 --reason 情况属实",
    ),
)
@number
@field("--person", "granting.person", "谁回避", type=PERSON)
@field("--reason", "granting.reason", "决定的理由", type=Words())
@field("--owner", "granting.owner", "回避的是负责人时，由谁接手", type=PERSON)
@field("--unit", "granting.unit", "接手人的单位；缺省不变", type=UNIT)
@recording("case.recuse-grant")
def recuse_grant(desk: Desk) -> None:
    """准予回避：此人不再参与办理；是负责人的，同时写明由谁接手。"""
    desk.record()


@click.command(
    "recuse-refuse",
    epilog=examples(
        "minqing case recuse-refuse 2026-000001 --person 李秀英 --reason 并无亲属关系"
    ),
)
@number
@field("--person", "refused.person", "谁不必回避", type=PERSON)
@field("--reason", "refused.reason", "为什么不必回避；- 从标准输入读", type=Words())
@recording("case.recuse-refuse")
def recuse_refuse(desk: Desk) -> None:
    """不予回避。"""
    desk.record()
