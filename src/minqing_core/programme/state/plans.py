"""The plan of one unit, and the layers of rules from the city down to a village (S74)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.calendar import Limit
from minqing_core.kernel.ids import UnitId
from minqing_core.programme import events
from minqing_core.programme.state.programme import days_of, in_force
from minqing_core.programme.state.strictness import Strictness, compared


class Level(StrEnum):
    """At which height a unit may lay down rules."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"


@attrs.frozen(kw_only=True)
class Plan:
    """The plan of a unit, as its events left it: the texts and the rules, the latest first."""

    adopted: tuple[events.PlanAdopted, ...] = ()
    rules: Mapping[str, tuple[events.PlanRuleAdopted, ...]] = attrs.field(factory=dict)


NO_PLAN = Plan()


@attrs.frozen(kw_only=True)
class Layer:
    """The rules that one unit laid down, by their codes, the latest first."""

    unit: UnitId
    rules: Mapping[str, tuple[events.Rule, ...]]


@attrs.frozen
class InForce:
    """A rule in force, and the unit that laid it down."""

    unit: UnitId
    rule: events.Rule

    @property
    def days(self) -> Limit | None:
        """The limit that it sets, where it is a rule of days."""
        return days_of(self.rule)


@attrs.frozen
class Layers:
    """The layers of rules over a unit, the topmost first."""

    layers: tuple[Layer, ...] = ()

    def each(self, code: str, on: date) -> Iterator[InForce]:
        """Yield what each layer has in force of a rule on a day, the topmost first."""
        for layer in self.layers:
            rule = in_force(layer.rules.get(code, ()), on)
            if rule is not None:
                yield InForce(layer.unit, rule)

    def rule(self, code: str, on: date) -> InForce | None:
        """Return the strictest of the rules in force on a day; the higher of equal ones (S74).

        What cannot be compared with the rules above it is set aside.
        """
        strictest: InForce | None = None
        for found in self.each(code, on):
            if strictest is None or _is_stricter(found.rule, strictest.rule):
                strictest = found
        return strictest

    def codes(self) -> Iterable[str]:
        """Return the codes of all rules that any layer has."""
        return dict.fromkeys(code for layer in self.layers for code in layer.rules)

    def rules(self, on: date) -> Mapping[str, InForce]:
        """Return the rules in force on a day, by their codes."""
        found = {code: self.rule(code, on) for code in self.codes()}
        return {code: rule for code, rule in found.items() if rule is not None}


NO_LAYERS = Layers()


def evolve_plan(plan: Plan, event: events.PlanEvent) -> Plan:
    """Return the plan after an event; total, and never refuses."""
    match event:
        case events.PlanAdopted():
            return attrs.evolve(plan, adopted=(event, *plan.adopted))
        case events.PlanRuleAdopted(rule=code):
            versions = (event, *plan.rules.get(code, ()))
            return attrs.evolve(plan, rules={**plan.rules, code: versions})
        case _:
            assert_never(event)


def fold_plan(history: Iterable[events.PlanEvent], plan: Plan = NO_PLAN) -> Plan:
    """Return the plan its history makes."""
    return reduce(evolve_plan, history, plan)


def _is_stricter(rule: events.Rule, above: events.Rule) -> bool:
    return compared(rule.rule, rule.value, above.value) is Strictness.STRICTER
