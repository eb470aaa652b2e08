"""What is taken along is one entry of the access log: its form, and how many rows (S12)."""

import logging
from urllib.parse import urlencode

import pytest
from tests.http.serving import CLERK, MATTER, Served

from minqing_core.kernel.ids import PersonId

FORM = "application/x-www-form-urlencoded"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
pytestmark = pytest.mark.clause("S12")


def noted(town: Served) -> list[tuple[str, str | None, str, str | None]]:
    """Return what was noted, the first thing first."""
    found = town.office.access.listed(person=None, subject=None, before=None, limit=50)
    return [(e.use_case, e.subject, e.outcome, e.address) for e in found][::-1]


@pytest.mark.parametrize(
    ("path", "accept", "name", "subject", "outcome"),
    [
        ("/v1/cases/{case}", "application/pdf", "case.show", "case/{case}", "exported:pdf"),
        ("/v1/cases/{case}", DOCX, "case.show", "case/{case}", "exported:docx"),
        ("/v1/cases/{case}", "application/json", "case.show", "case/{case}", "read"),
        ("/v1/cases", "application/json", "case.list", None, "read"),
        ("/v1/cases/{case}/dossier", "*/*", "case.dossier", "case/{case}", "exported:json"),
        (
            "/v1/cases/{case}/dossier",
            "text/html",
            "case.dossier",
            "case/{case}",
            "exported:html",
        ),
        ("/v1/appraisal-exports?year=2025", "*/*", "appraisal.export", None, "exported:json:0"),
        ("/v1/exports/matters", "*/*", "export.matters", None, "exported:json:1"),
        ("/v1/cases/replay", "*/*", "case.replay", None, "exported:ndjson"),
        ("/v1/duties.ics", "*/*", "duties.feed", None, "exported:ics"),
    ],
)
def test_what_is_taken_along_is_noted_once_with_its_form(
    served: Served, path: str, accept: str, name: str, subject: str | None, outcome: str
) -> None:
    case = served.do("case.record", matter=dict(MATTER))["id"]

    told = served.get(path.format(case=case), Accept=accept)

    assert told.status == 200, told.text
    about = None if subject is None else subject.format(case=case)
    assert noted(served) == [(name, about, outcome, "127.0.0.1")]


def test_what_is_refused_is_no_export(served: Served) -> None:
    served.get("/v1/cases/2099-000001", Accept="application/pdf")

    assert [outcome for _, _, outcome, _ in noted(served)] == []
    served.do("roster.person", person="0009", facts={"name": "某", "since": "2020-01-01"})
    served.key = served.issue(PersonId("0009"))
    assert served.get("/v1/appraisal-exports?year=2025").status == 403
    assert [outcome for _, _, outcome, _ in noted(served)] == ["refused:not-allowed"]


@pytest.mark.parametrize(
    "name", ["meeting.list", "study.list", "publish.list", "signals.list", "books.list"]
)
def test_readings_that_hold_what_people_told_are_noted(served: Served, name: str) -> None:
    served.do(name)

    assert noted(served) == [(name, None, "read", None)]


def test_a_key_that_is_good_no_more_is_noted_with_its_holder_and_address(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    other = served.issue(CLERK)
    served.office.keys.revoke(2, by=CLERK, at=served.office.now())

    with caplog.at_level(logging.WARNING):
        assert served.get("/v1/cases", Authorization=f"Bearer {other}").status == 401
        assert served.get("/v1/cases", Authorization="Bearer mq_wrong").status == 401

    assert noted(served) == [("log-in", None, "refused:key-refused", "127.0.0.1")]
    (line,) = served.office.access.listed(person=CLERK, subject=None, before=None, limit=9)
    assert (line.actor, line.channel) == (CLERK, "http")
    denied = [record.message for record in caplog.records if '"status":401' in record.message]
    assert len(denied) == 2
    assert all('"address":"127.0.0.1"' in line for line in denied)


def test_whoever_comes_by_open311_is_noted_with_an_address(served: Served) -> None:
    served.do("roster.person", person="0009", facts={"name": "某", "since": "2020-01-01"})
    given = {"service_code": "HOT_DIFFICULT.ROADS", "description": "路灯不亮", "lat": "22.5"}
    body = urlencode(
        {**given, "long": "113.3", "api_key": served.issue(PersonId("0009"))}
    ).encode()

    told = served.ask("POST", "/open311/v2/requests.json", body, {"Content-Type": FORM})

    assert told.status == 403
    assert noted(served) == [("case.record", None, "refused:not-allowed", "127.0.0.1")]
