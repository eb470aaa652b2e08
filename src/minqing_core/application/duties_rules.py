"""The rules, the roster and the facts that duties and the review matrix rest on, at a moment."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date
from functools import cache

from minqing_core.application.layers import LEVELS, above_village, layers_over, plan_of
from minqing_core.application.moments import Moment
from minqing_core.application.office import PROGRAMME, Office
from minqing_core.application.roster_files import arrivals, last_days
from minqing_core.duties.cells import Fact
from minqing_core.duties.ledger import Laid, Rulebook
from minqing_core.duties.matrix import Roll, RollOn
from minqing_core.duties.spans import Span
from minqing_core.kernel.ids import CaseId, InspectionId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.places import UnitTree
from minqing_core.programme.state import Layer, Layers, Level
from minqing_core.views.people import PersonFile
from minqing_core.views.tables import Query, Row, Where

EVERYTHING = 10**9
NUMBER_OF_PERIODS = 500
FIRST = 1


class RulesOn(Mapping[str, Laid]):
    """The rules in force on a day by their codes, each found when it is asked for."""

    def __init__(self, layers: Layers, on: date) -> None:
        self._layers, self._on = layers, on
        self._found: dict[str, Laid | None] = {}

    def __getitem__(self, code: str) -> Laid:
        if code not in self._found:
            one = self._layers.rule(code, self._on)
            self._found[code] = None if one is None else Laid(rule=one.rule, unit=one.unit)
        found = self._found[code]
        if found is None:
            raise KeyError(code)
        return found

    def __iter__(self) -> Iterator[str]:
        return (code for code in self._layers.codes() if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def rulebook(office: Office, moment: Moment) -> Rulebook:
    """Return the rules over each unit on each day, as they were known at a moment (S74)."""
    units, above = office.units(moment.position), above_village(office, moment.position)
    trees = cache(units.tree_on)

    @cache
    def plan(unit: UnitId) -> Layer:
        return Layer(unit=unit, rules=plan_of(office, unit, moment.position).rules)

    def layers(unit: UnitId, on: date) -> Layers:
        level = LEVELS.get(units.known[unit].kind) if unit in units.known else None
        if level is Level.CITY:
            return layers_over(office, unit, on, moment.position)
        chain = [*trees(on).upwards(unit)]
        villages = [at for at in chain if LEVELS.get(units.known[at].kind) is Level.VILLAGE]
        return Layers((*above.layers, *map(plan, villages[::-1])))

    @cache
    def over(unit: UnitId | None, on: date) -> Mapping[str, Laid]:
        return RulesOn(above if unit is None else layers(unit, on), on)

    calendar = office.programme(moment.position).calendar
    founding = (civil_date(e.recorded_at) for e in office.log.stream(PROGRAMME, FIRST))
    begun = min(founding, default=date.min)
    return Rulebook(
        over=over,
        calendar=calendar,
        today=moment.today,
        begun=begun,
        arrived=arrivals(office, moment.position),
        last_day=last_days(office, moment.position),
    )


def rolls(office: Office, moment: Moment, people: Iterable[PersonFile], book: Rulebook) -> RollOn:
    """Return the roster of these people on each day, as it was known at a moment (S9)."""
    units, files = office.units(moment.position), {file.person: file for file in people}
    kinds = {unit: facts.kind for unit, facts in units.known.items()}

    @cache
    def on_day(day: date) -> Roll:
        tree: UnitTree = units.tree_on(day)
        return Roll(
            people=files,
            tree=tree,
            kinds=kinds,
            choice=lambda code, unit: book.choice(code, unit, day),
        )

    return on_day


def entries_of(
    office: Office, moment: Moment, people: Iterable[PersonId], within: Span
) -> dict[str, list[Fact]]:
    """Return the entries of people that were made within a span, by owner."""
    days = (
        Where(column="occurred_on", test=">=", value=within.first.isoformat()),
        Where(column="occurred_on", test="<=", value=within.last.isoformat()),
    )
    return _by_subject(_rows(office, moment, "entry", people, days))


def facts_of(
    office: Office,
    moment: Moment,
    kind: str,
    subjects: Iterable[str],
    periods: Iterable[str],
) -> dict[str, list[Fact]]:
    """Return what is on record of a kind for these periods, by whom or which it is about."""
    wanted = (Where(column="period", test="in", value=tuple(periods)),)
    return _by_subject(_rows(office, moment, kind, subjects, wanted))


def _rows(
    office: Office,
    moment: Moment,
    kind: str,
    subjects: Iterable[str],
    further: tuple[Where, ...],
) -> Iterator[Row]:
    until = moment.until.astimezone(UTC).isoformat(timespec="microseconds")
    by_then = (
        Where(column="position", test="<=", value=moment.position),
        Where(column="occurred_at", test="<=", value=until),
    )
    named = tuple(subjects)
    for start in range(0, len(named), NUMBER_OF_PERIODS):
        part = named[start : start + NUMBER_OF_PERIODS]
        where = (
            Where(column="kind", test="=", value=kind),
            Where(column="subject", test="in", value=part),
            *further,
            *by_then,
        )
        yield from office.views.rows(
            Query(
                table="duty_facts", where=where, order="fact", descending=False, limit=EVERYTHING
            )
        )


def _by_subject(rows: Iterable[Row]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for row in rows:
        case, inspection = row["case"], row["inspection"]
        fact = Fact(
            position=int(str(row["position"])),
            occurred_on=date.fromisoformat(str(row["occurred_on"])),
            recorded_on=date.fromisoformat(str(row["recorded_on"])),
            period=str(row["period"] or ""),
            post=str(row["post"] or ""),
            case=None if case is None else CaseId(str(case)),
            inspection=None if inspection is None else InspectionId(str(inspection)),
        )
        found.setdefault(str(row["subject"]), []).append(fact)
    return found
