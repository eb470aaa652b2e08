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
    office: Office, act: Act, moment: Moment, *, of: Iterable[str], since: date, owing: bool
) -> Iterator[Written]:
    """Yield the matters with something owed since a day that are linked to one *of* the tokens.

    With *owing* they are those in which something may be owed yet, however long ago they ended:
    the tables know them, as long as they show the moment. Who may see a matter is decided by what
    they and it are now (S12).
    """
    still_owing = Where(column=OWING, test="=", value=1)
    gone_on = Where(column=BOUND, test=">=", value=horizon(office, since).isoformat())
    narrowly = owing and stand_at(office, moment)
    linked = Linked(link=BEARINGS, tokens=tuple(of))
    found = _numbers(office, linked, still_owing if narrowly else gone_on)
    if narrowly and not stand_at(office, moment):
        found = _numbers(office, linked, gone_on)
    seen = visible(office, act, found)
    for number in found:
        if number in seen:
            yield from written_at(office, CaseId(number), moment)


def _numbers(office: Office, linked: Linked, where: Where) -> list[str]:
    query = Query(
        table="cases",
        where=(where,),
        either=(linked,),
        order=BOUND,
        limit=EVERYTHING,
        only=("number", BOUND),
    )
    return [str(row["number"]) for row in office.views.rows(query)]


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
