"""What people read for the kinds of signals."""

LABELS: dict[str, dict[str, str]] = {
    "signal": {
        "near-duplicate": "文字雷同",
        "backdated": "久后补记",
        "burst": "期末集中补记",
        "edited-after-review": "审阅后改动",
        "feedback-denied": "反馈与群众所说不符",
        "self-rated": "满意仅为本人所记",
        "thin-text": "过于简单",
        "stock-phrase": "只有套话",
        "several-matters": "像是几件事",
        "forms": "没有叙述和分析",
        "other-share": "其他问题过多",
    },
}
