"""What is done with the programme: its basis, its rules, its categories; and how it reads."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.adopting import earliest, reaches_back
from minqing_core.application.catalogue import use_case
from minqing_core.application.layers import above_town, layers_over, relied_on
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.office import PROGRAMME, Office
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.programme import decisions, events
from minqing_core.programme.state import InForce, Programme, fold
from minqing_core.roster.decisions import require_unit


@frozen(kw_only=True)
class RuleLine:
    """A rule in force, and the unit that laid it down."""

    rule: str
    clause: str
    title: str
    quote: str
    value: events.RuleValue
    effective_from: date
    unit: UnitId
    unit_name: str


@frozen(kw_only=True)
class ProgrammePage:
    """The programme with the rules and categories in force on a day."""

    established: events.ProgrammeEstablished | None
    bases: tuple[events.LegalBasisRecorded, ...]
    on: date
    rules: tuple[RuleLine, ...]
    categories: tuple[events.CategoryAdopted, ...]
    position: int


@use_case("programme.show", Power.PROGRAMME_READ, "S1", "S2", "S3", "S74", "S83", reads=True)
def show(
    office: Office, act: Act, *, unit: UnitId | None = None, when: When = NOW
) -> ProgrammePage:
    """Show the programme, each rule with its clause and words, as it is for a unit."""
    if unit is not None:
        require_unit(office.units().tree, unit)
    moment = found(office, when)
    programme, on = office.programme(moment.position), moment.today
    rules = layers_over(office, unit, on, moment.position).rules(on)
    categories = (programme.category(code, on) for code in programme.categories)
    return ProgrammePage(
        established=programme.established,
        bases=programme.bases,
        on=on,
        rules=tuple(_line(office, rule, on) for rule in rules.values()),
        categories=tuple(category for category in categories if category is not None),
        position=moment.position,
    )


@use_case("programme.basis", Power.PROGRAMME_KEEP, "S1", records=True)
def basis(office: Office, act: Act, *, basis: events.LegalBasisRecorded) -> Recorded:
    """Name a document on whose authority the programme stands."""
    return _on_programme(
        office,
        act,
        ["programme.basis", basis],
        lambda programme: decisions.record_basis(programme, basis=basis),
    )


@use_case("programme.rule", Power.PROGRAMME_KEEP, "S1", "S74", "S83", records=True)
def rule(office: Office, act: Act, *, rule: events.RuleAdopted) -> Recorded:
    """Adopt or change a rule from a day on."""
    return _on_programme(
        office,
        act,
        ["programme.rule", rule],
        lambda programme: decisions.adopt_rule(
            programme, rule=rule, above=above_town(office), earliest=earliest(office)
        ),
        relies_on=relied_on(office),
        whole_log=reaches_back(office, rule.effective_from),
    )


@use_case(
    "programme.category",
    Power.PROGRAMME_KEEP,
    *(f"S{number}" for number in range(10, 18)),
    records=True,
)
def category(office: Office, act: Act, *, category: events.CategoryAdopted) -> Recorded:
    """Bring a category into use from a day on."""
    return _on_programme(
        office,
        act,
        ["programme.category", category],
        lambda programme: decisions.adopt_category(programme, category=category),
    )


@use_case("programme.retire", Power.PROGRAMME_KEEP, "S17", records=True)
def retire(office: Office, act: Act, *, retired: events.CategoryRetired) -> Recorded:
    """Give a category to no new matter from a day on."""
    return _on_programme(
        office,
        act,
        ["programme.retire", retired],
        lambda programme: decisions.retire_category(programme, retired=retired),
    )


@use_case("calendar.publish", Power.PROGRAMME_KEEP, "S39", records=True)
def publish(office: Office, act: Act, *, year: events.CalendarYearPublished) -> Recorded:
    """Publish the working calendar of a year."""
    return _on_programme(
        office,
        act,
        ["calendar.publish", year],
        lambda programme: decisions.publish_year(programme, year=year),
    )


@frozen(kw_only=True)
class CalendarPage:
    """The published days of a year that differ from the plain week."""

    year: int
    published: bool
    off: tuple[date, ...]
    work: tuple[date, ...]
    position: int


@use_case("calendar.show", Power.PROGRAMME_READ, "S39", reads=True)
def calendar(office: Office, act: Act, *, year: int, when: When = NOW) -> CalendarPage:
    """Show the working calendar of a year."""
    moment = found(office, when)
    days = office.programme(moment.position).calendar.years.get(year)
    return CalendarPage(
        year=year,
        published=days is not None,
        off=() if days is None else tuple(sorted(days.off)),
        work=() if days is None else tuple(sorted(days.work)),
        position=moment.position,
    )


def _on_programme(
    office: Office,
    act: Act,
    asked: object,
    decide: Callable[[Programme], list[events.Event]],
    *,
    relies_on: Mapping[StreamId, int] | None = None,
    whole_log: bool = False,
) -> Recorded:
    def on_history(history: Sequence[events.Event], _: datetime) -> list[events.Event]:
        return decide(fold(history))

    request = Request(
        act=act, stream=PROGRAMME, asked=asked, relies_on=relies_on or {}, whole_log=whole_log
    )
    return transact(office, request, on_history)


def _line(office: Office, found: InForce, on: date) -> RuleLine:
    rule = found.rule
    return RuleLine(
        rule=rule.rule,
        clause=rule.clause,
        title=rule.title,
        quote=rule.quote,
        value=rule.value,
        effective_from=rule.effective_from,
        unit=found.unit,
        unit_name=office.units().name_on(found.unit, on),
    )
