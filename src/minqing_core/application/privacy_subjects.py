"""What the rules ask of a subject: the names in it, when it ended, who had a hand in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import frozen

from minqing_core.application.households import household
from minqing_core.application.office import Office
from minqing_core.application.privacy_keeping import wanted_of
from minqing_core.application.sight import seen_history
from minqing_core.application.tables import caught_up
from minqing_core.diary.events import LeadersTold
from minqing_core.households.decisions.keeping import require_seen
from minqing_core.households.decisions.refusals import VisitUnknownError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, HouseholdId, PersonId, VisitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.subjects import Subject, SubjectKind, subject
from minqing_core.privacy.decisions.ordering import About
from minqing_core.privacy.decisions.refusals import SubjectUnknownError
from minqing_core.privacy.decisions.shredding import Kept
from minqing_core.views import households
from minqing_core.views.case_file import Status
from minqing_core.views.holding import drawn_in
from minqing_core.views.inquiries import InquiryState
from minqing_core.views.tables import Query, Row, Where

RETENTION = "privacy.retention"
SHORTEST = 2
UNDECIDED = (
    InquiryState.OPEN,
    InquiryState.SHOWN,
    InquiryState.HEARD,
    InquiryState.APPEALED,
)


@frozen(kw_only=True)
class Gathered:
    """What is decided on about a subject."""

    about: About
    kept: Kept
    involved: frozenset[PersonId]


@frozen(kw_only=True)
class _Found:
    """What a stream tells: when it ended or why it has not, the names in it, whose it was.

    ``involved`` are those who wrote it, answered for it or were asked to do anything in it. That
    the leaders above were told at once of an urgent matter is no part in it: all of them are told,
    and nobody would be left to decide.
    """

    ended: date | None
    running: str
    names: frozenset[str]
    involved: frozenset[PersonId]


def named(name: str) -> Subject:
    """Return the subject with a name.

    Raises:
        SubjectUnknownError: it is no such name.
    """
    found = subject(name)
    if found is None:
        raise SubjectUnknownError(subject=name)
    return found


def gathered(office: Office, act: Act, about: Subject) -> Gathered:
    """Return what is decided on about a subject, for somebody who may see it.

    Raises:
        SubjectUnknownError: there is no such person, or no such part.
        CaseUnknownError: there is no such matter, or it is not theirs to see.
        HouseholdUnknownError: there is no such household, or it is not theirs to see.
        VisitUnknownError: there is no such visit, or it is not theirs to see.
    """
    caught_up(office)
    found = _READERS[about.kind](office, office.standing(act.actor), about)
    keys = [key for key in office.sealed.of(about.stream) if about.holds(key.part)]
    if about.part is not None and not keys:
        raise SubjectUnknownError(subject=about.name)
    gone = wanted_of(office, about.stream).shredded
    return Gathered(
        about=About(
            subject=about.name,
            names=frozenset(n for n in found.names if len(n) >= SHORTEST),
            words=any(key.key not in gone for key in keys),
        ),
        kept=Kept(
            ended=found.ended,
            running=found.running,
            years=None if found.ended is None else _years(office, found.ended),
            inquiries=tuple(_inquiries(office, about)),
        ),
        involved=found.involved,
    )


def _years(office: Office, ended: date) -> int | None:
    """Return the longest retention that was in force since a day: none is shortened afterwards."""
    programme, today = office.programme(), civil_date(office.now())
    begun = (rule.effective_from for rule in programme.rules.get(RETENTION, ()))
    days = {ended, today, *(day for day in begun if ended <= day <= today)}
    rules = (programme.rule(RETENTION, day) for day in days)
    years = [rule.value.amount for rule in rules if rule is not None]
    return max((amount for amount in years if amount is not None), default=None)


def _inquiries(office: Office, about: Subject) -> Iterator[str]:
    column = {SubjectKind.CASE: "matter", SubjectKind.PERSON: "person"}.get(about.kind)
    if column is None:
        return
    where = (
        Where(column=column, test="=", value=about.number),
        Where(column="state", test="in", value=UNDECIDED),
    )
    for row in office.views.rows(Query(table="inquiries", where=where, order="position")):
        yield str(row["inquiry"])


def _case(office: Office, by: Standing, about: Subject) -> _Found:
    file = seen_history(office, by, CaseId(about.number)).file
    petitioners = () if file.matter is None else file.matter.petitioners
    wrote = (one for said in file.said for one in (said.by, said.on_behalf_of))
    hands = (file.recorded_by, file.on_behalf_of, file.leader)
    held = (holder.person for holder in file.holders)
    asked = drawn_in(said for said in file.said if not isinstance(said.fact, LeadersTold))
    owed = (line.owner for line in file.measures)
    ended = file.last_at if file.status is Status.CONCLUDED else None
    return _Found(
        ended=None if ended is None else civil_date(ended),
        running="尚未办结",
        names=frozenset(one.name.text for one in petitioners if one.name is not None),
        involved=frozenset(
            one for one in (*hands, *held, *wrote, *asked, *owed) if one is not None
        ),
    )


def _person(office: Office, _: Standing, about: Subject) -> _Found:
    person = PersonId(about.number)
    file = office.person(person)
    if file.since is None:
        raise SubjectUnknownError(subject=about.name)
    return _Found(
        ended=file.closed,
        running="仍在册",
        names=frozenset({file.name}),
        involved=frozenset({person}),
    )


def _household(office: Office, by: Standing, about: Subject) -> _Found:
    number = HouseholdId(about.number)
    home = household(office, number)
    require_seen(home, number, by)
    history = office.log.stream(households.household_stream(number))
    file = households.fold(number, history)
    names = {str(file.name), *(name.text for name, _ in home.members.values())}
    return _Found(
        ended=home.moves[-1][0] if home.away else None,
        running="仍在本镇",
        names=frozenset(names),
        involved=frozenset(envelope.actor for envelope in history),
    )


def _visit(office: Office, by: Standing, about: Subject) -> _Found:
    history = office.log.stream(households.visit_stream(VisitId(about.number)))
    made = [e for e in history if e.event.village in by.reach]
    if not made:
        raise VisitUnknownError(visit=about.number)
    went = {one for e in made for one in (e.actor, e.on_behalf_of, *e.event.companions)}
    return _Found(
        ended=made[-1].event.on,
        running="",
        names=frozenset(),
        involved=frozenset(one for one in went if one is not None),
    )


_READERS: Mapping[SubjectKind, Callable[[Office, Standing, Subject], _Found]] = {
    SubjectKind.CASE: _case,
    SubjectKind.PERSON: _person,
    SubjectKind.HOUSEHOLD: _household,
    SubjectKind.VISIT: _visit,
}


def visible_to(rows: list[Row], matters: frozenset[object]) -> list[Row]:
    """Return the rows but those of matters that are closed to who reads (S12)."""
    return [r for r in rows if r["kind"] != SubjectKind.CASE or r["number"] in matters]
