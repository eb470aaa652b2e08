"""Commendations: proposed on matters, decided by another, made known, taken back."""

import pytest
from tests.acceptance.appraised import DEPUTY, HEAD, STAFF, year
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by

__all__ = ["year"]

ONE = "2024-000001"
MOVED = {"until": "2024-12-12", "destination": "市水务局"}
YES = {"granted": True, "text": "事迹属实"}
CONFIDED = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "reason": "实为反映干部"}


def commend(town: Town, actor: str = SECRETARY, **given) -> str:
    asked = {"title": "先进个人", "cases": ["2024-000001"], "text": "修好全村路灯", **given}
    if "unit" not in given:
        asked.setdefault("person", MEMBER)
    recorded: str = town.do("appraisal.commend", act=by(actor), **asked)["id"]
    return recorded


def does(town: Town, what: str, actor: str, number: str = ONE, **given):
    return town.do(f"appraisal.commend-{what}", act=by(actor), commendation=number, **given)


def refused(town: Town, what: str, actor: str, **given) -> str:
    refusal = town.refused(f"appraisal.{what}", act=by(actor), **given)
    return f"{refusal.kind} {refusal.code}"


def listed(town: Town, reader: str = CLERK, **asked) -> list[tuple[str, str]]:
    items = town.do("appraisal.commendations", act=by(reader), **asked)["items"]
    return [(item["commendation"], item["state"]) for item in items]


@pytest.mark.clause("S68", "S82")
def test_a_commendation_is_proposed_decided_by_another_published_and_revoked(year: Town) -> None:
    assert commend(year) == ONE
    told = does(year, "decide", HEAD, decided=YES)
    assert [item["sentence"] for item in told["events"]] == ["赵书记批准表彰：事迹属实"]
    assert does(year, "decide", HEAD, decided=YES)["events"] == ()
    told = does(year, "publish", CLERK, published={"text": "在公示栏公布"})
    assert told["events"][0]["sentence"] == "王小明公布表彰：在公示栏公布"
    assert does(year, "publish", CLERK, published={})["events"] == ()
    (line,) = year.do("appraisal.commendations", act=by(MEMBER))["items"]
    assert (line["name"], line["title"], line["state_text"], line["cases"]) == (
        "李秀英",
        "先进个人",
        "已公布",
        ("2024-000001",),
    )
    told = does(year, "revoke", DEPUTY, revoked={"reason": "事迹不实"})
    assert told["events"][0]["sentence"] == "钱副撤销表彰：事迹不实"
    assert does(year, "revoke", DEPUTY, revoked={"reason": "事迹不实"})["events"] == ()
    assert listed(year) == [(ONE, "revoked")]
    given = {"commendation": ONE, "published": {}}
    assert refused(year, "commend-publish", CLERK, **given) == "conflict commendation-revoked"


@pytest.mark.clause("S68")
def test_nobody_decides_what_they_proposed_or_what_honours_them(year: Town) -> None:
    number = commend(year, HEAD)
    given = {"commendation": number, "decided": YES}
    assert refused(year, "commend-decide", HEAD, **given) == "not-allowed own-commendation"
    year.do(
        "roster.post",
        person=MEMBER,
        taken={"post": "deputy-secretary", "unit": "town", "since": "2024-01-01"},
    )
    assert refused(year, "commend-decide", MEMBER, **given) == "not-allowed own-commendation"
    assert refused(year, "commend-decide", STAFF, **given) == "not-allowed not-allowed"
    assert does(year, "decide", DEPUTY, decided={"granted": False, "text": "依据不足"})["events"]
    assert refused(year, "commend-decide", DEPUTY, **given) == "conflict commendation-decided"
    given = {"commendation": number, "published": {}}
    assert refused(year, "commend-publish", CLERK, **given) == "conflict not-granted"
    given = {"commendation": "2024-000009", "decided": YES}
    assert refused(year, "commend-decide", DEPUTY, **given) == "not-found commendation-unknown"


@pytest.mark.clause("S68", "S82")
def test_it_rests_on_matters_that_the_nominee_brought_to_an_end(year: Town) -> None:
    asked = {"person": MEMBER, "title": "先进个人", "text": "修好路灯", "cases": ["2024-000001"]}
    no_one = {key: value for key, value in asked.items() if key != "person"}
    for given, code in (
        ({**asked, "cases": []}, "invalid no-basis"),
        ({**asked, "cases": ["2024-000002"]}, "invalid basis-not-concluded"),
        ({**asked, "cases": ["2024-000999"]}, "not-found case-unknown"),
        ({**asked, "person": STAFF}, "invalid not-their-work"),
        ({**no_one, "unit": "anyang"}, "invalid not-their-work"),
        ({**asked, "unit": "dafeng"}, "invalid nominee"),
        (no_one, "invalid nominee"),
        ({**asked, "title": " "}, "invalid appraisal-text"),
        ({**asked, "text": " "}, "invalid appraisal-text"),
    ):
        assert refused(year, "commend", CLERK, **given) == code
    assert commend(year, CLERK, unit="dafeng", title="先进党组织") == ONE


@pytest.mark.clause("S28", "S37", "S68")
def test_what_was_found_not_to_be_as_told_is_honoured_by_nobody(year: Town) -> None:
    commend(year)
    false = {"means": "visit", "response": "none", "as_told": False, "text": "灯仍不亮"}
    year.do("case.revisit", act=by(HEAD), case=ONE, revisit=false)
    given = {"person": MEMBER, "title": "先进", "text": "事迹", "cases": [ONE]}
    assert refused(year, "commend", CLERK, **given) == "invalid basis-denied"
    given = {"commendation": ONE, "decided": YES}
    assert refused(year, "commend-decide", HEAD, **given) == "invalid basis-denied"
    year.do("case.revisit", act=by(HEAD), case=ONE, revisit={**false, "as_told": True})
    does(year, "decide", HEAD, decided=YES)
    year.do("case.reopen", act=by(CLERK), case=ONE, reopened={"reason": "又不亮了"})
    given = {"commendation": ONE, "published": {}}
    assert refused(year, "commend-publish", CLERK, **given) == "invalid basis-not-concluded"


@pytest.mark.clause("S12", "S68")
def test_a_confidential_matter_is_never_what_it_rests_on(year: Town) -> None:
    commend(year)
    does(year, "decide", HEAD, decided=YES)
    act = by(MEMBER)
    year.do("case.recategorise", act=act, case="2024-000001", recategorisation=CONFIDED)
    given = {"person": MEMBER, "title": "先进", "text": "事迹", "cases": ["2024-000001"]}
    assert refused(year, "commend", CLERK, **given) == "invalid confidential-basis"
    given = {"commendation": ONE, "published": {}}
    assert refused(year, "commend-publish", CLERK, **given) == "invalid confidential-basis"
    (line,) = year.do("appraisal.commendations", act=by(SECRETARY))["items"]
    assert (line["cases"], line["rests_on"]) == ((), 1)


@pytest.mark.clause("S68")
def test_what_is_not_published_is_read_by_who_answers_proposed_or_is_honoured(year: Town) -> None:
    commend(year)
    for reader in (CLERK, HEAD, SECRETARY, MEMBER):
        assert listed(year, reader) == [(ONE, "proposed")]
    for reader in (STAFF, INVESTIGATOR):
        assert listed(year, reader) == []
    proposed = year.office.log.size()
    does(year, "decide", HEAD, decided=YES)
    does(year, "publish", CLERK, published={})
    assert listed(year, STAFF) == [(ONE, "published")]
    (line,) = year.do("appraisal.commendations", act=by(STAFF))["items"]
    assert (line["decision"], line["proposed_by_name"], line["cases"]) == (None, None, ())
    (line,) = year.do("appraisal.commendations", act=by(MEMBER))["items"]
    assert (line["decision"], line["proposed_by_name"]) == ("事迹属实", "陈国强")
    then = {"position": proposed}
    assert listed(year, STAFF, when=then) == []
    assert listed(year, CLERK, when=then) == [(ONE, "proposed")]


@pytest.mark.clause("S68")
def test_commendations_are_listed_page_by_page_and_by_what_they_are(year: Town) -> None:
    commend(year)
    commend(year, unit="dafeng")
    page = year.do("appraisal.commendations", limit=1)
    assert [item["commendation"] for item in page["items"]] == ["2024-000002"]
    assert listed(year, cursor=page["next"]) == [(ONE, "proposed")]
    assert listed(year, which={"unit": "dafeng"}) == [("2024-000002", "proposed")]
    assert listed(year, which={"person": MEMBER}) == [(ONE, "proposed")]
    assert listed(year, which={"state": "granted"}) == []


@pytest.mark.clause("S46", "S68")
def test_who_left_the_town_is_not_proposed_any_more(year: Town) -> None:
    year.do("roster.transfer", person=MEMBER, transferred=MOVED)
    year.set("2024-12-13")
    asked = {"person": MEMBER, "title": "先进", "text": "事迹", "cases": ["2024-000001"]}
    assert refused(year, "commend", CLERK, **asked) == "conflict person-leaving"
