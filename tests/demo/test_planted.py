"""The findings name exactly what was planted, with whom and when, and nothing else."""

import pytest

from minqing_core.documents.papers import KINDS
from minqing_core.documents.pdf import pdf

# The answer key: what is wrong, who owed it, by which day, when it was done if ever.
ANSWERS = {
    "late-feedback": (
        ("late", "feedback.opinion", "qixi-member-1", "2024-03-12", "2024-09-18"),
        ("late", "conclude", "qixi-member-1", "2024-05-04", "2024-09-18"),
        ("late", "feedback.result", "qixi-member-1", "2024-05-04", "2024-09-18"),
    ),
    "left-hanging": (
        ("missed", "feedback.opinion", "shijiao-member-2", "2025-02-25", None),
        ("missed", "measure", "urban-staff-1", "2025-03-31", None),
        ("missed", "conclude", "shijiao-member-2", "2025-04-19", None),
        ("missed", "feedback.result", "shijiao-member-2", "2025-04-19", None),
        ("missed", "supervise.reply", "shijiao-member-2", "2025-12-10", None),
    ),
    "untrue-effect": (
        ("not-as-told", "outcome.not-as-told", "nanbu-member-1", "2024-10-31", None),
    ),
}
# What the two incidents came after: which matter, duty and day, and whether it was still undone.
INCIDENTS = {
    "incident": (
        ("late-feedback", "feedback.opinion", "2024-03-12", True),
        ("late-feedback", "conclude", "2024-05-04", True),
        ("late-feedback", "feedback.result", "2024-05-04", True),
    ),
    "untrue-incident": (("untrue-effect", "outcome.not-as-told", "2024-10-31", False),),
}
RECORDING = {"record.prompt", "record.urgent"}
WELL = 20


def findings(town, number):
    return town.ask("case.findings", case=number)["findings"]


@pytest.mark.clause("S25", "S34", "S37", "S62", "S66")
def test_the_findings_name_the_planted_failures_persons_and_dates(town) -> None:
    staff = town.grown.staff
    for planted in town.grown.planted:
        found = [
            (
                one["kind"],
                one["duty"],
                one["person"],
                str(one["due"]),
                one["met_on"] and str(one["met_on"]),
            )
            for number in planted.cases
            for one in findings(town, number)
        ]
        assert found == [
            (kind, duty, staff[who].person, due, met)
            for kind, duty, who, due, met in ANSWERS[planted.key]
        ]


@pytest.mark.clause("S25", "S34", "S37", "S62", "S66")
def test_the_incidents_came_after_the_planted_failures_and_after_nothing_else(town) -> None:
    planted = {one.key: one.cases for one in town.grown.planted}
    staff = town.grown.staff
    for key, answers in INCIDENTS.items():
        page = town.ask("accountability.findings", incident=town.grown.papers[key])
        (matter,) = page["matters"]
        assert matter["case"] in planted[answers[0][0]]
        assert matter == town.ask("case.findings", case=matter["case"])
        found = {one["id"]: one for one in matter["findings"]}
        assert [
            (found[one["finding"]]["duty"], one["due"], one["undone"])
            for one in page["came_after"]
        ] == [(duty, due, undone) for _, duty, due, undone in answers]
        whose = {staff[who].person for _, _, who, _, _ in ANSWERS[answers[0][0]]}
        assert {found[one["finding"]]["person"] for one in page["came_after"]} == whose


def test_twenty_well_handled_matters_have_no_finding(town) -> None:
    """They were written down on the day they were learned, and ended with the citizen content."""
    planted = {case for one in town.grown.planted for case in one.cases}
    rows = town.pages("case.list", which={"outcome": "resolved"}, limit=100)
    prompt = [
        row["number"]
        for row in rows
        if row["number"] not in planted
        and town.ask("case.show", case=row["number"])["hands"]["late_days"] == 0
    ]
    well = prompt[:WELL]

    assert len(well) == WELL
    assert [findings(town, number) for number in well] == [()] * WELL


def test_elsewhere_nothing_but_late_writing_is_found(town) -> None:
    """What was written up late was done in time, as it says, and is told to rest on that."""
    planted = {case for one in town.grown.planted for case in one.cases}
    filled_in = 0
    for number in sorted({*town.grown.numbers.values()} - planted):
        found = {one["duty"]: one["kind"] for one in findings(town, number)}
        later = {duty for duty, kind in found.items() if kind == "filled-in"}
        assert found.keys() - later <= RECORDING
        assert not later or not RECORDING.isdisjoint(found)
        filled_in += len(later)
    assert filled_in


@pytest.mark.clause("S25", "S53", "S66")
def test_it_is_told_who_could_have_known_of_what_was_left_hanging(town) -> None:
    staff = town.grown.staff
    (number,) = next(one.cases for one in town.grown.planted if one.key == "left-hanging")
    page = town.ask("case.knowledge", case=number, when={"as_of": "2025-12-31"})
    first = {
        one["person"] or one["unit"]: (one["first"]["by"], str(one["first"]["on"]))
        for one in page["knowers"]
    }
    assert first[staff["shijiao-member-2"].person] == ("recording", "2025-02-18")
    assert first[staff["urban-staff-1"].person] == ("measure", "2025-02-20")
    assert first["urban"] == ("handover", "2025-04-08")
    head, member = staff["urban-head"].person, staff["urban-staff-1"].person
    assert first[head] == ("unit-handover", "2025-04-08")
    for person, day in ((head, "2025-04-08"), (member, "2025-02-20")):
        asked = {"case": number, "person": person, "when": {"as_of": "2025-12-31"}}
        assert str(town.ask("case.bisect", **asked)["first"]["on"]) == day
    assert {by for by, _ in first.values()} >= {"review"}


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_a_dossier_of_what_was_planted_names_it_on_paper_the_same_bytes_twice(town) -> None:
    staff = town.grown.staff
    for planted in town.grown.planted:
        papers = [
            KINDS["dossier"].made(town.ask("case.dossier", case=number))
            for number in planted.cases
        ]
        found = [
            (facts["责任人"], facts["期限"])
            for paper in papers
            for facts in (dict(one.facts) for one in paper.sections if one.heading[:1] == "（")
        ]
        assert found == [(staff[who].name, due) for _, _, who, due, _ in ANSWERS[planted.key]]
        for paper in papers:
            assert pdf(paper) == pdf(paper)
