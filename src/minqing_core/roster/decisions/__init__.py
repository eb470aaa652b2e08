"""What may be done with units, people, posts and roles, and what is then recorded."""

from minqing_core.roster.decisions.absence import (
    StandingIn,
    end_leave,
    end_substitution,
    grant_leave,
    name_substitute,
)
from minqing_core.roster.decisions.guidance import (
    leave_contact_point,
    make_visit,
    take_contact_point,
)
from minqing_core.roster.decisions.leaving import InHand, close, transfer
from minqing_core.roster.decisions.people import (
    assign_kind,
    bind_login,
    end_stationing,
    leave_post,
    register,
    station,
    take_post,
)
from minqing_core.roster.decisions.refusals import (
    NameUnfitError,
    PersonUnknownError,
    PostIncompleteError,
)
from minqing_core.roster.decisions.requirements import require_live, require_staying, require_unit
from minqing_core.roster.decisions.roles import assign_role
from minqing_core.roster.decisions.units import (
    abolish_unit,
    establish_unit,
    lay_down_functions,
    merge_units,
    rename_unit,
    split_unit,
)

__all__ = [
    "InHand",
    "NameUnfitError",
    "PersonUnknownError",
    "PostIncompleteError",
    "StandingIn",
    "abolish_unit",
    "assign_kind",
    "assign_role",
    "bind_login",
    "close",
    "end_leave",
    "end_stationing",
    "end_substitution",
    "establish_unit",
    "grant_leave",
    "lay_down_functions",
    "leave_contact_point",
    "leave_post",
    "make_visit",
    "merge_units",
    "name_substitute",
    "register",
    "rename_unit",
    "require_live",
    "require_staying",
    "require_unit",
    "split_unit",
    "station",
    "take_contact_point",
    "take_post",
    "transfer",
]
