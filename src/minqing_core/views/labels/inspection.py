"""What people read for the codes of inspections, and for the rungs of supervision."""

LABELS: dict[str, dict[str, str]] = {
    "inspection_kind": {
        "spot-check": "督促检查",
        "half-year": "半年检查",
    },
    "finding_state": {
        "found": "待责成",
        "ordered": "整改中",
        "reported": "待核查",
        "rejected": "退回整改",
        "verified": "已销号",
    },
    "rung": {"urge": "催办", "supervise": "督办", "name": "通报"},
}
