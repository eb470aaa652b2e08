"""How leaders take contact points and guide them (S73)."""

from datetime import date

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster import events
from minqing_core.roster.decisions import refusals
from minqing_core.roster.decisions.requirements import (
    require_live,
    require_name,
    require_order,
    require_past,
    require_serving,
    require_words,
)
from minqing_core.roster.state import ContactTerm, Person, Units

TOWN_LEADERS = frozenset(
    {
        events.Post.PARTY_SECRETARY,
        events.Post.DEPUTY_SECRETARY,
        events.Post.ORGANISATION_COMMISSIONER,
        events.Post.LEADER_IN_CHARGE,
        events.Post.LEADING_GROUP_MEMBER,
    }
)


class LeaderWantedError(RefusalError):
    """Contact points are taken by the leaders of the town (S73)."""

    code = "leader-wanted"
    text = "{person} 在 {on} 不任镇领导职务，不能{what}"


class ContactPointHeldError(RefusalError):
    """The village is the leader's contact point already."""

    kind = "conflict"
    code = "contact-point-held"
    text = "{village} 自 {since} 至 {until} 已是 {person} 的挂点，挂点时间不能重叠"


class NotContactPointError(RefusalError):
    """The village was not the leader's contact point on that day (S73)."""

    kind = "conflict"
    code = "not-contact-point"
    text = "{village} 在 {on} 不是 {person} 的挂点"


class CampaignsRepeatedError(RefusalError):
    """Each campaign is named once."""

    code = "campaigns-repeated"
    text = "结合的活动（campaigns）有重复：{given}"


class NotOwnVisitError(RefusalError):
    """A visit is put on record by the leader who made it, or by the organisation office (S73)."""

    kind = "not-allowed"
    code = "not-own-visit"
    text = "{by} 不能记 {person} 的挂点指导，须由本人或组织人事办公室记录"


def take_contact_point(
    person: Person, *, person_id: PersonId, taken: events.ContactPointTaken, units: Units
) -> list[events.PersonEvent]:
    """Let a leader of the town take a village as their contact point (S73)."""
    require_serving(person, person_id, taken.since)
    met = _met(person, taken)
    if met is not None and (met.taken, met.until) == (taken, None):
        return []
    require_leader(person, person_id, taken.since, "挂点")
    require_live(units, taken.village, taken.since)
    if taken.village not in units.villages:
        raise refusals.GuidedVillageWantedError(unit=taken.village)
    for campaign in taken.campaigns:
        require_name("结合的活动", campaign)
    if len(set(taken.campaigns)) < len(taken.campaigns):
        raise CampaignsRepeatedError(given="、".join(taken.campaigns))
    if met is not None:
        raise ContactPointHeldError(
            village=taken.village,
            person=person_id,
            since=met.taken.since,
            until=met.until or "今",
        )
    return [taken]


def leave_contact_point(
    person: Person, *, person_id: PersonId, left: events.ContactPointLeft
) -> list[events.PersonEvent]:
    """End a leader's contact point after a last day (S73)."""
    running = _running(person, left.village)
    if running is None:
        raise NotContactPointError(village=left.village, person=person_id, on=left.until)
    require_order(running.taken.since, left.until)
    return [left]


def make_visit(
    person: Person,
    *,
    person_id: PersonId,
    visit: events.GuidanceVisitMade,
    by: Standing,
    units: Units,
    today: date,
) -> list[events.PersonEvent]:
    """Put a leader's visit to their own contact point on record (S73)."""
    if by.person != person_id and not by.coordinates:
        raise NotOwnVisitError(by=by.person, person=person_id)
    require_words("指导情况", visit.text)
    require_past("指导日期", visit.on, today)
    held = [term.taken.village for term in person.contact_points if term.held(visit.on)]
    if visit.village not in held or TOWN_LEADERS.isdisjoint(person.posts(visit.on)):
        raise NotContactPointError(village=visit.village, person=person_id, on=visit.on)
    require_live(units, visit.village, visit.on)
    return [] if visit in person.visits else [visit]


def require_leader(person: Person, person_id: PersonId, on: date, what: str) -> None:
    """Refuse somebody who holds no leading post of the town on a day (S71, S73)."""
    if TOWN_LEADERS.isdisjoint(person.posts(on)):
        raise LeaderWantedError(person=person_id, on=on, what=what)


def _met(person: Person, taken: events.ContactPointTaken) -> ContactTerm | None:
    terms = (term for term in person.contact_points if term.taken.village == taken.village)
    return next((term for term in terms if term.lasts(taken.since)), None)


def _running(person: Person, village: UnitId) -> ContactTerm | None:
    running = (term for term in person.contact_points if term.until is None)
    return next((term for term in running if term.taken.village == village), None)
