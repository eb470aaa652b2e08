"""Who is in post where, as the roster said at a moment."""

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.roster_files import last_days
from minqing_core.replay.gaps import Posted


def posted(office: Office, moment: Moment) -> Posted:
    """Return until when who was transferred away is in the town."""
    return Posted(last_day=last_days(office, moment.position))
