"""The course of a matter beyond the straight line."""

from minqing_http.operations.cases import CASE
from minqing_http.operations.operation import Operation, reading, revising

OPERATIONS: tuple[Operation, ...] = (
    revising("case.park", f"{CASE}/parking", "挂账：停算时限"),
    revising("case.resume", f"{CASE}/resumption", "恢复计算时限"),
    revising("case.extend", f"{CASE}/extensions", "申请延期"),
    revising("case.extend-approve", f"{CASE}/extensions/approvals", "批准延期"),
    revising("case.extend-refuse", f"{CASE}/extensions/refusals", "不批准延期"),
    revising("case.extend-tell", f"{CASE}/extensions/notices", "告知群众延期及其原因"),
    revising("case.look", f"{CASE}/looks", "复看暂缓的事"),
    revising("case.revisit", f"{CASE}/revisits", "回访"),
    revising("case.dispute", f"{CASE}/disputes", "群众对办理结果的异议"),
    revising("case.reopen", f"{CASE}/reopenings", "重新办理"),
    revising("case.recategorise", f"{CASE}/categories", "改归类别"),
    revising("case.link", f"{CASE}/duplicates", "列为重复"),
    revising("case.unlink", f"{CASE}/duplicates/releases", "解除重复"),
    revising("case.merge", f"{CASE}/merges", "并案"),
    revising("case.unmerge", f"{CASE}/merges/undoings", "解除并案"),
    Operation(
        use_case="case.split",
        method="POST",
        path=f"{CASE}/splits",
        title="拆分",
        creates=True,
        revises=True,
        location="/v1/cases/{id}",
    ),
    revising("case.recuse", f"{CASE}/recusals", "提出回避"),
    revising("case.recuse-grant", f"{CASE}/recusals/grants", "准予回避"),
    revising("case.recuse-refuse", f"{CASE}/recusals/refusals", "不予回避"),
    reading("case.check", f"{CASE}/check", "一件事的记录缺什么"),
    reading("report.completeness", "/v1/reports/completeness", "每名干部记录的完整率"),
)
