"""The web, opened: the office's, and that of a witness."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minqing_cli.configuration import setting
from minqing_cli.desk import key_path, path_of, store
from minqing_cli.fields import WHOLE, read
from minqing_cli.help import examples
from minqing_cli.options import guarded
from minqing_cli.refusals import Refusal

if TYPE_CHECKING:
    from minqing_core.application.open_id import Client

FILE = click.Path(path_type=Path)


@click.command(
    epilog=examples(
        "minqing serve",
        "minqing serve --behind-proxy",
        "minqing serve --public --behind-proxy --trusted-proxy 10.88.0.0/16",
        "minqing serve --public --tls-cert 证书.pem --tls-key 私钥.pem --port 8443",
    )
)
@click.option("--host", metavar="地址", help="在哪个地址上听；缺省只在本机 127.0.0.1")
@click.option("--port", type=WHOLE, default=8000, metavar="端口", help="端口；缺省 8000")
@click.option("--public", is_flag=True, help="对外开放：在本机所有地址上听")
@click.option("--tls-cert", type=FILE, metavar="文件", help="TLS 证书（PEM）")
@click.option("--tls-key", type=FILE, metavar="文件", help="TLS 私钥（PEM）")
@click.option("--behind-proxy", is_flag=True, help="代理（如 nginx）在前终止 TLS；缺省在本机")
@click.option(
    "--trusted-proxy",
    metavar="网段，…",
    help="代理不在本机的（如容器），在哪些网段；只信从那里来的 X-Forwarded-For",
)
@click.option("--plain-http", is_flag=True, help="内网没有 TLS，明知仍用明文对外")
@click.option(
    "--webhook-networks",
    metavar="网段，…",
    help="推送还可发往哪些内部网段（如 10.0.0.0/8）；缺省只发往公网的 https 地址",
)
@click.option(
    "--site",
    metavar="网址",
    help="浏览器所见的网址，如 https://minqing.example；回执上的二维码用它",
)
@click.option("--sso-issuer", metavar="地址", help="统一身份认证（OIDC）的地址")
@click.option("--sso-client", metavar="名称", help="本系统在其中的客户端名称；缺省 minqing")
@click.option("--sso-secret-file", metavar="文件", help="客户端密钥文件")
@guarded
def serve(  # noqa: PLR0913 - one for each option
    *,
    host: str | None,
    port: int,
    public: bool,
    tls_cert: Path | None,
    tls_key: Path | None,
    behind_proxy: bool,
    trusted_proxy: str | None,
    plain_http: bool,
    webhook_networks: str | None,
    site: str | None,
    **coming: str | None,
) -> None:
    """开启网页与接口，并按所设的推送发出变动；按 Ctrl-C 结束。

    设有 --sso-issuer 的，可由统一身份认证登录；须另设 --site 和 --sso-secret-file，
    在对方登记回调地址（网址后加 /login/sso/back），并为各人办理 minqing account link。
    """
    from minqing_http.main import EVERYWHERE, LOOPBACK, Opening  # noqa: PLC0415 - dear to import
    from minqing_http.main import serve as run  # noqa: PLC0415 - dear to import

    if (tls_cert is None) != (tls_key is None):
        raise Refusal("tls-half", "--tls-cert 和 --tls-key 要一起写")
    url, key_file = store()
    opening = Opening(
        host=host or (EVERYWHERE if public else LOOPBACK),
        port=port,
        tls=None if tls_cert is None or tls_key is None else (tls_cert, tls_key),
        behind_proxy=behind_proxy,
        trusted=_proxies(trusted_proxy, behind_proxy=behind_proxy),
        plain=plain_http,
        site=(setting("site", site).value or "").rstrip("/"),
    )
    networks = _networks(setting("webhook_networks", webhook_networks).value or "")
    run(
        url,
        key_file,
        opening=opening,
        checkpoints=path_of("checkpoints"),
        networks=networks,
        coming_by=_coming_by(opening.site, coming),
    )


def _coming_by(site: str, given: Mapping[str, str | None]) -> "Client | None":
    said = {name: setting(name, value).value for name, value in given.items()}
    if said["sso_issuer"] is None:
        return None
    if not site or said["sso_secret_file"] is None:
        raise Refusal("sso-incomplete", "设了 --sso-issuer，还须设 --site 和 --sso-secret-file")
    from minqing_core.application.open_id import Client  # noqa: PLC0415 - only with a provider

    secret = read(said["sso_secret_file"]).strip()
    return Client(issuer=said["sso_issuer"], name=said["sso_client"] or "minqing", secret=secret)


def _proxies(given: str | None, *, behind_proxy: bool) -> tuple[IPv4Network | IPv6Network, ...]:
    said = setting("trusted_proxy", given).value or ""
    if said and not behind_proxy:
        raise Refusal("proxy-half", "--trusted-proxy 要与 --behind-proxy 一起写")
    return _networks(said)


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(one) for one in text.replace(",", " ").split())
    except ValueError as error:
        raise Refusal("network", f"网段不对：{error}；应如 10.0.0.0/8") from error


@click.command(epilog=examples("minqing witness serve --witness-key 见证.wkey --port 8430"))
@click.option("--witness-key", metavar="文件", help="见证密钥文件；也可设 MINQING_WITNESS_KEY")
@click.option("--host", metavar="地址", help="在哪个地址上听；缺省只在本机 127.0.0.1")
@click.option("--port", type=WHOLE, default=8430, metavar="端口", help="端口；缺省 8430")
@click.option("--public", is_flag=True, help="对外开放：在本机所有地址上听")
@guarded
def serve_witness(*, witness_key: str | None, host: str | None, port: int, public: bool) -> None:
    """开启见证接口（c2sp.org/tlog-witness），按 Ctrl-C 结束。"""
    from minqing_core.bootstrap import open_witness  # noqa: PLC0415 - dear to import
    from minqing_http.witness import serve as run  # noqa: PLC0415 - dear to import

    with open_witness(key_path("witness_key", witness_key, "见证密钥")) as witness:
        run(witness, host=host, port=port, public=public)
