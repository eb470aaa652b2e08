"""Why an account is not opened or changed."""

from minqing_core.kernel.refusals import RefusalError


class AdministratorThereError(RefusalError):
    """There is a security administrator already, who opens every other account."""

    kind = "conflict"
    code = "administrator-there"
    text = "已有安全管理员（{held}），账号由其开立"


class AccountUnknownError(RefusalError):
    """Somebody has no account."""

    kind = "not-found"
    code = "account-unknown"
    text = "{person} 没有账号，请先由安全管理员开立"


class AdministratorRoleHeldError(RefusalError):
    """The three administrator roles are never in one hand."""

    kind = "conflict"
    code = "administrator-role-held"
    text = "{person} 已是管理员（{held}），三员分设，不能兼任 {role}；请另选人员，或先免去"


class LastSecurityAdministratorError(RefusalError):
    """Without a security administrator nobody could open an account any more."""

    kind = "conflict"
    code = "last-security-administrator"
    text = "{person} 是唯一的安全管理员，请先另任一人"


class LoginUnfitError(RefusalError):
    """A login name is one that can be typed on every keyboard, and never an ID or a telephone."""

    code = "login-unfit"
    text = (
        "登录名（login）「{login}」不对，应以小写字母开头，由 3 至 32 个小写字母、数字、. _ - 组成"
    )


class LoginTakenError(RefusalError):
    """Somebody else logs in by this name."""

    kind = "conflict"
    code = "login-taken"
    fields = ("login",)
    text = "登录名（login）「{login}」已有人使用，请换一个"


class PasswordWeakError(RefusalError):
    """A password is too easy to guess."""

    code = "password-weak"
    fields = ("password",)
    text = "口令（{field}）{trouble}"


class AccountThereError(RefusalError):
    """Somebody has an account already, and a password of their own."""

    kind = "conflict"
    code = "account-there"
    text = "{person} 已有账号（登录名 {login}）；口令遗失的请办理重置口令"


class CodeWrongError(RefusalError):
    """The one-time code is not the one of now."""

    kind = "not-allowed"
    code = "code-wrong"
    fields = ("code",)
    text = "动态口令（code）不对，应为此刻手机上显示的六位数字"


class CodesConfirmedError(RefusalError):
    """One-time codes are asked for already; another telephone has to wait until they are not."""

    kind = "conflict"
    code = "codes-confirmed"
    text = "已启用动态口令；换手机的，请先停用"


class KeyUnknownError(RefusalError):
    """No key goes by this number."""

    kind = "not-found"
    code = "key-unknown"
    text = "没有编号为 {key} 的密钥"


class KeyHiddenError(KeyUnknownError):
    """A key is none of theirs, which is told as if there were none."""


class SessionUnknownError(RefusalError):
    """There is no such session, or it is none of theirs."""

    kind = "not-found"
    code = "session-unknown"
    text = "没有编号为 {session} 的登录，或已经退出"


class SessionHiddenError(SessionUnknownError):
    """A session is none of theirs, which is told as if there were none."""


class AdministratorKeyError(RefusalError):
    """The three administrators are kept apart: none speaks for another, nor anybody for one."""

    kind = "not-allowed"
    code = "administrator-key"
    text = "{person} 是管理员（{role}），密钥只由本人凭口令领取，不由他人发放"


class IssuerUnfitError(RefusalError):
    """A provider of identities is reached by https, or on this machine."""

    code = "issuer-unfit"
    text = "统一身份认证的地址（issuer）「{issuer}」不对，应以 https:// 开头，不带 ? 和 #"


class SubjectUnfitError(RefusalError):
    """What the provider calls somebody cannot be kept."""

    code = "subject-unfit"
    text = "统一身份认证中的编号（subject）「{subject}」不对：{trouble}"


class IdentityTakenError(RefusalError):
    """Somebody else is whom the provider knows by this."""

    kind = "conflict"
    code = "identity-taken"
    text = "统一身份认证中的编号（subject）「{subject}」已对应另一账号"
