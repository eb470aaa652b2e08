"""What a key is good for: its scopes narrow what its person may, and never widen it (S22)."""

from collections.abc import Collection

from minqing_core.application.admission import UseCase, note_refused
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power

READ_ONLY = "read-only"


class ScopeUnknownError(RefusalError):
    """A scope is a power, a group of use cases or read-only."""

    code = "scope-unknown"
    text = "没有范围「{scope}」，可写 read-only、职权（如 diary.read）或事项组（如 case.*）"


class KeyScopeError(RefusalError):
    """The key is not good for this; its person may be allowed to all the same."""

    kind = "not-allowed"
    code = "key-scope"
    text = "这把密钥的范围（{scopes}）不含「{use_case}」，须含 {wanted}"


def require_scopes(scopes: Collection[str]) -> None:
    """Refuse scopes that there are none of.

    Raises:
        ScopeUnknownError: one of them is no power, no group of use cases and not read-only.
    """
    groups = {f"{name.partition('.')[0]}.*" for name in CATALOGUE}
    for scope in scopes:
        if scope not in {READ_ONLY, *Power, *groups}:
            raise ScopeUnknownError(scope=scope)


def require_scope(office: Office, act: Act, case: UseCase) -> None:
    """Refuse what the scopes of an act do not say; none say that nothing is narrowed.

    Read-only narrows what the others allow, and where it stands alone allows every reading:
    what is declared to be one, and nothing else.

    Raises:
        KeyScopeError: this is not in them.
    """
    if not act.scopes:
        return
    named = set(act.scopes) - {READ_ONLY}
    wanted = {str(case.power), f"{case.name.partition('.')[0]}.*"}
    if named and wanted.isdisjoint(named):
        lacking = " 或 ".join(sorted(wanted))
    elif READ_ONLY in act.scopes and not case.reads:
        lacking = f"写的权限，而不是只有 {READ_ONLY}"
    else:
        return
    refusal = KeyScopeError(scopes="、".join(act.scopes), use_case=case.name, wanted=lacking)
    note_refused(office, act, case, refusal)
    raise refusal
