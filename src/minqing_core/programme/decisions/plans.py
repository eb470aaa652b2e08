"""What may be done with the plan of a village or of the city (S74)."""

from datetime import date

from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text
from minqing_core.programme import events
from minqing_core.programme.decisions.programme import (
    WordingError,
    require_not_backdated,
    require_rule,
    require_wording,
)
from minqing_core.programme.decisions.strictness import require_as_strict
from minqing_core.programme.state import Layers, Level, Plan, in_force
from minqing_core.programme.state.strictness import FIXED


class PlanUnitError(RefusalError):
    """Villages and the city have plans; the town has its programme (S74)."""

    code = "plan-unit"
    text = "{unit} 不能另立实施方案：方案由市或村（社区）制订，镇的规定用 programme rule"


class PlanForeignError(RefusalError):
    """Who keeps a plan leads the unit, or serves in the organisation office (S74)."""

    kind = "not-allowed"
    code = "plan-foreign"
    text = "{person} 不是 {unit} 的领导，也不在组织人事办公室任职，不能制订其方案"


class PlanWantedError(RefusalError):
    """Rules belong to a plan that was adopted (S74)."""

    kind = "conflict"
    code = "plan-wanted"
    text = "{unit} 尚未制订实施方案，请先制订方案"


class PlanEarlierError(RefusalError):
    """A rule of a plan takes effect with the plan or later (S74)."""

    code = "plan-earlier"
    text = "规定自 {effective_from} 起施行，早于方案的日期 {dated}"


class FixedRuleError(RefusalError):
    """The rule is the same for everybody (S74)."""

    kind = "conflict"
    code = "rule-fixed"
    text = "规定「{rule}」全镇一致，方案不能另定"


def adopt_plan(
    plan: Plan, *, adopted: events.PlanAdopted, level: Level | None, by: Standing
) -> list[events.PlanEvent]:
    """Adopt the plan of a village or of the city, or a new text of it (S74)."""
    _require_keeper(by, adopted.unit)
    if level not in {Level.CITY, Level.VILLAGE}:
        raise PlanUnitError(unit=adopted.unit)
    require_wording("方案名称", adopted.title)
    why = fault_in_text(adopted.text) if adopted.text.strip() else "不能为空"
    if why is not None:
        raise WordingError(field="方案内容", given=adopted.text[:20], why=why)
    return [] if adopted in plan.adopted else [adopted]


def adopt_plan_rule(
    plan: Plan,
    *,
    unit: UnitId,
    rule: events.PlanRuleAdopted,
    above: Layers,
    by: Standing,
    earliest: date = date.min,
) -> list[events.PlanEvent]:
    """Make a rule stricter than every layer above has it on the day it takes effect (S74).

    It reaches back no further than to the *earliest* day.
    """
    _require_keeper(by, unit)
    if not plan.adopted:
        raise PlanWantedError(unit=unit)
    require_rule(rule)
    if rule.rule in FIXED:
        raise FixedRuleError(rule=rule.rule)
    dated = min(adopted.dated for adopted in plan.adopted)
    if rule.effective_from < dated:
        raise PlanEarlierError(effective_from=rule.effective_from, dated=dated)
    if in_force(plan.rules.get(rule.rule, ()), rule.effective_from) == rule:
        return []
    require_not_backdated(rule, earliest)
    require_as_strict(rule, above)
    return [rule]


def _require_keeper(by: Standing, unit: UnitId) -> None:
    if unit not in by.leads and not by.coordinates:
        raise PlanForeignError(person=by.person, unit=unit)
