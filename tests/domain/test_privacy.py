"""The rules about personal data: restricted at any time, destroyed by two, not before its day."""

from datetime import UTC, date, datetime

import pytest

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.subjects import SubjectKey, subject
from minqing_core.privacy import events
from minqing_core.privacy.decisions import ordering, shredding
from minqing_core.privacy.decisions.ordering import About
from minqing_core.privacy.decisions.shredding import Asking, Deciding, Kept
from minqing_core.privacy.state import Subject, fold
from minqing_core.views import privacy
from minqing_core.views.privacy import PrivacyState, Wanted, wanted

LAW = "个人信息保护法第四十七条"
ABOUT = About(subject="case:2014-000001", names=frozenset({"李大娘"}))
GONE = About(subject="case:2014-000001", words=False)
ENDED, TODAY = date(2014, 2, 28), date(2024, 2, 28)
KEPT = Kept(ended=ENDED, years=10)
ASKING = Asking(ground=events.Ground.RETENTION_EXPIRED, basis=LAW)
ORDERED = events.RestrictionOrdered(ground=events.Ground.ACCURACY_DISPUTED, basis=LAW)
LIFTED = events.RestrictionLifted(basis=LAW)
ASKED = events.ShreddingAsked(
    ground=ASKING.ground, basis=LAW, ended=ENDED, allowed_from=date(2024, 2, 28)
)
APPROVED = events.ShreddingApproved(allowed_from=date(2024, 2, 28))
REFUSED = events.ShreddingRefused(objection=events.Objection.STILL_NEEDED)
WITHDRAWN = events.ShreddingWithdrawn(objection=events.Objection.WRONG_SUBJECT)
OTHER = Deciding(by="0002", askers=frozenset({"0001"}), involved=frozenset({"0003"}))


def after(*history: events.Event) -> Subject:
    return fold(history)


def refusal(decision, *args, **facts) -> str:
    with pytest.raises(RefusalError) as raised:
        decision(*args, **facts)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"


@pytest.mark.clause("S12")
def test_a_restriction_is_ordered_once_and_lifted_once() -> None:
    assert ordering.restrict(after(), ordered=ORDERED, about=ABOUT) == [ORDERED]
    assert ordering.restrict(after(ORDERED), ordered=ORDERED, about=ABOUT) == []
    assert ordering.lift(after(ORDERED), lifted=LIFTED, about=ABOUT) == [LIFTED]
    assert ordering.lift(after(ORDERED, LIFTED), lifted=LIFTED, about=ABOUT) == []
    assert ordering.restrict(after(ORDERED, LIFTED), ordered=ORDERED, about=ABOUT) == [ORDERED]


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("basis", "why"),
    [
        ("", "不能为空"),
        ("应李大娘要求", "不能含有当事人的姓名"),
        ("电话 138 0000 0000 来电要求", "不能含有电话、证件等号码"),
        ("电话\uff11\uff13\uff18\uff10\uff10\uff10\uff10来电", "不能含有电话、证件等号码"),
    ],
)
def test_the_legal_basis_stays_for_good_and_so_tells_nobody(basis, why) -> None:
    said = f"invalid privacy-basis: 法律依据（basis）{why}；请只写法律名称和条款"
    ordered = events.RestrictionOrdered(ground=events.Ground.UNLAWFUL, basis=basis)
    assert refusal(ordering.restrict, after(), ordered=ordered, about=ABOUT).startswith(said)
    lifted = events.RestrictionLifted(basis=basis)
    assert refusal(ordering.lift, after(), lifted=lifted, about=ABOUT).startswith(said)
    asking = Asking(ground=events.Ground.UNLAWFUL, basis=basis)
    facts = {"asking": asking, "about": ABOUT, "kept": KEPT, "today": TODAY}
    assert refusal(shredding.ask, after(), **facts).startswith(said)


@pytest.mark.clause("S44")
def test_it_is_asked_for_from_the_last_day_of_the_retention_on_and_no_day_before() -> None:
    facts = {"asking": ASKING, "about": ABOUT, "kept": KEPT}
    assert shredding.ask(after(), today=TODAY, **facts) == [ASKED]
    assert refusal(shredding.ask, after(), today=date(2024, 2, 27), **facts) == (
        "conflict retention-runs: case:2014-000001 的保存期限未届满：自 2014-02-28 起保存 10 年，"
        "2024-02-28 起方可删除；此前只能限制处理（个人信息保护法第四十七条）"
    )


@pytest.mark.clause("S44")
@pytest.mark.parametrize(
    ("ended", "years", "day"),
    [
        (date(2020, 2, 29), 10, date(2030, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2019, 12, 31), 30, date(2049, 12, 31)),
    ],
)
def test_years_end_on_the_same_day_and_a_leap_day_the_day_after(ended, years, day) -> None:
    assert Kept(ended=ended, years=years).allowed_from == day


@pytest.mark.clause("S44", "S66")
@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (
            Kept(ended=None, running="尚未办结"),
            "still-in-use: case:2014-000001 尚未办结，保存期限尚未起算，不能删除",
        ),
        (Kept(ended=ENDED), "retention-unruled: 活动方案没有规定保存期限（privacy.retention）"),
        (
            Kept(ended=ENDED, years=10, inquiries=("2024-000001", "2024-000002")),
            "inquiry-runs: 责任追究 2024-000001、2024-000002 尚未终结，case:2014-000001 的记录",
        ),
    ],
)
def test_what_is_needed_is_neither_asked_for_nor_approved(kept, said) -> None:
    facts = {"about": ABOUT, "kept": kept, "today": TODAY}
    asked = refusal(shredding.ask, after(), asking=ASKING, **facts)
    approved = refusal(shredding.approve, after(ASKED), deciding=OTHER, **facts)
    assert asked == approved
    assert asked.startswith(f"conflict {said}")


def test_as_long_as_it_is_used_there_is_no_day_from_which_it_may_go() -> None:
    assert (Kept(ended=None).allowed_from, Kept(ended=ENDED).allowed_from) == (None, None)


@pytest.mark.clause("S12", "S44")
def test_the_same_request_again_is_none_and_another_waits_for_the_first() -> None:
    facts = {"about": ABOUT, "kept": KEPT, "today": TODAY}
    other = Asking(ground=events.Ground.UNLAWFUL, basis=LAW)
    assert shredding.ask(after(ASKED), asking=ASKING, **facts) == []
    assert refusal(shredding.ask, after(ASKED), asking=other, **facts) == (
        "conflict shredding-pending: case:2014-000001 已有待批准的删除申请，请先批准、退回或撤回"
    )
    for end in (REFUSED, WITHDRAWN):
        assert shredding.ask(after(ASKED, end), asking=ASKING, **facts) == [ASKED]


@pytest.mark.clause("S12", "S44")
def test_somebody_else_approves_who_had_no_hand_in_it() -> None:
    facts = {"about": ABOUT, "kept": KEPT, "today": TODAY}
    assert shredding.approve(after(ASKED), deciding=OTHER, **facts) == [APPROVED]
    assert shredding.approve(after(ASKED, APPROVED), deciding=OTHER, **facts) == []
    own = Deciding(by="0001", askers=frozenset({"0001"}), involved=frozenset({"0001"}))
    assert refusal(shredding.approve, after(ASKED), deciding=own, **facts) == (
        "not-allowed own-shredding: 0001 提出了删除申请，须由他人批准或退回"
    )
    hand = Deciding(by="0003", askers=frozenset({"0001"}), involved=frozenset({"0003"}))
    assert refusal(shredding.approve, after(ASKED), deciding=hand, **facts) == (
        "not-allowed involved: 0003 经办过、被请办或被报告过此事，或就是本人，"
        "不能批准删除其中的个人信息，"
        "请由其他有权的人办理"
    )
    told = {"refused": REFUSED, "about": ABOUT}
    assert "own-shredding" in refusal(shredding.refuse, after(ASKED), deciding=own, **told)
    assert "不能退回删除" in refusal(shredding.refuse, after(ASKED), deciding=hand, **told)


@pytest.mark.clause("S12")
def test_only_what_was_asked_for_is_approved_refused_or_withdrawn() -> None:
    for history in ((), (ASKED, REFUSED), (ASKED, WITHDRAWN), (ORDERED,)):
        state = after(*history)
        told = refusal(
            shredding.approve, state, about=ABOUT, kept=KEPT, deciding=OTHER, today=TODAY
        )
        assert told == ("conflict nothing-asked: case:2014-000001 没有待批准的删除申请，不能批准")
        told = refusal(shredding.refuse, state, refused=REFUSED, about=ABOUT, deciding=OTHER)
        assert told.endswith("不能退回")
        told = refusal(shredding.withdraw, state, withdrawn=WITHDRAWN, about=ABOUT)
        assert told.endswith("不能撤回")
    state = after(ASKED)
    assert shredding.refuse(state, refused=REFUSED, about=ABOUT, deciding=OTHER) == [REFUSED]
    assert shredding.withdraw(state, withdrawn=WITHDRAWN, about=ABOUT) == [WITHDRAWN]


@pytest.mark.clause("S12", "S44")
def test_what_is_gone_is_neither_restricted_nor_destroyed_again() -> None:
    state = after(ASKED, APPROVED)
    assert refusal(ordering.restrict, state, ordered=ORDERED, about=GONE) == (
        "conflict already-shredded: case:2014-000001 没有留存的个人信息，没有可限制处理的"
    )
    asked = refusal(shredding.ask, state, asking=ASKING, about=GONE, kept=KEPT, today=TODAY)
    assert asked.endswith("没有可删除的")
    assert shredding.ask(state, asking=ASKING, about=ABOUT, kept=KEPT, today=TODAY) == [ASKED]


@pytest.mark.parametrize(
    ("name", "stream", "holds", "other"),
    [
        ("case:2014-000001", "case/2014-000001", "", "p1"),
        ("case:2014-000001:p1", "case/2014-000001", "p1", "p2"),
        ("household:dafeng-000001:m12", "household/dafeng-000001", "m12", ""),
        ("person:0002", "person/0002", "", None),
        ("visit:2026-000001", "visit/2026-000001", "", None),
    ],
)
def test_a_subject_is_a_stream_or_a_part_of_one(name, stream, holds, other) -> None:
    found = subject(name)
    assert found is not None
    assert (found.stream, found.orders) == (stream, f"privacy/{name}")
    assert found.holds(holds)
    if other is not None:
        assert found.holds(other) is (found.part is None)


@pytest.mark.parametrize(
    "name", ["", "case", "case:", "book:1", "person:0002:p1", "case:1:p0", "case:1:x1", "case/1"]
)
def test_no_other_name_is_one_of_a_subject(name) -> None:
    assert subject(name) is None


def recorded(position: int, event: events.Event) -> Envelope:
    at = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)
    return Envelope(
        position=position,
        stream="privacy/case:1",
        version=position,
        recorded_at=at,
        occurred_at=at,
        actor="0001",
        on_behalf_of=None,
        event=event,
    )


@pytest.mark.clause("S12", "S44")
@pytest.mark.parametrize(
    ("history", "state", "restricted"),
    [
        ((ORDERED,), PrivacyState.RESTRICTED, True),
        ((ORDERED, LIFTED), PrivacyState.ACTIVE, False),
        ((ORDERED, ASKED), PrivacyState.ASKED, True),
        ((ORDERED, ASKED, REFUSED), PrivacyState.RESTRICTED, True),
        ((ASKED, WITHDRAWN), PrivacyState.ACTIVE, False),
        ((ORDERED, ASKED, APPROVED), PrivacyState.SHREDDED, False),
        ((ASKED, APPROVED, ASKED, APPROVED), PrivacyState.SHREDDED, False),
    ],
)
def test_a_subject_stands_as_it_was_last_ordered(history, state, restricted) -> None:
    file = privacy.fold(recorded(n, event) for n, event in enumerate(history, 1))
    assert (file.state, file.restricted) == (state, restricted)


@pytest.mark.clause("S12", "S44")
def test_an_order_reaches_its_own_keys_and_an_approval_none_that_came_later() -> None:
    keys = [SubjectKey(1, "", 1), SubjectKey(2, "p1", 1), SubjectKey(3, "", 9)]
    whole, one = subject("case:1"), subject("case:1:p1")
    assert whole is not None
    assert one is not None
    restricted = privacy.fold([recorded(2, ORDERED)])
    shredded = privacy.fold([recorded(3, ASKED), recorded(5, APPROVED)])

    def found(orders) -> tuple[set[int], set[int]]:
        closed: Wanted = wanted(orders, keys)
        return {*closed.restricted}, {*closed.shredded}

    assert found({}) == (set(), set())
    assert found({whole: restricted}) == ({1, 2, 3}, set())
    assert found({one: restricted}) == ({2}, set())
    assert found({whole: shredded}) == (set(), {1, 2})
    assert found({whole: restricted, one: shredded}) == ({1, 3}, {2})
