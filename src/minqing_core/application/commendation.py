"""What is put on record of commendations: proposed, decided, published, revoked (S68, S82)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from minqing_core.application.appraisal_subjects import Subject, entitled, subject_named
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person
from minqing_core.application.people import require_staying
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import commending, refusals
from minqing_core.appraisal.decisions.commending import Basis
from minqing_core.appraisal.state import Commendation, fold_commendation
from minqing_core.diary.events import Outcome
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.powers.rules import Power
from minqing_core.views import appraisals, cases
from minqing_core.views.schema import UNITS

SAYING_NOTHING = events.CommendationPublished()


@use_case("appraisal.commend", Power.COMMEND, "S68", "S82", records=True)
def commend(
    office: Office,
    act: Act,
    *,
    title: str,
    cases: tuple[CaseId, ...],
    text: Personal,
    person: PersonId | None = None,
    unit: UnitId | None = None,
) -> Recorded:
    """Propose that a person or an organisation is commended, with the matters it rests on."""
    at_once(act, "提名表彰")
    in_person(act, "提名表彰")
    if (person is None) == (unit is None):
        raise refusals.NomineeError
    nominee = subject_named(office, person or unit or "")
    if nominee.person is not None:
        require_staying(office, nominee.person)
    by, year = office.standing(act.actor), civil_date(office.now()).year
    streams = [_stream_of(case) for case in cases]
    relies_on = {**office.versions(UNITS, *streams), **held(by)}
    proposed = events.CommendationProposed(
        person=nominee.person,
        unit=nominee.unit,
        title=title,
        cases=tuple(dict.fromkeys(cases)),
        upto=office.size(),
        text=text,
    )
    basis = _basis(office, proposed)
    request = Request(
        act=act,
        stream=StreamId(f"{appraisals.COMMENDATION}{year}-#new"),
        asked=["appraisal.commend", title, cases, text, person, unit],
        relies_on=relies_on,
    )
    return transact(office, request, lambda _, __: commending.propose(proposed, basis=basis))


@use_case("appraisal.commend-decide", Power.COMMEND_DECIDE, "S68", "S82", records=True)
def decide(
    office: Office, act: Act, commendation: str, *, decided: events.CommendationDecided
) -> Recorded:
    """Grant a commendation or not, for a reason; never by who proposed it or is honoured."""
    at_once(act, "决定表彰")
    in_person(act, "决定表彰")

    def on_state(found: Commendation, proposed: events.CommendationProposed) -> list[Any]:
        nominee = Subject(person=proposed.person, unit=proposed.unit)
        concerned = entitled(office, nominee) | _proposers(office, commendation)
        return commending.decide(
            found,
            decided=decided,
            by=act.actor,
            concerned=concerned,
            basis=_basis(office, proposed),
        )

    return _on_commendation(office, act, commendation, ["commend-decide", decided], on_state)


@use_case("appraisal.commend-publish", Power.COMMEND_PUBLISH, "S68", "S82", records=True)
def publish(
    office: Office,
    act: Act,
    commendation: str,
    *,
    published: events.CommendationPublished = SAYING_NOTHING,
) -> Recorded:
    """Make a commendation known that was granted."""
    at_once(act, "公布表彰")

    def on_state(found: Commendation, proposed: events.CommendationProposed) -> list[Any]:
        basis = _basis(office, proposed)
        return commending.publish(found, published=published, basis=basis)

    return _on_commendation(office, act, commendation, ["commend-publish", published], on_state)


@use_case("appraisal.commend-revoke", Power.COMMEND_DECIDE, "S68", "S82", records=True)
def revoke(
    office: Office, act: Act, commendation: str, *, revoked: events.CommendationRevoked
) -> Recorded:
    """Take a commendation back, for a reason."""
    at_once(act, "撤销表彰")
    in_person(act, "撤销表彰")
    return _on_commendation(
        office,
        act,
        commendation,
        ["commend-revoke", revoked],
        lambda found, _: commending.revoke(found, revoked=revoked),
    )


def _on_commendation(
    office: Office,
    act: Act,
    commendation: str,
    asked: list[object],
    decide: Callable[[Commendation, events.CommendationProposed], list[Any]],
) -> Recorded:
    """Record what a decision makes of a commendation, of the matters and posts as they stand."""

    def on_history(history: Sequence[events.CommendationEvent], _: datetime) -> list[Any]:
        found = fold_commendation(history)
        if found.proposed is None:
            raise refusals.CommendationUnknownError(commendation=commendation)
        return decide(found, found.proposed)

    request = Request(
        act=act,
        stream=appraisals.commendation_stream(commendation),
        asked=[*asked, commendation],
        whole_log=True,
    )
    return transact(office, request, on_history)


def _proposers(office: Office, commendation: str) -> frozenset[PersonId]:
    history = office.log.stream(appraisals.commendation_stream(commendation))
    return appraisals.turn_of(history[0]).hands


def _basis(office: Office, proposed: events.CommendationProposed) -> tuple[Basis, ...]:
    return tuple(_one(office, case, proposed) for case in proposed.cases)


def _one(office: Office, case: CaseId, proposed: events.CommendationProposed) -> Basis:
    file = cases.fold(case, office.history(_stream_of(case)))
    people = {file.recorded_by, *(one.person for one in file.holders)}
    people |= {line.owner for line in file.measures}
    if proposed.unit is None:
        theirs = proposed.person in people
    else:
        tree = office.units().tree_on(civil_date(office.now()))
        within = {proposed.unit, *tree.within(proposed.unit)}
        theirs = not within.isdisjoint(one.unit for one in file.holders)
    return Basis(
        case=case,
        confidential=file.confidential,
        theirs=theirs,
        concluded=file.conclusion is not None,
        resolved=file.conclusion is not None and file.conclusion.outcome is Outcome.RESOLVED,
        denied=file.denied,
    )


def _stream_of(case: CaseId) -> StreamId:
    return cases.stream_of(case)
