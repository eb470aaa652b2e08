"""Readings of collective studies: which there are, and one with whom it is to be told (S78)."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.listing import require_limit, visible
from minqing_core.application.meetings import (
    require_study,
    studies_of,
)
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.resolution_lines import ResolutionPart, resolution_parts
from minqing_core.application.study_telling import (
    OWING,
    StudyStatus,
    Telling,
    Told,
    status,
    tellings,
)
from minqing_core.application.tables import rows, settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StudyId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.meetings import events
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label
from minqing_core.views.meetings import StudyFile
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class StudyFilter:
    """Which studies: every condition given must hold."""

    reason: events.StudyReason | None = None
    undecided: bool = False


ANY = StudyFilter()


@frozen(kw_only=True)
class StudyList:
    """A page of studies, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class StudiedMatter:
    """A matter of a study that the reader may see: was its citizen told, and by when (S78)."""

    case: CaseId
    title: str
    unit_name: str
    owner: PersonId
    owner_name: str
    status_text: str
    due: date | None
    told_on: date | None
    state: Told
    state_text: str


@frozen(kw_only=True)
class DecisionPart:
    """What was decided, by whom, and when."""

    held_on: date
    chair: PersonId
    chair_name: str
    participants: tuple[PersonId, ...]
    participant_names: tuple[str, ...]
    text: str


@frozen(kw_only=True)
class StudyPage:
    """A collective study; ``owed`` citizens are still to be told, of all its ``matters`` (S78)."""

    study: StudyId
    version: int
    title: str
    reason: events.StudyReason
    reason_text: str
    text: str
    opened_on: date | None
    opened_by_name: str
    status: StudyStatus
    status_text: str
    decision: DecisionPart | None
    owed: int
    matters: int
    cases: tuple[StudiedMatter, ...]
    resolutions: tuple[ResolutionPart, ...]
    position: int


@use_case("study.list", Power.MEETING_READ, "S78", reads=True)
def list_studies(
    office: Office,
    act: Act,
    *,
    which: StudyFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> StudyList:
    """List the studies that one keeps or has a part in, with how many citizens are to be told."""
    require_limit(limit)
    by, moment = office.standing(act.actor), settled(office, when)
    query = Query(
        table="studies",
        where=tuple(_conditions(which)),
        either=studies_of(by),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    listed = rows(office, query, when, moment)
    further = listed[limit - 1] if len(listed) > limit else None
    return StudyList(
        items=tuple(_listed(office, by, listed[:limit], moment)),
        next=None if further is None else f"{further['position']}.{further['study']}",
        position=moment.position,
    )


@use_case("study.show", Power.MEETING_READ, "S78", reads=True)
def show(office: Office, act: Act, study: StudyId, *, when: When = NOW) -> StudyPage:
    """Show a study: its decision, its measures, and which citizens are still to be told."""
    moment = settled(office, when)
    file, opened = require_study(office, office.standing(act.actor), study, moment)
    found, names = tellings(office, file, moment), directory(office)
    seen = visible(office, act, [str(one.case) for one in found])
    stands = status(file, found)
    return StudyPage(
        study=study,
        version=file.version,
        title=opened.title.text,
        reason=opened.reason,
        reason_text=label("study-reason", opened.reason),
        text=opened.text.text,
        opened_on=None if file.opened_at is None else civil_date(file.opened_at),
        opened_by_name=names(file.opened_by),
        status=stands,
        status_text=label("study", stands),
        decision=_decision(office, file),
        owed=_owed(found),
        matters=len(found),
        cases=tuple(_matter(office, one) for one in found if one.case in seen),
        resolutions=resolution_parts(office, act, file.resolutions, moment),
        position=moment.position,
    )


def _conditions(which: StudyFilter) -> Iterator[Where]:
    if which.reason is not None:
        yield Where(column="reason", test="=", value=which.reason)
    if which.undecided:
        yield Where(column="held_on", test="null")


def _listed(office: Office, by: Standing, listed: list[Row], moment: Moment) -> Iterator[Row]:
    names = directory(office)
    for row in listed:
        file, _ = require_study(office, by, StudyId(str(row["study"])), moment)
        found = tellings(office, file, moment)
        stands = status(file, found)
        yield {
            **{name: value for name, value in row.items() if name != "people"},
            "reason_text": label("study-reason", str(row["reason"])),
            "chair_name": None if row["chair"] is None else names(str(row["chair"])),
            "matters": len(found),
            "owed": _owed(found),
            "status": stands,
            "status_text": label("study", stands),
        }


def _owed(found: tuple[Telling, ...]) -> int:
    return sum(one.state in OWING for one in found)


def _decision(office: Office, file: StudyFile) -> DecisionPart | None:
    decided, names = file.decided, directory(office)
    if decided is None:
        return None
    return DecisionPart(
        held_on=decided.held_on,
        chair=decided.chair,
        chair_name=names(decided.chair),
        participants=decided.participants,
        participant_names=tuple(map(names, decided.participants)),
        text=decided.text.text,
    )


def _matter(office: Office, one: Telling) -> StudiedMatter:
    file, names = one.file, directory(office)
    assert file.matter is not None and file.owner is not None  # noqa: S101, PT018 - it was recorded
    return StudiedMatter(
        case=one.case,
        title=file.matter.title.text,
        unit_name=names(file.unit),
        owner=file.owner,
        owner_name=names(file.owner),
        status_text=label("status", file.status),
        due=one.due,
        told_on=one.told_on,
        state=one.state,
        state_text=label("told", one.state),
    )
