"""Pages of matters: the list, the record, and everything that is done about one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from minqing_core.views import page_words
from minqing_core.views.labels import label
from minqing_http.pages.amending import amending
from minqing_http.pages.page import Form, Listing, Page, Plain, RowWay, beside, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import word

ABOUT = {"about": shown("case.show")}
CASE = "/cases/{case}"
COLUMNS = {
    "number": "编号",
    "title": "标题",
    "status_text": "状态",
    "kind": "性质",
    "category_text": "类别",
    "place_name": "地点",
    "unit_name": "单位",
    "owner_name": "责任人",
    "learned_on": "获知",
    "result_on": "答复",
}
FILTERS = (
    *("words", "status", "place", "owner", "kind", "category", "unit", "urgency", "channel"),
    *("outcome", "learned_from", "learned_to", "hanging", "unanswered", "incomplete"),
    *("supervised", "assisted", "disputed", "dissatisfied", "as_of"),
)
TASKS = (
    *("case.step", "case.feedback", "case.explain", "case.conclude", "case.handover"),
    *("case.escalate", "case.remind", "case.supervise"),
)
MORE = (
    *("case.accept", "case.decline", "case.recall", "case.assist", "case.extend"),
    *("case.park", "case.resume", "case.excuse", "case.amend", "case.assign"),
    *("case.revisit", "case.look", "case.dispute", "case.reopen"),
    *("case.link", "case.merge", "case.split", "case.recategorise"),
    *("case.accuse", "case.recuse", "case.identity"),
)


OF_MEASURE = (
    RowWay(
        use_case="case.step",
        title="记落实",
        fills={"step.measure": "measure"},
        where={"done_on": (None,), "dropped_on": (None,)},
    ),
)
OF_REPORT = (
    RowWay(
        use_case="case.acknowledge",
        title="签收",
        fills={"acknowledged.report": "report"},
        where={"acknowledged_on": (None,)},
    ),
)
OF_TASK = (
    RowWay(
        use_case="case.assist-accept",
        title="签收",
        fills={"accepted.task": "task"},
        where={"state": ("asked",)},
    ),
    RowWay(
        use_case="case.assist-reply",
        title="答复",
        fills={"replied.task": "task"},
        where={"state": ("asked", "accepted")},
    ),
    RowWay(
        use_case="case.assist-object",
        title="有异议",
        fills={"objected.task": "task"},
        where={"state": ("asked",)},
    ),
    RowWay(
        use_case="case.assist-end",
        title="撤销",
        fills={"ended.task": "task"},
        where={"state": ("asked", "accepted")},
    ),
)
OF_ORDER = (
    RowWay(
        use_case="case.supervise-reply",
        title="答复",
        fills={"replied.order": "order"},
        where={"state": ("open", "replied")},
    ),
    RowWay(
        use_case="case.supervise-close",
        title="销号",
        fills={"closed.order": "order"},
        where={"state": ("open", "replied")},
    ),
)
OF_EXTENSION = (
    RowWay(
        use_case="case.extend-approve",
        title="批准",
        fills={"approval.extension": "extension"},
        where={"approved": (None,)},
    ),
    RowWay(
        use_case="case.extend-refuse",
        title="不批",
        fills={"refused.extension": "extension"},
        where={"approved": (None,)},
    ),
    RowWay(
        use_case="case.extend-tell",
        title="告知群众",
        fills={"told.extension": "extension"},
        where={"approved": (True,), "told_on": (None,)},
    ),
)
OF_RECUSAL = (
    RowWay(
        use_case="case.recuse-grant",
        title="准予",
        fills={"granting.person": "person"},
        where={"granted": (None,)},
    ),
    RowWay(
        use_case="case.recuse-refuse",
        title="不准",
        fills={"refused.person": "person"},
        where={"granted": (None,)},
    ),
)
OF_BOND = (
    RowWay(
        use_case="case.unlink",
        title="不再记为重复",
        fills={"unlinked.of": "other"},
        where={"bond": ("duplicate_of",)},
    ),
    RowWay(
        use_case="case.unmerge",
        title="不再并入",
        fills={"undone.whole": "other"},
        where={"bond": ("merged_into",)},
    ),
)
BONDS = {
    "duplicate_of": "与它重复",
    "duplicates": "重复反映本件",
    "merged_into": "已并入",
    "parts": "并入本件",
    "split_from": "由它分出",
    "split_off": "分出去的",
}


def _page(found: Plain, visitor: Visitor) -> Plain:
    case = found["case"]
    hands = case["hands"]
    late = visitor.told("（补记 {late_days} 日）", **hands) if hands["late_days"] else ""
    whom = visitor.told("（代{on_behalf_of_name}）", **hands) if hands["on_behalf_of_name"] else ""
    return {
        "course": list(_said(case["said"], results=False)),
        "results": list(_said(case["said"], results=True)),
        "amended": [{**one, "field": word(one["field"])} for one in case["amendments"]],
        "sections": list(_tables(case)),
        "people": list(_brought(case["matter"]["petitioners"], visitor)),
        "recorded": f"{hands['recorded_by_name']}{whom} {hands['recorded_at'][:10]}{late}",
    }


def _tables(case: Plain) -> Iterator[Section]:
    names, course = {**case["hands"]["names"], **case["course"]["people"]}, case["course"]
    yield Section(
        heading="落实措施",
        columns={
            "measure": "项",
            "text": "措施",
            "owner_name": "责任人",
            "due": "期限",
            "done_on": "落实",
            "dropped_on": "不再落实",
        },
        rows=case["measures"],
        ways=OF_MEASURE,
    )
    yield Section(
        heading="汇报",
        columns={
            "report": "次",
            "to_name": "向谁",
            "text": "内容",
            "follow_up": "跟进日",
            "acknowledged_on": "签收",
            "instruction": "批示",
        },
        rows=[{**one, "to_name": names.get(one["to"], one["to"])} for one in case["reports"]],
        ways=OF_REPORT,
    )
    yield Section(
        heading="协办",
        columns={
            "task": "项",
            "unit_name": "单位",
            "person_name": "谁",
            "text": "任务",
            "due": "期限",
            "state_text": "状态",
            "answer": "答复",
        },
        rows=[
            {
                **one,
                "unit_name": names.get(one["unit"], one["unit"]),
                "person_name": names.get(one["person"], one["person"]),
                "state_text": label("task", one["state"]),
            }
            for one in case["tasks"]
        ],
        ways=OF_TASK,
    )
    yield Section(
        heading="督办",
        columns={
            "order": "次",
            "to_name": "给谁",
            "by_name": "谁督办",
            "text": "要求",
            "due": "期限",
            "overdue_days": "逾期（日）",
            "state_text": "状态",
            "reply": "答复",
        },
        rows=[{**one, "state_text": label("order", one["state"])} for one in case["orders"]],
        ways=OF_ORDER,
    )
    yield Section(
        heading="延期",
        columns={
            "extension": "次",
            "duty_text": "哪项时限",
            "until": "延到",
            "reason": "理由",
            "asked_on": "申请",
            "approved": "批准",
            "decision": "批语",
            "told_on": "告知群众",
        },
        rows=[{**one, "duty_text": label("duty", one["duty"])} for one in course["extensions"]],
        ways=OF_EXTENSION,
    )
    yield Section(
        heading="回避",
        columns={
            "name": "谁",
            "reason": "理由",
            "asked_on": "申请",
            "granted": "准予",
            "decided_on": "决定",
        },
        rows=[{**one, "name": names.get(one["person"])} for one in course["recusals"]],
        ways=OF_RECUSAL,
    )
    yield Section(
        heading="与别的民情",
        columns={"bond_text": "关系", "other": "民情"},
        rows=list(_bonds(course["links"])),
        links={"other": "/cases/{other}"},
        ways=OF_BOND,
    )


def _bonds(links: Plain) -> Iterator[Plain]:
    for bond, others in links.items():
        for other in [others] if isinstance(others, str) else others or ():
            yield {"bond": bond, "bond_text": BONDS[bond], "other": other}


def _said(lines: Sequence[Plain], *, results: bool) -> Iterator[Plain]:
    for line in lines:
        if (line["kind"] in page_words.RESULTS) is results:
            yield {**line, "what": page_words.named(line), "words": page_words.passage(line)}


def _brought(petitioners: Sequence[Mapping[str, Any]], visitor: Visitor) -> Iterator[str]:
    for one in petitioners:
        number = visitor.told("（{count} 人）", count=one["count"]) if one["count"] > 1 else ""
        who = one["name"] or label("petitioner", one["kind"])
        yield " ".join(filter(None, (f"{who}{number}", one["contact"])))


PAGES: tuple[Page, ...] = (
    Page(
        path="/cases",
        title="民情",
        template="list.html",
        shows={"cases": shown("case.list")},
        listing=Listing(
            columns=COLUMNS,
            filters=FILTERS,
            links={"title": "/cases/{number}", "number": "/cases/{number}"},
            labels={"kind": "kind"},
        ),
        tasks=("case.record",),
    ),
    Page(
        path=CASE,
        title="民情 {case}",
        template="case.html",
        shows={
            "case": shown("case.show"),
            "story": shown("case.log"),
            "why": beside("case.why"),
            "limits": beside("deadline.explain"),
        },
        tasks=TASKS,
        more=MORE,
        sorted_out=_page,
        paper=True,
    ),
)


ANSWERS: Mapping[str, Mapping[str, str]] = {
    "case.accept": {"handover.answer": ""},
    "case.decline": {"handover.answer": ""},
    "case.acknowledge": {"report.acknowledge": "acknowledged.report"},
    "case.assist-accept": {"assist.answer": "accepted.task"},
    "case.assist-object": {"assist.answer": "objected.task"},
    "case.assist-reply": {"assist.reply": "replied.task"},
    "case.supervise-reply": {"supervise.reply": "replied.order"},
    "case.step": {"measure": "step.measure"},
}


def _about(use_case: str, path: str, title: str, **more: Any) -> Form:  # noqa: ANN401
    answers = ANSWERS.get(use_case, {})
    asked = {"asked": beside("duties.inbox")} if answers else {}
    return Form(
        use_case=use_case,
        path=f"{CASE}/{path}",
        title=title,
        then=CASE,
        around={**ABOUT, **asked},
        answers=answers,
        dated=True,
        **more,
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="case.record",
        path="/cases/new",
        title="记一件事",
        then="/cases/{id}",
        template="record.html",
        also={"存好并下一条": "/cases/new"},
        button="存好",
        dated=False,
    ),
    _about("case.step", "step", "办理"),
    _about("case.feedback", "feedback", "反馈"),
    _about("case.explain", "explanation", "解释"),
    _about("case.excuse", "excuse", "无法反馈"),
    _about("case.conclude", "conclusion", "办结"),
    _about("case.amend", "amendment", "更正", template="amendment.html", shaped=amending),
    _about("case.accuse", "accusation", "写明被反映的干部"),
    _about("case.identity", "identity", "查看受保护的身份"),
    _about("case.handover", "handover", "移交"),
    _about("case.accept", "accept", "接手", button="我接手"),
    _about("case.decline", "decline", "不接，提出异议"),
    _about("case.recall", "recall", "撤回移交"),
    _about("case.assign", "assignment", "指定责任人"),
    _about("case.escalate", "report", "向上汇报"),
    _about("case.acknowledge", "report/acknowledged", "签收汇报"),
    _about("case.assist", "assistance", "请协办"),
    _about("case.assist-accept", "assistance/accepted", "签收协办"),
    _about("case.assist-object", "assistance/objected", "对协办有异议"),
    _about("case.assist-reply", "assistance/replied", "答复协办"),
    _about("case.assist-end", "assistance/ended", "撤销协办"),
    _about("case.remind", "reminder", "催办"),
    _about("case.supervise", "order", "督办"),
    _about("case.supervise-reply", "order/replied", "答复督办"),
    _about("case.supervise-close", "order/closed", "督办销号"),
    _about("case.extend", "extension", "申请延期"),
    _about("case.extend-approve", "extension/approved", "批准延期"),
    _about("case.extend-refuse", "extension/refused", "不批延期"),
    _about("case.extend-tell", "extension/told", "把延期告诉群众"),
    _about("case.park", "parking", "暂停计时"),
    _about("case.resume", "parking/over", "恢复计时"),
    _about("case.look", "look", "定日再看"),
    _about("case.revisit", "revisit", "回访"),
    _about("case.dispute", "dispute", "群众有异议"),
    _about("case.reopen", "reopening", "重新办理"),
    _about("case.recategorise", "category", "改类别"),
    _about("case.link", "link", "记为重复"),
    _about("case.unlink", "link/undone", "不再记为重复"),
    _about("case.merge", "merge", "并入另一件"),
    _about("case.unmerge", "merge/undone", "不再并入"),
    _about("case.split", "portion", "分出一件"),
    _about("case.recuse", "recusal", "申请回避"),
    _about("case.recuse-grant", "recusal/granted", "准予回避"),
    _about("case.recuse-refuse", "recusal/refused", "不准回避"),
)
