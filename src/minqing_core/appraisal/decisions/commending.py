"""How somebody is commended: proposed with the matters it rests on, decided by another."""

from collections.abc import Collection

from attrs import frozen

from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import refusals
from minqing_core.appraisal.decisions.requirements import require_title, require_words
from minqing_core.appraisal.state import Commendation
from minqing_core.kernel.ids import CaseId, PersonId

GRANTED = {True: "批准", False: "作出不予表彰的决定"}


@frozen(kw_only=True)
class Basis:
    """A matter that a commendation rests on, as it stands."""

    case: CaseId
    confidential: bool
    theirs: bool
    concluded: bool
    resolved: bool
    denied: bool


def propose(
    proposed: events.CommendationProposed, *, basis: Collection[Basis]
) -> list[events.CommendationEvent]:
    """Propose a person or an organisation, on matters that they resolved (S68, S82).

    Not idempotent: each proposal has a number of its own.
    """
    if (proposed.person is None) == (proposed.unit is None):
        raise refusals.NomineeError
    require_title(proposed.title)
    require_words("事迹", proposed.text)
    if not basis:
        raise refusals.NoBasisError
    require_open(basis, "提名")
    _require_their_work(proposed, basis)
    _require_resolved(basis, "提名")
    return [proposed]


def decide(
    commendation: Commendation,
    *,
    decided: events.CommendationDecided,
    by: PersonId,
    concerned: Collection[PersonId],
    basis: Collection[Basis],
) -> list[events.CommendationEvent]:
    """Grant a proposal or not; never by who made it or whom it honours (S68)."""
    if by in concerned:
        raise refusals.OwnCommendationError(by=by)
    require_words("决定理由", decided.text)
    if commendation.decided == decided:
        return []
    if commendation.decided is not None:
        raise refusals.CommendationDecidedError(decided=GRANTED[commendation.decided.granted])
    if decided.granted:
        require_open(basis, "表彰")
        _require_resolved(basis, "表彰")
    return [decided]


def publish(
    commendation: Commendation,
    *,
    published: events.CommendationPublished,
    basis: Collection[Basis],
) -> list[events.CommendationEvent]:
    """Make a commendation known that was granted (S68)."""
    _require_standing(commendation, "公布")
    if published.text is not None:
        require_words("公布说明", published.text)
    if commendation.published is not None:
        return []
    require_open(basis, "公布表彰")
    _require_resolved(basis, "公布表彰")
    return [published]


def revoke(
    commendation: Commendation, *, revoked: events.CommendationRevoked
) -> list[events.CommendationEvent]:
    """Take a commendation back for a reason; that it was given stays on record (S68)."""
    require_words("撤销理由", revoked.reason)
    if commendation.revoked == revoked:
        return []
    _require_standing(commendation, "撤销")
    return [revoked]


def require_open(basis: Collection[Basis], what: str) -> None:
    """Refuse what rests on a confidential matter, without naming it (S12)."""
    if any(one.confidential for one in basis):
        raise refusals.ConfidentialBasisError(what=what)


def _require_their_work(proposed: events.CommendationProposed, basis: Collection[Basis]) -> None:
    for one in basis:
        if not one.theirs:
            nominee = proposed.person or proposed.unit
            raise refusals.NotTheirWorkError(case=one.case, nominee=nominee)


def _require_resolved(basis: Collection[Basis], what: str) -> None:
    """Refuse what rests on a matter that is open, unresolved, or was found otherwise (S37)."""
    for one in basis:
        if not one.concluded:
            raise refusals.NotConcludedError(case=one.case, what=what)
        if not one.resolved:
            raise refusals.NotResolvedError(case=one.case, what=what)
        if one.denied:
            raise refusals.DeniedBasisError(case=one.case, what=what)


def _require_standing(commendation: Commendation, what: str) -> None:
    if commendation.revoked is not None:
        raise refusals.CommendationRevokedError(what=what)
    if commendation.decided is None or not commendation.decided.granted:
        raise refusals.NotGrantedError(what=what)
