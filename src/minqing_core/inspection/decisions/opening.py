"""Opening an inspection, with the sample that is drawn for it."""

from collections.abc import Collection
from datetime import date

from attrs import frozen

from minqing_core.inspection import events
from minqing_core.inspection.decisions import refusals
from minqing_core.inspection.decisions.drawing import Drawn, Scope
from minqing_core.inspection.decisions.requirements import (
    require_branch,
    require_reach,
    require_words,
)
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import half_year, period
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import PeriodError
from minqing_core.kernel.standing import Standing

MOST = 200
PERIODS = "2025-H2、2025-Q3、2025 或 2025-W30"


@frozen(kw_only=True)
class Inspecting:
    """What is to be inspected: the matters that some units learned of in a period.

    The period is named (2025-H2), or told by its first and last day.
    """

    kind: events.InspectionKind
    units: tuple[UnitId, ...]
    period: str | None = None
    since: date | None = None
    until: date | None = None
    sample: int = 5
    text: Personal | None = None


def scope(opening: Inspecting) -> Scope:
    """Return what an inspection is to look at, unless it is not rightly said (S59, S60)."""
    since, until = _span(opening)
    if not opening.units:
        raise refusals.UnitsWantedError
    if not 1 <= opening.sample <= MOST:
        raise refusals.SampleError(size=opening.sample, most=MOST)
    return Scope(
        kind=opening.kind,
        units=tuple(sorted({*opening.units})),
        since=since,
        until=until,
        size=opening.sample,
    )


def require_openable(
    scope: Scope, *, by: Standing, spot_checker: bool, villages: Collection[UnitId], today: date
) -> None:
    """Refuse what one's posts may not inspect, or not yet (S59, S60)."""
    for unit in scope.units:
        require_reach(by, unit)
    if scope.kind is events.InspectionKind.HALF_YEAR:
        _require_half_year(scope, by, villages)
    elif not spot_checker:
        raise refusals.NotSpotCheckerError(person=by.person, what="开展督促检查")
    if scope.since > today:
        raise refusals.NotBegunError(since=scope.since, today=today)


def open_inspection(
    scope: Scope, *, drawn: Drawn, text: Personal | None
) -> list[events.InspectionEvent]:
    """Open an inspection with the sample that was drawn (S59, S60).

    Not idempotent: one may inspect again; the request's key tells a repetition.
    """
    if text is not None:
        require_words("检查说明", text)
    return [
        events.InspectionOpened(
            kind=scope.kind,
            units=scope.units,
            since=scope.since,
            until=scope.until,
            size=scope.size,
            upto=drawn.upto,
            root=drawn.root,
            seed=drawn.seed,
            population=drawn.population,
            sample=drawn.sample,
            text=text,
        )
    ]


def _span(opening: Inspecting) -> tuple[date, date]:
    since, until = opening.since, opening.until
    if opening.period is not None and since is None and until is None:
        named = period(opening.period)
        if named is None:
            raise PeriodError(period=opening.period, wanted=PERIODS)
        return named.first, named.last
    if opening.period is not None or since is None or until is None or since > until:
        raise refusals.SpanError
    return since, until


def _require_half_year(scope: Scope, by: Standing, villages: Collection[UnitId]) -> None:
    if len(scope.units) > 1 or scope.units[0] not in villages:
        raise refusals.OneVillageError(units="、".join(scope.units))
    half = half_year(scope.since)
    if (scope.since, scope.until) != (half.first, half.last):
        raise refusals.HalfYearError(since=scope.since, until=scope.until)
    require_branch(by, scope.units[0])
