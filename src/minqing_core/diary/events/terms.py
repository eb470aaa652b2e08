"""The terms of the scheme that events are told in."""

from enum import StrEnum

CONDUCT = "VILLAGE_GOVERNANCE.CONDUCT"
"""The category of complaints about the conduct of cadres （干部作风）."""


def about_conduct(category: str | None) -> bool:
    """Say whether a category is that of complaints about cadres, or one below it (S12)."""
    return category == CONDUCT or (category or "").startswith(f"{CONDUCT}.")


class MatterKind(StrEnum):
    """What the citizen brought (S21)."""

    DEMAND = "demand"
    WISH = "wish"
    DIFFICULTY = "difficulty"
    PROBLEM = "problem"


class Channel(StrEnum):
    """By which way it was learned (S20)."""

    VISIT = "visit"
    CALLER = "caller"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"
    MEETING = "meeting"
    SUPERIOR = "superior"
    MEDIA = "media"
    FORWARDED = "forwarded"
    OTHER = "other"


class Urgency(StrEnum):
    """How pressing it is (S40)."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    MAJOR = "major"


class PetitionerKind(StrEnum):
    """Who brought it (S21)."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    GROUP = "group"


class Form(StrEnum):
    """The form of a passage: narrative, analysis or comment (S31)."""

    NARRATIVE = "narrative"
    ANALYSIS = "analysis"
    COMMENT = "comment"


class Stage(StrEnum):
    """What the citizen is told: the handling opinion, or the result (S62)."""

    OPINION = "opinion"
    RESULT = "result"


class Means(StrEnum):
    """By which means the citizen was told (S28)."""

    VISIT = "visit"
    INTERVIEW = "interview"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"
    NOTICE = "notice"


class Response(StrEnum):
    """What the citizen said to it (S28)."""

    SATISFIED = "satisfied"
    ACCEPTED = "accepted"
    DISSATISFIED = "dissatisfied"
    NONE = "none"


class Hindrance(StrEnum):
    """Why the citizen could not be told (S28)."""

    ANONYMOUS = "anonymous"
    UNREACHABLE = "unreachable"
    DECLINED = "declined"
    DECEASED = "deceased"


class Outcome(StrEnum):
    """How a matter ended (S26)."""

    RESOLVED = "resolved"
    TEMPORARILY_UNRESOLVABLE = "temporarily-unresolvable"
    UNRESOLVABLE = "unresolvable"
    ESCALATED_UP = "escalated-up"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    NOT_SUPPORTED = "not-supported"


class ObjectiveCause(StrEnum):
    """What outside the handler's power stands in the way (S65)."""

    FUNDS = "funds"
    LAW_OR_POLICY = "law-or-policy"
    PLANNING = "planning"
    AUTHORITY = "authority"
    NATURE = "nature"
    THIRD_PARTY = "third-party"
    HISTORY = "history"
    TECHNOLOGY = "technology"


class Duty(StrEnum):
    """Which limit of a matter more time is asked for (S34)."""

    FEEDBACK_RESULT = "feedback.result"
    CONCLUDE = "conclude"
