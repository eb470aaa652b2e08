"""Units and people."""

from minqing_http.operations.operation import Operation, creating, reading, revising

PERSON = "/v1/roster/people/{person}"

OPERATIONS: tuple[Operation, ...] = (
    reading("roster.people", "/v1/roster/people", "花名册"),
    creating("roster.person", "/v1/roster/people", "登记人员", "/v1/roster/people/{id}"),
    reading("roster.show", PERSON, "一名干部"),
    revising("roster.kind", f"{PERSON}/kinds", "改定干部类别"),
    revising("roster.post", f"{PERSON}/posts", "任职"),
    revising("roster.leave", f"{PERSON}/departures", "离任"),
    revising("roster.station", f"{PERSON}/stationings", "派驻到村"),
    revising("roster.unstation", f"{PERSON}/returns", "结束派驻"),
    creating("roster.bind", f"{PERSON}/logins", "绑定系统登录名"),
    reading("roster.units", "/v1/roster/units", "单位列表"),
    creating("roster.unit", "/v1/roster/units", "设立单位"),
    reading("roster.unit-page", "/v1/roster/units/{unit}", "一个单位"),
)
