"""Which posts may do what (S6–S9, S12, S44, S71–S73); everything else is refused."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import frozen

from minqing_core.access.events import AdministratorRole
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster.events import Post
from minqing_core.views.labels import label
from minqing_core.views.people import LEAVING, STATIONED


class Power(StrEnum):
    """What a use case may need."""

    DIARY_WRITE = "diary.write"
    DIARY_READ = "diary.read"
    HAND_OVER = "diary.hand-over"
    ROSTER_KEEP = "roster.keep"
    ROSTER_READ = "roster.read"
    GUIDE = "roster.guide"
    PROGRAMME_KEEP = "programme.keep"
    PROGRAMME_READ = "programme.read"
    PLAN_KEEP = "plan.keep"
    IMPORT = "import"
    RECORD_VERIFY = "record.verify"
    BACKUP_KEEP = "backup.keep"
    BUNDLE = "record.bundle"
    FOLLOW = "record.follow"
    WATCH = "record.watch"
    EXPORT = "record.export"
    ACCESS_KEEP = "access.keep"
    ACCESS_READ = "access.read"
    ACCESS_PRUNE = "access.prune"
    ACCOUNTS_FOUND = "account.found"
    ACCOUNTS_KEEP = "account.keep"
    ACCOUNTS_READ = "account.read"
    ACCOUNT_OWN = "account.own"
    WEBHOOK_KEEP = "webhook.keep"
    CONFIDENTIAL_READ = "confidential.read"
    IDENTITY_OPEN = "identity.open"
    BOOKS_PRINT = "books.print"
    BOOKS_ISSUE = "books.issue"
    BOOKS_HOLD = "books.hold"
    BOOKS_KEEP = "books.keep"
    BOOKS_READ = "books.read"
    HOUSEHOLD_KEEP = "household.keep"
    HOUSEHOLD_READ = "household.read"
    VISIT_WRITE = "visit.write"
    SUPERVISE = "diary.supervise"
    PUBLISH_WRITE = "publish.write"
    PUBLISH_APPROVE = "publish.approve"
    PUBLISH_RELEASE = "publish.release"
    PUBLISH_READ = "publish.read"
    BOARD_READ = "board.read"
    REVIEW_WRITE = "review.write"
    REVIEW_READ = "review.read"
    REVIEW_OVERSEE = "review.oversee"
    SIGNALS_READ = "signals.read"
    SIGNALS_OVERSEE = "signals.oversee"
    MEETING_HOLD = "meeting.hold"
    MEETING_READ = "meeting.read"
    RESOLUTION_REPORT = "resolution.report"
    STUDY_KEEP = "study.keep"
    INSPECT = "inspection.carry-out"
    RECTIFY = "inspection.rectify"
    INSPECTION_READ = "inspection.read"
    DUTIES_READ = "duties.read"
    SELF_READ = "self.read"
    SUMMARY_ISSUE = "summary.issue"
    SUMMARY_READ = "summary.read"
    APPRAISAL_DRAW = "appraisal.draw"
    APPRAISAL_OBJECT = "appraisal.object"
    APPRAISAL_DECIDE = "appraisal.decide"
    APPRAISAL_READ = "appraisal.read"
    APPRAISAL_OVERSEE = "appraisal.oversee"
    COMMEND = "commendation.propose"
    COMMEND_DECIDE = "commendation.decide"
    COMMEND_PUBLISH = "commendation.publish"
    COMMEND_READ = "commendation.read"
    INQUIRE = "accountability.inquire"
    DOSSIER_READ = "accountability.dossier"
    ACCOUNT_DECIDE = "accountability.decide"
    ACCOUNT_ANSWER = "accountability.answer"
    ACCOUNT_READ = "accountability.read"
    PRIVACY_ORDER = "privacy.order"
    PRIVACY_APPROVE = "privacy.approve"
    PRIVACY_READ = "privacy.read"


@frozen
class Grant:
    """The posts that have a power and by which clause; *owner*: whose matter or book it is too.

    With *named*, so has whoever is in the roster, even without a post; so have those who look
    after one of these parts of the system.
    """

    posts: frozenset[str]
    clause: str
    owner: bool = False
    named: bool = False
    administrators: frozenset[str] = frozenset()


OPEN = frozenset({Power.RECORD_VERIFY, Power.BOARD_READ})
ALONE = frozenset({Power.CONFIDENTIAL_READ})
EVERYBODY: frozenset[str] = frozenset({*Post, STATIONED})
OFFICE: frozenset[str] = frozenset({Post.ORG_OFFICE_CLERK, Post.ORGANISATION_COMMISSIONER})
SUPERVISORS: frozenset[str] = OFFICE | {
    Post.PARTY_SECRETARY,
    Post.DEPUTY_SECRETARY,
    Post.LEADER_IN_CHARGE,
}
COMMITTEE: frozenset[str] = OFFICE | {Post.PARTY_SECRETARY, Post.DEPUTY_SECRETARY}
APPROVERS: frozenset[str] = frozenset({Post.PARTY_SECRETARY, Post.DEPUTY_SECRETARY})
OVERSIGHT: frozenset[str] = frozenset({Post.INVESTIGATOR, Post.ORGANISATION_COMMISSIONER})
INQUIRERS: frozenset[str] = OFFICE | {Post.INVESTIGATOR}
DECIDERS: frozenset[str] = frozenset(
    {Post.PARTY_SECRETARY, Post.DEPUTY_SECRETARY, Post.ORGANISATION_COMMISSIONER}
)
PRINTERS: frozenset[str] = frozenset({Post.CITY_ORG_CLERK, Post.ORG_OFFICE_CLERK})
WRITERS: frozenset[str] = EVERYBODY - {Post.CITY_ORG_CLERK}
HEADS: frozenset[str] = frozenset({Post.VILLAGE_SECRETARY, Post.VILLAGE_DIRECTOR})
VILLAGE: frozenset[str] = frozenset(
    {Post.VILLAGE_SECRETARY, Post.VILLAGE_DIRECTOR, Post.TWO_COMMITTEES_MEMBER, STATIONED}
)
VILLAGE_HEADS: frozenset[str] = frozenset({Post.VILLAGE_SECRETARY, Post.VILLAGE_DIRECTOR})
TOWN_LEADERS: frozenset[str] = frozenset(
    {
        Post.PARTY_SECRETARY,
        Post.DEPUTY_SECRETARY,
        Post.ORGANISATION_COMMISSIONER,
        Post.LEADER_IN_CHARGE,
        Post.LEADING_GROUP_MEMBER,
    }
)
OVERSEERS: frozenset[str] = (
    OFFICE | OVERSIGHT | TOWN_LEADERS | {Post.VILLAGE_SECRETARY, Post.DEPARTMENT_HEAD}
)
INSPECTORS: frozenset[str] = OFFICE | TOWN_LEADERS
HANDING_OVER = frozenset({LEAVING})
SYSTEM: frozenset[str] = frozenset({AdministratorRole.SYSTEM})
SECURITY: frozenset[str] = frozenset({AdministratorRole.SECURITY})
AUDIT: frozenset[str] = frozenset({AdministratorRole.AUDIT})
GRANTS: Mapping[Power, Grant] = {
    Power.DIARY_WRITE: Grant(WRITERS | HANDING_OVER, "S22"),
    Power.DIARY_READ: Grant(EVERYBODY | HANDING_OVER, "S25"),
    Power.HAND_OVER: Grant(WRITERS, "S46", owner=True),
    Power.ROSTER_KEEP: Grant(OFFICE, "S72"),
    Power.ROSTER_READ: Grant(EVERYBODY | HANDING_OVER, "S9"),
    Power.GUIDE: Grant(OFFICE | TOWN_LEADERS, "S73"),
    Power.PROGRAMME_KEEP: Grant(OFFICE, "S72"),
    Power.PROGRAMME_READ: Grant(EVERYBODY, "S79"),
    Power.PLAN_KEEP: Grant(OFFICE | {Post.VILLAGE_SECRETARY}, "S74"),
    Power.IMPORT: Grant(OFFICE, "S72"),
    Power.RECORD_VERIFY: Grant(EVERYBODY, "S37"),
    Power.BACKUP_KEEP: Grant(OFFICE, "S37", administrators=SYSTEM),
    Power.BUNDLE: Grant(OFFICE | OVERSIGHT | {Post.PARTY_SECRETARY}, "S37"),
    Power.FOLLOW: Grant(OVERSEERS, "S72"),
    Power.EXPORT: Grant(COMMITTEE, "S72"),
    Power.WATCH: Grant(OVERSEERS, "S37", administrators=SYSTEM),
    Power.ACCESS_KEEP: Grant(OFFICE, "S72", administrators=SECURITY),
    Power.WEBHOOK_KEEP: Grant(OFFICE, "S72", administrators=SYSTEM),
    Power.ACCESS_READ: Grant(OVERSIGHT, "S12", administrators=AUDIT),
    Power.ACCESS_PRUNE: Grant(OFFICE, "S12", administrators=AUDIT),
    Power.ACCOUNTS_FOUND: Grant(OFFICE, "S72"),
    Power.ACCOUNTS_KEEP: Grant(frozenset(), "S12", administrators=SECURITY),
    Power.ACCOUNTS_READ: Grant(frozenset(), "S12", administrators=SECURITY | AUDIT),
    Power.ACCOUNT_OWN: Grant(EVERYBODY, "S12", named=True),
    Power.CONFIDENTIAL_READ: Grant(OFFICE | OVERSIGHT | {Post.PARTY_SECRETARY}, "S12"),
    Power.SUPERVISE: Grant(SUPERVISORS, "S72"),
    Power.DUTIES_READ: Grant(EVERYBODY, "S39", named=True),
    Power.SELF_READ: Grant(EVERYBODY, "S22", named=True),
    Power.IDENTITY_OPEN: Grant(OVERSIGHT, "S12", owner=True),
    Power.BOOKS_PRINT: Grant(PRINTERS, "S47"),
    Power.BOOKS_ISSUE: Grant(PRINTERS | {Post.VILLAGE_SECRETARY}, "S47"),
    Power.BOOKS_HOLD: Grant(WRITERS - {Post.INVESTIGATOR}, "S43", owner=True),
    Power.BOOKS_KEEP: Grant(SUPERVISORS | {Post.VILLAGE_SECRETARY}, "S44"),
    Power.BOOKS_READ: Grant(EVERYBODY | HANDING_OVER, "S43"),
    Power.HOUSEHOLD_KEEP: Grant(OFFICE | VILLAGE, "S23"),
    Power.HOUSEHOLD_READ: Grant(EVERYBODY, "S23"),
    Power.SIGNALS_READ: Grant(EVERYBODY, "S37"),
    Power.SIGNALS_OVERSEE: Grant(OVERSEERS, "S37"),
    Power.INSPECT: Grant(INSPECTORS | {Post.VILLAGE_SECRETARY}, "S60"),
    Power.RECTIFY: Grant(WRITERS - {Post.INVESTIGATOR}, "S61"),
    Power.INSPECTION_READ: Grant(EVERYBODY, "S60"),
    Power.VISIT_WRITE: Grant(WRITERS - {Post.INVESTIGATOR}, "S4"),
    Power.PUBLISH_WRITE: Grant(SUPERVISORS | VILLAGE_HEADS, "S80"),
    Power.PUBLISH_APPROVE: Grant(TOWN_LEADERS, "S80"),
    Power.PUBLISH_RELEASE: Grant(OFFICE, "S80"),
    Power.PUBLISH_READ: Grant(EVERYBODY, "S81"),
    Power.BOARD_READ: Grant(EVERYBODY, "S79"),
    Power.REVIEW_WRITE: Grant(EVERYBODY, "S53"),
    Power.REVIEW_READ: Grant(EVERYBODY, "S53"),
    Power.REVIEW_OVERSEE: Grant(SUPERVISORS | {Post.INVESTIGATOR}, "S72"),
    Power.MEETING_HOLD: Grant(OFFICE | HEADS, "S48"),
    Power.MEETING_READ: Grant(EVERYBODY, "S48"),
    Power.RESOLUTION_REPORT: Grant(WRITERS, "S52"),
    Power.STUDY_KEEP: Grant(OFFICE | TOWN_LEADERS, "S78"),
    Power.SUMMARY_ISSUE: Grant(COMMITTEE, "S67"),
    Power.SUMMARY_READ: Grant(EVERYBODY, "S67"),
    Power.APPRAISAL_DRAW: Grant(OFFICE, "S69"),
    Power.APPRAISAL_OBJECT: Grant(EVERYBODY, "S70", named=True),
    Power.APPRAISAL_DECIDE: Grant(COMMITTEE, "S70"),
    Power.APPRAISAL_READ: Grant(EVERYBODY, "S70", named=True),
    Power.APPRAISAL_OVERSEE: Grant(COMMITTEE, "S70"),
    Power.COMMEND: Grant(OFFICE | TOWN_LEADERS | {Post.VILLAGE_SECRETARY}, "S82"),
    Power.COMMEND_DECIDE: Grant(COMMITTEE, "S68"),
    Power.COMMEND_PUBLISH: Grant(OFFICE, "S68"),
    Power.COMMEND_READ: Grant(EVERYBODY, "S68"),
    Power.INQUIRE: Grant(INQUIRERS, "S66"),
    Power.DOSSIER_READ: Grant(INQUIRERS | DECIDERS, "S66"),
    Power.ACCOUNT_DECIDE: Grant(DECIDERS, "S66"),
    Power.ACCOUNT_ANSWER: Grant(EVERYBODY, "S66"),
    Power.ACCOUNT_READ: Grant(EVERYBODY, "S66"),
    Power.PRIVACY_ORDER: Grant(frozenset({Post.ORGANISATION_COMMISSIONER}), "S12"),
    Power.PRIVACY_APPROVE: Grant(APPROVERS, "S12"),
    Power.PRIVACY_READ: Grant(OVERSIGHT | APPROVERS, "S12"),
}


class NotAllowedError(RefusalError):
    """None of the person's posts has the power."""

    kind = "not-allowed"
    code = "not-allowed"
    text = "{person} 现任职务（{posts}）无权办理此事；有此权限的职务：{granted}（{clause}）"


class InvestigatorWritesError(NotAllowedError):
    """Who only investigates handles complaints about cadres, and nothing else (S12)."""

    text = "调查人员 {person} 只办理反映干部的事，其他民情只能查看"


def powers_of(standing: Standing) -> frozenset[Power]:
    """Return the powers that somebody has by the posts held now, or by being in the roster."""
    return frozenset(p for p, grant in GRANTS.items() if grant.named or holds(standing, p)) | OPEN


def holds(standing: Standing, power: Power) -> bool:
    """Say whether a post that the person holds now has the power, or what they look after."""
    grant = GRANTS[power]
    return (
        not grant.posts.isdisjoint(standing.posts) or standing.administers in grant.administrators
    )


def beyond(issuer: Standing, holder: Standing) -> frozenset[Power]:
    """Return the powers by which a key of one would let another do or see what is not theirs.

    Whoever may read complaints about cadres sees those that are closed to their equals: by no
    key of theirs does anybody else read (S12).
    """
    held = powers_of(holder)
    return held & ALONE | held - powers_of(issuer)


def checks_the_town(standing: Standing) -> bool:
    """Say whether a post held now is of those by which the town committee spot-checks (S59)."""
    return not INSPECTORS.isdisjoint(standing.posts)


def require(standing: Standing, power: Power, *, owns: bool = False) -> None:
    """Refuse unless a post held now has the power, or owning the thing does (S22, S46, S71, S72).

    The open powers are not asked for: whoever can reach the record may check it, and the
    check must not rest on the roster, which is part of what it checks (S37).
    """
    grant = GRANTS[power]
    if grant.named or holds(standing, power) or (owns and grant.owner):
        return
    raise NotAllowedError(
        person=standing.person,
        posts=_named(standing.posts) or "无",
        granted="、".join(filter(None, (_named(sorted(grant.posts)), _looked_after(grant)))),
        clause=grant.clause,
    )


def _named(posts: Iterable[str]) -> str:
    return "、".join(label("post", post) for post in posts)


def _looked_after(grant: Grant) -> str:
    return "、".join(label("administrator", role) for role in sorted(grant.administrators))
