"""Who read what: kept beside the record, and read by those who watch over it."""

from datetime import datetime, timedelta

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.inquiry_sight import sees_incident, sees_inquiry
from minqing_core.application.listing import MOST, LimitError
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import EVERY_ENTRY, AccessEntry, AccessFilter
from minqing_core.application.sight import sees
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, InquiryId, PersonId, StreamId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views import cases, inquiries
from minqing_core.views.inquiries import INCIDENT, INQUIRY

KEPT_DAYS, MOST_DAYS = 200, 36_500


class KeptDaysError(RefusalError):
    """Who read what is kept for two hundred days at the least."""

    code = "kept-days"
    text = "查阅记录至少保留 {least} 天（至多 {most} 天），不能是 {days} 天"


@frozen(kw_only=True)
class AccessLine:
    """An entry with the names that people read."""

    id: int
    at: datetime
    actor: PersonId
    actor_name: str
    on_behalf_of: PersonId | None
    channel: str
    use_case: str
    subject: str | None
    outcome: str
    address: str | None


@frozen(kw_only=True)
class AccessPage:
    """A page of who read what, the latest first, and the cursor to the next."""

    items: tuple[AccessLine, ...]
    next: int | None
    position: int


@frozen(kw_only=True)
class Pruned:
    """How many entries were forgotten, and of before when."""

    removed: int
    before: datetime


@use_case("access.list", Power.ACCESS_READ, "S12", reads=True)
def list_access(
    office: Office,
    act: Act,
    *,
    person: PersonId | None = None,
    subject: str | None = None,
    which: AccessFilter = EVERY_ENTRY,
    cursor: int | None = None,
    limit: int = 50,
) -> AccessPage:
    """List who read what and who was refused, the latest first."""
    if not 1 <= limit <= MOST:
        raise LimitError(limit=limit, most=MOST)
    wanted = subject if subject is None or _tells(office, act, subject) else ""
    found = office.access.listed(
        person=person, subject=wanted, before=cursor, limit=limit + 1, which=which
    )
    shown = found[:limit]
    name = directory(office)
    return AccessPage(
        items=tuple(_line(office, act, entry, name(entry.actor)) for entry in shown),
        next=shown[-1].id if len(found) > limit else None,
        position=office.size(),
    )


@use_case("access.prune", Power.ACCESS_PRUNE, "S12")
def prune(office: Office, act: Act, *, days: int = KEPT_DAYS) -> Pruned:
    """Forget who read what more than so many days ago."""
    if not KEPT_DAYS <= days <= MOST_DAYS:
        raise KeptDaysError(days=days, least=KEPT_DAYS, most=MOST_DAYS)
    before = office.now() - timedelta(days=days)
    removed = 0 if office.rehearsing else office.access.prune(before)
    return Pruned(removed=removed, before=before)


def _line(office: Office, act: Act, entry: AccessEntry, name: str) -> AccessLine:
    told = entry.subject is None or _tells(office, act, entry.subject)
    facts = attrs.asdict(entry)
    return AccessLine(**{**facts, "actor_name": name, "subject": entry.subject if told else None})


def _tells(office: Office, act: Act, subject: str) -> bool:
    """Say whether a subject may be named to whoever reads: nothing that is closed to them."""
    if subject.startswith(INQUIRY):
        inquiry = InquiryId(subject.removeprefix(INQUIRY))
        about = inquiries.fold(inquiry, office.log.stream(StreamId(subject)))
        return about.opening is None or sees_inquiry(office, act.actor, about)
    if subject.startswith(INCIDENT):
        recorded = office.log.stream(StreamId(subject))
        return all(sees_incident(office, act.actor, one.event.cases) for one in recorded)
    if not subject.startswith(cases.PREFIX):
        return True
    history = office.log.stream(StreamId(subject))
    if not history:
        return True
    file = cases.fold(CaseId(subject.removeprefix(cases.PREFIX)), history)
    return sees(office, office.standing(act.actor), file)
