"""What can happen to units, people and posts.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


class UnitKind(StrEnum):
    """What a unit is (S84)."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    COMMUNITY = "community"
    TOWN_OFFICE = "town-office"
    ORG_PERSONNEL_OFFICE = "org-personnel-office"
    DEPARTMENT = "department"
    GROUP = "villagers-group"


class CadreKind(StrEnum):
    """Who takes part in the diaries: the closed list of S6–S8."""

    TOWN_OFFICE_CIVIL_SERVANT = "town-office-civil-servant"
    TOWN_OFFICE_SUPPORT = "town-office-support"
    VILLAGE_TWO_COMMITTEES = "village-two-committees"
    STATIONED_CITY = "stationed-city"
    STATIONED_TOWN = "stationed-town"


class Post(StrEnum):
    """The posts that the scheme gives duties or powers to."""

    PARTY_SECRETARY = "party-secretary"
    DEPUTY_SECRETARY = "deputy-secretary"
    ORGANISATION_COMMISSIONER = "organisation-commissioner"
    LEADER_IN_CHARGE = "leader-in-charge"
    LEADING_GROUP_MEMBER = "leading-group-member"
    ORG_OFFICE_CLERK = "org-office-clerk"
    VILLAGE_SECRETARY = "village-secretary"
    VILLAGE_DIRECTOR = "village-director"
    TWO_COMMITTEES_MEMBER = "two-committees-member"
    DEPARTMENT_HEAD = "department-head"
    STAFF = "staff"
    SUPPORT_WORKER = "support-worker"
    INVESTIGATOR = "investigator"
    CITY_ORG_CLERK = "city-org-clerk"


@frozen(kw_only=True)
class UnitEstablished:
    """A unit was established under another."""

    unit: UnitId
    name: str
    kind: UnitKind
    parent: UnitId | None = None
    since: date


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


UnitEvent: TypeAlias = UnitEstablished
PersonEvent: TypeAlias = (
    PersonRegistered | KindAssigned | PostTaken | PostLeft | Stationed | StationingEnded
)
LoginEvent: TypeAlias = LoginBound
Event: TypeAlias = UnitEvent | PersonEvent | LoginEvent
