"""What people read for the codes of incidents and inquiries."""

from minqing_core.accountability import events as accountability
from minqing_core.views.inquiries import FactKind, Holding, InquiryState

LABELS: dict[str, dict[str, str]] = {
    "incident": {
        accountability.IncidentKind.MASS_INCIDENT: "群体性事件",
        accountability.IncidentKind.BAD_CONSEQUENCE: "不良后果",
    },
    "element": {
        accountability.Element.FAULT: "个人失误",
        accountability.Element.NOT_HANDLED: "未得到有效处理",
        accountability.Element.LATE: "处理不及时",
        accountability.Element.NOT_FED_BACK: "未及时向群众反馈",
        accountability.Element.CONSEQUENCE: "群体性事件或不良后果",
        accountability.Element.RESPONSIBLE: "当时的责任人",
        accountability.Element.OBJECTIVE_CAUSE: "客观原因",
        accountability.Element.EXCUSAL: "免责情形",
    },
    "accounting": {
        accountability.Accounting.NOT_RESPONSIBLE: "不予追究",
        accountability.Accounting.TOLERATED: "容错免责",
        accountability.Accounting.TALK: "谈话提醒",
        accountability.Accounting.CRITICISM: "通报批评",
        accountability.Accounting.FORWARDED: "移送有权机关处理",
    },
    "holding": {Holding.HOLDS: "成立", Holding.FAILS: "不成立"},
    "inquiry": {
        InquiryState.OPEN: "调查中",
        InquiryState.SHOWN: "已出示材料，待陈述申辩",
        InquiryState.HEARD: "已听取陈述申辩，待决定",
        InquiryState.DECIDED: "已决定",
        InquiryState.APPEALED: "已申诉，待决定",
        InquiryState.APPEAL_DECIDED: "申诉已决定",
        InquiryState.DROPPED: "已撤销",
    },
    "fact-kind": {
        FactKind.LIMIT: "办理期限",
        FactKind.FEEDBACK: "反馈期限",
        FactKind.CLOCK: "挂账、延期",
        FactKind.CAUSE: "客观原因",
        FactKind.HINDRANCE: "无法反馈",
        FactKind.LEAVE: "请假",
    },
}
