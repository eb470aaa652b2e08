"""What people read for the codes of visits."""

LABELS: dict[str, dict[str, str]] = {
    "visit_form": {
        "household": "入户走访",
        "field": "田间地头",
        "forum": "座谈",
        "contact-point": "挂点联系",
        "other": "其他形式",
    },
}
