"""Each check asks about the right person, the right unit and the right day."""

from datetime import date, timedelta

import attrs
import pytest
from tests.domain.test_books_stock import BATCH, KINDS, SENT, TREE, issued, received
from tests.domain.test_diary_links import PORTION, SPLIT
from tests.domain.test_roster_absence import FRIDAY, LEAVE, MEMBER, MONDAY, NAMED, SECRETARY
from tests.matters import ENDED, HEAD, MATTER, case
from tests.matters import SECRETARY as OWNER
from tests.rosters import CLERK, UNITS, a_person, in_post, units
from tests.rosters import refusal as refused

from minqing_core.books.decisions import stock
from minqing_core.books.state import fold_stock
from minqing_core.diary import events
from minqing_core.diary.decisions import after, links, withdrawing
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.diary.decisions.requirements import require_hand, require_lead
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster import decisions
from minqing_core.roster import events as roster
from minqing_core.roster.decisions.requirements import require_words
from minqing_core.roster.state import fold_person, fold_roles

GONE = roster.UnitAbolished(unit="nanwen", heir="anyang", since=date(2023, 1, 1))
DAY = timedelta(days=1)


def code(decide, *state, **asked) -> str:
    with pytest.raises(RefusalError) as raised:
        decide(*state, **asked)
    return raised.value.code


def away(person: str) -> events.RecusalGranted:
    return events.RecusalGranted(person=person, reason=None)


@pytest.mark.clause("S12", "S66")
def test_whoever_keeps_away_is_refused_by_their_own_name() -> None:
    kept = case(away("0002"), away("0001"))
    assert code(require_hand, kept, OWNER) == "recused"
    assert refused(require_lead, kept, HEAD, "批准延期").startswith("not-allowed recused: 0001")
    assert "批准延期" in refused(require_lead, kept, HEAD, "批准延期")
    seen = events.Revisited(
        means=events.Means.VISIT,
        response=events.Response.SATISFIED,
        as_told=True,
        text=Personal("满意"),
    )
    ended = case(ENDED, away("0001"))
    said = refused(after.revisit, ended, revisit=seen, by=HEAD, handlers=frozenset({"0002"}))
    assert said.startswith("not-allowed recused: 0001")
    assert "回访" in said


@pytest.mark.clause("S12", "S66")
def test_nobody_refuses_their_own_recusal() -> None:
    asked = events.RecusalAsked(person=HEAD.person, reason=Personal("是当事人的弟弟"))
    no = events.RecusalRefused(person=HEAD.person, reason=Personal("无"))
    assert code(withdrawing.refuse_recusal, case(asked), refused=no, by=HEAD) == (
        "recusal-not-for-them"
    )


@pytest.mark.clause("S25")
def test_a_number_on_another_kind_of_step_opens_no_door() -> None:
    step = Step(kind=StepKind.NOTE, text=Personal("记一笔"), measure=1)
    measure = events.MeasureAdopted(
        measure=1, text=Personal("换线"), owner="0009", due=date(2024, 3, 15)
    )
    helper = Standing(person="0009", units=frozenset({"anyang"}))
    asked = {"step": step, "by": helper, "today": date(2024, 3, 1)}
    assert code(take, case(measure), **asked) == "not-in-hand"


@pytest.mark.clause("S30")
def test_a_part_is_as_urgent_as_the_whole() -> None:
    urgent = case(urgency=events.Urgency.URGENT)
    opened, _ = links.split(urgent, portion=PORTION, **SPLIT)
    assert opened.matter.urgency is events.Urgency.URGENT
    origin = attrs.evolve(MATTER, category_label=Personal("路灯"))
    refiled = attrs.evolve(PORTION, category="ECONOMY.INCOME")
    opened, _ = links.split(case(), portion=refiled, **{**SPLIT, "origin": origin})
    assert opened.matter.category_label is None


@pytest.mark.clause("S84")
def test_what_was_dissolved_by_the_day_is_asked_of_that_day() -> None:
    gone = units(GONE)
    split = roster.UnitSplit(
        unit="dafeng", into=("anyang", "nanwen"), heir="anyang", since=date(2024, 1, 1)
    )
    assert code(decisions.split_unit, gone, split=split) == "unit-dissolved"
    role = roster.RoleAssigned(
        role=roster.ProgrammeRole.CARRIES_OUT, unit="nanwen", since=date(2024, 1, 1)
    )
    asked = {"person": None, "units": gone}
    assert code(decisions.assign_role, fold_roles(()), assigned=role, **asked) == "unit-dissolved"
    early = attrs.evolve(role, since=GONE.since - DAY)
    assert decisions.assign_role(fold_roles(()), assigned=early, **asked) == [early]


@pytest.mark.clause("S25", "S39")
def test_leave_and_standing_in_begin_and_end_on_their_very_days() -> None:
    leave = fold_person([LEAVE], MEMBER)
    same = roster.LeaveEndedEarly(since=MONDAY, until=FRIDAY)
    assert decisions.end_leave(leave, person_id="0003", ended=same) == []
    ended = attrs.evolve(same, until=FRIDAY + DAY)
    assert code(decisions.end_leave, leave, person_id="0003", ended=ended) == (
        "later-than-granted"
    )
    standing_in = fold_person([NAMED], MEMBER)
    first = roster.SubstitutionEnded(post=NAMED.post, unit=NAMED.unit, until=MONDAY)
    assert decisions.end_substitution(standing_in, person_id="0003", ended=first) == [first]
    others = {"person_id": "0003", "approver": CLERK, "units": UNITS}
    for since, until in ((FRIDAY, FRIDAY + DAY), (MONDAY - DAY, MONDAY)):
        meeting = attrs.evolve(NAMED, since=since, until=until)
        given = {"named": meeting, "absent": SECRETARY, **others}
        assert code(decisions.name_substitute, standing_in, **given) == "substitution-overlaps"
    newly = a_person(in_post("village-secretary", since=MONDAY))
    assert decisions.name_substitute(MEMBER, named=NAMED, absent=newly, **others) == [NAMED]


@pytest.mark.clause("S46")
def test_whose_last_day_is_over_neither_stands_in_nor_is_stood_in_for_nor_leads() -> None:
    leaving = roster.CadreTransferredAway(until=MONDAY - DAY, destination="市里")
    member, secretary = (fold_person([leaving], one) for one in (MEMBER, SECRETARY))
    others = {"person_id": "0003", "approver": CLERK, "units": UNITS, "named": NAMED}
    for person, absent in ((member, SECRETARY), (MEMBER, secretary)):
        assert code(decisions.name_substitute, person, absent=absent, **others) == "person-leaving"
    head = fold_person([leaving], a_person(in_post("party-secretary", "town")))
    role = roster.RoleAssigned(
        role=roster.ProgrammeRole.OVERALL_RESPONSIBLE, person="0001", since=MONDAY
    )
    asked = {"assigned": role, "units": UNITS, "person": head}
    assert refused(decisions.assign_role, fold_roles(()), **asked).startswith(
        "conflict person-leaving: 0001"
    )


@pytest.mark.clause("S39")
def test_words_that_were_not_given_are_refused_like_blank_ones() -> None:
    for words in (None, Personal(" ")):
        assert code(require_words, "事由", words) == "words-unfit"


@pytest.mark.clause("S47")
def test_books_are_handled_by_the_unit_that_they_are_at() -> None:
    other = Standing(person="0007", units=frozenset({"far"}))
    city = Standing(person="0008", units=frozenset({"city"}))
    office = Standing(person="0006", units=frozenset({"org-office"}))
    unfit = "book-unit-not-yours"
    assert issued(BATCH, by=city)
    assert code(issued, BATCH, by=other) == unfit
    assert received(BATCH, SENT, by=office)
    assert code(received, BATCH, SENT, by=other) == unfit
    got = fold_stock([BATCH, SENT, *received(BATCH, SENT, by=office)])
    asked = {"serial": "ZS-000001", "unit": "org-office"}
    assert stock.draw(got, by=office, **asked).number == 1
    assert code(stock.draw, got, by=other, **asked) == unfit


@pytest.mark.clause("S47")
def test_books_are_not_sent_from_one_city_to_another() -> None:
    asked = attrs.evolve(SENT, to_unit="other")
    places = {
        "tree": UnitTree({**TREE.parents, "other": None}),
        "kinds": {**KINDS, "other": "city"},
    }
    history = fold_stock([BATCH])
    assert code(stock.issue, history, issued=asked, by=CLERK, **places) == "not-downwards"
