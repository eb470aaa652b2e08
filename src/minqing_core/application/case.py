"""What a cadre does with a matter: record, handle, answer, conclude, amend."""

from datetime import datetime

import attrs

from minqing_core.application import households
from minqing_core.application.accusing import accusation
from minqing_core.application.case_leaders import told_at_once
from minqing_core.application.case_limits import latest_look
from minqing_core.application.catalogue import use_case
from minqing_core.application.custody import in_book, written_in
from minqing_core.application.office import PROGRAMME, Office, facts, person_stream
from minqing_core.application.on_case import held, on_case
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.sight import require_unbarred
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary import events
from minqing_core.diary.decisions import answering, concluding, handling, recording, refusals
from minqing_core.diary.decisions.concluding import Conclusion
from minqing_core.diary.decisions.confidence import close_to_chain
from minqing_core.diary.decisions.handling import Step
from minqing_core.diary.decisions.holding import require_answerable
from minqing_core.diary.decisions.learning import Written, require_learned
from minqing_core.diary.decisions.links import require_parts_ended
from minqing_core.diary.decisions.naming import require_named
from minqing_core.diary.decisions.recording import Amendment
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.powers.sight import require_pen
from minqing_core.programme.decisions import require_category
from minqing_core.roster.decisions import require_live, require_unit
from minqing_core.views.bearing import Bearing
from minqing_core.views.cases import PREFIX, stream_of
from minqing_core.views.schema import UNITS


@use_case(
    "case.record",
    Power.DIARY_WRITE,
    *("S4", "S18", "S19", "S20", "S21", "S22", "S23", "S40"),
    records=True,
)
def record(
    office: Office,
    act: Act,
    *,
    matter: events.Matter,
    owner: PersonId | None = None,
    unit: UnitId | None = None,
    attested: bool = False,
    book: str | None = None,
) -> Recorded:
    """Write down a matter that a citizen brought, in the author's record book if they hold one."""
    relies_on = office.versions(PROGRAMME, UNITS, *map(person_stream, matter.accused))
    by = office.standing(act.actor)
    author = by if act.on_behalf_of is None else office.standing(act.on_behalf_of)
    answerable = owner or author.person
    require_person(office, answerable)
    require_staying(office, by.person, author.person, answerable)
    against = accusation(office, matter)
    keeper = author if answerable == author.person else office.standing(answerable)
    in_unit = unit or _only_unit(office, keeper if matter.accused else author)
    _require_known(office, matter, in_unit)
    require_pen(by, Bearing(owner=answerable, confidential=_is_complaint(matter)))
    entered = written_in(office, author.person, book, closed=_is_complaint(matter))
    named = households.named(office, act, matter)
    written = attrs.evolve(matter, place=matter.place or named.village)

    def decide(_: object, at: datetime) -> list[events.Event]:
        require_named(matter, members=named.members, visited=named.visited)
        recorded = recording.record(
            written,
            by=by,
            author=author,
            owner=answerable,
            unit=in_unit,
            attested=attested,
            at=at,
        )
        if matter.accused:
            recorded = close_to_chain(
                recorded, accusation=against, by=by, owner=keeper, author=author
            )
        else:
            require_answerable(keeper, in_unit)
            recorded = [in_book(event, entered.book) for event in recorded]
        return [*recorded, *told_at_once(office, fold(recorded), by.person)]

    request = Request(
        act=_since_learned(office, act, matter.learned_at),
        stream=StreamId(f"{PREFIX}{civil_date(office.now()).year}-#new"),
        asked=["case.record", matter, owner, unit, attested, book],
        relies_on={
            **relies_on,
            **entered.relies_on,
            **named.relies_on,
            **held(by),
            **held(author),
            **held(keeper),
        },
    )
    return transact(office, request, decide)


@use_case("case.step", Power.DIARY_WRITE, "S24", "S25", "S31", "S32", "S34", records=True)
def step(office: Office, act: Act, case: CaseId, *, step: Step) -> Recorded:
    """Put a step of the handling on record."""
    for person in (step.owner, step.leader):
        if person is not None:
            require_person(office, person)
            require_unbarred(office, case, person)
    return on_case(
        office,
        act,
        case,
        ["case.step", case, step],
        lambda state, by, at: handling.take(state, step=step, by=by, today=civil_date(at)),
    )


@use_case("case.feedback", Power.DIARY_WRITE, "S28", "S62", "S63", records=True)
def feedback(
    office: Office, act: Act, case: CaseId, *, feedback: events.FeedbackGiven
) -> Recorded:
    """Put on record what the citizen was told and what they said to it."""
    return on_case(
        office,
        act,
        case,
        ["case.feedback", case, feedback],
        lambda state, by, _: answering.give_feedback(state, feedback=feedback, by=by),
    )


@use_case("case.excuse", Power.DIARY_WRITE, "S28", "S63", records=True)
def excuse(
    office: Office, act: Act, case: CaseId, *, impossible: events.FeedbackImpossible
) -> Recorded:
    """Put on record why the citizen cannot be told."""
    return on_case(
        office,
        act,
        case,
        ["case.excuse", case, impossible],
        lambda state, by, _: answering.excuse_feedback(state, impossible=impossible, by=by),
    )


@use_case("case.explain", Power.DIARY_WRITE, "S29", "S65", records=True)
def explain(
    office: Office, act: Act, case: CaseId, *, explanation: events.ExplanationGiven
) -> Recorded:
    """Put on record what was explained to the citizen."""
    return on_case(
        office,
        act,
        case,
        ["case.explain", case, explanation],
        lambda state, by, _: answering.explain(state, explanation=explanation, by=by),
    )


@use_case(
    "case.conclude",
    Power.DIARY_WRITE,
    "S26",
    "S27",
    "S29",
    "S30",
    "S34",
    "S63",
    "S65",
    records=True,
)
def conclude(office: Office, act: Act, case: CaseId, *, conclusion: Conclusion) -> Recorded:
    """End a matter, or put it off to a day on which it is looked at again."""

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        today = civil_date(at)
        latest = latest_look(office, state, today)
        decided = concluding.conclude(
            state,
            conclusion=conclusion,
            by=by,
            today=today,
            latest_look=latest,
        )
        if any(isinstance(one, events.CaseConcluded) for one in decided):
            require_parts_ended(_parts(office, state))
        return decided

    whole = fold(facts(office.history(stream_of(case))))
    return on_case(
        office,
        act,
        case,
        ["case.conclude", case, conclusion],
        decide,
        relies_on=office.versions(*map(stream_of, whole.course.parts)),
    )


def _parts(office: Office, state: Case) -> dict[CaseId, Case]:
    return {part: fold(facts(office.history(stream_of(part)))) for part in state.course.parts}


@use_case("case.amend", Power.DIARY_WRITE, "S34", "S35", records=True)
def amend(office: Office, act: Act, case: CaseId, *, amendment: Amendment) -> Recorded:
    """Correct what was written, keeping what stood there before."""
    value = amendment.value.text
    if amendment.version == 1 and amendment.field == "place" and value:
        require_unit(office.units().tree, UnitId(value))

    def decide(state: Case, by: Standing, at: datetime) -> list[events.Event]:
        amended = recording.amend(state, amendment=amendment, by=by, at=at)
        first = office.history(stream_of(case))[0]
        written = Written(recorded_at=first.recorded_at, on_behalf_of=act.on_behalf_of)
        require_learned(state, amended, by=by, written=written)
        urgent = [one for one in amended if _raises_urgency(one)]
        told = told_at_once(office, fold(urgent, state), by.person) if urgent else []
        return [*amended, *told]

    return on_case(
        office,
        attrs.evolve(act, occurred_at=None),
        case,
        ["case.amend", case, amendment],
        decide,
    )


def _raises_urgency(event: events.Event) -> bool:
    return isinstance(event, events.FactAmended) and event.field == "urgency"


def _since_learned(office: Office, act: Act, learned_at: datetime) -> Act:
    if act.occurred_at is not None or learned_at > office.now():
        return act
    return attrs.evolve(act, occurred_at=learned_at)


def _only_unit(office: Office, standing: Standing) -> UnitId:
    live = office.units().live(standing.units, civil_date(office.now()))
    if len(live) == 1:
        return next(iter(live))
    units = "、".join(sorted(live)) or "无"
    raise refusals.UnitWantedError(person=standing.person, units=units)


def _is_complaint(matter: events.Matter) -> bool:
    return bool(matter.accused) or events.about_conduct(matter.category)


def _require_known(office: Office, matter: events.Matter, unit: UnitId) -> None:
    units, today = office.units(), civil_date(office.now())
    require_live(units, unit, today)
    if matter.place is not None:
        require_live(units, matter.place, min(today, civil_date(matter.learned_at)))
    require_category(office.programme(), code=matter.category, on=today)
