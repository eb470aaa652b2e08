"""Every kind of duty, with its clause: what the table in docs/contexts/duties.md shows."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Kind:
    """A kind of duty: its clause and what people call it."""

    clause: str
    title: str


WEEKLY, ASSESSED, READ = "record.weekly", "self-assessment.quarterly", "review.quarterly"
MEETING, BULLETIN, SUMMARY = "meeting.quarterly", "inspection.half-yearly", "summary.yearly"
PROMPT, URGENT = "record.prompt", "record.urgent"
MEASURE, RELOOK, ACKNOWLEDGE = "measure", "relook", "report.acknowledge"
SUPERVISED, ANSWER_TASK, REPLY_TASK = "supervise.reply", "assist.answer", "assist.reply"
ANSWER_HANDOVER = "handover.answer"
TELL_STUDIED, RESOLVED = "study.feedback", "resolution"
RECTIFY, COMPLETE = "rectification", "review.complete"
BOOK_FULL, LEAVING_BOOK, LEAVING_MATTER = "books.hand-in", "leaving.book", "leaving.matter"
ASKED = frozenset(
    {MEASURE, ACKNOWLEDGE, SUPERVISED, ANSWER_TASK, REPLY_TASK, ANSWER_HANDOVER, LEAVING_MATTER}
)
PERIODIC: Mapping[str, Kind] = {
    WEEKLY: Kind("S39", "每周记录民情日记"),
    ASSESSED: Kind("S41", "季度自评、写心得体会"),
    READ: Kind("S53", "季度审阅民情日记"),
    MEETING: Kind("S48", "季度民情分析会"),
    BULLETIN: Kind("S60", "半年检查通报"),
    SUMMARY: Kind("S67", "年度总结"),
}
OF_MATTERS: Mapping[str, Kind] = {
    PROMPT: Kind("S22", "及时记录"),
    URGENT: Kind("S40", "重大紧急事项随时记录"),
    "feedback.opinion": Kind("S62", "向群众反馈处理意见"),
    "feedback.result": Kind("S62", "向群众反馈办理结果"),
    "conclude": Kind("S34", "办结"),
    MEASURE: Kind("S24", "落实措施"),
    RELOOK: Kind("S65", "复看暂缓事项"),
    ACKNOWLEDGE: Kind("S64", "签收下级汇报"),
    SUPERVISED: Kind("S72", "答复督办"),
    ANSWER_TASK: Kind("S77", "签收协办或提出异议"),
    REPLY_TASK: Kind("S76", "答复协办"),
    ANSWER_HANDOVER: Kind("S38", "接手或提出异议"),
    LEAVING_MATTER: Kind("S46", "离任移交民情"),
}
OF_BOOKS: Mapping[str, Kind] = {
    BOOK_FULL: Kind("S44", "记满或年终的记录本上交归档"),
    LEAVING_BOOK: Kind("S46", "离任上交记录本"),
}
OF_BODIES: Mapping[str, Kind] = {
    RESOLVED: Kind("S52", "落实会议、集体研究的决议"),
    TELL_STUDIED: Kind("S78", "向群众反馈集体研究结果"),
    RECTIFY: Kind("S61", "整改检查发现的问题"),
    COMPLETE: Kind("S53", "补充退回的民情日记"),
}
KINDS: Mapping[str, Kind] = {**PERIODIC, **OF_MATTERS, **OF_BOOKS, **OF_BODIES}
