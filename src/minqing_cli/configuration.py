"""Which store, key and person are meant: flag, environment, ./minqing.toml, XDG, default."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from minqing_cli.refusals import Refusal

KNOWN = {
    "db": "MINQING_DB",
    "key_file": "MINQING_KEY_FILE",
    "as": "MINQING_AS",
    "checkpoints": "MINQING_CHECKPOINTS",
    "signing_key": "MINQING_SIGNING_KEY",
    "witness_key": "MINQING_WITNESS_KEY",
    "site": "MINQING_SITE",
    "sso_issuer": "MINQING_SSO_ISSUER",
    "sso_client": "MINQING_SSO_CLIENT",
    "sso_secret_file": "MINQING_SSO_SECRET_FILE",
    "webhook_networks": "MINQING_WEBHOOK_NETWORKS",
    "trusted_proxy": "MINQING_TRUSTED_PROXY",
    "witness": "MINQING_WITNESS",
    "mirror": "MINQING_MIRROR",
}
LOCAL = Path("minqing.toml")


class Setting(NamedTuple):
    """A setting, and where it comes from."""

    name: str
    value: str | None
    origin: str


def setting(name: str, flag: str | None = None) -> Setting:
    """Return what is set under a name, and by whom."""
    if flag is not None:
        return Setting(name, flag, f"选项 --{name.replace('_', '-')}")
    if value := os.environ.get(KNOWN[name]):
        return Setting(name, value, f"环境变量 {KNOWN[name]}")
    for path in (LOCAL, user_file()):
        values = _read(path)
        if name in values:
            return Setting(name, values[name], str(path))
    return Setting(name, _default(name), "缺省")


def user_file() -> Path:
    """Return the path of the settings of one user."""
    if sys.platform == "linux":
        base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
        return Path(base).expanduser() / "minqing" / "minqing.toml"
    from platformdirs import user_config_path  # noqa: PLC0415 - dear to import

    return user_config_path("minqing") / "minqing.toml"


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal("config-unreadable", f"设置文件 {path} 无法读取：{error}") from error
    strange = [name for name, value in found.items() if name not in KNOWN or not _is_text(value)]
    if strange:
        known = "、".join(KNOWN)
        raise Refusal(
            "config-unknown",
            f"设置文件 {path} 中的 {'、'.join(strange)} 不对；可设的有 {known}，值均为文字",
        )
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _default(name: str) -> str | None:
    if name != "db":
        return None
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nothing is set

    return str(user_data_path("minqing") / "minqing.db")
