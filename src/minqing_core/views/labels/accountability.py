"""What people read for the codes of incidents and inquiries."""

LABELS: dict[str, dict[str, str]] = {
    "incident": {
        "mass-incident": "群体性事件",
        "bad-consequence": "不良后果",
    },
    "element": {
        "fault": "个人失误",
        "not-handled": "未得到有效处理",
        "late": "处理不及时",
        "not-fed-back": "未及时向群众反馈",
        "consequence": "群体性事件或不良后果",
        "responsible": "当时的责任人",
        "objective-cause": "客观原因",
        "excusal": "免责情形",
    },
    "accounting": {
        "not-responsible": "不予追究",
        "tolerated": "容错免责",
        "talk": "谈话提醒",
        "criticism": "通报批评",
        "forwarded": "移送有权机关处理",
    },
    "holding": {"true": "成立", "false": "不成立"},
    "inquiry": {
        "open": "调查中",
        "shown": "已出示材料，待陈述申辩",
        "heard": "已听取陈述申辩，待决定",
        "decided": "已决定",
        "appealed": "已申诉，待决定",
        "appeal-decided": "申诉已决定",
        "dropped": "已撤销",
    },
    "fact-kind": {
        "limit": "办理期限",
        "feedback": "反馈期限",
        "duty": "其他职责",
        "clock": "挂账、延期",
        "cause": "客观原因",
        "hindrance": "无法反馈",
        "leave": "请假",
    },
}
