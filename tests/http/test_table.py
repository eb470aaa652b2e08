"""What is published is what is enforced."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate
from tests.http.serving import CAUSE, MATTER, Served

from minqing_core.application.asking import parameters
from minqing_core.application.catalogue import CATALOGUE
from minqing_http.arguments import body_arguments, url_parameters
from minqing_http.openapi import document, published
from minqing_http.operations import TABLE
from minqing_http.surface import OPERATIONS

VILLAGE = {
    "unit": "dafeng",
    "name": "大丰村",
    "kind": "village",
    "parent": "town",
    "since": "2007-06-20",
}
READ_FROM_A_FILE = {"import.check", "import.roster-check"}
HOME = {"village": "dafeng", "name": "李大娘", "size": 4}
VISIT = {
    "village": "dafeng",
    "form": "household",
    "on": "2024-03-01",
    "households": ["dafeng-000001"],
}
MET = {
    "village": "dafeng",
    "held_on": "2024-03-01",
    "attendants": ["0002"],
    "agenda": [{"title": "村容村貌"}],
    "text": "逐件分析。",
}
RESOLVING = {"text": "清淤", "owner": "000001", "due": "2999-12-31"}
STUDIED = {"title": "路灯", "reason": "hot", "text": "不亮", "cases": ["2026-000001"]}
DECIDED = {"held_on": "2026-03-12", "participants": ["0002"], "text": "统一更换"}
SPOT = {
    "kind": "spot-check",
    "units": ["town"],
    "since": "2026-01-01",
    "until": "2026-03-31",
}
PROBLEM = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
ISSUED = {
    "unit": "dafeng",
    "period": "2026-H1",
    "title": "上半年通报",
    "inspection": "2026-000001",
    "text": "每周例会核对反馈",
}
KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return document()


def schema(described: Mapping[str, Any], name: str, status: str) -> dict[str, Any]:
    """Return the schema of an operation's answer, with the components that it names."""
    method, path = OPERATIONS[name].split(" ")
    answer = described["paths"][path][method.lower()]["responses"][status]["content"]
    media = next(one for name, one in answer.items() if "json" in name)
    return {**media["schema"], "components": described["components"]}


def test_every_use_case_has_an_operation() -> None:
    missing = sorted(CATALOGUE.keys() - OPERATIONS.keys())

    assert missing == [], "enter them in minqing_http/operations.py"
    assert sorted(OPERATIONS.keys() - CATALOGUE.keys()) == []
    assert len(set(OPERATIONS.values())) == len(TABLE)


def test_whatever_records_is_sent_and_whatever_reads_is_got() -> None:
    for operation in TABLE:
        case = CATALOGUE[operation.use_case]
        assert not (case.reads and case.records), operation
        got = operation.method == "GET" or operation.use_case in READ_FROM_A_FILE
        assert case.reads == got, operation
        sent = operation.creates or operation.revises or operation.method == "DELETE"
        assert not case.records or sent, operation


def test_every_argument_has_one_place() -> None:
    for operation in TABLE:
        case = CATALOGUE[operation.use_case]
        taken = url_parameters(operation, case)
        in_url = {parameter.argument for parameter in taken}
        in_body = set(body_arguments(operation, case))
        assert in_url | in_body == set(parameters(case)), operation
        assert in_url & in_body == set(), operation
        assert in_body.isdisjoint({"occurred_at", "on_behalf_of"}), operation
        assert len({parameter.name for parameter in taken}) == len(taken), operation


def test_the_description_is_openapi(described: dict[str, Any]) -> None:
    validate(described)


def test_the_description_that_is_kept_is_current() -> None:
    assert KEPT.read_text(encoding="utf-8") == published(), "run tools/write_docs.py"


def test_the_description_is_served(served: Served, described: dict[str, Any]) -> None:
    assert served.get("/openapi.json").body == described


def test_answers_are_as_described(served: Served, described: dict[str, Any]) -> None:
    served.do("roster.unit", unit=VILLAGE)
    served.do("roster.person", person="0002", facts={"name": "陈国强", "since": "2020-01-01"})
    met, studied = "/v1/meetings/2026-000001", "/v1/studies/2026-000001"
    case, home = "/v1/cases/2026-000001", "/v1/households/dafeng-000001"
    check = "/v1/inspections/2026-000001"
    recorded = served.record()
    answers = {
        "case.record": recorded,
        "case.step": served.post(f"{case}/steps", CAUSE, If_Match='"1"'),
        "case.show": served.get(case),
        "case.log": served.get(f"{case}/log"),
        "case.list": served.get("/v1/cases"),
        "case.count": served.get("/v1/cases/count?by=status"),
        "case.diff": served.get(f"{case}/diff?before.position={recorded.body['position']}"),
        "deadline.explain": served.get(f"{case}/deadlines"),
        "report.hanging": served.get("/v1/reports/hanging"),
        "books.list": served.get("/v1/books"),
        "books.ledger": served.get("/v1/books/ledger"),
        "books.handover-list": served.get("/v1/books/handovers/000001"),
        "household.enter": served.post("/v1/households", {"household": HOME}),
        "household.member": served.post(
            f"{home}/members", {"member": {"name": "李小军"}}, If_Match='"1"'
        ),
        "visit.record": served.post("/v1/visits", {"visit": VISIT}),
        "household.list": served.get("/v1/households?never_reached=false"),
        "household.show": served.get(home),
        "household.themes": served.get("/v1/households/themes?village=dafeng"),
        "visit.list": served.get("/v1/visits?form=household"),
        "report.visits": served.get("/v1/reports/visits?village=dafeng"),
        "signals.list": served.get("/v1/signals?kind=thin-text"),
        "report.indicators": served.get("/v1/reports/indicators?each=true&by=quarter"),
        "report.late-feedback": served.get("/v1/reports/late-feedback?days=15"),
        "prove.closure": served.get("/v1/proofs/closure?quarter=2026Q1"),
        "meeting.hold": served.post("/v1/meetings", {"meeting": MET}),
        "meeting.resolve": served.post(
            f"{met}/resolutions", {"resolution": RESOLVING}, If_Match='"1"'
        ),
        "meeting.list": served.get("/v1/meetings?period=2024-Q1"),
        "meeting.show": served.get(met),
        "meeting.pack": served.get("/v1/meetings/packs/dafeng?period=2024-Q1"),
        "study.open": served.post("/v1/studies", {"study": STUDIED}),
        "study.decide": served.post(f"{studied}/decision", {"decision": DECIDED}, If_Match='"1"'),
        "study.list": served.get("/v1/studies?undecided=false"),
        "study.show": served.get(studied),
        "study.suggest": served.get("/v1/studies/suggestions?period=2026-Q1"),
        "inspection.open": served.post("/v1/inspections", {"opening": SPOT}),
        "inspection.find": served.post(f"{check}/findings", {"problem": PROBLEM}, If_Match='"1"'),
        "inspection.show": served.get(check),
        "inspection.draw-again": served.get(f"{check}/draw"),
        "inspection.list": served.get("/v1/inspections?kind=spot-check"),
        "inspection.findings": served.get("/v1/inspections/findings?open=true"),
        "bulletin.issue": served.post("/v1/bulletins", {"bulletin": ISSUED}),
        "bulletin.show": served.get("/v1/bulletins/dafeng-2026-000001"),
        "bulletin.list": served.get("/v1/bulletins?period=2026-H1"),
        "report.bulletin": served.get("/v1/reports/bulletin?unit=dafeng&period=2026H1"),
        "report.ladder": served.get("/v1/reports/ladder?due=true"),
        "report.handoffs": served.get("/v1/reports/handoffs?by=person"),
        "report.supervision": served.get("/v1/reports/supervision?overdue=true"),
        "roster.people": served.get("/v1/roster/people"),
        "roster.show": served.get("/v1/roster/people/000001"),
        "roster.units": served.get("/v1/roster/units"),
        "roster.participants": served.get("/v1/roster/participants"),
        "roster.roles": served.get("/v1/roster/roles?as_of=2026-01-01"),
        "roster.leaving": served.get("/v1/roster/people/000001/leaving"),
        "roster.functions": served.get("/v1/roster/functions"),
        "roster.unit-page": served.get("/v1/roster/units/town"),
        "programme.show": served.get("/v1/programme"),
        "calendar.show": served.get("/v1/calendar/2026"),
        "verify": served.get("/v1/verification"),
        "powers.list": served.get("/v1/powers"),
        "doctor": served.get("/v1/doctor"),
        "key.list": served.get("/v1/keys"),
    }

    for name, told in answers.items():
        wanted = schema(described, name, str(told.status))
        faults = [error.message for error in Draft202012Validator(wanted).iter_errors(told.body)]
        assert faults == [], name
        assert told.status < 300, name


def test_problems_are_as_described(served: Served, described: dict[str, Any]) -> None:
    told = served.post("/v1/cases", {"matter": {}, "x": 1})

    wanted = schema(described, "case.record", "422")
    assert list(Draft202012Validator(wanted).iter_errors(told.body)) == []


def test_a_body_as_described_is_taken(described: dict[str, Any]) -> None:
    operation = described["paths"]["/v1/cases"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    wanted = Draft202012Validator({**body, "components": described["components"]})

    assert wanted.is_valid({"matter": json.loads(json.dumps(MATTER))})
    assert not wanted.is_valid({"matter": dict(MATTER), "x": 1})
    assert not wanted.is_valid({"matter": {**MATTER, "x": 1}})
