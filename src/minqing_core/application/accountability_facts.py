"""What the log already shows for an inquiry into a matter (S66)."""

from attrs import frozen

from minqing_core.application.case_page import file_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.inquiry_facts import Fact, facts_of
from minqing_core.application.inquiry_sight import looks_into
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.diary.decisions.refusals import CaseHiddenError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class FactList:
    """What the log shows of a matter at a position, by the day; no verdict."""

    case: CaseId
    items: tuple[Fact, ...]
    next: None
    position: int


@use_case("accountability.suggest", Power.DOSSIER_READ, "S25", "S66", reads=True)
def suggest(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> FactList:
    """Show what the log has on who answers for a matter: limits, feedback, causes, leaves."""
    if not looks_into(office, act.actor, case):
        raise CaseHiddenError(case=case)
    moment = settled(office, when)
    facts = facts_of(office, file_at(office, act, case, moment), moment)
    return FactList(case=case, items=facts, next=None, position=moment.position)
