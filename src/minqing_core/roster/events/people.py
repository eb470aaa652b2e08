"""What can happen to people, their posts and where they are stationed (S6–S9)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.roster.events.terms import CadreKind, Post


@frozen(kw_only=True)
class PersonRegistered:
    """A person was entered in the roster; without a kind they do not take part in the diaries."""

    name: Personal
    kind: CadreKind | None
    contact: Personal | None
    since: date


@frozen(kw_only=True)
class KindAssigned:
    """A person takes part in the diaries as another kind of cadre, or no longer, from a day on."""

    kind: CadreKind | None
    since: date


@frozen(kw_only=True)
class PostTaken:
    """A person took up a post in a unit."""

    post: Post
    unit: UnitId
    since: date


@frozen(kw_only=True)
class PostLeft:
    """A person's last day in a post."""

    post: Post
    unit: UnitId
    until: date


@frozen(kw_only=True)
class Stationed:
    """A cadre was stationed in a village by a home unit (S8)."""

    village: UnitId
    home: UnitId
    since: date


@frozen(kw_only=True)
class StationingEnded:
    """A cadre's last day of being stationed in a village."""

    village: UnitId
    until: date


@frozen(kw_only=True)
class LoginBound:
    """A user of the operating system acts as this person from now on."""

    person: PersonId
