"""What is in a person's hands: the matters and the books that are theirs."""

from collections.abc import Iterator

from minqing_core.application.custody import held_by
from minqing_core.application.listing import EVERYTHING, files_at
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.roster.decisions import InHand
from minqing_core.views.case_file import Status
from minqing_core.views.case_rows import case_row
from minqing_core.views.tables import Query, Row, Where


def in_hand(office: Office, person: PersonId) -> InHand:
    """Return what is in a person's hands now and keeps them from leaving (S46)."""
    caught_up(office)
    return InHand(matters=tuple(_open(_matters(office, person))), books=held_by(office, person))


def matters_of(office: Office, person: PersonId, moment: Moment, *, now: bool) -> list[Row]:
    """Return the matters that a person answered for at a moment, open or concluded."""
    if now:
        caught_up(office)
        return _matters(office, person)
    rows = map(case_row, files_at(office, moment))
    return [row for row in rows if row["owner"] == person]


def _matters(office: Office, person: PersonId) -> list[Row]:
    where = (Where(column="owner", test="=", value=person),)
    query = Query(table="cases", where=where, order="position", descending=False, limit=EVERYTHING)
    return office.views.rows(query)


def _open(rows: list[Row]) -> Iterator[CaseId]:
    return (CaseId(str(row["number"])) for row in rows if row["status"] != Status.CONCLUDED)
