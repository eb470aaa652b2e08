"""From which day on a rule may be laid down (S74, S83)."""

from datetime import date

from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.periods import civil_date
from minqing_core.views.tables import Query


def earliest(office: Office) -> date:
    """Return the first day from which a rule may be laid down now: today, and no earlier.

    A town that has no matter on record yet is being set up, and lays down what holds since the
    programme.
    """
    today, established = civil_date(office.now()), office.programme().established
    caught_up(office)
    if established is None or office.views.rows(Query(table="cases", order="position", limit=1)):
        return today
    return min(established.dated, today)


def reaches_back(office: Office, effective_from: date) -> bool:
    """Say whether a rule would hold before today, so that it rests on there being no matter."""
    return effective_from < civil_date(office.now())
