"""Looking into a matter over HTTP."""

import json
from hashlib import sha256
from urllib.parse import quote

import pytest
from tests.http.serving import MATTER, Served

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def supposing(**what_if: object) -> str:
    """Return a query that supposes something, its lists written as JSON."""
    return "&".join(f"{name}={quote(json.dumps(value))}" for name, value in what_if.items())


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_a_matter_is_looked_into(served: Served) -> None:
    number = served.post("/v1/cases", {"matter": MATTER}).body["id"]
    at = f"/v1/cases/{number}"
    found = served.get(f"{at}/findings").body
    assert (found["case"], found["owed"]) == (number, 4)
    known = served.get(f"{at}/knowledge").body
    assert [one["person"] for one in known["knowers"]] == ["000001"]
    assert served.get(f"{at}/knowledge/000001").body["first"]["by"] == "recording"
    assert served.get(f"{at}/reasons").body["items"][0]["value"] == "handling"
    assert served.get(f"{at}/blame").body["items"][0]["field"] == "title"
    replayed = served.get("/v1/cases/replay")
    assert replayed.headers["Content-Type"].startswith("application/x-ndjson")
    assert json.loads(replayed.text)["case"] == number


@pytest.mark.clause("S25", "S37", "S66")
def test_a_dossier_is_given_as_json_pdf_word_or_a_page(served: Served) -> None:
    number = served.post("/v1/cases", {"matter": MATTER}).body["id"]
    at = f"/v1/cases/{number}/dossier"
    told = served.get(at)
    assert (told.body["case"], len(told.body["records"])) == (number, 1)
    amount = sha256(told.raw).hexdigest()
    page = served.get(at, Accept="text/html")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f"摘要 {amount}" in page.text
    assert served.get(at, Accept="application/pdf").raw.startswith(b"%PDF")
    assert served.get(at, Accept=DOCX).raw.startswith(b"PK")
    assert served.get(f"/v1/cases/{number}", Accept="text/html").status == 406


@pytest.mark.clause("S66", "S74")
def test_what_is_supposed_stands_in_the_query_as_json(served: Served) -> None:
    number = served.post("/v1/cases", {"matter": MATTER}).body["id"]
    at, size = f"/v1/cases/{number}/findings", served.office.log.size()
    rules = [{"rule": "conclude", "amount": 3, "unit": "working-day"}]
    told = served.get(f"{at}?{supposing(rules=rules)}")
    assert told.status == 200, told.text
    assert told.body["what_if"]["rules"] == rules
    year = {"year": 2026, "off": ["2026-03-12"], "work": []}
    told = served.get(f"{at}?{supposing(calendar=[year])}")
    assert told.body["what_if"]["calendar"] == [year]
    for wrong in ("conclude=3", "%5B1", "%7B%7D"):
        refused = served.get(f"{at}?rules={wrong}")
        assert (refused.status, refused.body["code"]) == (422, "invalid-input")
    assert served.office.log.size() == size


@pytest.mark.clause("S35", "S37")
def test_a_report_is_compared_with_what_is_known_now(served: Served) -> None:
    size = served.office.log.size()
    served.post("/v1/cases", {"matter": MATTER})
    told = served.get(f"/v1/reports/hanging/differences?position={size}").body
    assert (told["report"], told["signed_position"], told["items"]) == ("hanging", size, [])
    assert served.get("/v1/reports/hanging/differences").body["code"] == "moment-missing"
    assert served.get("/v1/reports/nothing/differences?position=1").status == 422
