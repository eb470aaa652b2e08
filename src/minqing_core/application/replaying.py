"""The state of all matters at a moment, read from the log in one pass."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import visible
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office
from minqing_core.application.piecemeal import Piecemeal
from minqing_core.application.readable import readable
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power
from minqing_core.replay.states import line
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile

AT_ONCE = 200


@frozen(kw_only=True)
class Replayed:
    """All matters at a moment: how many, their lines as one text, and its SHA-256.

    A matter is a line of JSON with sorted keys, in the order of numbers.
    """

    matters: int
    sha256: str
    text: str
    position: int


@use_case("case.replay", Power.DIARY_READ, "S25", "S35", "S37", reads=True, exports=True)
def replay(office: Office, act: Act, *, when: When = NOW) -> Piecemeal[Replayed]:
    """Replay the log to a moment: the state of all matters then, the same bytes on any store."""
    moment = found(office, when)

    def gathered(lines: Iterable[bytes]) -> Replayed:
        told = [*lines]
        text = b"".join(told)
        return Replayed(
            matters=len(told),
            sha256=sha256(text).hexdigest(),
            text=text.decode(),
            position=moment.position,
        )

    return Piecemeal(pieces=map(line, _files(office, act, moment)), gathered=gathered)


def _files(office: Office, act: Act, moment: Moment) -> Iterator[CaseFile]:
    """Yield the matters as they were, as far as who asks may see them now (S12, S25).

    A few histories are held at a time: a town's matters are many.
    """
    histories = office.log.histories(cases.PREFIX, settled(office, NOW).position)
    while some := [*islice(histories, AT_ONCE)]:
        numbers = [cases.case_of(history[0].stream) for history in some]
        seen = visible(office, act, [*map(str, numbers)])
        for case, history in zip(numbers, some, strict=True):
            if case not in seen:
                continue
            file = cases.fold(case, moment.saw(readable(office, act, history)))
            if file.opened is not None:
                yield file
