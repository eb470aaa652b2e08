"""Holding the analysis meeting of a village (S48–S51)."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, period, quarter
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import PeriodError
from minqing_core.meetings import events
from minqing_core.meetings.decisions import refusals
from minqing_core.meetings.decisions.requirements import (
    MatterFacts,
    require_known_by,
    require_ordinary,
    require_past,
    require_title,
    require_words,
    together,
)

MONTHS_IN_QUARTER = 3


@frozen(kw_only=True)
class Item:
    """Something a meeting spoke about, as somebody tells it; its number is given."""

    title: Personal
    cases: tuple[CaseId, ...] = ()


@frozen(kw_only=True)
class Holding:
    """A meeting as somebody tells it.

    Where none is named, the chair is whoever tells it, the period the quarter of the day, and the
    pack what the log held when that day ended.
    """

    village: UnitId
    held_on: date
    period: str | None = None
    combined_with: events.CombinedWith | None = None
    chair: PersonId | None = None
    attendants: tuple[PersonId, ...]
    agenda: tuple[Item, ...]
    text: Personal
    pack: int | None = None

    @property
    def cases(self) -> tuple[CaseId, ...]:
        """The matters on the agenda, each once."""
        return tuple(dict.fromkeys(case for item in self.agenda for case in item.cases))


@frozen(kw_only=True)
class Reach:
    """Between which positions of the log the statistics before a meeting may stand."""

    least: int
    latest: int


@frozen(kw_only=True)
class Frozen:
    """The statistics before a meeting: where in the log they stood, and what they amounted to."""

    position: int
    digest: str


def hold(
    holding: Holding, *, chair: PersonId, pack: Frozen, matters: Mapping[CaseId, MatterFacts]
) -> list[events.MeetingEvent]:
    """Put on record that a village analysed its diaries (S48–S51).

    Not idempotent: a village may meet twice in a quarter; the request's key tells a repetition.
    """
    attendants = together(chair, holding.attendants, "出席人员（attendants）")
    if not holding.agenda:
        raise refusals.AgendaEmptyError
    for number, item in enumerate(holding.agenda, start=1):
        require_title(f"第 {number} 项议题", item.title)
    require_words("会议记录（text）", holding.text)
    require_ordinary(matters, "议题")
    for case, matter in matters.items():
        if not matter.seen:
            raise refusals.MatterUnseenError(case=case, chair=chair)
    require_known_by(matters, holding.held_on, "会议")
    return [
        events.AnalysisMeetingHeld(
            village=holding.village,
            period=str(quarter_of(holding.period, holding.held_on)),
            held_on=holding.held_on,
            combined_with=holding.combined_with,
            chair=chair,
            attendants=attendants,
            pack=pack.position,
            digest=pack.digest,
            agenda=tuple(_items(holding.agenda)),
            text=holding.text,
        )
    ]


def require_day(holding: Holding, today: date) -> None:
    """Refuse a meeting that was not held yet, or before its quarter began (S48)."""
    require_past(holding.held_on, today, "会议")
    analysed = quarter_of(holding.period, holding.held_on)
    if holding.held_on < analysed.first:
        raise refusals.HeldTooEarlyError(
            held_on=holding.held_on, period=analysed, first=analysed.first
        )


def pack_position(wanted: int | None, reach: Reach, period: Months) -> int:
    """Return at which position a meeting's statistics stand, by default the latest (S50).

    Raises:
        PackLaterError: the log reached it after the day of the meeting.
        PackEarlierError: the quarter had not begun there.
    """
    if wanted is None:
        return reach.latest
    least, latest = reach.least, reach.latest
    if wanted > latest:
        raise refusals.PackLaterError(pack=wanted, least=least, latest=latest)
    if wanted < least:
        raise refusals.PackEarlierError(
            pack=wanted, period=period, first=period.first, least=least, latest=latest
        )
    return wanted


def require_begun(period: Months, today: date, position: int | None) -> None:
    """Refuse statistics of a quarter that has not begun, or from before the record (S50)."""
    if period.first > today:
        raise refusals.NotBegunError(period=period, first=period.first, today=today)
    if position is not None and position < 1:
        raise refusals.PackPositionError(position=position)


def require_presiding(person: PersonId, village: UnitId, *, presides: bool, what: str) -> None:
    """Refuse unless somebody holds the meetings of the village (S48)."""
    if not presides:
        raise refusals.NotPresidingError(person=person, village=village, what=what)


def quarter_of(text: str | None, day: date) -> Months:
    """Return the quarter that is named, or the one a day falls in where none is (S48).

    Raises:
        PeriodError: what is named is no quarter.
    """
    if text is None:
        return quarter(day)
    found = period(text)
    if not isinstance(found, Months) or found.length != MONTHS_IN_QUARTER:
        raise PeriodError(period=text, wanted="季度，如 2025-Q3")
    return found


def _items(agenda: tuple[Item, ...]) -> list[events.AgendaItem]:
    return [
        events.AgendaItem(item=number, title=item.title, cases=tuple(dict.fromkeys(item.cases)))
        for number, item in enumerate(agenda, start=1)
    ]
