"""How large the record is and how far what rests on it has come: numbers, nothing of anybody."""

from datetime import timedelta

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class Gauges:
    """The record in numbers.

    ``unsigned`` is how many entries came since the last checkpoint and ``signed_seconds`` how
    long ago that was, None before the first; ``behind`` is how many the tables have not read yet.
    """

    size: int
    unsigned: int | None
    signed_seconds: int | None
    behind: int
    position: int


@frozen(kw_only=True)
class Readiness:
    """Whether requests can be answered: how far the log reaches, and how far the tables lag."""

    position: int
    behind: int

    @property
    def ready(self) -> bool:
        """Whether they can: tables that are ahead of the log belong to another one."""
        return self.behind >= 0


@use_case("metrics", Power.WATCH, "S37", reads=True)
def gauges(office: Office, act: Act) -> Gauges:
    """Tell the record in numbers: its size, what no checkpoint covers yet, how far tables lag."""
    found, kept = readiness(office), office.checkpoints.latest()
    signed = None if kept is None else (office.now() - kept.written_at) // timedelta(seconds=1)
    return Gauges(
        size=found.position,
        unsigned=None if kept is None else found.position - kept.checkpoint.size,
        signed_seconds=signed,
        behind=found.behind,
        position=found.position,
    )


def readiness(office: Office) -> Readiness:
    """Ask the log and the tables beside it how far they reach."""
    behind = office.views.position()
    position = office.log.size()
    return Readiness(position=position, behind=position - behind)
