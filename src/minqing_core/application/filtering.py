"""Which matters are asked for, as conditions on rows."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.households import require_household_seen, require_visit_seen
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.sight import seen
from minqing_core.diary import events
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import HouseholdId, PersonId, UnitId, VisitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import words
from minqing_core.programme.decisions import CategoryUnknownError
from minqing_core.roster.decisions import require_unit
from minqing_core.views import cases
from minqing_core.views.case_file import Status
from minqing_core.views.case_rows import OF_ANY_STATUS, STILL_OPEN
from minqing_core.views.case_tables import MARKS, marked
from minqing_core.views.completeness import WHOLE
from minqing_core.views.tables import Query, Value, Where

EQUAL = (
    "status",
    "kind",
    "channel",
    "owner",
    "urgency",
    "outcome",
    "source_number",
    "household",
    "visit",
)
CURSOR = re.compile(r"(?P<position>[0-9]{1,18})\.(?P<number>.+)", re.ASCII)
NO_GRACE = Limit(0, DayUnit.CALENDAR_DAY)


@frozen(kw_only=True)
class CaseFilter:
    """Which matters: all conditions must hold; by household, place or theme, a dossier (S23).

    ``place`` and ``unit`` take in everything below them; ``words`` must all
    occur, each as it is written; ``answered`` and ``unanswered`` say whether the
    citizen was told the result; ``hanging`` those with nothing to keep them going (S34);
    ``incomplete`` those whose record lacks a part that is due (S33).
    ``awaiting`` are those that a person, or their unit, was asked to take over; ``unacknowledged``
    have a report that no superior signed for, ``assisted`` a co-handler who has not answered,
    ``supervised`` an order that is not closed (S38, S64, S72, S76). With the end of ``disputed``
    ones the citizen does not agree; of ``dissatisfied`` ones the last revisit found that it was
    not as told, or the citizen not content; neither was reopened since (S28).
    """

    status: Status | None = None
    kind: events.MatterKind | None = None
    channel: events.Channel | None = None
    category: str | None = None
    place: UnitId | None = None
    unit: UnitId | None = None
    owner: PersonId | None = None
    urgency: events.Urgency | None = None
    outcome: events.Outcome | None = None
    learned_from: date | None = None
    learned_to: date | None = None
    source_number: str | None = None
    words: str | None = None
    answered: bool = False
    unanswered: bool = False
    hanging: bool = False
    household: HouseholdId | None = None
    visit: VisitId | None = None
    incomplete: bool = False
    awaiting: PersonId | None = None
    unacknowledged: bool = False
    assisted: bool = False
    supervised: bool = False
    disputed: bool = False
    dissatisfied: bool = False


ANY = CaseFilter()


class CursorError(RefusalError):
    """The cursor was not given by a list."""

    code = "cursor"
    text = "翻页游标「{cursor}」不对，请原样使用上一页的 next"


def case_query(
    office: Office,
    act: Act,
    which: CaseFilter,
    moment: Moment,
    *,
    limit: int,
    cursor: str | None = None,
    only: tuple[str, ...] = (),
) -> Query:
    """Return the query for those of these matters at a moment that the acting person may see."""
    mine = seen(office, act.actor)
    return Query(
        table="cases",
        where=tuple(_conditions(office, which, moment)),
        either=mine.either,
        unlinked=mine.unlinked,
        phrases=tuple(filter(None, map(words, (which.words or "").split()))),
        order="position",
        after=after_cursor(cursor),
        limit=limit,
        only=only,
    )


def along_days(query: Query, which: CaseFilter) -> Query:
    """Return a query for all of these matters that finds those of some days along an index.

    A page of the latest is found sooner by going back from them.
    """
    if which.learned_from is None and which.learned_to is None:
        return query
    return attrs.evolve(query, where=(*query.where, OF_ANY_STATUS))


def require_seen(office: Office, act: Act, which: CaseFilter, moment: Moment) -> None:
    """Refuse a household or a visit that somebody cannot see as if there were none (S23)."""
    if which.household is not None:
        require_household_seen(office, act, which.household, moment)
    if which.visit is not None:
        require_visit_seen(office, act, which.visit, moment)


def after_cursor(cursor: str | None) -> tuple[Value, str] | None:
    """Read the cursor that an earlier page gave."""
    if cursor is None:
        return None
    read = CURSOR.fullmatch(cursor)
    if read is None:
        raise CursorError(cursor=cursor)
    return int(read["position"]), read["number"]


def _conditions(office: Office, which: CaseFilter, moment: Moment) -> Iterator[Where]:
    if which.owner is not None:
        require_person(office, which.owner)
    if which.category is not None and which.category not in office.programme().categories:
        raise CategoryUnknownError(code=which.category, on=moment.today)
    for column in EQUAL:
        if (value := getattr(which, column)) is not None:
            yield Where(column=column, test="=", value=value)
    for column in ("place", "unit"):
        if (unit := getattr(which, column)) is not None:
            require_unit(office.units().tree, unit)
            tree = office.units(moment.position).tree_on(moment.today)
            within = tuple(sorted({unit, *tree.within(unit)}))
            yield Where(column=column, test="in", value=within)
    yield from _from_to(which)
    yield from _flagged(which)
    if which.hanging:
        yield from hanging_since(office, moment)
    yield from _unfinished(office, which)


def _unfinished(office: Office, which: CaseFilter) -> Iterator[Where]:
    if which.awaiting is not None:
        asked = (which.awaiting, *sorted(office.standing(which.awaiting).units))
        yield Where(column="awaiting", test="in", value=asked)
    for flag in MARKS:
        if getattr(which, flag):
            yield Where(column=marked(flag), test="=", value=1)


def _from_to(which: CaseFilter) -> Iterator[Where]:
    if which.category is not None:
        yield Where(column="category", test="prefix", value=which.category)
    if which.learned_from is not None:
        yield Where(column="learned_on", test=">=", value=which.learned_from.isoformat())
    if which.learned_to is not None:
        yield Where(column="learned_on", test="<=", value=which.learned_to.isoformat())


def _flagged(which: CaseFilter) -> Iterator[Where]:
    if which.answered:
        yield Where(column="result_on", test="not-null")
    if which.unanswered:
        yield Where(column="result_on", test="null")
    if which.incomplete:
        yield Where(column="complete", test="<", value=WHOLE)


def hanging_since(office: Office, moment: Moment) -> Iterator[Where]:
    """Yield what is true of matters left hanging: open, past the grace, and nothing due (S34).

    A matter handled within another hangs there, if at all (S30).
    """
    programme, today = office.programme(moment.position), moment.today
    grace = programme.days("hanging.grace", today) or NO_GRACE
    yield from STILL_OPEN
    yield Where(column="kept_until", test="<", value=today.isoformat())
    learned_by = programme.calendar.latest_start(today, grace)
    yield Where(column="since", test="<=", value=learned_by.isoformat())
    yield Where(column="merged_into", test="null")


def says(history: Iterable[Envelope[Any]], phrases: tuple[str, ...]) -> bool:
    """Say whether every phrase occurs in what was ever put on record of a matter."""
    if not phrases:
        return True
    texts = [words(" \n ".join(cases.personal_texts(envelope.event))) for envelope in history]
    return all(any(f" {phrase} " in f" {text} " for text in texts) for phrase in phrases)
