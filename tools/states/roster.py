"""One valid request of each kind that may be made of a person in the roster."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from tools.states.exploring import Command, Diagram

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.roster import decisions, events
from minqing_core.roster.state import NOBODY, Person, evolve_person, fold_units

PERSON, VILLAGE, OFFICE = PersonId("0002"), UnitId("dafeng"), UnitId("town")
SINCE, LATER, TODAY = date(2020, 1, 1), date(2023, 12, 31), date(2024, 3, 1)
DAY = timedelta(days=1)
UNITS = fold_units(
    [
        events.UnitEstablished(unit=OFFICE, name="大涌镇", kind=events.UnitKind.TOWN, since=SINCE),
        events.UnitEstablished(
            unit=VILLAGE, name="大丰村", kind=events.UnitKind.VILLAGE, parent=OFFICE, since=SINCE
        ),
    ]
)
REGISTERED = events.PersonRegistered(
    name=Personal("陈国强"),
    kind=events.CadreKind.TOWN_OFFICE_CIVIL_SERVANT,
    contact=None,
    since=SINCE,
)
POST = events.Post.STAFF


def _register(person: Person) -> Sequence[events.PersonEvent]:
    return decisions.register(person, person_id=PERSON, facts=REGISTERED, today=TODAY)


def _kind(person: Person) -> Sequence[events.PersonEvent]:
    kind = events.CadreKind.STATIONED_TOWN
    return decisions.assign_kind(person, person_id=PERSON, kind=kind, since=LATER)


def _post(person: Person) -> Sequence[events.PersonEvent]:
    taken = events.PostTaken(post=POST, unit=OFFICE, since=_since(person))
    return decisions.take_post(person, person_id=PERSON, taken=taken, units=UNITS)


def _leave(person: Person) -> Sequence[events.PersonEvent]:
    left = events.PostLeft(post=POST, unit=OFFICE, until=_until(person))
    return decisions.leave_post(person, person_id=PERSON, left=left)


def _station(person: Person) -> Sequence[events.PersonEvent]:
    stationed = events.Stationed(village=VILLAGE, home=OFFICE, since=_since(person))
    return decisions.station(person, person_id=PERSON, stationed=stationed, units=UNITS)


def _unstation(person: Person) -> Sequence[events.PersonEvent]:
    ended = events.StationingEnded(village=VILLAGE, until=_until(person))
    return decisions.end_stationing(person, person_id=PERSON, ended=ended)


def _transfer(person: Person) -> Sequence[events.PersonEvent]:
    transferred = events.CadreTransferredAway(until=LATER, destination="市水务局")
    return decisions.transfer(person, person_id=PERSON, transferred=transferred)


def _close(person: Person) -> Sequence[events.PersonEvent]:
    closed = events.PersonClosed(on=TODAY)
    return decisions.close(
        person, person_id=PERSON, closed=closed, in_hand=decisions.InHand(), today=TODAY
    )


def _since(person: Person) -> date:
    ended = [term.until for term in person.terms if term.until is not None]
    return max(ended) + DAY if ended else SINCE


def _until(person: Person) -> date:
    return max([LATER, *(term.since for term in person.terms)])


def _node(person: Person, _: Sequence[events.PersonEvent]) -> str:
    if person.registered is None:
        return "不在册"
    posts = [term.post for term in person.terms if term.until is None]
    stationed, in_post = None in posts, any(post is not None for post in posts)
    if person.closed is not None:
        return "已离任"
    held = [word for word, true in (("任职", in_post), ("驻村", stationed)) if true]
    where = "在册" if person.transferred is None else "调离中"
    return f"{where}，{'并'.join(held) or '未任职'}"


def _facts(person: Person) -> Hashable:
    return frozenset(person.kinds.items()), frozenset(
        (t.post, t.unit) for t in person.terms if t.until is None
    )


DIAGRAM = Diagram(
    context="roster",
    of="a person",
    about="Drawn is whether a person is in the roster, in a post, stationed in a village, "
    "transferred away, and closed with nothing left in hand.",
    initial=NOBODY,
    evolve=evolve_person,
    node=_node,
    facts=_facts,
    commands=(
        Command("person", _register),
        Command("kind", _kind),
        Command("post", _post),
        Command("leave", _leave),
        Command("station", _station),
        Command("unstation", _unstation),
        Command("transfer", _transfer),
        Command("close", _close),
    ),
)
