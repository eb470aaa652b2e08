"""What may be said of a cadre's diary of a quarter, by whom and when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rosters import refusal
from tests.samples import review_samples

from minqing_core.kernel.periods import Months
from minqing_core.kernel.personal import Personal
from minqing_core.review import events
from minqing_core.review.decisions import assessing, reviewing
from minqing_core.review.decisions.requirements import Named, Quarter, Reviewer
from minqing_core.review.decisions.reviewing import Opinion, Reading, Return
from minqing_core.review.state import NONE, Diary, fold

MEMBER, SECRETARY, SUBSTITUTE = "0003", "0002", "0006"
Q1, LAST, TODAY = Months(2024, 1, 3), date(2024, 3, 31), date(2024, 4, 8)
QUARTER = Quarter(person=MEMBER, period=Q1, took_part=True)
BY_SECRETARY = Reviewer(
    person=SECRETARY, rule="R3", clause="S58", post="village-secretary", instead_of=None
)
NAMED = Named(
    reviewers=(
        BY_SECRETARY,
        attrs.evolve(BY_SECRETARY, person=SUBSTITUTE, instead_of=SECRETARY),
    ),
    right="陈国强（党组织书记）",
)
OPINION = Opinion(
    opinion=Personal("过程太简略"),
    grade=events.Grade.FAIR,
    concerns=(events.Concern.SIMPLIFIED, events.Concern.SIMPLIFIED),
)
READ = events.EntryRead(case="2024-000001", version=3)
READING = Reading(entries=(READ,), upto=40)
RETURN = Return(text=Personal("补写商议经过"), due=date(2024, 4, 20), cases=("2024-000001",))
REVIEWED = events.DiaryReviewed(
    review=1,
    person=MEMBER,
    period="2024-Q1",
    reviewer=SECRETARY,
    entries=(READ,),
    upto=40,
    rule="R3",
    clause="S58",
    post="village-secretary",
    opinion=Personal("过程太简略"),
    grade=events.Grade.FAIR,
    concerns=(events.Concern.SIMPLIFIED,),
)
RETURNED = events.ReturnedForCompletion(
    review=1, cases=("2024-000001",), text=Personal("补写商议经过"), due=date(2024, 4, 20)
)
REPORTED = events.CompletionReported(review=1, text=Personal("已补写"))
ACCEPTED = events.CompletionAccepted(review=1)
ANSWERED = events.ReviewAnswered(review=1, text=Personal("以后当天写完"))
ASSESSED = events.SelfAssessed(
    person=MEMBER,
    period="2024-Q1",
    counts=(events.Counted(metric="recorded", value=2),),
    upto=39,
    text=Personal("多到户里坐一坐"),
)


def reviewed(*history: events.Event, **changes: Any) -> Sequence[events.Event]:
    """Return what a review records after a history."""
    return reviewing.review(fold(history), **asked(**changes))


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "quarter": QUARTER,
        "written": OPINION,
        "reading": READING,
        "by": SECRETARY,
        "named": NAMED,
        "today": TODAY,
        **changes,
    }


def sent_back(*history: events.Event, **changes: Any) -> Sequence[events.Event]:
    return reviewing.send_back(fold(history), **sending(**changes))


def sending(**changes: Any) -> dict[str, Any]:
    common = {"quarter": QUARTER, "number": 1, "returned": RETURN, "by": SECRETARY}
    return {**common, "named": NAMED, "today": TODAY, **changes}


@pytest.mark.clause("S41", "S42")
def test_a_cadre_assesses_a_quarter_and_the_same_words_again_record_nothing() -> None:
    asked = {"quarter": QUARTER, "assessed": ASSESSED, "today": TODAY}
    assert assessing.assess(NONE, **asked) == [ASSESSED]
    later = attrs.evolve(ASSESSED, upto=90)
    assert assessing.assess(fold([ASSESSED]), **{**asked, "assessed": later}) == []
    other = attrs.evolve(ASSESSED, text=Personal("还要当天写"))
    assert assessing.assess(fold([ASSESSED]), **{**asked, "assessed": other}) == [other]


@pytest.mark.clause("S41", "S53")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"today": date(2023, 12, 31)},
            "invalid period-not-begun: 2024-Q1 自 2024-01-01 起，今天 2023-12-31 尚未开始，不能",
        ),
        (
            {"today": date(2024, 2, 29)},
            "invalid period-too-early: 2024-Q1 要到最后一个月才能",
        ),
        (
            {"quarter": attrs.evolve(QUARTER, took_part=False)},
            "invalid not-taking-part: 按花名册，0003 在 2024-Q1 不参加民情日记活动",
        ),
    ],
)
def test_only_a_quarter_in_its_last_month_or_over_and_a_diary_that_was_kept(changed, said) -> None:
    own = {"quarter": QUARTER, "assessed": ASSESSED, "today": TODAY, **changed}
    assert refusal(assessing.assess, NONE, **own).startswith(said)
    assert refusal(reviewing.review, NONE, **asked(**changed)).startswith(said)


@pytest.mark.clause("S53")
@pytest.mark.parametrize("today", [date(2024, 3, 1), LAST, TODAY])
def test_a_quarter_is_reviewed_in_its_last_month_or_after_it(today) -> None:
    assert reviewed(today=today) == [REVIEWED]


@pytest.mark.clause("S53")
def test_a_reading_that_stops_before_the_quarter_ended_is_refused() -> None:
    assert reviewed(reading=attrs.evolve(READING, least=40)) == [REVIEWED]
    behind = asked(reading=attrs.evolve(READING, least=41))
    assert refusal(reviewing.review, NONE, **behind) == (
        "invalid position-behind: 阅至位置 40 太早，2024-Q1 结束时已记到位置 41，"
        "位置应不小于 41（请重新查看 review show，填所示的 position，或不填）"
    )


@pytest.mark.clause("S53")
def test_a_reading_that_leaves_out_entries_is_refused_and_names_them() -> None:
    left_out = attrs.evolve(READING, least=52, left_out=("2024-000008", "2024-000007"))
    assert refusal(reviewing.review, NONE, **asked(reading=left_out)) == (
        "conflict entries-left-out: 阅至位置 40 没有阅全 2024-Q1 的民情日记："
        "其后又记入 2024-000008、2024-000007，位置应不小于 52"
        "（请重新查看 review show，填所示的 position，或不填）"
    )


@pytest.mark.clause("S58", "S55")
def test_a_substitute_is_recorded_as_such() -> None:
    (by_substitute,) = reviewed(by=SUBSTITUTE)
    assert by_substitute == attrs.evolve(REVIEWED, reviewer=SUBSTITUTE, instead_of=SECRETARY)


@pytest.mark.clause("S53", "S54", "S58")
def test_nobody_reviews_their_own_diary_nor_one_that_is_not_theirs() -> None:
    everybody = attrs.evolve(
        NAMED, reviewers=(*NAMED.reviewers, attrs.evolve(BY_SECRETARY, person=MEMBER))
    )
    for decide, ask in ((reviewing.review, asked), (reviewing.send_back, sending)):
        assert refusal(decide, NONE, **ask(by=MEMBER, named=everybody)) == (
            "not-allowed self-review: 0003 不能审阅本人的民情日记；"
            "2024-Q1 应由 陈国强（党组织书记） 审阅"
        )
        assert refusal(decide, NONE, **ask(by="0009")) == (
            "not-allowed not-reviewer: 0009 不是 0003 2024-Q1 民情日记的审阅人；"
            "应由 陈国强（党组织书记） 审阅"
        )
    unruled = Named(reviewers=(), right="无规定")
    assert "应由 无规定 审阅" in refusal(reviewing.review, NONE, **asked(named=unruled))


@pytest.mark.clause("S53", "S55")
def test_who_holds_both_posts_that_read_reads_in_the_one_in_which_nobody_has_yet() -> None:
    posts = ("deputy-secretary", "organisation-commissioner")
    both = [attrs.evolve(BY_SECRETARY, post=post, rule="R2a", clause="S55") for post in posts]
    named = Named(reviewers=tuple(both), right="陈国强")
    history: list[Any] = []

    def words(n: int) -> Opinion:
        return attrs.evolve(OPINION, opinion=Personal(f"第 {n} 次"))

    for n, post in enumerate((*posts, posts[0]), start=1):
        (event,) = reviewed(*history, named=named, written=words(n))
        assert (event.review, event.post) == (n, post)
        history.append(event)
    by_other = attrs.evolve(history[0], reviewer=SUBSTITUTE)
    (event,) = reviewed(by_other, named=named)
    assert event.post == posts[1]
    assert reviewed(*history, named=named, written=words(3)) == []


@pytest.mark.clause("S53")
def test_the_same_of_the_same_entries_again_records_nothing() -> None:
    assert reviewed(REVIEWED, reading=attrs.evolve(READING, upto=90)) == []
    further = attrs.evolve(READING, entries=(attrs.evolve(READ, version=4),))
    (second,) = reviewed(REVIEWED, reading=further)
    assert second == attrs.evolve(REVIEWED, review=2, entries=further.entries)
    (second,) = reviewed(REVIEWED, by=SUBSTITUTE)
    assert isinstance(second, events.DiaryReviewed)
    assert second.review == 2


@pytest.mark.clause("S53", "S33")
def test_a_review_sends_entries_back_that_it_read() -> None:
    written = attrs.evolve(OPINION, returned=RETURN)
    assert reviewed(written=written) == [REVIEWED, RETURNED]
    assert reviewed(REVIEWED, written=written) == [RETURNED]
    assert reviewed(REVIEWED, RETURNED, written=written) == []
    assert sent_back(REVIEWED) == [RETURNED]
    assert sent_back(REVIEWED, RETURNED) == []
    twice = attrs.evolve(RETURN, cases=("2024-000001", "2024-000001"))
    assert sent_back(REVIEWED, returned=twice) == [RETURNED]


@pytest.mark.clause("S53")
@pytest.mark.parametrize(
    ("history", "changes", "said"),
    [
        ([], {}, "not-found review-unknown: 0003 2024-Q1 的民情日记没有第 1 次审阅，现有：无"),
        ([REVIEWED], {"number": 2}, "not-found review-unknown: "),
        (
            [REVIEWED],
            {"returned": attrs.evolve(RETURN, cases=("2024-000009",))},
            "invalid not-in-review: 民情 2024-000009 不在第 1 次审阅所阅的篇目之中",
        ),
        (
            [REVIEWED],
            {"returned": attrs.evolve(RETURN, due=date(2024, 4, 7))},
            "invalid due-past: 补充期限 2024-04-07 早于今天 2024-04-08",
        ),
        (
            [REVIEWED],
            {"returned": attrs.evolve(RETURN, text=Personal(" "))},
            "invalid review-text: 退回补充的要求不能为空",
        ),
        (
            [REVIEWED, RETURNED],
            {"returned": attrs.evolve(RETURN, due=date(2024, 4, 21))},
            "conflict still-sent-back: 第 1 次审阅已退回补充，限 2024-04-20 前完成，尚未报告",
        ),
    ],
)
def test_what_cannot_be_sent_back(history, changes, said) -> None:
    assert refusal(reviewing.send_back, fold(history), **sending(**changes)).startswith(said)


@pytest.mark.clause("S53")
@pytest.mark.parametrize("after", [[REPORTED], [REPORTED, ACCEPTED]])
def test_what_was_reported_may_be_sent_back_anew(after) -> None:
    again = attrs.evolve(RETURN, text=Personal("仍缺经过"))
    (sent,) = sent_back(REVIEWED, RETURNED, *after, returned=again)
    assert sent == attrs.evolve(RETURNED, text=Personal("仍缺经过"))


@pytest.mark.clause("S53")
def test_the_cadre_reports_and_the_leader_is_content() -> None:
    own = {"quarter": QUARTER, "reported": REPORTED, "by": MEMBER}
    sent = [REVIEWED, RETURNED]
    assert assessing.report_completion(fold(sent), **own) == [REPORTED]
    assert assessing.report_completion(fold([*sent, REPORTED]), **own) == []
    done = [*sent, REPORTED, ACCEPTED]
    assert assessing.report_completion(fold(done), **own) == []
    accepting = {"quarter": QUARTER, "accepted": ACCEPTED, "by": SUBSTITUTE, "named": NAMED}
    assert reviewing.accept(fold([*sent, REPORTED]), **accepting) == [ACCEPTED]
    assert reviewing.accept(fold(done), **accepting) == []
    for history, said in (
        ([REVIEWED], "conflict nothing-sent-back: 第 1 次审阅没有待补充的退回，不能认可"),
        (sent, "conflict not-reported: 第 1 次审阅退回的内容尚未报告补充情况，不能认可"),
    ):
        assert refusal(reviewing.accept, fold(history), **accepting) == said
    wordless = {**accepting, "accepted": attrs.evolve(ACCEPTED, text=Personal(""))}
    refused = refusal(reviewing.accept, fold([*sent, REPORTED]), **wordless)
    assert refused == "invalid review-text: 认可意见不能为空"
    further = {**own, "reported": attrs.evolve(REPORTED, text=Personal("又补"))}
    for history in ([REVIEWED], done):
        refused = refusal(assessing.report_completion, fold(history), **further)
        assert refused.startswith("conflict nothing-sent-back: ")


@pytest.mark.clause("S53")
def test_the_cadre_alone_answers_a_review() -> None:
    own = {"quarter": QUARTER, "answered": ANSWERED, "by": MEMBER}
    assert assessing.answer(fold([REVIEWED]), **own) == [ANSWERED]
    assert assessing.answer(fold([REVIEWED, ANSWERED]), **own) == []
    assert refusal(assessing.answer, fold([REVIEWED]), **{**own, "by": SECRETARY}) == (
        "not-allowed own-diary-only: 0003 2024-Q1 的民情日记只能由本人回应审阅意见"
    )
    reporting = {"quarter": QUARTER, "reported": REPORTED, "by": SECRETARY}
    refused = refusal(assessing.report_completion, fold([REVIEWED, RETURNED]), **reporting)
    assert refused.startswith("not-allowed own-diary-only: ")
    blank = {**own, "answered": attrs.evolve(ANSWERED, text=Personal("\n"))}
    refused = refusal(assessing.answer, fold([REVIEWED]), **blank)
    assert refused == "invalid review-text: 回应不能为空"


@pytest.mark.clause("S53")
@pytest.mark.parametrize("text", ["", " \n", "坏\x00字"])
def test_an_opinion_has_words_that_can_be_kept(text) -> None:
    written = attrs.evolve(OPINION, opinion=Personal(text))
    refused = refusal(reviewing.review, NONE, **asked(written=written))
    assert refused.startswith("invalid review-text: 审阅意见")
    assessed = attrs.evolve(ASSESSED, text=Personal(text))
    own = {"quarter": QUARTER, "assessed": assessed, "today": TODAY}
    assert refusal(assessing.assess, NONE, **own).startswith("invalid review-text: 心得体会")


FORGED = st.lists(
    st.sampled_from([*review_samples.SAMPLES, RETURNED, REPORTED, ACCEPTED, ANSWERED])
)


@given(FORGED, FORGED)
def test_a_diary_is_folded_whatever_its_history_and_wherever_it_is_cut(before, after) -> None:
    whole: Diary = fold([*before, *after])
    assert whole == fold(after, fold(before))
    assert len(whole.assessed) == sum(
        isinstance(e, events.SelfAssessed) for e in (*before, *after)
    )


@given(
    st.lists(st.builds(attrs.evolve, st.just(BY_SECRETARY), person=st.sampled_from("abcd"))),
    st.sampled_from("abcd"),
    st.sampled_from("abcd"),
)
def test_whoever_reviews_is_named_and_never_the_cadre(reviewers, by, person) -> None:
    named = Named(reviewers=tuple(reviewers), right="—")
    whose = attrs.evolve(QUARTER, person=person)
    may = by != person and by in {one.person for one in reviewers}
    given_ = asked(quarter=whose, named=named, by=by)
    if may:
        (event,) = reviewing.review(NONE, **given_)
        assert isinstance(event, events.DiaryReviewed)
        assert (event.reviewer, event.person) == (by, person)
    else:
        assert refusal(reviewing.review, NONE, **given_).startswith("not-allowed ")
