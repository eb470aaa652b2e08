"""Matters."""

from minqing_http.operations.operation import Operation, creating, reading, revising

CASE = "/v1/cases/{case}"

OPERATIONS: tuple[Operation, ...] = (
    creating("case.record", "/v1/cases", "记下群众反映的一件事", "/v1/cases/{id}"),
    reading("case.list", "/v1/cases", "民情列表"),
    reading("case.count", "/v1/cases/count", "民情统计"),
    reading("case.show", CASE, "一件事的全貌"),
    reading("case.log", f"{CASE}/log", "一件事的经过"),
    reading("case.diff", f"{CASE}/diff", "一件事在两个时刻的差别"),
    reading("deadline.explain", f"{CASE}/deadlines", "一件事的期限，逐日说明"),
    revising("case.step", f"{CASE}/steps", "写下办理的一步"),
    revising("case.feedback", f"{CASE}/feedback", "写下向群众反馈的情况"),
    revising("case.excuse", f"{CASE}/excuses", "写下无法反馈的原因"),
    revising("case.explain", f"{CASE}/explanations", "写下向群众作的解释"),
    revising("case.conclude", f"{CASE}/conclusion", "办结，或定日再看"),
    revising("case.amend", f"{CASE}/amendments", "更正，原文保留"),
    revising("case.accuse", f"{CASE}/accusations", "写明反映的是哪名干部"),
    revising("case.identity", f"{CASE}/identities", "查看受保护的反映人身份"),
    revising("case.handover", f"{CASE}/handovers", "请另一人或另一单位接手"),
    revising("case.accept", f"{CASE}/handovers/acceptances", "接手一件事"),
    revising("case.decline", f"{CASE}/handovers/refusals", "对接手提出异议"),
    revising("case.recall", f"{CASE}/handovers/withdrawals", "撤回移交"),
    revising("case.assign", f"{CASE}/assignments", "指定承办人"),
    revising("case.escalate", f"{CASE}/reports", "向上级汇报"),
    revising("case.acknowledge", f"{CASE}/reports/acknowledgements", "签收汇报"),
    revising("case.assist", f"{CASE}/cohandling", "请别的单位协办"),
    revising("case.assist-accept", f"{CASE}/cohandling/acceptances", "签收协办"),
    revising("case.assist-object", f"{CASE}/cohandling/objections", "对协办提出异议"),
    revising("case.assist-reply", f"{CASE}/cohandling/replies", "答复协办"),
    revising("case.assist-end", f"{CASE}/cohandling/endings", "撤销协办"),
    revising("case.remind", f"{CASE}/reminders", "催办"),
    revising("case.supervise", f"{CASE}/supervision", "督办"),
    revising("case.supervise-reply", f"{CASE}/supervision/replies", "答复督办"),
    revising("case.supervise-close", f"{CASE}/supervision/closures", "督办销号"),
    reading("report.handoffs", "/v1/reports/handoffs", "转手、退回排名：各单位或各人"),
    reading("report.supervision", "/v1/reports/supervision", "督办登记"),
    reading("report.ladder", "/v1/reports/ladder", "催办、督办、通报：每件事的下一步"),
    reading("report.hanging", "/v1/reports/hanging", "悬着没有人管的事"),
)
