"""Binding matters together and taking them apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from minqing_core.application.accusing import units_since
from minqing_core.application.case_leaders import told_at_once
from minqing_core.application.catalogue import use_case
from minqing_core.application.custody import in_book, written_in
from minqing_core.application.office import PROGRAMME, Office, person_stream
from minqing_core.application.on_case import OfBoth, at_once, held, on_both, on_case
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.ports import Draft
from minqing_core.application.sight import require_unbarred
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import links
from minqing_core.diary.decisions.confidence import Accusation, close_to_chain
from minqing_core.diary.decisions.holding import require_answerable
from minqing_core.diary.decisions.links import Both, Other, Portion
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.programme.decisions import require_category
from minqing_core.roster.decisions import require_live
from minqing_core.views import cases
from minqing_core.views.cases import PREFIX, stream_of
from minqing_core.views.schema import UNITS


@use_case("case.link", Power.DIARY_WRITE, "S26", "S30", records=True)
def link(office: Office, act: Act, case: CaseId, *, linked: events.LinkedAsDuplicate) -> Recorded:
    """Say that a matter is the same as another."""
    at_once(act, "列为重复")
    return on_both(
        office,
        act,
        case,
        linked.of,
        ["case.link", case, linked],
        _alike(
            office,
            case,
            lambda state, other, by: links.link(
                state, number=case, linked=linked, other=other, by=by
            ),
        ),
    )


@use_case("case.unlink", Power.DIARY_WRITE, "S30", records=True)
def unlink(
    office: Office, act: Act, case: CaseId, *, unlinked: events.DuplicateUnlinked
) -> Recorded:
    """Say that a matter is not the same as the other after all."""
    at_once(act, "解除重复")
    return on_both(
        office,
        act,
        case,
        unlinked.of,
        ["case.unlink", case, unlinked],
        lambda state, _, by: links.unlink(state, number=case, unlinked=unlinked, by=by),
    )


@use_case("case.merge", Power.DIARY_WRITE, "S30", "S63", records=True)
def merge(office: Office, act: Act, case: CaseId, *, merged: events.MergedInto) -> Recorded:
    """Have a matter handled within another from now on."""
    at_once(act, "并案")
    return on_both(
        office,
        act,
        case,
        merged.whole,
        ["case.merge", case, merged],
        _alike(
            office,
            case,
            lambda state, other, by: links.merge(
                state, number=case, merged=merged, other=other, by=by
            ),
        ),
    )


@use_case("case.unmerge", Power.DIARY_WRITE, "S30", records=True)
def unmerge(office: Office, act: Act, case: CaseId, *, undone: events.MergeUndone) -> Recorded:
    """Have a matter handled by itself again."""
    at_once(act, "解除并案")
    return on_both(
        office,
        act,
        case,
        undone.whole,
        ["case.unmerge", case, undone],
        lambda state, _, by: links.unmerge(state, number=case, undone=undone, by=by),
    )


@use_case("case.split", Power.DIARY_WRITE, "S30", "S63", records=True)
def split(office: Office, act: Act, case: CaseId, *, portion: Portion) -> Recorded:
    """Write part of a matter down as a matter by itself."""
    at_once(act, "拆分")
    file = cases.fold(case, office.history(stream_of(case)))
    relies_on = office.versions(PROGRAMME, UNITS, *map(person_stream, file.accused))
    _require_known(office, portion)
    owner, unit = portion.owner or file.owner or act.actor, portion.unit or file.unit
    require_unbarred(office, case, owner)
    author, keeper = office.standing(act.on_behalf_of or act.actor), office.standing(owner)
    closed = file.confidential or events.about_conduct(portion.category)
    entered = written_in(office, author.person, None, closed=closed)
    part = StreamId(f"{PREFIX}{civil_date(office.now()).year}-#new")

    def off(named: Mapping[StreamId, StreamId]) -> events.SplitOff:
        return events.SplitOff(part=cases.case_of(named[part]))

    def decide(state: Case, by: Standing, at: datetime) -> list[Any]:
        origin = cases.fold(case, office.log.stream(stream_of(case))).matter
        assert origin is not None  # noqa: S101 - it begins with its recording
        opened, split_from = links.split(
            state, number=case, portion=portion, origin=origin, by=by, author=author, at=at
        )
        if state.accused:
            against = _accusation(office, state, origin)
            (opened,) = close_to_chain([opened], accusation=against, by=by, owner=keeper)
        elif unit is not None and (owner, unit) != (state.owner, state.unit):
            require_answerable(keeper, unit)
        opened = in_book(opened, entered.book)
        return [
            Draft(stream=part, event=opened, occurred_at=origin.learned_at),
            *(
                Draft(stream=part, event=told)
                for told in told_at_once(office, fold([opened]), by.person)
            ),
            Draft(stream=part, event=split_from),
            Draft(stream=stream_of(case), event=off),
        ]

    return on_case(
        office,
        act,
        case,
        ["case.split", case, portion],
        decide,
        relies_on={**relies_on, **entered.relies_on, **held(author), **held(keeper)},
    )


def _accusation(office: Office, state: Case, origin: events.Matter) -> Accusation:
    units = units_since(office, state.accused, civil_date(origin.learned_at))
    return Accusation(people=state.accused, units=state.accused_units | units)


def _alike(office: Office, case: CaseId, decide: OfBoth) -> OfBoth:
    """Return a decision of two matters that refuses a complaint and one that is none (S12)."""

    def decided(state: Case, other: Other, by: Standing) -> Both:
        found = decide(state, other, by)
        if any(found):
            ours, theirs = (_confidential(office, one) for one in (case, other.number))
            links.require_alike(case, other.number, confidential=ours, other_confidential=theirs)
        return found

    return decided


def _confidential(office: Office, case: CaseId) -> bool:
    return cases.fold(case, office.history(stream_of(case))).confidential


def _require_known(office: Office, portion: Portion) -> None:
    if portion.owner is not None:
        require_person(office, portion.owner)
        require_staying(office, portion.owner)
    today = civil_date(office.now())
    if portion.unit is not None:
        require_live(office.units(), portion.unit, today)
    if portion.category is not None:
        require_category(office.programme(), code=portion.category, on=today)
