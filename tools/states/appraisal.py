"""One valid request of each kind that may be made of a sheet, and of a commendation."""

from collections.abc import Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import commending, sheets
from minqing_core.appraisal.decisions.commending import Basis
from minqing_core.appraisal.decisions.requirements import Whose
from minqing_core.appraisal.state import (
    NO_COMMENDATION,
    NO_SHEET,
    Commendation,
    Sheets,
    evolve,
    evolve_commendation,
)
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal

MEMBER, DEPUTY = PersonId("0003"), PersonId("0102")
WHOSE, TODAY = Whose(subject=MEMBER, year=2024), date(2025, 1, 10)
BASIS = (
    Basis(
        case=CaseId("2024-000001"),
        confidential=False,
        theirs=True,
        concluded=True,
        resolved=True,
        denied=False,
    ),
)
PROPOSED = events.CommendationProposed(
    person=MEMBER, title="先进个人", cases=(BASIS[0].case,), upto=40, text=Personal("修好路灯")
)


def _draw(state: Sheets) -> Sequence[events.SheetEvent]:
    count = len(state.drawn)
    drawn = events.SheetFrozen(
        year=2024,
        person=MEMBER,
        metrics="2025.1",
        upto=40 + count,
        digest="",
        values=(events.Measured(metric="entries", count=count),),
    )
    return sheets.draw(state, whose=WHOSE, drawn=drawn, today=TODAY)


def _object(state: Sheets) -> Sequence[events.SheetEvent]:
    text = Personal(f"少计一篇（{len(state.objections)}）")
    return sheets.raise_objection(state, whose=WHOSE, text=text, by=MEMBER, entitled={MEMBER})


def _decided(state: Sheets, *, upheld: bool) -> Sequence[events.SheetEvent]:
    decided = events.ObjectionDecided(
        objection=len(state.objections), upheld=upheld, text=Personal("已核实")
    )
    return sheets.decide(state, whose=WHOSE, decided=decided, by=DEPUTY, concerned={MEMBER})


def _node(state: Sheets, _: Sequence[events.SheetEvent]) -> str:
    if not state.drawn:
        return "未定稿"
    if not state.current:
        return "已定稿"
    last = max(state.current)
    if state.current[last].open:
        return "有异议，待答复"
    return "异议成立" if state.current[last].upheld else "异议不成立"


def _facts(_: Sheets) -> Hashable:
    return None


def _decide(state: Commendation, *, granted: bool) -> Sequence[events.CommendationEvent]:
    decided = events.CommendationDecided(granted=granted, text=Personal("已核实"))
    return commending.decide(state, decided=decided, by=DEPUTY, concerned={MEMBER}, basis=BASIS)


def _publish(state: Commendation) -> Sequence[events.CommendationEvent]:
    return commending.publish(state, published=events.CommendationPublished(), basis=BASIS)


def _revoke(state: Commendation) -> Sequence[events.CommendationEvent]:
    return commending.revoke(state, revoked=events.CommendationRevoked(reason=Personal("不实")))


def _stage(state: Commendation, _: Sequence[events.CommendationEvent]) -> str:
    if state.revoked is not None:
        return "已撤销"
    if state.published is not None:
        return "已公布"
    if state.decided is None:
        return "尚未提名" if state.nominee is None else "已提名"
    return "已批准" if state.decided.granted else "不予表彰"


SHEETS = Diagram(
    context="appraisal",
    of="the appraisal sheet of a person or an organisation",
    about="Drawn is how it stands with the sheet drawn up last; the earlier ones stay.",
    initial=NO_SHEET,
    evolve=evolve,
    node=_node,
    facts=_facts,
    commands=(
        Command("draw", _draw),
        Command("object", _object),
        Command("decide --upheld", lambda state: _decided(state, upheld=True)),
        Command("decide --dismissed", lambda state: _decided(state, upheld=False)),
    ),
)
COMMENDATIONS = Diagram(
    context="commendations",
    of="a commendation",
    about="Who proposed it or is honoured by it does not decide it.",
    initial=NO_COMMENDATION,
    evolve=evolve_commendation,
    node=_stage,
    facts=lambda _: None,
    opening=Command("commend", lambda _: commending.propose(PROPOSED, basis=BASIS)),
    commands=(
        Command("commend-decide --granted", lambda state: _decide(state, granted=True)),
        Command("commend-decide --refused", lambda state: _decide(state, granted=False)),
        Command("commend-publish", _publish),
        Command("commend-revoke", _revoke),
    ),
)
