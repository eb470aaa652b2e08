"""Who could have known of a matter, from when on and by what, is read from the record alone."""

from typing import Any

import pytest
from tests.assemblies import hold
from tests.inspectors import COMMISSIONER, ENGINEER, LEADER, NEIGHBOUR
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by, shanghai

TOLD = {"stage": "opinion", "means": "visit", "text": "已安排抢修"}


def known(town: Town, case: str, person: str = INVESTIGATOR, **asked: Any) -> Any:
    return town.do("case.knowledge", act=by(person), case=case, **asked)


def ways(page: Any) -> dict[str, list[tuple[str, str]]]:
    """Return by what each could have known, and from when on."""
    return {
        one["person"] or one["unit"]: [(knew["by"], knew["on"][5:]) for knew in one["known"]]
        for one in page["knowers"]
    }


@pytest.mark.clause("S25", "S38", "S64", "S66", "S72", "S76")
def test_whoever_was_asked_told_reminded_or_ordered_could_have_known(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-04")
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    report = {"to": LEADER, "text": "请示", "follow_up": "2024-03-15"}
    wide.do("case.escalate", act=by(SECRETARY), case=case, report=report)
    wide.set("2024-03-05")
    wide.step(case, "measure", text="换灯", owner=MEMBER, due="2024-03-29")
    wide.step(case, "leader", leader=COMMISSIONER)
    task = {"unit": "urban", "person": ENGINEER, "text": "查线路", "due": "2024-03-29"}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    asked = {"unit": "urban", "reason": "线路是他们的"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.set("2024-03-06")
    reminder = {"to": SECRETARY, "text": "快到期了"}
    wide.do("case.remind", act=by(CLERK), case=case, reminder=reminder)
    ordering = {"to": SECRETARY, "text": "限期", "due": "2024-03-29"}
    wide.do("case.supervise", act=by(LEADER), case=case, ordering=ordering)

    assert ways(known(wide, case)) == {
        SECRETARY: [("recording", "03-01"), ("reminder", "03-06"), ("supervision", "03-06")],
        LEADER: [("report", "03-04")],
        MEMBER: [("measure", "03-05")],
        COMMISSIONER: [("leading", "03-05")],
        ENGINEER: [("cohandling", "03-05")],
        "urban": [("handover", "03-05")],
        CLERK: [("acting", "03-06")],
    }


@pytest.mark.clause("S25", "S40")
def test_who_took_it_over_or_was_told_of_an_urgent_one_could_have_known(wide: Town) -> None:
    case = wide.record(act=by(MEMBER), urgency="urgent")
    asked = {"unit": "dafeng", "to": SECRETARY, "reason": "换人"}
    wide.do("case.handover", act=by(MEMBER), case=case, handover=asked)
    wide.do("case.accept", act=by(SECRETARY), case=case)
    wide.set("2024-03-04")
    given = {"owner": NEIGHBOUR, "unit": "anyang", "reason": "归他们管"}
    wide.do("case.assign", act=by(CLERK), case=case, assigned=given)
    found = ways(known(wide, case))
    assert found[SECRETARY][-1] == ("answering", "03-01")
    assert found[NEIGHBOUR] == [("answering", "03-04"), ("told", "03-04")]
    assert ("told", "03-01") in {way for told in found.values() for way in told}


@pytest.mark.clause("S25", "S66")
def test_the_gap_to_the_first_act_is_in_working_days(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "measure", text="换灯", owner=MEMBER, due="2024-03-29")
    wide.set("2024-03-08")
    wide.step(case, "carried-out", measure=1, text="换了", act=by(MEMBER))
    wide.set("2024-03-12")
    page = known(wide, case)
    gaps = {one["person"]: (one["first_act"], one["gap_days"]) for one in page["knowers"]}
    assert gaps[MEMBER][0]["event"] == "MeasureCarriedOut"
    assert gaps[MEMBER][1] == 5
    assert gaps[SECRETARY][1] == 0
    wide.step(case, "leader", leader=LEADER)
    wide.set("2024-03-19")
    page = known(wide, case)
    (leader,) = (one for one in page["knowers"] if one["person"] == LEADER)
    assert (leader["first_act"], leader["gap_days"], leader["acted"]) == (None, 5, ())


def gaps(page: Any) -> dict[str, tuple[str, int]]:
    """Return how long each who could have known did nothing, and what that ended with."""
    return {one["person"] or one["unit"]: (one["gap"], one["gap_days"]) for one in page["knowers"]}


def went_on(wide: Town) -> str:
    """Record a matter that several could have known of: some leave it, some come after its end."""
    case = wide.record(act=by(SECRETARY))
    wide.step(case, "measure", text="换灯", owner=MEMBER, due="2024-03-29")
    wide.step(case, "measure", text="看线路", owner=ENGINEER, due="2024-03-29")
    wide.step(case, "leader", leader=LEADER)
    task = {"unit": "urban", "text": "查线路", "due": "2024-03-29"}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    wide.set("2024-03-06")
    asked = {"person": LEADER, "reason": "亲属"}
    wide.do("case.recuse", act=by(SECRETARY), case=case, asked=asked)
    wide.do("case.recuse-grant", act=by(CLERK), case=case, granting={"person": LEADER})
    away = {"until": "2024-03-07", "destination": "市水务局", "reason": "组织调动"}
    wide.do("roster.transfer", act=by(CLERK), person=ENGINEER, transferred=away)
    wide.set("2024-03-11")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback={**TOLD, "stage": "result"})
    over = {"task": 1, "reason": "不用了"}
    wide.do("case.assist-end", act=by(SECRETARY), case=case, ended=over)
    ended = {"outcome": "not-supported", "effect": "不予办理", "basis": "不属实"}
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    wide.set("2024-04-08")
    hold(wide, ("照明", [case]), attendants=[NEIGHBOUR])
    return case


@pytest.mark.clause("S25", "S46", "S66")
def test_only_the_days_count_on_which_it_was_open_and_somebody_was_to_act(wide: Town) -> None:
    case = went_on(wide)
    wide.set("2024-06-03")
    page = known(wide, case)
    assert gaps(page) == {
        SECRETARY: ("acted", 0),
        MEMBER: ("ended", 6),
        LEADER: ("recused", 3),
        "urban": (None, None),
        ENGINEER: ("left", 4),
        CLERK: ("acted", 0),
        NEIGHBOUR: ("after-end", None),
    }
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "又坏了"})
    wide.set("2024-06-07")
    again = gaps(known(wide, case))
    assert (again[MEMBER], again[LEADER], again[ENGINEER], again[NEIGHBOUR]) == (
        *(("still", 10), ("recused", 3), ("left", 4)),
        ("still", 4),
    )


@pytest.mark.clause("S66", "S80")
def test_who_looks_into_it_or_tells_the_public_of_it_was_not_to_act_in_it(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-05")
    opening = {"case": case, "person": SECRETARY, "text": "群众反映"}
    wide.do("accountability.open", act=by(INVESTIGATOR), opening=opening)
    wide.set("2024-06-03")
    assert gaps(known(wide, case)) == {
        SECRETARY: ("still", gaps(known(wide, case))[SECRETARY][1]),
        INVESTIGATOR: ("apart", None),
    }


@pytest.mark.clause("S25")
def test_who_writes_down_for_another_knew_from_the_writing_and_the_other_from_the_learning(
    wide: Town,
) -> None:
    wide.set("2024-03-11")
    learned = {**MATTER, "learned_at": "2024-03-05T09:00:00+08:00"}
    for_other = by(CLERK, on_behalf_of=SECRETARY)
    first = wide.do("case.record", act=for_other, matter=learned)["id"]
    assert ways(known(wide, first)) == {
        SECRETARY: [("recording", "03-05")],
        CLERK: [("recording", "03-11")],
    }
    given = {"matter": learned, "owner": MEMBER, "unit": "dafeng"}
    second = wide.do("case.record", act=by(SECRETARY), **given)["id"]
    assert ways(known(wide, second)) == {
        SECRETARY: [("recording", "03-05")],
        MEMBER: [("answering", "03-11")],
    }


@pytest.mark.clause("S25", "S66", "S83")
def test_what_was_taken_over_from_elsewhere_is_known_here_since_it_was_recorded_here(
    wide: Town,
) -> None:
    wide.set("2024-04-08")
    source = {"system": "12345", "number": "77"}
    learned = {**MATTER, "learned_at": "2024-03-01", "source": source}
    given = {"matter": learned, "owner": MEMBER, "unit": "dafeng"}
    case = wide.do("case.record", act=by(SECRETARY), **given)["id"]
    assert ways(known(wide, case)) == {
        SECRETARY: [("recording", "04-08")],
        MEMBER: [("answering", "04-08")],
    }
    page = known(wide, case, when={"as_of": "2024-03-15"})
    assert page["matrix"]["columns"] == ({"first": "2024-04-08", "last": "2024-04-08"},)


@pytest.mark.clause("S53")
def test_a_reviewer_had_before_them_what_was_written_by_then_and_no_more(wide: Town) -> None:
    case = wide.record(act=by(MEMBER))
    wide.step(case, "cause", text="线路老化", act=by(MEMBER))
    wide.record(act=by(MEMBER), title="另一盏灯")
    wide.set("2024-04-08")
    reflection = {"text": "多走动"}
    wide.do("review.assess", act=by(MEMBER), period="2024-Q1", reflection=reflection)
    opinion = {"opinion": "办得及时", "grade": "good"}
    asked = {"person": MEMBER, "period": "2024-Q1", "opinion": opinion}
    wide.do("review.record", act=by(SECRETARY), **asked)
    wide.set("2024-04-09")
    wide.step(case, "note", text="已报修", act=by(MEMBER))
    page = known(wide, case)
    (reviewer,) = (one for one in page["knowers"] if one["person"] == SECRETARY)
    (knew,) = reviewer["known"]
    assert (knew["by"], knew["on"], knew["version"]) == ("review", "2024-04-08", 2)
    assert knew["of"] == f"{MEMBER} 2024-Q1"
    assert knew["source"]["stream"] == f"review/{MEMBER}-2024-Q1"
    before = known(wide, case, when={"known_by": "2024-04-07"})
    assert [one["person"] for one in before["knowers"]] == [MEMBER]


@pytest.mark.clause("S51", "S60", "S61", "S78")
def test_who_met_studied_or_inspected_it_could_have_known(wide: Town) -> None:
    case, other = wide.record(), wide.record(title="另一盏灯")
    wide.set("2024-03-05")
    meeting = hold(wide, ("照明", [case]), ("环境", []))
    wide.set("2024-03-06")
    studied = {"title": "照明", "reason": "hot", "text": "多处不亮", "cases": [other]}
    study = wide.do("study.open", act=by(CLERK), study=studied)["id"]
    wide.do("study.add", act=by(CLERK), study=study, added={"cases": [case]})
    decided = {"held_on": "2024-03-06", "participants": [COMMISSIONER], "text": "更换"}
    wide.do("study.decide", act=by(LEADER), study=study, decision=decided)
    resolved = {"text": "更换", "owner": ENGINEER, "due": "2024-05-31"}
    wide.do("study.resolve", act=by(LEADER), study=study, resolution=resolved)
    wide.set("2024-03-07")
    opening = {"kind": "spot-check", "units": ["dafeng"], "sample": 2}
    span = {"since": "2024-02-01", "until": "2024-03-31"}
    number = wide.do("inspection.open", act=by(LEADER), opening={**opening, **span})["id"]
    wide.set("2024-03-08")
    problem = {"unit": "dafeng", "case": case, "clause": "S62", "text": "没有反馈"}
    wide.do("inspection.find", act=by(LEADER), inspection=number, problem=problem)
    ordered = {"finding": 1, "owner": MEMBER, "text": "补反馈", "due": "2024-03-29"}
    wide.do("inspection.order", act=by(LEADER), inspection=number, ordered=ordered)

    found = ways(known(wide, case))
    assert found == {
        SECRETARY: [("recording", "03-01"), ("meeting", "03-05")],
        MEMBER: [("meeting", "03-05"), ("inspection", "03-08")],
        CLERK: [("study", "03-06")],
        LEADER: [("study", "03-06"), ("inspection", "03-07"), ("inspection", "03-08")],
        COMMISSIONER: [("study", "03-06")],
        ENGINEER: [("measure", "03-06")],
    }
    (first, *_), streams = known(wide, case)["knowers"], {f"meeting/{meeting}"}
    assert {knew["of"] for knew in first["known"]} == {None, *streams}
    assert MEMBER not in ways(known(wide, other))


@pytest.mark.clause("S78")
def test_a_study_of_other_matters_tells_nobody_of_this_one(wide: Town) -> None:
    case, other = wide.record(), wide.record(title="另一盏灯")
    studied = {"title": "照明", "reason": "hot", "text": "多处不亮", "cases": [other]}
    study = wide.do("study.open", act=by(CLERK), study=studied)["id"]
    decided = {"held_on": "2024-03-01", "participants": [NEIGHBOUR], "text": "更换"}
    wide.do("study.decide", act=by(LEADER), study=study, decision=decided)
    assert ways(known(wide, case)).keys() == {SECRETARY}
    assert ways(known(wide, other)).keys() == {SECRETARY, CLERK, LEADER, NEIGHBOUR}


@pytest.mark.clause("S25", "S26", "S30", "S66")
def test_who_answered_for_a_matter_bound_to_it_had_it_before_them(wide: Town) -> None:
    case, twin = wide.record(), wide.record(act=by(MEMBER), title="路灯全灭")
    wide.set("2024-03-05")
    wide.do("case.link", act=by(CLERK), case=twin, linked={"of": case, "reason": "同一盏灯"})
    wide.set("2024-03-06")
    given = {"owner": COMMISSIONER, "unit": "town", "reason": "换人"}
    wide.do("case.assign", act=by(CLERK), case=twin, assigned=given)
    page = known(wide, case)
    assert ways(page) == {
        SECRETARY: [("recording", "03-01")],
        MEMBER: [("bound", "03-05")],
        CLERK: [("acting", "03-05")],
        COMMISSIONER: [("bound", "03-06")],
    }
    (member,) = (one for one in page["knowers"] if one["person"] == MEMBER)
    assert member["known"][0]["of"] == f"case/{twin}"
    assert gaps(page)[MEMBER] == ("apart", None)
    assert ways(known(wide, twin))[SECRETARY] == [("bound", "03-05")]
    wide.set("2024-03-07")
    apart = {"of": case, "reason": "不是同一盏"}
    wide.do("case.unlink", act=by(CLERK), case=twin, unlinked=apart)
    given = {"owner": ENGINEER, "unit": "urban", "reason": "换人"}
    wide.do("case.assign", act=by(CLERK), case=twin, assigned=given)
    assert ENGINEER not in ways(known(wide, case))


@pytest.mark.clause("S12", "S30")
def test_who_answered_for_a_bound_matter_that_the_reader_may_not_see_is_not_named(
    wide: Town,
) -> None:
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "place": "town"}
    case, twin = (wide.record(act=by(CLERK), title=title, **conduct) for title in ("甲", "乙"))
    wide.do("case.link", act=by(CLERK), case=twin, linked={"of": case, "reason": "同一件事"})
    given = {"owner": INVESTIGATOR, "unit": "town", "reason": "换人"}
    wide.do("case.assign", act=by(CLERK), case=twin, assigned=given)
    assert ways(known(wide, case))[INVESTIGATOR] == [("bound", "03-01")]
    wide.do("case.accuse", act=by(CLERK), case=twin, naming={"person": LEADER, "reason": "来电"})
    assert INVESTIGATOR not in ways(known(wide, case, LEADER))


@pytest.mark.clause("S12")
def test_who_opened_the_identity_is_named_and_the_identity_is_not(wide: Town) -> None:
    case = wide.record(protected=True)
    opening = {"petitioners": [1], "reason": "核实"}
    wide.do("case.identity", act=by(INVESTIGATOR), case=case, opening=opening)
    page = known(wide, case)
    assert ways(page)[INVESTIGATOR] == [("identity", "03-01")]
    assert "李大娘" not in str(page)
    (opener,) = (one for one in page["knowers"] if one["person"] == INVESTIGATOR)
    assert opener["acted"] == ()


@pytest.mark.clause("S62", "S66")
def test_what_was_filled_in_later_is_of_its_own_day_and_shows_when_it_was_written(
    wide: Town,
) -> None:
    case = wide.record()
    wide.set("2024-03-20")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-04T10:00"))
    wide.step(case, "leader", leader=LEADER, act=act)
    (knew,) = known(wide, case)["knowers"][1]["known"]
    assert (knew["on"], knew["source"]["recorded_on"]) == ("2024-03-04", "2024-03-20")
    before = known(wide, case, when={"known_by": "2024-03-19"})
    assert [one["person"] for one in before["knowers"]] == [SECRETARY]


@pytest.mark.clause("S12", "S66")
def test_who_looked_is_shown_beside_it_as_unproved_to_those_who_may_read_it(wide: Town) -> None:
    case = wide.record()
    wide.do("case.show", act=by(MEMBER), case=case)
    page = known(wide, case)
    looked = [(one["person"], one["use_case"]) for one in page["unproved"]]
    assert (MEMBER, "case.show") in looked
    assert "不能作证明" in page["unproved_text"]
    assert MEMBER not in ways(page)
    assert known(wide, case, LEADER)["unproved"] == ()
    earlier = known(wide, case, when={"as_of": "2024-03-01T08:59:00+08:00"})
    assert earlier["unproved"] == ()


@pytest.mark.clause("S25", "S66")
def test_the_first_day_of_one_person_is_found_with_its_record(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-05")
    wide.step(case, "leader", leader=LEADER)
    page = wide.do("case.bisect", act=by(INVESTIGATOR), case=case, person=LEADER)
    first = page["first"]
    assert (first["on"], first["by"], first["source"]["version"]) == ("2024-03-05", "leading", 2)
    never = wide.do("case.bisect", act=by(INVESTIGATOR), case=case, person=NEIGHBOUR)
    assert (never["first"], never["known"], never["names"][NEIGHBOUR]) == (None, (), "钱多")
    asked = {"case": case, "person": "x"}
    assert wide.refused("case.bisect", act=by(INVESTIGATOR), **asked).code == "person-unknown"


def asked_of_a_unit(wide: Town) -> str:
    """Record a matter that a unit was asked to help with and to take; its head took it."""
    facts = {"name": "孙主任", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    at = {"post": "department-head", "unit": "urban"}
    wide.do("roster.person", person="0301", facts={**facts, **at})
    wide.set("2024-03-04")
    case = wide.record()
    task = {"unit": "urban", "text": "查线路", "due": "2024-03-29"}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    wide.set("2024-03-05")
    asked = {"unit": "urban", "reason": "线路是他们的"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.set("2024-03-07")
    wide.do("case.accept", act=by("0301"), case=case)
    late = {**facts, "name": "新人", "since": "2024-03-06", "post": "staff", "unit": "urban"}
    wide.do("roster.person", person="0302", facts=late)
    return case


@pytest.mark.clause("S25", "S38", "S66")
def test_who_was_in_post_in_a_unit_that_was_asked_could_have_known_by_that(wide: Town) -> None:
    """Whoever headed it has a row; of the others the unit's row says it, and their own search."""
    case = asked_of_a_unit(wide)
    page = known(wide, case)
    assert ways(page)["0301"] == [
        *(("unit-cohandling", "03-04"), ("unit-handover", "03-05"), ("answering", "03-07")),
    ]
    assert gaps(page)["0301"] == ("acted", 3)

    def first(person: str) -> list[tuple[str, str]]:
        found = wide.do("case.bisect", act=by(INVESTIGATOR), case=case, person=person)
        assert found["first"] == (found["known"][0] if found["known"] else None)
        return [(one["by"], one["on"][5:]) for one in found["known"]]

    assert first(ENGINEER) == [("unit-cohandling", "03-04"), ("unit-handover", "03-05")]
    assert first("0301") == ways(page)["0301"]
    assert first("0302") == first(NEIGHBOUR) == []
    assert ENGINEER not in ways(page)
    away = {"until": "2024-03-04", "destination": "市水务局", "reason": "组织调动"}
    wide.do("roster.transfer", act=by(CLERK), person=ENGINEER, transferred=away)
    assert first(ENGINEER) == [("unit-cohandling", "03-04")]


@pytest.mark.clause("S25")
def test_the_matrix_has_a_row_for_each_and_a_column_for_each_day_week_or_month(
    wide: Town,
) -> None:
    case = wide.record()
    wide.set("2024-03-04")
    wide.step(case, "leader", leader=LEADER)
    wide.set("2024-03-05")
    wide.step(case, "cause", text="线路老化")
    days = known(wide, case)["matrix"]
    assert [(row["person"], list(row["marks"])) for row in days["rows"]] == [
        (SECRETARY, ["first", "knew", "knew", "acted", "acted"]),
        (LEADER, ["unknown", "unknown", "unknown", "first", "knew"]),
    ]
    assert days["columns"][0] == {"first": "2024-03-01", "last": "2024-03-01"}
    wide.set("2024-04-08")
    weeks = known(wide, case)["matrix"]
    assert [one["first"] for one in weeks["columns"]] == [
        *("2024-03-01", "2024-03-04", "2024-03-11", "2024-03-18", "2024-03-25"),
        *("2024-04-01", "2024-04-08"),
    ]
    assert weeks["rows"][1]["marks"][:3] == ("unknown", "first", "knew")
    wide.set("2024-12-20")
    months = known(wide, case)["matrix"]
    assert (len(months["columns"]), months["columns"][1]["last"]) == (10, "2024-04-30")
    assert months["rows"][0]["marks"][:2] == ("first-and-acted", "knew")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback={**TOLD, "stage": "result"})
    ended = {"outcome": "resolved", "effect": "亮了"}
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    wide.set("2025-12-20")
    assert len(known(wide, case)["matrix"]["columns"]) == 10


@pytest.mark.parametrize(
    ("today", "columns"),
    [("2024-03-31", 31), ("2024-04-01", 6), ("2024-10-03", 32), ("2024-10-04", 8)],
)
def test_a_matrix_has_days_for_a_month_weeks_for_seven_and_months_beyond(
    wide: Town, today: str, columns: int
) -> None:
    case = wide.record()
    wide.set(today)
    assert len(known(wide, case)["matrix"]["columns"]) == columns
