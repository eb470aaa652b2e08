"""Which citizens were told late: the first answer against the day of learning (S62)."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import (
    ANY,
    CaseFilter,
    after_cursor,
    along_days,
    case_query,
)
from minqing_core.application.listing import EVERYTHING, require_limit, rows_at
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views.tables import Query, Row, Where

RULES = ("feedback.receipt", "feedback.opinion", "feedback.result")
SHOWN = (
    *("number", "title", "unit", "owner", "source_number"),
    *("learned_on", "told_on", "told_after"),
)
SIXTY = Limit(60, DayUnit.CALENDAR_DAY)


class DaysError(RefusalError):
    """A number of days is no less than nought."""

    code = "days"
    text = "天数 {days} 不对，应为 0 或以上的整数"


@frozen(kw_only=True)
class LateFeedback:
    """The matters whose first feedback came later than so many calendar days, the latest first.

    ``told`` are all matters with any feedback; ``rule`` is the rule in force that sets so many
    days, if one does.
    """

    days: int
    rule: str | None
    told: int
    count: int
    items: tuple[Row, ...]
    next: str | None
    position: int


@use_case("report.late-feedback", Power.DIARY_READ, "S62", "S63", reads=True)
def late_feedback(
    office: Office,
    act: Act,
    *,
    days: int | None = None,
    which: CaseFilter = ANY,
    cursor: str | None = None,
    limit: int | None = None,
    when: When = NOW,
) -> LateFeedback:
    """List the matters whose first feedback was later than so many days after learning.

    They are those of all days where none are given.
    """
    if limit is not None:
        require_limit(limit)
    moment = settled(office, when)
    programme = office.programme(moment.position)
    if days is None:
        days = (programme.days("feedback.result", moment.today) or SIXTY).days
    if days < 0:
        raise DaysError(days=days)
    query = along_days(case_query(office, act, which, moment, limit=EVERYTHING), which)
    late = _with(query, Where(column="told_after", test=">", value=days))
    most = EVERYTHING if limit is None else limit
    asked = attrs.evolve(
        late, order="told_after", after=after_cursor(cursor), limit=most + 1, only=SHOWN
    )
    rows = rows_at(office, asked, when, moment)
    further = rows[most - 1] if len(rows) > most else None
    return LateFeedback(
        days=days,
        rule=_rule(office, days, moment),
        told=_count(
            office, _with(query, Where(column="told_after", test="not-null")), when, moment
        ),
        count=_count(office, late, when, moment),
        items=tuple(_lines(office, rows[:most], moment)),
        next=None if further is None else f"{further['told_after']}.{further['number']}",
        position=moment.position,
    )


def _with(query: Query, *where: Where) -> Query:
    return attrs.evolve(query, where=(*query.where, *where))


def _count(office: Office, query: Query, when: When, moment: Moment) -> int:
    if when.is_now:
        return sum(office.views.count(query).values())
    return len(rows_at(office, query, when, moment))


def _rule(office: Office, days: int, moment: Moment) -> str | None:
    programme, limit = office.programme(moment.position), Limit(days, DayUnit.CALENDAR_DAY)
    for code in RULES:
        rule = programme.rule(code, moment.today)
        if rule is not None and programme.days(code, moment.today) == limit:
            return f"{rule.title}：{limit}"
    return None


def _lines(office: Office, rows: list[Row], moment: Moment) -> Iterator[Row]:
    names = directory(office)
    for row in rows:
        then = names.on(date.fromisoformat(str(row["learned_on"])))
        yield {
            "case": row["number"],
            "title": row["title"],
            "unit": row["unit"],
            "unit_name": then(str(row["unit"])),
            "owner": row["owner"],
            "owner_name": names(str(row["owner"])),
            "source_number": row["source_number"],
            "learned_on": row["learned_on"],
            "told_on": row["told_on"],
            "days": row["told_after"],
        }
