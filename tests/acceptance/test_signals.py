"""Who is shown which signals, page by page, now and as they stood."""

from typing import Any

import pytest
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.application import signal_search
from minqing_core.application.ports import Batch, Draft
from minqing_core.diary import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal

NEIGHBOUR, LEADER, STATION = "0010", "0020", "0030"
LONG = "村口的路灯从年初起坏了没有人修，两位老人摔过跤，村里去年答应列入计划，盼着汛期前弄好"
OTHER = "鱼塘埂上的水表数字对不上，交上去的钱没有收据，问过供电所说不归他们，想要一份书面答复"
EDITED = LONG.replace("两位老人", "有个孩子")


@pytest.fixture
def towns(town: Town) -> Town:
    """Give a town with a cadre of another village and a leader over all."""
    people = (
        (NEIGHBOUR, "周海", "village-two-committees", "two-committees-member", "anyang"),
        (LEADER, "梁书记", "town-office-civil-servant", "deputy-secretary", "town"),
    )
    for person, name, kind, post, unit in people:
        facts = {"name": name, "kind": kind, "since": "2020-01-01", "post": post, "unit": unit}
        town.do("roster.person", person=person, facts=facts)
    return town


def listed(town: Town, *, act: Act | None = None, when: Any = None, **which: Any) -> list[str]:
    """Return the names of the signals asked for, the same from the tables and from the log."""
    asked = {"which": which, "limit": 1000}
    page = town.do("signals.list", act=act, **asked, **({} if when is None else {"when": when}))
    if when is None:
        then = {"position": town.office.log.size()}
        assert town.do("signals.list", act=act, **asked, when=then) == page
    return [item["signal"] for item in page["items"]]


def elsewhere(town: Town, text: str, **matter: Any) -> str:
    """Have the cadre of the other village write a matter down."""
    return town.record(act=by(NEIGHBOUR), text=text, place="anyang", **matter)


@pytest.mark.clause("S37", "S53")
def test_who_may_not_read_a_review_is_told_that_it_was_and_not_what_was_found(
    wide_town: Town,
) -> None:
    facts = {"name": "何站长", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    post = {"post": "department-head", "unit": "urban"}
    wide_town.do("roster.person", person=STATION, facts={**facts, **post})
    case = wide_town.record(act=by(MEMBER))
    wide_town.set("2024-04-08")
    opinion = {"opinion": "过程太简略", "grade": "fair", "concerns": ["simplified"]}
    whose = {"person": MEMBER, "period": "2024-Q1"}
    wide_town.do("review.record", act=by(SECRETARY), **whose, opinion=opinion)
    amendment = {"version": 1, "field": "title", "value": "村口三盏路灯不亮", "reason": "写漏了"}
    wide_town.do("case.amend", act=by(MEMBER), case=case, amendment=amendment)
    handover = {"unit": "urban", "to": STATION, "reason": "属城建职责"}
    wide_town.do("case.handover", act=by(MEMBER), case=case, handover=handover)
    wide_town.do("case.accept", act=by(STATION), case=case)
    assert wide_town.refused("review.show", act=by(STATION), **whose).code == "review-closed"
    for reader in (STATION, MEMBER, CLERK):
        name = f"edited-after-review.{case}.2"
        page = wide_town.do("signals.explain", act=by(reader), signal=name)
        told = page["compares"][1]
        assert (told["sentence"], told["text"]) == (
            "陈国强审阅李秀英 2024-Q1 的民情日记（第 1 次）",
            "",
        )
        assert (told["person"], str(told["recorded_on"])) == (SECRETARY, "2024-04-08")
        assert not any(word in str(page) for word in ("一般", "简单化", "太简略"))


@pytest.mark.clause("S37")
def test_a_copy_is_named_with_what_it_was_copied_from(towns: Town) -> None:
    first = towns.record(text=LONG)
    second = towns.record(act=by(MEMBER), text=EDITED)
    assert listed(towns) == [f"near-duplicate.{second}.1"]
    page = towns.do("signals.explain", signal=f"near-duplicate.{second}.1")
    assert page["text"] == (
        f"第 1 步的文字与陈国强 2024-03-01 在 {first} 第 1 步所写的有 76% 相同"
    )
    assert [(c["stream"], c["version"], c["text"]) for c in page["compares"]] == [
        (f"case/{first}", 1, LONG),
        (f"case/{second}", 1, EDITED),
    ]
    assert (page["rule"], page["clause"], page["kind_text"]) == (
        "文字相同百分之几即提示：60（S37）",
        "S37",
        "文字雷同",
    )
    then = {"position": page["compares"][1]["position"] - 1}
    assert listed(towns, when=then) == []
    assert towns.refused("signals.explain", signal=page["signal"], when=then).code == (
        "signal-unknown"
    )


@pytest.mark.clause("S30", "S37")
def test_matters_bound_together_may_say_the_same(towns: Town) -> None:
    first, second = towns.record(text=LONG), towns.record(text=LONG)
    assert listed(towns) == [f"near-duplicate.{second}.1"]
    linked = {"of": first, "reason": "同一盏灯"}
    towns.do("case.link", act=by(SECRETARY), case=second, linked=linked)
    assert listed(towns) == []


@pytest.mark.clause("S37")
def test_a_corrected_text_is_compared_as_it_now_stands(towns: Town) -> None:
    first, second = towns.record(text=LONG), towns.record(text=OTHER)
    assert listed(towns) == []
    amendment = {"field": "text", "value": LONG, "reason": "核实"}
    towns.do("case.amend", act=by(SECRETARY), case=first, amendment=amendment)
    towns.do("case.amend", act=by(SECRETARY), case=second, amendment=amendment)
    assert listed(towns) == [f"near-duplicate.{second}.1"]
    amendment = {"field": "text", "value": "写错了，并不是这样的事情", "reason": "核实"}
    towns.do("case.amend", act=by(SECRETARY), case=second, amendment=amendment)
    assert listed(towns) == []


@pytest.mark.clause("S12", "S37")
def test_each_sees_what_their_posts_allow_and_a_cadre_their_own(towns: Town) -> None:
    foreign = elsewhere(towns, LONG)
    own = towns.record(act=by(MEMBER), text=EDITED)
    name = f"near-duplicate.{own}.1"
    for reader in (CLERK, LEADER, INVESTIGATOR, SECRETARY, MEMBER):
        assert listed(towns, act=by(reader)) == [name]
    assert listed(towns, act=by(NEIGHBOUR)) == []
    for reader, told in ((CLERK, True), (SECRETARY, False), (MEMBER, False)):
        page = towns.do("signals.explain", act=by(reader), signal=name)
        assert (foreign in str(page)) is told
        assert ("周海" in str(page)) is told
        assert ("那一件不在您的查看范围内" in page["text"]) is not told
    towns.record(act=by(SECRETARY), text=EDITED)
    assert len(listed(towns, act=by(SECRETARY))) == 2
    assert listed(towns, act=by(MEMBER)) == [name]
    assert listed(towns, act=by(MEMBER), person=MEMBER) == [name]
    refusal = towns.refused("signals.list", act=by(MEMBER), which={"person": SECRETARY})
    assert refusal.code == "not-allowed"
    theirs = listed(towns, person=SECRETARY)
    assert len(theirs) == 1
    refusal = towns.refused("signals.explain", act=by(MEMBER), signal=theirs[0])
    assert refusal.code == "signal-unknown"


@pytest.mark.clause("S12", "S37")
def test_of_a_complaint_that_is_closed_to_a_reader_nothing_is_told(towns: Town) -> None:
    complaint = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [MEMBER], "text": LONG}
    about = towns.record(act=by(LEADER), place=None, **complaint)
    copied = towns.record(act=by(MEMBER), text=EDITED)
    name = f"near-duplicate.{copied}.1"
    for reader in (SECRETARY, MEMBER):
        assert listed(towns, act=by(reader)) == []
        assert towns.refused("signals.explain", act=by(reader), signal=name).code == (
            "signal-unknown"
        )
    assert listed(towns) == [name]
    assert about in towns.do("signals.explain", signal=name)["text"]
    towns.record(act=by(LEADER), place=None, **{**complaint, "text": EDITED})
    assert listed(towns, act=by(MEMBER)) == []


@pytest.mark.clause("S37")
def test_a_week_filled_in_on_its_last_day_is_one_signal(towns: Town) -> None:
    towns.set("2024-03-10T20:00:00")
    texts = [f"{LONG[n:]}{OTHER[n:]}"[:12] + str(n) for n in range(4)]
    made = [
        towns.record(text=text, learned_at=f"2024-03-0{day}T08:00:00+08:00")
        for day, text in enumerate(texts, 5)
    ]
    assert listed(towns, kind="burst") == [f"burst.{made[-1]}.2024-W10"]
    page = towns.do("signals.explain", signal=f"burst.{made[-1]}.2024-W10")
    assert [one["stream"] for one in page["compares"]] == [f"case/{case}" for case in made]
    assert page["compares"][0]["sentence"].startswith("陈国强记下群众李大娘")
    assert page["rule"] == "期末一天集中记录多少篇即提示：4（S37）"


@pytest.mark.clause("S37")
def test_a_town_may_set_differently_from_what_on_something_is_pointed_out(towns: Town) -> None:
    case = towns.record(text=LONG, learned_at="2024-02-25T08:00:00+08:00")
    assert listed(towns) == []
    rule = towns.office.programme().rule("signal.backdated", towns.at.date())
    changed = {
        **{name: getattr(rule, name) for name in ("rule", "clause", "title", "quote")},
        "value": {"amount": 3, "unit": "calendar-day"},
        "effective_from": "2024-03-01",
    }
    towns.do("programme.rule", rule=changed)
    assert listed(towns) == [f"backdated.{case}.1"]
    assert towns.do("signals.explain", signal=f"backdated.{case}.1")["rule"].endswith("3（S37）")


@pytest.mark.clause("S17")
def test_a_unit_that_files_much_under_others_comes_first_with_proposals(towns: Town) -> None:
    for n in range(6):
        towns.record(text=f"第{n}家{LONG[n * 3 : n * 3 + 6]}水浸严重", title="水浸")
    for n in range(4):
        label = {"category": "OTHER", "category_label": "水浸"}
        towns.record(text=f"{OTHER[n * 5 : n * 5 + 5]}流浪狗伤人", title=f"狗{n}", **label)
        elsewhere(towns, f"{OTHER[n * 5 : n * 5 + 5]}流浪狗伤人", **label)
    assert listed(towns, kind="other-share") == ["other-share.dafeng.all"]
    assert listed(towns)[0] == "other-share.dafeng.all"
    assert listed(towns, kind="other-share", period="2024-W09", unit="dafeng") == [
        "other-share.dafeng.2024-W09"
    ]
    assert listed(towns, kind="other-share", period="2023") == []
    assert listed(towns, act=by(MEMBER)) == []
    page = towns.do("signals.explain", signal="other-share.dafeng.2024-W09")
    assert page["proposals"][0] == {"code": "OTHER.1", "label": "流浪狗伤人", "matters": 4}
    assert len(page["compares"]) == 4
    refusal = towns.refused("signals.explain", signal="other-share.anyang.2024-W09")
    assert refusal.code == "signal-unknown"


def test_signals_are_turned_page_by_page(towns: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal_search, "CHUNK", 2)
    label = {"category": "OTHER", "category_label": "杂"}
    for n in range(10):
        towns.record(text=f"短{n}", **label)
        elsewhere(towns, f"短{n}", **label)
    whole = listed(towns)
    assert whole[:2] == ["other-share.anyang.all", "other-share.dafeng.all"]
    assert len(whole) == 22
    turned: list[str] = []
    cursor = None
    while True:
        page = towns.do("signals.list", cursor=cursor, limit=1)
        turned += [item["signal"] for item in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert turned == whole
    assert towns.refused("signals.list", cursor="3.x").code == "cursor"
    gone = "thin-text.2024-999999.1"
    assert towns.refused("signals.list", cursor=gone).code == "cursor"


def test_what_is_asked_wrongly_is_refused(towns: Town) -> None:
    assert towns.refused("signals.list", which={"kind": "guilt"}).code == "signal-kind"
    assert towns.refused("signals.list", which={"unit": "none"}).code == "unit-unknown"
    assert towns.refused("signals.list", which={"person": "9999"}).code == "person-unknown"
    assert towns.refused("signals.list", which={"period": "春天"}).code == "period"
    assert towns.refused("signals.list", limit=0).code == "page-limit"
    for name in ("x", "guilt.2024-000001.1", "thin-text.2024-000009.1"):
        assert towns.refused("signals.explain", signal=name).code == "signal-unknown"


@pytest.mark.clause("S36")
def test_signals_are_of_the_period_unit_kind_and_moment_that_are_asked_about(towns: Town) -> None:
    short = towns.record(text="灯坏了")
    towns.later(days=40)
    later = elsewhere(towns, "水坏了", learned_at="2024-04-09T08:00:00+08:00")
    assert listed(towns) == [f"thin-text.{later}.1", f"thin-text.{short}.1"]
    assert listed(towns, period="2024-Q2") == [f"thin-text.{later}.1"]
    assert listed(towns, period="2024Q1") == [f"thin-text.{short}.1"]
    assert listed(towns, unit="anyang") == [f"thin-text.{later}.1"]
    assert listed(towns, kind="stock-phrase") == []
    assert listed(towns, when={"known_by": "2024-03-31"}) == [f"thin-text.{short}.1"]
    amendment = {"field": "text", "value": LONG, "reason": "补充"}
    towns.do("case.amend", act=by(SECRETARY), case=short, amendment=amendment)
    assert listed(towns) == [f"thin-text.{later}.1"]
    assert listed(towns, when={"as_of": "2024-03-31"}) == [f"thin-text.{short}.1"]
    assert towns.do("signals.explain", signal=f"thin-text.{later}.1")["rule"] == "条款 S36"


def test_a_town_without_the_rules_has_the_usual_ones(towns: Town) -> None:
    case = towns.record(text=LONG, learned_at="2024-02-01T08:00:00+08:00")
    before_any = {"as_of": "2007-06-19"}
    assert listed(towns) == [f"backdated.{case}.1"]
    assert listed(towns, when=before_any) == []
    matter = events.Matter(
        kind=events.MatterKind.PROBLEM,
        channel=events.Channel.VISIT,
        category="HOT_DIFFICULT.ROADS",
        title=Personal("旧事"),
        text=Personal(LONG),
        petitioners=(events.Petitioner(kind=events.PetitionerKind.ANONYMOUS),),
        learned_at=towns.at.replace(year=2006),
    )
    recorded = events.MatterRecorded(
        matter=matter,
        urgency=events.Urgency.ORDINARY,
        urgency_reason=None,
        unit="dafeng",
        owner=SECRETARY,
        post=None,
        attested=False,
    )
    act = Act(actor=SECRETARY, occurred_at=towns.at.replace(year=2007, month=1))
    (kept,) = towns.office.log.append(
        [Batch(act=act, drafts=[Draft(stream="case/2024-#", event=recorded)])]
    )
    name = f"backdated.{kept[0].stream.removeprefix('case/')}.1"
    assert listed(towns, when=before_any) == [name]
    assert towns.do("signals.explain", signal=name, when=before_any)["rule"] == "条款 S37"


def test_the_matter_of_these_tests_gives_no_signal(towns: Town) -> None:
    towns.record()
    assert listed(towns) == []
    assert MATTER["text"] == "村口路灯坏了三个月，老人夜里不敢出门。"
