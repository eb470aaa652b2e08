"""What people read for how a duty stands."""

LABELS: dict[str, dict[str, str]] = {
    "duty_state": {
        "not-due": "未到期",
        "open": "进行中",
        "met": "按期完成",
        "met-late": "逾期完成",
        "missed": "逾期未完成",
        "excused": "免予",
    },
}
