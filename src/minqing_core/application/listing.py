"""Lists of matters: filtered, searched, counted, at any moment."""

from collections.abc import Collection, Iterator
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import (
    ANY,
    CaseFilter,
    along_days,
    case_query,
    require_seen,
    says,
)
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.roster.state import Units
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_rows import LIVING, case_row
from minqing_core.views.case_tables import SHOWN
from minqing_core.views.labels import label
from minqing_core.views.matching import matches, selected
from minqing_core.views.sealing import ANOTHER
from minqing_core.views.tables import Query, Row, Value, Where

BONDS = ("merged_into", "duplicate_of")
MOST = 1_000
EVERYTHING = 10**9

COUNTED_BY = (
    "status",
    "kind",
    "channel",
    "category",
    "place",
    "unit",
    "owner",
    "urgency",
    "outcome",
)

NAMED = frozenset({"place", "unit", "owner"})
NOTHING = {"outcome": "未办结"}


class LimitError(RefusalError):
    """A page holds so many rows and no more."""

    code = "page-limit"
    text = "每页条数 {limit} 不对，应在 1 至 {most} 之间"


class CountedByError(RefusalError):
    """Matters are not counted by this."""

    code = "counted-by"
    text = "不能按「{by}」统计，可用的有：{known}"


@frozen(kw_only=True)
class CaseList:
    """A page of matters, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class CaseCount:
    """How many matters, in all and by the values asked for; ``texts`` are these in words."""

    total: int
    by: dict[str, int]
    texts: dict[str, str]
    position: int


@use_case("case.list", Power.DIARY_READ, "S23", "S26", "S28", "S34", reads=True)
def list_cases(
    office: Office,
    act: Act,
    *,
    which: CaseFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> CaseList:
    """List the matters that somebody may see, the latest first."""
    return listed(office, act, which=which, cursor=cursor, limit=limit, when=when)


@use_case("report.hanging", Power.DIARY_READ, "S34", reads=True)
def hanging(
    office: Office, act: Act, *, cursor: str | None = None, limit: int = 50, when: When = NOW
) -> CaseList:
    """List the matters left hanging, each with its owner and age."""
    hanging = CaseFilter(hanging=True)
    return listed(office, act, which=hanging, cursor=cursor, limit=limit, when=when)


@use_case("case.count", Power.DIARY_READ, "S26", "S33", reads=True)
def count(
    office: Office,
    act: Act,
    *,
    which: CaseFilter = ANY,
    by: str | None = None,
    when: When = NOW,
) -> CaseCount:
    """Count the matters that somebody may see, in all or by what they are."""
    return counted(office, act, which=which, by=by, when=when)


def listed(
    office: Office,
    act: Act,
    *,
    which: CaseFilter,
    cursor: str | None,
    limit: int,
    when: When,
) -> CaseList:
    """Return a page of the matters that the acting person may see."""
    require_limit(limit)
    moment = settled(office, when)
    require_seen(office, act, which, moment)
    query = case_query(office, act, which, moment, limit=limit + 1, cursor=cursor, only=SHOWN)
    rows = rows_at(office, query, when, moment)
    further = rows[limit - 1] if len(rows) > limit else None
    return CaseList(
        items=tuple(named_rows(office, act, rows[:limit], moment)),
        next=None if further is None else f"{further['position']}.{further['number']}",
        position=moment.position,
    )


def counted(
    office: Office, act: Act, *, which: CaseFilter, by: str | None = None, when: When
) -> CaseCount:
    """Count the matters that the acting person may see, in all or by what they are."""
    if by is not None and by not in COUNTED_BY:
        raise CountedByError(by=by, known="、".join(COUNTED_BY))
    moment = settled(office, when)
    require_seen(office, act, which, moment)
    query = along_days(case_query(office, act, which, moment, limit=EVERYTHING), which)
    if when.is_now:
        counts = office.views.count(query, by)
    else:
        counts = {}
        for row in rows_at(office, query, when, moment):
            value = None if by is None else row[by]
            counts[value] = counts.get(value, 0) + 1
    found = {} if by is None else {str(value or ""): n for value, n in sorted_counts(counts)}
    return CaseCount(
        total=sum(counts.values()),
        by=found,
        texts=_texts(office, str(by), [*found], moment),
        position=moment.position,
    )


def _texts(office: Office, by: str, values: list[str], moment: Moment) -> dict[str, str]:
    """Return the values in words; the owners are asked for all at once, for they are many."""
    names = directory(office).on(moment.today)
    if by == "owner":
        names.people.update(_names_of(office, values))
    return {value: _in_words(office, names, by, value, moment) for value in values}


def _in_words(office: Office, names: Directory, by: str, value: str, moment: Moment) -> str:
    if not value:
        return NOTHING.get(by, "无")
    if by in NAMED:
        return names(value)
    if by == "category":
        known = office.programme(moment.position).category(value, moment.today)
        return value if known is None else known.label
    return label(by, value)


def require_limit(limit: int) -> None:
    """Refuse a page of no rows, or of too many."""
    if not 1 <= limit <= MOST:
        raise LimitError(limit=limit, most=MOST)


def visible(office: Office, act: Act, numbers: list[str]) -> frozenset[Value]:
    """Return those of these matters that the acting person may see."""
    query = case_query(office, act, ANY, settled(office, NOW), limit=MOST)
    return _visible(office, query, numbers)


def sorted_counts(counts: dict[Value, int]) -> list[tuple[Value, int]]:
    """Return counts with the largest first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))


def files_at(office: Office, moment: Moment, phrases: tuple[str, ...] = ()) -> Iterator[CaseFile]:
    """Yield every matter that says these phrases as it was at a moment, by number."""
    for whole in office.log.histories(cases.PREFIX, moment.position):
        history = moment.saw(whole)
        file = cases.fold(cases.case_of(whole[0].stream), history)
        if file.opened is not None and says(history, phrases):
            yield file


def _apart(office: Office, act: Act, rows: list[Row]) -> list[Row]:
    """Return rows that name no matter which the acting person may not see (S12, S25)."""
    others = {str(row[bond]) for row in rows for bond in BONDS if row[bond] is not None}
    if not others:
        return rows
    closed = others - visible(office, act, sorted(others))
    named = dict.fromkeys(closed, ANOTHER)
    return [
        {**row, **{bond: named.get(str(row[bond]), row[bond]) for bond in BONDS}} for row in rows
    ]


def named_rows(office: Office, act: Act, rows: list[Row], moment: Moment) -> Iterator[Row]:
    """Yield the rows of matters with the names that people read."""
    people = _names_of(office, {str(row["owner"]) for row in rows})
    units = office.units(moment.position)
    programme = office.programme(moment.position)
    codes = {str(row["category"]) for row in rows}
    categories = {code: programme.category(code, moment.today) for code in codes}
    for row in _apart(office, act, rows):
        category = categories[str(row["category"])]
        learned_on = date.fromisoformat(str(row["learned_on"]))
        yield {
            **row,
            "status_text": label("status", str(row["status"])),
            "outcome_text": label("outcome", str(row["outcome"] or "")),
            "category_text": str(row["category"]) if category is None else category.label,
            "owner_name": people.get(str(row["owner"]), row["owner"]),
            "unit_name": units.name_on(UnitId(str(row["unit"])), learned_on),
            "place_name": _place_name(row["place"], units, learned_on),
            "age_days": (moment.today - learned_on).days,
        }


def _names_of(office: Office, people: Collection[str]) -> dict[str, str]:
    """Return the names of people by their numbers, of those on the roster."""
    query = Query(
        table="people",
        where=(Where(column="person", test="in", value=tuple(people)),),
        order="position",
        limit=EVERYTHING,
        only=("person", "name", "position"),
    )
    return {str(row["person"]): str(row["name"]) for row in office.views.rows(query)}


def _place_name(place: Value, units: Units, on: date) -> Value:
    return None if place is None else units.name_on(UnitId(str(place)), on)


def rows_at(office: Office, query: Query, when: When, moment: Moment) -> list[Row]:
    """Return the rows of a query at a moment: from the tables now, from the log otherwise."""
    if when.is_now:
        return office.views.rows(query)
    sealed = _sealed(office)
    then = (case_row(file) for file in files_at(office, moment, query.phrases))
    shown = ({**row, **LIVING} if row["number"] in sealed else row for row in then)
    found = [row for row in shown if matches(row, query.where)]
    visible = _visible(office, query, [str(row["number"]) for row in found])
    return selected((row for row in found if row["number"] in visible), query, "number")


def _sealed(office: Office) -> frozenset[Value]:
    """Return the matters whose petitioners are sealed by now, and so in their past too."""
    asked = Query(
        table="cases", where=(Where(column="sealed", test="=", value=1),), order="position"
    )
    return frozenset(office.views.count(asked, by="number"))


def _visible(office: Office, query: Query, numbers: list[str]) -> frozenset[Value]:
    """Return the matters that may be seen now: a look at the past opens nothing closed since."""
    found: set[Value] = set()
    for start in range(0, len(numbers), MOST):
        part = Where(column="number", test="in", value=tuple(numbers[start : start + MOST]))
        asked = attrs.evolve(query, where=(part,), phrases=(), after=None)
        found.update(office.views.count(asked, by="number"))
    return frozenset(found)
