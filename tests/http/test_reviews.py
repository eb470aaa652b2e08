"""A diary of a quarter over HTTP."""

import pytest
from tests.http.serving import Served

from minqing_core.kernel.periods import civil_date, quarter

REVIEW = {"opinion": {"opinion": "过程太简略", "grade": "fair", "concerns": ["simplified"]}}


@pytest.mark.clause("S41", "S53")
def test_a_quarter_is_assessed_and_its_reviews_and_reports_are_read(served: Served) -> None:
    period = str(quarter(civil_date(served.office.now())))
    told = served.post("/v1/reviews", {"period": period, "reflection": {"text": "多走动"}})
    assert told.status == 201, told.text
    assert told.body["id"] == f"000001-{period}"
    page = served.get(f"/v1/reviews/000001/{period}")
    assert (page.status, page.etag) == (200, '"1"')
    assert page.body["assessments"][0]["text"] == "多走动"
    own = served.post(f"/v1/reviews/000001/{period}/opinions", REVIEW, If_Match='"1"')
    assert (own.status, own.body["code"]) == (403, "self-review")
    blind = served.post(f"/v1/reviews/000001/{period}/opinions", REVIEW)
    assert blind.status == 428
    assert served.get("/v1/reviews").body["items"] == []
    for report in (f"coverage?period={period}", f"quarter?period={period}"):
        first = served.get(f"/v1/reports/{report}")
        assert first.status == 200
        assert served.get(f"/v1/reports/{report}&position={first.body['position']}").text == (
            first.text
        )
