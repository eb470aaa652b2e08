"""The town is whole and lively, and nothing in it is wrong but what was planted."""

import re
from collections import Counter
from datetime import datetime

import pytest

from minqing_cli.demo_town.content import situations
from minqing_cli.demo_town.story import MATTERS, PLANTED
from minqing_core.kernel.periods import OFFICE_ZONE
from minqing_core.views.labels import LABELS

UNFILLED = re.compile(r"[\[\]{}§|]")


def test_the_untrue_effect_shows_in_the_second_matter(town) -> None:
    first, again = _planted(town, "untrue-effect").cases
    before, after = (town.ask("case.log", case=number)["items"] for number in (first, again))

    *_, told, ended, revisited = before
    assert "粉尘问题解决" in told["sentence"]
    assert "群众满意" in told["sentence"]
    assert ended["event"] == "CaseConcluded"
    assert after[0]["occurred_on"] > ended["occurred_on"]
    assert "答复与实际不一致" in revisited["sentence"]
    assert any(first in item["sentence"] for item in after)
    petitioners = [
        town.ask("case.show", case=number)["matter"]["petitioners"] for number in (first, again)
    ]
    assert petitioners[0] == petitioners[1]


@pytest.mark.clause("S38", "S72")
def test_what_was_shifted_and_supervised_in_vain_stands_in_the_story(town) -> None:
    def story(key: str) -> list[str]:
        items = town.ask("case.log", case=_planted(town, key).cases[0])["items"]
        return [item["event"] for item in items]

    assert story("left-hanging")[-3:] == [
        *("HandoverAsked", "HandoverRefused", "SupervisionOrdered"),
    ]
    assert "ReminderSent" in story("late-feedback")
    (listed,) = town.ask("report.supervision", which={"listed": True})["items"]
    assert (listed["state"], listed["case"]) == (
        "open",
        _planted(town, "left-hanging").cases[0],
    )
    returned = {one["unit"]: one["returns"] for one in town.ask("report.handoffs")["items"]}
    assert returned["urban"] == 1


def test_the_answers_name_who_held_what(town) -> None:
    staff = town.grown.staff
    held = {planted.key: planted.held for planted in town.grown.planted}

    assert [planted.key for planted in town.grown.planted] == [p.key for p in PLANTED]
    assert staff["qixi-member-1"].name in held["late-feedback"]
    assert staff["urban-staff-1"].name in held["left-hanging"]
    assert staff["nanbu-member-1"].name in held["untrue-effect"]


def test_what_was_left_hanging_is_reported(town) -> None:
    hanging = {item["number"]: item for item in town.ask("report.hanging")["items"]}

    assert _planted(town, "left-hanging").cases[0] in hanging
    assert 4 <= len(hanging) <= 12
    assert {item["status"] for item in hanging.values()} == {"handling"}


def test_there_are_so_many_matters_of_every_category_outcome_and_channel(town) -> None:
    counts = {
        by: town.ask("case.count", by=by)["by"] for by in ("outcome", "channel", "status", "kind")
    }
    categories = set(town.ask("case.count", by="category")["by"])
    named = {c["code"] for c in town.ask("programme.show")["categories"] if c["parent"]}

    assert town.ask("case.count")["total"] == MATTERS
    assert counts["outcome"]["resolved"] > MATTERS * 0.7
    assert counts["outcome"].keys() - {""} == LABELS["outcome"].keys() - {
        "temporarily-unresolvable"
    }
    assert counts["channel"].keys() == LABELS["channel"].keys() - {"other"}
    assert counts["status"].keys() == LABELS["status"].keys() - {"parked"}
    assert counts["kind"].keys() == LABELS["kind"].keys()
    assert {*named, "OTHER"} <= categories


def test_cadres_of_every_kind_keep_diaries(town) -> None:
    people = town.ask("roster.people")["items"]
    units = Counter(unit["kind"] for unit in town.ask("roster.units")["items"])
    recorders = {row["recorder"]: None for row in town.ask("case.list", limit=1000)["items"]}
    kinds = {cadre.person: cadre.kind for cadre in town.grown.staff.cadres}

    assert len(people) >= 40
    assert units["village"] + units["community"] == 8
    assert set(kinds.values()) == {None, *LABELS["cadre"]}
    assert len(recorders) >= 40
    assert None not in {kinds[recorder] for recorder in recorders}


@pytest.mark.clause("S22", "S43", "S47")
def test_every_participant_has_or_handed_in_a_book_and_the_ledger_balances(town) -> None:
    ledger = town.ask("books.ledger")
    books = list(town.pages("books.list"))
    takers = {cadre.person for cadre in town.grown.staff.cadres if cadre.kind is not None}
    pages = [town.ask("case.show", case=n)["book"] for n in list(town.grown.numbers.values())[:50]]

    assert ledger["total"]["balanced"]
    assert {book["holder"] for book in books if book["holder"]} == takers
    assert Counter(book["state"] for book in books) == {
        "archived": 3,
        "void": 1,
        "in-use": len(takers) - 1,
    }
    assert all(page["serial"] and page["page"] >= 1 for page in pages)


@pytest.mark.clause("S25", "S46")
def test_who_left_handed_over_and_one_still_owes_a_book(town) -> None:
    staff = town.grown.staff
    gone, owing = (
        town.ask("roster.leaving", person=staff[key].person)
        for key in ("qinggang-member-2", "fenghuan-stationed")
    )
    now = town.ask("case.list", which={"owner": staff["qinggang-member-2"].person}, limit=1000)

    assert (gone["clear"], str(gone["closed"])) == (True, "2025-03-31")
    assert {row["status"] for row in now["items"]} == {"concluded"}
    assert (owing["clear"], owing["closed"]) == (False, None)
    assert [item["what"] for item in owing["items"] if item["open"]] == ["book"]
    assert {item["what"] for item in gone["items"]} == {"matter", "book"}


def test_everything_was_recorded_in_its_order_within_the_two_years(town) -> None:
    instants = [envelope.recorded_at for envelope in town.office.log.scan()]
    hours = {instant.astimezone(OFFICE_ZONE).hour for instant in instants}

    assert instants == sorted(instants)
    assert instants[0] == datetime(2024, 1, 1, 9, tzinfo=OFFICE_ZONE)
    assert instants[-1] < datetime(2026, 1, 1, tzinfo=OFFICE_ZONE)
    assert hours <= set(range(8, 19))
    assert town.ask("verify")["findings"] == ()


def test_no_two_matters_read_alike(town) -> None:
    pages = [town.ask("case.show", case=n)["matter"] for n in town.grown.numbers.values()]

    assert len(situations()) >= 60
    assert len({page["text"] for page in pages}) == len(pages)
    assert len({page["title"] for page in pages}) > len(pages) * 0.98
    assert not [page for page in pages if UNFILLED.search(page["title"] + page["text"])]


def test_no_sentence_has_an_open_place(town) -> None:
    sentences = [item["sentence"] for log in town.logs() for item in log["items"]]

    assert not [sentence for sentence in sentences if UNFILLED.search(sentence)]


def _planted(town, key):
    return next(planted for planted in town.grown.planted if planted.key == key)
