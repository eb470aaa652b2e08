"""What people read for the codes of record books."""

LABELS: dict[str, dict[str, str]] = {
    "book-format": {"paper": "纸质", "digital": "电子"},
    "hand-in": {
        "full": "记录完毕",
        "year-end": "年终",
        "leaving": "调离",
        "damaged": "损坏",
    },
    "book": {
        "issued": "已发待签收",
        "in-use": "在用",
        "full": "记满",
        "damaged": "损坏",
        "lost": "遗失",
        "handed-in": "已上交待签收",
        "taken-in": "已收回",
        "archived": "已归档",
        "void": "作废",
    },
}
