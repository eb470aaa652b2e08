"""What the public is told."""

from minqing_http.operations.operation import Operation, creating, public, reading, revising

ONE = "/v1/publications/{publication}"

OPERATIONS: tuple[Operation, ...] = (
    public("publish.board", "/v1/board", "公开栏，不用密钥"),
    public("public.services", "/v1/public/services", "群众可以反映的类别，不用密钥"),
    public("public.matters", "/v1/public/matters", "公开了的事，不用密钥"),
    public("public.ticket", "/v1/public/tickets/{ticket}", "凭回执号看办结没有，不用密钥"),
    creating("publish.draft", "/v1/publications", "编写公开稿", "/v1/publications/{id}"),
    reading("publish.list", "/v1/publications", "公开稿列表"),
    reading("publish.show", ONE, "一篇公开稿，附略去了什么"),
    revising("publish.rewrite", f"{ONE}/texts", "改写公开稿"),
    revising("publish.approve", f"{ONE}/approval", "审核通过"),
    revising("publish.refuse", f"{ONE}/refusal", "退回公开稿"),
    revising("publish.release", f"{ONE}/release", "公开"),
    revising("publish.withdraw", f"{ONE}/withdrawal", "撤下"),
)
