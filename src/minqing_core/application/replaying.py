"""The state of all matters at a moment, read from the log in one pass."""

from collections.abc import Iterator
from hashlib import sha256

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import visible
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office
from minqing_core.application.readable import readable
from minqing_core.application.tables import settled, streams_then
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power
from minqing_core.replay.states import line
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile


@frozen(kw_only=True)
class Replayed:
    """All matters at a moment: how many, their lines as one text, and its SHA-256.

    A matter is a line of JSON with sorted keys, in the order of numbers.
    """

    matters: int
    sha256: str
    text: str
    position: int


@use_case("case.replay", Power.DIARY_READ, "S25", "S35", "S37")
def replay(office: Office, act: Act, *, when: When = NOW) -> Replayed:
    """Replay the log to a moment: the state of all matters then, the same bytes on any store."""
    moment = found(office, when)
    told = [line(file) for file in _files(office, act, moment)]
    text = b"".join(told)
    return Replayed(
        matters=len(told),
        sha256=sha256(text).hexdigest(),
        text=text.decode(),
        position=moment.position,
    )


def _files(office: Office, act: Act, moment: Moment) -> Iterator[CaseFile]:
    """Yield the matters as they were, as far as who asks may see them now (S12, S25).

    Each is let go once it was told: a town's matters are many.
    """
    histories = streams_then(office, cases.PREFIX, settled(office, NOW))
    numbers = sorted(cases.case_of(stream) for stream in histories)
    seen = visible(office, act, [*map(str, numbers)])
    for case in numbers:
        history = histories.pop(cases.stream_of(case))
        if case not in seen:
            continue
        file = cases.fold(case, moment.saw(readable(office, act, history)))
        if file.opened is not None:
            yield file
