"""Analysis meetings and collective studies."""

from minqing_http.operations.operation import Operation, creating, reading, revising

MEETING, STUDY = "/v1/meetings/{meeting}", "/v1/studies/{study}"

OPERATIONS: tuple[Operation, ...] = (
    creating("meeting.hold", "/v1/meetings", "记一次民情分析会", "/v1/meetings/{id}"),
    reading("meeting.list", "/v1/meetings", "民情分析会，和还没有召开的村"),
    reading("meeting.pack", "/v1/meetings/packs/{unit}", "会前统计"),
    reading("meeting.show", MEETING, "一次民情分析会的记录"),
    revising("meeting.resolve", f"{MEETING}/resolutions", "会上定下的一项措施"),
    revising("meeting.carry-out", f"{MEETING}/resolutions/reports", "报告决议已落实"),
    revising("meeting.drop", f"{MEETING}/resolutions/withdrawals", "撤销一项决议"),
    creating("study.open", "/v1/studies", "提起一项集体研究", "/v1/studies/{id}"),
    reading("study.list", "/v1/studies", "集体研究列表"),
    reading("study.suggest", "/v1/studies/suggestions", "可提请集体研究的同类事项"),
    reading("study.show", STUDY, "一项集体研究：决定、措施、逐件反馈"),
    revising("study.add", f"{STUDY}/matters", "把别的民情一并列入"),
    revising("study.decide", f"{STUDY}/decision", "研究决定"),
    revising("study.resolve", f"{STUDY}/resolutions", "研究定下的一项措施"),
    revising("study.carry-out", f"{STUDY}/resolutions/reports", "报告措施已落实"),
    revising("study.drop", f"{STUDY}/resolutions/withdrawals", "撤销一项措施"),
)
