"""Going among the people, put on record by the cadre who went (S4)."""

from minqing_core.application.catalogue import use_case
from minqing_core.application.households import household, in_village, on_its_day
from minqing_core.application.office import Office, person_stream
from minqing_core.application.people import require_person
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.households import events
from minqing_core.households.decisions import visiting
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_staying
from minqing_core.views.households import VISIT, household_stream
from minqing_core.views.schema import UNITS


@use_case("visit.record", Power.VISIT_WRITE, "S4", records=True)
def record(office: Office, act: Act, *, visit: events.VisitMade) -> Recorded:
    """Put on record that one went among the people of a village, and to these households."""
    by, cadre = office.standing(act.actor), act.on_behalf_of or act.actor
    theirs = office.versions(person_stream(cadre))
    relies_on = office.versions(UNITS, *map(household_stream, visit.households))
    lies, places = in_village(office, visit.village, visit.on), office.units().tree_on(visit.on)
    for person in dict.fromkeys((by.person, cadre)):
        require_staying(person, last_day=office.person(person).last_day, on=visit.on)
    for companion in visit.companions:
        require_person(office, companion)
    homes = {wanted: household(office, wanted) for wanted in visit.households}
    return transact(
        office,
        Request(
            act=on_its_day(office, act, visit.on),
            stream=StreamId(f"{VISIT}{civil_date(office.now()).year}-#new"),
            asked=["visit.record", visit],
            relies_on={**relies_on, **theirs, person_stream(by.person): by.version},
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
