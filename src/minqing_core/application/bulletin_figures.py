"""The figures of a bulletin: how a unit's diaries stood on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import frozen

from minqing_core.application.case_limits import limits_of
from minqing_core.application.concerning import concerning_units
from minqing_core.application.drawing import places_at
from minqing_core.application.filtering import hanging_since
from minqing_core.application.households import among
from minqing_core.application.ladder import footing_of, ladder_at, named_days
from minqing_core.application.listing import EVERYTHING
from minqing_core.application.moments import Moment, When, found
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up, rows, streams_then
from minqing_core.application.transact import canonical
from minqing_core.duties.ladder import Rung
from minqing_core.inspection.decisions.refusals import NotBegunError
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import Months, civil_date, end_of_day
from minqing_core.views import case_rows, cases, holding
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.holding import OrderState
from minqing_core.views.inspections import FindingState
from minqing_core.views.matching import matches
from minqing_core.views.tables import Query, Row


@frozen(kw_only=True)
class Limits:
    """How the limits of one kind stood: met, met late, missed, and still running."""

    duty: str
    met: int
    met_late: int
    missed: int
    open: int


@frozen(kw_only=True)
class Recorder:
    """How many of the matters learned of in the period somebody recorded."""

    person: PersonId
    matters: int


@frozen(kw_only=True)
class Findings:
    """What inspections had found in the unit in the period, and how far it was put right."""

    found: int
    verified: int
    open: int
    overdue: int


@frozen(kw_only=True)
class Figures:
    """How the diaries of a unit stood on a day, for the matters that it learned of in a period.

    Complaints about cadres are left aside. ``older`` were learned of before the period and are
    still open; hand-offs, returns and orders are those of the days of the period. Inspections and
    findings are those of the period whenever they were made; they, and the matters ``named``
    because urging and supervising was in vain (S72), stand as on the day of issue.
    """

    unit: UnitId
    period: str
    since: date
    on: date
    learned: int
    status: Mapping[str, int]
    outcome: Mapping[str, int]
    category: Mapping[str, int]
    answered: int
    hanging: int
    older: int
    limits: tuple[Limits, ...]
    recorders: tuple[Recorder, ...]
    handoffs: int
    returns: int
    orders: int
    orders_open: int
    orders_overdue: int
    inspections: int
    findings: Findings
    named: tuple[CaseId, ...]


def digest_of(figures: Figures) -> str:
    """Return what figures amount to, as it is put into a bulletin."""
    return sha256(canonical(figures)).hexdigest()


def reckoned(
    office: Office, unit: UnitId, period: Months, upto: int, today: date, *, now: bool = False
) -> Figures:
    """Reckon the figures of a unit and period on a day, from the log up to a position.

    Those of now look for the matters along the tables; others go through the log alone.
    """
    on, end = min(period.last, today), _end_of(office, upto, today)
    moment = _end_of(office, upto, on)
    places = frozenset(places_at(office, (unit,), upto, today))
    histories = _histories(office, places, end, now=now)
    every = _openly(histories, moment)
    standing = every if on == today else _openly(histories, end)
    files = [file for file in every if file.unit in places]
    learned = [file for file in files if period.first <= _learned(file)]
    lines = [case_rows.case_row(file) for file in learned]
    orders = list(_orders(files, period.first))
    inspected = _inspected(office, places, period, end)
    return Figures(
        unit=unit,
        period=str(period),
        since=period.first,
        on=on,
        learned=len(learned),
        status=_counted(row["status"] for row in lines),
        outcome=_counted(row["outcome"] for row in lines if row["outcome"] is not None),
        category=_counted(str(row["category"]).partition(".")[0] for row in lines),
        answered=sum(row["result_on"] is not None for row in lines),
        hanging=_hanging(office, lines, moment),
        older=sum(_is_older(file, period.first) for file in files),
        limits=tuple(_limits(office, learned, moment)),
        recorders=tuple(_recorders(learned)),
        handoffs=_hands(every, places, ("handoff",), period.first),
        returns=_hands(every, places, ("return", "objection"), period.first),
        orders=len(orders),
        orders_open=sum(one.state is not OrderState.CLOSED for one in orders),
        orders_overdue=sum(one.state is OrderState.OPEN and one.due < on for one in orders),
        inspections=len(inspected),
        findings=_findings(office, places, inspected, end),
        named=tuple(_named(office, standing, places, end)),
    )


def require_begun(period: Months, today: date) -> None:
    """Refuse figures of a period that had not begun on a day."""
    if period.first > today:
        raise NotBegunError(since=period.first, today=today)


def _histories(
    office: Office, places: frozenset[UnitId], end: Moment, *, now: bool
) -> Mapping[StreamId, list[Envelope[Any]]]:
    if not now:
        return streams_then(office, cases.PREFIX, end)
    caught_up(office)
    return dict(concerning_units(office, places, end))


def _openly(histories: Mapping[StreamId, list[Envelope[Any]]], moment: Moment) -> list[CaseFile]:
    """Return the matters as they were at a moment, without complaints about cadres (S12)."""
    found = (cases.fold(cases.case_of(one), moment.saw(told)) for one, told in histories.items())
    return [file for file in found if file.opened is not None and not file.confidential]


def _learned(file: CaseFile) -> date:
    assert file.matter is not None  # noqa: S101 - a file that was opened
    return civil_date(file.matter.learned_at)


def _is_older(file: CaseFile, since: date) -> bool:
    return _learned(file) < since and file.status is not Status.CONCLUDED


def _counted(values: Iterable[object]) -> Mapping[str, int]:
    return dict(sorted(Counter(map(str, values)).items()))


def _hanging(office: Office, lines: Sequence[Row], moment: Moment) -> int:
    where = tuple(hanging_since(office, moment))
    return sum(matches(row, where) for row in lines)


def _limits(office: Office, files: Sequence[CaseFile], moment: Moment) -> Iterator[Limits]:
    states: dict[str, Counter[str]] = {}
    for file in files:
        for limit in limits_of(office, file, moment.today, moment.position):
            states.setdefault(limit.duty, Counter())[limit.state] += 1
    for duty, count in sorted(states.items()):
        yield Limits(
            duty=duty,
            met=count["met"],
            met_late=count["met-late"],
            missed=count["missed"],
            open=count["open"],
        )


def _recorders(files: Sequence[CaseFile]) -> Iterator[Recorder]:
    by = Counter(file.on_behalf_of or file.recorded_by for file in files)
    for person, matters in sorted(by.items(), key=lambda pair: (-pair[1], str(pair[0]))):
        yield Recorder(person=PersonId(str(person)), matters=matters)


def _hands(
    files: Sequence[CaseFile], places: frozenset[UnitId], kinds: tuple[str, ...], since: date
) -> int:
    lines = (line for file in files for line in holding.changes(file.holders, file.said))
    return sum(
        line.kind in kinds and line.from_unit in places and line.on >= since for line in lines
    )


def _orders(files: Sequence[CaseFile], since: date) -> Iterator[holding.OrderLine]:
    for file in files:
        yield from (one for one in holding.orders(file.said) if one.ordered_on >= since)


def _inspected(
    office: Office, places: frozenset[UnitId], period: Months, end: Moment
) -> frozenset[str]:
    query = Query(table="inspections", order="position", limit=EVERYTHING)
    return frozenset(
        str(row["inspection"])
        for row in rows(office, query, _then(end), end)
        if not places.isdisjoint(str(row["units"]).split("、"))
        and str(row["since"]) <= period.last.isoformat()
        and str(row["until"]) >= period.first.isoformat()
    )


def _findings(
    office: Office, places: frozenset[UnitId], inspected: frozenset[str], end: Moment
) -> Findings:
    where = (among("unit", tuple(sorted(places))),)
    query = Query(table="findings", where=where, order="position", limit=EVERYTHING)
    made = rows(office, query, _then(end), end)
    mine = [row for row in made if row["inspection"] in inspected]
    still = [row for row in mine if row["state"] != FindingState.VERIFIED]
    today = end.today.isoformat()
    return Findings(
        found=len(mine),
        verified=len(mine) - len(still),
        open=len(still),
        overdue=sum(row["due"] is not None and str(row["due"]) < today for row in still),
    )


def _named(
    office: Office, files: Sequence[CaseFile], places: frozenset[UnitId], end: Moment
) -> Iterator[CaseId]:
    rungs, named = ladder_at(office, end), named_days(office, None, _then(end), end)
    for file in files:
        if file.unit in places:
            foot = footing_of(office, file, rungs, named.get(file.case, ()), end)
            if foot is not None and foot.next is Rung.NAME and foot.is_due(end.today):
                yield file.case


def _end_of(office: Office, upto: int, day: date) -> Moment:
    return found(office, When(position=upto, as_of=end_of_day(day)))


def _then(end: Moment) -> When:
    return When(position=end.position, as_of=end.until)
