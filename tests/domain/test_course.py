"""The course of a matter as its page shows it: stops, ends, rounds, bonds, recusals, gaps."""

from datetime import date, timedelta

import attrs
import pytest
from tests.domain.test_case_file import DEFERRED, NOTE, START, envelopes, read
from tests.matters import (
    ANONYMOUS,
    CAUSE,
    DONE,
    ENDED,
    EXPLAINED,
    MATTER,
    MEASURE,
    REASON,
    REOPENED,
    TOLD,
    recorded,
)
from tests.samples import BY_CLASS

from minqing_core.diary import events
from minqing_core.views import cases
from minqing_core.views.case_file import AmendmentLine, CaseFile, Status
from minqing_core.views.case_rows import case_row
from minqing_core.views.completeness import PartState, complete, parts
from minqing_core.views.course import (
    ClosureLine,
    ExtensionLine,
    Links,
    RecusalLine,
    closures,
    extensions,
    links,
    pauses,
    recusals,
)
from minqing_core.views.hands import askers, handlers

OPINION = attrs.evolve(TOLD, stage=events.Stage.OPINION)
PARKED, RESUMED = BY_CLASS[events.ClockParked], BY_CLASS[events.ClockResumed]
LOOK = BY_CLASS[events.LookedAgain]
ASKED = BY_CLASS[events.ExtensionAsked]


def on(n: int) -> date:
    """Return the day on which the n-th thing was said."""
    return (START + timedelta(days=n)).date()


@pytest.mark.clause("S29", "S34")
@pytest.mark.parametrize(
    ("said", "status"),
    [
        ((PARKED,), Status.PARKED),
        ((PARKED, NOTE), Status.PARKED),
        ((PARKED, RESUMED), Status.HANDLING),
        ((DEFERRED, PARKED), Status.PARKED),
        ((DEFERRED, PARKED, RESUMED), Status.DEFERRED),
        ((PARKED, TOLD, ENDED), Status.CONCLUDED),
        ((PARKED, TOLD, ENDED, REOPENED), Status.HANDLING),
        ((DEFERRED, LOOK), Status.DEFERRED),
        ((DEFERRED, LOOK, LOOK), Status.DEFERRED),
        ((CAUSE, LOOK), Status.HANDLING),
        ((LOOK,), Status.HANDLING),
        ((DEFERRED, LOOK, NOTE), Status.HANDLING),
        ((DEFERRED, TOLD, ENDED, REOPENED), Status.HANDLING),
        ((CAUSE, TOLD, ENDED, REOPENED, TOLD, ENDED), Status.CONCLUDED),
    ],
)
def test_a_matter_stands_as_its_last_round_left_it(said, status) -> None:
    assert read(*said).status is status


@pytest.mark.clause("S34")
def test_a_stopped_clock_and_a_next_look_keep_a_matter_from_hanging() -> None:
    assert read(PARKED).covered_until == PARKED.until
    assert read(PARKED, RESUMED).covered_until is None
    assert read(DEFERRED).covered_until == DEFERRED.next_look
    later = read(DEFERRED, LOOK)
    assert (later.deferral, later.next_look) == (DEFERRED, LOOK.next_look)
    assert later.covered_until == LOOK.next_look
    assert read().next_look is None


@pytest.mark.clause("S63")
def test_a_reopened_matter_owes_the_result_and_not_the_opinion() -> None:
    file = read(OPINION, TOLD, ENDED, REOPENED)
    assert file.answered(events.Stage.RESULT) is None
    assert file.answered(events.Stage.OPINION) == file.said[0]
    row = case_row(file)
    assert (row["result_on"], row["outcome"], row["closures"]) == (None, None, 1)
    assert (row["since"], row["kept_until"]) == ("2024-03-05", "2024-03-05")
    assert row["opinion_on"] == "2024-03-02"
    assert (file.since, CaseFile(case="x").since) == (on(4), None)


@pytest.mark.clause("S26")
def test_every_end_is_kept_with_its_round() -> None:
    other = attrs.evolve(ENDED, outcome=events.Outcome.WITHDRAWN, effect=REASON)
    assert closures(read(TOLD, ENDED, REOPENED, TOLD, other)) == (
        ClosureLine(version=3, round=1, on=on(2), by="0003", outcome=ENDED.outcome, effect="亮了"),
        ClosureLine(
            version=6, round=2, on=on(5), by="0003", outcome=other.outcome, effect="已核实"
        ),
    )


@pytest.mark.clause("S34")
def test_an_extension_is_read_with_what_came_of_it() -> None:
    approved = BY_CLASS[events.ExtensionApproved]
    told = BY_CLASS[events.ExtensionTold]
    asked = ExtensionLine(
        extension=1,
        duty=events.Duty.CONCLUDE,
        until=ASKED.until,
        round=1,
        reason="管材未到货",
        asked_on=on(1),
        asked_by="0003",
    )
    assert extensions(read(ASKED)) == (asked,)
    decided = {"decided_on": on(2), "decided_by": "0003"}
    granted = attrs.evolve(asked, approved=True, decision="情况属实", **decided)
    assert extensions(read(ASKED, approved)) == (granted,)
    silent = attrs.evolve(approved, basis=None)
    (line,) = extensions(read(ASKED, silent, told))
    assert line == attrs.evolve(granted, decision=None, told_on=on(3))
    refused = BY_CLASS[events.ExtensionRefused]
    assert extensions(read(ASKED, refused)) == (
        attrs.evolve(asked, approved=False, decision="可以按期完成", **decided),
    )
    assert extensions(read(approved)) == ()


@pytest.mark.clause("S66")
def test_a_recusal_is_read_with_what_came_of_it() -> None:
    asked = BY_CLASS[events.RecusalAsked]
    granted, refused = BY_CLASS[events.RecusalGranted], BY_CLASS[events.RecusalRefused]
    other = attrs.evolve(asked, person="0002")
    line = RecusalLine(person="0003", reason="是当事人的弟弟", asked_on=on(1), asked_by="0003")
    assert recusals(read(asked, CAUSE)) == (line,)
    decided = {"decided_on": on(3), "decided_by": "0003"}
    assert recusals(read(asked, other, granted)) == (
        attrs.evolve(line, granted=True, **decided),
        attrs.evolve(line, person="0002", asked_on=on(2)),
    )
    again = recusals(read(asked, refused, asked))
    assert [line.granted for line in again] == [False, None]


@pytest.mark.clause("S30")
def test_a_matter_shows_what_it_is_bound_up_with_now() -> None:
    kinds = (
        events.LinkedAsDuplicate,
        events.DuplicateFound,
        events.MergedInto,
        events.TookIn,
        events.SplitFrom,
        events.SplitOff,
    )
    bound = [BY_CLASS[kind] for kind in kinds]
    assert links(read(*bound)) == Links(
        duplicate_of="2024-000001",
        duplicates=("2024-000002",),
        merged_into="2024-000001",
        parts=("2024-000002",),
        split_from="2024-000001",
        split_off=("2024-000003",),
    )
    undone = (
        events.DuplicateUnlinked,
        events.DuplicateReleased,
        events.MergeUndone,
        events.PartReleased,
    )
    assert links(read(*bound[:4], *(BY_CLASS[kind] for kind in undone), CAUSE)) == Links()
    row = case_row(read(*bound[:4]))
    assert (row["duplicate_of"], row["merged_into"]) == ("2024-000001", "2024-000001")


@pytest.mark.clause("S17", "S35")
def test_a_matter_filed_anew_shows_both_categories() -> None:
    anew = BY_CLASS[events.Recategorised]
    file = read(anew)
    assert (file.matter.category, file.matter.category_label) == ("OTHER", anew.label)
    assert file.amendments == (
        AmendmentLine(
            version=2,
            amended=1,
            field="category",
            before="HOT_DIFFICULT.ROADS",
            after="OTHER",
            reason="不属行路难",
            by="0003",
            at=START + timedelta(days=1),
        ),
    )
    back = attrs.evolve(anew, before="OTHER", after="ECONOMY", label=None)
    matter = read(anew, back).matter
    assert (matter.category, matter.category_label) == ("ECONOMY", anew.label)


@pytest.mark.clause("S25")
def test_who_takes_over_answers_from_then_on() -> None:
    file = read(BY_CLASS[events.CaseAssigned])
    assert (file.owner, file.unit) == ("0003", "dafeng")
    orphans = [
        attrs.evolve(envelope, event=event)
        for envelope, event in zip(
            envelopes(CAUSE),
            (BY_CLASS[events.CaseAssigned], BY_CLASS[events.Recategorised]),
            strict=True,
        )
    ]
    file = cases.fold("2024-000001", orphans)
    assert (file.opened, len(file.said), len(file.amendments)) == (None, 1, 1)


@pytest.mark.clause("S34")
def test_the_days_of_a_stop_end_with_what_sets_the_clock_going() -> None:
    stopped = attrs.evolve(PARKED, until=date(2024, 3, 6))
    assert [*pauses(read(stopped))] == [date(2024, 3, n) for n in (3, 4, 5, 6)]
    assert [*pauses(read(stopped, RESUMED))] == [date(2024, 3, 3)]
    assert [*pauses(read(stopped, CAUSE, ENDED))] == [date(2024, 3, 3), date(2024, 3, 4)]
    assert pauses(read(CAUSE)) == {}


@pytest.mark.clause("S28")
def test_everybody_who_did_something_of_a_matter_has_handled_it() -> None:
    handled = envelopes(CAUSE)
    assert handlers(handled) == {"0002", "0009", "0003"}
    owned = envelopes(attrs.evolve(MEASURE, owner="0007"), BY_CLASS[events.CaseAssigned])
    assert handlers(owned) == {"0002", "0009", "0003", "0007"}
    apart = [attrs.evolve(e, actor="0042", event=BY_CLASS[events.Revisited]) for e in handled]
    assert handlers(apart) == frozenset()


@pytest.mark.clause("S34")
def test_whoever_asked_for_more_time_is_known_also_when_another_wrote_it_down() -> None:
    history = envelopes(ASKED, attrs.evolve(ASKED, extension=2))
    asked = attrs.evolve(history[1], on_behalf_of="0008")
    assert askers([history[0], asked, history[2]], 1) == {"0003", "0008"}
    assert askers(history, 3) == frozenset()


def states(file: CaseFile) -> dict[str, str]:
    return {part.part: part.state for part in parts(file)}


@pytest.mark.clause("S24", "S27", "S31", "S33")
def test_what_is_not_due_yet_is_not_missing() -> None:
    file = read()
    assert states(file) == {
        "matter": "present",
        "place": "present",
        "contact": "present",
        "cause": "not-yet",
        "deliberation": "not-yet",
        "measure": "not-yet",
        "leader": "not-yet",
        "narrative": "not-yet",
        "analysis": "not-yet",
        "opinion": "not-yet",
        "explanation": "not-needed",
        "result": "not-yet",
        "effect": "not-yet",
    }
    assert complete(file) == 100


@pytest.mark.clause("S24", "S27", "S31", "S33")
def test_a_matter_that_ended_lacks_what_was_never_written() -> None:
    ended = read(CAUSE, MEASURE, DONE, TOLD, ENDED)
    assert [part for part, state in states(ended).items() if state == PartState.MISSING] == [
        "deliberation",
        "leader",
        "narrative",
    ]
    assert complete(ended) == 75
    told = events.DeliberationRecorded(text=REASON, form=events.Form.COMMENT)
    leader = events.LeaderAssigned(leader="0002", text=None)
    whole = read(CAUSE, told, NOTE, MEASURE, DONE, leader, OPINION, TOLD, ENDED)
    assert complete(whole) == 100


@pytest.mark.clause("S29", "S33")
def test_what_cannot_be_solved_lacks_its_explanation_when_there_was_none() -> None:
    never = attrs.evolve(ENDED, outcome=events.Outcome.UNRESOLVABLE)
    assert states(read(CAUSE, TOLD, never))["explanation"] == "missing"
    assert states(read(CAUSE, DEFERRED))["explanation"] == "missing"
    put_off = states(read(CAUSE, EXPLAINED, DEFERRED))
    assert (put_off["explanation"], put_off["result"]) == ("present", "not-yet")


@pytest.mark.clause("S30", "S33")
def test_a_part_of_a_whole_is_handled_there_and_needs_no_steps_of_its_own() -> None:
    part = states(read(BY_CLASS[events.MergedInto], TOLD, ENDED))
    assert (part["cause"], part["measure"], part["result"]) == (
        "not-needed",
        "not-needed",
        "present",
    )


@pytest.mark.clause("S21", "S33")
def test_a_matter_lacks_its_place_and_the_way_to_reach_who_brought_it() -> None:
    def opened(**changes) -> dict[str, str]:
        (event,) = recorded(**changes)
        envelope = attrs.evolve(envelopes()[0], event=event)
        return states(cases.fold("2024-000001", [envelope]))

    nameless = attrs.evolve(MATTER.petitioners[0], contact=None)
    assert opened(petitioners=(nameless,))["contact"] == "missing"
    assert opened(petitioners=(ANONYMOUS,))["contact"] == "not-needed"
    assert opened(place=None)["place"] == "missing"
    nothing = states(CaseFile(case="2024-000001"))
    assert (nothing["matter"], nothing["contact"]) == ("missing", "not-needed")
