"""Import of units and people in two steps: what would come of a roster file, and recording it."""

from collections.abc import Sequence
from functools import partial

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.importing.attempts import CHUNK, persistently
from minqing_core.application.importing.cells import Unreadable
from minqing_core.application.importing.people import Entering, entered
from minqing_core.application.importing.roster_rows import (
    PersonRow,
    RosterMapping,
    read_person,
)
from minqing_core.application.importing.sheet import (
    Line,
    RowFault,
    Sheet,
    lines,
    require_columns,
    unused,
)
from minqing_core.application.importing.units import Founding, founded
from minqing_core.application.office import Office, person_stream
from minqing_core.application.ports import Batch, Draft
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.events import PersonRegistered
from minqing_core.roster.state import Units
from minqing_core.views.schema import UNITS

USUAL = RosterMapping()


@frozen(kw_only=True)
class RosterResult:
    """What came of a roster file, or would come of it.

    Every row is one of new, unchanged and rejected; ``recorded`` are the new
    ones that were put on record, by ``events`` events.
    """

    rows: int
    new: int
    recorded: int
    unchanged: int
    rejected: int
    events: int
    units: int
    people: int
    faults: tuple[RowFault, ...]
    unused: tuple[str, ...]
    position: int


@use_case("import.roster-check", Power.IMPORT, "S6", "S7", "S8", "S9", "S84", reads=True)
def check_roster(
    office: Office,
    act: Act,
    *,
    people: Sheet,
    units: Sheet | None = None,
    mapping: RosterMapping = USUAL,
) -> RosterResult:
    """Say what would come of importing a roster file; records nothing."""
    return Enrolment(office, act, mapping, (people, units), record=False).result()


@use_case("import.roster-apply", Power.IMPORT, "S6", "S7", "S8", "S9", "S84", records=True)
def apply_roster(
    office: Office,
    act: Act,
    *,
    people: Sheet,
    units: Sheet | None = None,
    mapping: RosterMapping = USUAL,
) -> RosterResult:
    """Check a roster file again and record the good rows: units first, then people."""
    record = not office.rehearsing
    return Enrolment(office, act, mapping, (people, units), record=record).result()


class Enrolment:
    """One run over a roster file, from its rows to what came of them."""

    def __init__(
        self,
        office: Office,
        act: Act,
        mapping: RosterMapping,
        sheets: tuple[Sheet, Sheet | None],
        *,
        record: bool,
    ) -> None:
        people, units = sheets
        require_columns(people, mapping.people_columns())
        if units is not None:
            require_columns(units, mapping.unit_columns())
        self._office = office
        self._act = attrs.evolve(act, key=None, seen=None, occurred_at=None)
        self._mapping = mapping
        self._record = record
        self._at = office.now()
        self._sheets = [sheet for sheet in sheets if sheet is not None]
        self._own = list(lines(people, "people"))
        self._apart = [] if units is None else list(lines(units, "units"))
        self._founds = mapping.names_units(people)

    def result(self) -> RosterResult:
        """Found the units, enter the people, record if asked, and say what came of each row."""
        founding = persistently(self._founded)
        people, unreadable = self._read(founding.units)
        entering: list[Entering] = []
        for start in range(0, len(people), CHUNK):
            chunk = people[start : start + CHUNK]
            entering += persistently(partial(self._entered, chunk, founding.units))
            self._office.progress(len(entering), len(people))
        return self._told(founding, entering, unreadable)

    def _founded(self) -> Founding:
        named = [line for line in self._own if self._founds_unit(line)]
        found = founded([*self._apart, *named], self._office.units(), self._mapping, self._at)
        if self._record and found.made:
            version = self._office.version(UNITS)
            drafts = [Draft(stream=UNITS, event=unit) for unit in found.made.values()]
            batch = Batch(act=self._act, drafts=drafts, expect={UNITS: version})
            self._office.append([batch])
        return found

    def _read(self, units: Units) -> tuple[list[list[PersonRow]], list[RowFault]]:
        columns = self._mapping.person
        people: dict[PersonId, list[PersonRow]] = {}
        faults: list[RowFault] = []
        for line in self._own:
            named = line.cells.get(columns.number) or line.cells.get(columns.name)
            if self._founds_unit(line) and not named:
                continue
            try:
                row = read_person(line, self._mapping, units, self._at)
            except Unreadable as unreadable:
                faults += unreadable.faults
            else:
                people.setdefault(row.person, []).append(row)
        return list(people.values()), faults

    def _entered(self, people: Sequence[Sequence[PersonRow]], units: Units) -> list[Entering]:
        found, batches = [], []
        for rows in people:
            stream = person_stream(rows[0].person)
            history = [envelope.event for envelope in self._office.log.stream(stream)]
            entering = entered(rows, history, units, self._mapping, civil_date(self._at))
            found.append(entering)
            if entering.events:
                drafts = [Draft(stream=stream, event=event) for event in entering.events]
                batches.append(Batch(act=self._act, drafts=drafts, expect={stream: len(history)}))
        if self._record and batches:
            self._office.append(batches)
        return found

    def _founds_unit(self, line: Line) -> bool:
        return self._founds and bool(line.cells.get(self._mapping.unit.unit))

    def _told(
        self, founding: Founding, entering: Sequence[Entering], unreadable: Sequence[RowFault]
    ) -> RosterResult:
        entered = [fault for each in entering for fault in each.faults]
        faults = sorted((*founding.faults, *unreadable, *entered), key=_place)
        events = [event for each in entering for event in each.events]
        added = {line for each in entering for line, found in each.made.items() if found}
        rejected = {_place(fault) for fault in faults}
        new = {_place(line) for line in (*founding.made, *added)} - rejected
        rows = len(self._own) + len(self._apart)
        return RosterResult(
            rows=rows,
            new=len(new),
            recorded=len(new) if self._record else 0,
            unchanged=rows - len(new) - len(rejected),
            rejected=len(rejected),
            events=len(founding.made) + len(events) if self._record else 0,
            units=len(founding.made),
            people=sum(isinstance(event, PersonRegistered) for event in events),
            faults=tuple(faults),
            unused=tuple(
                name for sheet in self._sheets for name in unused(sheet, self._mapping.mapped())
            ),
            position=self._office.size(),
        )


def _place(found: Line | RowFault) -> tuple[str, int]:
    return found.sheet, found.row
