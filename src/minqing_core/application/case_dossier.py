"""The dossier of a matter: all that the record has on it, at one moment, to be handed over."""

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.case_findings import FindingsPage, found_in
from minqing_core.application.case_ground import CaseGround, inquired_into
from minqing_core.application.case_knowledge import knowers_of, over_time
from minqing_core.application.case_page import CasePage, page
from minqing_core.application.catalogue import use_case
from minqing_core.application.duties_items import DutyItem, RulePart, items_of, rule_part
from minqing_core.application.duties_ledger import of_case
from minqing_core.application.moments import FOREVER, NOW, Moment, When
from minqing_core.application.office import Office
from minqing_core.application.ports import StoredBytes
from minqing_core.application.scheme.words import WORDS
from minqing_core.application.told import TimelineItem, story
from minqing_core.duties.cells import Cell
from minqing_core.duties.kinds import KINDS
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date, end_of_day
from minqing_core.powers.rules import Power
from minqing_core.replay.knowledge import Knower
from minqing_core.replay.matrix import Matrix
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile


@frozen(kw_only=True)
class KnownPart:
    """Who could have known of a matter, from when on and by what (S53, S66)."""

    knowers: tuple[Knower, ...]
    matrix: Matrix


@frozen(kw_only=True)
class ClausePart:
    """A clause that is named without a rule of it, in the words of the scheme, and for what."""

    clause: str
    title: str
    quote: str


@frozen(kw_only=True)
class LoggedEvent:
    """A record that a dossier rests on: where it stands, when, by whom, the digest of its bytes.

    ``sha256`` is that of the bytes as they are stored, which stands in the header of its leaf.
    """

    position: int
    stream: StreamId
    version: int
    event: str
    recorded_at: datetime
    occurred_on: date
    actor: PersonId
    on_behalf_of: PersonId | None
    sha256: str


@frozen(kw_only=True)
class Dossier:
    """All that the record has on a matter: page, story, duties, rules, findings, knowers, records.

    ``records`` are those of the matter, ``cited`` those of other streams that are named in it.
    Who looked at it is left out: that log can be changed, and asking would change the answer. So
    is how to reach who brought the matter: the dossier is handed over. ``as_of`` is the instant
    asked about where it is not the end of the day ``on``.
    """

    case: CaseId
    title: str
    town: str
    scheme: str
    page: CasePage
    story: tuple[TimelineItem, ...]
    duties: tuple[DutyItem, ...]
    rules: tuple[RulePart, ...]
    clauses: tuple[ClausePart, ...]
    findings: FindingsPage
    known: KnownPart
    records: tuple[LoggedEvent, ...]
    cited: tuple[LoggedEvent, ...]
    names: dict[str, str]
    on: date
    as_of: datetime | None
    position: int


@use_case(
    "case.dossier",
    Power.DOSSIER_READ,
    *("S25", "S34", "S35", "S37", "S62", "S66"),
    reads=True,
    exports=True,
)
def case_dossier(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> Dossier:
    """Gather the dossier of a matter: its story, duties, findings, who knew, and every record."""
    ground = inquired_into(office, act, case, when)
    file, moment = ground.file, ground.moment
    known, records = knowers_of(office, ground), tuple(_records(office, ground))
    owed, found = [*of_case(office, case, moment)], found_in(office, ground)
    named = {*_of_findings(found), *_of_knowers(known), *(p for one in owed for p in one.met_by)}
    cited = tuple(_elsewhere(office, named - {one.position for one in records}))
    rules = tuple(_rules(owed, ground))
    scheme = office.programme(moment.position).established
    assert scheme is not None  # noqa: S101 - a town begins with its scheme
    return Dossier(
        case=case,
        title=ground.title,
        town=scheme.town,
        scheme=scheme.title,
        page=_handed_over(page(office, file, moment)),
        story=tuple(story(ground.history, ground.names)),
        duties=tuple(sorted(items_of(owed, ground.names, moment.today), key=_by_day)),
        rules=rules,
        clauses=tuple(_clauses({rule.clause for rule in rules}, owed, found)),
        findings=found,
        known=KnownPart(knowers=known, matrix=over_time(ground, known)),
        records=records,
        cited=cited,
        names=ground.named(_named(file, known, (*records, *cited))),
        on=moment.today,
        as_of=_within_the_day(moment),
        position=moment.position,
    )


def _within_the_day(moment: Moment) -> datetime | None:
    """Return the instant of a moment that its day and position alone do not give again."""
    return None if moment.until in {FOREVER, end_of_day(moment.today)} else moment.until


def _handed_over(shown: CasePage) -> CasePage:
    """Return a page of what was, without how to reach people and what could be done about it."""
    those = tuple(attrs.evolve(one, contact=None) for one in shown.matter.petitioners)
    matter = attrs.evolve(shown.matter, petitioners=those)
    return attrs.evolve(shown, matter=matter, amendable=(), not_now=())


def _by_day(item: DutyItem) -> tuple[date, str]:
    return item.due, item.id


def _rules(cells: Iterable[Cell], ground: CaseGround) -> Iterator[RulePart]:
    """Yield each rule once that duties rest on, in the order of clauses."""
    found = (rule_part(cell.ground, ground.names.on(cell.due)) for cell in cells)
    rules = dict.fromkeys(rule for rule in found if rule is not None)
    return iter(sorted(rules, key=_by_clause))


def _clauses(
    laid_down: Container[str], cells: Iterable[Cell], found: FindingsPage
) -> Iterator[ClausePart]:
    """Yield each clause once that is named and that no rule with a number is of."""
    named = dict.fromkeys(
        (
            *((cell.clause, KINDS[cell.duty].title) for cell in cells),
            *((one.clause, one.title) for one in found.findings),
        )
    )
    for clause in sorted({clause for clause, _ in named}, key=_in_order):
        if clause not in laid_down:
            title = "、".join(title for of, title in named if of == clause)
            yield ClausePart(clause=clause, title=title, quote=WORDS[clause])


def _in_order(clause: str) -> tuple[int, str]:
    return len(clause), clause


def _by_clause(rule: RulePart) -> tuple[int, str, str, date, str]:
    return *_in_order(rule.clause), rule.rule, rule.effective_from, rule.laid_by or ""


def _records(office: Office, ground: CaseGround) -> Iterator[LoggedEvent]:
    shown = {envelope.version: envelope for envelope in ground.history}
    stream = cases.stream_of(ground.file.case)
    for kept in office.log.stored(stream, ground.moment.position):
        if (envelope := shown.get(kept.version)) is not None:
            yield _logged(kept, envelope)


def _elsewhere(office: Office, positions: Iterable[int]) -> Iterator[LoggedEvent]:
    """Yield the records at positions of the log, whichever streams they are of."""
    for position in sorted(positions):
        [envelope] = office.log.scan(position - 1, position)
        *_, kept = office.log.stored(envelope.stream, position)
        yield _logged(kept, envelope)


def _logged(kept: StoredBytes, envelope: Envelope[Any]) -> LoggedEvent:
    return LoggedEvent(
        position=kept.position,
        stream=envelope.stream,
        version=kept.version,
        event=kept.name,
        recorded_at=envelope.recorded_at,
        occurred_on=civil_date(envelope.occurred_at),
        actor=envelope.actor,
        on_behalf_of=envelope.on_behalf_of,
        sha256=sha256(kept.state).hexdigest(),
    )


def _of_findings(found: FindingsPage) -> Iterator[int]:
    yield from (one.source.position for one in found.held)
    for finding in found.findings:
        yield from (source.position for source in finding.evidence)
    for beside in found.beside:
        yield from (source.position for source in beside.evidence)


def _of_knowers(known: Iterable[Knower]) -> Iterator[int]:
    yield from (way.source.position for one in known for way in one.known)


def _named(
    file: CaseFile, known: tuple[Knower, ...], records: tuple[LoggedEvent, ...]
) -> Iterator[str | None]:
    for knower in known:
        yield from (knower.person, knower.unit)
    for record in records:
        yield from (record.actor, record.on_behalf_of)
    yield from (line.by for line in file.amendments)
