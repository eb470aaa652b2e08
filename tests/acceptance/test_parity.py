"""The same story leaves the same record through the library, the command line and HTTP."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import click
import pytest
from attrs import frozen
from click.testing import CliRunner
from tests.cli.terminals import Terminal
from tests.http.serving import Served
from tests.stores import empty_office
from tests.towns import CLERK, MATTER, by

from minqing_cli.main import cli
from minqing_cli.surface import COMMANDS
from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office
from minqing_core.kernel.periods import civil_date, quarter
from minqing_core.kernel.refusals import RefusalError
from minqing_http.operations import BY_USE_CASE

MATTER_THEN = {**MATTER, "place": "town"}


def step(kind: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return "case.step", {"case": "#", "step": {"kind": kind, **said}}


def case(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"case.{use_case}", {"case": "#", **said}


def of_book(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"books.{use_case}", {"serial": "ZS-000001", **said}


CITY = {"unit": "city", "name": "大涌市", "kind": "city", "since": "2007-06-20"}
ROW = {"prefix": "ZS", "first": 1, "last": 10}
BATCH = {**ROW, "batch": "第一批", "issuer": "city", "pages": 100}
FIRST = "§first§"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
DAFENG = {
    "unit": "dafeng",
    "name": "大丰村",
    "kind": "village",
    "parent": "town",
    "since": "2007-06-20",
}
SECRETARY = {
    "name": "陈国强",
    "kind": "village-two-committees",
    "since": "2020-01-01",
    "post": "village-secretary",
    "unit": "dafeng",
}
COMPLAINT = {**MATTER_THEN, "category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": ["0002"]}
RESOLVED = {"outcome": "resolved", "effect": "亮了"}
LI = {"village": "dafeng", "name": "李大娘", "address": "三队 12 号", "size": 4}
VISIT = {
    "village": "dafeng",
    "form": "household",
    "on": "2024-03-01",
    "households": ["dafeng-000001"],
    "text": "问了收成",
}
ANYANG = {"unit": {**DAFENG, "unit": "anyang", "name": "安洋村"}}
NANWEN = {"unit": {**DAFENG, "unit": "nanwen", "name": "南文村"}}
LEAVE = {
    "kind": "leave",
    "since": "2024-03-04",
    "until": "2024-03-15",
    "reason": "休假",
    "approver": CLERK,
}
STANDING_IN = {
    "post": "village-secretary",
    "unit": "dafeng",
    "instead_of": "0002",
    "since": "2024-03-04",
    "until": "2024-03-15",
    "approver": CLERK,
}
NOW = civil_date(datetime.now(tz=UTC))  # noqa: TID251 - all doors read the clock
PERIOD = str(quarter(quarter(NOW).first - timedelta(days=1)))
LAST_YEAR = NOW.year - 1
DEPUTY = {"post": "deputy-secretary", "since": "2020-01-01"}
OPINION = {"opinion": "过程太简略", "grade": "fair", "concerns": ["simplified", "shifted"]}
TODAY = str(NOW)
INQUIRY = f"{TODAY[:4]}-000001"
INCIDENT = {
    "kind": "bad-consequence",
    "unit": "dafeng",
    "on": TODAY,
    "cases": [FIRST],
    "text": "跌伤",
}
OPENING = {"case": FIRST, "person": "0002", "text": "三个月没有回音"}
FOUND = {"evidence": [{"stream": f"case/{FIRST}", "version": 1}], "text": "没有办"}
AWAY = {"until": "2024-06-30", "destination": "市水务局", "reason": "组织调动"}


MET = {
    "village": "dafeng",
    "held_on": "2024-03-01",
    "attendants": ["0002"],
    "agenda": [{"title": "村容村貌"}],
    "text": "逐件分析。",
    "pack": 0,
}
RESOLVING = {"text": "清淤", "owner": CLERK, "due": "2999-12-31"}
STUDIED = {"title": "路灯", "reason": "hot", "text": "多处不亮", "cases": [FIRST]}
DECIDED = {"held_on": "2024-03-01", "participants": ["0002"], "text": "统一更换"}


def of_meeting(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"meeting.{use_case}", {"meeting": FIRST, **said}


def of_study(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"study.{use_case}", {"study": FIRST, **said}


def of_person(use_case: str, person: str = "0002", **said: Any) -> tuple[str, dict[str, Any]]:
    return f"roster.{use_case}", {"person": person, **said}


def of_diary(use_case: str, person: str = "0002", **said: Any) -> tuple[str, dict[str, Any]]:
    return f"review.{use_case}", {"person": person, "period": PERIOD, **said}


def of_sheet(use_case: str, subject: str = CLERK, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"appraisal.{use_case}", {"subject": subject, "year": LAST_YEAR, **said}


def honour(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    number = f"{LAST_YEAR + 1}-000001"
    return f"appraisal.commend-{use_case}", {"commendation": number, **said}


def of_inquiry(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"accountability.{use_case}", {"inquiry": INQUIRY, **said}


STORIES: Mapping[str, list[tuple[str, dict[str, Any]]]] = {
    "a matter that is resolved, with every refusal on the way": [
        ("case.record", {"matter": {**MATTER_THEN, "kind": "gripe"}}),
        ("case.record", {"matter": {**MATTER_THEN, "category": "OTHER"}}),
        ("case.record", {"matter": MATTER_THEN, "attested": True}),
        case("conclude", conclusion=RESOLVED),
        step("cause", text="线路老化"),
        step("measure", text="换线"),
        step("measure", text="换线", owner=CLERK, due="2999-12-31"),
        step("leader", leader=CLERK),
        step("leader", leader=CLERK),
        step("carried-out", measure=2, text="已换线"),
        step("carried-out", measure=1, text="已换线"),
        case("conclude", conclusion=RESOLVED),
        case("feedback", feedback=TOLD),
        case("conclude", conclusion={**RESOLVED, "effect": " "}),
        case("conclude", conclusion=RESOLVED),
        step("note", text="还有一事"),
    ],
    "an anonymous matter that can never be solved": [
        (
            "case.record",
            {
                "matter": {
                    **MATTER_THEN,
                    "petitioners": [{"kind": "anonymous"}],
                    "category": "DISPUTE.SUDDEN",
                }
            },
        ),
        step("deliberation", text="所里商议", form="comment"),
        case(
            "excuse",
            impossible={"stage": "result", "hindrance": "anonymous", "text": "没有留下联系办法"},
        ),
        case("explain", explanation={"means": "notice", "text": "在村口公示说明"}),
        case(
            "conclude",
            conclusion={
                "outcome": "unresolvable",
                "effect": "已公示",
                "basis": "规划为绿地",
                "cause": "planning",
            },
        ),
    ],
    "what was written wrongly and corrected": [
        ("case.record", {"matter": MATTER_THEN}),
        case("amend", amendment={"field": "title", "value": "路灯全灭", "reason": "核实"}),
        case("amend", amendment={"field": "title", "value": "路灯全灭", "reason": "核实"}),
        case("amend", amendment={"field": "kind", "value": "wish", "reason": "核实"}),
        case("amend", amendment={"field": "kind", "value": "gripe", "reason": "核实"}),
        case("amend", amendment={"field": "nothing", "value": "x", "reason": "核实"}),
        case("amend", amendment={"field": "place", "value": "none", "reason": "核实"}),
    ],
    "the course of a matter, its clock stopped and set going, ended and reopened": [
        ("case.record", {"matter": MATTER_THEN}),
        case("park", parked={"cause": "nature", "until": "2999-01-01", "reason": "汛期"}),
        case("resume", resumed={"reason": "汛期已过"}),
        case("extend", asking={"duty": "conclude", "until": "2999-01-01", "reason": "缺料"}),
        case("extend-approve", approval={"extension": 1}),
        case("extend-refuse", refused={"extension": 1, "reason": "不必"}),
        case("extend-tell", told={"extension": 1, "means": "visit", "text": "要多等"}),
        case("look", look={"text": "仍未到位", "next_look": "2999-01-01"}),
        case(
            "recategorise",
            recategorisation={"category": "OTHER", "label": "路灯", "reason": "不属行路难"},
        ),
        case("amend", amendment={"field": "category", "value": "ECONOMY", "reason": "核实"}),
        step("cause", text="线路老化"),
        case("feedback", feedback=TOLD),
        case("conclude", conclusion={**RESOLVED, "outcome": "duplicate", "basis": "同一盏灯"}),
        case("conclude", conclusion=RESOLVED),
        case(
            "revisit",
            revisit={
                "means": "visit",
                "response": "satisfied",
                "as_told": False,
                "text": "灯只亮了两天",
            },
        ),
        case("dispute", dispute={"means": "visit", "text": "灯又不亮了"}),
        case("reopen", reopened={"reason": "异议属实"}),
        case("reopen", reopened={"reason": "异议属实"}),
        case("conclude", conclusion=RESOLVED),
        case("recuse", asked={"person": CLERK, "reason": "是亲属"}),
        case("recuse-grant", granting={"person": CLERK}),
        case("recuse-refuse", refused={"person": CLERK, "reason": "并非亲属"}),
    ],
    "matters bound together, taken apart and split": [
        ("case.record", {"matter": MATTER_THEN}),
        ("case.record", {"matter": {**MATTER_THEN, "title": "路灯又坏了"}}),
        case("link", linked={"of": FIRST, "reason": "同一盏灯"}),
        case("link", linked={"of": FIRST, "reason": "同一盏灯"}),
        case("unlink", unlinked={"of": FIRST, "reason": "是另一盏灯"}),
        case("merge", merged={"whole": FIRST, "reason": "同一条线路"}),
        step("note", text="看过"),
        case("unmerge", undone={"whole": FIRST, "reason": "线路不同"}),
        case("unmerge", undone={"whole": FIRST, "reason": "线路不同"}),
        case(
            "split",
            portion={
                "title": "水管漏水",
                "text": "还说水管漏水",
                "petitioners": [{"kind": "anonymous"}],
                "reason": "一事一记",
            },
        ),
    ],
    "a complaint about a cadre, its petitioner sealed and opened for a reason": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": COMPLAINT, "owner": "0002"}),
        ("case.record", {"matter": {**COMPLAINT, "accused": ["0009"]}}),
        ("case.record", {"matter": COMPLAINT}),
        case("accuse", naming={"person": "0002", "reason": "来信点名"}),
        case("accuse", naming={"person": CLERK, "reason": "来信点名"}),
        case("identity", opening={"reason": " "}),
        case("identity", opening={"reason": "上门核实", "petitioners": [2]}),
        case("identity", opening={"reason": "上门核实"}),
        ("case.record", {"matter": {**MATTER_THEN, "protected": True}}),
        case("accuse", naming={"person": "0002", "reason": "来电反映"}),
        case("identity", opening={"reason": "反馈结果", "petitioners": [1]}),
    ],
    "a book from the press to the shelf, and an entry in it": [
        ("roster.unit", {"unit": CITY}),
        ("books.print", {"batch": {**BATCH, "issuer": "town"}}),
        ("books.print", {"batch": BATCH}),
        ("books.issue", {"issued": {**ROW, "from_unit": "city", "to_unit": "org-office"}}),
        of_book("give", giving={"holder": CLERK, "unit": "org-office"}),
        ("books.receive", {"received": {**ROW, "unit": "org-office"}}),
        of_book("give", giving={"holder": CLERK, "unit": "org-office"}),
        of_book("sign"),
        ("case.record", {"matter": MATTER_THEN, "book": "ZS-000002"}),
        ("case.record", {"matter": MATTER_THEN, "book": "ZS-000001"}),
        of_book("lost", lost={"circumstances": "途中遗失"}),
        of_book("found"),
        of_book("damaged", damaged={"circumstances": "封面脱落", "usable": True}),
        of_book("full"),
        of_book("hand-in", handed={"to": "town", "reason": "full"}),
        of_book("hand-in", handed={"to": "org-office", "reason": "full"}),
        of_book("refuse", refused={"reason": "缺第 3 页"}),
        of_book("archive", shelf="三号柜"),
        of_book("hand-in", handed={"to": "org-office", "reason": "full"}),
        of_book("take-in"),
        of_book("archive", shelf="三号柜"),
        ("books.void", {"serial": "ZS-000002", "voided": {"reason": "印刷缺页"}}),
    ],
    "a household, its dossier and the visits that reached it": [
        ("roster.unit", {"unit": DAFENG}),
        ("household.enter", {"household": {"village": "town", "name": "李大娘"}}),
        ("household.enter", {"household": {**LI, "size": 0}}),
        ("household.enter", {"household": LI}),
        ("household.member", {"household": "dafeng-000001", "member": {"name": "李小军"}}),
        ("household.member", {"household": "dafeng-000001", "member": {"name": "李小军"}}),
        ("household.member", {"household": "dafeng-000009", "member": {"name": "李小军"}}),
        ("visit.record", {"visit": {**VISIT, "households": []}}),
        ("visit.record", {"visit": {**VISIT, "companions": [CLERK]}}),
        (
            "case.record",
            {
                "matter": {
                    **MATTER_THEN,
                    "household": "dafeng-000001",
                    "petitioners": [{"kind": "named", "name": "李小军", "member": 1}],
                }
            },
        ),
        ("household.move", {"household": "dafeng-000001", "moved": {"reason": "外迁"}}),
        ("visit.record", {"visit": VISIT}),
    ],
    "units that change and end": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.unit", ANYANG),
        ("roster.unit", NANWEN),
        ("roster.rename", {"renamed": {"unit": "dafeng", "name": "大丰", "since": "2024-01-01"}}),
        ("roster.rename", {"renamed": {"unit": "none", "name": "大丰", "since": "2024-01-01"}}),
        (
            "roster.split",
            {
                "split": {
                    "unit": "dafeng",
                    "into": ["anyang", "nanwen"],
                    "heir": "anyang",
                    "since": "2024-06-01",
                }
            },
        ),
        (
            "roster.function",
            {"laid": {"unit": "town", "categories": ["ECONOMY"], "since": "2024-06-01"}},
        ),
        (
            "roster.merge",
            {"merged": {"units": ["anyang"], "into": "nanwen", "since": "2025-01-01"}},
        ),
        (
            "roster.abolish",
            {"abolished": {"unit": "nanwen", "heir": "dafeng", "since": "2025-06-01"}},
        ),
        (
            "roster.abolish",
            {"abolished": {"unit": "nanwen", "heir": "town", "since": "2025-06-01"}},
        ),
    ],
    "people who are away, guide, lead and leave": [
        ("roster.unit", {"unit": DAFENG}),
        of_person("person", facts=SECRETARY),
        of_person("person", "0003", facts={"name": "李秀英", "since": "2020-01-01"}),
        of_person("absence", granted=LEAVE),
        of_person("absence", granted={**LEAVE, "until": "2024-03-16"}),
        of_person("absence-end", ended={"since": "2024-03-04", "until": "2024-03-08"}),
        of_person("substitute", "0003", named=STANDING_IN),
        of_person("substitute", named=STANDING_IN),
        of_person(
            "substitute-end",
            "0003",
            ended={"post": "village-secretary", "unit": "dafeng", "until": "2024-03-08"},
        ),
        of_person("contact-point", taken={"village": "dafeng", "since": "2024-01-01"}),
        of_person(
            "post",
            taken={"post": "party-secretary", "unit": "town", "since": "2024-01-01"},
        ),
        of_person(
            "contact-point",
            taken={"village": "dafeng", "since": "2024-01-01", "campaigns": ["固本强基工程"]},
        ),
        of_person("guide", visit={"village": "dafeng", "on": "2024-03-01", "text": "看路灯"}),
        of_person("guide", visit={"village": "dafeng", "on": "2023-03-01", "text": "看路灯"}),
        of_person("contact-point-end", left={"village": "dafeng", "until": "2024-05-31"}),
        (
            "roster.role",
            {
                "assigned": {
                    "role": "overall-responsible",
                    "person": "0002",
                    "since": "2024-01-01",
                }
            },
        ),
        (
            "roster.role",
            {"assigned": {"role": "carries-out", "person": "0002", "since": "2024-01-01"}},
        ),
        of_person("close", closed={"on": "2024-07-01"}),
        of_person("transfer", transferred=AWAY),
        of_person("transfer", transferred={**AWAY, "destination": "市农业局"}),
        ("case.record", {"matter": MATTER_THEN, "owner": "0002"}),
        of_person("close", closed={"on": "2024-06-29"}),
        of_person("close", closed={"on": "2024-07-01"}),
        of_person("absence", granted=LEAVE),
    ],
    "a matter that is passed on, reported up, shared, urged and supervised": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": {**MATTER_THEN, "urgency": "urgent"}}),
        case("handover", handover={"to": "0002", "unit": "town", "reason": "属其职责"}),
        case("handover", handover={"to": "0002", "unit": "dafeng", "reason": "属其职责"}),
        case("accept"),
        case("decline", refused={"reason": "不在界内"}),
        case("recall", withdrawn={"reason": "核实后自办"}),
        case("recall", withdrawn={"reason": "核实后自办"}),
        case("assist", assistance={"unit": "dafeng", "text": "查电线", "due": "2999-01-01"}),
        case("assist-accept", accepted={"task": 1}),
        case("assist-object", objected={"task": 2, "reason": "不属职责"}),
        case("assist-reply", replied={"task": 1, "text": "已查"}),
        case("assist-end", ended={"task": 1, "reason": "自行解决"}),
        case("assign", assigned={"owner": "0002", "unit": "dafeng", "reason": "指定承办"}),
        case("escalate", report={"to": "0002", "text": "须上级定", "follow_up": "2999-01-01"}),
        case("explain", explanation={"means": "visit", "text": "须上级定"}),
        case("escalate", report={"to": "0002", "text": "须上级定", "follow_up": "2999-01-01"}),
        case("acknowledge", acknowledged={"report": 1}),
        case("remind", reminder={"to": "0002", "text": "期限将到"}),
        case("supervise", ordering={"to": "0002", "text": "限期修好", "due": "2999-01-01"}),
        case("supervise-reply", replied={"order": 1, "text": "已修"}),
        case("supervise-close", closed={"order": 1, "text": "看过"}),
        case("supervise-close", closed={"order": 1, "text": "看过"}),
    ],
    "a diary of a quarter, assessed, reviewed, sent back and answered": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        of_person("post", CLERK, taken={**DEPUTY, "unit": "town"}),
        ("case.record", {"matter": MATTER_THEN, "owner": "0002", "unit": "dafeng"}),
        ("review.assess", {"period": PERIOD.replace("-", ""), "reflection": {"text": "多走动"}}),
        ("review.assess", {"period": "2024-H1", "reflection": {"text": "多走动"}}),
        of_diary("record", CLERK, opinion=OPINION),
        of_diary("record", opinion={**OPINION, "opinion": " "}),
        of_diary("record", opinion={**OPINION, "returned": {"text": "补写", "due": "2020-01-01"}}),
        of_diary("record", opinion=OPINION, upto=10),
        of_diary("record", opinion=OPINION),
        of_diary("return", review=1, returned={"text": "补写", "due": "2999-12-31"}),
        of_diary("return", review=1, returned={"text": "补写", "due": "2999-12-31"}),
        of_diary("complete", reported={"review": 1, "text": "已补写"}),
        of_diary("accept", accepted={"review": 1}),
        of_diary("reply", answered={"review": 1, "text": "当天写完"}),
    ],
    "a village meets on its quarter, and a trouble is studied together": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": MATTER_THEN}),
        ("meeting.hold", {"meeting": {**MET, "attendants": [CLERK]}}),
        ("meeting.hold", {"meeting": {**MET, "agenda": []}}),
        ("meeting.hold", {"meeting": {**MET, "period": "2024"}}),
        ("meeting.hold", {"meeting": {**MET, "village": "org-office"}}),
        ("meeting.hold", {"meeting": MET}),
        of_meeting("resolve", resolution={**RESOLVING, "item": 2}),
        of_meeting("resolve", resolution={**RESOLVING, "item": 1}),
        of_meeting("resolve", resolution={**RESOLVING, "cases": [FIRST]}),
        of_meeting("carry-out", done={"resolution": 1, "text": "已清淤"}),
        of_meeting("carry-out", done={"resolution": 3, "text": "已清淤"}),
        of_meeting("drop", dropped={"resolution": 1, "reason": "不必"}),
        of_meeting("drop", dropped={"resolution": 2, "reason": "由镇统一做"}),
        ("study.open", {"study": {**STUDIED, "cases": []}}),
        ("study.open", {"study": STUDIED}),
        of_study("add", added={"cases": [FIRST]}),
        of_study("resolve", resolution=RESOLVING),
        of_study("decide", decision={**DECIDED, "participants": []}),
        of_study("decide", decision=DECIDED),
        of_study("decide", decision=DECIDED),
        of_study("resolve", resolution=RESOLVING),
        of_study("carry-out", done={"resolution": 1, "text": "已清淤"}),
        of_study("drop", dropped={"resolution": 1, "reason": "不必"}),
    ],
    "the end of a year: summed up, appraised, disputed and honoured": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": MATTER_THEN, "attested": True}),
        step("cause", text="线路老化"),
        case("feedback", feedback=TOLD),
        case("conclude", conclusion=RESOLVED),
        ("appraisal.summary-issue", {"year": LAST_YEAR, "text": "一年来走访更勤"}),
        ("appraisal.summary-issue", {"year": LAST_YEAR, "text": "一年来走访更勤"}),
        ("appraisal.summary-issue", {"year": LAST_YEAR, "text": " "}),
        of_sheet("object", text="少计一篇"),
        of_sheet("draw"),
        of_person("kind", CLERK, kind="stationed-town", since="2020-01-01"),
        of_sheet("draw"),
        of_sheet("draw", "dafeng"),
        of_sheet("draw", "town"),
        of_sheet("draw", "0009"),
        of_sheet("object", "0002", text="少计一篇"),
        of_sheet("object", text="少计一篇"),
        of_sheet("decide", decided={"objection": 1, "upheld": False, "text": "无误"}),
        (
            "appraisal.commend",
            {"person": CLERK, "title": "先进个人", "cases": [FIRST], "text": "修好路灯"},
        ),
        (
            "appraisal.commend",
            {"unit": "dafeng", "title": "先进党组织", "cases": [FIRST], "text": "修好路灯"},
        ),
        honour("decide", decided={"granted": True, "text": "属实"}),
        honour("publish", published={"text": "公示栏"}),
        honour("revoke", revoked={"reason": "不实"}),
    ],
    "whether somebody answers for a matter: found, shown, heard, decided, appealed": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": MATTER_THEN, "owner": "0002", "unit": "dafeng"}),
        ("accountability.incident", {"incident": INCIDENT}),
        ("accountability.incident", {"incident": {**INCIDENT, "on": "2999-01-01"}}),
        ("accountability.open", {"opening": {**OPENING, "person": CLERK}}),
        ("accountability.open", {"opening": {**OPENING, "incident": "2024-000001"}}),
        ("accountability.open", {"opening": OPENING}),
        ("accountability.open", {"opening": OPENING}),
        of_inquiry("find", finding={"element": "fault", "holds": True, "text": "没有办"}),
        of_inquiry("find", finding={**FOUND, "element": "fault", "holds": True}),
        of_inquiry("find", finding={**FOUND, "element": "responsible", "holds": True}),
        of_inquiry("find", finding={"element": "excusal", "holds": False, "text": "没有"}),
        of_inquiry("hear", statement={"text": "找过供电所"}),
        of_inquiry("show-evidence"),
        of_inquiry("hear", statement={"text": "不作陈述", "declined": True}),
        of_inquiry("decide", ruling={"outcome": "talk", "text": "提醒"}),
        of_person("post", CLERK, taken={**DEPUTY, "unit": "town"}),
        of_inquiry("decide", ruling={"outcome": "talk", "text": "提醒"}),
        of_inquiry("decide", ruling={"outcome": "not-responsible", "text": "要件不齐"}),
        of_inquiry("appeal", lodged={"text": "当日已移交"}),
        of_inquiry("appeal-decide", ruling={"outcome": "not-responsible", "text": "维持"}),
        of_inquiry("drop", dropped={"reason": "与此事无关"}),
    ],
    "people, posts and rules": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        (
            "roster.post",
            {
                "person": "0002",
                "taken": {"post": "village-director", "unit": "dafeng", "since": "2021-01-01"},
            },
        ),
        (
            "roster.leave",
            {
                "person": "0002",
                "left": {"post": "village-director", "unit": "dafeng", "until": "2020-01-01"},
            },
        ),
        (
            "roster.station",
            {
                "person": "0002",
                "stationed": {"village": "town", "home": "town", "since": "2021-01-01"},
            },
        ),
        ("roster.kind", {"person": "0002", "kind": "stationed-town", "since": "2022-01-01"}),
        ("roster.bind", {"person": "0002", "login": "chen"}),
        (
            "programme.rule",
            {
                "rule": {
                    "rule": "conclude",
                    "clause": "S34",
                    "title": "办结",
                    "quote": "不能悬而未决",
                    "value": {"amount": 30, "unit": "calendar-day"},
                    "effective_from": "2025-01-01",
                }
            },
        ),
        (
            "programme.retire",
            {"retired": {"code": "NONE", "reason": "无此项", "effective_from": "2025-01-01"}},
        ),
        ("calendar.publish", {"year": {"year": 2027, "off": ["2027-01-01"], "source": "通知"}}),
        (
            "programme.plan",
            {
                "plan": {
                    "unit": "dafeng",
                    "title": "大丰村实施办法",
                    "dated": "2025-01-05",
                    "text": "二十日内办结。",
                }
            },
        ),
        *(
            (
                "programme.plan-rule",
                {
                    "unit": "dafeng",
                    "rule": {
                        "rule": "conclude",
                        "clause": "村第一条",
                        "title": "办结",
                        "quote": "二十日内办结",
                        "value": {"amount": amount, "unit": "calendar-day"},
                        "effective_from": "2025-02-01",
                    },
                },
            )
            for amount in (20, 90)
        ),
    ],
}


@frozen
class Trace:
    """What a story left: the codes of the refusals in their order, and the record."""

    refusals: list[str | None]
    record: list[tuple[object, ...]]


class Library:
    """Asks the office itself."""

    def __init__(self) -> None:
        self.office: Office = empty_office()
        found_town(self.office, town="大涌镇", clerk="王小明", login="wang")

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Return the code of the refusal, if any, and the number of what was recorded."""
        try:
            return None, answer(self.office, use_case, by(CLERK), given)["id"]
        except RefusalError as refusal:
            return refusal.code, ""


class CommandLine:
    """Asks by commands, the values from standard input."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        terminal("db", "init", "--town", "大涌镇", "--clerk", "王小明")
        self.office: Office = open_office(str(terminal.folder / "town.db"))

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Run the command of a use case."""
        words = COMMANDS[use_case].split()
        places = [_at(given, argument) for argument in _arguments(words)]
        text = json.dumps(given, ensure_ascii=False)
        result = CliRunner().invoke(
            cli,
            [*words, *places, "--from", "-", "--json"],
            prog_name="minqing",
            env=self._terminal.environment,
            input=text,
        )
        said = json.loads(result.stdout or result.stderr.splitlines()[-1])
        return said.get("code"), said.get("id", "")


class Web:
    """Asks over HTTP, with the version that it has before it."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.office = served.office

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Send the request of a use case."""
        operation = BY_USE_CASE[use_case]
        path = operation.path.format(**{key: str(value) for key, value in given.items()})
        version = self.office.log.version(_stream(path))
        body = {key: value for key, value in given.items() if f"{{{key}}}" not in operation.path}
        headers = {"If_Match": f'"{version}"'} if operation.revises else {}
        told = self._served.post(path, body, **headers)
        return told.body.get("code"), told.body.get("id", "")


def _stream(path: str) -> str:
    if path.startswith("/v1/reviews/"):
        return f"review/{'-'.join(path.split('/')[3:5])}"
    if path.startswith("/v1/appraisals/"):
        return f"appraisal/{'-'.join(path.split('/')[3:5])}"
    streams = {
        "/v1/commendations/": "commendation",
        "/v1/roster/people/": "person",
        "/v1/cases/": "case",
        "/v1/households/": "household",
        "/v1/books/": "book",
        "/v1/meetings/": "meeting",
        "/v1/studies/": "study",
        "/v1/inquiries/": "inquiry",
    }
    for start, prefix in streams.items():
        if path.startswith(start):
            return f"{prefix}/{path.removeprefix(start).split('/')[0]}"
    return ""


def _arguments(words: list[str]) -> list[str]:
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return [p.name or "" for p in command.params if isinstance(p, click.Argument)]


def _at(given: Mapping[str, Any], path: str) -> str:
    found: Any = given
    for name in path.split("__"):
        found = found[name]
    return str(found)


def told(door: Library | CommandLine | Web, story: list[tuple[str, dict[str, Any]]]) -> Trace:
    """Tell a story at a door, and return what it left."""
    before, number, first, refusals = door.office.log.size(), "", "", []
    for use_case, given in story:
        asked = {**given, "case": number} if "case" in given else given
        asked = json.loads(json.dumps(asked, ensure_ascii=False).replace(FIRST, first))
        code, recorded = door.ask(use_case, asked)
        refusals.append(code)
        number = recorded if use_case == "case.record" and recorded else number
        first = first or number
    left = door.office.log.scan(before)
    return Trace(
        refusals,
        [(e.stream, e.version, e.actor, e.on_behalf_of, e.event) for e in left],
    )


@pytest.fixture
def doors(tmp_path) -> Iterator[list[Library | CommandLine | Web]]:
    """Give the three doors to three towns alike."""
    with ExitStack() as stack:
        served = stack.enter_context(Served(empty_office()))
        made: list[Library | CommandLine | Web] = [
            Library(),
            CommandLine(Terminal(tmp_path)),
            Web(served),
        ]
        yield made
        for door in made:
            door.office.close()


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_a_story_leaves_the_same_record_through_every_door(doors, story) -> None:
    library, command_line, web = (told(door, story) for door in doors)
    assert command_line == library
    assert web == library
    assert library.record


def test_every_use_case_has_a_command_and_an_operation() -> None:
    assert {*COMMANDS} == {*BY_USE_CASE}
