"""Commendations as they are read: the published by everybody, the others by who answers (S68)."""

from collections.abc import Iterator
from datetime import date

from attrs import asdict, frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.listing import require_limit, visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.appraisal import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.powers.rules import Power, holds
from minqing_core.views import appraisals
from minqing_core.views.appraisals import CommendationFile, CommendationState, Turn
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class CommendationFilter:
    """Which commendations: every condition given must hold."""

    state: CommendationState | None = None
    person: PersonId | None = None
    unit: UnitId | None = None


ANY = CommendationFilter()


@frozen(kw_only=True)
class CommendationLine:
    """A commendation: whom it honours, for what, on which matters, and how far it has come.

    ``cases`` are those of its matters that the reader may see. Why it was decided so is told to
    those who answer for it and to whom it is about.
    """

    commendation: str
    person: PersonId | None
    unit: UnitId | None
    name: str
    title: str
    state: str
    state_text: str
    text: str
    cases: tuple[CaseId, ...]
    rests_on: int
    proposed_on: date
    proposed_by_name: str | None
    decided_on: date | None
    decided_by_name: str | None
    decision: str | None
    published_on: date | None
    revoked_on: date | None
    revoked: str | None
    version: int


@frozen(kw_only=True)
class CommendationList:
    """A page of commendations, the latest first."""

    items: tuple[CommendationLine, ...]
    next: str | None
    position: int


@use_case("appraisal.commendations", Power.COMMEND_READ, "S68", "S82", reads=True)
def commendations(
    office: Office,
    act: Act,
    *,
    which: CommendationFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> CommendationList:
    """List commendations, the latest first; what is not published only to who answers for it."""
    require_limit(limit)
    moment = settled(office, when)
    conditions = [
        Where(column=column, test="=", value=value)
        for column, value in asdict(which).items()
        if value is not None
    ]
    query = Query(
        table="commendations",
        where=tuple(conditions),
        either=commendations_of(office, act.actor),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    found = rows(office, query, when, moment)
    further = found[limit - 1] if len(found) > limit else None
    return CommendationList(
        items=tuple(_lines(office, act, found[:limit], moment)),
        next=None if further is None else f"{further['position']}.{further['commendation']}",
        position=moment.position,
    )


def commendations_of(office: Office, reader: PersonId) -> tuple[Where, ...]:
    """Return what is true of the commendations that somebody finds in a list; nothing if of all.

    They are published, or the reader proposed them or is honoured.
    """
    if _answers(office, reader):
        return ()
    return (
        Where(column="state", test="=", value=CommendationState.PUBLISHED),
        Where(column="proposed_by", test="=", value=reader),
        Where(column="person", test="=", value=reader),
    )


def _answers(office: Office, reader: PersonId) -> bool:
    standing = office.standing(reader)
    return any(holds(standing, one) for one in (Power.COMMEND_DECIDE, Power.COMMEND_PUBLISH))


def _lines(
    office: Office, act: Act, rows: list[Row], moment: Moment
) -> Iterator[CommendationLine]:
    names, answers = directory(office), _answers(office, act.actor)
    files = {
        str(row["commendation"]): appraisals.fold_commendation(
            moment.saw(
                office.log.stream(
                    appraisals.commendation_stream(str(row["commendation"])), moment.position
                )
            )
        )
        for row in rows
    }
    named = {str(case) for file in files.values() for case in _proposed(file).cases}
    seen = visible(office, act, sorted(named)) if named else frozenset()
    for number, file in files.items():
        inside = answers or act.actor in {_first(file).by, _proposed(file).person}
        yield _line(number, file, names, seen, inside=inside)


def _first(file: CommendationFile) -> Turn:
    return file.turns[0]


def _proposed(file: CommendationFile) -> events.CommendationProposed:
    proposed: events.CommendationProposed = _first(file).fact
    return proposed


def _line(
    number: str,
    file: CommendationFile,
    names: Directory,
    seen: frozenset[object],
    *,
    inside: bool,
) -> CommendationLine:
    proposed = _proposed(file)
    decided, revoked = (
        file.turn(events.CommendationDecided),
        file.turn(events.CommendationRevoked),
    )
    published = file.turn(events.CommendationPublished)
    nominee = proposed.person or proposed.unit
    return CommendationLine(
        commendation=number,
        person=proposed.person,
        unit=proposed.unit,
        name=names(nominee),
        title=proposed.title,
        state=file.state,
        state_text=label("commendation-state", file.state),
        text=proposed.text.text,
        cases=tuple(case for case in proposed.cases if case in seen),
        rests_on=len(proposed.cases),
        proposed_on=_first(file).on,
        proposed_by_name=names(_first(file).by) if inside else None,
        decided_on=None if decided is None else decided.on,
        decided_by_name=names(decided.by) if inside and decided else None,
        decision=decided.fact.text.text if inside and decided else None,
        published_on=None if published is None else published.on,
        revoked_on=None if revoked is None else revoked.on,
        revoked=revoked.fact.reason.text if inside and revoked else None,
        version=file.version,
    )
