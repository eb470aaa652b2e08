"""The dossier holds what the readings of a matter say, at one moment, and every record."""

from hashlib import sha256
from typing import Any

import pytest
from tests.inspectors import LEADER
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by

from minqing_core.application.scheme.words import WORDS
from minqing_core.documents.papers import KINDS
from minqing_core.documents.papers.paper import canonical, digest
from minqing_core.duties import kinds
from minqing_core.views import cases

ACCUSED = "0201"


def dossier(town: Town, case: str, **asked: Any) -> Any:
    return town.do("case.dossier", act=by(INVESTIGATOR), case=case, **asked)


def late(town: Town) -> str:
    """Record a matter that nobody was told of in time, corrected once."""
    case = town.record()
    town.step(case, "cause", text="线路老化")
    amendment = {"version": 2, "field": "text", "value": "线路老化，灯座也锈了", "reason": "漏记"}
    town.do("case.amend", act=by(SECRETARY), case=case, amendment=amendment)
    town.set("2024-03-20")
    return case


@pytest.mark.clause("S25", "S34", "S35", "S62", "S66")
def test_a_dossier_says_what_the_readings_say_each_by_itself(wide: Town) -> None:
    case = late(wide)
    found, act = dossier(wide, case), by(INVESTIGATOR)
    page = wide.do("case.show", act=act, case=case)
    (brought,) = page["matter"]["petitioners"]
    unreachable = ({**brought, "contact": None},)
    nothing_to_do: dict[str, Any] = {"amendable": (), "not_now": ()}
    matter = {**page["matter"], "petitioners": unreachable}
    assert found["page"] == {**page, **nothing_to_do, "matter": matter}
    assert (brought["contact"], brought["contact"] in str(found)) == ("13800000000", False)
    assert found["story"] == wide.do("case.log", act=act, case=case)["items"]
    assert found["findings"] == wide.do("case.findings", act=act, case=case)
    known = wide.do("case.knowledge", act=act, case=case)
    assert found["known"] == {"knowers": known["knowers"], "matrix": known["matrix"]}
    assert len(found["duties"]) == found["findings"]["owed"]
    assert [one["due"] for one in found["duties"]] == sorted(one["due"] for one in found["duties"])
    assert [line["after"] for line in found["page"]["amendments"]] == ["线路老化，灯座也锈了"]
    rules = {(rule["rule"], rule["clause"]): rule for rule in found["rules"]}
    assert [*rules] == [
        *(("record.prompt", "S22"), ("conclude", "S34")),
        *(("feedback.opinion", "S62"), ("feedback.result", "S62")),
    ]
    assert "件件有回音" in rules["feedback.result", "S62"]["quote"]
    assert found["scheme"] == "大涌镇农村基层干部“民情日记”活动实施方案"
    assert (found["town"], found["on"]) == ("大涌镇", "2024-03-20")


@pytest.mark.clause("S37")
def test_every_record_stands_in_it_with_its_place_and_the_digest_of_its_bytes(wide: Town) -> None:
    case = late(wide)
    found = dossier(wide, case)
    stored = wide.office.log.stored(cases.stream_of(case), wide.office.log.size())
    headers = [*wide.office.log.headers(wide.office.log.size())]
    assert [one["sha256"] for one in found["records"]] == [
        sha256(kept.state).hexdigest() for kept in stored
    ]
    for one in found["records"]:
        header = headers[one["position"] - 1]
        assert (one["stream"], one["version"]) == (header.stream, header.version)
        assert (one["event"], one["sha256"]) == (header.name, header.digest.hex())
        assert (found["names"][one["actor"]], one["on_behalf_of"]) == ("陈国强", None)


@pytest.mark.clause("S24", "S37", "S38", "S66")
def test_every_clause_that_is_named_stands_in_it_in_the_words_of_the_scheme(wide: Town) -> None:
    case = late(wide)
    wide.step(case, "measure", text="换灯", owner=SECRETARY, due="2024-03-29")
    asked = {"unit": "urban", "reason": "线路是他们的"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    found = dossier(wide, case)
    named = {one["clause"] for one in (*found["duties"], *found["findings"]["findings"])}
    laid_down = {one["clause"] for one in found["rules"]}
    assert {one["clause"] for one in found["clauses"]} == named - laid_down == {"S24", "S38"}
    assert {one["clause"]: one["title"] for one in found["clauses"]} == {
        "S24": "落实措施",
        "S38": "接手或提出异议",
    }
    printed = KINDS["dossier"].made(found).sections
    (rules,) = (one for one in printed if one.heading == "职责所依据的规定")
    quoted = {row[0]: row[2] for row in rules.rows}
    assert quoted.keys() == named
    assert "制定的具体措施" in quoted["S24"]
    assert "推卸责任" in quoted["S38"]


def test_the_scheme_has_words_for_whatever_is_owed_or_found_in_a_matter() -> None:
    owed = {kind.clause for kind in (*kinds.OF_MATTERS.values(), kinds.KINDS[kinds.TELL_STUDIED])}
    assert WORDS.keys() == owed | {"S37"}


def positions(answer: Any) -> set[int]:
    """Return every position of the log that is named anywhere in an answer."""
    if isinstance(answer, dict):
        mine = {answer["position"]} if {"stream", "position"} <= answer.keys() else set()
        met = {*answer.get("met_by", ())}
        return mine.union(met, *(positions(value) for value in answer.values()))
    if isinstance(answer, list | tuple):
        return set().union(*map(positions, answer))
    return set()


@pytest.mark.clause("S37", "S53", "S66")
def test_whatever_record_it_names_stands_in_it_with_its_digest(wide: Town) -> None:
    """Those of other streams too: a review, a leave, a transfer."""
    case = wide.record(act=by(MEMBER))
    leave = {"kind": "illness", "since": "2024-03-04", "until": "2024-03-05", "reason": "住院"}
    granted = {**leave, "approver": CLERK}
    wide.do("roster.absence", act=by(CLERK), person=MEMBER, granted=granted)
    wide.set("2024-04-08")
    opinion = {"opinion": "办得及时", "grade": "good"}
    reviewed = {"person": MEMBER, "period": "2024-Q1", "opinion": opinion}
    wide.do("review.record", act=by(SECRETARY), **reviewed)
    away = {"until": "2024-04-09", "destination": "市水务局", "reason": "组织调动"}
    wide.do("roster.transfer", act=by(CLERK), person=MEMBER, transferred=away)
    wide.set("2024-06-03")
    found = dossier(wide, case)
    streams = {one["stream"] for one in found["cited"]}
    assert streams == {f"person/{MEMBER}", f"review/{MEMBER}-2024-Q1"}
    headers = [*wide.office.log.headers(wide.office.log.size())]
    known = {one["position"]: one for one in (*found["records"], *found["cited"])}
    assert positions(found) == known.keys()
    for position, one in known.items():
        header = headers[position - 1]
        assert (one["stream"], one["version"]) == (header.stream, header.version)
        assert one["sha256"] == header.digest.hex()
        assert found["names"][one["actor"]]
    printed = KINDS["dossier"].made(found).sections[-1]
    assert printed.heading == "附录：所引的其他记录"
    assert [row[0] for row in printed.rows] == [str(one["position"]) for one in found["cited"]]


@pytest.mark.clause("S25", "S37")
def test_the_same_moment_gives_the_same_bytes_however_late_it_is_asked_for(wide: Town) -> None:
    case = late(wide)
    then = {"as_of": "2024-03-20", "position": wide.office.log.size()}
    signed = dossier(wide, case)
    wide.set("2024-05-20")
    wide.step(case, "note", text="又看过一次")
    wide.do("case.knowledge", act=by(INVESTIGATOR), case=case)
    again = dossier(wide, case, when=then)
    assert canonical(again) == canonical(signed)
    assert digest(again) == sha256(canonical(signed)).hexdigest()
    assert digest(dossier(wide, case)) != digest(signed)
    assert [one["version"] for one in again["records"]] == [1, 2, 3]
    as_of = dossier(wide, case, when={"as_of": "2024-03-20"})
    assert (as_of["records"], as_of["position"]) == (again["records"], then["position"] + 1)


@pytest.mark.clause("S25", "S37")
def test_the_command_on_the_cover_gives_the_same_bytes_of_an_instant_too(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.set("2024-03-01T15:20:00.250")
    signed = wide.at.isoformat()
    wide.set("2024-03-01T17:00")
    wide.step(case, "note", text="下午又看过一次")
    wide.set("2024-05-20")
    for when in ({"as_of": signed}, {"known_by": signed}):
        found = dossier(wide, case, when=when)
        assert [one["version"] for one in found["records"]] == [1, 2]
        paper = KINDS["dossier"].made(found)
        assert paper.issued[1] == "截至 2024年3月1日 星期五 15:20:00"
        again = dict(paper.sections[0].facts)["重新取得"].split()
        assert again[4:8:2] == ["--as-of", "--position"]
        then = {"as_of": again[5], "position": int(again[7])}
        assert canonical(dossier(wide, case, when=then)) == canonical(found)


@pytest.mark.clause("S12", "S25", "S66")
def test_a_dossier_is_for_those_who_inquire_and_are_not_the_ones_it_is_about(wide: Town) -> None:
    case = late(wide)
    assert wide.refused("case.dossier", act=by(SECRETARY), case=case).code == "not-allowed"
    asked = {"person": CLERK, "reason": "亲属"}
    wide.do("case.recuse", act=by(CLERK), case=case, asked=asked)
    wide.do("case.recuse-grant", act=by(LEADER), case=case, granting={"person": CLERK})
    kept_away = wide.refused("case.dossier", act=by(CLERK), case=case)
    assert kept_away.code == "recused-from-inquiry"
    facts = {"name": "孙副", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    at = {"post": "deputy-secretary", "unit": "anyang"}
    wide.do("roster.person", person=ACCUSED, facts={**facts, **at})
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [ACCUSED], "title": "报销"}
    complaint = wide.record(act=by(CLERK), place="town", **conduct)
    assert wide.refused("case.dossier", act=by(ACCUSED), case=complaint).code == "case-unknown"
    told = str(dossier(wide, complaint))
    assert "李大娘" not in told
    assert "13800000000" not in told
    early = wide.refused("case.dossier", act=by(INVESTIGATOR), case=case, when={"position": 9})
    assert early.code == "not-yet"
