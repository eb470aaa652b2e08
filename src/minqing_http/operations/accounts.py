"""Accounts of those who log in, and who is logged in."""

import attrs

from minqing_http.operations.operation import Operation, creating, reading

OPERATIONS: tuple[Operation, ...] = (
    reading("account.list", "/v1/accounts", "账号"),
    attrs.evolve(creating("account.open", "/v1/accounts", "开立账号"), hashes=True),
    attrs.evolve(
        creating("account.init", "/v1/accounts/first", "开立第一个安全管理员的账号"), hashes=True
    ),
    creating("account.role", "/v1/accounts/{person}/role", "任免管理员"),
    creating("account.lock", "/v1/accounts/{person}/lock", "锁定账号"),
    creating("account.unlock", "/v1/accounts/{person}/unlocking", "解锁账号"),
    attrs.evolve(
        creating("account.reset-password", "/v1/accounts/{person}/password", "重置口令"),
        hashes=True,
    ),
    attrs.evolve(
        creating("account.change-password", "/v1/own/password", "修改自己的口令"), hashes=True
    ),
    attrs.evolve(creating("account.codes-enrol", "/v1/own/codes", "启用动态口令"), hashes=True),
    creating("account.codes-confirm", "/v1/own/codes/confirmation", "确认动态口令"),
    attrs.evolve(
        creating("account.codes-disable", "/v1/own/codes/end", "停用动态口令"), hashes=True
    ),
    reading("key.own", "/v1/own/keys", "自己的接口密钥"),
    attrs.evolve(creating("key.own-issue", "/v1/own/keys", "领取自己的接口密钥"), hashes=True),
    Operation(
        use_case="key.own-revoke",
        method="DELETE",
        path="/v1/own/keys/{key}",
        title="吊销自己的接口密钥",
    ),
    creating("account.link", "/v1/accounts/{person}/identity", "对应统一身份认证"),
    Operation(
        use_case="account.unlink",
        method="DELETE",
        path="/v1/accounts/{person}/identity",
        title="解除统一身份认证",
    ),
    reading("session.list", "/v1/sessions", "在哪里登录着"),
    Operation(
        use_case="session.revoke",
        method="DELETE",
        path="/v1/sessions/{session}",
        title="使一处登录退出",
    ),
)
