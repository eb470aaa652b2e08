"""Who keeps away from a matter because it touches them （回避）."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class RecusalAsked:
    """Somebody was said to have an interest in the matter."""

    person: PersonId
    reason: Personal


@frozen(kw_only=True)
class RecusalGranted:
    """Somebody no longer acts on the matter."""

    person: PersonId
    reason: Personal | None = None


@frozen(kw_only=True)
class RecusalRefused:
    """Somebody goes on acting on the matter."""

    person: PersonId
    reason: Personal
