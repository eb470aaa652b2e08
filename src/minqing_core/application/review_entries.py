"""The entries that a diary of a quarter has, as far as somebody may see them.

They are those made in the quarter that were the cadre's to answer for (Q11), the same that count
towards the weeks (S39). Complaints about cadres are in nobody's diary (S12).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

import attrs
from attrs import frozen

from minqing_core.application.layers import layers_over
from minqing_core.application.listing import EVERYTHING, rows_at
from minqing_core.application.moments import Moment, When
from minqing_core.application.office import Office
from minqing_core.application.sight import seen
from minqing_core.diary.events import Urgency
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, end_of_day
from minqing_core.review.decisions.requirements import Quarter
from minqing_core.review.decisions.reviewing import Reading
from minqing_core.review.events import EntryRead
from minqing_core.views import cases
from minqing_core.views.figures import span_of
from minqing_core.views.tables import Query, Row, Where

OPENLY = Where(column="confidential", test="=", value=0)


@frozen(kw_only=True)
class Entries:
    """What somebody sees of a diary of a quarter, and how many entries are closed to them."""

    rows: tuple[Row, ...] = ()
    closed: int = 0


@frozen(kw_only=True)
class Look:
    """At which moment the diaries of a quarter are looked at."""

    period: Months
    when: When
    moment: Moment


def entries_seen(
    office: Office, reader: PersonId, cadres: Iterable[PersonId], look: Look
) -> Mapping[PersonId, Entries]:
    """Return what a reader may see of these cadres' diaries of a quarter (S12, S25, S53).

    Entries that they may not see are counted; a complaint from which they are barred is not even
    that.
    """
    wanted, mine = _entries_of(cadres, look.period.first, look.period.last), seen(office, reader)
    wanted = attrs.evolve(wanted, unlinked=mine.unlinked)
    visible = attrs.evolve(wanted, where=(*wanted.where, OPENLY), either=mine.either)
    rows = _by_cadre(rows_at(office, visible, look.when, look.moment))
    every = _by_cadre(rows_at(office, wanted, look.when, look.moment))
    return {
        cadre: Entries(rows=tuple(rows[cadre]), closed=len(theirs) - len(rows[cadre]))
        for cadre, theirs in every.items()
    }


def entries_counted(
    office: Office, cadres: Iterable[PersonId], look: Look
) -> Mapping[PersonId, list[Row]]:
    """Return the entries that these cadres' figures of a quarter and its weeks rest on (S41)."""
    wanted = _entries_of(cadres, *span_of(look.period))
    openly = attrs.evolve(wanted, where=(*wanted.where, OPENLY))
    return _by_cadre(rows_at(office, openly, look.when, look.moment))


def reading_at(
    office: Office, reader: PersonId, quarter: Quarter, *, upto: int, moment: Moment
) -> Reading:
    """Return what lay before a reader of a diary of a quarter at a position of the log (S53).

    Nothing is left out from the latest entry on that the reader may see at the moment, whenever
    it was written up, and of a quarter that is over from its end on.
    """
    found, last = _positions(office, reader, quarter, moment), quarter.period.last
    ended = office.log.position_at(end_of_day(last)) if moment.today > last else 0
    return Reading(
        entries=tuple(_as_of(office, case, upto) for case, at in found.items() if at <= upto),
        upto=upto,
        least=max([ended, *found.values()]),
        left_out=tuple(case for case, at in found.items() if at > upto),
    )


def lateness(office: Office, moment: Moment) -> Callable[[Row], bool]:
    """Return what says whether an entry was written later than the rules allow (S22, S40)."""
    programme = office.programme(moment.position)

    @cache
    def latest(unit: UnitId, code: str, on: date) -> date | None:
        rule = layers_over(office, unit, on, moment.position).rule(code, on)
        limit = None if rule is None else rule.days
        return None if limit is None else programme.calendar.due(on, limit).day

    def is_late(row: Row) -> bool:
        pressing = row["urgency"] != Urgency.ORDINARY
        code = "record.urgent" if pressing else "record.prompt"
        last = latest(UnitId(str(row["unit"])), code, date.fromisoformat(str(row["learned_on"])))
        return last is not None and date.fromisoformat(str(row["recorded_on"])) > last

    return is_late


def _entries_of(cadres: Iterable[PersonId], first: date, last: date) -> Query:
    return Query(
        table="cases",
        where=(
            Where(column="diary_of", test="in", value=tuple(cadres)),
            Where(column="entered_on", test=">=", value=first.isoformat()),
            Where(column="entered_on", test="<=", value=last.isoformat()),
        ),
        order="entered_on",
        descending=False,
        limit=EVERYTHING,
    )


def _positions(
    office: Office, reader: PersonId, quarter: Quarter, moment: Moment
) -> Mapping[CaseId, int]:
    """Return the entries of a diary that a reader may see, and where each was recorded."""
    period, mine = quarter.period, seen(office, reader)
    wanted = _entries_of([quarter.person], period.first, period.last)
    recorded = Where(column="position", test="<=", value=moment.position)
    query = attrs.evolve(
        wanted,
        where=(*wanted.where, OPENLY, recorded),
        either=mine.either,
        unlinked=mine.unlinked,
    )
    return {
        CaseId(str(row["number"])): int(str(row["position"])) for row in office.views.rows(query)
    }


def _by_cadre(rows: Iterable[Row]) -> defaultdict[PersonId, list[Row]]:
    found: defaultdict[PersonId, list[Row]] = defaultdict(list)
    for row in rows:
        found[PersonId(str(row["diary_of"]))].append(row)
    return found


def _as_of(office: Office, case: CaseId, upto: int) -> EntryRead:
    return EntryRead(case=case, version=len(office.log.stream(cases.stream_of(case), upto)))
