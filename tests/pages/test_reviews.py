"""The pages of the diaries of a quarter: assessed, read as they lay there, sent back, answered."""

import pytest
from tests.pages.visiting import Visited, Visitor

QUARTER = "2025-Q4"
MINE = f"/reviews/mine?period={QUARTER}"


@pytest.fixture(scope="module")
def cadre(town: Visited) -> Visitor:
    return town.visitor("lantang-member-1")


@pytest.fixture(scope="module")
def leader(town: Visited) -> Visitor:
    return town.visitor("lantang-secretary")


@pytest.fixture(scope="module")
def diary(cadre: Visitor) -> str:
    return f"/reviews/{cadre.person}/{QUARTER}"


def led(visitor: Visitor, at: str, form: str) -> str:
    """Return where a page leads to a form."""
    return next(link for link in visitor.get(at).links if f"/{form}?" in link)


@pytest.mark.clause("S41", "S42")
def test_a_quarter_is_assessed_beside_its_numbers_which_nobody_types(
    town: Visited, cadre: Visitor
) -> None:
    form = cadre.get(f"/reviews/mine/{QUARTER}/assessment")

    seen = cadre.send(form.form(), reflection__text="少记了几件小事，下季度补上。")

    shown = town.ask_as(cadre.person, "review.show", person=cadre.person, period=QUARTER)
    assert [field for field in form.form().fields if "count" in field] == []
    assert all(one["metric_text"] in form.words for one in shown["counts"])
    assert seen.path.startswith(MINE)
    assert "少记了几件小事" in seen.words


@pytest.mark.clause("S53", "S58")
def test_the_queue_of_a_quarter_leads_to_the_diaries_and_to_their_review(
    leader: Visitor, diary: str
) -> None:
    seen = leader.get(f"/reviews?period={QUARTER}&read=true")

    assert diary in seen.links
    assert f"{diary}/opinion" in seen.links


@pytest.mark.clause("S53", "S58")
def test_a_leader_reviews_what_lies_before_them_and_no_further(
    town: Visited, leader: Visitor, cadre: Visitor, diary: str
) -> None:
    form = leader.get(f"{diary}/opinion")
    size = town.office.log.size()

    seen = leader.send(form.form(), opinion__opinion="记得实在。", opinion__grade="excellent")

    shown = town.ask_as(leader.person, "review.show", person=cadre.person, period=QUARTER)
    assert all(entry["title"] in form.words for entry in shown["entries"])
    assert shown["reviews"][-1]["read"]["upto"] == size
    assert seen.path.startswith(diary)
    assert "记得实在。" in seen.words


@pytest.mark.clause("S53")
def test_what_is_sent_back_is_completed_accepted_and_answered_by_its_number(
    leader: Visitor, cadre: Visitor, diary: str
) -> None:
    asked = {"returned__text": "请补上原因", "returned__due": "2026-01-15"}
    leader.submit(led(leader, diary, "return"), f"{diary}/return", **asked)
    cadre.submit(led(cadre, MINE, "completion"), f"{diary}/completion", reported__text="补好了")
    leader.submit(led(leader, diary, "acceptance"), f"{diary}/acceptance")
    cadre.submit(led(cadre, MINE, "reply"), f"{diary}/reply", answered__text="照办")

    seen = leader.get(diary)

    assert "请补上原因" in seen.words
    assert "补好了" in seen.words
    assert "照办" in seen.words
    assert not any("/acceptance?" in link for link in seen.links)


@pytest.mark.clause("S53")
def test_a_review_without_an_opinion_is_refused_at_its_field(leader: Visitor, diary: str) -> None:
    seen = leader.submit(f"{diary}/opinion", opinion__grade="good")

    assert seen.status == 422
    assert "必须填写" in seen.words


@pytest.mark.clause("S12", "S53")
def test_a_diary_is_closed_to_who_neither_keeps_reads_nor_oversees_it(
    town: Visited, diary: str
) -> None:
    assert town.visitor("qixi-member-1").get(diary).status == 403
