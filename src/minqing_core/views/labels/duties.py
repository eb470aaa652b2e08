"""What people read for how a duty stands."""

LABELS: dict[str, dict[str, str]] = {
    "league": {"unit": "按单位", "person": "按人"},
    "rule-choice": {
        "monday": "星期一",
        "either": "任一人审阅即可",
        "both": "两人都要审阅",
        "city-org-dept": "市委组织部",
    },
    "duty_state": {
        "not-due": "未到期",
        "open": "进行中",
        "met": "按期完成",
        "met-late": "逾期完成",
        "missed": "逾期未完成",
        "excused": "免予",
    },
}
