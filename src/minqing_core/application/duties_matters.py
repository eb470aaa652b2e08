"""The matters in which something is owed within some days, each as it was at a moment."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from minqing_core.application.filtering import ANY, case_query
from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.diary.events import MatterRecorded
from minqing_core.duties.kinds import PROMPT, TELL_STUDIED, URGENT
from minqing_core.duties.limits import CLOCKS
from minqing_core.duties.matters import Written
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.views import cases
from minqing_core.views.bearing import BEARINGS, PERSON, UNIT
from minqing_core.views.case_tables import BOUND
from minqing_core.views.tables import Linked, Query, Where

EVERYTHING = 10**9
RULED = (PROMPT, URGENT, *CLOCKS, TELL_STUDIED)
WORST, MARGIN = 2, 30


def written_of(
    office: Office,
    act: Act,
    moment: Moment,
    *,
    person: PersonId | None,
    units: Iterable[UnitId] = (),
    since: date,
) -> Iterator[Written]:
    """Yield the matters with something owed since a day: all that may be seen, or some.

    Some are a person's and those of units. Who may see a matter is decided by what they and it
    are now (S12).
    """
    where = (Where(column=BOUND, test=">=", value=horizon(office, since).isoformat()),)
    if person is None:
        query = case_query(office, act, ANY, moment, limit=EVERYTHING)
        rows = office.views.rows(
            Query(
                table="cases",
                where=where,
                either=query.either,
                unlinked=query.unlinked,
                order=BOUND,
                limit=EVERYTHING,
            )
        )
        numbers = [str(row["number"]) for row in rows]
    else:
        tokens = (f"{PERSON}{person}", *(f"{UNIT}{unit}" for unit in sorted(units)))
        token = Linked(link=BEARINGS, tokens=tokens)
        rows = office.views.rows(
            Query(table="cases", where=where, either=(token,), order=BOUND, limit=EVERYTHING)
        )
        found = [str(row["number"]) for row in rows]
        seen = visible(office, act, found)
        numbers = [number for number in found if number in seen]
    for number in numbers:
        yield from written_at(office, CaseId(number), moment)


def horizon(office: Office, since: date) -> date:
    """Return since when a matter must have gone on, or named a day, to owe anything since then."""
    versions = (one for code in RULED for one in office.programme().rules.get(code, ()))
    longest = max((one.value.amount or 0 for one in versions), default=0)
    return max(since, date(1901, 1, 1)) - timedelta(days=longest * WORST + MARGIN)


def written_at(office: Office, case: CaseId, moment: Moment) -> Iterator[Written]:
    """Yield a matter as it was at a moment, if it was on record by then."""
    history = moment.saw(office.log.stream(cases.stream_of(case), moment.position))
    if any(isinstance(envelope.event, MatterRecorded) for envelope in history):
        positions = {envelope.version: envelope.position for envelope in history}
        yield Written(file=cases.fold(case, history), positions=positions)
