"""Signals and proofs over HTTP."""

import pytest
from tests.http.serving import MATTER, Served

LONG = "村口的路灯从年初起坏了没有人修，两位老人摔过跤，村里去年答应列入计划，盼着汛期前弄好"


@pytest.mark.clause("S37", "S63")
def test_a_signal_is_found_at_its_address_and_a_quarter_is_proved(served: Served) -> None:
    for _ in range(2):
        served.post("/v1/cases", {"matter": {**MATTER, "text": LONG}})
    (item,) = served.get("/v1/signals?kind=near-duplicate").body["items"]
    page = served.get(f"/v1/signals/{item['signal']}")
    assert (page.status, [one["text"] for one in page.body["compares"]]) == (200, [LONG, LONG])
    assert served.get("/v1/signals/near-duplicate.2026-000001.1").status == 404
    assert served.get("/v1/signals?kind=guilt").status == 422
    assert served.get("/v1/proofs/closure?quarter=2026Q1").body["count"] == 0
    assert served.get("/v1/proofs/closure").status == 422
    late = served.get("/v1/reports/late-feedback?days=15").body
    assert (late["count"], late["items"]) == (0, [])
