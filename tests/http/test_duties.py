"""The ledger of duties over HTTP."""

import pytest
from tests.http.serving import Served


@pytest.mark.clause("S39")
def test_duties_are_read_where_the_table_says(served: Served) -> None:
    served.record()
    listed = served.get("/v1/duties?duty=record.weekly&limit=3")
    assert (listed.status, len(listed.body["items"])) == (200, 3)
    item = listed.body["items"][0]
    assert (item["duty"], item["person"], item["clause"]) == ("record.weekly", "000001", "S39")
    page = served.get(f"/v1/duties/explain?duty=record.weekly&period={item['period']}")
    assert page.body["item"]["id"] == item["id"]
    assert served.get("/v1/duties/due?within=3d").status == 200
    grid = served.get("/v1/roster/people/000001/duties?year=2026")
    assert grid.body["year"] == 2026
    assert served.get("/v1/duties?duty=x").status == 404


@pytest.mark.clause("S39")
def test_a_calendar_program_is_given_a_calendar(served: Served) -> None:
    told = served.get("/v1/duties.ics?duty=record.weekly", Accept="text/calendar")
    assert told.status == 200
    assert told.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert told.text.startswith("BEGIN:VCALENDAR\r\n")
    assert told.text.endswith("END:VCALENDAR\r\n")
    assert served.get("/v1/duties.ics", Accept="application/json").status == 406
    assert served.get("/v1/duties.ics?period=x", Accept="text/calendar").status == 422
