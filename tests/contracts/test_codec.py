"""Events to bytes and back: nothing is lost, nothing is guessed, nothing is imported."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import msgspec
import pytest
from attrs import frozen
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.codec import Codec, Place, key_ids
from minqing_core.persistence.sealing import personal_values
from minqing_core.persistence.unreadable import UnknownNameError, UnreadableEventError

CIPHER = AESGCM(bytes(range(32)))


class Weather(Enum):
    """The day's weather."""

    FINE = "fine"
    RAIN = "rain"


@frozen(kw_only=True)
class Guest:
    """Somebody named."""

    name: Personal
    telephone: Personal | None = None
    age: int


@frozen(kw_only=True)
class Visited:
    """A fact with every kind of field."""

    text: Personal
    guests: tuple[Guest, ...] = ()
    host: Guest | None = None
    note: Personal | None = None
    weather: Weather
    day: date
    at: datetime
    cost: Decimal
    tags: tuple[str, ...]
    done: bool
    aside: str | None = None


CODEC = Codec({"test.visited.v1": Visited}, {})
PLACE = Place(1, "visit/1", 1, "test.visited.v1")
texts = st.text(st.characters(codec="utf-8"), max_size=20)
people = st.builds(Personal, texts, st.sampled_from(["", "p1", "p2"]))
guests = st.builds(
    Guest, name=people, telephone=st.none() | people, age=st.integers(-(2**63), 2**63 - 1)
)
visits = st.builds(
    Visited,
    text=people,
    guests=st.lists(guests, max_size=3).map(tuple),
    host=st.none() | guests,
    note=st.none() | people,
    weather=st.sampled_from(Weather),
    day=st.dates(),
    at=st.datetimes(timezones=st.just(UTC)),
    cost=st.decimals(allow_nan=False, allow_infinity=False),
    tags=st.lists(texts, max_size=3).map(tuple),
    done=st.booleans(),
    aside=st.none() | texts,
)
VISIT = Visited(
    text=Personal("雨中走访"),
    guests=(Guest(name=Personal("张三", "p1"), age=70),),
    weather=Weather.RAIN,
    day=date(2026, 3, 1),
    at=datetime(2026, 3, 1, tzinfo=UTC),
    cost=Decimal("1.50"),
    tags=("a",),
    done=True,
)


def sealing(_stream: str, part: str):
    return len(part) + 1, CIPHER


def opening(_stream: str, _part: str, _key_id: int):
    return CIPHER


def read(state, place=PLACE):
    """Decode an event and open all its words."""
    event = CODEC.decode(state, place, opening).event
    assert [words.text for _, words in personal_values(event)]
    return event


def encoded(event=VISIT, act=None, place=PLACE) -> bytes:
    return CODEC.encode(event, act or Act(actor="p/li"), place, sealing)


@given(event=visits)
def test_what_is_encoded_is_decoded_to_the_same_event(event) -> None:
    assert CODEC.decode(encoded(event), PLACE, opening).event == event


@given(
    act=st.builds(
        Act,
        actor=texts,
        on_behalf_of=st.none() | texts,
        channel=texts,
        correlation=st.none() | texts,
        key=st.none() | texts,
        occurred_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    )
)
def test_the_envelope_is_kept_to_the_millisecond(act) -> None:
    stored = CODEC.decode(encoded(act=act), PLACE, opening)

    assert (stored.actor, stored.on_behalf_of, stored.channel) == (
        act.actor,
        act.on_behalf_of,
        act.channel,
    )
    assert (stored.correlation, stored.key) == (act.correlation, act.key)
    assert (stored.occurred_at is None) == (act.occurred_at is None)


def test_the_same_event_is_never_stored_as_the_same_bytes() -> None:
    assert encoded() != encoded()


def test_personal_words_are_found_with_their_paths() -> None:
    assert [(path, words.text) for path, words in personal_values(VISIT)] == [
        ("guests.0.name", "张三"),
        ("text", "雨中走访"),
    ]


def test_the_keys_of_stored_bytes_are_told_without_opening_them() -> None:
    assert key_ids(encoded()) == {"p1": 3, "": 1}


@pytest.mark.parametrize(
    "place",
    [
        Place(1, "visit/2", 1, "test.visited.v1"),
        Place(1, "visit/1", 2, "test.visited.v1"),
    ],
)
def test_words_moved_to_another_place_are_refused(place) -> None:
    with pytest.raises(UnreadableEventError, match="密文与其位置不符"):
        read(encoded(), place)


def altered(change) -> bytes:
    stored = msgspec.msgpack.decode(encoded())
    change(stored[7])
    return msgspec.msgpack.encode(stored)


def test_words_moved_to_another_field_of_the_same_event_are_refused() -> None:
    def swap(event) -> None:
        event["text"], event["guests"][0]["name"] = event["guests"][0]["name"], event["text"]

    with pytest.raises(UnreadableEventError, match="密封字段不在其原位"):
        CODEC.decode(altered(swap), PLACE, opening)


def test_words_that_do_not_fit_their_commitment_are_refused() -> None:
    def recommit(event) -> None:
        event["text"][4] = bytes(32)

    with pytest.raises(UnreadableEventError, match="密文与其承诺值不符"):
        read(altered(recommit))


def test_words_are_opened_when_they_are_first_read_and_once() -> None:
    asked: list[int] = []

    def noted(_stream: str, _part: str, key_id: int):
        asked.append(key_id)
        return CIPHER

    event = CODEC.decode(encoded(), PLACE, noted).event
    assert asked == []

    assert (event.text.text, str(event.text), event.text) == ("雨中走访", "雨中走访", VISIT.text)
    assert asked == [1]
    with pytest.raises(AttributeError):
        _ = event.text.other


def test_words_that_are_not_sealed_are_refused() -> None:
    def unseal(event) -> None:
        event["text"] = "明文"

    with pytest.raises(UnreadableEventError, match="密封字段格式不符"):
        CODEC.decode(altered(unseal), PLACE, opening)


def test_an_unknown_name_is_refused_and_nothing_is_imported() -> None:
    with pytest.raises(UnknownNameError, match="事件名称 antigravity:Thing 不在目录中"):
        CODEC.decode(encoded(), Place(1, "visit/1", 1, "antigravity:Thing"), opening)


@given(state=st.binary(max_size=200))
def test_whatever_bytes_are_stored_only_one_error_is_raised(state) -> None:
    with pytest.raises(UnreadableEventError):
        CODEC.decode(state, PLACE, opening)


@given(at=st.integers(0, 10**6), flip=st.integers(1, 255))
def test_a_flipped_byte_is_an_error_or_another_event_but_never_a_crash(at, flip) -> None:
    state = bytearray(encoded())
    state[at % len(state)] ^= flip

    try:
        event = read(bytes(state))
    except UnreadableEventError:
        return
    assert isinstance(event, Visited)


@frozen(kw_only=True)
class Called:
    """What a visit by telephone is stored as today."""

    words: Personal
    minutes: int


def test_an_event_of_an_earlier_name_is_read_as_it_is_today() -> None:
    earlier = Codec({"test.rang.v1": _Rang}, {})
    today = Codec(
        {"test.called.v3": Called},
        {
            "test.rang.v1": ("test.called.v2", lambda e: {"text": e["text"], "minutes": 5}),
            "test.called.v2": (
                "test.called.v3",
                lambda e: {"words": e["text"], "minutes": e["minutes"]},
            ),
        },
    )
    place = Place(1, "call/1", 1, "test.rang.v1")
    state = earlier.encode(_Rang(text=Personal("喂")), Act(actor="p/li"), place, sealing)

    assert today.decode(state, place, opening).event == Called(words=Personal("喂"), minutes=5)
    assert today.knows("test.rang.v1")
    assert not today.knows("test.called.v1")


@frozen(kw_only=True)
class _Rang:
    text: Personal


def test_a_field_that_is_not_stored_is_a_mistake_of_the_programme() -> None:
    @frozen(kw_only=True)
    class Odd:
        text: Personal
        thing: object

    codec = Codec({"test.odd.v1": Odd}, {})
    place = Place(1, "odd/1", 1, "test.odd.v1")

    with pytest.raises(TypeError, match="Odd holds a object, which is not stored"):
        codec.encode(Odd(text=Personal("x"), thing=object()), Act(actor="p"), place, sealing)
