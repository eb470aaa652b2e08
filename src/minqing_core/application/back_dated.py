"""What was put on record only after a moment, of what had happened by then (S35, S37)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import frozen

from minqing_core.application.listing import visible
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import PROGRAMME, Office
from minqing_core.application.readable import readable
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.events import CalendarYearPublished
from minqing_core.roster.events import LeaveGranted, SubstituteNamed
from minqing_core.views import cases, households, inspections, meetings
from minqing_core.views.schema import PERSON, UNITS

PLAN = "plan/"
ROSTER_AND_RULES = (PERSON, UNITS, PROGRAMME, PLAN)
OF_A_DAY = (*ROSTER_AND_RULES, meetings.MEETING, households.HOUSEHOLD, households.VISIT)
DATABLE: Mapping[str, str] = {
    cases.PREFIX: "民情 {}",
    PERSON: "{}",
    UNITS: "单位",
    PROGRAMME: "实施方案",
    PLAN: "{}的实施方案",
    meetings.MEETING: "民情分析会 {}",
    inspections.PREFIX: "检查 {}",
    households.HOUSEHOLD: "住户 {}",
    households.VISIT: "走访 {}",
}
DAYS = ("since", "effective_from", "held_on", "on", "until")
FOR_SOME_DAYS = (LeaveGranted, SubstituteNamed)
History: TypeAlias = Sequence[Envelope[Any]]


@frozen(kw_only=True)
class BackDated:
    """Something recorded after the moment, of what had happened, or held, by then.

    ``about`` says whom or what it is of, ``on`` the day that it tells of, ``days`` before it was
    recorded.
    """

    stream: StreamId
    case: CaseId | None
    about: str
    on: date
    item: TimelineItem
    days: int


@frozen(kw_only=True)
class Scope:
    """Of which units a report is, and of which days; None where it is of all."""

    units: frozenset[UnitId] | None = None
    first: date | None = None
    last: date | None = None

    def takes_in(self, envelope: Envelope[Any], history: History, on: date) -> bool:
        """Say whether a record bears on the report: on one of its units, and on a day of it.

        The roster and the rules hold until it is said otherwise, the rules for every unit, and
        inspections count whenever they were made. Of a matter that was learned of after the last
        day nothing is in the report.
        """
        return self._has_unit(envelope, history) and self._has_day(envelope, history, on)

    def _has_unit(self, envelope: Envelope[Any], history: History) -> bool:
        stream = envelope.stream
        if self.units is None or stream.startswith((PROGRAMME, PLAN)):
            return True
        if stream.startswith(cases.PREFIX):
            held = cases.fold(cases.case_of(stream), history).holders
            return not self.units.isdisjoint(one.unit for one in held)
        named = units_in([envelope] if stream == UNITS else history)
        return not self.units.isdisjoint(named)

    def _has_day(self, envelope: Envelope[Any], history: History, on: date) -> bool:
        event, stream = envelope.event, envelope.stream
        if self.first is None or self.last is None or stream.startswith(inspections.PREFIX):
            return True
        if stream.startswith(ROSTER_AND_RULES):
            return not (isinstance(event, FOR_SOME_DAYS) and event.until < self.first)
        began = on
        if stream.startswith(cases.PREFIX):
            began = civil_date(history[0].event.matter.learned_at)
        return self.first <= on and began <= self.last


def back_dated(
    office: Office, act: Act, position: int, instant: datetime, scope: Scope
) -> Iterator[tuple[BackDated, bool]]:
    """Yield what was recorded after a position of what had happened, or held, by an instant.

    That is of all that can be dated back and that a report may rest on: matters, the roster, the
    rules, meetings, inspections, households and visits; as far as whoever asks may see it. What
    takes effect by being recorded, a review say, cannot be dated back. With each is said whether
    it bears on a report of this scope.
    """
    late: dict[StreamId, dict[int, date]] = {}
    for envelope in office.log.scan(position):
        on = _told_of(envelope)
        if envelope.stream.startswith(tuple(DATABLE)) and _is_by(envelope, on, instant):
            late.setdefault(envelope.stream, {})[envelope.position] = on
    names, histories = directory(office), {stream: office.history(stream) for stream in late}
    for stream in _seen(office, act, histories):
        for envelope in _open_to(office, act, histories[stream]):
            day = late[stream].get(envelope.position)
            if day is not None:
                bears = scope.takes_in(envelope, histories[stream], day)
                yield _one(envelope, day, names), bears


def units_in(history: History) -> Iterator[UnitId]:
    """Yield the units that a stream names, in the order in which it does."""
    for envelope in history:
        yield from getattr(envelope.event, "units", ())
        for field in ("unit", "village"):
            named = getattr(envelope.event, field, None)
            if named is not None:
                yield named


def _told_of(envelope: Envelope[Any]) -> date:
    """Return the first day that a record tells of: the one it names, where it names an earlier."""
    event, happened = envelope.event, civil_date(envelope.occurred_at)
    if isinstance(event, CalendarYearPublished):
        return min(happened, date(event.year, 1, 1))
    if not envelope.stream.startswith(OF_A_DAY):
        return happened
    named = (getattr(event, field, None) for field in DAYS)
    return min(happened, next(filter(None, named), happened))


def _is_by(envelope: Envelope[Any], on: date, instant: datetime) -> bool:
    if on < civil_date(envelope.occurred_at):
        return on <= civil_date(instant)
    return envelope.occurred_at <= instant


def _seen(office: Office, act: Act, histories: Mapping[StreamId, History]) -> Iterator[StreamId]:
    """Yield those of these streams that somebody may see.

    Everybody reads the roster and the rules; of meetings, inspections, households and visits who
    looks over one of the units, of households over the last one.
    """
    numbers = [str(cases.case_of(one)) for one in histories if one.startswith(cases.PREFIX)]
    matters, reach = visible(office, act, numbers), office.standing(act.actor).reach
    for stream, history in histories.items():
        if stream.startswith(cases.PREFIX):
            is_theirs = cases.case_of(stream) in matters
        elif stream.startswith(ROSTER_AND_RULES):
            is_theirs = True
        else:
            named = [*units_in(history)]
            last = stream.startswith(households.HOUSEHOLD)
            is_theirs = not reach.isdisjoint(named[-1:] if last else named)
        if is_theirs:
            yield stream


def _open_to(office: Office, act: Act, history: History) -> Iterator[Envelope[Any]]:
    """Yield the records of a stream that name no matter closed to who reads (S12)."""
    for envelope in readable(office, act, history):
        case = getattr(envelope.event, "case", None)
        if case is None or case in visible(office, act, [case]):
            yield envelope


def _one(envelope: Envelope[Any], on: date, names: Directory) -> BackDated:
    stream = envelope.stream
    kind, _, key = stream.rpartition("/")
    template = DATABLE[f"{kind}/" if kind else stream]
    return BackDated(
        stream=stream,
        case=cases.case_of(stream) if stream.startswith(cases.PREFIX) else None,
        about=template.format(names(key)),
        on=on,
        item=timeline_item(envelope, names),
        days=(civil_date(envelope.recorded_at) - on).days,
    )
