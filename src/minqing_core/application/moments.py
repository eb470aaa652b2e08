"""The two times of every reading: what was true by then, and what had been recorded by then."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError


class PositionError(RefusalError):
    """A position of the log is none that it ever had."""

    code = "position"
    text = "记录条数 {position} 不对：目前有 {size} 条记录，应在 0 至 {size} 之间"


@frozen(kw_only=True)
class When:
    """As of when, and as known by when; the present where nothing is said.

    ``as_of`` asks what had happened by an instant, ``known_by`` what had been
    recorded by an instant, ``position`` what the log held up to a position.
    """

    as_of: datetime | None = None
    known_by: datetime | None = None
    position: int | None = None

    @property
    def is_now(self) -> bool:
        """Say whether the present is asked for."""
        return self.as_of is None and self.known_by is None and self.position is None


NOW = When()
FOREVER = datetime.max.replace(tzinfo=UTC)


@frozen(kw_only=True)
class Moment:
    """A moment found in the log: its position, what day it is, and until when things count."""

    position: int
    until: datetime
    today: date

    def saw(self, envelopes: Iterable[Envelope[Any]]) -> list[Envelope[Any]]:
        """Keep what had happened and been recorded by then."""
        return [
            e for e in envelopes if e.position <= self.position and e.occurred_at <= self.until
        ]


def found(office: Office, when: When, size: int | None = None) -> Moment:
    """Find the moment in the log, of a size that was just asked for if that is given.

    Where only *known_by* is given it is as of that instant.

    Raises:
        PositionError: the log never had this position.
    """
    size = office.size() if size is None else size
    position = size
    if when.known_by is not None:
        position = office.log.position_at(when.known_by)
    if when.position is not None:
        if not 0 <= when.position <= size:
            raise PositionError(position=when.position, size=size)
        position = min(position, when.position)
    given = when.as_of or when.known_by
    return Moment(
        position=position, until=given or FOREVER, today=civil_date(given or office.now())
    )


def day_of(office: Office, when: When, moment: Moment) -> date:
    """Return the day to which figures are reckoned: the one asked about, or the office's today.

    Where a position alone is given it is the day of the record there: what is reckoned anew at a
    position is thus the same on any later day (S50, S67, S69).
    """
    if when.position is None or when.as_of is not None or when.known_by is not None:
        return moment.today
    return recorded_on(office, moment.position) if moment.position else moment.today


def recorded_on(office: Office, position: int) -> date:
    """Return the day on which the event at a position was recorded."""
    (last,) = office.log.scan(position - 1, position)
    return civil_date(last.recorded_at)
