"""One matter from the doorstep to the answer, told over HTTP."""

from urllib.parse import quote

import pytest
from tests.http.serving import CAUSE, MATTER, Served

from minqing_http.headers import http_date

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CASE = "/v1/cases/2026-000001"
RECORDED = (
    "王小明记下群众李大娘通过走访反映的问题：《东风村路灯不亮》，"
    "由组织人事办公室王小明负责（补记 1 日）"
)
STORY = [
    ("steps", {"step": {"kind": "cause", "text": "线路老化"}}),
    (
        "steps",
        {"step": {"kind": "measure", "text": "换线", "owner": "000001", "due": "2026-03-20"}},
    ),
    ("steps", {"step": {"kind": "carried-out", "measure": 1, "text": "已换线"}}),
    (
        "feedback",
        {
            "feedback": {
                "stage": "result",
                "means": "visit",
                "text": "灯已修好",
                "response": "satisfied",
            }
        },
    ),
    ("conclusion", {"conclusion": {"outcome": "resolved", "effect": "亮了"}}),
]


@pytest.mark.clause("S18", "S24", "S26", "S28", "S62")
def test_a_matter_is_told_from_the_doorstep_to_the_answer(served_anywhere: Served) -> None:
    town = served_anywhere
    told = town.record()
    assert told.status == 201
    assert told.headers["Location"] == CASE
    assert told.headers["Cache-Control"] == "no-store"

    for address, body in STORY:
        told = town.post(f"{CASE}/{address}", body, If_Match=told.etag)
        assert told.status == 200, told.text

    assert told.body["version"] == 6
    assert [item["sentence"] for item in town.get(f"{CASE}/log").body["items"]] == [
        RECORDED,
        "王小明写明原因：线路老化",
        "王小明定下第 1 项措施：换线，由王小明负责，2026年3月20日 星期五 前完成",
        "王小明落实第 1 项措施：已换线",
        "王小明以上门方式向群众反馈办理结果：灯已修好（群众满意）",
        "王小明办结此事：已解决。效果：亮了",
    ]
    found = town.get(f"/v1/cases?status=concluded&words={quote('路灯')}").body["items"]
    assert [row["number"] for row in found] == ["2026-000001"]
    verdict = town.get("/v1/verification").body
    assert verdict["findings"] == []
    assert verdict["size"] == town.office.log.size()


def test_what_is_recorded_says_that_it_came_over_http_and_under_which_number(
    served: Served,
) -> None:
    served.record(X_Request_Id="draft-17", Idempotency_Key="k-1")

    recorded = served.office.log.stream("case/2026-000001")[0]  # type: ignore[arg-type]
    assert (recorded.actor, recorded.channel, recorded.correlation, recorded.key) == (
        "000001",
        "http",
        "draft-17",
        "000001:k-1",
    )


def test_a_list_is_filtered_by_the_names_of_the_query(served: Served) -> None:
    served.record()
    served.record()

    page = served.get(f"/v1/cases?words={quote('路灯')}&limit=1&hanging=false").body
    rest = served.get(f"/v1/cases?limit=1&cursor={page['next']}").body

    assert [row["number"] for row in page["items"] + rest["items"]] == [
        "2026-000002",
        "2026-000001",
    ]
    assert served.get("/v1/cases/count?by=kind").body["by"] == {"problem": 2}


def test_a_matter_is_read_as_it_was_known_at_an_instant(served: Served) -> None:
    served.record()
    served.post(f"{CASE}/steps", STORY[0][1], If_Match='"1"')
    first = served.office.log.stream("case/2026-000001")[0].position  # type: ignore[arg-type]

    before = served.get(f"{CASE}/log?position={first}").body
    between = served.get(f"{CASE}/diff?before.position={first}").body

    assert len(before["items"]) == 1
    assert [item["event"] for item in between["items"]] == ["CauseRecorded"]


def test_accept_datetime_asks_what_was_known_by_then(served: Served) -> None:
    served.record()
    when = http_date(served.office.now())

    told = served.get(CASE, Accept_Datetime=when)

    assert told.status == 200
    assert told.headers["Memento-Datetime"] == when
    assert "Accept-Datetime" in told.headers["Vary"]
    assert told.headers["Link"] == f'<{CASE}>; rel="original timegate"'
    assert served.get(CASE, Accept_Datetime="Thu, 12 Mar 2020 02:00:00 GMT").status == 404
    assert served.get(CASE, Accept_Datetime="gestern").body["code"] == "header"


def test_what_is_said_of_the_time_of_an_answer_is_true(served: Served) -> None:
    served.record()
    when, ahead = "Thu, 12 Mar 2026 02:00:00 GMT", "Thu, 12 Mar 2099 02:00:00 GMT"

    both = served.get(f"{CASE}?known_by=2026-03-01", Accept_Datetime=when)
    narrowed = served.get("/v1/cases?kind=problem&limit=7", Accept_Datetime=when)
    later = served.get("/v1/cases", Accept_Datetime=ahead)

    assert (both.status, both.body["code"]) == (400, "header")
    assert "known_by" in both.body["detail"]
    assert narrowed.headers["Link"].startswith("</v1/cases?kind=problem&limit=7>;")
    assert later.headers["Memento-Datetime"].startswith("Thu, 12 Mar 2026 01:")
    assert later.body == served.get("/v1/cases").body
    assert served.get("/v1/cases").headers["Vary"] == "Accept-Datetime"
    assert "Vary" not in served.get("/v1/whoami", Accept_Datetime=when).headers
    assert "Memento-Datetime" not in served.get("/v1/whoami", Accept_Datetime=when).headers


@pytest.mark.parametrize(
    "when",
    [
        "Fri, 31 Dec 9999 23:59:59 -0100",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 12 Mar 99999999999999999999 01:00:00 GMT",
        "Thu, 12 Mar 2026 99:00:00 GMT",
        "",
    ],
)
def test_an_accept_datetime_that_is_no_instant_is_refused(served: Served, when: str) -> None:
    with served.connected() as line:
        head = f"GET /v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {served.key}\r\n"
        line.sendall(f"{head}Accept-Datetime: {when}\r\n\r\n".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 400 ")


@pytest.mark.clause("S35")
def test_when_it_happened_and_for_whom_stand_beside_the_arguments(served: Served) -> None:
    told = served.post(
        "/v1/cases",
        {
            "matter": dict(MATTER),
            "occurred_at": "2026-03-11T10:00:00+08:00",
            "on_behalf_of": "000001",
        },
    )

    assert told.status == 201, told.text
    recorded = served.office.log.stream("case/2026-000001")[0]  # type: ignore[arg-type]
    assert recorded.occurred_at.isoformat() == "2026-03-11T02:00:00+00:00"
    assert recorded.on_behalf_of == "000001"


@pytest.mark.clause("S35")
def test_nobody_acts_for_somebody_who_is_not_in_the_roster(served: Served) -> None:
    served.record()

    told = served.post(f"{CASE}/steps", {**CAUSE, "on_behalf_of": "999"}, If_Match='"1"')

    assert (told.status, told.body["code"]) == (403, "unknown-actor")
    assert served.get(CASE).etag == '"1"'


def test_person_and_post_are_kept_over_http(served: Served) -> None:
    facts = {"name": "陈国强", "kind": "village-two-committees", "since": "2026-01-01"}
    told = served.post("/v1/roster/people", {"facts": facts})
    where = told.headers["Location"]
    page = served.get(where)
    taken = {"post": "staff", "unit": "town", "since": "2026-02-01"}

    assert served.post(f"{where}/posts", {"taken": taken}, If_Match=page.etag).status == 200
    assert served.get(where).body["tenures"][0]["post"] == "staff"


@pytest.mark.clause("S18")
def test_a_matter_is_given_as_a_paper_to_whoever_would_print_it(served: Served) -> None:
    served.record()
    for wanted, begins in ((PDF, b"%PDF"), (DOCX, b"PK")):
        answered = served.get(CASE, Accept=f"{wanted}, */*;q=0.1")
        assert (answered.status, answered.headers["Content-Type"]) == (200, wanted)
        assert answered.raw.startswith(begins)
    assert served.get("/v1/cases", Accept=PDF).status == 406
