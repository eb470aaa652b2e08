"""What can happen to units, people, posts and roles.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from typing import TypeAlias

from minqing_core.roster.events.absence import (
    LeaveEndedEarly,
    LeaveGranted,
    SubstituteNamed,
    SubstitutionEnded,
)
from minqing_core.roster.events.guidance import (
    ContactPointLeft,
    ContactPointTaken,
    GuidanceVisitMade,
)
from minqing_core.roster.events.leaving import CadreTransferredAway, PersonClosed
from minqing_core.roster.events.people import (
    KindAssigned,
    LoginBound,
    PersonRegistered,
    PostLeft,
    PostTaken,
    Stationed,
    StationingEnded,
)
from minqing_core.roster.events.roles import RoleAssigned
from minqing_core.roster.events.terms import CadreKind, LeaveKind, Post, ProgrammeRole, UnitKind
from minqing_core.roster.events.units import (
    FunctionsLaidDown,
    UnitAbolished,
    UnitEstablished,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)

UnitEvent: TypeAlias = (
    UnitEstablished | UnitRenamed | UnitSplit | UnitsMerged | UnitAbolished | FunctionsLaidDown
)
TenureEvent: TypeAlias = PostTaken | PostLeft | Stationed | StationingEnded
AbsenceEvent: TypeAlias = LeaveGranted | LeaveEndedEarly | SubstituteNamed | SubstitutionEnded
GuidanceEvent: TypeAlias = ContactPointTaken | ContactPointLeft | GuidanceVisitMade
LeavingEvent: TypeAlias = CadreTransferredAway | PersonClosed
PersonEvent: TypeAlias = (
    PersonRegistered | KindAssigned | TenureEvent | AbsenceEvent | GuidanceEvent | LeavingEvent
)
RoleEvent: TypeAlias = RoleAssigned
LoginEvent: TypeAlias = LoginBound
Event: TypeAlias = UnitEvent | PersonEvent | RoleEvent | LoginEvent

__all__ = [
    "AbsenceEvent",
    "CadreKind",
    "CadreTransferredAway",
    "ContactPointLeft",
    "ContactPointTaken",
    "Event",
    "FunctionsLaidDown",
    "GuidanceEvent",
    "GuidanceVisitMade",
    "KindAssigned",
    "LeaveEndedEarly",
    "LeaveGranted",
    "LeaveKind",
    "LeavingEvent",
    "LoginBound",
    "LoginEvent",
    "PersonClosed",
    "PersonEvent",
    "PersonRegistered",
    "Post",
    "PostLeft",
    "PostTaken",
    "ProgrammeRole",
    "RoleAssigned",
    "RoleEvent",
    "Stationed",
    "StationingEnded",
    "SubstituteNamed",
    "SubstitutionEnded",
    "TenureEvent",
    "UnitAbolished",
    "UnitEstablished",
    "UnitEvent",
    "UnitKind",
    "UnitRenamed",
    "UnitSplit",
    "UnitsMerged",
]
