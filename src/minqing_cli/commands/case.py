"""Matters: what a cadre puts on record."""

from typing import Any

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import HOUSEHOLD, PERSON, UNIT, VISIT, Code, Words, field, number
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import recording
from minqing_cli.refusals import Refusal

READ = "minqing_cli.commands.case_reading"
HERE = "minqing_cli.commands.case"
COURSE = "minqing_cli.commands.case_course"
LINKS = "minqing_cli.commands.case_links"
SLIP = "minqing_cli.commands.case_slip"
CHECK = "minqing_cli.commands.case_checking"
REPLAY = "minqing_cli.commands.case_replay"
DOSSIER = "minqing_cli.commands.case_dossier"
HOLDING = "minqing_cli.commands.case_holding"
LAZILY = {
    "record": (f"{HERE}:record", "记下群众反映的一件事"),
    "step": (f"{HERE}:step", "记一步办理：原因、研究、措施、落实、领导责任、情况"),
    "feedback": (f"{HERE}:feedback", "记向群众的反馈，和群众的意见"),
    "excuse": (f"{HERE}:excuse", "记为什么无法反馈"),
    "explain": (f"{HERE}:explain", "记向群众作的解释"),
    "conclude": (f"{HERE}:conclude", "办结，或定下日子再看"),
    "amend": (f"{HERE}:amend", "更正，原文保留"),
    "accuse": (f"{HERE}:accuse", "写明反映的是哪名干部，此事对其单位关闭"),
    "identity": (f"{HERE}:identity", "查看受保护的反映人身份，查看本身入记录"),
    "recategorise": (f"{COURSE}:recategorise", "改归类别，原类别保留"),
    "park": (f"{COURSE}:park", "挂账：因客观原因停算时限"),
    "resume": (f"{COURSE}:resume", "恢复：时限继续计算"),
    "extend": (f"{COURSE}:extend", "申请延期"),
    "extend-approve": (f"{COURSE}:extend_approve", "批准延期"),
    "extend-refuse": (f"{COURSE}:extend_refuse", "不批准延期"),
    "extend-tell": (f"{COURSE}:extend_tell", "告知群众延期及其原因"),
    "look": (f"{COURSE}:look", "复看暂缓的事，定下次复看的日子"),
    "revisit": (f"{COURSE}:revisit", "回访：没有办理过的人问群众"),
    "dispute": (f"{COURSE}:dispute", "记群众对办理结果的异议"),
    "reopen": (f"{COURSE}:reopen", "重新办理，原来的办结保留"),
    "link": (f"{LINKS}:link", "列为重复"),
    "unlink": (f"{LINKS}:unlink", "解除重复"),
    "merge": (f"{LINKS}:merge", "并案：在另一件事中办理"),
    "unmerge": (f"{LINKS}:unmerge", "解除并案"),
    "split": (f"{LINKS}:split", "拆分：其中一件事单独记录"),
    "recuse": (f"{LINKS}:recuse", "提出回避"),
    "recuse-grant": (f"{LINKS}:recuse_grant", "准予回避"),
    "recuse-refuse": (f"{LINKS}:recuse_refuse", "不予回避"),
    "slip": (f"{SLIP}:slip", "给反映人的回执编号"),
    "progress": (f"{SLIP}:progress", "凭回执编号看办到哪一步"),
    "check": (f"{CHECK}:check", "看一件民情的记录缺什么"),
    "handover": (f"{HOLDING}:handover", "请另一人或另一单位接手"),
    "accept": (f"{HOLDING}:accept", "接手"),
    "decline": (f"{HOLDING}:decline", "对接手提出异议"),
    "recall": (f"{HOLDING}:recall", "撤回移交"),
    "assign": (f"{HOLDING}:assign", "指定承办人"),
    "escalate": (f"{HOLDING}:escalate", "向上级汇报"),
    "acknowledge": (f"{HOLDING}:acknowledge", "签收汇报"),
    "assist": (f"{HOLDING}:assist", "请别的单位协办"),
    "assist-accept": (f"{HOLDING}:assist_accept", "签收协办"),
    "assist-object": (f"{HOLDING}:assist_object", "对协办提出异议"),
    "assist-reply": (f"{HOLDING}:assist_reply", "答复协办"),
    "assist-end": (f"{HOLDING}:assist_end", "撤销协办"),
    "remind": (f"{HOLDING}:remind", "催办"),
    "supervise": (f"{HOLDING}:supervise", "督办"),
    "supervise-reply": (f"{HOLDING}:supervise_reply", "答复督办"),
    "supervise-close": (f"{HOLDING}:supervise_close", "督办销号"),
    "list": (f"{READ}:list_", "列出民情，可筛选、可全文检索"),
    "count": (f"{READ}:count", "统计民情"),
    "show": (f"{READ}:show", "看一件民情：事由、办理过程、办理结果"),
    "log": (f"{READ}:log", "看一件民情的经过"),
    "diff": (f"{READ}:diff", "看一件民情在两个时刻之间的变化"),
    "dossier": (f"{DOSSIER}:dossier", "卷宗：一件民情的经过、职责、查明、知情，成文移交"),
    "findings": (f"{REPLAY}:findings", "查一件民情：哪些职责逾期、谁负责、凭哪些记录"),
    "knowledge": (f"{REPLAY}:knowledge", "谁从何时起可能知情、凭什么、何时才办"),
    "why": (f"{REPLAY}:why", "为什么是这个状态：各项状态凭哪些记录"),
    "blame": (f"{REPLAY}:blame", "每一项由谁在何时写定，谁先知情，谁负责了多久"),
    "replay": (f"{REPLAY}:replay", "重放记录：某一时刻全部民情的状态，每件一行 JSON"),
    "bisect": (f"{REPLAY}:bisect", "某人最早哪天可能知情、凭哪条记录"),
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def case() -> None:
    """民情：一事一记，从进门到答复。"""


@click.command(
    epilog=examples(
        "minqing case record --kind problem --channel visit --category HOT_DIFFICULT.ROADS \\",
        "    --title 村口路灯不亮 --text 坏了三个月 --petitioner 李大娘 --contact 13800000000",
        "minqing case record --from matter.json",
        "minqing case record --category VILLAGE_GOVERNANCE.CONDUCT --accused 陈国强 \\",
        "    --owner 王小明 --kind problem --channel letter --title … --text … --petitioner …",
        "minqing case record --household dafeng-000001 --petitioner 李小军 --member 1 …",
        "cat 来信.txt | minqing case record --kind 诉求 --channel 来信 … --text - --anonymous",
    )
)
@field("--title", "matter.title", "标题：一句话说明是什么事")
@field("--text", "matter.text", "事由：群众反映的情况；- 从标准输入读", type=Words())
@field("--kind", "matter.kind", "性质", type=Code("kind"))
@field("--channel", "matter.channel", "渠道", type=Code("channel"))
@field("--category", "matter.category", "类别代码，见 programme categories")
@field("--category-label", "matter.category_label", "类别说明，类别为其他时须填")
@field("--place", "matter.place", "地点", type=UNIT)
@field("--household", "matter.household", "哪一户的事", type=HOUSEHOLD)
@field("--visit", "matter.visit", "哪次走访得知的", type=VISIT)
@field("--petitioner", "matter.petitioners", "诉求人姓名，可多次", multiple=True)
@field("--contact", "contacts", "诉求人电话，与 --petitioner 依次对应", multiple=True)
@field("--member", "members", "诉求人在住户中的序号，与 --petitioner 依次对应", multiple=True)
@field("--anonymous", "anonymous", "诉求人不愿具名", is_flag=True)
@field("--group", "group", "集体反映的人数", metavar="数")
@field("--accused", "matter.accused", "被反映的干部，可多次", type=PERSON, multiple=True)
@field("--protected", "matter.protected", "诉求人要求保密，身份密封", is_flag=True)
@field("--urgency", "matter.urgency", "缓急", type=Code("urgency"))
@field("--learned", "matter.learned_at", "何时获知：日期或带时区的时间；缺省为现在")
@field("--occurred-on", "matter.occurred_on", "事情发生的日期")
@field("--owner", "owner", "负责人；缺省为办理人", type=PERSON)
@field("--unit", "unit", "承办单位；缺省为办理人所在单位", type=UNIT)
@field("--book", "book", "记入哪一册记录本（册号）；缺省为记录人现用的一册")
@field("--attest", "attested", "本人核实，内容属实", is_flag=True)
@recording("case.record")
def record(desk: Desk) -> None:
    """记下群众反映的一件事。"""
    matter = desk.given.setdefault("matter", {})
    petitioners = _petitioners(desk.given)
    if petitioners:
        matter["petitioners"] = petitioners
    matter.setdefault("learned_at", desk.today())
    desk.record()


@click.command(
    epilog=examples(
        "minqing case step 2026-000001 --kind cause --text 线路老化",
        "minqing case step 2026-000001 --kind measure --text 换线 --owner 王小明 --due 2026-12-01",
        "minqing case step 2026-000001 --kind carried-out --measure 1 --text 已换线",
        "minqing case step 2026-000001 --kind leader --leader 陈国强",
    )
)
@number
@field("--kind", "step.kind", "哪一步", type=Code("step"))
@field("--text", "step.text", "内容；- 从标准输入读", type=Words())
@field("--form", "step.form", "体裁", type=Code("form"))
@field("--owner", "step.owner", "措施的负责人", type=PERSON)
@field("--due", "step.due", "措施的完成日期")
@field("--measure", "step.measure", "落实的是第几项措施", metavar="数")
@field("--leader", "step.leader", "负领导责任的人", type=PERSON)
@recording("case.step")
def step(desk: Desk) -> None:
    """记一步办理：原因、研究办法、措施、落实、领导责任、办理情况。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case feedback 2026-000001 --stage result --means visit \\",
        "    --text 灯已修好 --response satisfied",
    )
)
@number
@field("--stage", "feedback.stage", "反馈什么", type=Code("stage"))
@field("--means", "feedback.means", "以什么方式", type=Code("means"))
@field("--text", "feedback.text", "向群众说了什么；- 从标准输入读", type=Words())
@field("--told-to", "feedback.told_to", "反馈给谁；缺省为诉求人")
@field("--response", "feedback.response", "群众的态度", type=Code("response"))
@field("--response-text", "feedback.response_text", "群众的意见", type=Words())
@recording("case.feedback")
def feedback(desk: Desk) -> None:
    """记向群众反馈了处理意见或办理结果，以及群众的意见。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case excuse 2026-000001 --stage result --hindrance unreachable \\",
        "    --text 三次去电均为空号",
    )
)
@number
@field("--stage", "impossible.stage", "什么无法反馈", type=Code("stage"))
@field("--hindrance", "impossible.hindrance", "因何无法反馈", type=Code("hindrance"))
@field("--text", "impossible.text", "具体情形；- 从标准输入读", type=Words())
@recording("case.excuse")
def excuse(desk: Desk) -> None:
    """记为什么无法向群众反馈。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case explain 2026-000001 --means visit --text 规划未批，暂不能建 \\",
        "    --response accepted",
    )
)
@number
@field("--means", "explanation.means", "以什么方式", type=Code("means"))
@field("--text", "explanation.text", "向群众解释了什么；- 从标准输入读", type=Words())
@field("--response", "explanation.response", "群众的态度", type=Code("response"))
@recording("case.explain")
def explain(desk: Desk) -> None:
    """记向群众解释了为什么不能办、或暂时不能办。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case conclude 2026-000001 --outcome resolved --effect 路灯已亮",
        "minqing case conclude 2026-000002 --outcome temporarily-unresolvable --cause funds \\",
        "    --basis 本年预算已用尽 --effect 已列入明年计划 --next-look 2027-03-01",
    )
)
@number
@field("--outcome", "conclusion.outcome", "结果", type=Code("outcome"))
@field("--effect", "conclusion.effect", "办理效果；- 从标准输入读", type=Words())
@field("--indicator", "conclusion.indicator", "可核实的指标")
@field("--cause", "conclusion.cause", "客观原因", type=Code("cause"))
@field("--basis", "conclusion.basis", "依据", type=Words())
@field("--next-look", "conclusion.next_look", "暂不能解决的，何日再看")
@recording("case.conclude")
def conclude(desk: Desk) -> None:
    """办结；暂时不能解决的，定下日子再看。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case amend 2026-000001 --field title --value 东风村口路灯不亮 --reason 补地名",
        "minqing case amend 2026-000001 --step 3 --field text --value 换线两百米 --reason 笔误",
    )
)
@number
@field("--step", "amendment.version", "更正第几步；缺省为第 1 步", metavar="数")
@field("--field", "amendment.field", "更正哪一项，如 title、text、place；类别用 recategorise")
@field("--value", "amendment.value", "更正为；- 从标准输入读", type=Words())
@field("--reason", "amendment.reason", "更正理由")
@recording("case.amend")
def amend(desk: Desk) -> None:
    """更正写错的内容；原文保留，两者都看得到。"""
    desk.record()


@click.command(
    epilog=examples("minqing case accuse 2026-000001 --accused 陈国强 --reason 来信点名")
)
@number
@field("--accused", "naming.person", "被反映的干部", type=PERSON)
@field("--reason", "naming.reason", "从何得知反映的是此人")
@recording("case.accuse")
def accuse(desk: Desk) -> None:
    """写明反映的是哪名干部；此后本人和所在单位都看不到此事。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case identity 2026-000001 --reason 上门核实情况",
        "minqing case identity 2026-000001 --petitioner 2 --reason 反馈办理结果",
    )
)
@number
@field("--petitioner", "opening.petitioners", "第几位，可多次；缺省为全部", multiple=True)
@field("--reason", "opening.reason", "为什么要查看")
@recording("case.identity")
def identity(desk: Desk) -> None:
    """查看受保护的反映人是谁；何人何时因何查看，都入记录。"""
    from minqing_cli.case_page import identities  # noqa: PLC0415 - only for this page

    desk.record(page=identities)


def _petitioners(given: dict[str, Any]) -> list[dict[str, Any]]:
    told = given["matter"].pop("petitioners", [])
    found = [{"kind": "named", "name": one} if isinstance(one, str) else one for one in told]
    if told and given.get("anonymous"):
        raise Refusal("petitioner", "--anonymous 与 --petitioner 不能同用：不愿具名的不写姓名")
    if given.pop("anonymous", False):
        found.append({"kind": "anonymous"})
    if (count := given.pop("group", None)) is not None:
        found.append({"kind": "group", "count": count})
    for option, name in (("contacts", "contact"), ("members", "member")):
        said = given.pop(option, [])
        if len(said) > len(found):
            text = f"--{name} 多于诉求人，请与 --petitioner 依次对应"
            raise Refusal(f"{name}-extra", text)
        for petitioner, one in zip(found, said, strict=False):
            petitioner[name] = one
    return found
