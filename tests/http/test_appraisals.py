"""The end of a year over HTTP."""

import pytest
from tests.http.serving import Served

from minqing_core.kernel.periods import civil_date


@pytest.mark.clause("S67", "S69", "S70")
def test_a_sheet_is_drawn_up_disputed_and_read_and_the_year_summed_up(served: Served) -> None:
    year = civil_date(served.office.now()).year - 1
    kind = {"kind": "town-office-civil-servant", "since": "2020-01-01"}
    served.do("roster.kind", person="000001", **kind)
    sheet = f"/v1/appraisals/000001/{year}"
    page = served.get(sheet)
    assert (page.status, page.body["state"]) == (200, None)
    assert served.post(sheet, {}).status == 428
    told = served.post(sheet, {}, If_Match='"0"')
    assert told.status == 200, told.text
    drawn = served.get(sheet)
    assert (drawn.etag, drawn.body["state"]) == ('"1"', "frozen")
    assert served.get(f"{sheet}?position={drawn.body['position']}").text == drawn.text
    told = served.post(f"{sheet}/objections", {"text": "少计一篇"}, If_Match='"1"')
    assert told.status == 200, told.text
    decided = {"decided": {"objection": 1, "upheld": True, "text": "属实"}}
    own = served.post(f"{sheet}/decisions", decided, If_Match='"2"')
    assert (own.status, own.body["code"]) == (403, "own-objection")
    (line,) = served.get(f"/v1/appraisals?year={year}").body["items"]
    assert (line["subject"], line["rank"]) == ("000001", None)
    assert served.get(f"/v1/appraisal-exports?year={year}").body["items"] == [line]
    summary = f"/v1/summaries/{year}"
    assert served.post(summary, {"text": "一年来走访更勤"}).status == 201
    page = served.get(summary)
    assert page.body["issued"][0]["agrees"] is True
    assert served.get("/v1/commendations").body["items"] == []
