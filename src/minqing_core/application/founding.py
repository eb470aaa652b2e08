"""A town from nothing: the scheme, the calendars, the first office and its first clerk."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from minqing_core.application.logins import login_stream
from minqing_core.application.office import PROGRAMME, ROLES, Office, person_stream
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.application.scheme.categories import categories
from minqing_core.application.scheme.policy import BASES, DATED, RULES, programme
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme import decisions as programmes
from minqing_core.programme.events import Event
from minqing_core.programme.state import fold as fold_programme
from minqing_core.roster import decisions as rosters
from minqing_core.roster import events as roster
from minqing_core.roster.state import fold_person, fold_roles, fold_units
from minqing_core.views.schema import UNITS

TOWN, OFFICE = UnitId("town"), UnitId("org-office")
FIRST = PersonId("000001")


class TownExistsError(RefusalError):
    """The store holds a town already."""

    kind = "conflict"
    code = "town-exists"
    text = "此库已有 {size} 条记录，不能重新建镇"


@frozen(kw_only=True)
class Founded:
    """A town that was founded: its first clerk and the size of the record."""

    town: str
    clerk: PersonId
    name: str
    login: str | None
    events: int


def found_town(
    office: Office, *, town: str, clerk: str, login: str | None, channel: str = "library"
) -> Founded:
    """Record the scheme, the calendars, the Organisation & Personnel Office and its first clerk.

    The clerk enters themselves in the roster: nobody is there before them.

    Raises:
        TownExistsError: something is on record already.
        NameUnfitError: the clerk's or the town's name cannot be kept.
    """
    if office.log.size():
        raise TownExistsError(size=office.log.size())
    act = Act(actor=FIRST, channel=channel)
    drafts = [*_scheme(town), *_roster(town, clerk, login, office.now())]
    streams = {draft.stream for draft in drafts}
    batch = Batch(act=act, drafts=drafts, expect=dict.fromkeys(streams, 0))
    (recorded,) = office.log.append([batch])
    return Founded(town=town, clerk=FIRST, name=clerk, login=login, events=len(recorded))


def _scheme(town: str) -> list[Draft]:
    state, drafts = fold_programme(()), []
    decided: list[Sequence[Event]] = [
        programmes.establish(state, facts=programme(town)),
        *([basis] for basis in BASES),
        *([rule] for rule in RULES),
        *([category] for category in categories()),
        *([year] for year in CALENDARS.values()),
    ]
    for events in decided:
        drafts += [Draft(stream=PROGRAMME, event=event) for event in events]
    return drafts


def _roster(town: str, clerk: str, login: str | None, at: datetime) -> list[Draft]:
    today = civil_date(at)
    units, drafts = fold_units(()), []
    for unit in _units(town):
        established = rosters.establish_unit(units, unit=unit)
        units = fold_units(established, units)
        drafts += [Draft(stream=UNITS, event=event) for event in established]
    facts = roster.PersonRegistered(
        name=Personal(clerk),
        kind=roster.CadreKind.TOWN_OFFICE_CIVIL_SERVANT,
        contact=None,
        since=today,
    )
    registered = rosters.register(fold_person(()), person_id=FIRST, facts=facts, today=today)
    post = roster.PostTaken(post=roster.Post.ORG_OFFICE_CLERK, unit=OFFICE, since=today)
    stream = person_stream(FIRST)
    drafts += [Draft(stream=stream, event=event) for event in (*registered, post)]
    if login is not None:
        bound = rosters.bind_login(None, login=login, person=FIRST)
        drafts += [Draft(stream=login_stream(login), event=event) for event in bound]
    role = roster.RoleAssigned(role=roster.ProgrammeRole.CARRIES_OUT, unit=OFFICE, since=DATED)
    carried = rosters.assign_role(fold_roles(()), assigned=role, person=None, units=units)
    drafts += [Draft(stream=ROLES, event=event) for event in carried]
    return drafts


def _units(town: str) -> list[roster.UnitEstablished]:
    return [
        roster.UnitEstablished(
            unit=TOWN, name=town, kind=roster.UnitKind.TOWN, parent=None, since=DATED
        ),
        roster.UnitEstablished(
            unit=OFFICE,
            name="组织人事办公室",
            kind=roster.UnitKind.ORG_PERSONNEL_OFFICE,
            parent=TOWN,
            since=DATED,
        ),
    ]
