"""Restricting personal data, and destroying it: asked by one, approved by another (S12, S44)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person
from minqing_core.application.privacy_keeping import carry_out
from minqing_core.application.privacy_subjects import Gathered, gathered, named
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.privacy import events
from minqing_core.privacy.decisions import ordering, shredding
from minqing_core.privacy.decisions.shredding import Asking, Deciding
from minqing_core.privacy.state import Subject, fold
from minqing_core.views import privacy

Decide = Callable[[Subject, Gathered, Deciding, datetime], list[events.Event]]


@use_case("privacy.restrict", Power.PRIVACY_ORDER, "S12", records=True)
def restrict(
    office: Office, act: Act, subject: str, *, ordered: events.RestrictionOrdered
) -> Recorded:
    """Stop every use of a subject's personal data but keeping it."""
    return _on(
        office,
        act,
        subject,
        ["privacy.restrict", subject, ordered],
        lambda state, found, _, __: ordering.restrict(state, ordered=ordered, about=found.about),
    )


@use_case("privacy.lift", Power.PRIVACY_ORDER, "S12", records=True)
def lift(office: Office, act: Act, subject: str, *, lifted: events.RestrictionLifted) -> Recorded:
    """Let a subject's personal data be used again."""
    return _on(
        office,
        act,
        subject,
        ["privacy.lift", subject, lifted],
        lambda state, found, _, __: ordering.lift(state, lifted=lifted, about=found.about),
    )


@use_case("privacy.shred", Power.PRIVACY_ORDER, "S12", "S44", records=True)
def shred(office: Office, act: Act, subject: str, *, asking: Asking) -> Recorded:
    """Ask that a subject's personal data be destroyed, once it need no longer be kept."""
    return _on(
        office,
        act,
        subject,
        ["privacy.shred", subject, asking],
        lambda state, found, _, at: shredding.ask(
            state, asking=asking, about=found.about, kept=found.kept, today=civil_date(at)
        ),
    )


@use_case("privacy.approve", Power.PRIVACY_APPROVE, "S12", "S44", records=True)
def approve(office: Office, act: Act, subject: str) -> Recorded:
    """Approve as somebody else that a subject's personal data be destroyed, which is for good."""
    in_person(act, "批准删除个人信息")
    return _on(
        office,
        act,
        subject,
        ["privacy.approve", subject],
        lambda state, found, deciding, at: shredding.approve(
            state, about=found.about, kept=found.kept, deciding=deciding, today=civil_date(at)
        ),
    )


@use_case("privacy.refuse", Power.PRIVACY_APPROVE, "S12", records=True)
def refuse(
    office: Office, act: Act, subject: str, *, refused: events.ShreddingRefused
) -> Recorded:
    """Refuse as somebody else that a subject's personal data be destroyed."""
    in_person(act, "退回删除申请")
    return _on(
        office,
        act,
        subject,
        ["privacy.refuse", subject, refused],
        lambda state, found, deciding, _: shredding.refuse(
            state, refused=refused, about=found.about, deciding=deciding
        ),
    )


@use_case("privacy.withdraw", Power.PRIVACY_ORDER, "S12", records=True)
def withdraw(
    office: Office, act: Act, subject: str, *, withdrawn: events.ShreddingWithdrawn
) -> Recorded:
    """Take back that a subject's personal data be destroyed."""
    return _on(
        office,
        act,
        subject,
        ["privacy.withdraw", subject, withdrawn],
        lambda state, found, _, __: shredding.withdraw(
            state, withdrawn=withdrawn, about=found.about
        ),
    )


def _on(office: Office, act: Act, name: str, asked: object, decide: Decide) -> Recorded:
    at_once(act, "限制处理和删除个人信息")
    about, by = named(name), office.standing(act.actor)

    def on_history(history: Sequence[events.Event], at: datetime) -> list[events.Event]:
        found = gathered(office, act, about)
        file = privacy.fold(office.log.stream(about.orders))
        deciding = Deciding(by=act.actor, askers=file.askers, involved=found.involved)
        return decide(fold(history), found, deciding, at)

    request = Request(
        act=act, stream=about.orders, asked=asked, relies_on=held(by), whole_log=True
    )
    recorded = transact(office, request, on_history)
    carry_out(office, just=about.orders)
    return recorded
