"""A day that was laid down in a matter itself: by whom it is to be kept, and what keeps it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.duties.answering import Answerable, LastDay, answerable_on, ever_there
from minqing_core.duties.cells import State
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.case_file import CaseFile
from minqing_core.views.said import Said

WITHDRAWN = "请求已撤销"


@frozen(kw_only=True)
class Term:
    """What somebody is to do in a matter by a day that is on record, not by a rule of days.

    ``began`` is the record that laid it down, ``asked`` the unit that was asked, where one was
    named; ``released`` says why it is no longer asked for, if it is not, and ``released_by`` is
    the record of that.
    """

    duty: str
    item: str
    person: PersonId | None
    unit: UnitId | None = None
    asked: UnitId | None = None
    began: Said
    due: date
    met: Said | None = None
    released: str = ""
    released_by: Said | None = None

    @property
    def start(self) -> date:
        """The day on which it was laid down."""
        return civil_date(self.began.at)

    @property
    def says(self) -> str:
        """Where the day comes from."""
        return f"{self.start} 的记录定于 {self.due}"

    def state(self, today: date) -> State:
        """Say how it stands on a day."""
        if self.met is not None:
            late = civil_date(self.met.at) > self.due
            return State.MET_LATE if late else State.MET
        if self.released:
            return State.EXCUSED
        return State.OPEN if today <= self.due else State.MISSED


def falls_to(file: CaseFile, person: PersonId, on: date, last_day: LastDay) -> Answerable:
    """Return who is to keep a day that somebody was given (S25, S46).

    Once they left the town it is whoever answers for the matter on that day.
    """
    last = last_day(person)
    if last is None or on <= last:
        return Answerable(person=person)
    return answerable_on(file, on, ever_there, last_day)


def until_met(due: date, met: Said | None) -> date:
    """Return the day on which a day was kept, or was to be."""
    return due if met is None else min(due, civil_date(met.at))


def given_up(by: Said, due: date, why: str) -> Mapping[str, Any]:
    """Return how a day stands that something else put an end to: later than it, it is not undone.

    By then nobody had kept it, and that remains to be seen.
    """
    late = civil_date(by.at) > due
    return {"released": why, "released_by": by, "met": by if late else None}
