"""A matter as a page: 事由， 办理过程， 办理结果； and its limits day by day."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.course_page import course_lines
from minqing_cli.hands_page import hands_lines
from minqing_cli.table import instant, table
from minqing_core.views.labels import label

Plain = dict[str, Any]
ENDS = ("FeedbackGiven", "FeedbackImpossible", "ExplanationGiven", "SolutionDeferred")
AFTERWARDS = ("LookedAgain", "ExtensionTold", "Revisited", "OutcomeDisputed", "CaseReopened")
RESULTS = (*ENDS, "CaseConcluded", *AFTERWARDS)
FACTS = {
    "CauseRecorded": "原因",
    "DeliberationRecorded": "研究办法",
    "NoteRecorded": "办理情况",
    "MeasureAdopted": "措施",
    "MeasureCarriedOut": "落实",
    "LeaderAssigned": "领导责任",
    "FeedbackGiven": "反馈",
    "FeedbackImpossible": "无法反馈",
    "ExplanationGiven": "解释",
    "SolutionDeferred": "暂缓",
    "CaseConcluded": "办结",
    "AccusedNamed": "被反映人",
    "IdentityOpened": "查看身份",
    "HandoverAsked": "请求接手",
    "HandoverAccepted": "接手",
    "HandoverRefused": "提出异议",
    "HandoverWithdrawn": "撤回移交",
    "CaseAssigned": "改定负责人",
    "ReportedUp": "向上级汇报",
    "ReportAcknowledged": "签收汇报",
    "LeadersTold": "即时报告",
    "CohandlingAsked": "请求协办",
    "CohandlingAccepted": "签收协办",
    "CohandlingObjected": "协办异议",
    "CohandlingReplied": "协办答复",
    "CohandlingEnded": "撤销协办",
    "ReminderSent": "催办",
    "SupervisionOrdered": "督办",
    "SupervisionReplied": "督办答复",
    "SupervisionClosed": "督办销号",
    "ClockParked": "挂账",
    "ClockResumed": "恢复",
    "ExtensionAsked": "申请延期",
    "ExtensionApproved": "批准延期",
    "ExtensionRefused": "不批准延期",
    "ExtensionTold": "告知延期",
    "LookedAgain": "复看",
    "Revisited": "回访",
    "OutcomeDisputed": "群众异议",
    "CaseReopened": "重新办理",
    "LinkedAsDuplicate": "列为重复",
    "DuplicateFound": "有重复",
    "DuplicateUnlinked": "解除重复",
    "DuplicateReleased": "重复已解除",
    "MergedInto": "并案",
    "TookIn": "并入他事",
    "MergeUndone": "解除并案",
    "PartReleased": "并入已解除",
    "SplitFrom": "拆自他事",
    "SplitOff": "拆出",
    "RecusalAsked": "提出回避",
    "RecusalGranted": "准予回避",
    "RecusalRefused": "不予回避",
}
STATES = {"open": "进行中", "met": "按期完成", "met-late": "逾期完成", "missed": "逾期未完成"}
CODED = ("form", "stage", "means", "response", "hindrance", "outcome", "cause", "duty")
WORDS = ("text", "effect", "indicator", "basis", "response_text", "reason", "instruction")
SHOWN = {
    "measure": "第 {} 项",
    "due": "{} 前完成",
    "next_look": "{} 再看",
    "extension": "第 {} 次",
    "report": "第 {} 号",
    "task": "第 {} 号",
    "order": "第 {} 号",
    "follow_up": "{} 跟进",
    "until": "至 {}",
    "of": "{}",
    "duplicate": "{}",
    "whole": "{}",
    "part": "{}",
}
NOT_SAID = {"response": "none", "form": "narrative"}


def lines(page: Plain) -> Iterator[str]:
    """Yield the page of a matter."""
    yield f"{page['case']}《{page['matter']['title']}》 {page['status_text']}"
    yield from ("", "一、事由")
    yield from _matter(page)
    yield from ("", "二、办理过程")
    yield from _said(page, results=False)
    yield from ("", "三、办理结果")
    yield from _said(page, results=True)
    yield from hands_lines(page)
    yield from course_lines(page["course"])
    if page["amendments"]:
        yield from ("", "更正")
        yield from map(_amended, page["amendments"])


def limits(answer: Plain) -> Iterator[str]:
    """Yield the limits of a matter, each derived day by day."""
    for item in answer["items"]:
        tentative = "（暂定：该年工作日历尚未公布）" if item["tentative"] else ""
        yield f"{item['title']}（{item['clause']}）：{item['rule']}"
        began = "获知" if item["round"] == 1 else f"重新办理（第 {item['round']} 轮）"
        yield f"  {item['start']} {began}，{item['due']} 到期{tentative}，{_state(item)}"
        rows = [{**day, "counted": day["number"] or "不计"} for day in item["days"]]
        for line in table(rows, {"day": "日期", "counted": "第几日", "reason": "为何"}):
            yield f"  {line}"
        yield ""


def identities(answer: Plain) -> Iterator[str]:
    """Yield whose identity was opened."""
    for opened in answer["petitioners"]:
        told = opened["petitioner"]
        yield f"第 {opened['number']} 位：{_petitioner(told)} {told['address'] or ''}".rstrip()
    for name, number in (("住户", answer["household"]), ("走访", answer["visit"])):
        if number is not None:
            yield f"{name}：{number}"


def _state(item: Plain) -> str:
    by = "、".join(str(version) for version in item["met_by"])
    met = f"，{item['met_on']} 完成（第 {by} 步）" if item["met_on"] else ""
    return f"{STATES.get(item['state'], item['state'])}{met}"


def _matter(page: Plain) -> Iterator[str]:
    matter, hands = page["matter"], page["hands"]
    yield f"  {matter['text']}"
    facts = {
        "性质": matter["kind_text"],
        "渠道": matter["channel_text"],
        "类别": f"{matter['category_label']}（{matter['category']}）",
        "缓急": " ".join(filter(None, (matter["urgency_text"], matter["urgency_reason"]))),
        "地点": matter["place_name"],
        "诉求人": "、".join(map(_petitioner, matter["petitioners"])),
        "被反映人": "、".join(matter["accused_names"]),
        "获知": instant(matter["learned_at"]),
        "发生": matter["occurred_on"],
        "记录": _recorded(hands),
        "记录本": _book(page["book"]),
        "负责": f"{hands['unit_name']} {hands['owner_name']}",
        "领导责任": hands["leader_name"],
        "来源": matter["source"],
        "住户": matter["household"],
        "走访": matter["visit"],
    }
    for name, value in facts.items():
        if value:
            yield f"  {name}：{value}"


def _petitioner(petitioner: Plain) -> str:
    name = petitioner["name"] or label("petitioner", petitioner["kind"])
    number = f"（{petitioner['count']} 人）" if petitioner["count"] > 1 else ""
    return " ".join(filter(None, (f"{name}{number}", petitioner["contact"])))


def _recorded(hands: Plain) -> str:
    late = f"，补记 {hands['late_days']} 日" if hands["late_days"] else ""
    whom = f"（代{hands['on_behalf_of_name']}）" if hands["on_behalf_of_name"] else ""
    return f"{hands['recorded_by_name']}{whom}，{instant(hands['recorded_at'])}{late}"


def _book(book: Plain | None) -> str:
    return "" if book is None else f"册号 {book['serial']}，第 {book['page']} 页"


def _said(page: Plain, *, results: bool) -> Iterator[str]:
    told = [line for line in page["said"] if (line["kind"] in RESULTS) is results]
    if not told:
        yield "  （尚无）"
    for line in told:
        late = f"（补记 {line['late_days']} 日）" if line["late_days"] else ""
        kind = FACTS.get(line["kind"], line["kind"])
        yield f"  {line['version']}. {line['on']} {line['by_name']} {kind}：{_fact(line)}{late}"


def _fact(line: Plain) -> str:
    fact = line["fact"]
    words = "。".join(str(fact[name]).rstrip("。") for name in WORDS if fact.get(name))
    notes = [
        label(name, fact[name])
        for name in CODED
        if fact.get(name) not in {None, NOT_SAID.get(name)}
    ]
    named = "反映的是{}" if line["kind"] == "AccusedNamed" else "由{}负责"
    notes += [named.format(line["whom"])] if line["whom"] else []
    notes += [SHOWN[name].format(fact[name]) for name in SHOWN if fact.get(name)]
    return f"{words}（{'、'.join(notes)}）" if notes else words


def _amended(line: Plain) -> str:
    what = f"第 {line['amended']} 步的{label('fact', line['field'])}"
    return f"  {what}：「{line['before']}」→「{line['after']}」，理由：{line['reason']}"
