"""What people read for the codes of accounts."""

LABELS: dict[str, dict[str, str]] = {
    "administrator": {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"},
    "access-outcome": {"read": "看了", "done": "办了", "exported": "导出", "refused": "被拒绝"},
    "lock": {"misuse": "疑似盗用", "lost": "口令遗失", "away": "暂离岗位", "own-wish": "本人申请"},
}
