"""What the person concerned says, and what the leaders decide of who answers (S66)."""

from minqing_core.accountability import events
from minqing_core.accountability.decisions import deciding, inquiring
from minqing_core.accountability.decisions.deciding import Ruling
from minqing_core.application.accountability import on_inquiry
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.transact import Recorded
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import InquiryId, PersonId
from minqing_core.powers.rules import Power, require
from minqing_core.views.inquiries import fold, inquiry_stream


@use_case("accountability.hear", Power.ACCOUNT_ANSWER, "S66", records=True)
def hear(
    office: Office, act: Act, inquiry: InquiryId, *, statement: events.StatementHeard
) -> Recorded:
    """Put on record what the person concerned states, in their own hand or by who hears them."""
    if not _is_concerned(office, act, inquiry):
        require(office.standing(act.actor), Power.INQUIRE)
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.hear", inquiry, statement],
        lambda state, ground: inquiring.hear(
            state, statement=statement, ground=ground, by=act.actor
        ),
    )


@use_case("accountability.decide", Power.ACCOUNT_DECIDE, "S66", records=True)
def decide(office: Office, act: Act, inquiry: InquiryId, *, ruling: Ruling) -> Recorded:
    """Decide whether and how the person concerned answers for the matter."""
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.decide", inquiry, ruling],
        lambda state, ground: deciding.decide(state, ruling=ruling, ground=ground, by=act.actor),
    )


@use_case("accountability.appeal", Power.ACCOUNT_ANSWER, "S66", records=True)
def appeal(
    office: Office, act: Act, inquiry: InquiryId, *, lodged: events.AppealLodged
) -> Recorded:
    """Appeal against how it was decided: the person concerned, and nobody for them."""
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.appeal", inquiry, lodged],
        lambda state, _: deciding.appeal(state, lodged=lodged, by=act.actor),
    )


@use_case("accountability.appeal-decide", Power.ACCOUNT_DECIDE, "S66", records=True)
def appeal_decide(office: Office, act: Act, inquiry: InquiryId, *, ruling: Ruling) -> Recorded:
    """Decide on an appeal: somebody other than who decided first."""
    first = _decided_by(office, inquiry)
    return on_inquiry(
        office,
        act,
        inquiry,
        ["accountability.appeal-decide", inquiry, ruling],
        lambda state, ground: deciding.decide_appeal(
            state, ruling=ruling, first=first, ground=ground, by=act.actor
        ),
    )


def _is_concerned(office: Office, act: Act, inquiry: InquiryId) -> bool:
    opened = office.log.stream(inquiry_stream(inquiry))[:1]
    return any(envelope.event.person == act.actor for envelope in opened)


def _decided_by(office: Office, inquiry: InquiryId) -> PersonId | None:
    file = fold(inquiry, office.log.stream(inquiry_stream(inquiry)))
    decided = file.last(events.InquiryDecided)
    return None if decided is None else decided.by
