"""The office itself: imports, powers, checks, keys."""

from minqing_http.operations.operation import Operation, creating, feeding, importing, reading

OPERATIONS: tuple[Operation, ...] = (
    importing("import.check", "/v1/imports/messages/check", "试导入群众留言"),
    importing("import.apply", "/v1/imports/messages", "导入群众留言", creates=True),
    importing("import.roster-check", "/v1/imports/roster/check", "试导入花名册"),
    importing("import.roster-apply", "/v1/imports/roster", "导入花名册", creates=True),
    reading("whoami", "/v1/whoami", "我是谁，有什么职权"),
    Operation(
        use_case="events.follow",
        method="GET",
        path="/v1/events",
        title="变动：某一位置之后记录了什么；可以等候，可以一直接收",
        follows=True,
    ),
    reading("export.events", "/v1/exports/events", "统计用：某一位置之后记录了什么"),
    reading("export.matters", "/v1/exports/matters", "统计用：各件民情怎样"),
    reading("powers.list", "/v1/powers", "什么职务有什么权"),
    feeding("metrics", "/metrics", "记录和服务的各项数目，供监测", "text/plain"),
    reading("doctor", "/v1/doctor", "检查这个办公室"),
    reading("checkpoint.list", "/v1/checkpoints", "签署过的检查点"),
    reading("checkpoint.latest", "/v1/checkpoints/latest", "最近一次检查点"),
    reading("checkpoint.prove", "/v1/checkpoints/proof", "记录由从前续下来的证明"),
    reading("checkpoint.leaves", "/v1/checkpoints/leaves", "某一位置之后各条记录的指纹"),
    creating("checkpoint.epoch", "/v1/checkpoints/epochs", "丢失之后另起一期"),
    reading("verify", "/v1/verification", "核验全部记录"),
    creating("backup", "/v1/backups", "登记一份备份"),
    creating("backup.drill", "/v1/backups/drills", "登记一次恢复演练"),
    reading("report.backups", "/v1/backups", "备份和恢复演练的登记"),
    reading("access.list", "/v1/access", "查阅记录"),
    Operation(
        use_case="access.prune", method="DELETE", path="/v1/access", title="清理过期的查阅记录"
    ),
    reading("key.list", "/v1/keys", "接口密钥"),
    creating("key.issue", "/v1/keys", "发放接口密钥"),
    reading("webhook.list", "/v1/webhooks", "推送"),
    creating("webhook.add", "/v1/webhooks", "设立推送"),
    Operation(
        use_case="webhook.end", method="DELETE", path="/v1/webhooks/{webhook}", title="停止推送"
    ),
    reading("webhook.deliveries", "/v1/webhooks/{webhook}/deliveries", "推送了什么，怎样了"),
    creating("webhook.redeliver", "/v1/webhooks/{webhook}/redeliveries", "再次推送"),
    Operation(use_case="key.revoke", method="DELETE", path="/v1/keys/{key}", title="吊销接口密钥"),
)
