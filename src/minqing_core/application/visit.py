"""Going among the people, put on record by the cadre who went (S4)."""

import attrs

from minqing_core.application.catalogue import use_case
from minqing_core.application.households import household, in_village
from minqing_core.application.office import Office, person_stream
from minqing_core.application.people import require_person
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.households import events
from minqing_core.households.decisions import visiting
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date, end_of_day
from minqing_core.powers.rules import Power
from minqing_core.views.households import VISIT, household_stream
from minqing_core.views.schema import UNITS


@use_case("visit.record", Power.VISIT_WRITE, "S4", records=True)
def record(office: Office, act: Act, *, visit: events.VisitMade) -> Recorded:
    """Put on record that one went among the people of a village, and to these households."""
    by, cadre = office.standing(act.actor), act.on_behalf_of or act.actor
    relies_on = office.versions(UNITS, *map(household_stream, visit.households))
    today = civil_date(office.now())
    lies, places = in_village(office, visit.village), office.units().tree_on(today)
    for companion in visit.companions:
        require_person(office, companion)
    homes = {wanted: household(office, wanted) for wanted in visit.households}
    return transact(
        office,
        Request(
            act=_on_its_day(office, act, visit),
            stream=StreamId(f"{VISIT}{civil_date(office.now()).year}-#new"),
            asked=["visit.record", visit],
            relies_on={**relies_on, person_stream(by.person): by.version},
        ),
        lambda _, at: visiting.visit(
            visit,
            households=homes,
            by=by,
            cadre=cadre,
            places=places,
            in_village=lies,
            today=civil_date(at),
        ),
    )


def _on_its_day(office: Office, act: Act, visit: events.VisitMade) -> Act:
    if act.occurred_at is not None:
        return act
    return attrs.evolve(act, occurred_at=min(end_of_day(visit.on), office.now()))
