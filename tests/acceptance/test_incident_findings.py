"""What was missed in every matter of an incident is told in one answer, with its order."""

from typing import Any

import pytest
from tests.inspectors import COMMISSIONER, LEADER, NEIGHBOUR
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by, shanghai

TOLD = {"stage": "opinion", "means": "visit", "text": "已报修"}
HAPPENED = {"kind": "mass-incident", "unit": "dafeng", "text": "三十余人到镇政府反映"}
PUBLIC = "没有编号为 2024-000001 的事件记录，请核对编号"


def happened(town: Town, *cases: str, on: str) -> str:
    incident = {**HAPPENED, "on": on, "cases": [*cases]}
    number: str = town.do("accountability.incident", incident=incident)["id"]
    return number


def found(town: Town, incident: str, **asked: Any) -> Any:
    return town.do("accountability.findings", act=by(INVESTIGATOR), incident=incident, **asked)


def after(page: Any) -> list[tuple[str, str, str, int, bool]]:
    """Return what an incident came after: matter, duty, day, working days, whether undone."""
    duties = {one["id"]: one["duty"] for matter in page["matters"] for one in matter["findings"]}
    return [
        (one["case"], duties[one["finding"]], one["due"], one["gap_days"], one["undone"])
        for one in page["came_after"]
    ]


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_every_matter_is_told_as_by_itself_and_what_the_incident_came_after(wide: Town) -> None:
    first = wide.record()
    other = wide.record(act=by(NEIGHBOUR), place="anyang", title="路面塌陷")
    wide.set("2024-03-04")
    given = {"owner": MEMBER, "unit": "dafeng", "reason": "换人办理"}
    wide.do("case.assign", act=by(CLERK), case=first, assigned=given)
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(MEMBER), case=first, explanation=explained)
    wide.set("2024-03-11")
    wide.do("case.feedback", act=by(NEIGHBOUR), case=other, feedback=TOLD)
    wide.step(first, "measure", act=by(MEMBER), text="换灯", owner=MEMBER, due="2024-03-12")
    wide.set("2024-03-13")
    incident = happened(wide, first, other, on="2024-03-12")
    page = found(wide, incident)

    assert page["matters"] == tuple(
        wide.do("case.findings", act=by(INVESTIGATOR), case=case) for case in (first, other)
    )
    assert [one["person"] for one in page["matters"][0]["held"]] == [SECRETARY, MEMBER]
    assert [one["kind"] for one in page["matters"][0]["beside"]] == ["explanation"]
    assert page["incident"] == {
        **HAPPENED,
        "incident": incident,
        "kind_text": "群体性事件",
        "unit_name": "大丰村",
        "on": "2024-03-12",
        "cases": (first, other),
    }
    assert (page["source"]["stream"], page["source"]["recorded_on"]) == (
        f"incident/{incident}",
        "2024-03-13",
    )
    assert after(page) == [
        (first, "feedback.opinion", "2024-03-08", 2, True),
        (other, "feedback.opinion", "2024-03-08", 2, False),
    ]
    missed = [(one["duty"], one["due"]) for one in page["matters"][0]["findings"]]
    assert missed == [("feedback.opinion", "2024-03-08"), ("measure", "2024-03-12")]
    assert (page["on"], page["position"]) == ("2024-03-13", wide.office.log.size())


@pytest.mark.clause("S66")
def test_a_matter_named_twice_is_told_once_and_an_incident_of_none_tells_of_none(
    wide: Town,
) -> None:
    case = wide.record()
    twice = found(wide, happened(wide, case, case, on="2024-03-01"))
    assert [one["case"] for one in twice["matters"]] == [case]
    none = found(wide, happened(wide, on="2024-03-01"))
    assert (none["matters"], none["came_after"]) == ((), ())


@pytest.mark.clause("S62", "S66")
def test_it_is_told_as_of_and_as_known_by_any_moment_since_it_was_on_record(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-12")
    incident = happened(wide, case, on="2024-03-12")
    wide.set("2024-03-20")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-11T10:00"))
    wide.do("case.feedback", act=act, case=case, feedback=TOLD)

    assert after(found(wide, incident)) == [
        (case, "feedback.opinion", "2024-03-08", 2, False),
    ]
    known = found(wide, incident, when={"known_by": "2024-03-12"})
    assert after(known) == [(case, "feedback.opinion", "2024-03-08", 2, True)]
    assert [one["on"] for one in (known, *known["matters"])] == ["2024-03-12"] * 2
    for when in ({"known_by": "2024-03-11"}, {"as_of": "2024-03-11"}, {"position": 3}):
        asked = {"incident": incident, "when": when}
        early = wide.refused("accountability.findings", act=by(INVESTIGATOR), **asked)
        assert (early.kind, early.code) == ("not-found", "incident-not-yet")


@pytest.mark.clause("S66")
def test_it_is_for_those_who_inquire_and_look_into_every_matter(wide: Town) -> None:
    kept, other = wide.record(), wide.record()
    incident = happened(wide, kept, other, on="2024-03-01")
    asked = {"incident": incident}
    refused = wide.refused("accountability.findings", act=by(SECRETARY), **asked)
    assert refused.code == "not-allowed"

    recusing = {"person": CLERK, "reason": "亲属"}
    wide.do("case.recuse", act=by(CLERK), case=kept, asked=recusing)
    wide.do("case.recuse-grant", act=by(LEADER), case=kept, granting={"person": CLERK})
    hidden = wide.refused("accountability.findings", act=by(CLERK), **asked)
    assert (hidden.code, str(hidden)) == ("incident-unknown", PUBLIC)
    unknown = wide.refused("accountability.findings", act=by(CLERK), incident="2024-000009")
    assert unknown.code == hidden.code
    assert found(wide, incident)["matters"][0]["case"] == kept


@pytest.mark.clause("S12", "S25", "S66")
def test_an_incident_of_a_complaint_is_as_if_it_were_not_to_who_it_is_against(wide: Town) -> None:
    """No word of the other matters either, and who read it is not named to them."""
    accused = "0201"
    facts = {"name": "孙副", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    at = {"post": "deputy-secretary", "unit": "anyang"}
    wide.do("roster.person", person=accused, facts={**facts, **at})
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [accused], "title": "报销"}
    complaint = wide.record(act=by(CLERK), place="town", **conduct)
    plain = wide.record(act=by(NEIGHBOUR), place="anyang")
    incident = happened(wide, complaint, plain, on="2024-03-01")
    open_to_them = happened(wide, plain, on="2024-03-01")

    hidden = wide.refused("accountability.findings", act=by(accused), incident=incident)
    assert (hidden.code, str(hidden)) == ("incident-unknown", PUBLIC)
    seen = wide.do("accountability.findings", act=by(accused), incident=open_to_them)
    assert [one["case"] for one in seen["matters"]] == [plain]
    assert complaint not in str(seen)
    assert [one["case"] for one in found(wide, incident)["matters"]] == [complaint, plain]


@pytest.mark.clause("S12", "S66")
def test_each_reading_and_each_refusal_is_noted_and_told_to_nobody_it_is_closed_to(
    wide: Town,
) -> None:
    case = wide.record()
    incident = happened(wide, case, on="2024-03-01")
    recusing = {"person": COMMISSIONER, "reason": "亲属"}
    wide.do("case.recuse", act=by(COMMISSIONER), case=case, asked=recusing)
    wide.do("case.recuse-grant", act=by(LEADER), case=case, granting={"person": COMMISSIONER})
    found(wide, incident)
    wide.refused("accountability.findings", act=by(COMMISSIONER), incident=incident)

    def noted(reader: str) -> list[tuple[str, str]]:
        asked = {"subject": f"incident/{incident}"}
        lines = wide.do("access.list", act=by(reader), **asked)["items"]
        return [(one["actor"], one["outcome"]) for one in lines]

    assert noted(INVESTIGATOR) == [
        (COMMISSIONER, "refused:incident-unknown"),
        (INVESTIGATOR, "read"),
    ]
    assert noted(COMMISSIONER) == []
    told = wide.do("access.list", act=by(COMMISSIONER))["items"]
    assert f"incident/{incident}" not in {one["subject"] for one in told}
