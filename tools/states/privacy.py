"""One valid request of each kind that may be made of a subject's personal data."""

from collections.abc import Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.kernel.ids import PersonId
from minqing_core.privacy import events
from minqing_core.privacy.decisions import ordering, shredding
from minqing_core.privacy.decisions.ordering import About
from minqing_core.privacy.decisions.shredding import Asking, Deciding, Kept
from minqing_core.privacy.state import NONE, Subject, evolve

COMMISSIONER, LEADER = map(PersonId, ("0010", "0011"))
LAW, TODAY = "个人信息保护法第四十七条", date(2034, 3, 1)
KEPT = Kept(ended=date(2024, 3, 1), years=10)
DECIDING = Deciding(by=LEADER, askers=frozenset({COMMISSIONER}))


def _about(subject: Subject) -> About:
    return About(subject="case:2024-000001", words=not subject.shredded)


def _restrict(subject: Subject) -> Sequence[events.Event]:
    ordered = events.RestrictionOrdered(ground=events.Ground.ACCURACY_DISPUTED, basis=LAW)
    return ordering.restrict(subject, ordered=ordered, about=_about(subject))


def _lift(subject: Subject) -> Sequence[events.Event]:
    lifted = events.RestrictionLifted(basis=LAW)
    return ordering.lift(subject, lifted=lifted, about=_about(subject))


def _shred(subject: Subject) -> Sequence[events.Event]:
    asking = Asking(ground=events.Ground.RETENTION_EXPIRED, basis=LAW)
    return shredding.ask(subject, asking=asking, about=_about(subject), kept=KEPT, today=TODAY)


def _approve(subject: Subject) -> Sequence[events.Event]:
    return shredding.approve(
        subject, about=_about(subject), kept=KEPT, deciding=DECIDING, today=TODAY
    )


def _refuse(subject: Subject) -> Sequence[events.Event]:
    refused = events.ShreddingRefused(objection=events.Objection.STILL_NEEDED)
    return shredding.refuse(subject, refused=refused, about=_about(subject), deciding=DECIDING)


def _withdraw(subject: Subject) -> Sequence[events.Event]:
    withdrawn = events.ShreddingWithdrawn(objection=events.Objection.WRONG_SUBJECT)
    return shredding.withdraw(subject, withdrawn=withdrawn, about=_about(subject))


def _node(subject: Subject, _: Sequence[events.Event]) -> str:
    if subject.shredded:
        return "已删除"
    restricted = "已限制处理" if subject.restricted else "未限制"
    return f"{restricted}，删除待批准" if subject.asked else restricted


def _facts(subject: Subject) -> Hashable:
    return subject.restricted, subject.asked is None, subject.shredded


DIAGRAM = Diagram(
    context="privacy",
    of="a subject's personal data",
    about="Its retention has run out; before that day it is only restricted and lifted.",
    initial=NONE,
    evolve=evolve,
    node=_node,
    facts=_facts,
    commands=(
        Command("restrict", _restrict),
        Command("lift", _lift),
        Command("shred", _shred),
        Command("approve", _approve),
        Command("refuse", _refuse),
        Command("withdraw", _withdraw),
    ),
)
