"""What people read for the codes of reviews."""

LABELS: dict[str, dict[str, str]] = {
    "grade": {
        "excellent": "优秀",
        "good": "良好",
        "fair": "一般",
        "poor": "较差",
    },
    "concern": {
        "simplified": "内容简单化",
        "falsified": "弄虚作假",
        "shifted": "推卸责任",
    },
    "metric": {
        "recorded": "记录篇数",
        "late": "超时补记",
        "concluded": "已办结",
        "deferred": "定日再看",
        "opinion-told": "已反馈意见",
        "result-told": "已反馈结果",
        "incomplete": "记录不完整",
        "weeks": "有记录的周数",
    },
    "reading-rule": {
        "Q1": "镇党委书记本人",
        "R1": "党政班子成员",
        "R2a": "镇机关其他在编干部",
        "R2b": "市镇驻村干部",
        "R2c": "村（社区）党组织书记",
        "R3": "村（社区）“两委”班子成员",
    },
    "since-review": {
        "read": "已阅",
        "changed": "审阅后有改动",
        "new": "审阅后新增",
    },
    "reading": {
        "read": "已阅",
        "sent-back": "已阅，退回补充",
        "reported": "已阅，补充待认可",
        "unruled": "无规定",
        "vacant": "职务空缺",
        "not-due": "未到期",
        "away": "审阅人请假",
        "awaited": "尚未审阅",
    },
}
