"""What people read for the codes of deliveries to other systems."""

LABELS: dict[str, dict[str, str]] = {
    "delivery_state": {
        "waiting": "待送",
        "delivered": "已送达",
        "failed": "未送达",
        "withheld": "不再告知",
    },
}
