"""Personal data over HTTP: restricted, asked for, approved by another, and gone."""

from datetime import timedelta

import pytest
from tests.http.serving import Served

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import SHREDDED

LAW = "个人信息保护法第四十七条"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
STEP = {"kind": "note", "text": "夜里看过"}


@pytest.fixture
def place(served: Served) -> str:
    """Give the address of a matter that has ended, in a town with who asks and who approves."""
    for person, name, post in (
        ("0010", "林组委", "organisation-commissioner"),
        ("0012", "周副书记", "deputy-secretary"),
    ):
        facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
        served.do("roster.person", person=person, facts={**facts, "post": post, "unit": "town"})
    case = served.record().body["id"]
    served.do("case.step", case=case, step=STEP)
    served.do("case.feedback", case=case, feedback=TOLD)
    served.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    return f"/v1/privacy/case:{case}"


@pytest.mark.clause("S12", "S44")
def test_personal_data_goes_by_two_people(served: Served, clock, place: str) -> None:
    served.key = served.issue(PersonId("0010"))
    shown = served.get(place)
    assert (shown.status, shown.body["state"], shown.body["years"]) == (200, "active", 10)
    asking = {"asking": {"ground": "retention-expired", "basis": LAW}}
    unseen = served.post(f"{place}/shredding", asking)
    assert (unseen.status, unseen.body["code"]) == (428, "if-match-missing")
    early = served.post(f"{place}/shredding", asking, If_Match=shown.etag)
    assert (early.status, early.body["code"]) == (409, "retention-runs")
    assert shown.body["allowed_from"] in early.body["detail"]

    clock.now += timedelta(days=3653)
    asked = served.post(f"{place}/shredding", asking, If_Match=shown.etag)
    assert asked.status == 200, asked.text
    own = served.post(f"{place}/approval", {}, If_Match=asked.etag)
    assert (own.status, own.body["code"]) == (403, "not-allowed")
    served.key = served.issue(PersonId("0012"))
    done = served.post(f"{place}/approval", {}, If_Match=asked.etag)
    assert done.status == 200, done.text
    assert [row["state"] for row in served.get("/v1/privacy").body["items"]] == ["shredded"]
    assert served.get(place.replace("privacy/case:", "cases/")).body["matter"]["title"] == SHREDDED
