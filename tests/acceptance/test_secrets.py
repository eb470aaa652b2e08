"""Whatever is asked, nobody is told of a matter that is closed to them."""

import json
from collections.abc import Iterator
from datetime import date
from enum import EnumType
from itertools import product
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from tests.acceptance.test_sight import COMPLAINT, LEADER, NEIGHBOUR, post
from tests.towns import CLERK, MATTER, MEMBER, SECRETARY, by

from minqing_core.application.asking import parameters, plain, required
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.moments import When
from minqing_core.kernel.ids import (
    BulletinId,
    CaseId,
    HouseholdId,
    IncidentId,
    InquiryId,
    InspectionId,
    MeetingId,
    PersonId,
    StudyId,
    UnitId,
    VisitId,
)
from minqing_core.kernel.refusals import InvalidInputError, RefusalError
from minqing_core.powers.rules import Power

HOME, BOOK, MISSING = "dafeng-000001", "ZS-000001", "2024-000099"
COMPLAINED, LINKED, PART, OPEN, WHOLE, OFFSHOOT = (f"2024-00000{n}" for n in (1, 2, 5, 3, 4, 6))
CLOSED = (COMPLAINED, LINKED, PART, OFFSHOOT)
WORDS = ("优亲厚友", "公章私用", "低保名额", "水渠图纸", "井盖", "约谈", "孙大嫂")
OF_DAFENG = (OPEN, WHOLE, "路灯不亮", "两件事", "李大娘")
CHANGING = {Power.ACCESS_KEEP, Power.ACCESS_PRUNE, Power.ACCOUNTS_KEEP}
BY_TYPE: dict[Any, tuple[Any, ...]] = {
    CaseId: (*CLOSED, OPEN, WHOLE),
    PersonId: (MEMBER, SECRETARY, CLERK),
    UnitId: ("dafeng", "anyang", "town"),
    HouseholdId: (HOME,),
    VisitId: ("2024-000001",),
    IncidentId: ("2023-000001",),
    **dict.fromkeys((MeetingId, StudyId, InspectionId, BulletinId, InquiryId), ("2023-000001",)),
    str: ("owner", BOOK),
    int: (1,),
    bool: (True,),
    date: ("2024-03-01",),
}
BY_NAME: dict[str, tuple[Any, ...]] = {
    "by": ("owner", "category", "status"),
    "cursor": (),
    "year": (2024,),
    "which": ({}, {"words": "李大娘"}, {"household": HOME}, {"village": "dafeng"}),
    "subject": (f"case/{COMPLAINED}", MEMBER, "dafeng"),
}
UNASKED = {
    "account.change-password",
    "account.codes-confirm",
    "account.codes-disable",
    "account.codes-enrol",
    "import.check",
    "import.roster-check",
}


@pytest.fixture
def secretive(town):
    """Give a town with a complaint of a household, and closed matters linked and split off."""
    post(town, NEIGHBOUR, "钱多", "village-secretary", "anyang")
    post(town, LEADER, "郑书记", "party-secretary", "town")
    _book(town)
    _complaint(town)
    named = [{"kind": "named", "name": "孙大嫂"}]
    secret = {**MATTER, "title": "水渠图纸", "petitioners": named}
    town.do("case.record", matter=secret, unit="dafeng")
    town.record()
    town.record(title="两件事", text="井和路都要修。")
    linked = {"of": LINKED, "reason": "同为水渠图纸的事"}
    town.do("case.link", case=OPEN, linked=linked)
    portion = {"title": "井盖", "text": "井盖丢了。", "reason": "井盖另办", "owner": CLERK}
    town.do("case.split", case=WHOLE, portion={**portion, "unit": "org-office"})
    portion = {"title": "公章私用", "text": "另有公章的事。", "reason": "一事一记"}
    town.do("case.split", case=COMPLAINED, portion=portion)
    for number in (LINKED, PART):
        naming = {"person": MEMBER, "reason": "来电反映"}
        town.do("case.accuse", case=number, naming=naming)
    for number, to in ((COMPLAINED, CLERK), (OPEN, SECRETARY), (PART, CLERK)):
        ordering = {"to": to, "text": "查清", "due": "2024-03-20"}
        town.do("case.supervise", act=by(LEADER), case=number, ordering=ordering)
    return town


def _complaint(town) -> None:
    act = by(SECRETARY)
    town.do("household.enter", act=act, household={"village": "dafeng", "name": "李大娘家"})
    town.do("household.member", act=act, household=HOME, member={"name": "李大娘"})
    asking: dict[str, object] = {"kind": "named", "name": "孙大嫂", "member": 1}
    about_home = {**COMPLAINT, "household": HOME, "petitioners": [asking]}
    town.do("case.record", act=act, matter=about_home, owner=CLERK)
    town.do("case.step", case=COMPLAINED, step={"kind": "note", "text": "已约谈"})


def _book(town) -> None:
    city = {"unit": "city", "name": "中山市", "kind": "city", "since": "2007-06-20"}
    town.do("roster.unit", unit=city)
    row = {"prefix": "ZS", "first": 1, "last": 1}
    batch = {**row, "batch": "1", "format": "paper", "pages": 100, "issuer": "city"}
    town.do("books.print", batch=batch)
    town.do("books.issue", issued={**row, "from_unit": "city", "to_unit": "org-office"})
    town.do("books.receive", received={**row, "unit": "org-office"})
    town.do("books.give", serial=BOOK, giving={"unit": "org-office", "holder": CLERK})
    town.do("books.sign", serial=BOOK)


def choices(name: str, kind: Any, size: int) -> tuple[Any, ...]:
    """Return what to ask for an argument, by its name or else by its type."""
    if name in BY_NAME:
        return BY_NAME[name]
    if kind is When:
        return ({}, {"position": size})
    inner = [one for one in get_args(kind) if one is not NoneType]
    if get_origin(kind) is tuple:
        return ([],)
    if inner:
        return choices(name, inner[0], size)
    if isinstance(kind, EnumType):
        return tuple(map(str, kind))
    return BY_TYPE.get(kind, ({},))


def questions(name: str, size: int) -> Iterator[dict[str, Any]]:
    """Yield what can be asked of a reading: what it needs, and each other thing in turn."""
    case = CATALOGUE[name]
    types, needed = parameters(case), required(case)
    offered = {one: choices(one, kind, size) for one, kind in types.items()}
    for chosen in product(*(offered[one] for one in needed)):
        base = dict(zip(needed, chosen, strict=True))
        yield base
        for one in types.keys() - needed:
            yield from ({**base, one: value} for value in offered[one])


def told(town, actor: str, name: str, asked: dict[str, Any]) -> str:
    """Return everything that somebody is told, page after page; what they said is left out."""
    cursor: dict[str, str] = {}
    said = ""
    while True:
        try:
            answer = plain(town.do(name, act=by(actor), **{**asked, **cursor}))
        except InvalidInputError:
            return "invalid"
        except RefusalError as refusal:
            said += f"{refusal.code} {refusal} {refusal.facts}"
            said = said.replace(str(asked.get("subject")), MEMBER)
            return said.replace(str(asked.get("case")), MISSING)
        said += json.dumps(answer, ensure_ascii=False, default=str)
        if not answer.get("next") or "cursor" not in parameters(CATALOGUE[name]):
            return said
        cursor = {"cursor": answer["next"]}


def readings() -> list[str]:
    """Return the names of everything that can be read."""
    cases = ((name, CATALOGUE[name]) for name in CATALOGUE)
    return [name for name, case in cases if not case.records and case.power not in CHANGING]


@pytest.mark.clause("S12", "S25")
@pytest.mark.parametrize(
    ("reader", "secrets"),
    [(MEMBER, ()), (SECRETARY, ()), (NEIGHBOUR, OF_DAFENG)],
)
def test_no_reading_tells_anybody_of_a_matter_that_is_closed_to_them(
    secretive, reader, secrets
) -> None:
    size = secretive.office.log.size()
    for name in readings():
        for asked in questions(name, size):
            said = told(secretive, reader, name, asked)
            for secret in (*CLOSED, *WORDS, *secrets):
                assert secret not in said, (name, asked)
            if asked.get("case") in CLOSED:
                assert said == told(secretive, reader, name, {**asked, "case": MISSING})


def test_every_reading_is_asked_for_something_that_it_answers(secretive) -> None:
    """Whoever adds a reading says above what to ask of it, unless its types tell."""
    size = secretive.office.log.size()
    unanswered = {
        name
        for name in readings()
        if all(told(secretive, CLERK, name, q) == "invalid" for q in questions(name, size))
    }
    assert unanswered == UNASKED
    everything = "".join(
        told(secretive, CLERK, name, q) for name in readings() for q in questions(name, size)
    )
    assert [word for word in (*CLOSED, *WORDS[:-1]) if word not in everything] == []
