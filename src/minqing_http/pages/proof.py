"""Pages of who watches over the record: whether it is whole, its checkpoints, backups, health."""

from minqing_http.pages.page import Form, Listing, Page, Plain, beside, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

FINDINGS = {
    "position": "第几条",
    "stream": "记录",
    "version": "第几步",
    "code": "代码",
    "text": "问题",
}
HEALTH = {"ok": "正常", "attention": "请留意", "fault": "有问题"}
EPOCHS = {"origin": "出处", "old_size": "此前条数", "size": "自第几条", "reason": "原因"}


def _watch(found: Plain, _visitor: Visitor) -> Plain:
    signed = found["checkpoint"]
    facts = (
        (("检查点", "还没有；请告诉签署人签署"),)
        if signed is None
        else (
            ("出处", signed["origin"]),
            ("截至第几条", signed["size"]),
            ("根值", signed["root"]),
            ("签署于", signed["written_at"]),
            ("此后又记录了几条", signed["behind"]),
        )
    )
    return {
        "heading": "记录是否完整",
        "sections": [
            Section(
                heading="最近一次检查点",
                texts=("检查点之后的改动，只有到下一个检查点才能发现；检查点要常签、要外送。",),
                facts=facts,
            ),
            Section(
                heading="体检",
                columns={"title": "项目", "state": "状态", "text": "情况"},
                rows=(found["doctor"] or {"items": []})["items"],
                labels={"state": HEALTH.__getitem__},
            ),
            Section(
                heading="备份和恢复演练",
                columns={
                    "kind_text": "种类",
                    "name": "名称",
                    "on": "何时",
                    "by": "谁",
                    "size": "条数",
                    "checkpoint": "检查点",
                    "faults": "问题",
                },
                rows=found["backups"]["items"],
            ),
        ],
    }


def _verified(found: Plain, _visitor: Visitor) -> Plain:
    page = found["verified"]
    says = "没有发现问题。" if not page["findings"] else "发现下列问题："
    return {
        "heading": "核验结果",
        "sections": [
            Section(texts=(says,), facts=(("条数", page["size"]), ("根值", page["root"]))),
            _vouched(page["vouched"]),
            Section(heading="发现", columns=FINDINGS, rows=page["findings"]),
            Section(
                heading="历次另起",
                columns=EPOCHS,
                rows=page["epochs"],
            ),
        ],
    }


def _vouched(found: Plain | None) -> Section:
    """Say against which checkpoint the record was held; nobody finds what was done after it."""
    heading = "与检查点核对"
    if found is None:
        says = "没有检查点可核对：截去末尾、改动后重建全部指纹，均不能发现。"
        return Section(heading=heading, texts=(says,))
    return Section(
        heading=heading,
        texts=("此后的记录没有检查点可核对：末尾若被截去，或改动后重建了指纹，不能发现。",),
        facts=(
            ("一致的检查点", found["checkpoints"]),
            ("最后一个", found["file"]),
            ("出处", found["origin"]),
            ("至第几条", found["size"]),
            ("见证单位会签至第几条", found["cosigned"] or "未会签"),
        ),
    )


def _subject(found: Plain, _visitor: Visitor) -> Plain:
    page = found["privacy"]
    facts = (
        ("种类", page["kind_text"]),
        ("状态", page["state_text"]),
        ("保存期", page["running"]),
        ("可删除自", page["allowed_from"]),
    )
    return {
        "heading": page["subject"],
        "sections": [
            Section(facts=facts),
            Section(
                heading="经过",
                columns={"occurred_on": "日期", "sentence": "经过"},
                rows=page["items"],
            ),
        ],
    }


def _form(use_case: str, path: str, title: str) -> Form:
    return Form(use_case=use_case, path=f"/privacy/{path}", title=title, then="/privacy")


FORMS: tuple[Form, ...] = (
    _form("privacy.restrict", "restrict", "限制处理"),
    _form("privacy.lift", "lift", "解除限制"),
    _form("privacy.shred", "shred", "申请删除"),
    _form("privacy.approve", "approve", "批准删除"),
    _form("privacy.refuse", "refuse", "不批准删除"),
    _form("privacy.withdraw", "withdraw", "撤回删除申请"),
)
PAGES: tuple[Page, ...] = (
    Page(
        path="/verification",
        title="记录是否完整",
        template="watch.html",
        shows={
            "backups": shown("report.backups"),
            "checkpoint": beside("checkpoint.latest"),
            "doctor": beside("doctor"),
        },
        sorted_out=_watch,
    ),
    Page(
        path="/verification/whole",
        title="核验结果",
        template="sections.html",
        shows={"verified": shown("verify")},
        sorted_out=_verified,
    ),
    Page(
        path="/privacy",
        title="个人信息的限制和删除",
        template="list.html",
        shows={"orders": shown("privacy.list")},
        listing=Listing(
            columns={
                "subject": "对象",
                "kind_text": "种类",
                "state_text": "状态",
                "allowed_from": "可删除自",
            },
            filters=("kind", "state"),
            links={"subject": "/privacy/subject?subject={subject}"},
        ),
        tasks=("privacy.restrict", "privacy.shred"),
    ),
    Page(
        path="/privacy/subject",
        title="个人信息",
        template="sections.html",
        shows={"privacy": shown("privacy.show")},
        sorted_out=_subject,
        tasks=("privacy.restrict", "privacy.lift", "privacy.shred", "privacy.approve"),
        more=("privacy.refuse", "privacy.withdraw"),
    ),
    Page(
        path="/verification/checkpoints",
        title="签署过的检查点",
        template="list.html",
        shows={"checkpoints": shown("checkpoint.list")},
        listing=Listing(
            columns={
                "size": "截至第几条",
                "written_at": "签署于",
                "origin": "出处",
                "root": "根值",
                "file": "文件",
            },
        ),
    ),
)
