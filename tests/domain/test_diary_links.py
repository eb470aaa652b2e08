"""Matters are bound together and taken apart, and every citizen stays owed an answer."""

from typing import Any

import attrs
import pytest
from tests.matters import (
    ANONYMOUS,
    CAUSE,
    CLERK,
    DONE,
    ENDED,
    MATTER,
    MEASURE,
    NOW,
    REASON,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    case,
    recorded,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import links
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.diary.decisions.links import Other, Portion
from minqing_core.diary.decisions.recording import record
from minqing_core.diary.state import INITIAL, fold
from minqing_core.kernel.personal import Personal

THIS, THAT, THIRD = "2024-000001", "2024-000009", "2024-000010"
LINKED = events.LinkedAsDuplicate(of=THAT, reason=REASON)
UNLINKED = events.DuplicateUnlinked(of=THAT, reason=REASON)
FOUND, RELEASED = events.DuplicateFound(duplicate=THIS), events.DuplicateReleased(duplicate=THIS)
MERGED = events.MergedInto(whole=THAT, reason=REASON)
UNDONE = events.MergeUndone(whole=THAT, reason=REASON)
TOOK_IN, LET_GO = events.TookIn(part=THIS), events.PartReleased(part=THIS)
BLANK = Personal(" ")
HERE = {"number": THIS, "by": SECRETARY}


def other(*history, number=THAT) -> Other:
    return Other(number=number, case=case(*history))


def foreign() -> Other:
    """Return a matter that somebody else has in hand."""
    owned = record(MATTER, by=STRANGER, owner="0009", unit="anyang", attested=False, at=NOW)
    return Other(number=THAT, case=fold(owned))


@pytest.mark.clause("S26", "S30")
def test_a_duplicate_names_the_matter_it_repeats_and_may_be_taken_back() -> None:
    asked = {"linked": LINKED, "other": foreign(), **HERE}
    assert links.link(case(), **asked) == ([LINKED], [FOUND])
    assert links.link(case(LINKED), **asked) == ([], [])
    assert links.unlink(case(LINKED), unlinked=UNLINKED, **HERE) == ([UNLINKED], [RELEASED])
    assert case(LINKED, UNLINKED).course == case().course
    assert case(FOUND).course.duplicates == {THIS}
    assert case(FOUND, RELEASED).course == case().course


@pytest.mark.clause("S30")
def test_what_is_merged_is_handled_in_the_whole_and_may_be_taken_apart() -> None:
    asked = {"merged": MERGED, "other": other(), **HERE}
    assert links.merge(case(), **asked) == ([MERGED], [TOOK_IN])
    assert links.merge(case(MERGED), **asked) == ([], [])
    assert links.unmerge(case(MERGED), undone=UNDONE, **HERE) == ([UNDONE], [LET_GO])
    assert case(MERGED, UNDONE).course == case().course
    assert case(TOOK_IN).course.parts == {THIS}
    assert case(TOOK_IN, LET_GO).course == case().course


@pytest.mark.clause("S30", "S63")
def test_what_was_merged_takes_no_more_steps_but_owes_its_own_citizens_the_answer() -> None:
    merged = case(MEASURE, MERGED)
    step = Step(kind=StepKind.NOTE, text=REASON)
    assert refusal(take, merged, step=step, by=SECRETARY, today=TODAY) == (
        "conflict merged-away: 此事已经并入另一件事，请在那件事中记录办理过程；"
        "向本事群众的反馈、解释和办结仍在此记录"
    )
    done = Step(kind=StepKind.CARRIED_OUT, measure=1, text=DONE.text)
    assert take(merged, step=done, by=SECRETARY, today=TODAY) == [DONE]
    ending = Conclusion(outcome=events.Outcome.RESOLVED, effect=Personal("亮了"))
    asked = {"conclusion": ending, "by": SECRETARY, "today": TODAY, "latest_look": TODAY}
    assert refusal(conclude, case(MERGED), **asked).startswith("conflict feedback-owed")
    assert conclude(case(MERGED, TOLD), **asked) == [ENDED]


@pytest.mark.clause("S30")
def test_no_matter_is_bound_to_itself_or_to_what_is_not_there() -> None:
    nothing = Other(number=THAT, case=INITIAL)
    for decide, asked, what in (
        (links.link, {"linked": LINKED}, "列为重复"),
        (links.merge, {"merged": MERGED}, "并案"),
    ):
        said = refusal(decide, case(), other=other(number=THIS), **asked, **HERE)
        assert said == f"invalid same-matter: {THIS} 就是此事本身，不能与自己{what}"
        said = refusal(decide, case(), other=nothing, **asked, **HERE)
        assert said == f"not-found other-unknown: 没有编号为 {THAT} 的民情日记，请核对要关联的编号"


@pytest.mark.clause("S30")
def test_no_matter_is_bound_to_two_and_no_chain_is_made() -> None:
    other_link = attrs.evolve(LINKED, of=THIRD)
    other_merge = attrs.evolve(MERGED, whole=THIRD)
    for decide, asked, first, second, how in (
        (links.link, {"linked": LINKED}, other_link, FOUND, "列为重复于"),
        (links.merge, {"merged": MERGED}, other_merge, TOOK_IN, "并入"),
    ):
        bound = f"已经{how}另一件事，请先解除，或改与那一件事相关联"
        said = refusal(decide, case(first), other=other(), **asked, **HERE)
        assert said == f"conflict linked-elsewhere: {THIS} {bound}"
        said = refusal(decide, case(), other=other(first), **asked, **HERE)
        assert said == f"conflict linked-elsewhere: {THAT} {bound}"
        said = refusal(decide, case(second), other=other(), **asked, **HERE)
        assert said == (
            f"conflict has-others: 已有别的事{how}此事，此事不能再{how}另一件事；请反过来办理"
        )


@pytest.mark.clause("S12", "S30")
def test_a_complaint_is_bound_to_complaints_only() -> None:
    for ours in (False, True):
        links.require_alike(THIS, THAT, confidential=ours, other_confidential=ours)
        said = refusal(
            links.require_alike, THIS, THAT, confidential=ours, other_confidential=not ours
        )
        assert said == (
            f"conflict unlike-matters: {THIS} 与 {THAT} 的保密范围不同，不能相互关联；"
            "请在各自的日记中办理"
        )


@pytest.mark.clause("S25", "S30")
def test_both_matters_that_are_merged_are_open_and_in_hand() -> None:
    asked = {"merged": MERGED, **HERE}
    said = refusal(links.merge, case(), other=foreign(), **asked)
    assert said.startswith("not-allowed not-in-hand: 此事由 0009（anyang）负责")
    coordinator = {**asked, "by": CLERK}
    assert links.merge(case(), other=foreign(), **coordinator) == ([MERGED], [TOOK_IN])
    said = refusal(links.merge, case(ENDED), other=other(), **asked)
    assert said == "conflict case-concluded: 此事已经办结（已解决），不能再并案"
    said = refusal(links.merge, case(), other=other(ENDED), **asked)
    assert said == "conflict case-concluded: 此事已经办结（已解决），不能再并入他事"


@pytest.mark.clause("S30")
def test_there_must_be_a_bond_to_undo() -> None:
    for decide, asked, how in (
        (links.unlink, {"unlinked": UNLINKED}, "列为重复于"),
        (links.unmerge, {"undone": UNDONE}, "并入"),
    ):
        said = refusal(decide, case(), **asked, **HERE)
        assert said == f"not-found not-linked: 此事没有{how} {THAT}，无须解除"


@pytest.mark.clause("S26", "S30")
def test_a_bond_by_which_a_matter_ended_is_not_undone_before_it_is_reopened() -> None:
    as_duplicate = attrs.evolve(ENDED, outcome=events.Outcome.DUPLICATE)
    said = refusal(links.unlink, case(LINKED, as_duplicate), unlinked=UNLINKED, **HERE)
    assert said == (
        f"conflict ended-so: 此事已经办结（重复反映），其依据是列为重复于 {THAT}；"
        "请先重新办理（case reopen）再解除"
    )
    both = case(LINKED, MERGED, as_duplicate)
    assert links.unlink(both, unlinked=UNLINKED, **HERE) == ([UNLINKED], [RELEASED])
    assert links.unlink(case(LINKED, ENDED), unlinked=UNLINKED, **HERE)[0] == [UNLINKED]
    said = refusal(links.unmerge, case(MERGED, ENDED), undone=UNDONE, **HERE)
    assert said.startswith("conflict ended-so: 此事已经办结（已解决），其依据是并入")


def test_what_binds_is_done_by_those_who_handle_the_matter_and_with_a_reason() -> None:
    whole: dict[str, Any] = {"other": other()}
    for decide, state, name, fact, asked in (
        (links.link, case(), "linked", LINKED, whole),
        (links.unlink, case(LINKED), "unlinked", UNLINKED, {}),
        (links.merge, case(), "merged", MERGED, whole),
        (links.unmerge, case(MERGED), "undone", UNDONE, {}),
    ):
        by_stranger = {**asked, name: fact, "number": THIS, "by": STRANGER}
        assert refusal(decide, state, **by_stranger).startswith("not-allowed not-in-hand")
        blank = {**asked, name: attrs.evolve(fact, reason=BLANK)}
        assert refusal(decide, state, **blank, **HERE).startswith("invalid blank")


PORTION = Portion(
    title=Personal("水管漏水"), text=Personal("还有一件事：水管漏水"), reason=Personal("两件事")
)
SPLIT = {"number": THIS, "origin": MATTER, "by": SECRETARY, "at": NOW}


@pytest.mark.clause("S30", "S63")
def test_a_part_becomes_a_matter_by_itself_with_the_same_petitioners() -> None:
    opened, from_whole = links.split(case(), portion=PORTION, **SPLIT)
    (whole,) = recorded()
    assert opened == attrs.evolve(
        whole,
        matter=attrs.evolve(
            whole.matter,
            title=PORTION.title,
            text=PORTION.text,
            urgency=events.Urgency.ORDINARY,
        ),
    )
    assert opened.matter.petitioners == whole.matter.petitioners
    assert from_whole == events.SplitFrom(whole=THIS, reason=PORTION.reason)
    assert case(from_whole, events.SplitOff(part=THAT)).course == case().course


@pytest.mark.clause("S30")
def test_a_part_may_differ_in_kind_category_petitioners_owner_and_unit() -> None:
    source = events.Source(system="留言板", number="7")
    origin = attrs.evolve(MATTER, category="OTHER", category_label=Personal("路灯"), source=source)
    portion = attrs.evolve(
        PORTION,
        kind=events.MatterKind.WISH,
        category="OTHER.WATER",
        category_label=Personal("供水"),
        petitioners=(ANONYMOUS,),
        owner="0003",
        attested=True,
    )
    opened, _ = links.split(case(), portion=portion, **{**SPLIT, "origin": origin})
    matter = opened.matter
    assert (matter.kind, matter.category, matter.category_label, matter.petitioners) == (
        events.MatterKind.WISH,
        "OTHER.WATER",
        Personal("供水"),
        (ANONYMOUS,),
    )
    assert (opened.owner, opened.unit, opened.attested, matter.source) == (
        "0003",
        "dafeng",
        True,
        None,
    )
    kept, _ = links.split(case(), portion=PORTION, **{**SPLIT, "origin": origin})
    assert kept.matter.category_label == Personal("路灯")
    unsaid = attrs.evolve(PORTION, category="OTHER")
    assert refusal(links.split, case(), portion=unsaid, **SPLIT).startswith("invalid label-wanted")
    elsewhere = attrs.evolve(PORTION, unit="anyang")
    said = refusal(links.split, case(), portion=elsewhere, **SPLIT)
    assert said.startswith("not-allowed unit-not-own")


@pytest.mark.clause("S25", "S30")
def test_a_part_is_split_from_an_open_matter_that_is_handled_here() -> None:
    said = refusal(links.split, case(CAUSE, TOLD, ENDED), portion=PORTION, **SPLIT)
    assert said == "conflict case-concluded: 此事已经办结（已解决），不能再拆分"
    said = refusal(links.split, case(MERGED), portion=PORTION, **SPLIT)
    assert said.startswith("conflict merged-away: 此事已经并入另一件事，请在那件事中拆分")
    said = refusal(links.split, case(), portion=PORTION, **{**SPLIT, "by": STRANGER})
    assert said.startswith("not-allowed not-in-hand")
    blank = attrs.evolve(PORTION, reason=BLANK)
    assert refusal(links.split, case(), portion=blank, **SPLIT).startswith("invalid blank")
    outside = attrs.evolve(SECRETARY, units=frozenset({"town"}))
    (opened, _) = links.split(case(), portion=PORTION, **{**SPLIT, "by": outside})
    assert (opened.unit, opened.owner) == ("dafeng", "0002")
    withdrawn = case(events.RecusalGranted(person="0003", reason=None))
    named = attrs.evolve(PORTION, owner="0003")
    said = refusal(links.split, withdrawn, portion=named, **SPLIT)
    assert said == "not-allowed recused: 0003 已经回避此事，不能负责拆出的事"
