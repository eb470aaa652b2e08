"""Every status that was derived leads to why it is so; clauses lead to their words."""

import re

import pytest
from tests.pages.visiting import Visited, Visitor

from minqing_core.application.scheme.policy import RULES


@pytest.fixture(scope="module")
def clerk(town: Visited) -> Visitor:
    return town.visitor("org-clerk-1")


@pytest.mark.clause("S52", "S72")
@pytest.mark.parametrize("path", ["/supervision", "/meetings/pack?unit=lantang"])
def test_a_derived_status_leads_to_why_it_is_so(clerk: Visitor, path: str) -> None:
    seen = clerk.get(path)

    reasons = [link for link in seen.links if link.startswith("/duties/why?id=")]
    assert reasons, seen.words
    told = clerk.get(reasons[0])
    assert told.status == 200, told.words
    assert "为什么是这个状态？" in told.words


@pytest.mark.clause("S39", "S72")
def test_days_overdue_say_whether_they_are_working_days(clerk: Visitor) -> None:
    assert "逾期（日）" in clerk.get("/supervision").words
    assert "逾期（工作日）" in clerk.get("/supervision/ladder").words


@pytest.mark.clause("S39")
def test_a_clause_leads_to_its_words(town: Visited) -> None:
    seen = town.visitor("lantang-member-1").get("/duties")
    rule = next(rule for rule in RULES if rule.rule == "record.weekly")

    assert f"/programme#{rule.clause}" in seen.links
    assert f'title="{rule.quote}"' in seen.text
    told = town.visitor("lantang-member-1").get("/programme")
    assert len(re.findall(f'<tr id="{rule.clause}">', told.text)) == 1


@pytest.mark.clause("S37")
def test_a_signal_shows_what_it_compares(clerk: Visitor) -> None:
    seen = clerk.get("/signals")
    why = next(link for link in seen.links if link.startswith("/signals/why?"))

    told = clerk.get(why)

    assert told.status == 200
    assert "这是可以再问一句的地方，不是结论。" in told.words


@pytest.mark.clause("S28", "S38")
def test_a_matter_offers_only_what_can_be_done_as_it_stands(town: Visited, clerk: Visitor) -> None:
    ended = town.ask_as(clerk.person, "case.list", which={"status": "concluded"})["items"][0]
    at = f"/cases/{ended['number']}"

    seen = clerk.get(at)

    assert f"{at}/conclusion" not in seen.links
    assert f"{at}/accept" not in seen.links
    assert f"{at}/reopening" in seen.links


@pytest.mark.clause("S62", "S66")
def test_a_replay_says_who_does_not_know_yet_and_how_many_working_days_are_left(
    town: Visited,
) -> None:
    inquirer = town.visitor("investigator")
    case = town.ask_as(inquirer.person, "case.list", which={"status": "concluded"})["items"][0]
    first = town.ask_as(inquirer.person, "case.log", case=case["number"])["items"][0]
    at = (
        f"/cases/{case['number']}/replay?position={first['position']}&as_of={first['occurred_on']}"
    )

    seen = inquirer.get(at)

    assert "还剩工作日（负为逾期）" in seen.words
    assert "此时还不知情、后来才知情的" in seen.words
    for view in ("knowledge", "findings", "dossier"):
        assert f"/cases/{case['number']}/{view}" in seen.links
