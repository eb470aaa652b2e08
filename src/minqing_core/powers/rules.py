"""Which posts may do what (S6–S9, S44, S71, S72); everything else is refused."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster.events import Post
from minqing_core.views.people import STATIONED


class Power(StrEnum):
    """What a use case may need."""

    DIARY_WRITE = "diary.write"
    DIARY_READ = "diary.read"
    ROSTER_KEEP = "roster.keep"
    ROSTER_READ = "roster.read"
    PROGRAMME_KEEP = "programme.keep"
    PROGRAMME_READ = "programme.read"
    IMPORT = "import"
    RECORD_VERIFY = "record.verify"
    ACCESS_KEEP = "access.keep"
    HOUSEHOLD_KEEP = "household.keep"
    HOUSEHOLD_READ = "household.read"
    VISIT_WRITE = "visit.write"


@frozen
class Grant:
    """The posts that have a power, and by which clause."""

    posts: frozenset[str]
    clause: str


OPEN = frozenset({Power.RECORD_VERIFY})
EVERYBODY: frozenset[str] = frozenset({*Post, STATIONED})
OFFICE: frozenset[str] = frozenset({Post.ORG_OFFICE_CLERK, Post.ORGANISATION_COMMISSIONER})
VILLAGE: frozenset[str] = frozenset(
    {Post.VILLAGE_SECRETARY, Post.VILLAGE_DIRECTOR, Post.TWO_COMMITTEES_MEMBER, STATIONED}
)
GRANTS: Mapping[Power, Grant] = {
    Power.DIARY_WRITE: Grant(EVERYBODY - {Post.INVESTIGATOR}, "S22"),
    Power.DIARY_READ: Grant(EVERYBODY, "S25"),
    Power.ROSTER_KEEP: Grant(OFFICE, "S72"),
    Power.ROSTER_READ: Grant(EVERYBODY, "S9"),
    Power.PROGRAMME_KEEP: Grant(OFFICE, "S72"),
    Power.PROGRAMME_READ: Grant(EVERYBODY, "S79"),
    Power.IMPORT: Grant(OFFICE, "S72"),
    Power.RECORD_VERIFY: Grant(EVERYBODY, "S37"),
    Power.ACCESS_KEEP: Grant(OFFICE, "S72"),
    Power.HOUSEHOLD_KEEP: Grant(OFFICE | VILLAGE, "S23"),
    Power.HOUSEHOLD_READ: Grant(EVERYBODY, "S23"),
    Power.VISIT_WRITE: Grant(EVERYBODY - {Post.INVESTIGATOR}, "S4"),
}


class NotAllowedError(RefusalError):
    """None of the person's posts has the power."""

    kind = "not-allowed"
    code = "not-allowed"
    text = "{person} 现任职务（{posts}）无权{power}；有此权限的职务：{granted}（{clause}）"


def require(standing: Standing, power: Power) -> None:
    """Refuse unless a post that the person holds now has the power.

    The open powers are not asked for: whoever can reach the record may check it, and the
    check must not rest on the roster, which is part of what it checks (S37).
    """
    grant = GRANTS[power]
    if grant.posts.intersection(standing.posts):
        return
    raise NotAllowedError(
        person=standing.person,
        posts="、".join(standing.posts) or "无",
        power=power,
        granted="、".join(sorted(grant.posts)),
        clause=grant.clause,
    )
