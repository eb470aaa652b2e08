"""Who answers for a matter, and for which unit (S25)."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class CaseAssigned:
    """Somebody else became answerable for the matter."""

    owner: PersonId
    unit: UnitId
    reason: Personal
