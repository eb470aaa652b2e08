"""Every derived status says why it is so, and every field who set it: by their records."""

from typing import Any

import pytest
from tests.assemblies import hold, resolve
from tests.inspectors import COMMISSIONER, LEADER
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.documents.papers import KINDS

RESULT = {"stage": "result", "means": "visit", "text": "修好了"}
ENDED = {"outcome": "resolved", "effect": "亮了"}
PUT_OFF = {
    "outcome": "temporarily-unresolvable",
    "effect": "列入计划",
    "basis": "预算",
    "cause": "funds",
    "next_look": "2024-04-01",
}


def why(town: Town, case: str, **when: Any) -> dict[str, tuple[str, list[str]]]:
    """Return the value of each status and the records that make it so."""
    page = town.do("case.why", case=case, when=when)
    return {
        one["what"]: (one["value"], [source["event"] for source in one["evidence"]])
        for one in page["items"]
    }


def end(town: Town, case: str) -> None:
    town.step(case, "cause", text="线路老化")
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=RESULT)
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)


@pytest.mark.clause("S25", "S34")
def test_a_new_matter_is_in_hand_because_it_was_recorded_and_nothing_else(wide: Town) -> None:
    case = wide.record()
    found = why(wide, case)
    assert found["status"] == ("handling", ["MatterRecorded"])
    assert found["owner"] == (SECRETARY, ["MatterRecorded"])
    assert found["leader"] == found["awaiting"] == ("", [])
    flags = ("disputed", "dissatisfied", "hanging", "sealed", "duplicate", "merged")
    assert [found[flag] for flag in flags] == [("no", [])] * len(flags)
    assert found[f"conclude/{case}/1"] == ("open", ["MatterRecorded"])


@pytest.mark.clause("S25", "S28", "S34", "S38")
def test_each_status_names_the_records_that_cause_it(wide: Town) -> None:
    case = wide.record()
    asked = {"unit": "dafeng", "to": MEMBER, "reason": "换人"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    assert why(wide, case)["awaiting"] == (MEMBER, ["HandoverAsked"])
    wide.do("case.accept", act=by(MEMBER), case=case)
    wide.step(case, "leader", leader=LEADER, act=by(MEMBER))
    found = why(wide, case)
    assert found["owner"] == (MEMBER, ["HandoverAccepted"])
    assert found["leader"] == (LEADER, ["LeaderAssigned"])
    assert found[f"handover.answer/{case}/1"] == ("met", ["HandoverAsked", "HandoverAccepted"])
    given = {"owner": SECRETARY, "unit": "dafeng", "reason": "换人"}
    wide.do("case.assign", act=by(CLERK), case=case, assigned=given)
    end(wide, case)
    assert why(wide, case)["status"] == ("concluded", ["CaseConcluded"])
    assert why(wide, case)[f"conclude/{case}/1"][1] == ["MatterRecorded", "CaseConcluded"]
    disputed = {"text": "又不亮了", "means": "visit"}
    wide.do("case.dispute", act=by(CLERK), case=case, dispute=disputed)
    looked = {"means": "visit", "response": "dissatisfied", "as_told": True, "text": "没亮"}
    wide.do("case.revisit", act=by(COMMISSIONER), case=case, revisit=looked)
    found = why(wide, case)
    assert found["disputed"] == ("yes", ["OutcomeDisputed"])
    assert found["dissatisfied"] == ("yes", ["Revisited"])
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "没亮"})
    assert why(wide, case)["status"] == ("handling", ["CaseReopened"])


@pytest.mark.clause("S29", "S34", "S65")
def test_what_is_put_off_or_parked_names_what_stopped_it(wide: Town) -> None:
    case, other = wide.record(), wide.record(title="另一盏灯")
    wide.step(case, "cause", text="线路老化")
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=PUT_OFF)
    parked = {"cause": "nature", "reason": "台风", "until": "2024-03-20"}
    wide.do("case.park", act=by(SECRETARY), case=other, parked=parked)
    assert why(wide, case)["status"] == ("deferred", ["SolutionDeferred"])
    assert why(wide, other)["status"] == ("parked", ["ClockParked"])


@pytest.mark.clause("S34")
def test_hanging_is_told_as_in_the_report_of_what_hangs(wide: Town) -> None:
    bare, kept, late, ended, part = (wide.record(title=f"第 {n} 盏灯") for n in range(5))
    wide.step(kept, "measure", text="换线", owner=MEMBER, due="2024-03-30")
    wide.step(late, "measure", text="换线", owner=MEMBER, due="2024-03-08")
    end(wide, ended)
    merged = {"whole": bare, "reason": "同一件事"}
    wide.do("case.merge", act=by(CLERK), case=part, merged=merged)
    for day in ("2024-03-08", "2024-03-16", "2024-03-17", "2024-03-20", "2024-04-01"):
        wide.set(day)
        listed = {row["number"] for row in wide.do("report.hanging")["items"]}
        told = {n for n in (bare, kept, late, ended, part) if why(wide, n)["hanging"][0] == "yes"}
        assert told == listed, day
    assert why(wide, late)["hanging"] == ("yes", ["MeasureAdopted"])
    assert why(wide, part)["merged"] == ("yes", ["MergedInto"])


@pytest.mark.clause("S25", "S34")
def test_each_reason_is_told_in_words(wide: Town) -> None:
    def told(case: str) -> dict[str, str]:
        return {one["what"]: one["because"] for one in wide.do("case.why", case=case)["items"]}

    case = wide.record()
    first = told(case)
    assert first["awaiting"] == "没有相应的记录"
    assert first["owner"] == "记录时的承办人，此后没有移交"
    assert first["leader"] == "没有写明，或写明者已回避"
    assert first["hanging"] == "没有未完的措施、复看或挂账，或未过宽限 15个自然日"
    asked = {"unit": "dafeng", "to": MEMBER, "reason": "换人"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    assert told(case)["awaiting"] == "已请接手，尚未答复"
    wide.do("case.accept", act=by(MEMBER), case=case)
    wide.step(case, "measure", text="换线", owner=MEMBER, due="2024-03-30", act=by(MEMBER))
    for leader in (COMMISSIONER, LEADER):
        wide.step(case, "leader", leader=leader, act=by(MEMBER))
    assert why(wide, case)["leader"] == (LEADER, ["LeaderAssigned"])
    later = told(case)
    assert later["owner"] == "最近一次移交或指定"
    assert later["leader"] == "最近一次写明负领导责任者"
    assert later["hanging"] == "措施、复看或挂账至 2024-03-30，或未过宽限 15个自然日"
    wide.set("2024-04-02")
    assert told(case)["hanging"] == (
        "措施、复看或挂账至 2024-03-30；宽限 15个自然日，自 2024-03-01 起"
    )
    assert told(case)[f"conclude/{case}/1"] == (
        "办结：自获知之日起 60个自然日，期限 2024-04-30；尚无完成的记录"
    )
    assert told(case)[f"record.prompt/{case}"].endswith("；2024-03-01 完成")


@pytest.mark.clause("S25", "S28", "S38")
def test_what_is_no_longer_so_names_what_it_was_and_what_ended_it(wide: Town) -> None:
    def told(case: str, *wanted: str) -> list[tuple[str, str, list[str]]]:
        items = {one["what"]: one for one in wide.do("case.why", case=case)["items"]}
        return [
            (
                items[what]["value"],
                items[what]["because"],
                [source["event"] for source in items[what]["evidence"]],
            )
            for what in wanted
        ]

    case, other = wide.record(), wide.record(title="另一盏灯")
    asked = {"unit": "dafeng", "to": MEMBER, "reason": "换人"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.do("case.decline", act=by(MEMBER), case=case, refused={"reason": "不归我管"})
    end(wide, case)
    looked = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}
    wide.do("case.revisit", act=by(COMMISSIONER), case=case, revisit=looked)
    assert told(case, "dissatisfied") == [
        ("no", "最近一次回访没有不满意，且与办结所记相符", ["Revisited"])
    ]
    disputed = {"text": "又不亮了", "means": "visit"}
    wide.do("case.dispute", act=by(CLERK), case=case, dispute=disputed)
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "没亮"})
    assert told(case, "awaiting", "disputed", "dissatisfied") == [
        ("", "最近一次请接手，没有接手", ["HandoverAsked", "HandoverRefused"]),
        ("no", "群众提出过异议，此后已重新办理", ["OutcomeDisputed", "CaseReopened"]),
        ("no", "最近一次回访之后已重新办理", ["Revisited", "CaseReopened"]),
    ]
    linked = {"of": case, "reason": "同一件事"}
    wide.do("case.link", act=by(CLERK), case=other, linked=linked)
    wide.do(
        "case.unlink", act=by(CLERK), case=other, unlinked={"of": case, "reason": "不是同一盏"}
    )
    assert told(other, "duplicate", "merged") == [
        ("no", "曾列为重复，已取消", ["LinkedAsDuplicate", "DuplicateUnlinked"]),
        ("no", "没有相应的记录", []),
    ]


@pytest.mark.clause("S25", "S29", "S76")
def test_a_duty_no_longer_asked_for_says_why_and_by_which_record(wide: Town) -> None:
    case = wide.record()
    task = {"unit": "urban", "text": "查线路", "due": "2024-03-29"}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    over = {"task": 1, "reason": "不用了"}
    wide.do("case.assist-end", act=by(SECRETARY), case=case, ended=over)
    asked = {"unit": "urban", "reason": "线路是他们的"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.do("case.recall", act=by(SECRETARY), case=case, withdrawn={"reason": "自己办"})
    wide.step(case, "cause", text="线路老化")
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=PUT_OFF)
    wide.step(case, "note", text="资金到了")
    items = {one["what"]: one for one in wide.do("case.why", case=case)["items"]}
    for what, because, records in (
        (f"assist.reply/{case}/1", "请求已撤销", ["CohandlingAsked", "CohandlingEnded"]),
        (f"handover.answer/{case}/1", "请求已撤销", ["HandoverAsked", "HandoverWithdrawn"]),
        (f"relook/{case}/1", "已恢复办理，期限续算", ["SolutionDeferred", "NoteRecorded"]),
    ):
        assert items[what]["value"] == "excused"
        assert items[what]["because"].endswith(f"；{because}")
        assert [one["event"] for one in items[what]["evidence"]] == records
    paper = KINDS["dossier"].made(wide.do("case.dossier", act=by(INVESTIGATOR), case=case))
    (duties,) = (one for one in paper.sections if one.heading == "四、应尽职责")
    assert "免予（已恢复办理，期限续算）" in {row[6] for row in duties.rows}


@pytest.mark.clause("S12")
def test_a_seal_says_whether_it_was_asked_for_or_comes_of_the_subject(wide: Town) -> None:
    asked, accused = wide.record(protected=True), wide.record(title="另一盏灯")
    given = {"owner": CLERK, "unit": "org-office", "reason": "另行办理"}
    wide.do("case.assign", act=by(CLERK), case=accused, assigned=given)
    named = {"person": MEMBER, "reason": "来电反映"}
    wide.do("case.accuse", act=by(CLERK), case=accused, naming=named)
    assert why(wide, asked)["sealed"] == ("yes", ["MatterRecorded"])
    assert why(wide, accused)["sealed"] == ("yes", ["MatterRecorded", "AccusedNamed"])
    told = [
        one["because"]
        for case in (asked, accused)
        for one in wide.do("case.why", case=case)["items"]
        if one["what"] == "sealed"
    ]
    assert told == ["诉求人要求保密", "反映的是干部"]
    moved = wide.do("case.record", act=by(CLERK), matter={**MATTER, "place": "town"})["id"]
    amended = {"field": "title", "value": "村务不公", "reason": "核实"}
    wide.do("case.amend", act=by(CLERK), case=moved, amendment=amended)
    filed = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "reason": "反映的是干部"}
    wide.do("case.recategorise", act=by(CLERK), case=moved, recategorisation=filed)
    assert why(wide, moved)["sealed"] == ("yes", ["MatterRecorded", "Recategorised"])


def blamed(town: Town, case: str) -> dict[str, tuple[str, str | None, str, int]]:
    """Return the value of each field, what it was before, who set it and by which record."""
    return {
        one["field"]: (one["value"], one["before"], one["by"], one["source"]["version"])
        for one in town.do("case.blame", act=by(MEMBER), case=case)["items"]
    }


@pytest.mark.clause("S25", "S35")
def test_each_field_names_who_set_it_last_and_what_it_had_been(wide: Town) -> None:
    case = wide.record(occurred_on="2024-02-01")
    wide.set("2024-03-05")
    amended = {"field": "title", "value": "村口路灯全灭", "reason": "核实"}
    wide.do("case.amend", act=by(CLERK), case=case, amendment=amended)
    amended = {"field": "occurred_on", "value": "2024-02-02", "reason": "核实"}
    wide.do("case.amend", act=by(SECRETARY), case=case, amendment=amended)
    told = blamed(wide, case)
    assert told["title"] == ("村口路灯全灭", "村口路灯不亮", CLERK, 2)
    assert told["occurred_on"] == ("2024-02-02", "2024-02-01", SECRETARY, 3)
    assert told["text"][1:] == (None, SECRETARY, 1)
    assert told["urgency"] == ("ordinary", None, SECRETARY, 1)
    assert told["status"] == ("handling", None, SECRETARY, 1)
    assert told["learned_at"][0] == "2024-03-01T00:30:00+00:00"
    assert not {"category_label", "leader"} & told.keys()


@pytest.mark.clause("S24", "S25", "S52")
def test_holder_leader_and_measures_name_who_set_them(wide: Town) -> None:
    case = wide.record()
    meeting = hold(wide, ("照明", [case]))
    resolve(wide, "meeting", meeting, cases=[case])
    wide.do(
        "meeting.drop", act=by(CLERK), meeting=meeting, dropped={"resolution": 1, "reason": "不必"}
    )
    for text in ("换线", "换灯"):
        wide.step(case, "measure", text=text, owner=MEMBER, due="2024-03-15")
    wide.step(case, "leader", leader=LEADER)
    wide.step(case, "carried-out", measure=2, text="换了", act=by(MEMBER))
    wide.set("2024-03-05")
    given = {"owner": MEMBER, "unit": "dafeng", "reason": "换人"}
    wide.do("case.assign", act=by(CLERK), case=case, assigned=given)
    told = blamed(wide, case)
    assert told["leader"] == (LEADER, None, SECRETARY, 6)
    assert told["owner"] == (MEMBER, SECRETARY, CLERK, 8)
    assert [told[f"measure.{n}"][0::2] for n in (1, 2, 3)] == [
        ("dropped", CLERK),
        ("done", MEMBER),
        ("open", SECRETARY),
    ]
    page = wide.do("case.blame", case=case)
    assert (page["first_knew"]["person"], page["first_knew"]["gap_days"]) == (SECRETARY, 0)
    assert [(one["person"], one["working_days"]) for one in page["held"]] == [
        (SECRETARY, 2),
        (MEMBER, 0),
    ]


@pytest.mark.clause("S25", "S26")
def test_a_status_is_set_by_who_ended_it(wide: Town) -> None:
    case = wide.record()
    end(wide, case)
    page = wide.do("case.blame", act=by(INVESTIGATOR), case=case)
    (status,) = (one for one in page["items"] if one["field"] == "status")
    assert (status["value"], status["by"], status["source"]["event"]) == (
        "concluded",
        SECRETARY,
        "CaseConcluded",
    )
