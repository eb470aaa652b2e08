"""What other systems may show to everybody: categories, published matters, a ticket's status."""

import re
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import require_limit
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.publications_reading import still_public
from minqing_core.application.tables import caught_up
from minqing_core.diary.decisions.recording import OTHER
from minqing_core.diary.events import about_conduct
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.programme.events import CategoryAdopted
from minqing_core.publicity.events import PublicationKind
from minqing_core.publicity.state import Stage
from minqing_core.views import cases
from minqing_core.views.case_file import Status
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Where

SYSTEM = "open311"
MOST_ASKED = 50
TICKET = re.compile(r"[A-Za-z0-9_-]{22,64}")
TOLD = (str(PublicationKind.MATTER), str(PublicationKind.GOOD_PRACTICE))


class PublicationsManyError(RefusalError):
    """More publications are asked for at once than are looked up."""

    code = "publications-many"
    text = "一次问了 {asked} 篇，至多问 {most} 篇"


class TicketUnknownError(RefusalError):
    """Nothing was handed in under this ticket."""

    kind = "not-found"
    code = "ticket-unknown"
    text = "没有这张回执，请核对号码"


@frozen(kw_only=True)
class PublicService:
    """A category in which everybody may bring a matter; *labelled* if it must say which other."""

    code: str
    label: str
    group: str
    labelled: bool


@frozen(kw_only=True)
class PublicServices:
    """The categories in use, without the one for complaints about cadres."""

    items: tuple[PublicService, ...]
    next: None = None
    position: int


@frozen(kw_only=True)
class PublicMatter:
    """A matter as it was published, which it is once it has ended (S80)."""

    publication: str
    kind: str
    kind_text: str
    unit_name: str
    title: str
    text: str
    released_on: date


@frozen(kw_only=True)
class PublicMatters:
    """Matters as they are public now, the latest first."""

    items: tuple[PublicMatter, ...]
    next: None = None
    position: int


@frozen(kw_only=True)
class TicketStatus:
    """What whoever holds a ticket is told of their matter: its category, and whether it ended."""

    ticket: str
    code: str
    label: str
    concluded: bool
    recorded_at: datetime
    position: int


@use_case("public.services", Power.BOARD_READ, "S14", "S79", reads=True)
def services(office: Office, act: Act) -> PublicServices:
    """List the categories in which everybody may bring a matter; not complaints about cadres."""
    programme, today = office.programme(), civil_date(office.now())
    found = (programme.category(code, today) for code in programme.categories)
    open_ = [one for one in found if one is not None and not about_conduct(one.code)]
    labels = {one.code: one.label for one in open_}
    return PublicServices(
        items=tuple(_service(one, labels) for one in open_), position=office.size()
    )


@use_case("public.matters", Power.BOARD_READ, "S80", "S81", reads=True)
def matters(
    office: Office,
    act: Act,
    *,
    publications: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    limit: int = 1000,
) -> PublicMatters:
    """List matters and good practice as they are public now, by the day of publication.

    Raises:
        PublicationsManyError: more *publications* are asked for than are looked up at once.
    """
    require_limit(limit)
    if len(publications) > MOST_ASKED:
        raise PublicationsManyError(asked=len(publications), most=MOST_ASKED)
    where = [
        Where(column="stage", test="=", value=str(Stage.RELEASED)),
        Where(column="kind", test="in", value=TOLD),
    ]
    if publications:
        where.append(Where(column="publication", test="in", value=publications))
    if since is not None:
        where.append(Where(column="released_on", test=">=", value=since.isoformat()))
    if until is not None:
        where.append(Where(column="released_on", test="<=", value=until.isoformat()))
    position = caught_up(office)
    query = Query(table="publications", where=tuple(where), order="position", limit=limit)
    names = directory(office)
    rows = still_public(office, office.views.rows(query))
    return PublicMatters(
        items=tuple(_matter(row, names(str(row["unit"]))) for row in rows), position=position
    )


@use_case("public.ticket", Power.BOARD_READ, "S28", "S63", reads=True)
def ticket(office: Office, act: Act, ticket: str) -> TicketStatus:
    """Tell whoever holds a ticket whether their matter has ended, and nothing else of it.

    Raises:
        TicketUnknownError: nothing was handed in under it.
    """
    position = caught_up(office)
    number = _handed_in(office, ticket) if TICKET.fullmatch(ticket) else None
    if number is None:
        raise TicketUnknownError
    history = office.log.stream(cases.stream_of(number))
    opened = history[0]
    category = opened.event.matter.category
    named = office.programme().category(category, civil_date(opened.recorded_at))
    return TicketStatus(
        ticket=ticket,
        code=category,
        label=category if named is None else named.label,
        concluded=cases.fold(number, history).status == Status.CONCLUDED,
        recorded_at=opened.recorded_at,
        position=position,
    )


def _service(category: CategoryAdopted, labels: dict[str, str]) -> PublicService:
    return PublicService(
        code=category.code,
        label=category.label,
        group=labels.get(category.parent or category.code, category.label),
        labelled=category.code.startswith(OTHER),
    )


def _matter(row: Row, unit_name: str) -> PublicMatter:
    return PublicMatter(
        publication=str(row["publication"]),
        kind=str(row["kind"]),
        kind_text=label("publication_kind", str(row["kind"])),
        unit_name=unit_name,
        title=str(row["title"]),
        text=str(row["text"]),
        released_on=date.fromisoformat(str(row["released_on"])),
    )


def _handed_in(office: Office, ticket: str) -> CaseId | None:
    where = (
        Where(column="source_system", test="=", value=SYSTEM),
        Where(column="source_number", test="=", value=ticket),
    )
    rows = office.views.rows(Query(table="cases", where=where, order="position", limit=1))
    return CaseId(str(rows[0]["number"])) if rows else None
