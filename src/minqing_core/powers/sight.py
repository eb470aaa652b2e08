"""Who may see a matter (S12, S25): pure rules over what somebody is now and on whom it bears."""

from collections.abc import Iterable

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import InvestigatorWritesError, Power, holds
from minqing_core.roster.events import Post
from minqing_core.views.bearing import BARRED, BEARINGS, CONFIDENTIAL, PERSON, UNIT, Bearing
from minqing_core.views.tables import Linked, Where

NOBODY: frozenset[PersonId] = frozenset()


@frozen(kw_only=True)
class Seen:
    """The matters that somebody may see, as conditions on the table of matters."""

    either: tuple[Where | Linked, ...]
    unlinked: tuple[Linked, ...]


def may_see(reader: Standing, bearing: Bearing, colleagues: frozenset[PersonId] = NOBODY) -> bool:
    """Say whether somebody may see a matter (S12, S25).

    An ordinary one: whoever looks over one of its units, or is drawn in. A complaint about a
    cadre: whoever is drawn in or keeps confidences; never the accused, nor anybody who belonged
    with them since, nor their *colleagues* of now.
    """
    if bearing.confidential and is_barred(reader, bearing, colleagues):
        return False
    if reader.person in bearing.people:
        return True
    if bearing.confidential:
        return holds(reader, Power.CONFIDENTIAL_READ)
    return not reader.reach.isdisjoint(bearing.units)


def is_barred(
    reader: Standing, bearing: Bearing, colleagues: frozenset[PersonId] = NOBODY
) -> bool:
    """Say whether a complaint is closed to somebody, whatever else they are (S12)."""
    against = bearing.accused
    return reader.is_barred(against, bearing.accused_units) or not against.isdisjoint(colleagues)


def colleagues_of(reader: Standing, others: Iterable[Standing]) -> frozenset[PersonId]:
    """Return those who serve now in a unit that somebody belongs to (S12)."""
    return frozenset(o.person for o in others if not o.units.isdisjoint(reader.under))


def require_pen(writer: Standing, bearing: Bearing) -> None:
    """Refuse that somebody who only investigates writes in any but a complaint (S12)."""
    if {*writer.posts} == {Post.INVESTIGATOR} and not bearing.confidential:
        raise InvestigatorWritesError(person=writer.person)


def seen_by(reader: Standing, colleagues: frozenset[PersonId], units: UnitTree) -> Seen:
    """Return the conditions that hold of the matters which somebody may see, and of no other."""
    own, beyond = f"{PERSON}{reader.person}", holds(reader, Power.CONFIDENTIAL_READ)
    against = {own, *(f"{PERSON}{one}" for one in colleagues)}
    against |= {f"{UNIT}{unit}" for unit in reader.under}
    unlinked = (Linked(link=BARRED, tokens=tuple(sorted(against))),)
    if not reader.reach.issuperset(units.parents):
        tokens = {own, *(f"{UNIT}{unit}" for unit in reader.reach)}
        tokens |= {CONFIDENTIAL} if beyond else set()
        found = Linked(link=BEARINGS, tokens=tuple(sorted(tokens)))
        return Seen(either=(found,), unlinked=unlinked)
    if beyond:
        return Seen(either=(), unlinked=unlinked)
    ordinary = Where(column="confidential", test="=", value=0)
    return Seen(either=(ordinary, Linked(link=BEARINGS, tokens=(own,))), unlinked=unlinked)
