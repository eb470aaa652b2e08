"""The entries that a diary of a quarter has, as far as somebody may see them.

They are those that its cadre wrote of matters learned of in the quarter. Complaints about cadres
are in nobody's diary (S12).
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
from minqing_core.kernel.periods import Months
from minqing_core.review.events import EntryRead
from minqing_core.views import cases
from minqing_core.views.case_rows import case_row
from minqing_core.views.figures import learned_on, span_of
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
    office: Office, reader: PersonId, authors: Iterable[PersonId], look: Look
) -> Mapping[PersonId, Entries]:
    """Return what a reader may see of these cadres' diaries of a quarter (S12, S25, S53).

    Entries that they may not see are counted; a complaint from which they are barred is not even
    that.
    """
    wanted, mine = _written_by(authors, look.period.first, look.period.last), seen(office, reader)
    wanted = attrs.evolve(wanted, unlinked=mine.unlinked)
    visible = attrs.evolve(wanted, where=(*wanted.where, OPENLY), either=mine.either)
    rows = _by_author(rows_at(office, visible, look.when, look.moment))
    every = _by_author(rows_at(office, wanted, look.when, look.moment))
    return {
        author: Entries(rows=tuple(rows[author]), closed=len(theirs) - len(rows[author]))
        for author, theirs in every.items()
    }


def entries_counted(
    office: Office, authors: Iterable[PersonId], look: Look
) -> Mapping[PersonId, list[Row]]:
    """Return the entries that these cadres' figures of a quarter and its weeks rest on (S41)."""
    wanted = _written_by(authors, *span_of(look.period))
    openly = attrs.evolve(wanted, where=(*wanted.where, OPENLY))
    return _by_author(rows_at(office, openly, look.when, look.moment))


def entries_read(
    office: Office, reader: PersonId, author: PersonId, period: Months, upto: int
) -> tuple[EntryRead, ...]:
    """Return what lay before a reader of a diary of a quarter at a position of the log (S53)."""
    mine = seen(office, reader)
    where = (
        Where(column="author", test="=", value=author),
        Where(column="position", test="<=", value=upto),
        OPENLY,
    )
    query = Query(
        table="cases",
        where=where,
        either=mine.either,
        unlinked=mine.unlinked,
        order="position",
        descending=False,
        limit=EVERYTHING,
    )
    numbers = (CaseId(str(row["number"])) for row in office.views.rows(query))
    return tuple(_read(office, numbers, period, upto))


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
        last = latest(UnitId(str(row["unit"])), code, learned_on(row))
        return last is not None and date.fromisoformat(str(row["recorded_on"])) > last

    return is_late


def _written_by(authors: Iterable[PersonId], first: date, last: date) -> Query:
    return Query(
        table="cases",
        where=(
            Where(column="author", test="in", value=tuple(authors)),
            Where(column="learned_on", test=">=", value=first.isoformat()),
            Where(column="learned_on", test="<=", value=last.isoformat()),
        ),
        order="learned_on",
        descending=False,
        limit=EVERYTHING,
    )


def _by_author(rows: Iterable[Row]) -> defaultdict[PersonId, list[Row]]:
    found: defaultdict[PersonId, list[Row]] = defaultdict(list)
    for row in rows:
        found[PersonId(str(row["author"]))].append(row)
    return found


def _read(
    office: Office, numbers: Iterable[CaseId], period: Months, upto: int
) -> Iterable[EntryRead]:
    for number in numbers:
        history = office.log.stream(cases.stream_of(number), upto)
        if period.first <= learned_on(case_row(cases.fold(number, history))) <= period.last:
            yield EntryRead(case=number, version=history[-1].version)
