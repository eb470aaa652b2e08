"""The codes that units and people are described with."""

from enum import StrEnum


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


class LeaveKind(StrEnum):
    """Why somebody owes no entry for some days (S39)."""

    LEAVE = "leave"
    TRAINING = "training"
    ILLNESS = "illness"
    OTHER = "other"


class ProgrammeRole(StrEnum):
    """Who answers for the programme as a whole, leads it and carries it out (S71)."""

    OVERALL_RESPONSIBLE = "overall-responsible"
    LEADER_IN_CHARGE = "leader-in-charge"
    CARRIES_OUT = "carries-out"
