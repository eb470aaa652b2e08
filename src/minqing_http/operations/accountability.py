"""Who answers for a matter that was mishandled with bad consequences."""

from minqing_http.operations.operation import Operation, creating, reading, revising

INQUIRY = "/v1/inquiries/{inquiry}"

OPERATIONS: tuple[Operation, ...] = (
    creating("accountability.incident", "/v1/incidents", "记录群体性事件或不良后果"),
    reading("accountability.incidents", "/v1/incidents", "事件列表"),
    reading(
        "accountability.findings",
        "/v1/incidents/{incident}/findings",
        "一起事件所涉各件民情中逾期的职责、责任人和依据",
    ),
    reading("accountability.suggest", "/v1/cases/{case}/accountability", "记录中已有的事实"),
    creating("accountability.open", "/v1/inquiries", "立案调查", "/v1/inquiries/{id}"),
    reading("accountability.list", "/v1/inquiries", "问责调查列表"),
    reading("accountability.show", INQUIRY, "一件问责调查"),
    revising("accountability.find", f"{INQUIRY}/findings", "认定一项要件"),
    revising("accountability.show-evidence", f"{INQUIRY}/showings", "向本人出示材料"),
    revising("accountability.hear", f"{INQUIRY}/statements", "听取陈述申辩"),
    revising("accountability.decide", f"{INQUIRY}/decisions", "作出决定"),
    revising("accountability.appeal", f"{INQUIRY}/appeals", "本人申诉"),
    revising("accountability.appeal-decide", f"{INQUIRY}/appeal-decisions", "决定申诉"),
    revising("accountability.drop", f"{INQUIRY}/withdrawals", "撤销调查"),
)
