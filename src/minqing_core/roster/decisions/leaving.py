"""How people leave the town: transferred away, everything handed over, the file closed (S46)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import events
from minqing_core.roster.decisions import refusals
from minqing_core.roster.decisions.requirements import (
    require_name,
    require_order,
    require_past,
    require_registered,
    require_words,
)
from minqing_core.roster.state import Person


@frozen(kw_only=True)
class InHand:
    """What is still in a person's hands: matters, hand-overs under way, tasks, books.

    And the resolutions that they are to carry out, the problems that they are to put right.
    ``hidden`` is how many matters that is of which whoever asks may not know more (S12);
    ``last_handed_over`` is the last day on which something left their hands.
    """

    matters: tuple[CaseId, ...] = ()
    handovers: tuple[CaseId, ...] = ()
    tasks: tuple[CaseId, ...] = ()
    books: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    rectifications: tuple[str, ...] = ()
    hidden: int = 0
    last_handed_over: date | None = None

    @property
    def named(self) -> str:
        """All of it, as people read it."""
        parts = (
            ("未办结的民情", self.matters),
            ("未了结的移交", self.handovers),
            ("未完成的协办", self.tasks),
            ("未上交的记录本", self.books),
            ("未落实的决议", self.resolutions),
            ("未完成的整改", self.rectifications),
        )
        named = [f"{what} {'、'.join(held)}" for what, held in parts if held]
        if self.hidden:
            named.append(f"无权查看的民情 {self.hidden} 件")
        return "；".join(named)


class TransferredOtherwiseError(RefusalError):
    """The person was transferred away already, with other particulars (S46)."""

    kind = "conflict"
    code = "transferred-otherwise"
    text = "{person} 已办调离：{until} 止，调往「{destination}」，不能另行办理"


class NotTransferredError(RefusalError):
    """Only who was transferred away is closed (S46)."""

    kind = "conflict"
    code = "not-transferred"
    text = "{person} 尚未办理调离，请先办理调离"


class StillInHandError(RefusalError):
    """Somebody with open matters, hand-overs, tasks or books is not closed (S46)."""

    kind = "conflict"
    code = "still-in-hand"
    text = "{person} 离任清单未清：{named}"


class ClosedTooSoonError(RefusalError):
    """A file is not closed as of a day on which something was still to be handed over (S46)."""

    code = "closed-too-soon"
    text = "离任办结日 {on} 早于最后一项交接（{last}），请填 {last} 或之后的日期"


def transfer(
    person: Person, *, person_id: PersonId, transferred: events.CadreTransferredAway
) -> list[events.PersonEvent]:
    """Transfer a person away after a last day, which opens the list of what to hand over (S46)."""
    require_registered(person, person_id)
    before = person.transferred
    if before == transferred:
        return []
    if before is not None:
        raise TransferredOtherwiseError(
            person=person_id, until=before.until, destination=before.destination
        )
    require_name("调往单位", transferred.destination)
    if transferred.reason is not None:
        require_words("调离事由", transferred.reason)
    assert person.registered is not None  # noqa: S101 - required above
    require_order(person.registered.since, transferred.until)
    return [transferred]


def close(
    person: Person,
    *,
    person_id: PersonId,
    closed: events.PersonClosed,
    in_hand: InHand,
    today: date,
) -> list[events.PersonEvent]:
    """Close a person's file once nothing is left in their hands (S46)."""
    require_registered(person, person_id)
    if person.closed == closed.on:
        return []
    if person.closed is not None:
        raise refusals.PersonClosedError(person=person_id, on=person.closed)
    if person.last_day is None:
        raise NotTransferredError(person=person_id)
    require_order(person.last_day, closed.on)
    require_past("离任办结日", closed.on, today)
    if in_hand.named:
        raise StillInHandError(person=person_id, named=in_hand.named)
    if in_hand.last_handed_over is not None and closed.on < in_hand.last_handed_over:
        raise ClosedTooSoonError(on=closed.on, last=in_hand.last_handed_over)
    return [closed]
