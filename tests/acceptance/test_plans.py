"""The plan of a village in the office: who adopts it, what it changes, what it leaves alone."""

from datetime import date, timedelta

import pytest
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, by

from minqing_core.kernel.refusals import RefusalError

pytestmark = pytest.mark.clause("S74")
PLAN = {"title": "实施办法", "dated": "2024-01-01", "text": "二十日内办结。"}
RULE = {
    "rule": "conclude",
    "clause": "第一条",
    "title": "办结",
    "quote": "二十日内办结",
    "value": {"amount": 20, "unit": "calendar-day"},
    "effective_from": "2024-02-01",
}


def days(amount: int) -> dict[str, object]:
    return {"value": {"amount": amount, "unit": "calendar-day"}}


def plan(town, unit="dafeng", act=None, **changes):
    act = act or by(SECRETARY)
    return town.do("programme.plan", act=act, plan={**PLAN, "unit": unit, **changes})


def rule(town, unit="dafeng", act=None, **changes):
    act = act or by(SECRETARY)
    return town.do("programme.plan-rule", act=act, unit=unit, rule={**RULE, **changes})


def city(town) -> None:
    unit = {"unit": "city", "name": "中山市", "kind": "city", "since": "2007-06-20"}
    town.do("roster.unit", unit={**unit, "parent": None})


def limit(town, case, **when) -> tuple[str, str]:
    """Return when a matter is to be concluded, and by which rule."""
    items = town.do("deadline.explain", case=case, when=when)["items"]
    (found,) = (item for item in items if item["duty"] == "conclude")
    return found["due"], found["rule"]


def in_force(town, unit=None, **when) -> tuple[int, str]:
    rules = town.do("programme.show", unit=unit, when=when)["rules"]
    (found,) = (one for one in rules if one["rule"] == "conclude")
    return found["value"]["amount"], found["unit_name"]


def test_a_matter_has_the_limits_of_the_village_that_learned_of_it_on_that_day(town) -> None:
    before = town.record()
    plan(town)
    rule(town, effective_from="2024-03-02")
    town.set("2024-03-02")
    after = town.record(learned_at="2024-03-02T00:00:00+08:00")
    elsewhere = town.record(act=by(CLERK), learned_at="2024-03-02T00:00:00+08:00")

    town_rule = ("2024-04-30", "办结：自获知之日起 60个自然日")
    assert limit(town, before) == town_rule
    assert limit(town, elsewhere) == ("2024-05-01", town_rule[1])
    stricter = ("2024-03-22", "办结：自获知之日起 20个自然日（大丰村的实施方案）")
    assert limit(town, after) == stricter
    position = town.office.log.size()

    rule(town, effective_from="2024-03-02", **days(10))
    assert limit(town, after)[0] == "2024-03-12"
    assert limit(town, after, position=position) == stricter


def test_who_leads_another_village_or_only_serves_in_it_adopts_no_plan(town) -> None:
    for unit, person, code in (
        ("anyang", SECRETARY, "plan-foreign"),
        ("dafeng", MEMBER, "not-allowed"),
        ("dafeng", INVESTIGATOR, "not-allowed"),
        ("dafeng-1", SECRETARY, "plan-unit"),
        ("town", CLERK, "plan-unit"),
        ("none", CLERK, "unit-unknown"),
    ):
        asked = {**PLAN, "unit": unit}
        refusal = town.refused("programme.plan", act=by(person), plan=asked)
        assert refusal.code == code
    plan(town, unit="anyang", act=by(CLERK))
    assert [one["unit"] for one in town.do("programme.plans")["items"]] == ["anyang"]


def test_the_rules_of_the_city_stand_over_the_town_and_its_villages(town) -> None:
    city(town)
    plan(town)
    rule(town, **days(40))
    plan(town, unit="city", act=by(CLERK))
    rule(town, unit="city", act=by(CLERK), **days(30))

    assert in_force(town) == in_force(town, unit="anyang") == (30, "中山市")
    assert in_force(town, unit="dafeng") == (30, "中山市")
    weaker = {**RULE, **days(31)}
    for use_case, given in (
        ("programme.rule", {"rule": weaker}),
        ("programme.plan-rule", {"unit": "dafeng", "rule": weaker}),
    ):
        refusal = town.refused(use_case, act=by(CLERK), **given)
        assert refusal.code == "rule-weaker"
    town.do("programme.rule", rule={**RULE, **days(25)})
    assert in_force(town) == (25, "大涌镇")
    rule(town, **days(24), effective_from="2024-02-15")
    assert in_force(town, unit="dafeng") == (24, "大丰村")
    assert in_force(town, unit="dafeng", as_of="2024-02-10") == (25, "大涌镇")


def test_a_plan_has_its_latest_text_and_every_version_is_kept(town) -> None:
    plan(town)
    rule(town)
    assert not plan(town)["events"]
    assert not rule(town)["events"]
    plan(town, title="新办法", dated="2024-02-01", text="十五日内办结。")

    def listed(**when) -> list[tuple[object, ...]]:
        items = town.do("programme.plans", when=when)["items"]
        return [(one["unit_name"], one["title"], one["rules"]) for one in items]

    assert listed() == [("大丰村", "新办法", 1)]
    assert listed(as_of="2024-02-01") == [("大丰村", "新办法", 1)]
    assert listed(as_of="2024-01-31") == [("大丰村", "实施办法", 0)]
    assert listed(as_of="2023-12-31") == []


def test_what_is_not_the_same_over_two_units_is_shown_with_who_laid_it_down(town) -> None:
    plan(town)
    rule(town)
    (found,) = town.do("programme.diff", unit="dafeng", other="town")["items"]
    assert (found["rule"], found["strictness"]) == ("conclude", "stricter")
    assert (found["laid_by"], found["other_laid_by"]) == ("大丰村", "大涌镇")
    (back,) = town.do("programme.diff", unit="town", other="dafeng")["items"]
    assert back["strictness"] == "weaker"
    assert town.do("programme.diff", unit="dafeng", other="dafeng-1")["items"] == ()
    assert town.do("programme.diff", unit="anyang", other="town")["items"] == ()
    refusal = town.refused("programme.diff", unit="none", other="town")
    assert refusal.code == "unit-unknown"
    refusal = town.refused("programme.show", unit="none")
    assert refusal.code == "unit-unknown"


def test_a_village_may_shorten_how_long_a_matter_is_put_off(town) -> None:
    plan(town)
    words = {"rule": "relook", "title": "再看", "quote": "十日内再看"}
    rule(town, **words, **days(10))
    case, elsewhere = town.record(), town.record(act=by(CLERK))

    def park(number: str, day: str, person: str = SECRETARY) -> dict[str, object]:
        until = {"cause": "authority", "until": day, "reason": "等待市里批复"}
        return {"act": by(person), "case": number, "parked": until}

    assert town.refused("case.park", **park(case, "2024-03-12")).code == "parking-span"
    town.do("case.park", **park(case, "2024-03-11"))
    town.do("case.park", **park(elsewhere, "2024-03-12", CLERK))


def test_how_long_a_matter_may_be_put_off_is_by_the_rule_of_the_day_it_was_learned(town) -> None:
    plan(town)
    words = {"rule": "relook", "title": "再看", "quote": "十日内再看"}
    rule(town, **words, **days(10), effective_from="2024-03-02")
    before = town.record()
    town.set("2024-03-02")
    after = town.record(learned_at="2024-03-02T00:00:00+08:00")

    def park(case: str, day: str) -> dict[str, object]:
        until = {"cause": "authority", "until": day, "reason": "等待市里批复"}
        return {"act": by(SECRETARY), "case": case, "parked": until}

    assert town.refused("case.park", **park(after, "2024-03-13")).code == "parking-span"
    town.do("case.park", **park(after, "2024-03-12"))
    town.do("case.park", **park(before, "2024-03-13"))


def test_how_far_a_limit_may_be_put_back_is_by_the_rule_of_the_day_of_learning(town) -> None:
    plan(town)
    words = {"rule": "extension.most", "title": "延期", "quote": "至多五日"}
    rule(town, **words, **days(5), effective_from="2024-03-02")
    before = town.record()
    town.set("2024-03-02")
    after = town.record(learned_at="2024-03-02T00:00:00+08:00")

    def extend(case: str, days_more: int) -> dict[str, object]:
        due = date.fromisoformat(limit(town, case)[0])
        until = str(due + timedelta(days=days_more))
        asked = {"duty": "conclude", "until": until, "reason": "等待市里批复"}
        return {"act": by(SECRETARY), "case": case, "asking": asked}

    assert town.refused("case.extend", **extend(after, 6)).code == "extension-span"
    town.do("case.extend", **extend(after, 5))
    town.do("case.extend", **extend(before, 6))


def test_the_city_has_its_own_rules_alone_and_the_town_is_compared_with_them(town) -> None:
    city(town)
    plan(town, unit="city", act=by(CLERK))
    rule(town, unit="city", act=by(CLERK), **days(30))
    town.do("programme.rule", rule={**RULE, **days(25)})
    assert in_force(town, unit="city") == (30, "中山市")
    found = town.do("programme.diff", unit="town", other="city")["items"]
    judged = {one["rule"]: one["strictness"] for one in found}
    assert judged.pop("conclude") == "stricter"
    assert {*judged.values()} == {None}


def test_a_dissolved_village_adopts_nothing_more(town) -> None:
    plan(town)
    town.do(
        "roster.abolish", abolished={"unit": "dafeng", "heir": "anyang", "since": "2024-03-01"}
    )
    for use_case, given in (
        ("programme.plan", {"plan": {**PLAN, "unit": "dafeng", "title": "新办法"}}),
        (
            "programme.plan-rule",
            {"unit": "dafeng", "rule": {**RULE, "effective_from": "2024-03-01"}},
        ),
    ):
        assert town.refused(use_case, act=by(CLERK), **given).code == "unit-dissolved"


@pytest.mark.parametrize(
    ("code", "use_case", "given"),
    [
        (
            "stream-moved",
            "programme.rule",
            {"rule": {**RULE, "effective_from": "2024-03-01", **days(10)}},
        ),
        (
            "not-allowed",
            "roster.leave",
            {
                "person": SECRETARY,
                "left": {"post": "village-secretary", "unit": "dafeng", "until": "2024-02-29"},
            },
        ),
    ],
    ids=["the town's rule", "the secretary's post"],
)
def test_what_a_plan_rests_on_is_still_so_when_it_is_written(
    town, monkeypatch, code, use_case, given
) -> None:
    """What slips in between reading and writing is not passed over."""
    plan(town)
    kind = type(town.office.log)
    append = kind.append

    def slipping(log, batches):
        monkeypatch.setattr(kind, "append", append)
        town.do(use_case, **given)
        return append(log, batches)

    monkeypatch.setattr(kind, "append", slipping)
    with pytest.raises(RefusalError) as raised:
        rule(town, effective_from="2024-03-01")
    assert raised.value.code == code
    assert town.do("programme.plans")["items"][0]["rules"] == 0


@pytest.mark.clause("S74", "S83")
def test_once_a_matter_is_on_record_no_rule_reaches_back(town) -> None:
    plan(town)
    rule(town)
    back = {"rule": {**RULE, **days(25)}}
    assert town.do("programme.rule", **back)["events"]
    early = {"rule": {**RULE, **days(25), "effective_from": "2007-06-19"}}
    assert town.refused("programme.rule", **early).code == "rule-backdated"
    case = town.record()
    before = limit(town, case)
    for use_case, act, given in (
        ("programme.rule", by(CLERK), {"rule": {**RULE, **days(10)}}),
        ("programme.plan-rule", by(SECRETARY), {"unit": "dafeng", "rule": {**RULE, **days(10)}}),
        ("programme.plan-rule", by(SECRETARY), {"unit": "dafeng", "rule": {**RULE, **days(24)}}),
    ):
        assert town.refused(use_case, act=act, **given).code == "rule-backdated"
    assert not rule(town)["events"]
    assert not town.do("programme.rule", **back)["events"]
    assert limit(town, case) == before
    town.set("2024-03-05")
    assert rule(town, effective_from="2024-03-05", **days(10))["events"]
    assert limit(town, case) == before
