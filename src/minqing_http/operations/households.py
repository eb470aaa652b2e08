"""Households, visits, and whom they reached."""

from minqing_http.operations.operation import Operation, creating, reading, revising

HOUSEHOLD = "/v1/households/{household}"

OPERATIONS: tuple[Operation, ...] = (
    reading("report.visits", "/v1/reports/visits", "一个村的走访：到过和从未到过的住户"),
    creating("household.enter", "/v1/households", "登记住户", "/v1/households/{id}"),
    reading("household.list", "/v1/households", "住户列表"),
    reading("household.themes", "/v1/households/themes", "一个村的民情档案，按类别"),
    reading("household.show", HOUSEHOLD, "一户的民情档案"),
    revising("household.member", f"{HOUSEHOLD}/members", "登记家庭成员"),
    revising("household.move", f"{HOUSEHOLD}/moves", "记住户迁移"),
    creating("visit.record", "/v1/visits", "记一次走访"),
    reading("visit.list", "/v1/visits", "走访列表"),
)
