"""Import in two steps: what would come of a foreign file, and recording it."""

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.importing.attempts import CHUNK, persistently
from minqing_core.application.importing.desk import open_desk
from minqing_core.application.importing.mapping import MessageMapping
from minqing_core.application.importing.rows import Rows
from minqing_core.application.importing.sheet import RowFault, Sheet, unused
from minqing_core.application.importing.sorting import (
    Change,
    Good,
    Outcome,
    Sorted,
    outcomes,
    sort,
)
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class ImportResult:
    """What came of a file, or would come of it.

    Every row is one of new, unchanged, changed and rejected; ``recorded`` and
    ``amended`` are those that were put on record, ``events`` by how many events.
    """

    rows: int
    new: int
    recorded: int
    unchanged: int
    changed: int
    amended: int
    rejected: int
    events: int
    faults: tuple[RowFault, ...]
    changes: tuple[Change, ...]
    categories: dict[str, int]
    unused: tuple[str, ...]
    position: int


@use_case("import.check", Power.IMPORT, "S20", "S21", "S22", "S62", "S84", reads=True)
def check(office: Office, act: Act, *, sheet: Sheet, mapping: MessageMapping) -> ImportResult:
    """Say what would come of importing the messages of a foreign file; records nothing."""
    return Importing(office, act, sheet, mapping).result(record=False, amend=False)


@use_case("import.apply", Power.IMPORT, "S20", "S21", "S22", "S35", "S62", "S84", records=True)
def apply(
    office: Office, act: Act, *, sheet: Sheet, mapping: MessageMapping, amend: bool = False
) -> ImportResult:
    """Check the messages of a foreign file again and record the good ones.

    A message on record is never recorded twice; where the source now says
    something else, that is recorded as an amendment if *amend* is said.
    """
    importing = Importing(office, act, sheet, mapping)
    return importing.result(record=not office.rehearsing, amend=amend)


class Importing:
    """One run over a file, from its rows to what came of them."""

    def __init__(self, office: Office, act: Act, sheet: Sheet, mapping: MessageMapping) -> None:
        self._office = office
        self._act = act
        self._sheet = sheet
        self._mapping = mapping
        self._renewed()
        self._rows = Rows(sheet, mapping, self._desk.at)

    def result(self, *, record: bool, amend: bool) -> ImportResult:
        """Sort the rows, record the good ones if asked, and say what came of each."""
        found = sort(self._rows, self._desk)
        settled: list[Outcome] = []
        for start in range(0, len(found.good), CHUNK):
            chunk = found.good[start : start + CHUNK]
            settled += (
                self._recorded(chunk, amend=amend) if record else self._judged(chunk, amend=amend)
            )
            self._office.progress(len(settled), len(found.good))
        return self._told(found, settled)

    def _judged(self, chunk: Sequence[Good], *, amend: bool) -> list[Outcome]:
        return outcomes(self._office, self._desk, self._rows, chunk, amend=amend)

    def _recorded(self, chunk: Sequence[Good], *, amend: bool) -> list[Outcome]:
        return persistently(
            lambda: self._appended(self._judged(chunk, amend=amend)), self._renewed
        )

    def _renewed(self) -> None:
        caught_up(self._office)
        self._desk = open_desk(self._office, self._act, self._mapping, self._sheet)

    def _appended(self, judged: Sequence[Outcome]) -> list[Outcome]:
        size = self._office.size()
        batches = [outcome.batch for outcome in judged if outcome.batch is not None]
        kept = iter(self._office.append(batches))
        return [
            outcome if outcome.batch is None else outcome.kept(next(kept), size)
            for outcome in judged
        ]

    def _told(self, found: Sorted, settled: Sequence[Outcome]) -> ImportResult:
        kinds = Counter(outcome.kind for outcome in settled)
        recorded = Counter(outcome.kind for outcome in settled if outcome.events)
        faults = [*found.faults, *(fault for outcome in settled for fault in outcome.faults)]
        categories = Counter(outcome.good.category for outcome in settled)
        return ImportResult(
            rows=found.rows,
            new=kinds["new"],
            recorded=recorded["new"],
            unchanged=kinds["unchanged"] + found.repeated,
            changed=kinds["changed"],
            amended=recorded["changed"],
            rejected=len({fault.row for fault in faults}),
            events=sum(outcome.events for outcome in settled),
            faults=tuple(sorted(faults, key=lambda fault: fault.row)),
            changes=tuple(o.change for o in settled if o.change is not None),
            categories=dict(categories.most_common()),
            unused=unused(self._sheet, self._mapping.mapped()),
            position=self._office.size(),
        )
