"""Accounts of those who log in on pages."""

import sys

import click

from minqing_cli import output
from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, Code, Decorated, field, read
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking, recording
from minqing_cli.refusals import Refusal

HERE = "minqing_cli.commands.account"
LAZILY = {
    "init": (f"{HERE}:init", "开立第一个安全管理员的账号"),
    "open": (f"{HERE}:open_", "为花名册中的人开立账号，初始口令只显示这一次"),
    "role": (f"{HERE}:role", "任免系统、安全、审计管理员，三员分设"),
    "lock": (f"{HERE}:lock", "锁定一个账号，已登录的随即退出"),
    "unlock": (f"{HERE}:unlock", "解锁一个账号"),
    "reset-password": (f"{HERE}:reset_password", "重置口令，新口令只显示这一次"),
    "change-password": (f"{HERE}:change_password", "修改自己的口令"),
    "codes-enrol": (f"{HERE}:codes_enrol", "启用自己的动态口令"),
    "codes-confirm": (f"{HERE}:codes_confirm", "确认手机上的动态口令"),
    "codes-disable": (f"{HERE}:codes_disable", "停用自己的动态口令"),
    "link": (f"{HERE}:link", "将账号与统一身份认证中的人对应"),
    "unlink": (f"{HERE}:unlink", "解除与统一身份认证的对应"),
    "list": (f"{HERE}:list_", "列出全部账号"),
}
OPENED = {"person": "人员", "login": "登录名", "password": "初始口令"}
COLUMNS = {
    "person": "编号",
    "name": "姓名",
    "login": "登录名",
    "role_text": "管理员",
    "locked_text": "锁定",
    "totp": "动态口令",
    "sessions": "登录数",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def account() -> None:
    """账号：谁可以在网页上登录；没有缺省账号，口令从不写在命令行上。"""


def _person(body: Decorated) -> Decorated:
    return click.argument("person", type=PERSON, metavar="编号或姓名")(body)


def secret_file(option: str, name: str, what: str) -> Decorated:
    """Declare the option of a file from which a secret is read."""
    return click.option(
        option, name, metavar="文件", help=f"从文件读取{what}，- 为标准输入；缺省当面询问"
    )


@click.command(epilog=examples("minqing account init 王小明 --login wangxm"))
@_person
@field("--login", "login", "登录名：小写字母开头，3 至 32 个小写字母、数字、. _ -")
@secret_file("--password-file", "password", "口令")
@asking("account.init")
def init(desk: Desk) -> None:
    """开立第一个安全管理员的账号，此后由其开立其他账号。"""
    desk.say_who()
    ask_for(desk, "password", "口令", "--password-file", twice=True)
    desk.show(desk.ask(), columns={"person": "人员", "login": "登录名"})


@click.command("open", epilog=examples("minqing account open 陈国强 --login chengq"))
@_person
@field("--login", "login", "登录名：小写字母开头，3 至 32 个小写字母、数字、. _ -")
@asking("account.open")
def open_(desk: Desk) -> None:
    """为花名册中的人开立账号；初始口令只显示这一次，首次登录须改。"""
    desk.say_who()
    desk.show(desk.ask(), columns=OPENED)
    output.say("请将初始口令当面交本人，不会再次显示")


@click.command(
    epilog=examples(
        "minqing account role 何正 --role 审计管理员", "minqing account role 何正  # 免去"
    )
)
@_person
@field("--role", "role", "管理员；不填为免去", type=Code("administrator"))
@recording("account.role")
def role(desk: Desk) -> None:
    """任一人为系统、安全或审计管理员，或免去；三员分设，不能兼任。"""
    desk.record()


@click.command(epilog=examples("minqing account lock 陈国强 --reason 疑似盗用"))
@_person
@field("--reason", "reason", "为何锁定", type=Code("lock"))
@recording("account.lock")
def lock(desk: Desk) -> None:
    """锁定一个账号，直到解锁；已登录的随即退出。"""
    desk.record()


@click.command(epilog=examples("minqing account unlock 陈国强"))
@_person
@recording("account.unlock")
def unlock(desk: Desk) -> None:
    """解锁一个账号；口令错得太多而暂停的，也随即恢复。"""
    desk.record()


@click.command("reset-password", epilog=examples("minqing account reset-password 陈国强"))
@_person
@asking("account.reset-password")
def reset_password(desk: Desk) -> None:
    """重置口令和动态口令；新口令只显示这一次，登录后须改，已登录的随即退出。"""
    desk.say_who()
    desk.show(desk.ask(), columns=OPENED)
    output.say("请将新口令当面交本人，不会再次显示")


@click.command("change-password", epilog=examples("minqing account change-password"))
@secret_file("--current-file", "current", "原口令")
@secret_file("--password-file", "password", "新口令")
@asking("account.change-password")
def change_password(desk: Desk) -> None:
    """修改自己的口令；自己已登录的全部退出。"""
    desk.say_who()
    ask_for(desk, "current", "原口令", "--current-file")
    ask_for(desk, "password", "新口令", "--password-file", twice=True)
    desk.show(desk.ask(), columns={"person": "人员", "ended": "退出登录数"})


@click.command("codes-enrol", epilog=examples("minqing account codes-enrol"))
@secret_file("--current-file", "current", "口令")
@asking("account.codes-enrol")
def codes_enrol(desk: Desk) -> None:
    """启用自己的动态口令：将密钥录入手机，再用 codes-confirm 确认。"""
    desk.say_who()
    ask_for(desk, "current", "口令", "--current-file")
    desk.show(desk.ask(), columns={"person": "人员", "secret": "密钥", "address": "二维码内容"})


@click.command("codes-confirm", epilog=examples("minqing account codes-confirm"))
@secret_file("--code-file", "code", "动态口令")
@asking("account.codes-confirm")
def codes_confirm(desk: Desk) -> None:
    """用手机上此刻的六位数字确认；此后登录须填动态口令。"""
    desk.say_who()
    ask_for(desk, "code", "动态口令", "--code-file")
    desk.show(desk.ask(), columns={"person": "人员", "asked": "须填"})


@click.command("codes-disable", epilog=examples("minqing account codes-disable"))
@secret_file("--current-file", "current", "口令")
@asking("account.codes-disable")
def codes_disable(desk: Desk) -> None:
    """停用自己的动态口令。"""
    desk.say_who()
    ask_for(desk, "current", "口令", "--current-file")
    desk.show(desk.ask(), columns={"person": "人员", "asked": "须填"})


@click.command(
    epilog=examples(
        "minqing account link 陈国强 --issuer https://sso.example.gov.cn --subject 9f3c"
    )
)
@_person
@field("--issuer", "issuer", "统一身份认证的地址", metavar="地址")
@field("--subject", "subject", "其中的编号（sub），不是姓名", metavar="编号")
@asking("account.link")
def link(desk: Desk) -> None:
    """将账号与统一身份认证（OIDC）中的一人对应，此后其可由该处登录。"""
    desk.say_who()
    desk.show(desk.ask(), columns={"person": "人员", "issuer": "统一身份认证"})


@click.command(epilog=examples("minqing account unlink 陈国强"))
@_person
@asking("account.unlink")
def unlink(desk: Desk) -> None:
    """解除账号与统一身份认证的对应；已登录的随即退出。"""
    desk.say_who()
    desk.show(desk.ask(), columns={"person": "人员"})


@click.command("list", epilog=examples("minqing account list"))
@field("--words", "words", "姓名、编号或登录名中含有的字", metavar="文字")
@field("--role", "role", "何种管理员", type=Code("administrator"))
@field("--locked", "locked", "只看锁定的", is_flag=True)
@asking("account.list")
def list_(desk: Desk) -> None:
    """列出账号：是谁的、是何管理员、是否锁定。"""
    desk.show(desk.ask(), columns=COLUMNS)


def ask_for(desk: Desk, name: str, what: str, option: str, *, twice: bool = False) -> None:
    """Take a secret from the file that was named, or ask whoever sits there for it."""
    path = desk.given.pop(name, None)
    if path is not None:
        desk.given[name] = read(path)
    elif sys.stdin.isatty():
        desk.given[name] = click.prompt(what, hide_input=True, confirmation_prompt=twice, err=True)
    else:
        raise Refusal("password-unasked", f"此处无法询问{what}，请用 {option} 指明文件")
