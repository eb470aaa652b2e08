"""Indicators of the purpose: recorded, handled, fed back; feedback, satisfaction, coming again."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter, case_query
from minqing_core.application.layers import units_at
from minqing_core.application.listing import EVERYTHING, rows_at
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.office import Office
from minqing_core.application.reaching import reached, require_reached, scope_name
from minqing_core.application.shares import Share, share
from minqing_core.application.spans import Period, cut, span, within
from minqing_core.application.tables import settled
from minqing_core.application.transact import canonical
from minqing_core.diary.events import Response
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import whole_year
from minqing_core.powers.rules import Power
from minqing_core.programme.state import Level
from minqing_core.views.case_file import Status
from minqing_core.views.case_rows import OF_ANY_STATUS
from minqing_core.views.tables import Value

CONTENT = (Response.SATISFIED, Response.ACCEPTED)
Counted = Callable[[str], Mapping[Value, int]]


@frozen(kw_only=True)
class Scope:
    """Of which unit, or of each directly below it; from which period to which, cut by what."""

    unit: UnitId | None = None
    each: bool = False
    period: str | None = None
    to: str | None = None
    by: str | None = None


THIS_YEAR = Scope()


@frozen(kw_only=True)
class IndicatorLine:
    """What became of the matters that a unit learned in a period.

    ``handled`` are those concluded （解民忧）, ``fed_back`` those whose result was told or cannot
    be （暖民心）; ``told`` those with any feedback at all. ``satisfied`` is of those in which the
    handler wrote down what the citizen said, ``revisit_satisfied`` of those in which somebody
    else asked; ``repeated`` are those for which a citizen had to come again.
    """

    unit: UnitId | None
    unit_name: str
    period: str
    recorded: int
    handled: Share
    fed_back: Share
    told: Share
    satisfied: Share
    revisit_satisfied: Share
    repeated: Share


@frozen(kw_only=True)
class IndicatorPage:
    """The indicators by unit and period, with the purpose that they are to show.

    ``digest`` is of the items: whoever reckons them anew at the same position gets the same.
    """

    purpose: str
    theme: str
    items: tuple[IndicatorLine, ...]
    digest: str
    position: int


@use_case("report.indicators", Power.DIARY_READ, "S2", "S3", "S5", reads=True)
def indicators(
    office: Office,
    act: Act,
    *,
    scope: Scope = THIS_YEAR,
    when: When = NOW,
) -> IndicatorPage:
    """Count what was recorded, handled and fed back, and how citizens took it, as a trend."""
    moment = settled(office, when)
    first = whole_year(moment.today) if scope.period is None else span(scope.period)
    asked = cut(first, first if scope.to is None else span(scope.to), scope.by)
    periods = [one for one in asked if one[1].first <= moment.today] or asked[:1]
    established = office.programme(moment.position).established
    items = tuple(
        _line(office, act, one, stretch, when, moment)
        for one in _units(office, act, scope, moment)
        for stretch in periods
    )
    return IndicatorPage(
        purpose="" if established is None else established.purpose,
        theme="" if established is None else established.theme,
        items=items,
        digest=sha256(canonical(items)).hexdigest(),
        position=moment.position,
    )


def _units(office: Office, act: Act, scope: Scope, moment: Moment) -> Iterator[UnitId | None]:
    if scope.unit is not None:
        require_reached(office, act, scope.unit)
    if not scope.each:
        yield scope.unit
        return
    towns = units_at(office, Level.TOWN, moment.position)
    whole = towns if scope.unit is None else [scope.unit]
    parents = office.units(moment.position).tree_on(moment.today).parents
    yield from reached(office, act, (u for u, above in sorted(parents.items()) if above in whole))


def _line(
    office: Office,
    act: Act,
    unit: UnitId | None,
    stretch: tuple[str, Period, Period],
    when: When,
    moment: Moment,
) -> IndicatorLine:
    name, first, last = stretch
    count = _counting(office, act, unit, first, last, when, moment)
    by_status, repeated = count("status"), count("repeated").get(1, 0)
    recorded = sum(by_status.values())
    return IndicatorLine(
        unit=unit,
        unit_name=scope_name(office, act, unit, moment),
        period=name,
        recorded=recorded,
        handled=share(by_status.get(Status.CONCLUDED, 0), recorded),
        fed_back=share(_said(count("result_on")), recorded),
        told=share(_said(count("told_on")), recorded),
        satisfied=_content(count("response")),
        revisit_satisfied=_content(count("revisit_response")),
        repeated=share(repeated, recorded),
    )


def _counting(
    office: Office,
    act: Act,
    unit: UnitId | None,
    first: Period,
    last: Period,
    when: When,
    moment: Moment,
) -> Counted:
    query = case_query(office, act, CaseFilter(unit=unit), moment, limit=EVERYTHING)
    when_learned = (OF_ANY_STATUS, *within("learned_on", first, last))
    query = attrs.evolve(query, where=(*query.where, *when_learned))
    if when.is_now:
        return lambda by: office.views.count(query, by)
    rows = rows_at(office, query, when, moment)

    def count(by: str) -> Mapping[Value, int]:
        counted: dict[Value, int] = {}
        for row in rows:
            counted[row[by]] = counted.get(row[by], 0) + 1
        return counted

    return count


def _said(counted: Mapping[Value, int]) -> int:
    return sum(n for value, n in counted.items() if value is not None)


def _content(counted: Mapping[Value, int]) -> Share:
    content = sum(counted.get(response, 0) for response in CONTENT)
    return share(content, _said(counted))
