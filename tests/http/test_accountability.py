"""Inquiries over HTTP."""

import pytest
from tests.http.serving import MATTER, Served

from minqing_core.kernel.periods import civil_date


@pytest.mark.clause("S66")
def test_an_incident_is_recorded_and_an_inquiry_that_is_not_there_is_not_found(
    served: Served,
) -> None:
    today = civil_date(served.office.now()).isoformat()
    incident = {"kind": "mass-incident", "unit": "town", "on": today, "cases": [], "text": "上访"}
    told = served.post("/v1/incidents", {"incident": incident})
    assert told.status == 201, told.text
    assert [i["text"] for i in served.get("/v1/incidents").body["items"]] == ["上访"]
    assert served.get("/v1/inquiries").body["items"] == []
    missing = served.get("/v1/inquiries/2024-000001")
    assert (missing.status, missing.body["code"]) == (404, "inquiry-unknown")


@pytest.mark.clause("S25", "S66")
def test_what_was_missed_in_the_matters_of_an_incident_is_told(served: Served) -> None:
    number = served.post("/v1/cases", {"matter": MATTER}).body["id"]
    today = civil_date(served.office.now()).isoformat()
    incident = {"kind": "mass-incident", "unit": "town", "on": today, "cases": [number]}
    told = served.post("/v1/incidents", {"incident": {**incident, "text": "上访"}})
    at = f"/v1/incidents/{told.body['id']}/findings"
    page = served.get(at).body
    assert page["incident"]["text"] == "上访"
    assert page["matters"] == [served.get(f"/v1/cases/{number}/findings").body]
    early = served.get(f"{at}?position=1")
    assert (early.status, early.body["code"]) == (404, "incident-not-yet")
    missing = served.get("/v1/incidents/2024-000001/findings")
    assert (missing.status, missing.body["code"]) == (404, "incident-unknown")
