"""The matters in which something is owed within some days, each as it was at a moment."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.tables import stand_at
from minqing_core.diary.events import MatterRecorded
from minqing_core.duties.kinds import PROMPT, TELL_STUDIED, URGENT
from minqing_core.duties.limits import CLOCKS
from minqing_core.duties.matters import Written
from minqing_core.duties.spans import Span
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.views import cases
from minqing_core.views.bearing import BEARINGS
from minqing_core.views.case_tables import BOUND, OWING
from minqing_core.views.tables import Linked, Query, Where

EVERYTHING = 10**9
RULED = (PROMPT, URGENT, *CLOCKS, TELL_STUDIED)
WORST, MARGIN = 2, 30


def written_of(
    office: Office, act: Act, moment: Moment, *, of: Iterable[str], within: Span, owing: bool
) -> Iterator[Written]:
    """Yield the matters with something owed within a span that are linked to one *of* the tokens.

    With *owing* they are only those in which something may be owed yet. Who may see a matter is
    decided by what they and it are now (S12).
    """
    query = Query(
        table="cases",
        where=tuple(_owed(office, moment, within, owing=owing)),
        either=(Linked(link=BEARINGS, tokens=tuple(of)),),
        order=BOUND,
        limit=EVERYTHING,
        only=("number", BOUND),
    )
    found = [str(row["number"]) for row in office.views.rows(query)]
    seen = visible(office, act, found)
    for number in found:
        if number in seen:
            yield from written_at(office, CaseId(number), moment)


def _owed(office: Office, moment: Moment, within: Span, *, owing: bool) -> Iterator[Where]:
    """Yield what is true of matters that owe something; of the past no more than is for good."""
    yield Where(column=BOUND, test=">=", value=horizon(office, within.first).isoformat())
    if stand_at(office, moment):
        yield Where(column="learned_on", test="<=", value=within.last.isoformat())
        if owing:
            yield Where(column=OWING, test="=", value=1)


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
