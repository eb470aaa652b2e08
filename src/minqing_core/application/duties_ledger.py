"""The ledger of duties, gathered: whose cells are wanted over which days."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

import attrs
from attrs import frozen

from minqing_core.application.duties_assigned import of_bodies, of_studied_case, of_studies
from minqing_core.application.duties_leaving import departures
from minqing_core.application.duties_matters import written_at, written_of
from minqing_core.application.duties_rules import entries_of, facts_of, rolls, rulebook
from minqing_core.application.duties_scope import Scope
from minqing_core.application.duties_units import of_headed, of_units
from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.roster_files import files_at
from minqing_core.duties.cells import Cell, Fact
from minqing_core.duties.kinds import (
    ASSESSED,
    OF_BODIES,
    OF_BOOKS,
    OF_MATTERS,
    READ,
    TELL_STUDIED,
    WEEKLY,
)
from minqing_core.duties.leaving import books_left, full_book, matter_left
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import OF_SECRETARY, PAIR, SUPERIORS, RollOn
from minqing_core.duties.matters import of_matter
from minqing_core.duties.of_units import LENGTHS, headed
from minqing_core.duties.personal import quarterly, weekly
from minqing_core.duties.readings import readings
from minqing_core.duties.spans import Span, periods
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, period
from minqing_core.roster.events import Post
from minqing_core.views import books, duty_facts
from minqing_core.views.bearing import CONFIDENTIAL, PERSON, UNIT
from minqing_core.views.people import PersonFile

TWO_WEEKS = timedelta(days=14)
READING = frozenset({*PAIR, Post.PARTY_SECRETARY, Post.VILLAGE_SECRETARY})


@frozen(kw_only=True)
class Ledger:
    """What is reckoned with: who asks, of which moment, by which rules and which roster."""

    office: Office
    act: Act
    moment: Moment
    book: Rulebook
    rolls: RollOn


def gathered(office: Office, act: Act, moment: Moment, scope: Scope) -> Iterator[Cell]:
    """Yield the duties of a scope as they stood at a moment; nothing is kept of them (S39)."""
    reads = READ in scope.duties and _reads(office, moment, scope)
    people = tuple(files_at(office, moment)) if reads else scope.people
    book = rulebook(office, moment)
    ledger = Ledger(
        office=office,
        act=act,
        moment=moment,
        book=book,
        rolls=rolls(office, moment, people, book),
    )
    files = {file.person: file for file in scope.people}
    for cell in filter(scope.wants, _all(ledger, scope, reads=reads)):
        file = None if cell.person is None else files.get(cell.person)
        if file is None or cell.unit in scope.units or _there(scope, file, cell, moment.today):
            yield cell


def weeks_of(
    office: Office, moment: Moment, people: Sequence[PersonFile], within: Span
) -> Iterator[tuple[Cell, UnitId | None]]:
    """Yield the weeks of people, each with the village in which they served at its end (S39)."""
    book = rulebook(office, moment)
    roll = rolls(office, moment, people, book)
    wide = attrs.evolve(within, first=within.first - TWO_WEEKS)
    entries = entries_of(office, moment, [file.person for file in people], wide)
    for file in people:
        for cell in weekly(roll, book, file, entries.get(file.person, ()), within=within):
            yield cell, roll(cell.due).village_of(file, cell.due)


def of_case(
    office: Office, case: CaseId, moment: Moment, book: Rulebook | None = None
) -> Iterator[Cell]:
    """Yield the duties of one matter, however long ago due; by other rules where given."""
    book = book or rulebook(office, moment)
    for written in written_at(office, case, moment):
        yield from of_matter(written, book)
        for person in dict.fromkeys(one.person for one in written.file.holders):
            for gone in departures(office, moment, person):
                yield from matter_left(gone, written, book.today)
    yield from of_studied_case(office, moment, book, case)


def _all(ledger: Ledger, scope: Scope, *, reads: bool) -> Iterator[Cell]:
    yield from _of_people(ledger, scope)
    if reads:
        yield from _readings(ledger, scope)
    if not scope.duties.isdisjoint(LENGTHS):
        yield from _of_units(ledger, scope)
    if not scope.duties.isdisjoint(OF_MATTERS):
        yield from _of_matters(ledger, scope)
    if not scope.duties.isdisjoint(OF_BOOKS):
        for file in scope.people:
            yield from _of_books(ledger, file)
    if not scope.duties.isdisjoint(OF_BODIES):
        yield from _of_bodies(ledger, scope)


def _there(scope: Scope, file: PersonFile, cell: Cell, today: date) -> bool:
    """Say whether somebody served in the units asked about on the last day of a duty (S9)."""
    if scope.served_in is None or not file.tenures:
        return True
    last = min(cell.due, today) if cell.period is None else _last_day(cell.period, cell.due)
    return not scope.served_in.isdisjoint(file.served_on(last))


def _last_day(named: str, due: date) -> date:
    """Return the last day of a period: that of a week is due on it, whichever day it begins on."""
    found = period(named)
    return found.last if isinstance(found, Months) else due


def _of_people(ledger: Ledger, scope: Scope) -> Iterator[Cell]:
    taking_part = [file for file in scope.people if any(kind for _, kind in file.kinds)]
    if WEEKLY in scope.duties:
        yield from _weeks(ledger, scope, taking_part)
    if ASSESSED in scope.duties:
        numbers, wanted = [file.person for file in taking_part], periods(scope.within, 3)
        found = facts_of(ledger.office, ledger.moment, duty_facts.ASSESSED, numbers, wanted)
        for file in taking_part:
            made = found.get(file.person, ())
            yield from quarterly(ledger.rolls, ledger.book, file, made, within=scope.within)


def _weeks(ledger: Ledger, scope: Scope, people: Sequence[PersonFile]) -> Iterator[Cell]:
    wide = attrs.evolve(scope.within, first=scope.within.first - TWO_WEEKS)
    numbers = [file.person for file in people]
    entries = entries_of(ledger.office, ledger.moment, numbers, wide)
    hidden = _hidden(ledger, entries)
    for file in people:
        made = entries.get(file.person, ())
        for cell in weekly(ledger.rolls, ledger.book, file, made, within=scope.within):
            met_by = tuple(position for position in cell.met_by if position not in hidden)
            yield attrs.evolve(cell, met_by=met_by)


def _hidden(ledger: Ledger, entries: dict[str, list[Fact]]) -> frozenset[int]:
    """Return the positions of the entries that the asking person may not see (S12)."""
    made = [fact for facts in entries.values() for fact in facts]
    seen = visible(ledger.office, ledger.act, [str(fact.case) for fact in made])
    return frozenset(fact.position for fact in made if fact.case not in seen)


def _reads(office: Office, moment: Moment, scope: Scope) -> bool:
    versions = office.programme(moment.position).rules.get(OF_SECRETARY, ())
    superiors = {SUPERIORS.get(version.value.choice or "") for version in versions}
    posts = {tenure.post for file in scope.people for tenure in file.tenures}
    return bool(scope.units) or not posts.isdisjoint(READING | (superiors - {None}))


def _readings(ledger: Ledger, scope: Scope) -> Iterator[Cell]:
    everybody, wanted = ledger.rolls(scope.within.last).people, periods(scope.within, 3)
    found = facts_of(ledger.office, ledger.moment, duty_facts.READ, everybody, wanted)
    read = {PersonId(person): made for person, made in found.items()}
    mine = {file.person for file in scope.people}
    by = None if scope.units else mine
    for cell in readings(ledger.rolls, ledger.book, read, within=scope.within, by=by):
        if cell.person in mine or (cell.person is None and cell.unit in scope.units):
            yield cell


def _of_units(ledger: Ledger, scope: Scope) -> Iterator[Cell]:
    """Yield what units owe; of people what those owe that they head (S48, S60, S67)."""
    office, moment, book = ledger.office, ledger.moment, ledger.book
    if scope.units:
        yield from of_units(office, moment, book, scope.units, scope.within)
        return
    for file in scope.people:
        for cell in of_headed(office, moment, book, ledger.rolls, file, scope.within):
            if scope.served_in is None or cell.unit in scope.served_in:
                yield cell


def _of_matters(ledger: Ledger, scope: Scope) -> Iterator[Cell]:
    office, moment, mine = ledger.office, ledger.moment, {file.person for file in scope.people}
    left = [gone for person in sorted(mine) for gone in departures(office, moment, person)]
    asked, since = scope.units | scope.asked_units, scope.owed_since or scope.within.first
    found = written_of(
        office,
        ledger.act,
        moment,
        of=_tokens(scope, asked),
        since=since,
        owing=scope.owing,
    )
    for written in found:
        for cell in of_matter(written, ledger.book):
            if cell.person in mine or cell.unit in asked:
                yield cell
        for gone in left:
            yield from matter_left(gone, written, ledger.book.today)


def _tokens(scope: Scope, units: Collection[UnitId]) -> Iterator[str]:
    """Yield what links a matter to the people and units; one confided says no units (S12)."""
    yield from (f"{PERSON}{file.person}" for file in scope.people)
    yield from (f"{UNIT}{unit}" for unit in sorted(units))
    if scope.alone is None or units:
        yield CONFIDENTIAL


def _of_books(ledger: Ledger, file: PersonFile) -> Iterator[Cell]:
    log, moment = ledger.office.log, ledger.moment
    custody = moment.saw(log.stream(books.custody_stream(file.person), moment.position))
    unit = ledger.rolls(moment.today).village_of(file, moment.today)
    archives: dict[str, UnitId | None] = {}
    for serial in dict.fromkeys(envelope.event.serial for envelope in custody):
        history = moment.saw(log.stream(books.book_stream(serial), moment.position))
        issued = books.fold(serial, history).issued
        archives[serial] = None if issued is None else issued.archive
        yield from full_book(serial, history, ledger.book, unit)
    for gone in departures(ledger.office, moment, file.person):
        yield from books_left(gone, custody, archives, ledger.book.today)


def _of_bodies(ledger: Ledger, scope: Scope) -> Iterator[Cell]:
    office, moment, mine = ledger.office, ledger.moment, {file.person for file in scope.people}
    units, until, who = _units_of(ledger, scope), scope.within.last, scope.alone
    found = [*of_bodies(office, moment, ledger.book, person=who, units=units, until=until)]
    if TELL_STUDIED in scope.duties:
        since = scope.owed_since or date.min
        act, book = ledger.act, ledger.book
        found += of_studies(office, act, moment, book, person=who, since=since)
    yield from (cell for cell in found if cell.person in mine or cell.unit in units)


def _units_of(ledger: Ledger, scope: Scope) -> frozenset[UnitId]:
    """Return the units asked about, or those that the people asked about head now."""
    today = ledger.moment.today
    found = (headed(ledger.rolls(today), file, today) for file in scope.people)
    heads = frozenset[UnitId]().union(*found)
    return scope.units or (heads if scope.served_in is None else heads & scope.served_in)
