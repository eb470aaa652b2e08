"""What people read for what is found when the past is read back."""

LABELS: dict[str, dict[str, str]] = {
    "finding": {
        "missed": "逾期未办",
        "late": "逾期才办",
        "not-as-told": "与所记不符",
    },
    "beside": {
        "clock": "挂账、延期",
        "cause": "客观原因",
        "hindrance": "无法反馈",
        "leave": "请假",
        "explanation": "当时的说明",
    },
    "known-by": {
        "recording": "获知、记录",
        "answering": "承办",
        "leading": "负领导责任",
        "measure": "负责措施",
        "handover": "被请接手",
        "report": "收到汇报",
        "told": "被告知",
        "cohandling": "被请协办",
        "reminder": "被催办",
        "supervision": "被督办",
        "identity": "查看反映人身份",
        "review": "审阅日记",
        "meeting": "出席分析会",
        "study": "参加研究",
        "inspection": "抽查",
        "acting": "办理其中一步",
    },
    "mark": {
        "unknown": "尚不知情",
        "first": "可能知情之始",
        "knew": "已可能知情",
        "acted": "有所办理",
        "first-and-acted": "知情当时即办理",
    },
}
