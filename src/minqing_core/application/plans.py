"""The plans of villages and of the city, and how the rules over two units differ (S74)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.adopting import earliest, reaches_back
from minqing_core.application.catalogue import use_case
from minqing_core.application.layers import (
    above_village,
    layers_over,
    level_of,
    plan_of,
    plan_stream,
    relied_on,
    units_at,
)
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.office import Office, person_stream
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.programme import decisions, events
from minqing_core.programme.state import (
    NO_LAYERS,
    InForce,
    Level,
    Plan,
    compared,
    fold_plan,
    in_force,
)
from minqing_core.roster.decisions import require_live, require_unit


@frozen(kw_only=True)
class PlanLine:
    """The plan of a unit in its text of a day, and how many of its rules are then in force."""

    unit: UnitId
    unit_name: str
    title: str
    dated: date
    text: str
    rules: int


@frozen(kw_only=True)
class PlansPage:
    """The plans of the city and of the villages."""

    items: tuple[PlanLine, ...]
    position: int


@frozen(kw_only=True)
class RuleDifference:
    """A rule that is not the same over two units; ``strictness`` tells how the first stands."""

    rule: str
    title: str
    value: events.RuleValue | None
    laid_by: str
    other: events.RuleValue | None
    other_laid_by: str
    strictness: str | None


@frozen(kw_only=True)
class DifferencePage:
    """How the rules over two units differ on a day."""

    unit: UnitId
    other: UnitId
    on: date
    items: tuple[RuleDifference, ...]
    position: int


@use_case("programme.plan", Power.PLAN_KEEP, "S74", records=True)
def plan(office: Office, act: Act, *, plan: events.PlanAdopted) -> Recorded:
    """Adopt the plan of a village or of the city, or a new text of it."""
    require_live(office.units(), plan.unit, civil_date(office.now()))
    return _on_plan(
        office,
        act,
        plan.unit,
        ["programme.plan", plan],
        lambda state, by: decisions.adopt_plan(
            state, adopted=plan, level=level_of(office, plan.unit), by=by
        ),
    )


@use_case("programme.plan-rule", Power.PLAN_KEEP, "S74", records=True)
def plan_rule(office: Office, act: Act, *, unit: UnitId, rule: events.PlanRuleAdopted) -> Recorded:
    """Make a rule stricter in the plan of a unit, from a day on."""
    require_live(office.units(), unit, rule.effective_from)

    def decide(state: Plan, by: Standing) -> list[events.PlanEvent]:
        above = above_village(office) if level_of(office, unit) is Level.VILLAGE else NO_LAYERS
        return decisions.adopt_plan_rule(
            state, unit=unit, rule=rule, above=above, by=by, earliest=earliest(office)
        )

    return _on_plan(
        office,
        act,
        unit,
        ["programme.plan-rule", unit, rule],
        decide,
        whole_log=reaches_back(office, rule.effective_from),
    )


@use_case("programme.plans", Power.PROGRAMME_READ, "S74", reads=True)
def plans(office: Office, act: Act, *, when: When = NOW) -> PlansPage:
    """List the plans of the city and of the villages."""
    moment = found(office, when)
    return PlansPage(
        items=tuple(_lines(office, moment.position, moment.today)), position=moment.position
    )


@use_case("programme.diff", Power.PROGRAMME_READ, "S74", reads=True)
def diff(
    office: Office, act: Act, *, unit: UnitId, other: UnitId, when: When = NOW
) -> DifferencePage:
    """Show which rules are not the same over two units on a day."""
    require_unit(office.units().tree, unit)
    require_unit(office.units().tree, other)
    moment = found(office, when)
    return DifferencePage(
        unit=unit,
        other=other,
        on=moment.today,
        items=tuple(_differences(office, (unit, other), moment.today, moment.position)),
        position=moment.position,
    )


def _lines(office: Office, position: int, on: date) -> Iterator[PlanLine]:
    units = office.units(position)
    for level in (Level.CITY, Level.VILLAGE):
        for unit in units_at(office, level, position):
            kept = plan_of(office, unit, position)
            begun = [text for text in kept.adopted if text.dated <= on]
            if begun:
                latest = max(begun, key=lambda text: text.dated)
                yield PlanLine(
                    unit=unit,
                    unit_name=units.name_on(unit, on),
                    title=latest.title,
                    dated=latest.dated,
                    text=latest.text,
                    rules=sum(in_force(laid, on) is not None for laid in kept.rules.values()),
                )


def _differences(
    office: Office, pair: tuple[UnitId, UnitId], on: date, position: int
) -> Iterator[RuleDifference]:
    one, two = (layers_over(office, unit, on, position).rules(on) for unit in pair)
    for code in dict.fromkeys((*one, *two)):
        ours, theirs = one.get(code), two.get(code)
        if _value(ours) != _value(theirs):
            yield _difference(office, code, ours, theirs)


def _difference(
    office: Office, code: str, ours: InForce | None, theirs: InForce | None
) -> RuleDifference:
    both = [found for found in (ours, theirs) if found is not None]
    value, other = _value(ours), _value(theirs)
    judged = None if value is None or other is None else compared(code, value, other)
    return RuleDifference(
        rule=code,
        title=both[0].rule.title,
        value=value,
        laid_by=_laid_by(office, ours),
        other=other,
        other_laid_by=_laid_by(office, theirs),
        strictness=judged,
    )


def _value(found: InForce | None) -> events.RuleValue | None:
    return None if found is None else found.rule.value


def _laid_by(office: Office, found: InForce | None) -> str:
    return "" if found is None else office.units().name_on(found.unit, found.rule.effective_from)


def _on_plan(
    office: Office,
    act: Act,
    unit: UnitId,
    asked: object,
    decide: Callable[[Plan, Standing], list[events.PlanEvent]],
    *,
    whole_log: bool = False,
) -> Recorded:
    relies_on, by = relied_on(office), office.standing(act.actor)

    def on_history(history: Sequence[events.PlanEvent], _: datetime) -> list[events.PlanEvent]:
        return decide(fold_plan(history), by)

    request = Request(
        act=act,
        stream=plan_stream(unit),
        asked=asked,
        relies_on={**relies_on, person_stream(by.person): by.version},
        whole_log=whole_log,
    )
    return transact(office, request, on_history)
