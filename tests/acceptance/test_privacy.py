"""Personal data restricted and destroyed through the office."""

import pytest
from tests.towns import Town, by

from minqing_core.kernel.personal import SHREDDED

COMMISSIONER, LEADER, DEPUTY = "0010", "0011", "0012"
LAW = "个人信息保护法第四十七条"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
ASKING = {"ground": "retention-expired", "basis": LAW}


@pytest.fixture
def committee(town: Town) -> Town:
    """Give a town with an organisation commissioner, a secretary and a deputy."""
    for person, name, post in (
        (COMMISSIONER, "林组委", "organisation-commissioner"),
        (LEADER, "郑书记", "party-secretary"),
        (DEPUTY, "周副书记", "deputy-secretary"),
    ):
        facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
        town.do("roster.person", person=person, facts={**facts, "post": post, "unit": "town"})
    return town


def ended(town: Town, **matter) -> str:
    """Record a matter and end it on the same day."""
    case = town.record(**matter)
    town.step(case, "note", text="夜里看过")
    town.do("case.feedback", case=case, feedback=TOLD)
    town.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    return case


@pytest.mark.clause("S12", "S44")
def test_words_are_destroyed_by_two_people_once_they_need_not_be_kept(committee: Town) -> None:
    town, case = committee, ended(committee)
    other = ended(committee, title="另一件事")
    subject = f"case:{case}"
    root = town.do("verify")
    assert root["findings"] == ()

    early = town.refused("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=ASKING)
    assert str(early) == (
        f"{subject} 的保存期限未届满：自 2024-03-01 起保存 10 年，2034-03-01 起方可删除；"
        "此前只能限制处理（个人信息保护法第四十七条）"
    )
    town.set("2034-03-01")
    asked = town.do("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=ASKING)
    before = town.office.log.root(town.office.log.size())
    town.do("privacy.approve", act=by(DEPUTY), subject=subject)

    assert asked["events"][0]["sentence"].startswith("林组委申请删除其个人信息")
    page = town.do("case.show", case=case)
    assert page["matter"]["title"] == SHREDDED
    assert town.do("case.show", case=other)["matter"]["title"] == "另一件事"
    audit = town.do("verify")
    assert audit["findings"] == ()
    assert town.office.log.root(audit["size"] - 1) == before
    assert [row["title"] for row in town.do("case.list")["items"]] == ["另一件事", SHREDDED]
