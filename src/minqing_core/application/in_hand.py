"""What is in a person's hands: matters, hand-overs, tasks, books, and what they are to do."""

from collections.abc import Iterable, Iterator
from datetime import date

from minqing_core.application.custody import held_by
from minqing_core.application.listing import EVERYTHING, files_at, visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.books.events import BookGivenUp
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.roster.decisions import InHand
from minqing_core.views import cases, holding
from minqing_core.views.bearing import BEARINGS, PERSON
from minqing_core.views.books import custody_stream
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.case_rows import WAITING
from minqing_core.views.inspections import FindingState
from minqing_core.views.tables import Linked, Query, Row, Where


def in_hand(office: Office, act: Act, person: PersonId) -> InHand:
    """Return what is in a person's hands now and keeps them from leaving (S46).

    What whoever asks may not see is a number of matters and nothing more (S12, S25).
    """
    files, hidden = parted(office, act, files_of(office, person))
    return InHand(
        matters=_numbers(file for file in files if is_open(file) and file.owner == person),
        handovers=_numbers(file for file in files if is_handing_over(file, person)),
        tasks=_numbers(file for file in files if has_task(file, person)),
        books=held_by(office, person),
        resolutions=_ids(office.views.rows(resolved_on(person)), "resolution_id"),
        rectifications=_ids(office.views.rows(to_put_right(person)), "finding_id"),
        hidden=sum(holds_up(file, person) for file in hidden),
        last_handed_over=max(_handed_over(office, (*files, *hidden), person), default=None),
    )


def parted(
    office: Office, act: Act, files: Iterable[CaseFile]
) -> tuple[list[CaseFile], list[CaseFile]]:
    """Return the matters that the acting person may see, and those that they may not."""
    found = [*files]
    theirs = visible(office, act, [file.case for file in found])
    return (
        [file for file in found if file.case in theirs],
        [file for file in found if file.case not in theirs],
    )


def holds_up(file: CaseFile, person: PersonId) -> bool:
    """Say whether a matter keeps somebody from leaving."""
    owned = is_open(file) and file.owner == person
    return owned or is_handing_over(file, person) or has_task(file, person)


def files_of(office: Office, person: PersonId, moment: Moment | None = None) -> Iterator[CaseFile]:
    """Yield the matters that somebody has or had a part in, now or as they were at a moment."""
    if moment is not None:
        yield from (file for file in files_at(office, moment) if person in file.bearing.people)
        return
    caught_up(office)
    token = Linked(link=BEARINGS, tokens=(f"{PERSON}{person}",))
    query = Query(
        table="cases", either=(token,), order="position", descending=False, limit=EVERYTHING
    )
    for row in office.views.rows(query):
        case = CaseId(str(row["number"]))
        yield cases.fold(case, office.log.stream(cases.stream_of(case)))


def is_open(file: CaseFile) -> bool:
    """Say whether a matter has not ended."""
    return file.status is not Status.CONCLUDED


def is_handing_over(file: CaseFile, person: PersonId) -> bool:
    """Say whether somebody asked that a matter be taken over, or was asked, and none answered."""
    asked = holding.awaited(file.said)
    return asked is not None and is_open(file) and person in {file.owner, asked.to}


def has_task(file: CaseFile, person: PersonId) -> bool:
    """Say whether somebody owes an answer or a reply to a task of a matter."""
    tasks = (task for task in holding.tasks(file.said) if task.person == person)
    return is_open(file) and any(task.state in WAITING for task in tasks)


def resolved_on(person: PersonId) -> Query:
    """Ask for the resolutions that somebody has still to carry out (S52)."""
    return _owned("resolutions", person, Where(column="ended", test="null"))


def to_put_right(person: PersonId) -> Query:
    """Ask for the problems that somebody has still to put right (S61)."""
    owed = (FindingState.ORDERED, FindingState.REJECTED)
    return _owned("findings", person, Where(column="state", test="in", value=owed))


def _owned(table: str, person: PersonId, still: Where) -> Query:
    theirs = Where(column="owner", test="=", value=person)
    where = (theirs, still)
    return Query(table=table, where=where, order="position", descending=False, limit=EVERYTHING)


def _ids(rows: Iterable[Row], key: str) -> tuple[str, ...]:
    return tuple(str(row[key]) for row in rows)


def _handed_over(office: Office, files: Iterable[CaseFile], person: PersonId) -> Iterator[date]:
    for file in files:
        for held in file.holders:
            if held.person == person and held.until is not None:
                yield civil_date(held.until)
    for envelope in office.log.stream(custody_stream(person)):
        if isinstance(envelope.event, BookGivenUp):
            yield civil_date(envelope.occurred_at)


def _numbers(files: Iterable[CaseFile]) -> tuple[CaseId, ...]:
    return tuple(file.case for file in files)
