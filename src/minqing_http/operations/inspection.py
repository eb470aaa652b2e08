"""Inspections, what they found, and bulletins."""

from minqing_http.operations.operation import Operation, creating, reading, revising

INSPECTION = "/v1/inspections/{inspection}"

OPERATIONS: tuple[Operation, ...] = (
    creating("inspection.open", "/v1/inspections", "开展检查，随机抽样", "/v1/inspections/{id}"),
    reading("inspection.list", "/v1/inspections", "检查列表"),
    reading("inspection.findings", "/v1/inspections/findings", "检查发现的问题"),
    reading("inspection.show", INSPECTION, "一次检查：样本、问题、整改"),
    reading("inspection.draw-again", f"{INSPECTION}/draw", "重新抽样，核对是否一致"),
    revising("inspection.find", f"{INSPECTION}/findings", "记下发现的问题"),
    revising("inspection.order", f"{INSPECTION}/orders", "责成整改"),
    revising("inspection.report", f"{INSPECTION}/reports", "报整改情况"),
    revising("inspection.verify", f"{INSPECTION}/verifications", "核查销号"),
    revising("inspection.reject", f"{INSPECTION}/rejections", "核查退回"),
    revising("inspection.end", f"{INSPECTION}/ending", "结束检查"),
    creating("bulletin.issue", "/v1/bulletins", "印发通报", "/v1/bulletins/{id}"),
    reading("bulletin.list", "/v1/bulletins", "通报列表"),
    reading("bulletin.show", "/v1/bulletins/{bulletin}", "一份通报，数据重新核算"),
    reading("report.bulletin", "/v1/reports/bulletin", "一个单位一段时间的通报数据"),
)
