"""What others asked of somebody in matters, and wait to be answered: what, by whom, by when."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.case_page import file_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.duties import OWN, falling_due, in_order
from minqing_core.application.duties_scope import require_duty
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.diary.events import HandoverAsked
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.kinds import ASKED, KINDS, LEAVING_MATTER
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import found_in
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.labels import label
from minqing_core.views.said import Said

AHEAD = 999
WAITING = ASKED - {LEAVING_MATTER}


@frozen(kw_only=True)
class InboxFilter:
    """Which requests: of a kind of duty, overdue; all ``words`` occur in the matter or in them."""

    words: str | None = None
    duty: str | None = None
    overdue: bool = False


EVERYTHING_ASKED = InboxFilter()


@frozen(kw_only=True)
class RequestLine:
    """A request that waits: in which matter, what is asked, who asks, and by when (S38, S76).

    ``duty`` is what it makes of whom it goes to, ``item`` which of several in the matter it is.
    """

    id: str
    duty: str
    title: str
    case: CaseId
    matter: str
    item: str | None
    text: str
    asked_by: PersonId
    asked_by_name: str
    person: PersonId | None
    person_name: str
    due: date
    days_left: int
    state: State
    state_text: str


@frozen(kw_only=True)
class InboxPage:
    """What waits for somebody, in the order in which it falls due."""

    items: tuple[RequestLine, ...]
    next: None
    on: date
    position: int


@use_case("duties.inbox", Power.DIARY_READ, "S24", "S38", "S64", "S72", "S76", "S77", reads=True)
def inbox(
    office: Office, act: Act, *, which: InboxFilter = EVERYTHING_ASKED, when: When = NOW
) -> InboxPage:
    """List what others asked of one and still wait for: what, who asks, and by when."""
    require_duty(which.duty)
    moment = settled(office, when)
    lines = tuple(
        line
        for line in _lines(office, act, moment)
        if which.duty in {None, line.duty}
        and (not which.overdue or line.days_left < 0)
        and found_in(which.words, line.matter, line.text, line.asked_by_name, line.case)
    )
    return InboxPage(items=lines, next=None, on=moment.today, position=moment.position)


def _lines(office: Office, act: Act, moment: Moment) -> Iterator[RequestLine]:
    waiting = falling_due(office, act, moment, days=AHEAD, whose=OWN, duties=WAITING)
    for cell in in_order(waiting):
        assert cell.case is not None  # noqa: S101 - what others ask, they ask in a matter
        yield _line(office, act, cell, cell.case, moment)


def _line(office: Office, act: Act, cell: Cell, case: CaseId, moment: Moment) -> RequestLine:
    file, names = file_at(office, act, case, moment), directory(office).on(moment.today)
    said = _began(office, file, cell)
    return RequestLine(
        id=cell.id,
        duty=cell.duty,
        title=KINDS[cell.duty].title,
        case=case,
        matter="" if file.matter is None else file.matter.title.text,
        item=cell.item,
        text=_words(said),
        asked_by=said.by,
        asked_by_name=names(said.by),
        person=cell.person,
        person_name="" if cell.person is None else names(cell.person),
        due=cell.due,
        days_left=(cell.due - moment.today).days,
        state=cell.state,
        state_text=label("duty_state", cell.state),
    )


def _began(office: Office, file: CaseFile, cell: Cell) -> Said:
    """Return the record by which it was asked."""
    versions = {e.position: e.version for e in office.log.stream(cases.stream_of(file.case))}
    return next(said for said in file.said if said.version == versions[cell.began or 0])


def _words(said: Said) -> str:
    fact = said.fact
    words: Personal = fact.reason if isinstance(fact, HandoverAsked) else fact.text
    return words.text
