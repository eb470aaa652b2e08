"""What people read for the codes of meetings and studies."""

from minqing_core.meetings import events as meetings

LABELS: dict[str, dict[str, str]] = {
    "combined-with": {
        meetings.CombinedWith.WORK_MEETING: "工作会议",
        meetings.CombinedWith.BRANCH_MEETING: "支部会议",
        meetings.CombinedWith.VILLAGERS_MEETING: "村民会议",
        meetings.CombinedWith.OTHER: "其他会议",
    },
    "study-reason": {
        meetings.StudyReason.HOT: "热点难点",
        meetings.StudyReason.GLOBAL: "全局性",
        meetings.StudyReason.TENDENCY: "倾向性",
    },
    "study": {"open": "研究中", "decided": "已决定，待落实和反馈", "settled": "已落实并反馈"},
    "resolution": {
        "open": "进行中",
        "late": "逾期未落实",
        "carried-out": "已落实",
        "carried-out-late": "逾期落实",
        "dropped": "已撤销",
    },
    "told": {
        "waiting": "待研究",
        "owed": "待反馈",
        "overdue": "逾期未反馈",
        "told": "已反馈",
        "told-late": "逾期反馈",
    },
}
