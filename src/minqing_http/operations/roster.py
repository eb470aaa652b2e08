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
    revising("roster.absence", f"{PERSON}/absences", "准假"),
    revising("roster.absence-end", f"{PERSON}/absence-endings", "提前销假"),
    revising("roster.substitute", f"{PERSON}/substitutions", "代理职务"),
    revising("roster.substitute-end", f"{PERSON}/substitution-endings", "提前结束代理"),
    revising("roster.contact-point", f"{PERSON}/contact-points", "镇领导挂点"),
    revising("roster.contact-point-end", f"{PERSON}/contact-point-endings", "结束挂点"),
    revising("roster.guide", f"{PERSON}/guidance", "领导到挂点督促指导"),
    revising("roster.transfer", f"{PERSON}/transfer", "调离"),
    reading("roster.leaving", f"{PERSON}/leaving", "离任清单"),
    revising("roster.close", f"{PERSON}/closure", "办结离任"),
    reading("roster.participants", "/v1/roster/participants", "某日参加活动的人"),
    reading("roster.roles", "/v1/roster/roles", "某日由谁负总责、分管、具体抓"),
    creating("roster.role", "/v1/roster/roles", "记活动由谁负总责、分管、具体抓"),
    reading("roster.units", "/v1/roster/units", "单位列表"),
    creating("roster.unit", "/v1/roster/units", "设立单位"),
    creating("roster.rename", "/v1/roster/renamings", "单位更名"),
    creating("roster.split", "/v1/roster/splits", "单位分立"),
    creating("roster.merge", "/v1/roster/mergers", "单位合并"),
    creating("roster.abolish", "/v1/roster/abolitions", "单位撤销"),
    creating("roster.function", "/v1/roster/functions", "确定单位的职能类别"),
    reading("roster.functions", "/v1/roster/functions", "哪类事由哪个单位管"),
    reading("roster.unit-page", "/v1/roster/units/{unit}", "一个单位"),
)
