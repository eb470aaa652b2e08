"""One valid request of each kind that may be made of an inquiry."""

from collections.abc import Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.accountability import events
from minqing_core.accountability.decisions import deciding, inquiring
from minqing_core.accountability.decisions.deciding import Ruling
from minqing_core.accountability.decisions.inquiring import Finding
from minqing_core.accountability.decisions.requirements import Ground
from minqing_core.accountability.state import Inquiry, evolve, fold
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal

CONCERNED, INQUIRER, LEADER, OTHER = map(PersonId, ("0003", "0004", "0101", "0102"))
WHY = Personal("如材料所载")
GROUND = Ground(today=date(2024, 6, 20))
FREE = Ruling(outcome=events.Accounting.NOT_RESPONSIBLE, text=WHY)
OPENED = events.InquiryOpened(case=CaseId("2024-000001"), person=CONCERNED, upto=40, text=WHY)


def _find(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    finding = Finding(element=events.Element.FAULT, holds=False, text=WHY)
    return inquiring.find(inquiry, finding=finding, ground=GROUND, by=INQUIRER)


def _show(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    return inquiring.show_evidence(inquiry, ground=GROUND, by=INQUIRER)


def _hear(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    statement = events.StatementHeard(text=WHY)
    return inquiring.hear(inquiry, statement=statement, ground=GROUND, by=CONCERNED)


def _decide(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    return deciding.decide(inquiry, ruling=FREE, ground=GROUND, by=LEADER)


def _appeal(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    return deciding.appeal(inquiry, lodged=events.AppealLodged(text=WHY), by=CONCERNED)


def _appeal_decide(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    return deciding.decide_appeal(inquiry, ruling=FREE, first=LEADER, ground=GROUND, by=OTHER)


def _drop(inquiry: Inquiry) -> Sequence[events.InquiryEvent]:
    dropped = events.InquiryDropped(reason=WHY)
    return inquiring.drop(inquiry, dropped=dropped, ground=GROUND, by=INQUIRER)


def _node(inquiry: Inquiry, _: Sequence[events.InquiryEvent]) -> str:
    steps = (
        (inquiry.dropped is not None, "已撤销"),
        (inquiry.appeal is not None, "申诉已决定"),
        (inquiry.appealed is not None, "已申诉"),
        (inquiry.decided is not None, "已决定"),
        (inquiry.heard and not inquiry.unshown, "已听取申辩"),
        (bool(inquiry.findings) and not inquiry.unshown, "已出示材料"),
        (bool(inquiry.findings), "已认定，未出示"),
    )
    return next((name for reached, name in steps if reached), "已立案")


def _facts(inquiry: Inquiry) -> Hashable:
    return len(inquiry.findings), inquiry.heard


DIAGRAM = Diagram(
    context="accountability",
    of="an inquiry",
    about="Drawn is an inquiry with one finding; a further one has to be shown, and the person"
    " heard, anew.",
    initial=fold((OPENED,)),
    evolve=evolve,
    node=_node,
    facts=_facts,
    commands=(
        Command("find", _find),
        Command("show-evidence", _show),
        Command("hear", _hear),
        Command("decide", _decide),
        Command("appeal", _appeal),
        Command("appeal-decide", _appeal_decide),
        Command("drop", _drop),
    ),
)
