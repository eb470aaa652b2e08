"""What bodies laid on people by a day, gathered: resolutions, orders, returns, studies to tell."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from minqing_core.application.duties_matters import horizon, written_at
from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.duties.assigned import assigned, telling
from minqing_core.duties.cells import Cell
from minqing_core.duties.ledger import Rulebook
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, InspectionId, PersonId, StreamId, StudyId, UnitId
from minqing_core.roster.events import UnitKind
from minqing_core.views import cases
from minqing_core.views.bearing import BEARINGS, PERSON
from minqing_core.views.inspections import inspection_stream
from minqing_core.views.meetings import StudyFile, fold_study, study_stream
from minqing_core.views.tables import Linked, Query, Where

EVERYTHING = 10**9


def of_bodies(
    office: Office,
    moment: Moment,
    book: Rulebook,
    *,
    person: PersonId | None,
    units: Collection[UnitId],
    until: date,
) -> Iterator[Cell]:
    """Yield what was laid on people, or on one and units, by days up to one (S52, S53, S61)."""
    due = Where(column="due", test="<=", value=until.isoformat())
    if person is None:
        rows = office.views.rows(_all("assigned", due))
        streams = [StreamId(str(row["stream"])) for row in rows]
    else:
        mine = _all("assigned", due, Where(column="person", test="=", value=person))
        streams = [StreamId(str(row["stream"])) for row in office.views.rows(mine)]
        streams += _of_units(office, moment, units, due) if units else []
    for stream in dict.fromkeys(streams):
        yield from of_body(office, moment, book, stream)


def of_body(office: Office, moment: Moment, book: Rulebook, stream: StreamId) -> Iterator[Cell]:
    """Yield what one meeting, study, inspection or reader laid on people (S52, S53, S61)."""
    history = moment.saw(office.log.stream(stream, moment.position))
    yield from assigned(
        stream, history, book.today, last_day=book.last_day, town=_town(office, moment)
    )


def of_studies(
    office: Office,
    act: Act,
    moment: Moment,
    book: Rulebook,
    *,
    person: PersonId | None,
    since: date,
) -> Iterator[Cell]:
    """Yield whom to tell what studies decided, in the matters that may be seen (S78)."""
    decided = Where(column="held_on", test=">=", value=horizon(office, since).isoformat())
    numbers = [str(row["study"]) for row in office.views.rows(_all("studies", decided))]
    found = [*_studied(office, Where(column="study", test="in", value=tuple(numbers)))]
    mine = _seen(office, act, person, {case for _, case in found})
    yield from _tellings(office, moment, book, (pair for pair in found if pair[1] in mine))


def of_studied_case(
    office: Office, moment: Moment, book: Rulebook, case: CaseId
) -> Iterator[Cell]:
    """Yield that the citizen of a matter is told what the studies of it decided (S78)."""
    found = _studied(office, Where(column="case", test="=", value=case))
    yield from _tellings(office, moment, book, found)


def _of_units(
    office: Office, moment: Moment, units: Collection[UnitId], due: Where
) -> Iterator[StreamId]:
    """Yield the meetings and studies of units, and the inspections that found something there."""
    met = [Where(column="village", test="in", value=tuple(units))]
    if _town(office, moment) in units:
        met.append(Where(column="village", test="null"))
    for where in met:
        for row in office.views.rows(_all("resolutions", where, due)):
            yield StreamId(str(row["within"]))
    found = Where(column="unit", test="in", value=tuple(units))
    for row in office.views.rows(_all("findings", found)):
        yield inspection_stream(InspectionId(str(row["inspection"])))


def _town(office: Office, moment: Moment) -> UnitId | None:
    known = office.units(moment.position).known
    return next((unit for unit, facts in known.items() if facts.kind is UnitKind.TOWN), None)


def _tellings(
    office: Office, moment: Moment, book: Rulebook, found: Iterable[tuple[StudyId, CaseId]]
) -> Iterator[Cell]:
    studies: dict[StudyId, StudyFile] = {}
    for study, case in found:
        if study not in studies:
            history = office.log.stream(study_stream(study), moment.position)
            studies[study] = fold_study(study, moment.saw(history))
        if case in studies[study].cases and not _confided(office, case):
            for written in written_at(office, case, moment):
                yield from telling(studies[study], written, book)


def _confided(office: Office, case: CaseId) -> bool:
    return cases.fold(case, office.log.stream(cases.stream_of(case))).bearing.confidential


def _studied(office: Office, which: Where) -> Iterator[tuple[StudyId, CaseId]]:
    for row in office.views.rows(_all("studied", which)):
        yield StudyId(str(row["study"])), CaseId(str(row["case"]))


def _seen(office: Office, act: Act, person: PersonId | None, found: set[CaseId]) -> frozenset[str]:
    numbers = sorted(str(case) for case in found)
    if person is not None:
        token = Linked(link=BEARINGS, tokens=(f"{PERSON}{person}",))
        query = Query(
            table="cases",
            where=(Where(column="number", test="in", value=tuple(numbers)),),
            either=(token,),
            order="number",
            limit=EVERYTHING,
        )
        numbers = [str(row["number"]) for row in office.views.rows(query)]
    return frozenset(str(one) for one in visible(office, act, numbers))


def _all(table: str, *where: Where) -> Query:
    return Query(table=table, where=where, order="position", limit=EVERYTHING)
