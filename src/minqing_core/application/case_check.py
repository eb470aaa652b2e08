"""Whether records are complete, and what in them gives reason to ask."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from minqing_core.application.case_page import file_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import ANY, CaseFilter, along_days, case_query
from minqing_core.application.listing import EVERYTHING, rows_at
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.powers.rules import Power
from minqing_core.signals.hints import Hint, hints
from minqing_core.views.completeness import WHOLE, PartState, complete, parts
from minqing_core.views.labels import label

RECKONED = ("number", "position", "owner", "complete")


@frozen(kw_only=True)
class PartLine:
    """A part of a record, and how it stands with it."""

    part: str
    part_text: str
    clause: str
    state: PartState
    state_text: str


@frozen(kw_only=True)
class CheckPage:
    """What the record of a matter has, lacks and need not have yet; and the hints."""

    case: CaseId
    title: str
    status: str
    complete: int
    items: tuple[PartLine, ...]
    missing: tuple[str, ...]
    hints: tuple[Hint, ...]
    position: int


@frozen(kw_only=True)
class CadreLine:
    """How complete the records of one cadre are."""

    owner: PersonId
    owner_name: str
    cases: int
    incomplete: int
    complete: int


@frozen(kw_only=True)
class CompletenessPage:
    """How complete the records are, cadre by cadre, the least complete first."""

    items: tuple[CadreLine, ...]
    position: int


@use_case("case.check", Power.DIARY_READ, "S30", "S31", "S33", "S36", reads=True)
def check(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> CheckPage:
    """Say which parts of a matter's record are missing, and what in it gives reason to ask."""
    moment = found(office, when)
    file = file_at(office, act, case, moment)
    lines = tuple(
        PartLine(
            part=part.part,
            part_text=label("part", part.part),
            clause=part.clause,
            state=part.state,
            state_text=label("part-state", part.state),
        )
        for part in parts(file)
    )
    return CheckPage(
        case=case,
        title="" if file.matter is None else file.matter.title.text,
        status=file.status,
        complete=complete(file),
        items=lines,
        missing=tuple(line.part_text for line in lines if line.state is PartState.MISSING),
        hints=tuple(hints(file)),
        position=moment.position,
    )


@use_case("report.completeness", Power.DIARY_READ, "S33", reads=True)
def completeness(
    office: Office, act: Act, *, which: CaseFilter = ANY, when: When = NOW
) -> CompletenessPage:
    """Say how complete the records of each cadre are, of all days where none are given."""
    moment = settled(office, when)
    query = case_query(office, act, which, moment, limit=EVERYTHING, only=RECKONED)
    query = along_days(query, which)
    by_owner: dict[str, list[int]] = defaultdict(list)
    for row in rows_at(office, query, when, moment):
        by_owner[str(row["owner"])].append(int(row["complete"] or 0))
    lines = sorted(_cadres(office, by_owner), key=lambda line: (line.complete, line.owner))
    return CompletenessPage(items=tuple(lines), position=moment.position)


def _cadres(office: Office, by_owner: dict[str, list[int]]) -> Iterator[CadreLine]:
    names: Any = directory(office)
    for owner, percentages in by_owner.items():
        yield CadreLine(
            owner=PersonId(owner),
            owner_name=names(owner),
            cases=len(percentages),
            incomplete=sum(percentage < WHOLE for percentage in percentages),
            complete=sum(percentages) // len(percentages),
        )
