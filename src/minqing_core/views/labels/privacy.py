"""What people read for the codes of restricted and destroyed personal data."""

LABELS: dict[str, dict[str, str]] = {
    "privacy-subject": {
        "case": "民情",
        "person": "人员",
        "household": "住户",
        "visit": "走访",
    },
    "privacy-ground": {
        "purpose-achieved": "处理目的已实现或不再必要",
        "retention-expired": "保存期限已届满",
        "consent-withdrawn": "本人撤回同意",
        "unlawful": "违法或违反约定处理",
        "accuracy-disputed": "本人对准确性有异议",
        "other-law": "法律、行政法规规定的其他情形",
    },
    "privacy-objection": {
        "basis-lacking": "依据不足",
        "still-needed": "仍须使用",
        "wrong-subject": "对象有误",
    },
    "privacy-state": {
        "active": "未限制",
        "restricted": "已限制处理",
        "asked": "删除待批准",
        "shredded": "已删除",
    },
}
