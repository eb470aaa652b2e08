"""Analysis meetings: on frozen statistics, about matters, with resolutions followed up."""

from contextlib import suppress
from typing import Any

import attrs
import pytest
from tests.assemblies import (
    DIRECTOR,
    LEADER,
    NEIGHBOUR,
    STAFF,
    finish,
    given_to,
    hold,
    peopled,
    resolve,
)
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by

from minqing_core.application.asking import answer
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.tables import rebuild
from minqing_core.kernel.refusals import StreamMovedError
from minqing_core.meetings import events

CONDUCT = "VILLAGE_GOVERNANCE.CONDUCT"


@pytest.fixture
def met(town: Town) -> Town:
    """Give a town with cadres of other places, in April."""
    peopled(town)
    return town


def told(town: Town, use_case: str, **asked: Any) -> Any:
    """Return what a reading answers from the tables, having seen that the log says the same."""
    found = town.do(use_case, **asked)
    walked = town.do(use_case, **asked, when={"position": town.office.log.size()})
    assert {**walked, "on": None} == {**found, "on": None}
    return found


def pack(town: Town, period: str = "2024-Q1", **asked: Any) -> Any:
    return town.do("meeting.pack", unit="dafeng", period=period, **asked)


def held_event(town: Town, number: str) -> events.AnalysisMeetingHeld:
    return town.office.log.stream(f"meeting/{number}")[0].event


@pytest.mark.clause("S48", "S49", "S50", "S51")
def test_a_meeting_is_kept_with_the_digest_of_what_was_on_record(met: Town) -> None:
    lamp, drain = met.record(), met.record(title="水渠堵了", category="HOT_DIFFICULT.WATER")
    finish(met, lamp)
    met.set("2024-04-02")
    before = told(met, "meeting.pack", unit="dafeng", period="2024-Q1")
    number = hold(
        met, ("路灯和水渠", [lamp, drain]), period="2024Q1", combined_with="work-meeting"
    )
    assert number == "2024-000001"
    held = held_event(met, number)
    assert (held.period, held.chair, held.attendants) == ("2024-Q1", SECRETARY, ("0002", "0003"))
    assert (held.pack, held.digest) == (before["position"], before["digest"])
    assert before["position"] == met.office.log.size() - 1

    page = met.do("meeting.show", meeting=number, act=by(MEMBER))
    assert (page["village_name"], page["combined_with_text"]) == ("大丰村", "工作会议")
    assert [person["name"] for person in page["attendants"]] == ["陈国强", "李秀英"]
    assert page["agenda"] == (
        {
            "item": 1,
            "title": "路灯和水渠",
            "matters": (
                {"case": lamp, "title": "村口路灯不亮", "status_text": "办结"},
                {"case": drain, "title": "水渠堵了", "status_text": "在办"},
            ),
        },
    )
    assert (page["pack"]["position"], page["pack"]["agrees"]) == (held.pack, True)
    assert page["pack"]["reckoned"] == held.digest
    assert page["pack"]["statistics"] == before["statistics"]


@pytest.mark.clause("S50", "S51")
def test_the_statistics_say_what_the_quarter_brought_and_what_is_open(met: Town) -> None:
    met.set("2024-03-02")
    lamp = met.record()
    earlier = met.record(title="旧事", learned_at="2023-12-31T10:00:00+08:00")
    met.record(title="水渠堵了", category="HOT_DIFFICULT.WATER", place="dafeng-1", kind="wish")
    met.record(title="外村", place="anyang", act=by(NEIGHBOUR))
    given_to(met, CLERK, "org-office", category=CONDUCT, act=by(CLERK))
    finish(met, lamp)
    page = told(met, "meeting.pack", unit="dafeng", period="2024-Q1", act=by(SECRETARY))
    assert page["statistics"] == {
        "learned": 2,
        "concluded": 1,
        "answered": 1,
        "incomplete": 1,
        "by_category": {"HOT_DIFFICULT.ROADS": 1, "HOT_DIFFICULT.WATER": 1},
        "by_kind": {"problem": 1, "wish": 1},
        "by_channel": {"visit": 2},
        "by_urgency": {"ordinary": 2},
        "by_outcome": {"resolved": 1},
        "by_recorder": {"0002": 2},
        "open": 2,
        "open_before": 1,
        "open_by_category": {"HOT_DIFFICULT.ROADS": 1, "HOT_DIFFICULT.WATER": 1},
    }
    assert page["counts"]["by_category"][1] == {
        "code": "HOT_DIFFICULT.WATER",
        "text": "饮水难",
        "count": 1,
    }
    assert page["counts"]["by_recorder"] == ({"code": "0002", "text": "陈国强", "count": 2},)
    groups = {group["category_text"]: group["cases"] for group in page["matters"]}
    assert [case["number"] for case in groups["行路难"]] == [earlier]
    assert [case["title"] for case in groups["饮水难"]] == ["水渠堵了"]
    assert pack(met, "2023-Q4")["statistics"]["learned"] == 1
    assert met.do("meeting.pack", unit="dafeng")["period"] == "2024-Q1"
    assert met.do("meeting.pack", unit="town")["statistics"]["learned"] == 3


@pytest.mark.clause("S50")
def test_a_pack_reckoned_anew_is_the_same_whatever_came_after(met: Town) -> None:
    lamp = met.record()
    met.set("2024-04-02")
    number = hold(met, ("路灯", [lamp]), period="2024-Q1")
    first = held_event(met, number)
    frozen = pack(met, when={"position": first.pack})
    assert frozen["digest"] == first.digest
    resolve(met, "meeting", number, item=1, due="2024-04-10")
    met.step(lamp, "carried-out", measure=1, text="已修")
    finish(met, lamp)
    met.set("2024-08-01")
    met.record(title="补记", learned_at="2024-03-05T10:00:00+08:00")
    assert pack(met, when={"position": first.pack}) == frozen
    later = pack(met)
    assert later["digest"] != frozen["digest"]
    assert later["statistics"]["learned"] == 2
    assert pack(met, when={"position": later["position"]})["digest"] == later["digest"]
    rebuild(met.office)
    assert pack(met) == later
    assert met.do("meeting.show", meeting=number)["pack"]["agrees"] is True
    assert pack(met, when={"position": 1})["statistics"]["learned"] == 0


@pytest.mark.clause("S50")
def test_a_digest_that_is_not_the_records_is_shown_not_to_agree(met: Town) -> None:
    met.set("2024-04-02")
    honest = held_event(met, hold(met, period="2024-Q1"))
    forged = attrs.evolve(honest, digest="0" * 64)
    draft = Draft(stream="meeting/2024-#new", event=forged)
    met.office.log.append([Batch(act=by(SECRETARY), drafts=[draft])])
    page = met.do("meeting.show", meeting="2024-000002")["pack"]
    assert (page["agrees"], page["reckoned"]) == (False, honest.digest)


@pytest.mark.clause("S50")
def test_the_pack_is_what_was_on_record_when_the_day_of_the_meeting_ended(met: Town) -> None:
    met.set("2024-04-02")
    at = met.office.log.size()
    met.set("2024-04-05")
    met.record(learned_at="2024-03-05T10:00:00+08:00")
    late = held_event(met, hold(met, held_on="2024-04-02", period="2024-Q1"))
    assert late.pack == at
    (envelope,) = met.office.log.stream("meeting/2024-000001")
    assert envelope.occurred_at.astimezone(met.at.tzinfo).isoformat()[:16] == "2024-04-02T23:59"
    named = held_event(met, hold(met, held_on="2024-04-02", period="2024-Q1", pack=at - 1))
    assert named.pack == at - 1
    given = {"village": "dafeng", "held_on": "2024-04-02", "attendants": ["0003"]}
    asked = {**given, "period": "2024-Q1", "agenda": [{"title": "卫生"}], "text": "记录"}
    refused = met.refused("meeting.hold", act=by(SECRETARY), meeting={**asked, "pack": at + 1})
    assert str(refused) == (
        f"统计材料的位置 {at + 1} 不对，应在 1 至 {at} 之间（会议当日结束时的记录条数）"
    )


@pytest.mark.clause("S50")
def test_a_meeting_rests_on_no_statistics_from_before_its_quarter(met: Town) -> None:
    before = met.office.log.size()
    met.set("2024-04-02")
    met.record()
    given = {"village": "dafeng", "held_on": "2024-04-02", "attendants": ["0003"]}
    asked = {**given, "agenda": [{"title": "卫生"}], "text": "记录"}
    for position in (-1, 0, 3, before):
        refused = met.refused(
            "meeting.hold", act=by(SECRETARY), meeting={**asked, "pack": position}
        )
        assert str(refused) == (
            f"统计材料的位置 {position} 不对，那时 2024-Q2 尚未开始，应在 {before + 1} 至 "
            f"{before + 1} 之间（2024-04-01 起的第一条至会议当日结束时的记录条数）"
        )
    assert held_event(met, hold(met, pack=before + 1)).pack == before + 1
    at_last = {"period": "2024-Q1", "pack": before}
    assert held_event(met, hold(met, **at_last)).pack == before
    met.set("2024-07-01")
    quiet = met.office.log.size()
    assert held_event(met, hold(met)).pack == quiet


@pytest.mark.clause("S50")
def test_there_is_no_pack_of_a_quarter_to_come_nor_from_before_the_first_record(
    met: Town,
) -> None:
    asked = {"unit": "dafeng", "period": "2024-Q2"}
    refused = met.refused("meeting.pack", **asked)
    assert str(refused) == "2024-Q2 自 2024-04-01 起，2024-03-01 时尚未开始，还没有统计材料"
    told = met.refused("meeting.pack", unit="dafeng", when={"position": 0})
    assert str(told) == "位置 0 不对，应不小于 1（第几条记录时的统计）"
    assert met.refused("meeting.pack", unit="dafeng", when={"position": -3}).code == "position"
    met.set("2024-04-02")
    found = pack(met, "2024-Q2")
    assert pack(met, "2024-Q2", when={"position": found["position"]})["digest"] == found["digest"]
    then = {"as_of": "2024-03-31"}
    assert met.refused("meeting.pack", **asked, when=then).code == "period-not-begun"


@pytest.mark.clause("S51", "S52")
def test_a_resolution_becomes_a_measure_of_each_open_matter_of_its_item(met: Town) -> None:
    lamp, drain, done = met.record(), met.record(title="水渠堵了"), met.record(title="已修")
    finish(met, done)
    number = hold(met, ("路灯和水渠", [lamp, drain, done]), ("卫生", []))
    said = resolve(met, "meeting", number, item=1)
    assert (said["stream"], said["version"]) == (f"meeting/{number}", 2)
    kinds = [(event["event"]) for event in said["events"]]
    assert kinds == ["ResolutionAdopted", "MeasureAdopted", "MeasureAdopted"]
    adopted = met.office.log.stream(f"meeting/{number}")[1].event
    assert adopted.measures == (
        events.MeasureIn(case=lamp, measure=1),
        events.MeasureIn(case=drain, measure=1),
    )
    (measure,) = met.do("case.show", case=lamp)["measures"]
    assert measure["text"] == f"清淤（民情分析会 {number} 决议第 1 项）"
    assert (measure["owner"], measure["due"]) == (MEMBER, "2024-05-31")

    only = resolve(met, "meeting", number, cases=[drain], text="通渠")
    assert [event["event"] for event in only["events"]] == ["ResolutionAdopted", "MeasureAdopted"]
    bare = resolve(met, "meeting", number, item=2, text="扫除")
    assert [event["event"] for event in bare["events"]] == ["ResolutionAdopted"]
    refused = met.refused(
        "meeting.resolve",
        act=by(SECRETARY),
        meeting=number,
        resolution={"text": "再修", "owner": MEMBER, "due": "2024-05-31", "cases": [done]},
    )
    assert refused.code == "matter-over"
    page = met.do("meeting.show", meeting=number)
    assert page["resolutions"][1]["measures"] == (
        {"case": drain, "measure": 2, "done_on": None, "dropped_on": None},
    )


@pytest.mark.clause("S52")
def test_carrying_a_resolution_out_carries_out_its_measures_and_dropping_it_is_noted(
    met: Town,
) -> None:
    lamp, drain = met.record(), met.record(title="水渠堵了")
    number = hold(met, ("路灯和水渠", [lamp, drain]))
    resolve(met, "meeting", number, item=1, due="2024-03-10")
    resolve(met, "meeting", number, cases=[drain], due="2024-03-10")
    met.step(drain, "carried-out", measure=1, text="先已落实")
    met.set("2024-03-11")
    done = {"resolution": 1, "text": "都已清淤"}
    said = met.do("meeting.carry-out", act=by(MEMBER), meeting=number, done=done)
    assert [event["event"] for event in said["events"]] == [
        "ResolutionCarriedOut",
        "MeasureCarriedOut",
    ]
    again = met.do("meeting.carry-out", act=by(SECRETARY), meeting=number, done=done)
    assert again["events"] == ()
    dropped = {"resolution": 2, "reason": "改由镇里统一做"}
    assert met.refused("meeting.drop", act=by(MEMBER), meeting=number, dropped=dropped).code == (
        "not-answerable"
    )
    said = met.do("meeting.drop", act=by(DIRECTOR), meeting=number, dropped=dropped)
    assert said["events"][1]["sentence"] == (
        f"黄强撤销第 2 项措施，理由：民情分析会 {number} 决定：改由镇里统一做"
    )
    assert met.do("meeting.drop", act=by(CLERK), meeting=number, dropped=dropped)["events"] == ()
    first, second = met.do("meeting.show", meeting=number)["resolutions"]
    assert (first["state"], first["ended_on"], first["ended_by_name"]) == (
        "carried-out-late",
        "2024-03-11",
        "李秀英",
    )
    assert [one["done_on"] for one in first["measures"]] == ["2024-03-11", "2024-03-01"]
    assert (second["state_text"], second["ended_text"]) == ("已撤销", "改由镇里统一做")


@pytest.mark.clause("S52")
def test_the_next_pack_begins_with_what_became_of_the_last_resolutions(met: Town) -> None:
    first = hold(met)
    resolve(met, "meeting", first, text="早定未了", due="2024-04-30")
    resolve(met, "meeting", first, text="早已落实", due="2024-04-30")
    done = {"resolution": 2, "text": "做了"}
    met.do("meeting.carry-out", act=by(MEMBER), meeting=first, done=done)
    met.set("2024-04-02")
    last = hold(met, period="2024-Q1")
    for text, due in (("按期", "2024-05-01"), ("逾期", "2024-06-01"), ("撤销", "2024-07-31")):
        resolve(met, "meeting", last, text=text, due=due)
    resolve(met, "meeting", last, text="进行中", due="2024-07-31")
    met.do(
        "meeting.carry-out",
        act=by(MEMBER),
        meeting=last,
        done={"resolution": 1, "text": "做了"},
    )
    met.do(
        "meeting.drop",
        act=by(SECRETARY),
        meeting=last,
        dropped={"resolution": 3, "reason": "不需要了"},
    )
    met.set("2024-07-02")
    now = pack(met, "2024-Q2")
    assert [(one["text"], one["state_text"]) for one in now["pledges"]] == [
        ("早定未了", "逾期未落实"),
        ("按期", "已落实"),
        ("逾期", "逾期未落实"),
        ("撤销", "已撤销"),
        ("进行中", "进行中"),
    ]
    walked = pack(met, "2024-Q2", when={"position": now["position"]})
    assert walked["digest"] == now["digest"]
    assert [one["state"] for one in walked["pledges"]] == [
        *("open", "carried-out", "open", "dropped", "open"),
    ]
    assert walked["on"] == "2024-04-02"
    number = hold(met, period="2024-Q2")
    pledges = met.do("meeting.show", meeting=number)["pack"]["pledges"]
    assert pledges == now["pledges"]


@pytest.mark.clause("S48")
def test_whoever_heads_the_village_holds_its_meetings_and_the_office_may_enter_them(
    met: Town,
) -> None:
    for person in (SECRETARY, DIRECTOR, CLERK):
        assert hold(met, act=by(person))
    given = {
        "village": "dafeng",
        "held_on": "2024-03-01",
        "attendants": [MEMBER],
        "agenda": [{"title": "卫生"}],
        "text": "记录",
    }

    def refused(act, **changes):
        return met.refused("meeting.hold", act=act, meeting={**given, **changes})

    assert str(refused(by(NEIGHBOUR))) == (
        "0010 不是 dafeng 的党组织书记或主任，不能记录其民情分析会"
    )
    assert refused(by(MEMBER)).code == refused(by(LEADER)).code == "not-allowed"
    assert refused(by(SECRETARY), village="dafeng-1").code == "meeting-of-no-village"
    assert refused(by(SECRETARY), village="nowhere").code == "unit-unknown"
    assert refused(by(SECRETARY), attendants=["9999"]).code == "person-unknown"
    assert refused(by(SECRETARY), held_on="2024-03-02").code == "held-in-future"
    refused_period = refused(by(SECRETARY), period="2024-H1")
    assert refused_period.code == "period"
    number = hold(met, act=by(SECRETARY, on_behalf_of=DIRECTOR))
    assert met.do("meeting.show", meeting=number)["chair_name"] == "黄强"
    asked = {"text": "清淤", "owner": MEMBER, "due": "2024-05-31"}
    neighbours = met.refused(
        "meeting.resolve", act=by(NEIGHBOUR), meeting=number, resolution=asked
    )
    assert neighbours.code == "meeting-unknown"
    seen = hold(met, attendants=[NEIGHBOUR])
    guest = met.refused("meeting.resolve", act=by(NEIGHBOUR), meeting=seen, resolution=asked)
    assert str(guest) == "0010 不是 dafeng 的党组织书记或主任，不能记录其会议的决议"


@pytest.mark.clause("S12", "S51")
def test_what_is_closed_to_the_chair_or_confidential_is_not_on_the_agenda(met: Town) -> None:
    foreign = met.record(place="anyang", act=by(NEIGHBOUR))
    given = {
        "village": "dafeng",
        "held_on": "2024-03-01",
        "attendants": [MEMBER],
        "agenda": [{"title": "路灯", "cases": [foreign]}],
        "text": "记录",
    }
    assert met.refused("meeting.hold", act=by(SECRETARY), meeting=given).code == "case-unknown"
    chaired = {**given, "chair": SECRETARY}
    assert met.refused("meeting.hold", act=by(CLERK), meeting=chaired).code == "matter-unseen"
    secret = given_to(met, CLERK, "org-office", category=CONDUCT, act=by(CLERK))
    closed = {**given, "agenda": [{"title": "作风", "cases": [secret]}]}
    assert met.refused("meeting.hold", act=by(CLERK), meeting=closed).code == "matter-confidential"


@pytest.mark.clause("S12", "S51", "S52")
def test_a_matter_that_becomes_a_complaint_leaves_the_meeting_in_silence(met: Town) -> None:
    lamp, drain = met.record(), met.record(title="水渠堵了")
    number = hold(met, ("路灯和水渠", [lamp, drain]))
    resolve(met, "meeting", number, item=1)
    at = met.office.log.size()
    anew = {"category": CONDUCT, "reason": "实为反映干部"}
    met.do("case.recategorise", act=by(CLERK), case=lamp, recategorisation=anew)
    page = met.do("meeting.show", act=by(DIRECTOR), meeting=number)
    assert [one["case"] for one in page["agenda"][0]["matters"]] == [drain]
    assert [one["case"] for one in page["resolutions"][0]["measures"]] == [drain]
    past = met.do("meeting.show", act=by(DIRECTOR), meeting=number, when={"position": at})
    assert past["agenda"] == page["agenda"]
    assert page["pack"]["agrees"] is True
    listed = [one["number"] for g in pack(met, act=by(DIRECTOR))["matters"] for one in g["cases"]]
    assert listed == [drain]
    frozen = pack(met, act=by(DIRECTOR), when={"position": at})
    assert [one["number"] for g in frozen["matters"] for one in g["cases"]] == [drain]
    again = resolve(met, "meeting", number, item=1)
    assert [event["event"] for event in again["events"]] == ["ResolutionAdopted", "MeasureAdopted"]
    done = {"resolution": 1, "text": "已清淤"}
    said = met.do("meeting.carry-out", act=by(MEMBER), meeting=number, done=done)
    assert [event["event"] for event in said["events"]] == [
        "ResolutionCarriedOut",
        "MeasureCarriedOut",
    ]
    asked = {"text": "再查", "owner": MEMBER, "due": "2024-05-31", "cases": [lamp]}
    secret = met.refused("meeting.resolve", act=by(CLERK), meeting=number, resolution=asked)
    assert secret.code == "matter-confidential"


@pytest.mark.clause("S52", "S76")
def test_a_meeting_sets_no_measures_for_matters_in_other_hands(met: Town) -> None:
    lamp, theirs = met.record(), given_to(met, STAFF, "urban", title="下水道", act=by(CLERK))
    number = hold(met, ("路灯和下水道", [lamp, theirs]))
    said = resolve(met, "meeting", number, item=1)
    assert len(said["events"]) == 2
    asked = {"text": "清淤", "owner": MEMBER, "due": "2024-05-31", "cases": [theirs]}
    refused = met.refused("meeting.resolve", act=by(SECRETARY), meeting=number, resolution=asked)
    assert refused.code == "not-theirs-to-resolve"
    office = met.do("meeting.resolve", act=by(CLERK), meeting=number, resolution=asked)
    assert len(office["events"]) == 2


@pytest.mark.clause("S35", "S52")
def test_a_resolution_stands_on_the_day_of_the_meeting(met: Town) -> None:
    lamp = met.record()
    met.set("2024-03-04")
    number = hold(met, ("路灯", [lamp]), held_on="2024-03-02")
    said = resolve(met, "meeting", number, item=1, due="2024-03-03")
    assert [event["occurred_on"] for event in said["events"]] == ["2024-03-02"] * 2
    assert said["events"][1]["sentence"].endswith("（补记 2 日）")
    assert met.do("meeting.show", meeting=number)["resolutions"][0]["state"] == "late"
    early = by(SECRETARY, occurred_at=met.at.replace(day=1, month=2))
    asked = {"text": "清淤", "owner": MEMBER, "due": "2024-05-31", "item": 1}
    refused = met.refused("meeting.resolve", act=early, meeting=number, resolution=asked)
    assert str(refused) == (f"民情 {lamp} 于 2024-03-01 才获知，晚于决议日期 2024-02-01")


@pytest.mark.clause("S48")
def test_meetings_are_listed_page_by_page_the_latest_first(met: Town) -> None:
    first = hold(met)
    met.set("2024-04-02")
    second = hold(met, period="2024-Q2")
    theirs = hold(met, act=by(NEIGHBOUR), village="anyang", attendants=[STAFF], period="2024-Q1")
    whole = told(met, "meeting.list")
    assert [row["meeting"] for row in whole["items"]] == [theirs, second, first]
    assert (whole["items"][0]["village_name"], whole["items"][0]["chair_name"]) == (
        "安洋社区",
        "周海",
    )
    assert whole["without"] == ()
    page = told(met, "meeting.list", limit=1)
    rest = told(met, "meeting.list", limit=2, cursor=page["next"])
    assert [row["meeting"] for row in (*page["items"], *rest["items"])] == [theirs, second, first]
    assert rest["next"] is None


@pytest.mark.clause("S48")
def test_meetings_are_found_by_village_and_quarter_and_those_without_are_named(met: Town) -> None:
    first = hold(met)
    resolve(met, "meeting", first, due="2024-03-10")
    met.set("2024-04-02")
    second = hold(met, period="2024-Q2")
    theirs = hold(met, act=by(NEIGHBOUR), village="anyang", attendants=[STAFF], period="2024-Q1")

    def numbers(act=None, **which):
        listed = told(met, "meeting.list", act=act or by(CLERK), which=which)
        return [row["meeting"] for row in listed["items"]]

    assert numbers(village="dafeng") == [second, first]
    assert numbers(unfinished=True) == [first]
    assert numbers(act=by(SECRETARY)) == [second, first]
    assert numbers(act=by(STAFF)) == [theirs]
    quarter = told(met, "meeting.list", which={"period": "2024Q1"})
    assert [row["meeting"] for row in quarter["items"]] == [theirs, first]
    assert [unit["name"] for unit in quarter["without"]] == ["南文社区"]
    second_quarter = told(met, "meeting.list", which={"period": "2024-Q2"})
    assert [unit["unit"] for unit in second_quarter["without"]] == ["anyang", "nanwen"]
    own = told(met, "meeting.list", which={"period": "2024-Q2"}, act=by(NEIGHBOUR))
    assert [unit["unit"] for unit in own["without"]] == ["anyang"]
    one = told(met, "meeting.list", which={"period": "2024-Q2", "village": "nanwen"})
    assert [unit["unit"] for unit in one["without"]] == ["nanwen"]


@pytest.mark.clause("S25", "S48")
def test_a_foreign_meeting_is_as_if_there_were_none(met: Town) -> None:
    number = hold(met)
    for person in (SECRETARY, MEMBER, CLERK, LEADER, INVESTIGATOR):
        assert met.do("meeting.show", act=by(person), meeting=number)["meeting"] == number
    assert str(met.refused("meeting.show", act=by(NEIGHBOUR), meeting=number)) == (
        f"没有编号为 {number} 的民情分析会，请核对编号"
    )
    assert met.refused("meeting.show", meeting="2024-000009").code == "meeting-unknown"
    assert str(met.refused("meeting.pack", act=by(NEIGHBOUR), unit="dafeng")) == (
        "dafeng 不在 0010 任职单位的范围内，不能查看那里的民情分析"
    )
    listing = {"act": by(NEIGHBOUR), "which": {"village": "dafeng"}}
    assert met.refused("meeting.list", **listing).code == "unit-out-of-reach"
    assert met.refused("meeting.pack", unit="nowhere").code == "unit-unknown"
    resolve(met, "meeting", number, owner=STAFF)
    assert met.do("meeting.show", act=by(STAFF), meeting=number)["meeting"] == number


@pytest.mark.clause("S46")
def test_nobody_who_has_left_takes_a_resolution_on(met: Town) -> None:
    number = hold(met)
    away = {"until": "2024-03-03", "destination": "市水务局", "reason": "组织调动"}
    met.do("roster.transfer", person=STAFF, transferred=away)
    met.set("2024-03-04")
    asked = {"text": "清淤", "owner": STAFF, "due": "2024-05-31"}
    refused = met.refused("meeting.resolve", act=by(SECRETARY), meeting=number, resolution=asked)
    assert refused.code == "person-leaving"


def test_a_repeated_request_is_answered_as_the_first_time(met: Town) -> None:
    lamp = met.record()
    number = hold(met, ("路灯", [lamp]), act=by(SECRETARY, key="k1"))
    assert hold(met, ("路灯", [lamp]), act=by(SECRETARY, key="k1")) == number
    first = resolve(met, "meeting", number, item=1, act=by(SECRETARY, key="k2"))
    assert resolve(met, "meeting", number, item=1, act=by(SECRETARY, key="k2")) == first
    done = {"resolution": 1, "text": "已清淤"}
    said = [
        met.do("meeting.carry-out", act=by(MEMBER, key="k3"), meeting=number, done=done)
        for _ in range(2)
    ]
    assert said[0] == said[1]
    stale = by(SECRETARY, seen=1)
    refused = met.refused("meeting.carry-out", act=stale, meeting=number, done=done)
    assert refused.code == "stream-moved"


@pytest.mark.parametrize("call", range(4, 16))
def test_a_matter_that_moves_meanwhile_never_gets_a_number_twice(met: Town, call: int) -> None:
    lamp = met.record()
    number = hold(met, ("路灯", [lamp]))
    office, calls = met.office, iter(range(100))

    def meanwhile():
        if next(calls) == call:
            step = {"kind": "measure", "text": "先到", "owner": MEMBER, "due": "2024-05-31"}
            answer(office, "case.step", by(SECRETARY), {"case": lamp, "step": step})
        return met.at

    asked = {"text": "清淤", "owner": MEMBER, "due": "2024-05-31", "item": 1}
    given = {"meeting": number, "resolution": asked}
    hurried = attrs.evolve(office, now=meanwhile)
    with suppress(StreamMovedError):
        answer(hurried, "meeting.resolve", by(SECRETARY), given)
    recorded = [e.event for e in office.log.stream(f"case/{lamp}")[1:]]
    assert [event.measure for event in recorded] == [*range(1, len(recorded) + 1)]
    resolved = [e.event for e in office.log.stream(f"meeting/{number}")[1:]]
    assert [m.measure for r in resolved for m in r.measures] == [
        event.measure for event in recorded if "清淤" in event.text.text
    ]
