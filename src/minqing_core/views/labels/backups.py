"""What people read for the codes of copies of the record."""

LABELS: dict[str, dict[str, str]] = {
    "backup_line": {"backup": "备份", "drill": "演练"},
    "backup_fault": {
        "file": "文件缺失或被改动",
        "opening": "恢复后打不开",
        "audit": "核验有问题",
        "root": "与本库或检查点的根不一致",
        "matter": "抽看的事打不开",
    },
}
