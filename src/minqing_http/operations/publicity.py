"""What the public is told."""

from minqing_http.operations.operation import Operation, creating, public, reading, revising

ONE = "/v1/publications/{publication}"

OPERATIONS: tuple[Operation, ...] = (
    public("publish.board", "/v1/board", "公开栏，不用密钥"),
    creating("publish.draft", "/v1/publications", "编写公开稿", "/v1/publications/{id}"),
    reading("publish.list", "/v1/publications", "公开稿列表"),
    reading("publish.show", ONE, "一篇公开稿，附略去了什么"),
    revising("publish.rewrite", f"{ONE}/texts", "改写公开稿"),
    revising("publish.approve", f"{ONE}/approval", "审核通过"),
    revising("publish.refuse", f"{ONE}/refusal", "退回公开稿"),
    revising("publish.release", f"{ONE}/release", "公开"),
    revising("publish.withdraw", f"{ONE}/withdrawal", "撤下"),
)
