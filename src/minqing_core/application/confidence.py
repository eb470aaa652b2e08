"""Complaints about cadres: who is accused, and who opens the identity of who complained."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs
from attrs import frozen

from minqing_core.application.accusing import units_since
from minqing_core.application.asking import told
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office, person_stream
from minqing_core.application.people import require_person
from minqing_core.application.told import TimelineItem
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary import events
from minqing_core.diary.decisions import confidence
from minqing_core.diary.decisions.confidence import Naming, Opening
from minqing_core.diary.state import fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, HouseholdId, PersonId, StreamId, VisitId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.views import cases


@frozen(kw_only=True)
class OpenedIdentity:
    """A petitioner whose identity was opened, by their place in the list."""

    number: int
    petitioner: events.Petitioner


@frozen(kw_only=True)
class IdentityPage:
    """That identities were opened, as it was recorded, and whose they are: of which household."""

    stream: str
    id: str
    version: int
    position: int
    events: tuple[TimelineItem, ...]
    petitioners: tuple[OpenedIdentity, ...]
    household: HouseholdId | None = None
    visit: VisitId | None = None


@use_case("case.accuse", Power.DIARY_WRITE, "S12", records=True)
def accuse(office: Office, act: Act, case: CaseId, *, naming: Naming) -> Recorded:
    """Name a cadre whom a matter turns out to complain about; it is closed to their units."""
    require_person(office, naming.person)
    stream = cases.stream_of(case)
    file = cases.fold(case, office.history(stream))
    by, owner = office.standing(act.actor), office.place_of(file.bearing.owner or act.actor)
    learned_on = civil_date(file.matter.learned_at if file.matter else office.now())
    units = units_since(office, [naming.person], learned_on)

    def decide(history: Sequence[events.Event], _: datetime) -> list[events.Event]:
        state = fold(history)
        return confidence.name_accused(state, naming=naming, units=units, by=by, owner=owner)

    request = Request(
        act=act,
        stream=stream,
        asked=["case.accuse", case, naming],
        relies_on=_versions(office, by.person, owner.person, naming.person),
    )
    return transact(office, request, decide)


@use_case("case.identity", Power.IDENTITY_OPEN, "S12", records=True)
def identity(office: Office, act: Act, case: CaseId, *, opening: Opening) -> IdentityPage:
    """Open the sealed identity of petitioners; that it was opened, by whom and why is recorded."""
    stream = cases.stream_of(case)
    recorded = transact(
        office,
        Request(act=act, stream=stream, asked=["case.identity", case, opening]),
        lambda history, _: confidence.open_identity(fold(history), opening=opening),
    )
    page, matter = told(office, recorded), office.log.stream(stream)[0].event.matter
    closed = IdentityPage(
        stream=page.stream,
        id=page.id,
        version=page.version,
        position=page.position,
        events=page.events,
        petitioners=(),
    )
    if office.rehearsing:
        return closed
    return attrs.evolve(
        closed,
        petitioners=tuple(_opened(matter, recorded)),
        household=matter.household,
        visit=matter.visit,
    )


def _opened(matter: events.Matter, recorded: Recorded) -> Iterable[OpenedIdentity]:
    for envelope in recorded.events:
        for number in envelope.event.petitioners:
            yield OpenedIdentity(number=number, petitioner=matter.petitioners[number - 1])


def _versions(office: Office, *people: PersonId) -> dict[StreamId, int]:
    return office.versions(*(person_stream(person) for person in people))
