"""The programme and its calendar."""

from minqing_http.operations.operation import Operation, creating, reading

OPERATIONS: tuple[Operation, ...] = (
    reading("programme.show", "/v1/programme", "制度：依据、规则、类别"),
    creating("programme.basis", "/v1/programme/basis", "写明一项依据"),
    creating("programme.rule", "/v1/programme/rules", "通过或修改一条规则"),
    creating("programme.category", "/v1/programme/categories", "启用一个类别"),
    creating("programme.retire", "/v1/programme/retirements", "停用一个类别"),
    creating("programme.plan", "/v1/programme/plans", "制订村（社区）或市的实施方案"),
    reading("programme.plans", "/v1/programme/plans", "各村（社区）和市的实施方案"),
    creating("programme.plan-rule", "/v1/programme/plans/{unit}/rules", "方案从严规定一项"),
    reading("programme.diff", "/v1/programme/plans/{unit}/differences", "两个单位的规定有何不同"),
    reading("calendar.show", "/v1/calendar/{year}", "一年的工作日历"),
    creating("calendar.publish", "/v1/calendar", "公布一年的工作日历"),
)
