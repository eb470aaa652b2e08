"""A day that was laid down in a matter itself: by whom it is to be kept, and what keeps it."""

from datetime import date

from attrs import frozen

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
    named; ``released`` says that it is no longer asked for.
    """

    duty: str
    item: str
    person: PersonId | None
    unit: UnitId | None = None
    asked: UnitId | None = None
    began: Said
    due: date
    met: Said | None = None
    released: bool = False

    @property
    def start(self) -> date:
        """The day on which it was laid down."""
        return civil_date(self.began.at)

    @property
    def note(self) -> str:
        """Why it is no longer asked for."""
        return WITHDRAWN if self.released else ""

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


def answerable(file: CaseFile, on: date) -> PersonId:
    """Return who answered for a matter on a day, or the first to, before anybody did (S25)."""
    held = [one for one in file.holders if civil_date(one.since) <= on]
    return (held or file.holders)[-1 if held else 0].person
