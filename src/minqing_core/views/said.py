"""One thing that was put on record in a matter."""

from datetime import datetime
from typing import Any

import attrs

from minqing_core.kernel.ids import PersonId


@attrs.frozen(kw_only=True)
class Said:
    """A record in a matter: which version it is, who made it, and when it happened."""

    version: int
    by: PersonId
    on_behalf_of: PersonId | None = None
    at: datetime
    recorded_at: datetime
    fact: Any
