"""The one table of what is done over HTTP: routes, checks, documentation all come from it."""

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

KIBIBYTE, MEBIBYTE = 1024, 1024 * 1024
Method = Literal["GET", "POST", "DELETE"]


@frozen(kw_only=True)
class Operation:
    """A use case at its address.

    ``creates`` says that it brings something new, so that nothing had to be in
    view before; ``revises`` that it adds to a record which the caller has seen;
    ``location`` is where what was created is read.
    """

    use_case: str
    method: Method
    path: str
    title: str
    creates: bool = False
    revises: bool = False
    location: str | None = None
    most_bytes: int = 256 * KIBIBYTE

    @property
    def status(self) -> int:
        """The status of a good answer."""
        return 201 if self.creates else 200

    @property
    def group(self) -> str:
        """The first word of its path, under which it is described."""
        return self.path.split("/")[2]


def _reading(use_case: str, path: str, title: str) -> Operation:
    return Operation(use_case=use_case, method="GET", path=path, title=title)


def _creating(use_case: str, path: str, title: str, location: str | None = None) -> Operation:
    return Operation(
        use_case=use_case,
        method="POST",
        path=path,
        title=title,
        creates=True,
        location=location,
    )


def _importing(use_case: str, path: str, title: str, *, creates: bool = False) -> Operation:
    return Operation(
        use_case=use_case,
        method="POST",
        path=path,
        title=title,
        creates=creates,
        most_bytes=16 * MEBIBYTE,
    )


def _revising(use_case: str, path: str, title: str) -> Operation:
    return Operation(use_case=use_case, method="POST", path=path, title=title, revises=True)


CASE = "/v1/cases/{case}"
PERSON = "/v1/roster/people/{person}"

TABLE: tuple[Operation, ...] = (
    _creating("case.record", "/v1/cases", "记下群众反映的一件事", "/v1/cases/{id}"),
    _reading("case.list", "/v1/cases", "民情列表"),
    _reading("case.count", "/v1/cases/count", "民情统计"),
    _reading("case.show", CASE, "一件事的全貌"),
    _reading("case.log", f"{CASE}/log", "一件事的经过"),
    _reading("case.diff", f"{CASE}/diff", "一件事在两个时刻的差别"),
    _reading("deadline.explain", f"{CASE}/deadlines", "一件事的期限，逐日说明"),
    _revising("case.step", f"{CASE}/steps", "写下办理的一步"),
    _revising("case.feedback", f"{CASE}/feedback", "写下向群众反馈的情况"),
    _revising("case.excuse", f"{CASE}/excuses", "写下无法反馈的原因"),
    _revising("case.explain", f"{CASE}/explanations", "写下向群众作的解释"),
    _revising("case.conclude", f"{CASE}/conclusion", "办结，或定日再看"),
    _revising("case.amend", f"{CASE}/amendments", "更正，原文保留"),
    _reading("report.hanging", "/v1/reports/hanging", "悬着没有人管的事"),
    _reading("roster.people", "/v1/roster/people", "花名册"),
    _creating("roster.person", "/v1/roster/people", "登记人员", "/v1/roster/people/{id}"),
    _reading("roster.show", PERSON, "一名干部"),
    _revising("roster.kind", f"{PERSON}/kinds", "改定干部类别"),
    _revising("roster.post", f"{PERSON}/posts", "任职"),
    _revising("roster.leave", f"{PERSON}/departures", "离任"),
    _revising("roster.station", f"{PERSON}/stationings", "派驻到村"),
    _revising("roster.unstation", f"{PERSON}/returns", "结束派驻"),
    _creating("roster.bind", f"{PERSON}/logins", "绑定系统登录名"),
    _reading("roster.units", "/v1/roster/units", "单位列表"),
    _creating("roster.unit", "/v1/roster/units", "设立单位"),
    _reading("roster.unit-page", "/v1/roster/units/{unit}", "一个单位"),
    _reading("programme.show", "/v1/programme", "制度：依据、规则、类别"),
    _creating("programme.basis", "/v1/programme/basis", "写明一项依据"),
    _creating("programme.rule", "/v1/programme/rules", "通过或修改一条规则"),
    _creating("programme.category", "/v1/programme/categories", "启用一个类别"),
    _creating("programme.retire", "/v1/programme/retirements", "停用一个类别"),
    _reading("calendar.show", "/v1/calendar/{year}", "一年的工作日历"),
    _creating("calendar.publish", "/v1/calendar", "公布一年的工作日历"),
    _importing("import.check", "/v1/imports/messages/check", "试导入群众留言"),
    _importing("import.apply", "/v1/imports/messages", "导入群众留言", creates=True),
    _importing("import.roster-check", "/v1/imports/roster/check", "试导入花名册"),
    _importing("import.roster-apply", "/v1/imports/roster", "导入花名册", creates=True),
    _reading("powers.list", "/v1/powers", "什么职务有什么权"),
    _reading("doctor", "/v1/doctor", "检查这个办公室"),
    _reading("verify", "/v1/verification", "核验全部记录"),
    _reading("key.list", "/v1/keys", "接口密钥"),
    _creating("key.issue", "/v1/keys", "发放接口密钥"),
    Operation(use_case="key.revoke", method="DELETE", path="/v1/keys/{key}", title="吊销接口密钥"),
)
BY_USE_CASE: Mapping[str, Operation] = {operation.use_case: operation for operation in TABLE}
