"""Who could have known of a matter, from when on and by what; what they did; who looked at it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from attrs import frozen

from minqing_core.application.bound_matters import bound_to
from minqing_core.application.case_ground import CaseGround, inquired_into
from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import EVERYTHING
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.posted import in_post, posted
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.powers.rules import Power, holds
from minqing_core.replay.knew import Knew
from minqing_core.replay.knowledge import Knower, knowers, known_to
from minqing_core.replay.matrix import Matrix, matrix
from minqing_core.views import cases
from minqing_core.views.tables import Query, Where

UNPROVED = "查阅记录不在不可更改的记录之列，只作线索，不能作证明"
MOST_READINGS = 1000


@frozen(kw_only=True)
class Looked:
    """That somebody looked at a matter, by the access log: a hint, for that log can be changed."""

    at: datetime
    person: PersonId
    use_case: str
    channel: str
    outcome: str


@frozen(kw_only=True)
class KnowledgePage:
    """Who could have known of a matter when, and by what; ``unproved`` are hints of who looked.

    ``unproved_text`` says why they prove nothing; they are shown to who may read who read what.
    """

    case: CaseId
    title: str
    knowers: tuple[Knower, ...]
    matrix: Matrix
    unproved: tuple[Looked, ...]
    unproved_text: str
    names: dict[str, str]
    on: date
    position: int


@frozen(kw_only=True)
class FirstKnown:
    """The first day on which somebody could have known of a matter, and by what; None if never."""

    case: CaseId
    title: str
    person: PersonId
    first: Knew | None
    known: tuple[Knew, ...]
    names: dict[str, str]
    on: date
    position: int


@use_case("case.knowledge", Power.DOSSIER_READ, "S25", "S53", "S66", reads=True)
def case_knowledge(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> KnowledgePage:
    """Tell who could have known of a matter, from when on, by what, and when they first acted."""
    ground = inquired_into(office, act, case, when)
    known, looked = knowers_of(office, ground), tuple(_looked(office, act, ground))
    return KnowledgePage(
        case=case,
        title=ground.title,
        knowers=known,
        matrix=over_time(ground, known),
        unproved=looked,
        unproved_text=UNPROVED,
        names=ground.named(_named(known, looked)),
        on=ground.moment.today,
        position=ground.moment.position,
    )


@use_case("case.bisect", Power.DOSSIER_READ, "S25", "S66", reads=True)
def bisect(
    office: Office, act: Act, case: CaseId, *, person: PersonId, when: When = NOW
) -> FirstKnown:
    """Find the first day on which somebody could have known of a matter, and by which record."""
    require_person(office, person)
    ground = inquired_into(office, act, case, when)
    found = knowers_of(office, ground)
    known = known_to(person, found, in_post(office, person, ground.moment))
    return FirstKnown(
        case=case,
        title=ground.title,
        person=person,
        first=known[0] if known else None,
        known=known,
        names=ground.named([person, *(one.source.actor for one in known)]),
        on=ground.moment.today,
        position=ground.moment.position,
    )


def knowers_of(office: Office, ground: CaseGround) -> tuple[Knower, ...]:
    """Return who could have known of a matter, by everything that is on record."""
    related = chain(_related(office, ground), bound_to(office, ground))
    calendar, today = ground.calendar, ground.moment.today
    return knowers(ground.history, related, calendar, today, posted(office, ground.moment))


def over_time(ground: CaseGround, known: Sequence[Knower]) -> Matrix:
    """Return who could have known when, up to the last day on which something happened."""
    return matrix(known, max(_last_day(known), _ended(ground)))


def _related(office: Office, ground: CaseGround) -> Iterator[Sequence[Envelope[Any]]]:
    where = (Where(column="case", test="=", value=ground.file.case),)
    query = Query(table="related", where=where, order="position", limit=EVERYTHING)
    for row in office.views.rows(query):
        stream, moment = StreamId(str(row["stream"])), ground.moment
        history = moment.saw(office.log.stream(stream, moment.position))
        if history:
            yield history


def _last_day(known: Iterable[Knower]) -> date:
    return max(source.on for one in known for source in (one.first.source, *one.acted))


def _ended(ground: CaseGround) -> date:
    """Return the day up to which the matter went on: the present one unless it has ended."""
    if ground.file.conclusion is None:
        return ground.moment.today
    return max(source.on for source in ground.sources.values())


def _looked(office: Office, act: Act, ground: CaseGround) -> Iterator[Looked]:
    if not holds(office.standing(act.actor), Power.ACCESS_READ):
        return
    subject = cases.stream_of(ground.file.case)
    found = office.access.listed(person=None, subject=subject, before=None, limit=MOST_READINGS)
    for entry in reversed(found):
        if entry.at <= ground.moment.until:
            yield Looked(
                at=entry.at,
                person=entry.actor,
                use_case=entry.use_case,
                channel=entry.channel,
                outcome=entry.outcome,
            )


def _named(known: Iterable[Knower], looked: Iterable[Looked]) -> Iterator[str | None]:
    for one in known:
        yield from (one.person, one.unit)
        for knew in one.known:
            yield knew.source.actor
    for reading in looked:
        yield reading.person
