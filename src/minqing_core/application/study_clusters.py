"""What a quarter gives reason to study together: the same trouble in many places (S78)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter, case_query
from minqing_core.application.layers import layers_over
from minqing_core.application.listing import EVERYTHING, rows_at
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StudyId, UnitId
from minqing_core.kernel.periods import Months, quarter
from minqing_core.meetings.decisions.holding import quarter_of
from minqing_core.meetings.events import StudyReason
from minqing_core.powers.rules import Power
from minqing_core.roster.events import UnitKind
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Value, Where

VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
HOT = "HOT_DIFFICULT"
IN_VILLAGES, MATTERS = 3, 5


@frozen(kw_only=True)
class Cluster:
    """The matters of one category in a quarter, and where; ``before`` as many a quarter ago.

    ``studied`` are the studies that some of them are in already.
    """

    category: str
    category_text: str
    reason: StudyReason
    reason_text: str
    count: int
    before: int
    villages: tuple[UnitId, ...]
    village_names: tuple[str, ...]
    cases: tuple[CaseId, ...]
    studied: tuple[StudyId, ...]


@frozen(kw_only=True)
class ClusterPage:
    """What was found in a quarter, by which numbers of villages and matters."""

    period: str
    least_villages: int
    least_matters: int
    items: tuple[Cluster, ...]
    next: None
    position: int


@use_case("study.suggest", Power.STUDY_KEEP, "S14", "S78", reads=True)
def suggest(
    office: Office, act: Act, *, period: str | None = None, when: When = NOW
) -> ClusterPage:
    """Find the categories that came up in many villages or many times in a quarter."""
    moment = settled(office, when)
    asked = quarter_of(period, moment.today)
    villages = _least(office, "study.villages", IN_VILLAGES, asked, moment)
    matters = _least(office, "study.matters", MATTERS, asked, moment)
    now = _by_category(_rows(office, act, asked, when, moment))
    before = _by_category(_rows(office, act, _before(asked), when, moment))
    found = (
        _cluster(office, category, listed, len(before.get(category, ())), when, moment)
        for category, listed in now.items()
    )
    chosen = [one for one in found if len(one.villages) >= villages or one.count >= matters]
    return ClusterPage(
        period=str(asked),
        least_villages=villages,
        least_matters=matters,
        items=tuple(sorted(chosen, key=lambda one: (-one.count, one.category))),
        next=None,
        position=moment.position,
    )


def _least(office: Office, code: str, otherwise: int, asked: Months, moment: Moment) -> int:
    on = min(moment.today, asked.last)
    rule = layers_over(office, None, on, moment.position).rule(code, on)
    return otherwise if rule is None or rule.rule.value.amount is None else rule.rule.value.amount


def _before(asked: Months) -> Months:
    return quarter(asked.first - timedelta(days=1))


def _rows(office: Office, act: Act, period: Months, when: When, moment: Moment) -> list[Row]:
    which = CaseFilter(learned_from=period.first, learned_to=period.last)
    query = case_query(office, act, which, moment, limit=EVERYTHING)
    ordinary = Where(column="confidential", test="=", value=0)
    query = attrs.evolve(query, where=(*query.where, ordinary), descending=False)
    return rows_at(office, query, when, moment)


def _by_category(found: Iterable[Row]) -> dict[str, list[Row]]:
    by: dict[str, list[Row]] = {}
    for row in found:
        by.setdefault(str(row["category"]), []).append(row)
    return by


def _cluster(
    office: Office, category: str, listed: list[Row], before: int, when: When, moment: Moment
) -> Cluster:
    villages = tuple(sorted(set(_villages(office, listed, moment))))
    known = office.programme(moment.position).category(category, moment.today)
    reason = _reason(category, len(villages))
    units = office.units(moment.position)
    cases = tuple(str(row["number"]) for row in listed)
    return Cluster(
        category=category,
        category_text=category if known is None else known.label,
        reason=reason,
        reason_text=label("study-reason", reason),
        count=len(listed),
        before=before,
        villages=villages,
        village_names=tuple(units.name_on(unit, moment.today) for unit in villages),
        cases=tuple(map(CaseId, cases)),
        studied=_studied(office, cases, when, moment),
    )


def _reason(category: str, villages: int) -> StudyReason:
    if category.partition(".")[0] == HOT:
        return StudyReason.HOT
    return StudyReason.GLOBAL if villages > 1 else StudyReason.TENDENCY


def _villages(office: Office, listed: list[Row], moment: Moment) -> Iterator[UnitId]:
    """Yield in which villages matters lie: where they happened, or whose they are."""
    units = office.units(moment.position)
    tree = units.tree_on(moment.today)
    for row in listed:
        for unit in tree.upwards(UnitId(str(row["place"] or row["unit"]))):
            if units.known[unit].kind in VILLAGES:
                yield tree.continues(unit)
                break


def _studied(
    office: Office, cases: tuple[Value, ...], when: When, moment: Moment
) -> tuple[StudyId, ...]:
    among = Where(column="case", test="in", value=cases)
    query = Query(table="studied", where=(among,), order="position", limit=EVERYTHING)
    return tuple(sorted({StudyId(str(r["study"])) for r in rows(office, query, when, moment)}))
