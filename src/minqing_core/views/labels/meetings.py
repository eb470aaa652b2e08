"""What people read for the codes of meetings and studies."""

LABELS: dict[str, dict[str, str]] = {
    "combined-with": {
        "work-meeting": "工作会议",
        "branch-meeting": "支部会议",
        "villagers-meeting": "村民会议",
        "other": "其他会议",
    },
    "study-reason": {
        "hot": "热点难点",
        "global": "全局性",
        "tendency": "倾向性",
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
