"""Inquiries over HTTP."""

import pytest
from tests.http.serving import Served

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
