"""Readings of publications: the desk of who writes them, and the board that everybody reads."""

from collections.abc import Callable, Iterator
from functools import partial

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.listing import MOST, require_limit, visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.text import words as words_of
from minqing_core.powers.rules import Power
from minqing_core.publicity.decisions.refusals import PublicationUnknownError
from minqing_core.publicity.events import PublicationKind
from minqing_core.publicity.state import Stage
from minqing_core.views import publications
from minqing_core.views.labels import label
from minqing_core.views.publications import PublicationFile, Removal, publication_stream
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class PublicationFilter:
    """Which publications: every condition given must hold."""

    kind: PublicationKind | None = None
    stage: Stage | None = None
    unit: UnitId | None = None
    case: CaseId | None = None


ANY = PublicationFilter()


@frozen(kw_only=True)
class PublicationList:
    """A page of publications, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class PublicationPage:
    """A publication, with what was taken out of it and why, and what happened to it (S80).

    Who does not look over its unit reads what is public now, and nothing of how it came about.
    """

    publication: str
    version: int
    kind: str
    kind_text: str
    unit: UnitId
    unit_name: str
    case: CaseId | None
    stage: str
    stage_text: str
    title: str
    text: str
    released_on: str | None
    removals: tuple[Removal, ...]
    items: tuple[TimelineItem, ...]
    position: int


@use_case("publish.list", Power.PUBLISH_READ, "S80", "S81", reads=True)
def list_publications(
    office: Office,
    act: Act,
    *,
    which: PublicationFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> PublicationList:
    """List the publications of one's units, the latest first."""
    reach = office.standing(act.actor).reach
    where = [Where(column="unit", test="in", value=tuple(sorted(reach)))]
    given = {name: getattr(which, name) for name in ("kind", "stage", "unit", "case")}
    where += [Where(column=n, test="=", value=str(v)) for n, v in given.items() if v is not None]
    return _page(office, _Asked(tuple(where), cursor, limit, when), partial(_seen, office, act))


@use_case("publish.show", Power.PUBLISH_READ, "S80", reads=True)
def show(office: Office, act: Act, publication: str, *, when: When = NOW) -> PublicationPage:
    """Show a publication of one's units with what was taken out, or of others once released."""
    moment = settled(office, when)
    told = office.log.stream(publication_stream(publication))
    history, names = moment.saw(told), directory(office)
    file = publications.fold(publication, history)
    inside = _inside(office, act, file)
    if file.drafted is None or not (inside or _released(office, publication, file)):
        raise PublicationUnknownError(publication=publication)
    return PublicationPage(
        publication=publication,
        version=file.version,
        kind=file.drafted.kind,
        kind_text=label("publication_kind", file.drafted.kind),
        unit=file.drafted.unit,
        unit_name=names(file.drafted.unit),
        case=file.drafted.case if inside else None,
        stage=file.stage,
        stage_text=label("publication_stage", file.stage),
        title=str(file.title),
        text=str(file.text),
        released_on=file.released_on,
        removals=file.removals if inside else (),
        items=tuple(timeline_item(envelope, names) for envelope in history if inside),
        position=moment.position,
    )


def still_public(office: Office, rows: list[Row]) -> list[Row]:
    """Return the rows of matters that have not become confidential since (S12)."""
    about = tuple(row["case"] for row in rows if row["case"] is not None)
    query = Query(
        table="cases",
        where=(Where(column="number", test="in", value=about),),
        either=tuple(Where(column=one, test="=", value=1) for one in ("confidential", "sealed")),
        order="position",
        limit=MOST,
    )
    closed = {row["number"] for row in office.views.rows(query)}
    return [row for row in rows if row["case"] not in closed]


def _inside(office: Office, act: Act, file: PublicationFile) -> bool:
    """Say whether somebody looks over the unit of a publication, and may see its matter."""
    drafted = file.drafted
    if drafted is None or drafted.unit not in office.standing(act.actor).reach:
        return False
    return drafted.case is None or drafted.case in visible(office, act, [drafted.case])


def _released(office: Office, publication: str, file: PublicationFile) -> bool:
    """Say whether what was read is public, and still is now (S12, S80)."""
    now = Where(column="publication", test="=", value=publication)
    where = (now, Where(column="stage", test="=", value=str(Stage.RELEASED)))
    found = office.views.rows(Query(table="publications", where=where, order="position"))
    return file.stage == Stage.RELEASED and bool(still_public(office, found))


@use_case("publish.board", Power.BOARD_READ, "S79", "S80", "S81", reads=True)
def board(
    office: Office,
    act: Act,
    *,
    kind: PublicationKind | None = None,
    words: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> PublicationList:
    """Show what is public now, the latest first; good practice is one kind of it."""
    where = [Where(column="stage", test="=", value=str(Stage.RELEASED))]
    if kind is not None:
        where.append(Where(column="kind", test="=", value=kind))
    phrases = () if words is None else tuple(filter(None, map(words_of, words.split())))
    asked = _Asked(tuple(where), cursor, limit, NOW, phrases)
    page = _page(office, asked, partial(still_public, office))
    public = ("publication", "kind", "kind_text", "unit_name", "title", "text", "released_on")
    return PublicationList(
        items=tuple({name: row[name] for name in public} for row in page.items),
        next=page.next,
        position=page.position,
    )


@frozen
class _Asked:
    """What is asked of the table, and how much of it."""

    where: tuple[Where, ...]
    cursor: str | None
    limit: int
    when: When
    phrases: tuple[str, ...] = ()


def _page(
    office: Office, asked: _Asked, shown: Callable[[list[Row]], list[Row]]
) -> PublicationList:
    require_limit(asked.limit)
    moment, limit = settled(office, asked.when), asked.limit
    query = Query(
        table="publications",
        where=asked.where,
        phrases=asked.phrases,
        order="position",
        after=after_cursor(asked.cursor),
        limit=limit + 1,
    )
    listed: list[Row] = []
    while len(listed) <= limit:
        found = rows(office, query, asked.when, moment)
        listed += shown(found)
        if len(found) <= limit:
            break
        last = found[-1]
        query = attrs.evolve(query, after=(last["position"], str(last["publication"])))
    further = listed[limit - 1] if len(listed) > limit else None
    return PublicationList(
        items=tuple(_named(office, listed[:limit], moment)),
        next=None if further is None else f"{further['position']}.{further['publication']}",
        position=moment.position,
    )


def _seen(office: Office, act: Act, rows: list[Row]) -> list[Row]:
    """Return the rows of no matter, or of matters that the acting person may see (S12)."""
    theirs = visible(office, act, [str(row["case"]) for row in rows if row["case"] is not None])
    return [row for row in rows if row["case"] is None or row["case"] in theirs]


def _named(office: Office, listed: list[Row], moment: Moment) -> Iterator[Row]:
    units = office.units(moment.position)
    for row in listed:
        yield {
            **row,
            "kind_text": label("publication_kind", str(row["kind"])),
            "stage_text": label("publication_stage", str(row["stage"])),
            "unit_name": units.name_on(UnitId(str(row["unit"])), moment.today),
        }
