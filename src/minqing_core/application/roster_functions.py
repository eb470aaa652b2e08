"""The catalogue of functions: which unit is competent for which categories, on any day (S77)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.office import PROGRAMME, Office
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.powers.rules import Power
from minqing_core.programme.decisions import require_category
from minqing_core.programme.state import Programme
from minqing_core.roster import decisions, events
from minqing_core.roster.state import Units, fold_units
from minqing_core.views.schema import UNITS

WITHIN = "."


@frozen(kw_only=True)
class Function:
    """A category for which a unit is competent."""

    category: str
    category_text: str
    unit: UnitId
    unit_name: str
    since: date


@frozen(kw_only=True)
class Functions:
    """Who is competent for what; asked for one category, the nearest competence first."""

    on: date
    items: tuple[Function, ...]
    next: None
    position: int


@use_case("roster.function", Power.ROSTER_KEEP, "S77", records=True)
def function(office: Office, act: Act, *, laid: events.FunctionsLaidDown) -> Recorded:
    """Lay down for which categories of matters a unit is competent from a day on."""
    relies_on, programme = office.versions(PROGRAMME), office.programme()
    for category in laid.categories:
        require_category(programme, code=category, on=laid.since)

    def decide(history: Sequence[events.UnitEvent], _: datetime) -> list[events.UnitEvent]:
        return decisions.lay_down_functions(fold_units(history), laid=laid)

    asked = ["roster.function", laid]
    return transact(
        office, Request(act=act, stream=UNITS, asked=asked, relies_on=relies_on), decide
    )


@use_case("roster.functions", Power.ROSTER_READ, "S77", reads=True)
def functions(
    office: Office, act: Act, *, category: str | None = None, when: When = NOW
) -> Functions:
    """Say which unit is competent for which categories, or for a matter of one category."""
    moment = found(office, when)
    programme, units = office.programme(moment.position), office.units(moment.position)
    if category is not None:
        require_category(programme, code=category, on=moment.today)
    items = [
        one
        for one in _functions(programme, units, moment.today)
        if category is None or _covers(one.category, category)
    ]
    if category is not None:
        items.sort(key=lambda one: -len(one.category))
    return Functions(on=moment.today, items=tuple(items), next=None, position=moment.position)


def _functions(programme: Programme, units: Units, on: date) -> Iterator[Function]:
    laid_down = (units.functions_on(unit, on) for unit in units.functions)
    for laid in filter(None, laid_down):
        heir = units.continues(laid.unit, on)
        for code in laid.categories:
            theme = programme.category(code, on)
            yield Function(
                category=code,
                category_text=code if theme is None else theme.label,
                unit=heir,
                unit_name=units.name_on(heir, on),
                since=laid.since,
            )


def _covers(competence: str, category: str) -> bool:
    return category == competence or category.startswith(f"{competence}{WITHIN}")
