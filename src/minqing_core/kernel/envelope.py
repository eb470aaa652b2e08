"""An event as it stands in the log: who recorded it, when, where and for whom."""

from datetime import datetime
from typing import Generic, TypeVar

from attrs import Attribute, field, frozen, validators

from minqing_core.kernel.ids import PersonId, StreamId

EventT_co = TypeVar("EventT_co", covariant=True)


def _aware(_: object, attribute: "Attribute[datetime]", value: datetime) -> None:
    if value.utcoffset() is None:
        msg = f"{attribute.name} must carry a time zone"
        raise ValueError(msg)


@frozen(kw_only=True)
class Act:
    """Who asks, for whom, through which door, and what they had in view.

    ``key`` makes a repeated request harmless; ``seen`` is the version of the
    record that the person had before them; ``occurred_at`` is when the thing
    happened, by default the instant of recording. ``asked`` is the request as
    it was put, by which a repetition is known even where it says 今天; ``address`` is where the
    request came from, and no part of what is recorded. ``scopes`` narrow what the person may, as
    those of an API key do; none narrow nothing. ``taking`` is the form in which the answer is
    taken along, as a file or into another system, where it is not only looked at.
    """

    actor: PersonId
    on_behalf_of: PersonId | None = None
    channel: str = "library"
    address: str | None = None
    correlation: str | None = None
    key: str | None = None
    seen: int | None = None
    occurred_at: datetime | None = field(default=None, validator=validators.optional(_aware))
    asked: bytes | None = field(default=None, repr=False)
    scopes: tuple[str, ...] = ()
    taking: str | None = None


@frozen(kw_only=True)
class Envelope(Generic[EventT_co]):
    """One recorded event.

    ``position`` counts the whole log from 1 without a gap, ``version`` the
    stream. ``recorded_at`` was set inside the write transaction and never
    decreases along the log.
    """

    position: int = field(validator=validators.ge(1))
    stream: StreamId
    version: int = field(validator=validators.ge(1))
    recorded_at: datetime = field(validator=_aware)
    occurred_at: datetime = field(validator=_aware)
    actor: PersonId
    on_behalf_of: PersonId | None = None
    channel: str = "library"
    correlation: str | None = None
    key: str | None = None
    event: EventT_co
