"""Rows for statistics: facts and days, no word that somebody wrote, nobody's name."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import define, field, frozen

from minqing_core.application.case_limits import limits_of
from minqing_core.application.layers import units_at
from minqing_core.application.office import Office
from minqing_core.application.villages import village_of
from minqing_core.diary.events import Matter, Response, Stage
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.state import Level
from minqing_core.roster.state import Units
from minqing_core.views import answers
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.course import links
from minqing_core.views.tables import Value

Village: TypeAlias = tuple[UnitId | None, str | None]
CONTENT = frozenset({Response.SATISFIED, Response.ACCEPTED})


@frozen(kw_only=True)
class EventRow:
    """Something that was recorded, and of which village and kind the matter is that it is about.

    ``village`` is the one that a place lies in now, under its name of now; a matter of the town
    has none.
    """

    position: int
    stream: StreamId
    version: int
    name: str
    recorded_at: datetime
    occurred_at: datetime
    actor: PersonId
    matter: CaseId | None
    village: UnitId | None
    village_name: str | None
    category: str | None
    kind: str | None


@frozen(kw_only=True)
class MatterRow:
    """How a matter stood when its last event was recorded, at ``position``.

    ``told_after`` are the calendar days from learning to the first feedback of any kind;
    ``answered`` says that the result was told. ``met`` and ``met_late`` count its limits;
    ``unmet`` are the days on which those are due that are not met. ``satisfied`` says how the
    citizen took it, None where nothing of that is on record; a ``merged`` one is handled within
    another.
    """

    matter: CaseId
    position: int
    received: date
    village: UnitId | None
    village_name: str | None
    category: str
    kind: str
    channel: str
    status: Status
    outcome: str | None
    told_after: int | None
    answered: bool
    met: int
    met_late: int
    unmet: tuple[date, ...]
    satisfied: bool | None
    merged: bool


@define
class Villages:
    """Which village a unit lies in now, and under which name; looked up once for each."""

    _units: Units
    _today: date
    _found: dict[Value, Village] = field(factory=dict)

    @classmethod
    def of(cls, office: Office) -> "Villages":
        """Take the villages as they now are."""
        return cls(office.units(), civil_date(office.now()))

    def __call__(self, unit: Value) -> Village:
        """Return the village of a unit with its name; nothing for what lies in none."""
        if unit not in self._found:
            self._found[unit] = self._village(UnitId(str(unit)))
        return self._found[unit]

    def _village(self, unit: UnitId) -> Village:
        found = village_of(self._units, unit, self._today)
        return (None, None) if found is None else (found, self._units.name_on(found, self._today))


def town_of(office: Office) -> str:
    """Return the name of the town whose record this is; none before it has one."""
    units, today = office.units(), civil_date(office.now())
    return next((units.name_on(unit, today) for unit in units_at(office, Level.TOWN)), "")


def matter_row(
    office: Office, file: CaseFile, matter: Matter, village: Village, position: int
) -> MatterRow:
    """Return how a matter stood, by the rules and the calendar that are now known."""
    today, received = civil_date(office.now()), civil_date(matter.learned_at)
    limits, told = list(limits_of(office, file, today)), answers.row(file, received)
    after, response = told["told_after"], told["response"]
    return MatterRow(
        matter=file.case,
        position=position,
        received=received,
        village=village[0],
        village_name=village[1],
        category=matter.category,
        kind=matter.kind,
        channel=matter.channel,
        status=file.status,
        outcome=None if file.conclusion is None else file.conclusion.outcome,
        told_after=None if after is None else int(after),
        answered=file.answered(Stage.RESULT) is not None,
        met=sum(limit.state == "met" for limit in limits),
        met_late=sum(limit.state == "met-late" for limit in limits),
        unmet=tuple(sorted(limit.due for limit in limits if limit.met_on is None)),
        satisfied=None if response is None else response in CONTENT,
        merged=links(file).merged_into is not None,
    )
