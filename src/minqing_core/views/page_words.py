"""What was put on record in a matter, as a line under its name."""

from collections.abc import Mapping
from typing import Any

from minqing_core.views.labels import label

ENDS = ("FeedbackGiven", "FeedbackImpossible", "ExplanationGiven", "SolutionDeferred")
AFTERWARDS = ("LookedAgain", "ExtensionTold", "Revisited", "OutcomeDisputed", "CaseReopened")
RESULTS = (*ENDS, "CaseConcluded", *AFTERWARDS)
FACTS = {
    "CauseRecorded": "原因",
    "DeliberationRecorded": "研究办法",
    "NoteRecorded": "办理情况",
    "MeasureAdopted": "措施",
    "MeasureCarriedOut": "落实",
    "MeasureDropped": "撤销措施",
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
AGREES = {True: "答复与实际一致", False: "答复与实际不一致"}
NAMED = {"AccusedNamed": "反映的是{}", "LeadersTold": "{}"}
NOT_SAID = {"response": "none", "form": "narrative"}


def passage(line: Mapping[str, Any]) -> str:
    """Return what a passage says, with its notes; *line* is one of a matter's page."""
    fact = line["fact"]
    words = "。".join(str(fact[name]).rstrip("。") for name in WORDS if fact.get(name))
    notes = [
        label(name, fact[name])
        for name in CODED
        if fact.get(name) not in {None, NOT_SAID.get(name)}
    ]
    notes += [AGREES[fact["as_told"]]] if "as_told" in fact else []
    named = NAMED.get(str(line["kind"]), "由{}负责")
    notes += [named.format(line["whom"])] if line["whom"] else []
    notes += [SHOWN[name].format(fact[name]) for name in SHOWN if fact.get(name)]
    told = "、".join(notes)
    return f"{words}（{told}）" if words and told else words or told


def named(line: Mapping[str, Any]) -> str:
    """Return what kind of passage it is."""
    kind = str(line["kind"])
    return FACTS.get(kind, kind)
