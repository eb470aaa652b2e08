"""Lists find what is asked for: by filter, by words, what hangs, and page after page."""

import pytest
from tests.towns import MEMBER, SECRETARY, by


def numbers(town, **asked) -> list[str]:
    """Return the numbers that a list shows, without the year."""
    return [
        row["number"].removeprefix("2024-00000") for row in town.do("case.list", **asked)["items"]
    ]


@pytest.fixture
def three(town):
    """Give a town with three matters: a lamp, a pipe, and one that was concluded."""
    town.record(learned_at="2024-02-01")
    town.record(
        title="水管爆裂", text="自来水停了两天，ABC-1 号楼", place="anyang", category="ECONOMY"
    )
    ended = town.record(title="补贴未到账", text="农机补贴", place="dafeng-1")
    town.step(ended, "cause", text="银行卡号有误")
    told = {"stage": "result", "means": "telephone", "text": "已补发"}
    town.do("case.feedback", act=by(SECRETARY), case=ended, feedback=told)
    conclusion = {"outcome": "withdrawn", "effect": "群众撤回", "basis": "本人说明"}
    town.do("case.conclude", act=by(SECRETARY), case=ended, conclusion=conclusion)
    return town


@pytest.mark.clause("S23", "S26", "S28")
@pytest.mark.parametrize(
    ("which", "found"),
    [
        ({}, ["3", "2", "1"]),
        ({"status": "handling"}, ["2", "1"]),
        ({"status": "concluded", "outcome": "withdrawn"}, ["3"]),
        ({"place": "town"}, ["3", "2", "1"]),
        ({"place": "dafeng"}, ["3", "1"]),
        ({"place": "dafeng-1"}, ["3"]),
        ({"unit": "dafeng"}, ["3", "2", "1"]),
        ({"unit": "anyang"}, []),
        ({"category": "HOT_DIFFICULT"}, ["3", "1"]),
        ({"category": "ECONOMY"}, ["2"]),
        ({"learned_to": "2024-02-29"}, ["1"]),
        ({"learned_from": "2024-03-01"}, ["3", "2"]),
        ({"answered": True}, ["3"]),
        ({"unanswered": True}, ["2", "1"]),
        ({"owner": SECRETARY, "words": "灯"}, ["1"]),
        ({"words": "水管"}, ["2"]),
        ({"words": "水 停"}, ["2"]),
        ({"words": "abc"}, ["2"]),
        ({"words": "卡号"}, ["3"]),
        ({"words": "李大娘"}, []),
        ({"words": "管水"}, []),
        ({"words": "。!"}, ["3", "2", "1"]),
    ],
)
def test_a_list_holds_what_meets_every_condition(three, which, found) -> None:
    assert numbers(three, which=which) == found
    assert numbers(three, which=which, when={"known_by": "2024-03-01"}) == found
    assert three.do("case.count", which=which)["total"] == len(found)


@pytest.mark.clause("S35")
def test_a_matter_is_found_by_its_old_words_and_by_its_new_ones(three) -> None:
    amendment = {"field": "title", "value": "水塔漏水", "reason": "核实"}
    three.do("case.amend", act=by(SECRETARY), case="2024-000002", amendment=amendment)
    for words in ("水管爆裂", "水塔"):
        assert numbers(three, which={"words": words}) == ["2"]
        assert numbers(three, which={"words": words}, when={"known_by": "2024-03-01"}) == ["2"]
    assert numbers(three, which={"words": "水塔"}, when={"position": 100}) == []


def test_a_row_reads_as_people_read_it(three) -> None:
    row = three.do("case.list", limit=1)["items"][0]
    assert {key: row[key] for key in row if key.endswith(("_text", "_name", "_days"))} == {
        "status_text": "办结",
        "outcome_text": "群众撤回",
        "category_text": "行路难",
        "owner_name": "陈国强",
        "unit_name": "大丰村",
        "place_name": "大丰村一组",
        "age_days": 0,
    }


@pytest.mark.clause("S34")
def test_matters_hang_past_the_grace_with_nothing_to_keep_them_going(three) -> None:
    assert numbers(three, which={"hanging": True}) == ["1"]
    (row,) = three.do("report.hanging")["items"]
    assert (row["owner_name"], row["age_days"]) == ("陈国强", 29)
    before = {"as_of": "2024-03-01", "position": three.office.log.size()}
    three.step("2024-000001", "measure", text="换线", owner=MEMBER, due="2024-03-20")
    assert numbers(three, which={"hanging": True}) == []
    three.set("2024-03-16")
    assert three.do("report.hanging")["items"] == ()
    three.set("2024-03-17")
    assert [row["number"] for row in three.do("report.hanging")["items"]] == ["2024-000002"]
    three.set("2024-03-20")
    assert len(three.do("report.hanging")["items"]) == 1
    three.set("2024-03-21")
    assert len(three.do("report.hanging")["items"]) == 2
    assert [r["number"] for r in three.do("report.hanging", when=before)["items"]] == [
        "2024-000001"
    ]


@pytest.mark.clause("S26")
def test_matters_are_counted_by_what_they_are(three) -> None:
    def counted(by) -> dict[str, int]:
        return three.do("case.count", by=by)["by"]

    assert counted("status") == {"handling": 2, "concluded": 1}
    assert counted("place") == {"anyang": 1, "dafeng": 1, "dafeng-1": 1}
    assert counted("outcome") == {"": 2, "withdrawn": 1}
    assert three.do("case.count")["by"] == {}
    refusal = three.refused("case.count", by="title")
    assert str(refusal).startswith("不能按「title」统计，可用的有：status、kind")


@pytest.mark.parametrize("limit", [0, 1_001, -1])
def test_a_page_holds_one_to_a_thousand_rows(three, limit) -> None:
    assert str(three.refused("case.list", limit=limit)) == (
        f"每页条数 {limit} 不对，应在 1 至 1000 之间"
    )
    assert len(three.do("case.list", limit=1_000)["items"]) == 3


@pytest.mark.parametrize("cursor", ["", "x", "5", "5.", ".x", "-5.x", "9" * 19 + ".x", "٣.x"])
def test_a_cursor_is_one_that_a_page_gave(three, cursor) -> None:
    refusal = three.refused("case.list", cursor=cursor)
    assert refusal.code == "cursor"
    assert str(refusal) == f"翻页游标「{cursor}」不对，请原样使用上一页的 next"


def test_the_last_page_has_no_next(three) -> None:
    first = three.do("case.list", limit=2)
    assert [row["number"] for row in first["items"]] == ["2024-000003", "2024-000002"]
    last = three.do("case.list", limit=2, cursor=first["next"])
    assert ([row["number"] for row in last["items"]], last["next"]) == (["2024-000001"], None)
    assert three.do("case.list", limit=3)["next"] is None


def test_a_unit_that_does_not_exist_is_not_an_empty_list(three) -> None:
    assert three.refused("case.list", which={"place": "none"}).code == "unit-unknown"
