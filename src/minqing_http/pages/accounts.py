"""Pages of accounts: one's own, and those that the security administrator looks after."""

from minqing_core.views.labels import label
from minqing_http.operations import BY_USE_CASE
from minqing_http.pages.page import Form, Listing, Page, Plain, RowWay, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import title_of

SESSIONS = {
    "id": "编号",
    "created": "登录",
    "last_seen": "最近",
    "address": "从何处",
    "agent": "用什么",
}
OWN_KEYS = {
    "id": "编号",
    "label": "用途",
    "scopes": "范围",
    "issued_by_name": "发放人",
    "created": "发放",
    "expires": "有效期至",
    "last_used": "最近使用",
    "revoked": "吊销",
}
GIVEN, CODES = "given.html", "/account/codes"
CHANNELS = {"page": "网页", "http": "接口", "cli": "命令行", "library": "程序库"}
DOORS = {"log-in": "登录", "log-out": "退出登录"}
WHOSE = {"person": "person"}


def _outcome(code: str) -> str:
    kind, _, told = code.partition(":")
    said = label("access-outcome", kind)
    if kind != "exported":
        return said
    form, _, rows = told.partition(":")
    return f"{said} {form} {rows} 行" if rows else f"{said} {form}"


def _doing(code: str) -> str:
    return DOORS.get(code) or title_of(code)


def _channel(code: str) -> str:
    return CHANNELS.get(code, code)


def _own(found: Plain, _visitor: Visitor) -> Plain:
    me = found["me"]
    return {
        "heading": "我的账号",
        "sections": [
            Section(
                facts=(
                    ("姓名", me["name"]),
                    ("编号", me["person"]),
                    ("职务", me["posts_text"]),
                    ("单位", me["units_text"]),
                )
            ),
            Section(
                heading="我在哪些地方登录着",
                columns=SESSIONS,
                rows=found["sessions"]["items"],
                links={"id": "/account/session?session={id}"},
            ),
            Section(
                heading="凭我的名义办事的接口密钥",
                columns=OWN_KEYS,
                rows=found["keys"]["items"],
                links={"id": "/account/keys/revoke?key={id}"},
            ),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/account",
        title="我的账号",
        template="sections.html",
        shows={
            "me": shown("whoami"),
            "sessions": shown("session.list"),
            "keys": shown("key.own"),
        },
        tasks=(
            *("account.change-password", "account.codes-enrol"),
            *("session.revoke", "key.own-issue", "key.own-revoke"),
        ),
        more=("account.codes-confirm", "account.codes-disable"),
        sorted_out=_own,
    ),
    Page(
        path="/accounts",
        title="账号",
        template="list.html",
        shows={"accounts": shown("account.list")},
        listing=Listing(
            columns={
                "person": "编号",
                "name": "姓名",
                "login": "登录名",
                "role_text": "管理员",
                "locked_text": "锁定",
                "must_change": "待改口令",
                "totp": "两步验证",
                "issuer": "统一身份认证",
                "sessions": "登录着",
            },
            filters=("words", "role", "locked"),
            links={"name": "/people/{person}"},
            ways=(
                RowWay(use_case="account.role", fills=WHOSE),
                RowWay(use_case="account.reset-password", fills=WHOSE),
                RowWay(
                    use_case="account.lock", title="锁定", fills=WHOSE, where={"locked": (None,)}
                ),
                RowWay(use_case="account.unlock", title="解锁", fills=WHOSE),
                RowWay(use_case="account.link", title="对应统一身份认证", fills=WHOSE),
                RowWay(use_case="account.unlink", title="解除对应", fills=WHOSE),
            ),
        ),
        named={"words": "姓名、编号或登录名中有", "role": "管理员", "locked": "只看锁定的"},
        tasks=("account.open", "key.issue"),
    ),
    Page(
        path="/keys",
        title="接口密钥",
        template="list.html",
        shows={"keys": shown("key.list")},
        listing=Listing(
            columns={
                "id": "编号",
                "person_name": "人员",
                "label": "用途",
                "issued_by_name": "发放人",
                "created": "发放",
                "expires": "有效期至",
                "last_used": "最近使用",
                "revoked": "吊销",
            },
            filters=("person", "valid"),
            ways=(RowWay(use_case="key.revoke", title="吊销", fills={"key": "id"}),),
        ),
        named={"valid": "只看有效的"},
        tasks=("key.issue",),
    ),
    Page(
        path="/access",
        title="查阅记录",
        template="list.html",
        shows={"access": shown("access.list")},
        listing=Listing(
            columns={
                "at": "何时",
                "actor_name": "谁",
                "use_case": "做什么",
                "subject": "看什么",
                "outcome": "结果",
                "channel": "途径",
                "address": "从何处",
            },
            filters=("person", "since", "until", "outcome", "use_case", "subject"),
            labels={"use_case": _doing, "outcome": _outcome, "channel": _channel},
        ),
        named={
            "subject": "看什么（如 case/2026-000001）",
            "since": "自哪天",
            "until": "至哪天",
            "outcome": "结果",
            "use_case": "做什么",
        },
        coded={"use_case": {name: one.title for name, one in BY_USE_CASE.items()}},
    ),
)


def _form(
    use_case: str, path: str, title: str, then: str = "/accounts", answered: str = ""
) -> Form:
    return Form(use_case=use_case, path=path, title=title, then=then, answered=answered)


FORMS: tuple[Form, ...] = (
    Form(
        use_case="account.change-password",
        path="/account/password",
        title="改口令",
        then="/login",
        says="改好后，所有地方的登录都会退出，请用新口令重新登录。",
        button="改口令",
        changing=True,
    ),
    _form("session.revoke", "/account/session", "退出一处登录", "/account"),
    _form("account.codes-enrol", CODES, "启用动态口令", f"{CODES}/confirm", GIVEN),
    _form("account.codes-confirm", f"{CODES}/confirm", "确认动态口令", "/account"),
    _form("account.codes-disable", f"{CODES}/end", "停用动态口令", "/account"),
    _form("key.own-issue", "/account/keys/new", "领取接口密钥", "/account", GIVEN),
    _form("key.own-revoke", "/account/keys/revoke", "吊销我的接口密钥", "/account"),
    _form("account.link", "/accounts/link", "对应统一身份认证"),
    _form("account.unlink", "/accounts/unlink", "解除统一身份认证"),
    _form("account.open", "/accounts/open", "开通账号", answered=GIVEN),
    _form("account.reset-password", "/accounts/password", "重置口令", answered=GIVEN),
    _form("account.role", "/accounts/role", "定管理员"),
    _form("account.lock", "/accounts/lock", "锁定账号"),
    _form("account.unlock", "/accounts/unlock", "解锁账号"),
    _form("key.issue", "/keys/issue", "发放接口密钥", "/keys", GIVEN),
    _form("key.revoke", "/keys/revoke", "吊销接口密钥", "/keys"),
)
