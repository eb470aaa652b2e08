"""What stands around an event is explicit and sound."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import PersonId, StreamId

WANG = PersonId("wang")
NOON = datetime(2026, 3, 12, 12, tzinfo=timezone(timedelta(hours=8)))
FACTS: dict[str, Any] = {
    "position": 1,
    "stream": StreamId("case/2026-000001"),
    "version": 1,
    "recorded_at": NOON,
    "occurred_at": NOON,
    "actor": WANG,
    "event": "recorded",
}


def test_an_envelope_says_who_and_when_and_nothing_that_was_not_said() -> None:
    envelope = Envelope(**FACTS)

    assert attrs.asdict(envelope) == FACTS | {
        "on_behalf_of": None,
        "channel": "library",
        "correlation": None,
        "key": None,
    }


@pytest.mark.parametrize(
    "missing",
    ["position", "stream", "version", "recorded_at", "occurred_at", "actor", "event"],
)
def test_no_fact_of_an_envelope_is_made_up(missing: str) -> None:
    with pytest.raises(TypeError, match=missing):
        Envelope(**{name: fact for name, fact in FACTS.items() if name != missing})


@given(st.sampled_from(["position", "version"]), st.integers(max_value=0))
def test_positions_and_versions_count_from_one(counted: str, number: int) -> None:
    with pytest.raises(ValueError, match=counted):
        Envelope(**FACTS | {counted: number})


@given(st.sampled_from(["recorded_at", "occurred_at"]), st.datetimes())
def test_an_envelope_knows_no_time_without_a_zone(which: str, naive: datetime) -> None:
    with pytest.raises(ValueError, match=f"{which} must carry a time zone"):
        Envelope(**FACTS | {which: naive})


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_happened_may_lie_before_or_after_its_recording(occurred_at: datetime) -> None:
    assert Envelope(**FACTS | {"occurred_at": occurred_at}).occurred_at == occurred_at


def test_an_envelope_is_not_changed_once_written() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Envelope(**FACTS).actor = PersonId("li")  # type: ignore[misc]


def test_an_act_needs_an_actor_and_supposes_nothing_else() -> None:
    assert attrs.asdict(Act(actor=WANG)) == {
        "actor": WANG,
        "on_behalf_of": None,
        "channel": "library",
        "address": None,
        "correlation": None,
        "key": None,
        "seen": None,
        "occurred_at": None,
        "asked": None,
        "scopes": (),
        "taking": None,
    }
    with pytest.raises(TypeError, match="actor"):
        Act()  # type: ignore[call-arg]


def test_an_act_may_say_when_it_happened_but_only_with_a_zone() -> None:
    assert Act(actor=WANG, occurred_at=NOON).occurred_at == NOON
    with pytest.raises(ValueError, match="occurred_at must carry a time zone"):
        Act(actor=WANG, occurred_at=NOON.replace(tzinfo=None))
