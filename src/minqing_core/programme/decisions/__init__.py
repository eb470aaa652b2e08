"""What may be done to the programme and to the plans, and what is then recorded."""

from minqing_core.programme.decisions.plans import adopt_plan, adopt_plan_rule
from minqing_core.programme.decisions.programme import (
    CategoryUnknownError,
    adopt_category,
    adopt_rule,
    establish,
    publish_year,
    record_basis,
    require_category,
    retire_category,
)

__all__ = [
    "CategoryUnknownError",
    "adopt_category",
    "adopt_plan",
    "adopt_plan_rule",
    "adopt_rule",
    "establish",
    "publish_year",
    "record_basis",
    "require_category",
    "retire_category",
]
