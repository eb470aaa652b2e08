"""The scheme's own words as facts: what it is, on whose authority, and its rules."""

from datetime import date

from minqing_core.kernel.calendar import DayUnit
from minqing_core.programme.events import (
    LegalBasisRecorded,
    ProgrammeEstablished,
    RuleAdopted,
    RuleValue,
)

DATED = date(2007, 6, 20)

BASES = (
    LegalBasisRecorded(
        title="关于在农村基层干部中开展“民情日记”活动的实施意见",
        issuer="中共中山市委办公室",
        number="中委发〔2007〕14号",
        dated=None,
    ),
)


def programme(town: str) -> ProgrammeEstablished:
    """Return the founding fact of the diaries in a town (S1–S3, S83)."""
    return ProgrammeEstablished(
        title=f"{town}农村基层干部“民情日记”活动实施方案",
        town=town,
        theme="记民情、解民忧、暖民心",
        purpose="促进我镇农村经济社会协调发展，加强和改进农村基层组织建设",
        issuer=f"中共{town}委员会",
        dated=DATED,
    )


def _days(
    rule: str, clause: str, title: str, limit: tuple[int, DayUnit], quote: str
) -> RuleAdopted:
    amount, unit = limit
    return _rule(rule, clause, title, RuleValue(amount=amount, unit=unit), quote)


def _times(rule: str, clause: str, title: str, amount: int, quote: str) -> RuleAdopted:
    return _rule(rule, clause, title, RuleValue(amount=amount), quote)


def _choice(rule: str, clause: str, title: str, choice: str, quote: str) -> RuleAdopted:
    return _rule(rule, clause, title, RuleValue(choice=choice), quote)


def _rule(rule: str, clause: str, title: str, value: RuleValue, quote: str) -> RuleAdopted:
    return RuleAdopted(
        rule=rule, clause=clause, title=title, quote=quote, value=value, effective_from=DATED
    )


WORKING, CALENDAR = DayUnit.WORKING_DAY, DayUnit.CALENDAR_DAY
FEEDBACK = (
    "参加“民情日记”的每位干部要及时将自己负责办理事项的处理意见和办理结果向群众反馈，"
    "做到件件有回音、事事有着落。"
)
HANGING = "对群众反映的问题和困难要有相关的落实措施，不能悬而未决。"
WEEKLY = "参加活动的每位干部，一般每周记录“民情日记”不少于1篇，遇重大、紧急事项要随时记录"
PETITIONS = (
    "不能当场告知的，应当自收到信访事项之日起15日内书面告知信访人（《信访工作条例》第二十三条）"
)
ARCHIVED = (
    "机关文书档案的保管期限定为永久、定期两种。定期一般分为30年、10年"
    "（国家档案局令第8号《机关文件材料归档范围和文书档案保管期限规定》第六条）"
)
PREVENTED = "防止内容简单化、弄虚作假、推卸责任"
REVIEWED = (
    "专职副书记和组织委员负责审阅镇机关其他在编干部、市镇（区）驻村干部、"
    "村（社区）党组织书记的“民情日记”"
)
STUDIED = "对一些热点难点问题或带有全局性、倾向性的问题，要集体研究，切实解决。"
SUPERVISED = "组织部门具体负责“民情日记”活动的组织管理，以及对有关事项进行协调、跟踪和督办。"
RULES = (
    _days("record.prompt", "S22", "及时记录", (1, CALENDAR), "认真及时地记录在“民情日记”本上"),
    _days("record.urgent", "S40", "重大紧急事项随时记录", (0, CALENDAR), WEEKLY),
    _times("record.weekly", "S39", "每周记录篇数", 1, WEEKLY),
    _choice("week.first-day", "S39", "每周起始日", "monday", WEEKLY),
    _days("feedback.receipt", "S62", "告知受理情况", (15, CALENDAR), PETITIONS),
    _days("feedback.opinion", "S62", "反馈处理意见", (5, WORKING), FEEDBACK),
    _days("feedback.result", "S62", "反馈办理结果", (60, CALENDAR), FEEDBACK),
    _days("conclude", "S34", "办结", (60, CALENDAR), HANGING),
    _days("extension.most", "S34", "延期最长", (30, CALENDAR), HANGING),
    _days("hanging.grace", "S34", "定出落实措施", (15, CALENDAR), HANGING),
    _days(
        "relook",
        "S65",
        "暂时不能解决事项的复看",
        (90, CALENDAR),
        "因客观原因暂时不能解决或无法解决的问题，要向群众做好说服解释工作。",
    ),
    _days(
        "handover.objection",
        "S38",
        "对移交、协办提出异议",
        (5, WORKING),
        PREVENTED,
    ),
    _times(
        "self-assessment.quarterly",
        "S41",
        "每季度自评",
        1,
        "每季度对“民情日记”记录的情况加以自评，在记录本上写出心得体会。",
    ),
    _days(
        "period.grace",
        "S41",
        "季度、半年、年度事项的宽限",
        (0, CALENDAR),
        "每季度对“民情日记”记录的情况加以自评，在记录本上写出心得体会。",
    ),
    _days(
        "books.hand-in",
        "S44",
        "记满的记录本上交归档",
        (30, CALENDAR),
        "对记录完毕的记录本，镇机关在编干部、市镇（区）驻村干部交镇组织人事办公室归档保存",
    ),
    _times(
        "review.quarterly",
        "S53",
        "每季度领导审阅",
        1,
        "每季度，由各级领导对每个干部的“民情日记”进行审阅。",
    ),
    _choice("review.deputy-and-commissioner", "S55", "审阅分工", "either", REVIEWED),
    _choice(
        "review.of-town-secretary",
        "S54",
        "镇党委书记本人日记的审阅",
        "city-org-dept",
        "镇党委书记负责审阅党政班子成员的“民情日记”",
    ),
    _times(
        "meeting.quarterly",
        "S48",
        "每季度民情分析会",
        1,
        "每季度，各村（社区）要结合工作会议、支部会议等，开展一次以上的民情分析会",
    ),
    _times(
        "inspection.half-yearly",
        "S60",
        "每半年检查通报",
        1,
        "各村（社区）支部每半年对本地区开展“民情日记”活动的情况进行检查通报",
    ),
    _times("study.villages", "S78", "同类事项遍及几个村（社区）即提请集体研究", 3, STUDIED),
    _times("study.matters", "S78", "同类事项一季度达几件即提请集体研究", 5, STUDIED),
    _days("study.feedback", "S78", "集体研究后向群众反馈", (15, CALENDAR), STUDIED),
    _days("ladder.urge", "S72", "到期前催办", (1, WORKING), SUPERVISED),
    _days("ladder.supervise", "S72", "逾期后督办", (3, WORKING), SUPERVISED),
    _days("ladder.name", "S72", "督办后仍未办的列入通报", (5, WORKING), SUPERVISED),
    _times(
        "summary.yearly",
        "S67",
        "每年总结",
        1,
        "每年底，镇党委开展“民情日记”活动的情况进行一次总结",
    ),
    _days("signal.backdated", "S37", "补记多少天即提示", (7, CALENDAR), PREVENTED),
    _times("signal.burst", "S37", "期末一天集中记录多少篇即提示", 4, PREVENTED),
    _times("signal.likeness", "S37", "文字相同百分之几即提示", 60, PREVENTED),
    _times("signal.other-share", "S17", "其他问题占百分之几即提示", 30, "8、其他问题。"),
    _times("privacy.retention", "S44", "办结后保存多少年方可删除个人信息", 10, ARCHIVED),
)
