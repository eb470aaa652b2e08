"""Every route, every role, a record of somebody else: as if it did not exist, and noted."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest
from attrs import frozen
from tests.http.serving import CLERK, JSON, MATTER, Served, Told
from tests.stores import empty_office

from minqing_core import Act
from minqing_core.application.asking import answer, parameters, required
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.sessions import log_in
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.roster.events import Post
from minqing_http.arguments import body_arguments
from minqing_http.operations import TABLE, Operation

UNITS = {"dafeng": "village", "anyang": "village", "urban": "department", "city": "city"}
VILLAGE_POSTS = ("village-secretary", "village-director", "two-committees-member")
ROLES: Mapping[str, tuple[str, str, str]] = {
    **{post: (post, "anyang", "village-two-committees") for post in VILLAGE_POSTS},
    **{
        post: (post, "urban", "town-office-civil-servant")
        for post in ("department-head", "staff", "support-worker")
    },
    "city-org-clerk": ("city-org-clerk", "city", "town-office-civil-servant"),
    "no post": ("", "", "town-office-civil-servant"),
}
WITHIN: Mapping[str, tuple[str, str, str]] = {
    f"{post} there": (post, "dafeng", "village-two-committees") for post in VILLAGE_POSTS
} | {
    post: (post, "town", "town-office-civil-servant")
    for post in ("deputy-secretary", "leader-in-charge", "leading-group-member")
}
KINDS = (
    *("case", "household", "inspection", "bulletin", "meeting", "study", "publication"),
    "incident",
)
OWN = {
    **dict.fromkeys(("review.show", "review.record", "review.return"), "person"),
    **dict.fromkeys(("review.complete", "review.accept", "review.reply"), "person"),
    **dict.fromkeys(("appraisal.sheet", "appraisal.draw", "appraisal.decide"), "subject"),
    "appraisal.object": "subject",
    **dict.fromkeys(("privacy.show", "privacy.restrict", "privacy.lift"), "privacy"),
    **dict.fromkeys(("privacy.shred", "privacy.approve", "privacy.refuse"), "privacy"),
    "privacy.withdraw": "privacy",
    **dict.fromkeys(("key.revoke", "key.own-revoke"), "key"),
    **dict.fromkeys(("webhook.end", "webhook.deliveries", "webhook.redeliver"), "webhook"),
    "session.revoke": "session",
}
NUMBER = "2099-999999"
WORD = "Wende-Pfad-42-x"
SEEN = ('"0"', '"1"')


@frozen
class Foreign:
    """A town with records of one village, and people of every role who have no part in them."""

    town: Served
    ids: Mapping[str, str]
    complaint: str
    inquiry: str
    own: Mapping[str, str]
    keys: Mapping[str, tuple[str, str]]


def entered(town: Served, number: str, place: tuple[str, str, str]) -> str:
    """Enter somebody with a post, and return a key of theirs."""
    post, unit, kind = place
    facts = {"name": f"某{number}", "kind": kind, "since": "2020-01-01"}
    held = {"post": post, "unit": unit} if post else {}
    town.do("roster.person", person=number, facts={**facts, **held})
    return town.issue(PersonId(number))


@pytest.fixture(scope="module")
def foreign() -> Iterator[Foreign]:
    """Give the town."""
    with Served(empty_office()) as town:
        for unit, kind in UNITS.items():
            facts = {"unit": unit, "name": unit, "kind": kind, "since": "2007-06-20"}
            parent = {} if kind == "city" else {"parent": "town"}
            town.do("roster.unit", unit={**facts, **parent})
        keys = {}
        for n, (role, place) in enumerate({**ROLES, **WITHIN}.items(), start=100):
            keys[role] = (f"{n:06}", entered(town, f"{n:06}", place))
        secretary = keys["village-secretary there"][0]
        ids, matter = records(town, secretary), {**MATTER, "place": "dafeng"}
        accused = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [secretary]}
        complaint = town.do("case.record", matter={**matter, **accused})["id"]
        opening = {"case": ids["case"], "person": secretary, "text": "没有回音"}
        inquiry = town.do("accountability.open", opening=opening)["id"]
        yield Foreign(town, ids, complaint, inquiry, things_of(town, secretary), keys)


def things_of(town: Served, secretary: str) -> dict[str, str]:
    """Give somebody a key, a webhook by it and a session, and return their numbers."""
    town.do("account.init", person=CLERK, login="clerk", password=WORD)
    word = town.do("account.open", person=secretary, login="somebody")["password"]
    begun = log_in(town.office, "somebody", word, address="10.0.0.7", agent="")
    key = town.do("key.issue", person=secretary, label="大屏")["id"]
    hook = town.do("webhook.add", url="https://oa.example.cn/", key=key)["id"]
    numbers = {"key": str(key), "webhook": str(hook), "session": str(begun.session.id)}
    return {**numbers, "person": secretary, "subject": secretary, "privacy": f"person:{secretary}"}


def records(town: Served, secretary: str) -> dict[str, str]:
    """Record one of each kind in a village, and return their numbers."""
    today = civil_date(town.office.now())
    half = f"{today.year - 1}-H2"

    def do(name: str, **given: Any) -> str:
        act = Act(actor=PersonId(secretary))
        number: str = answer(town.office, name, act, given)["id"]
        return number

    spot = {"kind": "half-year", "units": ["dafeng"], "since": f"{today.year - 1}-07-01"}
    checked = do("inspection.open", opening={**spot, "until": f"{today.year - 1}-12-31"})
    case = do("case.record", matter={**MATTER, "place": "dafeng"})
    study = {"title": "路灯", "reason": "hot", "text": "不亮", "cases": [case]}
    issued = {"unit": "dafeng", "period": half, "title": "通报", "text": "逐件核对"}
    met = {"village": "dafeng", "period": f"{today.year - 1}-Q4", "chair": secretary}
    rest = {"attendants": [secretary, CLERK], "agenda": [{"title": "村容"}], "text": "逐件分析。"}
    harm = {"kind": "mass-incident", "unit": "dafeng", "text": "三十余人到镇政府反映"}
    draft = {"kind": "report", "unit": "dafeng", "title": "走访月", "text": "走了四十户。"}
    return {
        "case": case,
        "household": do("household.enter", household={"village": "dafeng", "name": "李大娘"}),
        "inspection": checked,
        "bulletin": do("bulletin.issue", bulletin=issued),
        "meeting": do("meeting.hold", meeting={**met, "held_on": today.isoformat(), **rest}),
        "study": town.do("study.open", study=study)["id"],
        "incident": town.do(
            "accountability.incident",
            incident={**harm, "on": today.isoformat(), "cases": [case]},
        )["id"],
        "publication": do("publish.draft", publication=draft),
    }


def sample(kind: Any, case: str | None) -> Any:  # noqa: PLR0911 - one for each kind of value
    """Return the plainest value of a type; where it names a matter, this one."""
    if kind is CaseId:
        return case or "2098-999999"
    if kind in {PersonId, UnitId}:
        return CLERK if kind is PersonId else "town"
    if get_origin(kind) in {Union, UnionType}:
        return sample(next(one for one in get_args(kind) if one is not NoneType), case)
    if get_origin(kind) is tuple:
        return [sample(get_args(kind)[0], case)]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if attrs.has(kind):
        attrs.resolve_types(kind)
        return {f.name: sample(f.type, case) for f in attrs.fields(kind) if wanted(f, case)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    plain = {bool: True, int: 1, date: "2026-03-12", datetime: "2026-03-12T09:00:00+08:00"}
    return plain.get(kind, "某")


def wanted(field: "attrs.Attribute[Any]", case: str | None) -> bool:
    named = case is not None and field.type in {CaseId, CaseId | None}
    return named or field.default is attrs.NOTHING


def asked(operation: Operation, kind: str, number: str) -> tuple[str, str, Any]:
    """Return a request about a record: its method, its address and its body."""
    case = CATALOGUE[operation.use_case]
    path = operation.path.replace(f"{{{kind}}}", number)
    path = re.sub(r"\{person\}", CLERK, path)
    path = re.sub(r"\{report\}", "quarter", path)
    path = re.sub(r"\{period\}", "2025-Q3", path)
    path = re.sub(r"\{year\}", "2025", path)
    path = re.sub(r"\{\w+\}", "1", path)
    about = number if kind == "case" else None
    types = parameters(case)
    names = [n for n in body_arguments(operation, case) if n in required(case)]
    body = {name: sample(types[name], about) for name in names}
    if operation.method == "GET" and "before" in required(case):
        path += "?before.position=1"
    return operation.method, path, body if operation.method == "POST" else None


def send(town: Served, key: str, request: tuple[str, str, Any], seen: str) -> Told:
    method, path, body = request
    headers = {"Authorization": f"Bearer {key}", "If-Match": seen}
    if body is None:
        return town.ask(method, path, headers=headers)
    return town.ask(
        "POST",
        path,
        json.dumps(body, ensure_ascii=False).encode(),
        {**headers, "Content-Type": JSON},
    )


def outcomes(town: Served, actor: str, since: int) -> list[str]:
    """Return what was noted of somebody after an entry."""
    person = PersonId(actor)
    found = town.office.access.listed(person=person, subject=None, before=None, limit=500)
    return [e.outcome for e in found if e.id is not None and e.id > since]


def noted(town: Served) -> int:
    found = town.office.access.listed(person=None, subject=None, before=None, limit=1)
    return found[0].id or 0 if found else 0


ROUTES = [
    (kind, operation)
    for kind in (*KINDS, "inquiry")
    for operation in TABLE
    if f"{{{kind}}}" in operation.path
]


def named(value: object) -> str:
    return value.use_case if isinstance(value, Operation) else str(value)


def must_be_hidden(
    foreign: Foreign, roles: Mapping[str, Any], kind: str, number: str, operation: Operation
) -> None:
    """Insist that nobody of these roles can tell a record from one that does not exist."""
    town, size = foreign.town, foreign.town.office.log.size()
    missing = f"dafeng-{NUMBER}" if number.startswith("dafeng-") else NUMBER
    for role, seen in product(roles, SEEN if operation.revises else SEEN[:1]):
        actor, key = foreign.keys[role]
        before = noted(town)
        told = send(town, key, asked(operation, kind, number), seen)
        absent = send(town, key, asked(operation, kind, missing), seen)
        place = f"{operation.use_case} as {role}: {told.text}"

        assert told.status in {403, 404}, place
        assert told.status == absent.status, place
        assert told.text.replace(number, "…") == absent.text.replace(missing, "…"), place
        found = outcomes(town, actor, before)
        assert found, place
        assert all(outcome.startswith("refused:") for outcome in found), place
    assert town.office.log.size() == size


@pytest.mark.clause("S12", "S25")
@pytest.mark.parametrize(("kind", "operation"), ROUTES, ids=named)
def test_a_record_of_others_is_as_if_it_did_not_exist(
    foreign: Foreign, kind: str, operation: Operation
) -> None:
    number = foreign.inquiry if kind == "inquiry" else foreign.ids[kind]

    must_be_hidden(foreign, ROLES, kind, number, operation)


@pytest.mark.clause("S12", "S25")
@pytest.mark.parametrize("operation", [o for o in TABLE if o.use_case in OWN], ids=named)
def test_what_is_anothers_own_is_refused_and_that_is_noted(
    foreign: Foreign, operation: Operation
) -> None:
    """Whoever is in the roster is known to all: what is theirs is not."""
    town, kind = foreign.town, OWN[operation.use_case]
    for role in ROLES:
        actor, key = foreign.keys[role]
        before, size, ended = noted(town), town.office.log.size(), still_there(town)

        request = asked(operation, "subject" if kind == "privacy" else kind, foreign.own[kind])
        told = send(town, key, request, SEEN[1])

        place = f"{operation.use_case} as {role}: {told.text}"
        assert told.status in {403, 404}, place
        assert (town.office.log.size(), still_there(town)) == (size, ended), place
        found = outcomes(town, actor, before)
        assert found, place
        assert all(outcome.startswith("refused:") for outcome in found), place


def still_there(town: Served) -> list[Any]:
    """Return the keys, webhooks and sessions that go on."""
    keys = [one.id for one in town.office.keys.listed() if one.revoked is None]
    hooks = [one.id for one in town.office.webhooks.listed() if one.ended is None]
    return [keys, hooks, [one.id for one in town.office.sessions.listed(None)]]


@pytest.mark.clause("S12")
@pytest.mark.parametrize("operation", [o for kind, o in ROUTES if kind == "case"], ids=named)
def test_a_complaint_does_not_exist_for_those_it_is_closed_to(
    foreign: Foreign, operation: Operation
) -> None:
    must_be_hidden(foreign, {**ROLES, **WITHIN}, "case", foreign.complaint, operation)


def test_every_post_is_in_the_matrix_or_sees_the_whole_town() -> None:
    town_wide = {
        *("party-secretary", "organisation-commissioner", "org-office-clerk", "investigator"),
    }
    tried = {place[0] for place in (*ROLES.values(), *WITHIN.values())}

    assert {*Post} == (tried - {""}) | town_wide
