"""What every store of webhooks does, in memory, in a SQLite file and in PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing_core.application.webhook_ports import DeliveryState, Outcome, Try
from minqing_core.persistence.webhooks import open_webhooks

AT = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def hooks(store):
    opened = open_webhooks(store)
    yield opened
    opened.close()


def add(hooks):
    return hooks.add(url="https://a.example/x", key=3, cursor=7, by="000001", at=AT)


def places(deliveries) -> list[int]:
    return [delivery.position for delivery in deliveries]


def claim(hooks, at=AT, most=10, each=10, busy=()):
    return hooks.claim(at=at, until=at + MINUTE, most=most, each=each, busy=busy)


def test_a_webhook_has_a_secret_that_is_never_listed(hooks) -> None:
    first, second = add(hooks), add(hooks)

    assert hooks.listed() == [first, second]
    assert (first.id, first.cursor, first.trouble, first.ended) == (1, 7, None, None)
    assert hooks.secret(1) != hooks.secret(2)
    assert hooks.secret(1).startswith("whsec_")
    assert hooks.secret(1) not in str(hooks.listed())


def test_an_event_is_entered_once_and_the_cursor_never_goes_back(hooks) -> None:
    add(hooks)
    hooks.take(1, range(8, 509), cursor=600, at=AT)
    hooks.take(1, [8, 601], cursor=601, at=AT)
    hooks.take(1, [9], cursor=9, at=AT)

    assert hooks.waiting(1) == 502
    assert hooks.listed()[0].cursor == 601
    page = hooks.deliveries(1, state=None, before=601, limit=2)
    assert places(page) == [508, 507]


def test_what_is_claimed_is_given_to_nobody_else_for_a_while(hooks) -> None:
    add(hooks)
    hooks.take(1, [8, 9, 10], cursor=10, at=AT)

    assert places(claim(hooks, most=2)) == [8, 9]
    assert places(claim(hooks)) == [10]
    assert places(claim(hooks)) == []
    assert places(claim(hooks, at=AT + MINUTE)) == [8, 9, 10]


def test_each_address_has_its_turn_however_much_another_waits_for(hooks) -> None:
    add(hooks)
    add(hooks)
    add(hooks)
    hooks.take(1, range(8, 509), cursor=600, at=AT)
    hooks.take(2, [8, 9], cursor=9, at=AT + MINUTE)
    hooks.take(3, [8], cursor=8, at=AT + MINUTE)

    first = claim(hooks, at=AT + MINUTE, most=4)
    second = claim(hooks, at=AT + MINUTE, each=2, busy=[2])
    third = claim(hooks, at=AT + MINUTE, each=2, busy=[1])

    assert [(one.webhook, one.position) for one in first] == [(1, 8), (1, 9), (2, 8), (3, 8)]
    assert [(one.webhook, one.position) for one in second] == [(1, 10), (1, 11)]
    assert [(one.webhook, one.position) for one in third] == [(2, 9)]


def test_how_it_went_is_kept(hooks) -> None:
    add(hooks)
    hooks.take(1, [8, 9], cursor=9, at=AT)
    first, second = claim(hooks)

    late = AT + 5 * MINUTE
    hooks.settle(first, Outcome(state=DeliveryState.DELIVERED, at=AT, due=AT, status=204))
    tried = Outcome(state=DeliveryState.WAITING, at=AT, due=late, trouble="too-slow")
    hooks.settle(second, tried)

    (failed, in_) = hooks.deliveries(1, state=None, before=None, limit=9)
    assert (in_.state, in_.status, in_.attempts, in_.tried) == ("delivered", 204, 1, AT)
    assert (failed.state, failed.trouble, failed.due) == ("waiting", "too-slow", late)
    assert in_.tries == (Try(at=AT, status=204, trouble=None),)
    assert places(claim(hooks, at=late - MINUTE)) == []
    assert places(claim(hooks, at=late)) == [9]
    assert places(hooks.deliveries(1, state=DeliveryState.DELIVERED, before=None, limit=9)) == [8]


def test_every_time_that_was_tried_is_kept(hooks) -> None:
    add(hooks)
    add(hooks)
    hooks.take(1, [8], cursor=8, at=AT)
    hooks.take(2, [8], cursor=8, at=AT)
    for minute, said in enumerate(({"status": 503}, {"trouble": "too-slow"}, {"status": 200})):
        at = AT + minute * MINUTE
        state = "delivered" if said == {"status": 200} else "waiting"
        first, _ = claim(hooks, at=at)
        hooks.settle(first, Outcome(state=DeliveryState(state), at=at, due=at, **said))
    hooks.again(1, since=8, upto=8, state=None, at=AT)
    (withheld, *_) = claim(hooks, at=AT + 3 * MINUTE)
    outcome = Outcome(state=DeliveryState.WITHHELD, at=AT, due=AT, attempted=False)
    hooks.settle(withheld, outcome)

    (one,) = hooks.deliveries(1, state=None, before=None, limit=9)

    assert one.tries == (
        Try(at=AT, status=503, trouble=None),
        Try(at=AT + MINUTE, status=None, trouble="too-slow"),
        Try(at=AT + 2 * MINUTE, status=200, trouble=None),
    )
    assert hooks.deliveries(2, state=None, before=None, limit=9)[0].tries == ()


def test_what_was_delivered_or_given_up_is_delivered_again(hooks) -> None:
    add(hooks)
    hooks.take(1, [8, 9, 10], cursor=10, at=AT)
    for delivery, state in zip(claim(hooks), ("delivered", "failed", "failed"), strict=True):
        hooks.settle(delivery, Outcome(state=DeliveryState(state), at=AT, due=AT))

    again = {"since": 1, "upto": 9, "at": AT}
    assert hooks.again(1, state=DeliveryState.FAILED, **again) == 1
    assert hooks.again(1, state=None, **again) == 1
    assert hooks.again(2, state=None, **again) == 0
    assert [(d.position, d.attempts) for d in claim(hooks)] == [(8, 0), (9, 0)]


def test_nothing_more_goes_to_a_webhook_that_was_ended(hooks) -> None:
    add(hooks)
    hooks.take(1, [8], cursor=8, at=AT)

    ended = hooks.end(1, by="0002", at=AT)

    assert (ended.ended, ended.ended_by) == (AT, "0002")
    assert hooks.end(1, by="0003", at=AT + MINUTE) == ended
    assert hooks.end(9, by="0003", at=AT) is None
    assert claim(hooks) == []


def test_why_nothing_is_taken_is_noted_and_forgotten(hooks) -> None:
    add(hooks)

    hooks.stop(1, "key-refused")
    assert hooks.listed()[0].trouble == "key-refused"
    hooks.stop(1, None)
    assert hooks.listed()[0].trouble is None


def test_what_was_delivered_long_ago_is_forgotten(hooks) -> None:
    add(hooks)
    hooks.take(1, [8, 9], cursor=9, at=AT)
    first, second = claim(hooks)
    hooks.settle(first, Outcome(state=DeliveryState.DELIVERED, at=AT, due=AT, status=200))
    hooks.settle(second, Outcome(state=DeliveryState.FAILED, at=AT, due=AT, status=500))

    assert hooks.prune(AT) == 0
    assert hooks.prune(AT + MINUTE) == 1
    (left,) = hooks.deliveries(1, state=None, before=None, limit=9)
    assert (left.position, len(left.tries)) == (9, 1)
    hooks.take(1, [8], cursor=9, at=AT)
    assert [len(one.tries) for one in hooks.deliveries(1, state=None, before=9, limit=9)] == [0]
