"""The end of the year: summaries, appraisal sheets and commendations."""

from minqing_http.operations.operation import Operation, creating, reading, revising

SHEET = "/v1/appraisals/{subject}/{year}"
SUMMARY = "/v1/summaries/{year}"
COMMENDATION = "/v1/commendations/{commendation}"

OPERATIONS: tuple[Operation, ...] = (
    reading("appraisal.list", "/v1/appraisals", "一年的考核表，按办结、效果、反馈排列"),
    reading("appraisal.export", "/v1/appraisal-exports", "供干部考核、任用的考核表"),
    reading("appraisal.sheet", SHEET, "一个人或一个党组织的考核表"),
    revising("appraisal.draw", SHEET, "制作考核表，数字定稿"),
    revising("appraisal.object", f"{SHEET}/objections", "对考核表提出异议"),
    revising("appraisal.decide", f"{SHEET}/decisions", "答复异议"),
    reading("appraisal.summary-show", SUMMARY, "一年的总结，数字重算核对"),
    creating("appraisal.summary-issue", SUMMARY, "印发一年的总结"),
    reading("appraisal.commendations", "/v1/commendations", "表彰"),
    creating("appraisal.commend", "/v1/commendations", "提名表彰"),
    revising("appraisal.commend-decide", f"{COMMENDATION}/decisions", "决定表彰"),
    revising("appraisal.commend-publish", f"{COMMENDATION}/publication", "公布表彰"),
    revising("appraisal.commend-revoke", f"{COMMENDATION}/revocation", "撤销表彰"),
)
