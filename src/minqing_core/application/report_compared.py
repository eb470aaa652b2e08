"""A report as it stood at one moment against the same report with what is known now."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from minqing_core.application import indicators
from minqing_core.application.asking import parameters, plain, required
from minqing_core.application.back_dated import BackDated, Scope, back_dated
from minqing_core.application.catalogue import CATALOGUE, use_case
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.ladder import LadderFilter
from minqing_core.application.listing import MOST
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.office import Office
from minqing_core.application.report_words import words_of
from minqing_core.application.spans import span
from minqing_core.application.supervision import OrderFilter
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.replay.differences import Difference, differences


class Report(StrEnum):
    """The reports, by name."""

    BULLETIN = "bulletin"
    COMPLETENESS = "completeness"
    COVERAGE = "coverage"
    HANDOFFS = "handoffs"
    HANGING = "hanging"
    INDICATORS = "indicators"
    LADDER = "ladder"
    LATE_FEEDBACK = "late-feedback"
    QUARTER = "quarter"
    SUPERVISION = "supervision"
    VISITS = "visits"


class MomentMissingError(RefusalError):
    """A report is compared with what was known of it at an earlier moment, which must be said."""

    code = "moment-missing"
    text = "请写明报表当时的时刻：known_by 为签发之日，或 position 为签发时的记录条数"


class ReportAskedError(RefusalError):
    """A report needs a period, or a unit."""

    code = "report-asked"
    text = "报表 {report} 还须写明：{missing}"


@frozen(kw_only=True)
class ReportDifference:
    """What a report said at a moment and would say of the same moment with what is known now.

    ``back_dated`` is what was put on record only since, of what is said to have happened, or to
    have held, before, in the units and the period of the report; as far as whoever asks may see
    it. ``elsewhere`` is how much more was dated back, of other units or days.
    """

    report: Report
    signed_at: datetime
    signed_position: int
    items: tuple[Difference, ...]
    back_dated: tuple[BackDated, ...]
    elsewhere: int
    next: None
    position: int


Asked = Mapping[str, Any]
WAYS: Mapping[Report, Callable[[str | None, UnitId | None], Asked]] = {
    Report.COMPLETENESS: lambda _, unit: {"which": CaseFilter(unit=unit)},
    Report.INDICATORS: lambda period, unit: {"scope": indicators.Scope(period=period, unit=unit)},
    Report.LADDER: lambda _, unit: {"which": LadderFilter(unit=unit)},
    Report.LATE_FEEDBACK: lambda _, unit: {"which": CaseFilter(unit=unit)},
    Report.SUPERVISION: lambda _, unit: {"which": OrderFilter(unit=unit)},
    Report.VISITS: lambda _, unit: {"village": unit},
}


@use_case("report.diff", Power.DIARY_READ, "S35", "S37", "S62", reads=True)
def diff(
    office: Office,
    act: Act,
    report: Report,
    *,
    period: str | None = None,
    unit: UnitId | None = None,
    when: When = NOW,
) -> ReportDifference:
    """Compare a report as it stood at a moment with the same report as it is known now."""
    if when.known_by is None and when.position is None:
        raise MomentMissingError
    size, signed = office.size(), found(office, when)
    instant = _instant(office, when, signed.position)
    asked = _asked(report, period, unit)
    then = When(as_of=instant, known_by=when.known_by, position=when.position)
    before, after = (
        _whole(office, act, report, {**asked, "when": moment})
        for moment in (then, When(as_of=instant))
    )
    scope = _scope(office, report, period, unit, civil_date(instant))
    late = [*back_dated(office, act, signed.position, instant, scope)]
    of_it = [one for one, bears in late if bears]
    return ReportDifference(
        report=report,
        signed_at=instant,
        signed_position=signed.position,
        items=differences(before, after, words_of(office, report, signed)),
        back_dated=tuple(sorted(of_it, key=lambda one: one.item.position)),
        elsewhere=len(late) - len(of_it),
        next=None,
        position=size,
    )


def _instant(office: Office, when: When, position: int) -> datetime:
    """Return the instant to which a report was reckoned: what was asked, or that of the record."""
    given = when.as_of or when.known_by
    if given is not None:
        return given
    if position == 0:
        return office.now()
    (last,) = office.log.scan(position - 1, position)
    return last.recorded_at


def _asked(report: Report, period: str | None, unit: UnitId | None) -> Asked:
    case = CATALOGUE[f"report.{report}"]
    given = {"period": period, "unit": unit}
    plainly = {name: given[name] for name in given.keys() & parameters(case).keys()}
    asked = WAYS[report](period, unit) if report in WAYS else plainly
    missing = sorted(name for name in required(case) if asked.get(name) is None)
    if missing:
        raise ReportAskedError(report=report, missing="、".join(missing))
    return asked


def _scope(
    office: Office, report: Report, period: str | None, unit: UnitId | None, on: date
) -> Scope:
    """Return of which units and days a report is, as far as it takes any.

    A bulletin counts what was learned of before its period, too.
    """
    taken = parameters(CATALOGUE[f"report.{report}"])
    units, first, last = None, None, None
    if unit is not None and (report in WAYS or "unit" in taken):
        units = frozenset({unit, *office.units().tree_on(on).within(unit)})
    if period is not None and (report is Report.INDICATORS or "period" in taken):
        asked = span(period)
        first, last = asked.first, asked.last
    return Scope(units=units, first=date.min if report is Report.BULLETIN else first, last=last)


def _whole(office: Office, act: Act, report: Report, asked: Asked) -> dict[str, Any]:
    """Return a report with all its pages."""
    case = CATALOGUE[f"report.{report}"]
    paged = {"limit": MOST} if "cursor" in parameters(case) else {}
    page: dict[str, Any] = plain(case.perform(office, act, **asked, **paged))
    whole = page
    while paged and page["next"] is not None:
        page = plain(case.perform(office, act, **asked, **paged, cursor=page["next"]))
        whole = {**whole, "items": [*whole["items"], *page["items"]]}
    return whole
