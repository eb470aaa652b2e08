"""What is recorded is pushed at least once, signed, and never to who may not see it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.towns import CLERK, NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application import pushing
from minqing_core.application.pushing import BACKOFF, Message, signature
from minqing_core.kernel.envelope import Act

URL = "https://oa.example.cn/minqing"
ACCUSING = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [SECRETARY]}


def hook(town: Town, person: str = CLERK, *scopes: str, **asked: Any) -> int:
    """Push to an address as far as a person may see."""
    key = town.do("key.issue", person=person, label="推送", scopes=scopes)["id"]
    number: int = town.do("webhook.add", url=URL, key=key, **asked)["id"]
    return number


def due(town: Town, most: int = 100) -> list[Message]:
    """Return what is pushed now."""
    pushing.take(town.office)
    return pushing.outgoing(town.office, most, each=most)


def told(messages: list[Message]) -> list[str]:
    return [json.loads(message.body)["subject"] for message in messages]


def test_a_message_is_signed_as_standard_webhooks_wants() -> None:
    secret, number = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"

    made = signature(secret, number, 1614265330, b'{"test": 2432232314}')

    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_recorded_is_pushed_as_the_feed_tells_it(town: Town) -> None:
    number = hook(town)
    case = town.record()

    (message,) = due(town)

    (event,) = town.do("events.follow", after=town.office.log.size() - 1)["items"]
    assert json.loads(message.body) == {**event, "time": event["time"]}
    assert told([message]) == [f"case/{case}"]
    assert message.webhook.url == URL
    headers = message.headers
    assert headers["webhook-id"] == f"msg_{number}_{event['id']}"
    assert headers["webhook-timestamp"] == str(int(town.at.timestamp()))
    assert headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    secret = town.office.webhooks.secret(number)
    assert headers["webhook-signature"] == signature(
        secret, headers["webhook-id"], int(town.at.timestamp()), message.body
    )


@pytest.mark.clause("S12", "S25")
def test_nothing_is_pushed_that_the_holder_of_the_key_may_not_see(wide_town: Town) -> None:
    town = wide_town
    hook(town, SECRETARY)
    hook(town, NEIGHBOUR)
    town.record(act=by(CLERK), **ACCUSING)
    case = town.record()

    assert told(due(town)) == [f"case/{case}"]
    assert {w.cursor for w in town.office.webhooks.listed()} == {town.office.log.size()}


@pytest.mark.clause("S12")
def test_what_was_closed_meanwhile_is_withheld(town: Town) -> None:
    number = hook(town, SECRETARY)
    case = town.record(act=by(CLERK))
    pushing.take(town.office)
    town.do(
        "case.accuse",
        case=case,
        naming={"person": SECRETARY, "reason": "查明"},
        act=by(CLERK, seen=1),
    )

    assert pushing.outgoing(town.office, 9, each=9) == []

    (delivery,) = town.do("webhook.deliveries", webhook=number)["items"]
    assert (delivery["state"], delivery["attempts"]) == ("withheld", 0)


def test_what_does_not_arrive_is_tried_again_later_and_later_and_given_up(town: Town) -> None:
    number = hook(town)
    town.record()

    ids = set()
    for pause in (*BACKOFF, timedelta(0)):
        (message,) = due(town)
        ids.add(message.headers["webhook-id"])
        pushing.answered(town.office, message, 503)
        assert due(town) == []
        town.at += pause
    assert due(town) == []

    (delivery,) = town.do("webhook.deliveries", webhook=number, state="failed")["items"]
    assert (delivery["attempts"], delivery["status"]) == (len(BACKOFF) + 1, 503)
    assert [one["status"] for one in delivery["tries"]] == [503] * (len(BACKOFF) + 1)
    assert len({one["at"] for one in delivery["tries"]}) == len(BACKOFF) + 1
    assert len(ids) == 1
    redelivered = town.do("webhook.redeliver", webhook=number, since=delivery["position"])
    assert redelivered["deliveries"] == 1
    (message,) = due(town)
    assert {message.headers["webhook-id"]} == ids
    pushing.answered(town.office, message, 204)
    assert town.do("webhook.deliveries", webhook=number, state="delivered")["items"]
    assert due(town) == []


def test_who_crashed_while_sending_sends_again(town: Town) -> None:
    hook(town)
    town.record()
    first = due(town)

    assert due(town) == []
    town.later(minutes=1)
    assert [m.headers["webhook-id"] for m in due(town)] == [m.headers["webhook-id"] for m in first]


def test_why_nothing_was_answered_is_noted(town: Town) -> None:
    number = hook(town)
    town.record()
    (message,) = due(town)

    pushing.failed(town.office, message, "address-refused")

    (delivery,) = town.do("webhook.deliveries", webhook=number)["items"]
    assert (delivery["trouble"], delivery["status"]) == ("address-refused", None)


def test_an_address_that_is_gone_is_told_nothing_more(town: Town) -> None:
    number = hook(town)
    town.record()
    (message,) = due(town)

    pushing.answered(town.office, message, 410)

    town.record(title="另一件")
    assert due(town) == []
    (ended,) = town.do("webhook.list")["items"]
    assert ended["ended"] is not None
    assert town.do("webhook.deliveries", webhook=number)["items"][0]["state"] == "failed"


def test_a_key_that_is_taken_back_pushes_nothing_more_and_nothing_is_lost(town: Town) -> None:
    number = hook(town)
    case = town.record()
    pushing.take(town.office)
    town.do("key.revoke", key=1)
    another = town.record(title="另一件")

    assert due(town) == []
    (stopped,) = town.do("webhook.list")["items"]
    assert stopped["trouble"] == "key-refused"
    assert town.do("webhook.deliveries", webhook=number)["items"][0]["trouble"] == "key-refused"
    fresh = hook(town, after=stopped["cursor"] - 1)
    assert told(due(town)) == [f"case/{case}", f"case/{another}"]
    assert fresh != number


def test_pushing_goes_on_once_the_trouble_is_over(town: Town) -> None:
    number = hook(town)
    town.office.webhooks.stop(number, "not-allowed")
    town.record()

    assert len(due(town)) == 1
    assert town.do("webhook.list")["items"][0]["trouble"] is None


@pytest.mark.parametrize("scopes", [("diary.read",), ("case.*", "read-only")])
def test_a_key_that_is_not_good_for_following_pushes_nothing(
    town: Town, scopes: tuple[str, ...]
) -> None:
    hook(town, CLERK, *scopes)
    town.record()

    assert due(town) == []
    assert town.do("webhook.list")["items"][0]["trouble"] == "key-scope"


def test_an_address_that_lags_too_far_waits_and_misses_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "MOST_WAITING", 2)
    hook(town)
    cases = [town.record(title=f"第 {n} 件") for n in range(3)]

    first = due(town)
    assert told(first) == [f"case/{case}" for case in cases[:2]]
    assert due(town) == []
    for message in first:
        pushing.answered(town.office, message, 200)
    assert told(due(town)) == [f"case/{cases[2]}"]


def test_events_far_apart_are_found_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    number = hook(town, after=0)
    pushing.take(town.office)
    for message in pushing.outgoing(town.office, 1000, each=1000):
        pushing.answered(town.office, message, 200)
    size = town.office.log.size()
    town.do("webhook.redeliver", webhook=number, since=1)
    town.record()
    monkeypatch.setattr("minqing_core.application.following.WINDOW", 10)

    positions = [message.delivery.position for message in due(town)]

    assert positions == [1, size + 1]


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://a.example/", "https://", "oa.example.cn", "https://li:pw@a.example/", ""),
        *("https://a.example/#x", "https://a.example:99999/", "https://例子.cn/", "https://[::1"),
        *("https://a.example:0/", "https://a.example/ x", f"https://a.example/{'x' * 500}"),
    ],
)
def test_nothing_is_pushed_to_what_is_no_address(town: Town, url: str) -> None:
    key = town.do("key.issue", person=CLERK, label="推送")["id"]

    assert town.refused("webhook.add", url=url, key=key).code == "webhook-address"


def test_a_webhook_stands_on_a_good_key_and_a_position_of_the_log(town: Town) -> None:
    key = town.do("key.issue", person=CLERK, label="推送")["id"]
    ahead = town.office.log.size() + 1

    assert town.refused("webhook.add", url=URL, key=9).code == "key-unknown"
    assert town.refused("webhook.add", url=URL, key=key, after=ahead).code == "beyond-log"
    town.do("key.revoke", key=key)
    assert town.refused("webhook.add", url=URL, key=key).code == "key-refused"
    for name in ("end", "deliveries"):
        assert town.refused(f"webhook.{name}", webhook=9).code == "webhook-unknown"
    assert town.refused("webhook.redeliver", webhook=9, since=1).code == "webhook-unknown"


def test_a_key_with_scopes_sets_up_no_webhook(town: Town) -> None:
    key = town.do("key.issue", person=CLERK, label="推送")["id"]
    act = Act(actor=CLERK, scopes=("webhook.keep",))

    assert town.refused("webhook.add", act=act, url=URL, key=key).code == "webhook-from-scoped"
    assert town.do("webhook.list", act=act)["items"] == ()


def test_ended_webhooks_and_long_lists(town: Town) -> None:
    number = hook(town)
    for n in range(3):
        town.record(title=f"第 {n} 件")
    due(town)

    page = town.do("webhook.deliveries", webhook=number, limit=2)
    rest = town.do("webhook.deliveries", webhook=number, limit=2, cursor=page["next"])
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert town.do("webhook.end", webhook=number)["ended_by"] == CLERK
    town.record(title="又一件")
    assert due(town) == []
