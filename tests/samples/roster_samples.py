"""One event of every kind of the roster context."""

from datetime import date
from typing import Any

from minqing_core.kernel.personal import Personal
from minqing_core.roster import events as roster

SAMPLES: tuple[Any, ...] = (
    roster.UnitEstablished(
        unit="dafeng",
        name="大丰村",
        kind=roster.UnitKind.VILLAGE,
        parent="town",
        since=date(2007, 6, 20),
    ),
    roster.PersonRegistered(
        name=Personal("陈国强"),
        kind=roster.CadreKind.VILLAGE_TWO_COMMITTEES,
        contact=Personal("13900000000"),
        since=date(2020, 1, 1),
    ),
    roster.KindAssigned(kind=roster.CadreKind.STATIONED_TOWN, since=date(2024, 1, 1)),
    roster.PostTaken(post=roster.Post.VILLAGE_SECRETARY, unit="dafeng", since=date(2020, 1, 1)),
    roster.PostLeft(post=roster.Post.VILLAGE_SECRETARY, unit="dafeng", until=date(2024, 5, 31)),
    roster.Stationed(village="anyang", home="org-office", since=date(2024, 6, 1)),
    roster.StationingEnded(village="anyang", until=date(2024, 12, 31)),
    roster.LoginBound(person="0002"),
    roster.UnitRenamed(unit="dafeng", name="大丰社区", since=date(2025, 1, 1)),
    roster.UnitSplit(
        unit="town", into=("dafeng", "anyang"), heir="dafeng", since=date(2025, 1, 1)
    ),
    roster.UnitsMerged(units=("dafeng", "anyang"), into="town", since=date(2025, 1, 1)),
    roster.UnitAbolished(unit="anyang", heir="dafeng", since=date(2025, 1, 1)),
    roster.FunctionsLaidDown(
        unit="org-office",
        categories=("HOT_DIFFICULT.ROADS", "ECONOMY"),
        since=date(2024, 6, 1),
    ),
    roster.LeaveGranted(
        kind=roster.LeaveKind.ILLNESS,
        since=date(2024, 3, 4),
        until=date(2024, 3, 15),
        reason=Personal("住院"),
        approver="000001",
    ),
    roster.LeaveEndedEarly(since=date(2024, 3, 4), until=date(2024, 3, 8)),
    roster.SubstituteNamed(
        post=roster.Post.VILLAGE_SECRETARY,
        unit="dafeng",
        instead_of="0002",
        since=date(2024, 3, 4),
        until=date(2024, 3, 15),
        approver="000001",
    ),
    roster.SubstitutionEnded(
        post=roster.Post.VILLAGE_SECRETARY, unit="dafeng", until=date(2024, 3, 8)
    ),
    roster.ContactPointTaken(
        village="dafeng",
        since=date(2024, 1, 1),
        campaigns=("固本强基工程", "“十百千万”干部下基层"),
    ),
    roster.ContactPointLeft(village="dafeng", until=date(2024, 12, 31)),
    roster.GuidanceVisitMade(
        village="dafeng", on=date(2024, 3, 1), text=Personal("查看路灯修复情况")
    ),
    roster.RoleAssigned(
        role=roster.ProgrammeRole.OVERALL_RESPONSIBLE,
        person="0002",
        unit=None,
        since=date(2024, 1, 1),
    ),
    roster.CadreTransferredAway(
        until=date(2024, 6, 30), destination="市水务局", reason=Personal("组织调动")
    ),
    roster.PersonClosed(on=date(2024, 7, 3)),
)
