"""What was recorded, told to other systems in the order of the log, as far as somebody may see."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Literal

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.following_sight import told_in_words, within_sight
from minqing_core.application.high_water import EPOCHS
from minqing_core.application.listing import require_limit
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import Header
from minqing_core.application.readable import readable
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views.sentences import sentence

WINDOW = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BeyondLogError(RefusalError):
    """Who follows the record is ahead of it: it was put back from an older copy."""

    kind = "conflict"
    code = "beyond-log"
    text = "记录只有 {size} 条，没有第 {after} 条之后；如曾由备份恢复，请与本办公室核对后从头取用"


@frozen(kw_only=True)
class Told:
    """What is told of an event: where it stands, and in words where that was asked for."""

    position: int
    stream: StreamId
    version: int
    sentence: str | None


@frozen(kw_only=True)
class CloudEvent:
    """One thing recorded, in the form of CloudEvents 1.0; the id is its position in the log."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: Told


@frozen(kw_only=True)
class EventPage:
    """What was recorded after a position; ``next`` is the position after which to go on.

    What is not told is passed over: ``next`` may be beyond the last item, and pages may be empty
    before the end of the log, which is ``position``.
    """

    items: tuple[CloudEvent, ...]
    next: int
    position: int


@use_case("events.follow", Power.FOLLOW, "S25", "S72", reads=True)
def follow(
    office: Office, act: Act, *, after: int = 0, limit: int = 100, sentences: bool = False
) -> EventPage:
    """Tell what was recorded after a position, in the order of the log, as far as one may see.

    Raises:
        BeyondLogError: the log does not reach that far.
    """
    require_limit(limit)
    size = require_reached(office, after)
    upto = min(after + WINDOW, size)
    read = list(enumerate(office.log.headers(upto, after), start=after + 1))
    streams = within_sight(office, act, {StreamId(header.stream) for _, header in read})
    shown = [(position, header) for position, header in read if header.stream in streams]
    told = shown[:limit]
    words = _sentences(office, act, told) if sentences else {}
    source = _source(office)
    return EventPage(
        items=tuple(_event(source, p, header, words.get(p)) for p, header in told),
        next=told[-1][0] if len(shown) > limit else upto,
        position=size,
    )


def require_reached(office: Office, after: int) -> int:
    """Return how many records there are, or refuse to go on after one that there is not.

    Raises:
        BeyondLogError: the log does not reach that far.
    """
    size = office.size()
    if not 0 <= after <= size:
        raise BeyondLogError(size=size, after=after)
    return size


def _event(source: str, position: int, header: Header, words: str | None) -> CloudEvent:
    stream = StreamId(header.stream)
    return CloudEvent(
        id=str(position),
        source=source,
        type=header.name,
        subject=stream,
        time=EPOCH + timedelta(milliseconds=header.logged_at),
        data=Told(position=position, stream=stream, version=header.version, sentence=words),
    )


def _source(office: Office) -> str:
    """Return what tells this record from any other, and each of its epochs from the last."""
    first = office.log.leaves(1)[0].hex()[:32]
    epochs = office.log.version(EPOCHS)
    return f"urn:minqing:{first}{f':{epochs}' if epochs else ''}"


def _sentences(office: Office, act: Act, told: Sequence[tuple[int, Header]]) -> Mapping[int, str]:
    places = ((StreamId(header.stream), position) for position, header in told)
    return dict(_said(office, act, (one for one in places if told_in_words(one[0]))))


def _said(
    office: Office, act: Act, told: Iterable[tuple[StreamId, int]]
) -> Iterator[tuple[int, str]]:
    names = directory(office)
    for stream, places in groupby(sorted(told), key=lambda one: one[0]):
        wanted = {position for _, position in places}
        for envelope in readable(office, act, office.log.stream(stream, max(wanted))):
            if envelope.position in wanted:
                yield envelope.position, sentence(envelope, names)
