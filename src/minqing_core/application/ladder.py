"""The ladder of supervision over every matter whose limits are near or past (S72, S75)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import attrs
from attrs import frozen

from minqing_core.application.case_limits import limits_of
from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter, case_query
from minqing_core.application.households import among
from minqing_core.application.layers import layers_over
from minqing_core.application.listing import EVERYTHING, require_limit, rows_at
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.duties.ladder import Footing, Ladder, Rung, Taken, footing
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_rows import STILL_OPEN
from minqing_core.views.course import links
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Where

DEFAULTS: Mapping[str, int] = {"ladder.urge": 1, "ladder.supervise": 3, "ladder.name": 5}
CHUNK = 200


@frozen(kw_only=True)
class LadderFilter:
    """Which matters: of a unit and those below it, of a person, at a rung, or whose day has come.

    ``rung`` is the next one to be taken; ``due`` leaves out those whose day is still to come.
    """

    unit: UnitId | None = None
    owner: PersonId | None = None
    rung: Rung | None = None
    due: bool = False


EVERY = LadderFilter()


@frozen(kw_only=True)
class LadderLine:
    """A matter on the ladder: which limit, how late by working days, what was done, what is next.

    ``warranted`` is the rung to which its lateness alone would have brought it.
    """

    number: CaseId
    title: str
    unit: UnitId
    unit_name: str
    person: PersonId
    person_name: str
    duty: str
    limit: str
    clause: str
    due: date
    days_late: int
    next: Rung | None
    next_text: str
    next_on: date | None
    is_due: bool
    warranted: Rung
    warranted_text: str
    taken: tuple[Taken, ...]


@frozen(kw_only=True)
class LadderPage:
    """Matters on the ladder, those that were recorded first at the head."""

    items: tuple[LadderLine, ...]
    next: str | None
    position: int


@use_case("report.ladder", Power.DIARY_READ, "S72", "S75", reads=True)
def report_ladder(
    office: Office,
    act: Act,
    *,
    which: LadderFilter = EVERY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> LadderPage:
    """Say of every matter whose limit is near or past what the next rung of supervision is."""
    require_limit(limit)
    moment, found = settled(office, when), list[tuple[Row, Footing]]()
    rungs, names = ladder_at(office, moment), directory(office)
    for row, file, named in _open(office, act, which, cursor, when, moment):
        foot = footing_of(office, file, rungs, named, moment)
        if foot is not None and _wanted(which, foot, moment.today):
            found.append((row, foot))
        if len(found) > limit:
            break
    last = found[limit - 1][0] if len(found) > limit else None
    return LadderPage(
        items=tuple(_line(row, foot, names, moment.today) for row, foot in found[:limit]),
        next=None if last is None else f"{last['position']}.{last['number']}",
        position=moment.position,
    )


def ladder_at(office: Office, moment: Moment) -> Ladder:
    """Return the rungs by the rules of the town and the city, in force on that day (S72)."""
    over = layers_over(office, None, moment.today, moment.position)

    def limit(code: str) -> Limit:
        rule = over.rule(code, moment.today)
        found = None if rule is None else rule.days
        return found or Limit(DEFAULTS[code], DayUnit.WORKING_DAY)

    return Ladder(
        urge=limit("ladder.urge"),
        supervise=limit("ladder.supervise"),
        name=limit("ladder.name"),
    )


def footing_of(
    office: Office, file: CaseFile, rungs: Ladder, named: Sequence[date], moment: Moment
) -> Footing | None:
    """Return where a matter stands on the ladder at a moment; None when it is not on it (S72).

    What has ended, or is handled within another matter, is not on it.
    """
    if file.conclusion is not None or links(file).merged_into is not None:
        return None
    return footing(
        file,
        limits_of(office, file, moment.today, moment.position),
        ladder=rungs,
        calendar=office.programme(moment.position).calendar,
        named=named,
        today=moment.today,
    )


def named_days(
    office: Office, numbers: Iterable[CaseId] | None, when: When, moment: Moment
) -> Mapping[str, list[date]]:
    """Return on which days bulletins named which matters; all of them where none are given."""
    where = () if numbers is None else (among("case", tuple(numbers)),)
    query = Query(table="named", where=where, order="position", limit=EVERYTHING)
    days: dict[str, list[date]] = {}
    for row in rows(office, query, when, moment):
        days.setdefault(str(row["case"]), []).append(date.fromisoformat(str(row["issued_on"])))
    return days


OnLadder: TypeAlias = tuple[Row, CaseFile, Sequence[date]]


def _open(
    office: Office,
    act: Act,
    which: LadderFilter,
    cursor: str | None,
    when: When,
    moment: Moment,
) -> Iterator[OnLadder]:
    of = CaseFilter(unit=which.unit, owner=which.owner)
    query = case_query(
        office, act, of, moment, limit=CHUNK if when.is_now else EVERYTHING, cursor=cursor
    )
    whole = Where(column="merged_into", test="null")
    query = attrs.evolve(query, where=(*query.where, *STILL_OPEN, whole), descending=False)
    while part := rows_at(office, query, when, moment):
        named = named_days(office, [CaseId(str(row["number"])) for row in part], when, moment)
        for row in part:
            case = CaseId(str(row["number"]))
            history = moment.saw(office.log.stream(cases.stream_of(case)))
            yield row, cases.fold(case, history), named.get(case, ())
        if len(part) < query.limit:
            return
        query = attrs.evolve(query, after=(part[-1]["position"], str(part[-1]["number"])))


def _wanted(which: LadderFilter, foot: Footing, today: date) -> bool:
    of_rung = which.rung is None or foot.next is which.rung
    return of_rung and (foot.is_due(today) or not which.due)


def _line(row: Row, foot: Footing, names: Directory, today: date) -> LadderLine:
    unit = UnitId(str(row["unit"]))
    return LadderLine(
        number=CaseId(str(row["number"])),
        title=str(row["title"]),
        unit=unit,
        unit_name=names(unit),
        person=foot.person,
        person_name=names(foot.person),
        duty=foot.duty,
        limit=foot.title,
        clause=foot.clause,
        due=foot.due,
        days_late=foot.days_late,
        next=foot.next,
        next_text=label("rung", foot.next),
        next_on=foot.next_on,
        is_due=foot.is_due(today),
        warranted=foot.warranted,
        warranted_text=label("rung", foot.warranted),
        taken=foot.taken,
    )
