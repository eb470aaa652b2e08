"""What somebody who leaves has in hand: one thing after the other (S46)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from minqing_core.application.in_hand import has_task, is_handing_over, is_open
from minqing_core.application.moments import Moment
from minqing_core.application.names import Directory
from minqing_core.application.office import Office
from minqing_core.books.events import BookTakenUp
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views import books, holding
from minqing_core.views.case_file import CaseFile
from minqing_core.views.holding import OrderState
from minqing_core.views.labels import label
from minqing_core.views.people import PersonFile
from minqing_core.views.tables import Row

WAITED_FOR = "待办"


class Outstanding(StrEnum):
    """What somebody who leaves has to hand over."""

    MATTER = "matter"
    HANDOVER = "handover"
    TASK = "task"
    BOOK = "book"
    MEASURE = "measure"
    ORDER = "order"
    RESOLUTION = "resolution"
    RECTIFICATION = "rectification"


@frozen
class Thing:
    """One thing in somebody's hands: its unit, when it left them, and who has it now."""

    what: Outstanding
    number: str
    status: str
    unit: UnitId | None
    done_on: date | None
    title: str = ""
    receiver: PersonId | None = None


def matters(files: Sequence[CaseFile], person: PersonId) -> Iterator[Thing]:
    """Yield the matters that somebody holds or held, hand-overs and tasks under way."""
    for file in files:
        yield from _matter(file, person)
    for file in files:
        status, title = label("status", file.status), _title(file)
        if is_handing_over(file, person):
            yield Thing(Outstanding.HANDOVER, file.case, status, file.unit, None, title)
        if has_task(file, person):
            yield Thing(Outstanding.TASK, file.case, status, file.unit, None, title)


def _matter(file: CaseFile, person: PersonId) -> Iterator[Thing]:
    held = [n for n, one in enumerate(file.holders) if one.person == person]
    if not held:
        return
    last, *later = file.holders[held[-1] :]
    status = label("status", file.status)
    if last.until is not None:
        done_on: date | None = civil_date(last.until)
        status = "已移交"
    else:
        done_on = None if is_open(file) else civil_date(file.last_at or last.since)
    receiver = later[0].person if later else None
    yield Thing(Outstanding.MATTER, file.case, status, last.unit, done_on, _title(file), receiver)


def _title(file: CaseFile) -> str:
    return "" if file.matter is None else file.matter.title.text


def books_of(office: Office, person: PersonId, moment: Moment) -> Iterator[Thing]:
    """Yield the books that somebody holds, or gave up and when."""
    given_up: dict[str, date | None] = {}
    for envelope in office.log.stream(books.custody_stream(person), moment.position):
        held = isinstance(envelope.event, BookTakenUp)
        given_up[envelope.event.serial] = None if held else civil_date(envelope.recorded_at)
    for serial, done_on in given_up.items():
        history = office.log.stream(books.book_stream(serial), moment.position)
        file = books.fold(serial, history)
        archive = None if file.issued is None else file.issued.archive
        status, receiver = label("book", file.state), books.received_by(history)
        yield Thing(Outstanding.BOOK, serial, status, archive, done_on, receiver=receiver)


def asked(
    files: Sequence[CaseFile], gone: PersonFile, today: date, names: Directory
) -> Iterator[Thing]:
    """Yield the measures and orders of matters: once they left, who has the matter goes on."""
    for file in files:
        by, last = file.owner, gone.last_day
        passed = last is not None and last <= today and by is not None and by != gone.person
        done_on, status = (last, f"由{names(str(by))}接续") if passed else (None, WAITED_FOR)
        further = (file.unit, done_on, _title(file), by if passed else None)
        for measure in file.measures if is_open(file) else ():
            if measure.owner == gone.person and measure.is_open:
                number = f"{file.case}/{measure.measure}"
                yield Thing(Outstanding.MEASURE, number, status, *further)
        for order in holding.orders(file.said):
            if order.to == gone.person and order.state is OrderState.OPEN:
                number = f"{file.case}/{order.order}"
                yield Thing(Outstanding.ORDER, number, status, *further)


def resolved(found: Sequence[Row]) -> Iterator[Thing]:
    """Yield the resolutions that somebody is to carry out (S52)."""
    for row in found:
        village = None if row["village"] is None else UnitId(str(row["village"]))
        number, status = str(row["resolution_id"]), f"应于 {row['due']} 前落实"
        yield Thing(Outstanding.RESOLUTION, number, status, village, None)


def put_right(found: Sequence[Row]) -> Iterator[Thing]:
    """Yield the problems that somebody is to put right (S61)."""
    for row in found:
        unit, status = UnitId(str(row["unit"])), f"应于 {row['due']} 前整改"
        yield Thing(Outstanding.RECTIFICATION, str(row["finding_id"]), status, unit, None)
