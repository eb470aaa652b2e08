"""Webhooks: to which addresses what is recorded is pushed, and how that goes."""

import re
from urllib.parse import urlsplit

from attrs import frozen

from minqing_core.application.access import require_lent, valid_key
from minqing_core.application.catalogue import use_case
from minqing_core.application.following import require_reached
from minqing_core.application.listing import require_limit
from minqing_core.application.office import Office
from minqing_core.application.webhook_ports import Delivery, DeliveryState, Webhook
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power

VISIBLE = re.compile(r"[!-~]{1,500}")


class WebhookAddressError(RefusalError):
    """Nothing can be pushed to such an address."""

    code = "webhook-address"
    text = "推送地址「{url}」不对：应为 https://主机/… ，至多 500 个字符，不含用户名和 #"


class WebhookUnknownError(RefusalError):
    """No webhook goes by this number."""

    kind = "not-found"
    code = "webhook-unknown"
    text = "没有编号为 {webhook} 的推送"


class WebhookFromScopedError(RefusalError):
    """With a key that is good for some things only nothing is pushed with another."""

    kind = "not-allowed"
    code = "webhook-from-scoped"
    text = "限定了范围（{scopes}）的密钥不能设立推送，请本人办理"


@frozen(kw_only=True)
class AddedWebhook:
    """A new webhook with its secret, which is shown this once."""

    id: int
    url: str
    key: int
    secret: str
    cursor: int


@frozen(kw_only=True)
class WebhookList:
    """The webhooks ever entered, without their secrets."""

    items: tuple[Webhook, ...]
    next: None = None


@frozen(kw_only=True)
class DeliveryList:
    """A page of deliveries, the latest event first."""

    items: tuple[Delivery, ...]
    next: int | None


@frozen(kw_only=True)
class Redelivered:
    """How many events are delivered again."""

    webhook: int
    deliveries: int


@use_case("webhook.add", Power.WEBHOOK_KEEP, "S72")
def add(office: Office, act: Act, *, url: str, key: int, after: int | None = None) -> AddedWebhook:
    """Push what is recorded from now on to an address, as far as the holder of a key may see it.

    Raises:
        WebhookAddressError: nothing can be pushed there.
        KeyUnknownError: there is no such key.
        KeyRefusedError: the key is revoked or no longer valid.
        KeyAloneError: its holder is somebody else, who may do or see more.
        BeyondLogError: the log does not reach as far as it is to begin after.
    """
    if act.scopes:
        raise WebhookFromScopedError(scopes="、".join(act.scopes))
    if not _is_address(url):
        raise WebhookAddressError(url=url)
    require_lent(office, act, valid_key(office, key))
    size = require_reached(office, after or 0)
    cursor = size if after is None else after
    added = office.webhooks.add(url=url, key=key, cursor=cursor, by=act.actor, at=office.now())
    secret = office.webhooks.secret(added.id)
    return AddedWebhook(id=added.id, url=url, key=key, secret=secret, cursor=cursor)


@use_case("webhook.list", Power.WEBHOOK_KEEP, "S72", reads=True)
def list_webhooks(office: Office, act: Act) -> WebhookList:
    """List the addresses ever entered, and how far each has come."""
    return WebhookList(items=tuple(office.webhooks.listed()))


@use_case("webhook.end", Power.WEBHOOK_KEEP, "S72")
def end(office: Office, act: Act, webhook: int) -> Webhook:
    """Push nothing more to an address."""
    ended = office.webhooks.end(webhook, by=act.actor, at=office.now())
    if ended is None:
        raise WebhookUnknownError(webhook=webhook)
    return ended


@use_case("webhook.deliveries", Power.WEBHOOK_KEEP, "S72", reads=True)
def list_deliveries(
    office: Office,
    act: Act,
    webhook: int,
    *,
    state: DeliveryState | None = None,
    cursor: int | None = None,
    limit: int = 50,
) -> DeliveryList:
    """List what was pushed to an address or is still to be, the latest event first."""
    require_limit(limit)
    _require(office, webhook)
    found = office.webhooks.deliveries(webhook, state=state, before=cursor, limit=limit + 1)
    shown = found[:limit]
    further = shown[-1].position if len(found) > limit else None
    return DeliveryList(items=tuple(shown), next=further)


@use_case("webhook.redeliver", Power.WEBHOOK_KEEP, "S72")
def redeliver(
    office: Office,
    act: Act,
    webhook: int,
    *,
    since: int,
    upto: int | None = None,
    state: DeliveryState | None = None,
) -> Redelivered:
    """Push events of some positions to an address again, whatever became of them."""
    _require(office, webhook)
    last = since if upto is None else upto
    now = office.now()
    again = office.webhooks.again(webhook, since=since, upto=last, state=state, at=now)
    return Redelivered(webhook=webhook, deliveries=again)


def _require(office: Office, webhook: int) -> None:
    if all(one.id != webhook for one in office.webhooks.listed()):
        raise WebhookUnknownError(webhook=webhook)


def _is_address(url: str) -> bool:
    if not VISIBLE.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and parts.username is None and parts.password is None
    return parts.scheme in {"http", "https"} and named and not parts.fragment and port != 0
