"""Leaders told at once of what is urgent or major, each one once (S40)."""

from collections.abc import Iterator, Sequence

from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.diary import events
from minqing_core.diary.decisions import reporting
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power, holds
from minqing_core.views.tables import Query


def told_at_once(office: Office, state: Case, recorder: PersonId) -> list[events.Event]:
    """Return that the leaders above are told, when a matter is urgent or major (S40)."""
    if state.facts.get("urgency") == events.Urgency.ORDINARY:
        return []
    return reporting.tell_leaders(state, _leaders(office, state, recorder))


def with_leaders_told(
    office: Office, state: Case, decided: Sequence[events.Event], recorder: PersonId
) -> list[events.Event]:
    """Return what was decided, and that those who lead the matter from then on are told (S40)."""
    told = told_at_once(office, fold(decided, state), recorder) if decided else []
    return [*decided, *told]


def _leaders(office: Office, state: Case, recorder: PersonId) -> Iterator[PersonId]:
    caught_up(office)
    query = Query(table="people", order="position", descending=False, limit=10**6)
    for row in office.views.rows(query):
        person = PersonId(str(row["person"]))
        standing = office.place_of(person)
        if person != recorder and state.unit in standing.leads and _may_hear(standing, state):
            yield person


def _may_hear(leader: Standing, state: Case) -> bool:
    if leader.person in state.course.recused:
        return False
    if not state.confidential:
        return True
    barred = leader.is_barred(state.accused, state.accused_units)
    return holds(leader, Power.CONFIDENTIAL_READ) and not barred
