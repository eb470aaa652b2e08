"""What people read for the codes of reviews."""

from minqing_core.review import events as review
from minqing_core.views.figures import Metric
from minqing_core.views.reviews import ReadingState, SinceReview

LABELS: dict[str, dict[str, str]] = {
    "grade": {
        review.Grade.EXCELLENT: "优秀",
        review.Grade.GOOD: "良好",
        review.Grade.FAIR: "一般",
        review.Grade.POOR: "较差",
    },
    "concern": {
        review.Concern.SIMPLIFIED: "内容简单化",
        review.Concern.FALSIFIED: "弄虚作假",
        review.Concern.SHIFTED: "推卸责任",
    },
    "metric": {
        Metric.RECORDED: "记录篇数",
        Metric.LATE: "超时补记",
        Metric.CONCLUDED: "已办结",
        Metric.DEFERRED: "定日再看",
        Metric.OPINION_TOLD: "已反馈意见",
        Metric.RESULT_TOLD: "已反馈结果",
        Metric.INCOMPLETE: "记录不完整",
        Metric.WEEKS: "有记录的周数",
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
        SinceReview.READ: "已阅",
        SinceReview.CHANGED: "审阅后有改动",
        SinceReview.NEW: "审阅后新增",
    },
    "reading": {
        ReadingState.READ: "已阅",
        ReadingState.SENT_BACK: "已阅，退回补充",
        ReadingState.REPORTED: "已阅，补充待认可",
        ReadingState.UNRULED: "无规定",
        ReadingState.VACANT: "职务空缺",
        ReadingState.NOT_DUE: "未到期",
        ReadingState.AWAY: "审阅人请假",
        ReadingState.AWAITED: "尚未审阅",
    },
}
