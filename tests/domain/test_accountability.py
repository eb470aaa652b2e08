"""What may be asked of an inquiry, and what is then recorded or refused."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.accountability_samples import SAMPLES

from minqing_core.accountability import events
from minqing_core.accountability.decisions import deciding, inquiring, refusals
from minqing_core.accountability.decisions.deciding import Ruling
from minqing_core.accountability.decisions.inquiring import Before, Finding, Opening
from minqing_core.accountability.decisions.requirements import Ground, Held, Overdue
from minqing_core.accountability.events import Accounting, Element, Evidence
from minqing_core.accountability.state import NONE, Inquiry, fold
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError

PERSON, NEXT, INQUIRER, LEADER, OTHER = "0003", "0005", "0004", "0101", "0102"
CASE, TODAY = "2024-000001", date(2024, 6, 20)
WHY = Personal("如材料所载")
AT = Evidence(stream=f"case/{CASE}", version=2)
GROUND = Ground(
    held=(
        Held(person=PERSON, since=date(2024, 3, 1), until=date(2024, 5, 1)),
        Held(person=NEXT, since=date(2024, 5, 1), until=None),
    ),
    overdue=(
        Overdue(title="办结", told=False, since=date(2024, 4, 1), until=date(2024, 5, 20)),
        Overdue(title="向群众反馈办理结果", told=True, since=date(2024, 5, 1), until=None),
    ),
    recused=frozenset({"0109"}),
    inquirers=frozenset({INQUIRER}),
    hearers=frozenset({"0110"}),
    streams={f"case/{CASE}": 4, f"person/{PERSON}": 1},
    labels={PERSON: "李秀英", NEXT: "周员", Accounting.TALK: "谈话提醒"},
    today=TODAY,
)
OPENED = events.InquiryOpened(case=CASE, person=PERSON, upto=40, text=WHY)
ELEMENTS = (Element.FAULT, Element.LATE, Element.CONSEQUENCE, Element.RESPONSIBLE)
HEARD = events.StatementHeard(text=Personal("找过供电所"))
TALK = Ruling(outcome=Accounting.TALK, text=WHY)
FREE = Ruling(outcome=Accounting.NOT_RESPONSIBLE, text=WHY)
DROPPED = events.InquiryDropped(reason=WHY)


def found(number: int, element: Element, *, holds: bool = True) -> events.ElementFound:
    day = date(2024, 4, 1) if element in (*events.FAILURES, Element.RESPONSIBLE) else None
    return events.ElementFound(
        finding=number,
        element=element,
        holds=holds,
        evidence=(AT,),
        person=PERSON if element is Element.RESPONSIBLE else None,
        on=day,
        text=WHY,
    )


FOUND = tuple(found(n, element) for n, element in enumerate(ELEMENTS, start=1))
SHOWN = events.EvidenceShown(findings=(1, 2, 3, 4))
READY = fold((OPENED, *FOUND, SHOWN, HEARD))
DECIDED = events.InquiryDecided(outcome=Accounting.TALK, findings=(1, 2, 3, 4), text=WHY)
LODGED = events.AppealLodged(text=Personal("已移交"))
APPEALED = fold((DECIDED, LODGED), READY)


def finding(element: Element = Element.FAULT, **facts: Any) -> Finding:
    return Finding(**{"element": element, "holds": True, "evidence": (AT,), "text": WHY, **facts})


def responsible(**facts: Any) -> Finding:
    return finding(Element.RESPONSIBLE, **facts)


def find(inquiry: Inquiry, asked: Finding, by: str = INQUIRER) -> list[Any]:
    return inquiring.find(inquiry, finding=asked, ground=GROUND, by=by)


def decide(inquiry: Inquiry, ruling: Ruling = TALK, by: str = LEADER) -> list[Any]:
    return deciding.decide(inquiry, ruling=ruling, ground=GROUND, by=by)


def on_appeal(inquiry: Inquiry, ruling: Ruling = FREE, by: str = OTHER) -> list[Any]:
    return deciding.decide_appeal(inquiry, ruling=ruling, first=LEADER, ground=GROUND, by=by)


def hear(inquiry: Inquiry, statement: Any = HEARD, by: str = INQUIRER) -> list[Any]:
    return inquiring.hear(inquiry, statement=statement, ground=GROUND, by=by)


def show(inquiry: Inquiry, by: str = INQUIRER) -> list[Any]:
    return inquiring.show_evidence(inquiry, ground=GROUND, by=by)


def drop(inquiry: Inquiry) -> list[Any]:
    return inquiring.drop(inquiry, dropped=DROPPED, ground=GROUND, by=INQUIRER)


def open_(before: Before, by: str = INQUIRER, **facts: Any) -> list[Any]:
    opening = Opening(**{"case": CASE, "person": PERSON, "text": WHY, **facts})
    return inquiring.open_inquiry(opening, before=before, ground=GROUND, by=by, upto=40)


@pytest.mark.clause("S66")
def test_an_incident_is_recorded_once_it_happened() -> None:
    incident = SAMPLES[0]
    learned = dict.fromkeys(incident.cases, incident.on)

    def record(told: Any = incident, today: date = TODAY) -> list[Any]:
        return inquiring.record_incident(told, learned=learned, today=today)

    assert record(today=incident.on) == [incident]
    with pytest.raises(refusals.IncidentAheadError):
        record(today=date(2024, 6, 11))
    with pytest.raises(refusals.IncidentBeforeError) as early:
        record(attrs.evolve(incident, on=date(2024, 6, 11)))
    assert str(early.value) == (
        "发生日期 2024-06-11 早于获知民情 2024-000123 之日 2024-06-12，不是该件办理不当的后果；"
        "请核对日期，或只填获知在前的民情"
    )
    with pytest.raises(refusals.AccountTextError) as blank:
        record(attrs.evolve(incident, text=Personal(" ")))
    assert str(blank.value) == "事件经过不能为空"


@pytest.mark.clause("S66")
def test_an_inquiry_is_opened_on_the_log_as_it_stands_and_once_for_a_person_and_matter() -> None:
    assert open_(Before()) == [OPENED]
    incident = "2024-000001"
    assert open_(Before(cases=(CASE,)), incident=incident) == [
        attrs.evolve(OPENED, incident=incident)
    ]
    for before, facts, refusal in (
        (Before(inquiry="2024-000007"), {}, refusals.AlreadyInquiredError),
        (Before(), {"incident": incident}, refusals.IncidentElsewhereError),
        (Before(), {"text": Personal("")}, refusals.AccountTextError),
        (Before(), {"by": PERSON}, refusals.OwnInquiryError),
        (Before(), {"by": "0109"}, refusals.RecusedFromInquiryError),
    ):
        with pytest.raises(refusal):
            open_(before, **facts)


@pytest.mark.clause("S66")
def test_each_element_is_found_by_itself_and_a_later_finding_stands() -> None:
    opened = fold((OPENED,))
    assert find(opened, finding(Element.FAULT)) == [FOUND[0]]
    first = fold((FOUND[0],), opened)
    assert find(first, finding(Element.FAULT)) == []
    again = find(first, finding(Element.FAULT, holds=False, evidence=()))
    assert again == [attrs.evolve(FOUND[0], finding=2, holds=False, evidence=())]
    assert fold(again, first).found(Element.FAULT) == again[0]


@pytest.mark.clause("S66")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (finding(evidence=()), "认定“fault”成立，须写明所依据的记录"),
        (
            finding(evidence=(attrs.evolve(AT, stream="case/2024-000009"),)),
            "case/2024-000009 与本案无关，可作依据的有：case/2024-000001、person/0003",
        ),
        (finding(evidence=(attrs.evolve(AT, version=5),)), "case/2024-000001 没有第 5 步"),
        (finding(evidence=(attrs.evolve(AT, version=0),)), "case/2024-000001 没有第 0 步"),
        (finding(text=Personal(" ")), "认定的理由不能为空"),
        (finding(on=TODAY), "认定“fault”不写日期"),
        (finding(person=PERSON), "认定“fault”不写责任人"),
        (finding(Element.LATE, on=TODAY, person=PERSON), "认定“late”不写责任人"),
        *(
            (finding(failure), f"认定“{failure}”须写明失职发生在哪一天（应办而未办之日）")
            for failure in events.FAILURES
        ),
        (finding(Element.LATE, on=date(2024, 6, 21)), "日期 2024-06-21 晚于今天 2024-06-20"),
    ],
)
def test_a_finding_rests_on_what_stands_in_the_log_and_belongs_to_it(asked, said) -> None:
    with pytest.raises(RefusalError) as refusal:
        find(fold((OPENED,)), asked)
    assert str(refusal.value).startswith(said)


@pytest.mark.clause("S25", "S66")
def test_who_is_named_responsible_held_the_matter_at_that_time() -> None:
    opened = fold((OPENED,))
    (event,) = find(opened, responsible(on=date(2024, 5, 1)))
    assert (event.person, event.on) == (PERSON, date(2024, 5, 1))
    with pytest.raises(refusals.NotHolderError) as named:
        find(opened, responsible(on=date(2024, 5, 2)))
    assert str(named.value) == (
        "0003 在 2024-05-02 不是民情 2024-000001 的责任人，当日的责任人是：周员"
    )
    with pytest.raises(refusals.NotHolderError) as nobody:
        find(opened, responsible(on=date(2024, 2, 1)))
    assert "当日的责任人是：无" in str(nobody.value)
    with pytest.raises(refusals.OtherPersonError):
        find(opened, responsible(on=date(2024, 5, 2), person=NEXT))
    with pytest.raises(refusals.DayMissingError):
        find(opened, responsible())
    with pytest.raises(refusals.DayAheadError):
        find(opened, responsible(on=date(2024, 6, 21)))
    (other,) = find(opened, responsible(on=date(2024, 5, 2), holds=False, person=NEXT))
    assert (other.holds, other.person) == (False, NEXT)
    (none,) = find(opened, responsible(on=date(2024, 5, 2), holds=False))
    assert none.person is None


@pytest.mark.clause("S66")
def test_everything_is_shown_before_the_person_is_heard() -> None:
    opened = fold((OPENED,))
    for early in (show, hear):
        with pytest.raises(refusals.NothingFoundError):
            early(opened)
    some = fold(FOUND, opened)
    with pytest.raises(refusals.EvidenceUnshownError) as unshown:
        hear(some)
    assert str(unshown.value) == "第 1、2、3、4 项认定尚未向本人出示，不能听取陈述申辩"
    assert show(some) == [SHOWN]
    shown = fold((SHOWN,), some)
    assert show(shown) == []
    assert hear(shown) == [HEARD]
    assert hear(shown, by=PERSON) == [HEARD]
    assert hear(READY) == []
    with pytest.raises(refusals.OwnInquiryError):
        show(some, by=PERSON)


@pytest.mark.clause("S66")
def test_that_somebody_declined_to_speak_is_in_their_hand_or_a_second_persons() -> None:
    shown = fold((OPENED, *FOUND, SHOWN))
    declined = events.StatementHeard(text=Personal("不作陈述"), declined=True)
    assert hear(shown, declined, by=PERSON) == [declined]
    assert hear(shown, declined, by="0111") == [declined]
    with pytest.raises(refusals.WaiverAloneError) as alone:
        hear(shown, declined)
    assert str(alone.value) == (
        "0004 参与了本案的认定或出示材料，不能记明 0003 放弃陈述申辩；"
        "须由 0003 本人写明，或由没有参与的人记明"
    )
    with pytest.raises(refusals.RecusedFromInquiryError):
        hear(shown, declined, by="0109")


@pytest.mark.clause("S66")
def test_who_found_showed_or_heard_decides_neither_on_it_nor_on_the_appeal() -> None:
    for by in (INQUIRER, "0110"):
        for inquiry, do in ((READY, decide), (APPEALED, on_appeal)):
            with pytest.raises(refusals.InquirerDecidesError):
                do(inquiry, by=by)


@pytest.mark.clause("S66")
def test_a_failure_is_of_a_day_on_which_something_was_overdue_or_it_is_said_why() -> None:
    opened, told = fold((OPENED,)), Element.NOT_FED_BACK
    for element, day in (
        (Element.LATE, date(2024, 4, 1)),
        (Element.NOT_HANDLED, date(2024, 5, 20)),
        (told, TODAY),
    ):
        assert find(opened, finding(element, on=day))
    with pytest.raises(refusals.NothingOverdueError) as nothing:
        find(opened, finding(told, on=date(2024, 4, 30)))
    assert str(nothing.value) == (
        "2024-04-30 没有逾期的反馈职责，认定“not-fed-back”成立须另行写明期限以外的失职理由；"
        "记录中逾期的反馈职责：向群众反馈办理结果（2024-05-01 起）"
    )
    with pytest.raises(refusals.NothingOverdueError) as handled:
        find(opened, finding(Element.LATE, on=date(2024, 5, 21)))
    assert "办结（2024-04-01 起至 2024-05-20）" in str(handled.value)
    kept = attrs.evolve(GROUND, overdue=())
    asked = finding(told, on=date(2024, 4, 30))
    with pytest.raises(refusals.NothingOverdueError) as never:
        inquiring.find(opened, finding=asked, ground=kept, by=INQUIRER)
    assert str(never.value).endswith("记录中逾期的反馈职责：无")
    why = Personal("答应三日内答复而没有")
    (event,) = find(opened, attrs.evolve(asked, without_limit=why))
    assert event.without_limit == why
    assert find(fold((event,), opened), attrs.evolve(asked, without_limit=why)) == []
    with pytest.raises(refusals.AccountTextError):
        find(opened, attrs.evolve(asked, without_limit=Personal(" ")))
    for needless in (
        finding(without_limit=why),
        finding(told, on=TODAY, without_limit=why),
        attrs.evolve(asked, holds=False, without_limit=why),
    ):
        with pytest.raises(refusals.LimitReasonNotNeededError):
            find(opened, needless)


@pytest.mark.clause("S66")
def test_nothing_is_decided_before_the_person_saw_everything_and_was_heard() -> None:
    some = fold((OPENED, *FOUND))
    with pytest.raises(refusals.EvidenceUnshownError):
        decide(some)
    with pytest.raises(refusals.UnheardError):
        decide(fold((SHOWN,), some))
    assert decide(READY) == [DECIDED]
    assert decide(fold((DECIDED,), READY)) == []
    new = fold((found(5, Element.EXCUSAL),), READY)
    with pytest.raises(refusals.EvidenceUnshownError):
        decide(new)
    with pytest.raises(refusals.UnheardError):
        decide(fold((events.EvidenceShown(findings=(1, 2, 3, 4, 5)),), new))


@pytest.mark.clause("S66")
@given(st.dictionaries(st.sampled_from(Element), st.booleans(), min_size=1))
def test_somebody_answers_only_where_all_the_elements_hold(held: dict[Element, bool]) -> None:
    findings = [found(n, e, holds=h) for n, (e, h) in enumerate(held.items(), start=1)]
    shown = events.EvidenceShown(findings=tuple(f.finding for f in findings))
    inquiry = fold((OPENED, *findings, shown, HEARD))
    failures = (Element.NOT_HANDLED, Element.LATE, Element.NOT_FED_BACK)
    whole = any(held.get(e) for e in failures) and all(
        held.get(e) for e in (Element.FAULT, Element.CONSEQUENCE, Element.RESPONSIBLE)
    )
    assert decide(inquiry, FREE)
    for outcome in set(Accounting) - {Accounting.NOT_RESPONSIBLE}:
        tolerance = WHY if outcome is Accounting.TOLERATED else None
        ruling = Ruling(outcome=outcome, text=WHY, tolerance=tolerance)
        if whole:
            assert decide(inquiry, ruling)
        else:
            with pytest.raises(refusals.ElementsMissingError):
                decide(inquiry, ruling)


@pytest.mark.clause("S66")
def test_a_failure_that_does_not_hold_needs_no_day() -> None:
    (event,) = find(fold((OPENED,)), finding(Element.LATE, holds=False, evidence=()))
    assert event.on is None


@pytest.mark.clause("S25", "S66")
def test_somebody_answers_only_for_a_failure_of_the_day_on_which_the_matter_was_theirs() -> None:
    later = attrs.evolve(FOUND[3], finding=5, on=date(2024, 4, 20))
    shown = events.EvidenceShown(findings=(1, 2, 3, 4, 5))
    inquiry = fold((later, shown, HEARD), READY)
    with pytest.raises(refusals.OtherTimeError) as other:
        decide(inquiry)
    assert str(other.value) == (
        "决定“谈话提醒”须失职之日由 0003 负责：认定其负责的是 2024-04-20，失职之日的责任人是："
        "2024-04-01 李秀英；日期不合时只能决定“not-responsible”"
    )
    assert decide(inquiry, FREE)
    undated = attrs.evolve(FOUND[1], finding=5, on=None)
    with pytest.raises(refusals.OtherTimeError):
        decide(fold((undated, shown, HEARD), READY))
    second = attrs.evolve(found(6, Element.NOT_FED_BACK), on=date(2024, 4, 20))
    both = events.EvidenceShown(findings=(1, 2, 3, 4, 5, 6))
    assert decide(fold((second, both, HEARD), inquiry))


@pytest.mark.clause("S66")
def test_what_is_lacking_is_named() -> None:
    inquiry = fold((OPENED, FOUND[0], events.EvidenceShown(findings=(1,)), HEARD))
    with pytest.raises(refusals.ElementsMissingError) as lacking:
        decide(inquiry)
    assert str(lacking.value) == (
        "决定“谈话提醒”须下列各项均成立，尚缺：not-handled或late或not-fed-back、consequence、"
        "responsible；缺项时只能决定“not-responsible”"
    )


@pytest.mark.clause("S66")
def test_tolerance_has_its_reason_and_nothing_else_has() -> None:
    tolerated = Ruling(outcome=Accounting.TOLERATED, text=WHY, tolerance=Personal("没有私利"))
    (event,) = decide(READY, tolerated)
    assert event == attrs.evolve(
        DECIDED, outcome=Accounting.TOLERATED, tolerance=Personal("没有私利")
    )
    for ruling in (
        attrs.evolve(tolerated, tolerance=None),
        attrs.evolve(tolerated, outcome=Accounting.TALK),
    ):
        with pytest.raises(refusals.ToleranceError):
            decide(READY, ruling)
    with pytest.raises(refusals.AccountTextError):
        decide(READY, attrs.evolve(tolerated, tolerance=Personal(" ")))


@pytest.mark.clause("S66")
def test_neither_the_person_nor_who_keeps_away_decides() -> None:
    for inquiry, do in ((READY, decide), (APPEALED, on_appeal)):
        with pytest.raises(refusals.OwnInquiryError):
            do(inquiry, by=PERSON)
        with pytest.raises(refusals.RecusedFromInquiryError):
            do(inquiry, by="0109")


@pytest.mark.clause("S66")
def test_the_person_appeals_once_and_another_decides_no_heavier() -> None:
    decided = fold((DECIDED,), READY)

    def appeal(inquiry: Inquiry, lodged: Any = LODGED, by: str = PERSON) -> list[Any]:
        return deciding.appeal(inquiry, lodged=lodged, by=by)

    assert appeal(decided) == [LODGED]
    assert appeal(APPEALED) == []
    with pytest.raises(refusals.AlreadyAppealedError):
        appeal(APPEALED, events.AppealLodged(text=WHY))
    with pytest.raises(refusals.OnlyConcernedError):
        appeal(decided, by=LEADER)
    with pytest.raises(refusals.UndecidedError):
        appeal(READY)
    with pytest.raises(refusals.NotAppealedError):
        on_appeal(decided)
    with pytest.raises(refusals.NotAppealedError):
        on_appeal(READY)
    with pytest.raises(refusals.FirstDeciderError):
        on_appeal(APPEALED, by=LEADER)
    with pytest.raises(refusals.HeavierError) as heavier:
        on_appeal(APPEALED, Ruling(outcome=Accounting.CRITICISM, text=WHY))
    assert str(heavier.value) == "申诉不加重：原决定是“谈话提醒”，不能改为“criticism”"
    answer = events.AppealDecided(outcome=Accounting.NOT_RESPONSIBLE, text=WHY)
    assert on_appeal(APPEALED) == [answer]
    ended = fold((answer,), APPEALED)
    assert on_appeal(ended) == []
    with pytest.raises(refusals.AppealDecidedError):
        on_appeal(ended, TALK)


@pytest.mark.clause("S66")
def test_an_inquiry_is_dropped_before_it_is_decided_and_then_over() -> None:
    assert drop(READY) == [DROPPED]
    dropped = fold((DROPPED,), READY)
    assert drop(dropped) == []
    for late in (
        lambda: find(dropped, finding()),
        lambda: show(dropped),
        lambda: hear(dropped),
        lambda: decide(dropped),
        lambda: on_appeal(dropped),
        lambda: deciding.appeal(dropped, lodged=LODGED, by=PERSON),
    ):
        with pytest.raises(refusals.DroppedError):
            late()
    decided = fold((DECIDED,), READY)
    for late in (
        lambda: find(decided, finding()),
        lambda: drop(decided),
        lambda: decide(decided, FREE),
    ):
        with pytest.raises(refusals.AlreadyDecidedError):
            late()


def test_nothing_is_folded_of_nothing() -> None:
    assert fold(()) == NONE
