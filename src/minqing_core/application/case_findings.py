"""What was missed or late in a matter, who answered for it then, and what stands beside it."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from minqing_core.application.case_ground import CaseGround, inquired_into, read_of
from minqing_core.application.catalogue import use_case
from minqing_core.application.duties_ledger import of_case
from minqing_core.application.duties_rules import rulebook
from minqing_core.application.inquiry_facts import beside_of
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.supposing import require_supposable, told
from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.replay.counterfactual import AS_IT_IS, WhatIf, supposed
from minqing_core.replay.findings import Finding, findings
from minqing_core.replay.responsibility import Held, responsibility
from minqing_core.replay.sources import Source, source
from minqing_core.views.labels import label
from minqing_core.views.sentences import sentence


class BesideKind(StrEnum):
    """What kind of thing stands beside the findings."""

    CLOCK = "clock"
    CAUSE = "cause"
    HINDRANCE = "hindrance"
    LEAVE = "leave"
    EXPLANATION = "explanation"
    CITIZEN = "citizen"


EXPLAINING = (
    diary.ExplanationGiven,
    diary.SupervisionReplied,
    diary.HandoverRefused,
    diary.CohandlingObjected,
)


@frozen(kw_only=True)
class Beside:
    """What stands beside the findings: a cause, an excusal, an explanation, with its records."""

    kind: BesideKind
    kind_text: str
    on: date
    person: PersonId | None
    text: str
    evidence: tuple[Source, ...]


@frozen(kw_only=True)
class FindingsPage:
    """What the log shows of what was owed in a matter: facts with their records, no verdict.

    ``owed`` duties were reckoned in all. ``what_if`` is what was supposed to be otherwise,
    ``supposed`` the same in words against what was so; ``names`` are of the people and units.
    """

    case: CaseId
    title: str
    status: str
    status_text: str
    owed: int
    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    beside: tuple[Beside, ...]
    what_if: WhatIf
    supposed: tuple[str, ...]
    names: dict[str, str]
    on: date
    position: int


@use_case("case.findings", Power.DOSSIER_READ, "S25", "S34", "S62", "S66", reads=True)
def case_findings(
    office: Office, act: Act, case: CaseId, *, what_if: WhatIf = AS_IT_IS, when: When = NOW
) -> FindingsPage:
    """Find what was missed, late or not as told in a matter: whose, by which rule and records."""
    ground = inquired_into(office, act, case, when)
    return found_in(office, ground, what_if)


def found_in(office: Office, ground: CaseGround, what_if: WhatIf = AS_IT_IS) -> FindingsPage:
    """Return what the log shows of what was owed in a matter."""
    file, moment = ground.file, ground.moment
    require_supposable(office, what_if)
    known = rulebook(office, moment)
    book = supposed(known, what_if)
    read = read_of(office, ground, book.calendar)
    owed = list(of_case(office, file.case, moment, book))
    found = findings(read, owed)
    held = tuple(responsibility(read))
    beside = tuple(sorted(_beside(office, ground), key=_order))
    return FindingsPage(
        case=file.case,
        title=ground.title,
        status=file.status,
        status_text=label("status", file.status),
        owed=len(owed),
        held=held,
        findings=found,
        beside=beside,
        what_if=what_if,
        supposed=tuple(told(what_if, known, file)),
        names=ground.named(_named(held, found, beside)),
        on=moment.today,
        position=moment.position,
    )


def _order(one: Beside) -> tuple[date, list[int]]:
    return one.on, [source.position for source in one.evidence]


def _beside(office: Office, ground: CaseGround) -> Iterator[Beside]:
    for fact in beside_of(office, ground.file, ground.moment, ground.names):
        shown = (office.log.stream(one.stream)[one.version - 1] for one in fact.evidence)
        yield Beside(
            kind=BesideKind(fact.kind),
            kind_text=label("beside", fact.kind),
            on=fact.on,
            person=fact.person,
            text=fact.text,
            evidence=tuple(map(source, shown)),
        )
    for envelope in ground.history:
        if isinstance(envelope.event, EXPLAINING):
            yield _words(ground, envelope, BesideKind.EXPLANATION)
        elif _complains(envelope.event):
            yield _words(ground, envelope, BesideKind.CITIZEN)


def _complains(event: object) -> bool:
    """Say whether a citizen objected to how it ended, or was not content when asked (S28)."""
    if isinstance(event, diary.Revisited):
        return not event.as_told or event.response is diary.Response.DISSATISFIED
    return isinstance(event, diary.OutcomeDisputed)


def _words(ground: CaseGround, envelope: Envelope[Any], kind: BesideKind) -> Beside:
    on = civil_date(envelope.occurred_at)
    return Beside(
        kind=kind,
        kind_text=label("beside", kind),
        on=on,
        person=envelope.on_behalf_of or envelope.actor,
        text=sentence(envelope, ground.names.on(on)),
        evidence=(source(envelope),),
    )


def _named(
    held: tuple[Held, ...], found: tuple[Finding, ...], beside: tuple[Beside, ...]
) -> Iterator[str | None]:
    for one in held:
        yield from (one.person, one.unit)
    for finding in found:
        yield from (finding.person, finding.unit, finding.holder, finding.laid_by)
    for other in beside:
        yield other.person
