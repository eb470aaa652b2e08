"""Personal data, restricted and destroyed."""

from minqing_http.operations.operation import Operation, reading, revising

ONE = "/v1/privacy/{subject}"

OPERATIONS: tuple[Operation, ...] = (
    reading("privacy.list", "/v1/privacy", "限制处理、申请删除和已删除的个人信息"),
    reading("privacy.show", ONE, "一个对象的个人信息：状态、何日起可以删除、经过"),
    revising("privacy.restrict", f"{ONE}/restriction", "限制处理"),
    revising("privacy.lift", f"{ONE}/lifting", "解除限制处理"),
    revising("privacy.shred", f"{ONE}/shredding", "申请删除"),
    revising("privacy.approve", f"{ONE}/approval", "批准删除"),
    revising("privacy.refuse", f"{ONE}/refusal", "不批准删除"),
    revising("privacy.withdraw", f"{ONE}/withdrawal", "撤回删除申请"),
)
