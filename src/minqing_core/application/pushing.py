"""What is pushed next: taken from the log, signed after Standard Webhooks, tried until it is in.

At least once: an event is entered to be delivered before the cursor goes on, and what is not known
to have arrived is sent again under the same id.
"""

import base64
import hmac
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import msgspec
from attrs import field, frozen

from minqing_core.application.access import valid_key
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.following import WINDOW, CloudEvent, follow
from minqing_core.application.office import Office
from minqing_core.application.scopes import require_scope
from minqing_core.application.webhook_ports import Delivery, DeliveryState, Outcome, Webhook
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACKOFF = (
    *(timedelta(seconds=5), 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR),
    *(10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR),
)
LEASE = MINUTE
KEPT = timedelta(days=30)
MOST_WAITING = 500
GONE = 410
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
GOOD = range(200, 300)


@frozen(kw_only=True)
class Message:
    """A delivery as it is sent: where to, with what headers, and the bytes that are signed."""

    webhook: Webhook
    delivery: Delivery
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def take(office: Office) -> None:
    """Enter what was recorded since to be delivered; an address that lags too far waits."""
    size = office.size()
    for webhook in office.webhooks.listed():
        if webhook.ended is None and webhook.cursor < size:
            _take(office, webhook)
            office.webhooks.prune(office.now() - KEPT)


def outgoing(office: Office, most: int, *, each: int, busy: Collection[int] = ()) -> list[Message]:
    """Return the messages that are due, *each* to an address; nobody else sends them for a minute.

    There are none for those that are *busy* with others.
    """
    now = office.now()
    claimed = office.webhooks.claim(at=now, until=now + LEASE, most=most, each=each, busy=busy)
    hooks = {webhook.id: webhook for webhook in office.webhooks.listed()}
    messages: list[Message] = []
    for number, group in groupby(claimed, key=lambda delivery: delivery.webhook):
        messages += _messages(office, hooks[number], [*group], now)
    return messages


def answered(office: Office, message: Message, status: int) -> None:
    """Note what an address answered: in with 2xx, never again with 410, else tried again."""
    if status == GONE:
        office.webhooks.end(message.webhook.id, by=message.webhook.added_by, at=office.now())
    _settle(office, message.delivery, status=status)


def failed(office: Office, message: Message, trouble: str) -> None:
    """Note that nothing was answered, and why."""
    _settle(office, message.delivery, trouble=trouble)


def signature(secret: str, number: str, at: int, body: bytes) -> str:
    """Return the signature of a message, by a secret as ``whsec_`` and base64."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.digest(key, f"{number}.{at}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(signed).decode()}"


def _take(office: Office, webhook: Webhook) -> None:
    room = MOST_WAITING - office.webhooks.waiting(webhook.id)
    if room <= 0:
        return
    try:
        act = _act(office, webhook)
        page = follow(office, act, after=webhook.cursor, limit=min(room, WINDOW))
    except RefusalError as refusal:
        office.webhooks.stop(webhook.id, refusal.code)
        return
    positions = [event.data.position for event in page.items]
    office.webhooks.take(webhook.id, positions, cursor=page.next, at=office.now())
    if webhook.trouble is not None:
        office.webhooks.stop(webhook.id, None)


def _act(office: Office, webhook: Webhook) -> Act:
    """Return the act of the holder of a webhook's key, which must be good for following."""
    key = valid_key(office, webhook.key)
    act = Act(actor=key.person, channel="webhook", scopes=key.scopes)
    require_scope(office, act, CATALOGUE["events.follow"])
    return act


def _messages(
    office: Office, webhook: Webhook, deliveries: Sequence[Delivery], now: datetime
) -> Iterator[Message]:
    try:
        act = _act(office, webhook)
        found = {e.data.position: e for e in _events(office, act, deliveries)}
    except RefusalError as refusal:
        office.webhooks.stop(webhook.id, refusal.code)
        for delivery in deliveries:
            _put_off(office, delivery, now, refusal.code)
        return
    for delivery in deliveries:
        event = found.get(delivery.position)
        if event is None:
            outcome = Outcome(state=DeliveryState.WITHHELD, at=now, due=now, attempted=False)
            office.webhooks.settle(delivery, outcome)
        else:
            yield _message(office, webhook, delivery, event)


def _events(office: Office, act: Act, deliveries: Sequence[Delivery]) -> Iterator[CloudEvent]:
    """Yield the events that are to be delivered and may still be seen."""
    wanted = sorted(delivery.position for delivery in deliveries)
    while wanted:
        page = follow(office, act, after=wanted[0] - 1, limit=WINDOW)
        yield from page.items
        wanted = [position for position in wanted if position > page.next]


def _message(office: Office, webhook: Webhook, delivery: Delivery, event: CloudEvent) -> Message:
    body = msgspec.json.encode(event)
    number, at = f"msg_{webhook.id}_{delivery.position}", int(office.now().timestamp())
    headers = {
        "Content-Type": MEDIA_TYPE,
        "webhook-id": number,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(office.webhooks.secret(webhook.id), number, at, body),
    }
    return Message(webhook=webhook, delivery=delivery, headers=headers, body=body)


def _settle(
    office: Office, delivery: Delivery, *, status: int | None = None, trouble: str | None = None
) -> None:
    now, state, due = office.now(), DeliveryState.DELIVERED, office.now()
    if status not in GOOD:
        left = BACKOFF[delivery.attempts :]
        state = DeliveryState.WAITING if left and status != GONE else DeliveryState.FAILED
        due = now + left[0] if left else now
    office.webhooks.settle(
        delivery, Outcome(state=state, at=now, due=due, status=status, trouble=trouble)
    )


def _put_off(office: Office, delivery: Delivery, now: datetime, trouble: str) -> None:
    later = Outcome(
        state=DeliveryState.WAITING, at=now, due=now + 5 * MINUTE, trouble=trouble, attempted=False
    )
    office.webhooks.settle(delivery, later)
