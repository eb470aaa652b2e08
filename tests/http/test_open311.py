"""Open311 GeoReport v2, as its documentation shows it; never anything that is not public."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from tests.http.serving import CAUSE, CLERK, MATTER, Served, Told
from tests.http.test_access import member

from minqing_core import Act
from minqing_core.application.asking import answer
from minqing_core.kernel.ids import PersonId
from minqing_http import spark
from minqing_http.turnstile import MOST

V2 = "/open311/v2"
FORM = "application/x-www-form-urlencoded"
GIVEN = {
    "jurisdiction_id": "city.gov",
    "service_code": "HOT_DIFFICULT.ROADS",
    "lat": "22.46",
    "long": "113.29",
    "address_string": "大丰村三队路口",
    "email": "li@example.cn",
    "device_id": "tt222111",
    "account_id": "123456",
    "first_name": "大娘",
    "last_name": "李",
    "phone": "13800000000",
    "description": "路灯不亮\n老人夜里不敢出门",
    "media_url": "https://example.cn/a.jpg",
    "attribute[kind]": "demand",
}
REQUEST = [
    *("service_request_id", "status", "status_notes", "service_name", "service_code"),
    *("description", "agency_responsible", "service_notice", "requested_datetime"),
    *("updated_datetime", "expected_datetime", "address", "address_id", "zipcode"),
    *("lat", "long", "media_url"),
]


def get(town: Served, path: str) -> Told:
    """Ask without a key."""
    return town.get(f"{V2}/{path}", Authorization="")


def xml(told: Told) -> ET.Element:
    assert told.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert told.text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    return ET.fromstring(told.text)  # noqa: S314 - our own


def hand_in(town: Served, form: str = "json", **changed: str | None) -> Told:
    """Hand a matter in with a key, as another system does."""
    given = {"api_key": town.key, **GIVEN, **changed}
    body = urlencode({name: value for name, value in given.items() if value is not None})
    headers = {"Content-Type": f"{FORM}; charset=utf-8", "Authorization": ""}
    return town.ask("POST", f"{V2}/requests.{form}", body.encode(), headers)


@pytest.fixture
def published(served: Served) -> str:
    """Give the number of a matter that was published."""
    facts = {"name": "郑书记", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    leader = Act(actor=PersonId("0007"))
    served.do(
        "roster.person", person="0007", facts={**facts, "post": "party-secretary", "unit": "town"}
    )
    case = served.record().body["id"]
    served.post(f"/v1/cases/{case}/steps", CAUSE, If_Match='"1"')
    told = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
    served.do("case.feedback", case=case, feedback=told)
    served.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    draft = {
        "kind": "matter",
        "unit": "town",
        "case": case,
        "title": "路灯亮了",
        "text": "村民反映路灯不亮，次日修好。",
    }
    number: str = served.do("publish.draft", publication=draft)["id"]
    answer(served.office, "publish.approve", leader, {"publication": number, "approved": {}})
    served.do("publish.release", publication=number)
    return number


def test_services_are_listed_in_both_forms_alike(served: Served) -> None:
    told = get(served, "services.json")
    assert told.headers["Content-Type"] == "application/json; charset=utf-8"
    services = [*xml(get(served, "services.xml"))]

    assert [child.tag for child in services[0]] == [
        *("service_code", "service_name", "description", "metadata", "type", "keywords", "group")
    ]
    found = {service.findtext("service_code"): service for service in services}
    road = next(one for one in told.body if one["service_code"] == "HOT_DIFFICULT.ROADS")
    assert (road["service_name"], road["group"]) == ("行路难", "群众关注的热点难点问题")
    assert (road["metadata"], road["type"]) == (True, "realtime")
    assert found["HOT_DIFFICULT.ROADS"].findtext("metadata") == "true"
    assert set(found) == {one["service_code"] for one in told.body}


@pytest.mark.clause("S12")
def test_nobody_complains_about_a_cadre_by_this_way(served: Served) -> None:
    codes = {one["service_code"] for one in get(served, "services.json").body}

    assert not any(code.startswith("VILLAGE_GOVERNANCE.CONDUCT") for code in codes)
    assert get(served, "services/VILLAGE_GOVERNANCE.CONDUCT.json").status == 404
    size = served.office.log.size()
    told = hand_in(served, service_code="VILLAGE_GOVERNANCE.CONDUCT")
    assert (told.status, served.office.log.size()) == (404, size)


def test_a_definition_tells_what_else_may_be_said(served: Served) -> None:
    (code, attributes) = xml(get(served, "services/OTHER.xml"))
    assert (code.tag, code.text) == ("service_code", "OTHER")
    first, second = attributes
    assert [child.tag for child in first] == [
        *("variable", "code", "datatype", "required", "datatype_description", "order"),
        *("description", "values"),
    ]
    assert [value.tag for value in first[-1]] == ["value"] * 4
    assert [child.tag for child in first[-1][0]] == ["key", "name"]
    assert (second.findtext("code"), second.findtext("required")) == ("label", "true")
    road = get(served, "services/HOT_DIFFICULT.ROADS.json").body
    assert [one["code"] for one in road["attributes"]] == ["kind"]


def test_a_matter_is_handed_in_and_written_down_for_the_person_of_the_key(served: Served) -> None:
    told = hand_in(served)

    assert told.status == 200, told.text
    (receipt,) = told.body
    assert [*receipt] == ["service_request_id", "service_notice", "account_id"]
    matter = served.get("/v1/cases/2026-000001").body["matter"]
    assert (matter["title"], matter["channel"], matter["kind"]) == ("路灯不亮", "online", "demand")
    assert matter["text"] == (
        "路灯不亮\n老人夜里不敢出门\n地点：大丰村三队路口（纬度 22.46，经度 113.29）\n"
        "附件：https://example.cn/a.jpg"
    )
    (petitioner,) = matter["petitioners"]
    assert (petitioner["name"], petitioner["contact"]) == ("李大娘", "13800000000")
    (event,) = served.office.follow(served.office.log.size() - 1)
    assert (event.actor, event.channel) == (CLERK, "open311")
    assert "tt222111" not in str(event)
    assert "123456" not in str(event)


def test_who_gives_no_name_stays_anonymous_and_xml_is_answered_in_xml(served: Served) -> None:
    told = hand_in(
        served,
        "xml",
        first_name=None,
        last_name=None,
        phone=None,
        email=None,
        lat=None,
        media_url=None,
    )

    (request,) = xml(told)
    assert request.tag == "request"
    assert [child.tag for child in request] == [
        *("service_request_id", "service_notice", "account_id")
    ]
    matter = served.get("/v1/cases/2026-000001").body["matter"]
    assert matter["petitioners"][0]["kind"] == "anonymous"
    assert matter["text"].endswith("\n地点：大丰村三队路口")


@pytest.mark.clause("S63")
def test_whoever_holds_the_ticket_is_told_whether_it_ended_and_nothing_else(
    served: Served,
) -> None:
    ticket = hand_in(served).body[0]["service_request_id"]

    (told,) = get(served, f"requests/{ticket}.json").body

    assert [*told] == REQUEST
    assert {name: value for name, value in told.items() if value is not None} == {
        "service_request_id": ticket,
        "status": "open",
        "service_name": "行路难",
        "service_code": "HOT_DIFFICULT.ROADS",
        "requested_datetime": told["requested_datetime"],
    }
    (token,) = get(served, f"tokens/{ticket}.json").body
    assert token == {"service_request_id": ticket, "token": ticket}
    case = "2026-000001"
    served.post(f"/v1/cases/{case}/steps", CAUSE, If_Match='"1"')
    answered = {"stage": "result", "means": "telephone", "text": "灯已修好"}
    served.do("case.feedback", case=case, feedback=answered)
    served.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    (told,) = get(served, f"requests/{ticket}.json").body
    assert told["status"] == "closed"
    assert "灯已修好" not in str(told)


@pytest.mark.clause("S12", "S80")
def test_nothing_that_is_not_published_is_told_to_anybody(served: Served) -> None:
    served.record()
    ticket = hand_in(served).body[0]["service_request_id"]
    short = {"system": "open311", "number": "1"}
    served.post("/v1/cases", {"matter": {**MATTER, "source": short}})

    assert get(served, "requests.json").body == []
    for number in ("2026-000001", "2026-000002", "1", ticket[:-1], f"{ticket}x", "x" * 32):
        assert get(served, f"requests/{number}.json").status == 404
        assert get(served, f"requests.json?service_request_id={number}").body == []


@pytest.mark.clause("S80")
def test_a_published_matter_is_told_as_the_board_shows_it(served: Served, published: str) -> None:
    board = served.get("/v1/board", Authorization="").body["items"]

    (told,) = get(served, "requests.json").body

    assert [*told] == REQUEST
    assert told["service_request_id"] == published == board[0]["publication"]
    assert told["description"] == f"{board[0]['title']}\n{board[0]['text']}"
    assert (told["status"], told["agency_responsible"]) == ("closed", board[0]["unit_name"])
    assert get(served, f"requests/{published}.json").body == [told]
    assert get(served, f"requests.json?service_request_id={published},x").body == [told]
    (request,) = xml(get(served, "requests.xml"))
    assert [child.tag for child in request] == REQUEST
    for query, found in (
        ("status=open", []),
        ("status=open,closed&service_code=matter,x", [told]),
        ("service_code=good-practice", []),
        ("start_date=2026-03-01T00:00:00Z&end_date=2026-04-01T00:00:00Z", [told]),
        ("start_date=2026-04-01T00:00:00Z&status=", []),
        ("end_date=2026-03-01T00:00:00Z", []),
    ):
        assert get(served, f"requests.json?{query}").body == found, query
    served.do("publish.withdraw", publication=published, withdrawn={"reason": "情况有变"})
    assert get(served, "requests.json").body == []
    assert get(served, f"requests/{published}.json").status == 404


@pytest.mark.clause("S80")
def test_so_many_matters_are_asked_for_at_once_and_looked_up_together(
    served: Served, published: str
) -> None:
    many = [published, *(f"{n}" for n in range(49))]
    asked = urlencode({"service_request_id": ",".join(many * 2)})
    more = urlencode({"service_request_id": ",".join([*many, "more"])})

    (told,) = get(served, f"requests.json?{asked}").body
    refused = get(served, f"requests.json?{more}")

    assert told["service_request_id"] == published
    assert (refused.status, refused.body[0]["code"]) == (400, 400)


@pytest.mark.clause("S12", "S63")
@pytest.mark.parametrize(
    "path",
    [
        *("/v1/public/tickets/x", "/v1/progress/2025-000001-x", "/v1/public/matters"),
        *(f"{V2}/requests/x.json", f"{V2}/tokens/x.xml", f"{V2}/services.json"),
    ],
)
def test_who_has_no_key_asks_as_seldom_here_as_on_a_page(served: Served, path: str) -> None:
    told = [served.get(path, Authorization="").status for _ in range(MOST)]

    refused = served.get(path, Authorization="")

    assert set(told) <= {200, 404}
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    assert served.get("/r/2025-000001-x", Authorization="").status == 429
    assert served.get("/v1/public/tickets/x").status == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"api_key": None}, 403),
        ({"api_key": "mq_wrong"}, 403),
        ({"service_code": None}, 400),
        ({"service_code": "POTHOLES"}, 404),
        ({"service_code": "OTHER"}, 400),
        ({"description": " "}, 400),
        ({"address_string": None, "lat": None}, 400),
        ({"address_id": "nowhere"}, 404),
        ({"attribute[kind]": "joke"}, 400),
        ({"attribute[WHISPAWN]": "1"}, 400),
        ({"description": "坏\x00字"}, 400),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_cannot_be_handed_in_is_refused_as_open311_says_it(
    served: Served, changed: dict[str, Any], status: int, form: str
) -> None:
    size = served.office.log.size()

    told = hand_in(served, form, **changed)

    assert told.status == status, told.text
    if form == "json":
        ((code, why),) = [(e["code"], e["description"]) for e in told.body]
    else:
        (error,) = xml(told)
        assert [child.tag for child in error] == ["code", "description"]
        code, why = int(error[0].text or ""), error[1].text
    assert (code, bool(why), served.office.log.size()) == (status, True, size)


def test_the_powers_and_scopes_of_the_key_hold_here_too(served: Served) -> None:
    scoped = {"person": CLERK, "label": "网站", "scopes": ["read-only"]}
    key = served.post("/v1/keys", scoped).body["key"]
    assert hand_in(served, api_key=key).status == 403
    mine = member(served)
    assert hand_in(served, api_key=mine).status == 200
    narrow = served.post("/v1/keys", {**scoped, "scopes": ["case.*"]}).body["key"]
    assert hand_in(served, api_key=narrow).status == 200
    header = {"Content-Type": FORM, "Authorization": f"Bearer {narrow}"}
    body = urlencode(GIVEN).encode()
    assert served.ask("POST", f"{V2}/requests.json", body, header).status == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"description=%FF", FORM),
        (b"\xff", FORM),
        (b"a=1&a=2&description=x&description=y", FORM),
        (b"&".join(b"a=1" for _ in range(200)), FORM),
        (b"{}", "application/json"),
        (b"x" * 70_000, FORM),
        (b"nothing", FORM),
        (b"", FORM),
    ],
)
def test_what_is_no_form_is_refused(served: Served, body: bytes, kind: str) -> None:
    headers = {"Content-Type": kind}

    assert served.ask("POST", f"{V2}/requests.json", body, headers).status == 400


@pytest.mark.parametrize(
    "date",
    [
        *("2026-01-01", "yesterday", "2026-01-01T00:00:00"),
        *("9999-12-31T23:59:59Z", "0001-01-01T00:00:00%2B09:00"),
    ],
)
def test_dates_have_a_zone_and_are_of_this_age(served: Served, date: str) -> None:
    assert get(served, f"requests.json?start_date={date}").status == 400


def test_where_the_versions_are_is_discovered(served: Served) -> None:
    told = served.get("/open311/discovery.json", Authorization="").body

    (endpoint,) = told["endpoints"]
    assert endpoint["url"] == f"http://127.0.0.1:{served.port}{V2}"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert xml(served.get("/open311/discovery.xml", Authorization="")).tag == "discovery"


def test_where_the_versions_are_is_not_what_somebody_calls_this_host(
    serve: Callable[..., Served],
) -> None:
    town = serve(site="https://minqing.example")

    told = town.get("/open311/discovery.json", Authorization="", Host="evil.example").body

    assert told["endpoints"][0]["url"] == f"https://minqing.example{V2}"


@pytest.mark.parametrize("path", ["services", "services.yaml", "tokens/x", "requests.csv"])
def test_other_forms_are_not_there(served: Served, path: str) -> None:
    assert get(served, path).status == 404


DOCUMENTED: tuple[tuple[str, Any, str], ...] = (
    (
        "services",
        [{"service_code": "001", "metadata": True, "keywords": "a, b", "group": "street"}],
        (
            "<services><service><service_code>001</service_code><metadata>true</metadata>"
            "<keywords>a, b</keywords><group>street</group></service></services>"
        ),
    ),
    (
        "service_definition",
        {
            "service_code": "DMV66",
            "attributes": [
                {
                    "variable": True,
                    "datatype_description": None,
                    "values": [{"key": 123, "name": "Ford"}],
                }
            ],
        },
        (
            "<service_definition><service_code>DMV66</service_code><attributes><attribute>"
            "<variable>true</variable><datatype_description/><values><value><key>123</key>"
            "<name>Ford</name></value></values></attribute></attributes></service_definition>"
        ),
    ),
    (
        "service_requests",
        [{"service_request_id": 293944, "account_id": None}],
        (
            "<service_requests><request><service_request_id>293944</service_request_id>"
            "<account_id/></request></service_requests>"
        ),
    ),
    (
        "errors",
        [{"code": 403, "description": "a < b & c"}],
        (
            "<errors><error><code>403</code><description>a &lt; b &amp; c</description></error>"
            "</errors>"
        ),
    ),
)


@pytest.mark.parametrize(("root", "found", "text"), DOCUMENTED)
def test_the_documented_shapes_are_the_same_thing_in_both_forms(
    root: str, found: Any, text: str
) -> None:
    assert spark.written(root, found, "xml").decode() == f"{spark.DECLARATION}{text}\n"
    assert json.loads(spark.written(root, found, "json")) == found


@pytest.mark.parametrize("word", ["\x00", "\x1b", "\ufffe", "\x0b"])
def test_what_xml_cannot_hold_is_left_out(word: str) -> None:
    told = spark.written("errors", [{"code": 400, "description": f"a{word}b"}], "xml")

    assert ET.fromstring(told)[0][1].text == "ab"  # noqa: S314 - our own


def test_the_same_is_asked_by_the_library_and_under_our_own_addresses(
    served: Served, published: str, serve: Callable[..., Served]
) -> None:
    assert served.get("/v1/public/matters", Authorization="").body["items"] == json.loads(
        json.dumps(served.do("public.matters")["items"], default=str)
    )
    assert served.get(f"/v1/public/matters?publications=[%22{published}%22]").body["items"] != []
    assert served.get("/v1/public/services", Authorization="").status == 200
    assert served.get("/v1/public/tickets/x", Authorization="").body["code"] == "ticket-unknown"
    assert serve().get("/v1/public/matters", Authorization="").body["items"] == []
