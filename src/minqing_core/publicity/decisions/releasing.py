"""Approving, releasing and withdrawing what was written for the public (S80)."""

from collections.abc import Set as AbstractSet

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text
from minqing_core.publicity import events
from minqing_core.publicity.decisions import refusals
from minqing_core.publicity.decisions.redacting import Known, left_in
from minqing_core.publicity.decisions.writing import (
    Source,
    require_seen,
    require_stage,
    require_tellable,
)
from minqing_core.publicity.state import Publication, Stage

TELLING = {
    events.Removed.NAME: "个人姓名",
    events.Removed.CONTACT: "联系方式",
    events.Removed.ADDRESS: "住址",
    events.Removed.IDENTITY_NUMBER: "证件号码",
    events.Removed.ACCOUNT: "银行账号",
}


def approve(
    publication: Publication,
    *,
    number: str,
    approved: events.PublicationApproved,
    by: Standing,
    authors: AbstractSet[PersonId],
    source: Source | None,
) -> list[events.Event]:
    """Approve of it, as somebody who did not write it, while its matter stands so (S80, S81)."""
    require_seen(publication, number, by)
    _require_other(by, authors)
    if publication.stage is Stage.APPROVED:
        return []
    require_stage(publication, "审核", {Stage.DRAFTED})
    _require_tellable(publication, source)
    if approved.text is not None:
        _require_text("审核意见", approved.text)
    return [approved]


def refuse(
    publication: Publication,
    *,
    number: str,
    refused: events.PublicationRefused,
    by: Standing,
    authors: AbstractSet[PersonId],
) -> list[events.Event]:
    """Send it back, with the reason (S80)."""
    require_seen(publication, number, by)
    _require_other(by, authors)
    require_stage(publication, "退回", {Stage.DRAFTED, Stage.APPROVED})
    _require_text("退回理由", refused.reason)
    return [refused]


def release(
    publication: Publication, *, number: str, by: Standing, source: Source | None, known: Known
) -> list[events.Event]:
    """Make it public, unless it still tells who somebody is or its matter changed (S80)."""
    require_seen(publication, number, by)
    if publication.stage is Stage.RELEASED:
        return []
    require_stage(publication, "公开", {Stage.APPROVED})
    _require_tellable(publication, source)
    title, text = publication.title.text, publication.text.text
    found = dict.fromkeys((*left_in(title, known), *left_in(text, known)))
    if found:
        raise refusals.StillTellsError(found="、".join(TELLING[one] for one in found))
    return [events.PublicationReleased(title=title, text=text)]


def withdraw(
    publication: Publication, *, number: str, withdrawn: events.PublicationWithdrawn, by: Standing
) -> list[events.Event]:
    """Take it off the board, with the reason; that it was there stays on record (S80)."""
    require_seen(publication, number, by)
    if publication.stage is Stage.WITHDRAWN:
        return []
    _require_text("撤下理由", withdrawn.reason)
    return [withdrawn]


def _require_tellable(publication: Publication, source: Source | None) -> None:
    assert publication.drafted is not None  # noqa: S101 - only what was drafted has a stage
    require_tellable(publication.drafted.kind, source)


def _require_other(by: Standing, authors: AbstractSet[PersonId]) -> None:
    if by.person in authors:
        raise refusals.OwnPublicationError(person=by.person)


def _require_text(field: str, text: Personal) -> None:
    why = fault_in_text(text.text) if text.text.strip() else "不能为空"
    if why is not None:
        raise refusals.PublicationTextError(field=field, why=why)
