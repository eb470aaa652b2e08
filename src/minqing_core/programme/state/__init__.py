"""As much of the programme and of the plans as their rules need."""

from minqing_core.programme.state.plans import (
    NO_LAYERS,
    NO_PLAN,
    InForce,
    Layer,
    Layers,
    Level,
    Plan,
    evolve_plan,
    fold_plan,
)
from minqing_core.programme.state.programme import (
    INITIAL,
    Programme,
    days_of,
    evolve,
    fold,
    in_force,
)
from minqing_core.programme.state.strictness import Strictness, compared

__all__ = [
    "INITIAL",
    "NO_LAYERS",
    "NO_PLAN",
    "InForce",
    "Layer",
    "Layers",
    "Level",
    "Plan",
    "Programme",
    "Strictness",
    "compared",
    "days_of",
    "evolve",
    "evolve_plan",
    "fold",
    "fold_plan",
    "in_force",
]
