"""件件有回音、事事有着落, proved for a quarter or disproved item by item (S63)."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import attrs
from attrs import frozen

from minqing_core.application.case_limits import limits_of
from minqing_core.application.case_page import file_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter, case_query
from minqing_core.application.listing import EVERYTHING, files_at, rows_at, visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.reaching import require_reached, scope_name
from minqing_core.application.spans import quarter_of, within
from minqing_core.application.tables import settled
from minqing_core.application.transact import canonical
from minqing_core.inspection.decisions.refusals import NotBegunError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.powers.rules import Power
from minqing_core.views import answers
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.labels import label
from minqing_core.views.matching import selected
from minqing_core.views.tables import Query, Row, Where

OWED = frozenset({"feedback.result", "conclude"})
OPEN = (Status.HANDLING, Status.PARKED, Status.DEFERRED)


@frozen(kw_only=True)
class LooseEnd:
    """A matter that was not answered, or is not settled though it should be, and why.

    ``version`` is of the conclusion that lacks its answer; ``on`` the day of it, or the day by
    which the matter should have been settled.
    """

    case: CaseId
    title: str
    unit: UnitId | None
    unit_name: str
    owner: PersonId | None
    owner_name: str
    kind: str
    on: date
    version: int | None
    text: str


@frozen(kw_only=True)
class ClosureProof:
    """What was looked at, and every exception; nothing in ``items`` is the proof.

    ``concluded`` ends of the quarter were looked at for their answer, ``open`` matters for
    whether they should be settled. ``digest`` is of the items.
    """

    quarter: str
    unit: UnitId | None
    unit_name: str
    concluded: int
    open: int
    count: int
    items: tuple[LooseEnd, ...]
    digest: str
    position: int


@use_case("prove.closure", Power.DIARY_READ, "S63", reads=True)
def closure(
    office: Office,
    act: Act,
    *,
    quarter: str,
    unit: UnitId | None = None,
    when: When = NOW,
) -> ClosureProof:
    """Prove that everything concluded in a quarter was answered, and that nothing due is open."""
    span = quarter_of(quarter)
    moment = settled(office, when)
    if moment.today < span.first:
        raise NotBegunError(since=span.first, today=moment.today)
    if unit is not None:
        require_reached(office, act, unit)
    ended = _endings(office, act, span, unit, when, moment)
    still_open = _open(office, act, span, unit, when, moment)
    found = [*_unanswered(office, act, ended, moment)]
    for row in still_open:
        found += _unsettled(office, act, CaseId(str(row["number"])), span, moment)
    items = tuple(sorted(found, key=lambda end: (end.on, end.case)))
    return ClosureProof(
        quarter=str(span),
        unit=unit,
        unit_name=scope_name(office, act, unit, moment),
        concluded=len(ended),
        open=len(still_open),
        count=len(items),
        items=items,
        digest=sha256(canonical(items)).hexdigest(),
        position=moment.position,
    )


def _endings(
    office: Office, act: Act, span: Months, unit: UnitId | None, when: When, moment: Moment
) -> list[Row]:
    where = [*within("on", span, span)]
    if unit is not None:
        units = office.units(moment.position).tree_on(moment.today).within(unit)
        where.append(Where(column="unit", test="in", value=tuple(sorted(units))))
    query = Query(table="endings", where=tuple(where), order="on", limit=EVERYTHING)
    if when.is_now:
        rows = office.views.rows(query)
    else:
        files = files_at(office, moment)
        rows = selected((put.row for f in files for put in answers.endings(f)), query, "ending")
    seen = visible(office, act, sorted({str(row["case"]) for row in rows}))
    return [row for row in rows if row["case"] in seen]


def _open(
    office: Office, act: Act, span: Months, unit: UnitId | None, when: When, moment: Moment
) -> list[Row]:
    query = case_query(office, act, CaseFilter(unit=unit), moment, limit=EVERYTHING)
    where = (
        Where(column="status", test="in", value=OPEN),
        Where(column="since", test="<=", value=span.last.isoformat()),
    )
    asked = attrs.evolve(query, where=(*query.where, *where), order="since")
    return rows_at(office, asked, when, moment)


def _unanswered(office: Office, act: Act, ended: list[Row], moment: Moment) -> Iterator[LooseEnd]:
    for row in ended:
        if not row["answered"]:
            on, outcome = date.fromisoformat(str(row["on"])), str(row["outcome"])
            yield _loose(
                office,
                file_at(office, act, CaseId(str(row["case"])), moment),
                kind="unanswered",
                on=on,
                version=int(str(row["version"])),
                text=f"{on} 办结（{label('outcome', outcome)}），"
                "没有向群众反馈办理结果，也没有写明无法反馈的原因",
            )


def _unsettled(
    office: Office, act: Act, case: CaseId, span: Months, moment: Moment
) -> Iterator[LooseEnd]:
    """Yield why a matter that is still open should be settled by the end of a quarter (S63)."""
    file = file_at(office, act, case, moment)
    look = file.next_look
    if look is not None and look <= span.last and look < moment.today:
        text = f"暂缓办理，应于 {look} 前复看，至今没有"
        yield _loose(office, file, kind="unsettled", on=look, text=text)
    missed = [
        limit
        for limit in limits_of(office, file, moment.today, moment.position)
        if limit.duty in OWED and limit.state == "missed" and limit.due <= span.last
    ]
    if missed:
        told = "、".join(f"{limit.title}（限期 {limit.due}）" for limit in missed)
        on = max(limit.due for limit in missed)
        yield _loose(office, file, kind="unsettled", on=on, text=f"已过期限而没有{told}")


def _loose(
    office: Office, file: CaseFile, *, kind: str, on: date, text: str, version: int | None = None
) -> LooseEnd:
    names = directory(office).on(on)
    return LooseEnd(
        case=file.case,
        title="" if file.matter is None else file.matter.title.text,
        unit=file.unit,
        unit_name=names(file.unit),
        owner=file.owner,
        owner_name=names(file.owner),
        kind=kind,
        on=on,
        version=version,
        text=text,
    )
