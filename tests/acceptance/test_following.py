"""Who follows the record is told everything in its order, and nothing they may not see."""

from datetime import datetime
from typing import Any

import pytest
from tests.towns import CLERK, HEAD, LEADER, MEMBER, NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application.following import WINDOW
from minqing_core.kernel.refusals import RefusalError

ACCUSING = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [SECRETARY]}


def told(town: Town, person: str = CLERK, **asked: Any) -> list[dict[str, Any]]:
    """Return everything that somebody is told, page after page."""
    after, items = asked.pop("after", 0), []
    while True:
        page = town.do("events.follow", act=by(person), after=after, **asked)
        items += page["items"]
        if page["next"] == page["position"]:
            return items
        assert page["next"] > after
        after = page["next"]


def streams(items: list[dict[str, Any]]) -> set[str]:
    return {item["subject"] for item in items}


@pytest.mark.clause("S25")
def test_an_event_is_told_in_the_form_of_cloudevents(town: Town) -> None:
    before = town.office.log.size()
    case = town.record()

    (item,) = told(town, after=before)

    assert item == {
        "specversion": "1.0",
        "id": str(before + 1),
        "source": item["source"],
        "type": "diary.matter-recorded.v1",
        "subject": f"case/{case}",
        "time": item["time"],
        "datacontenttype": "application/json",
        "data": {
            "position": before + 1,
            "stream": f"case/{case}",
            "version": 1,
            "sentence": None,
        },
    }
    assert datetime.fromisoformat(item["time"]) == town.at
    assert item["source"].startswith("urn:minqing:")
    assert len(streams(told(town, after=0))) > 1


def test_pages_of_any_size_tell_the_same(town: Town) -> None:
    town.record()

    assert told(town, limit=1) == told(town, limit=7) == told(town, limit=1000)
    whole = town.do("events.follow", limit=1000)
    assert (whole["next"], whole["position"]) == (town.office.log.size(),) * 2
    assert town.do("events.follow", after=whole["next"])["items"] == ()


@pytest.mark.clause("S25")
def test_a_leader_of_a_village_is_told_of_its_matters_alone(wide_town: Town) -> None:
    before = wide_town.office.log.size()
    case = wide_town.record()

    assert streams(told(wide_town, SECRETARY, after=before)) == {f"case/{case}"}
    assert streams(told(wide_town, NEIGHBOUR, after=before)) == set()
    page = wide_town.do("events.follow", act=by(NEIGHBOUR), after=before)
    assert page["next"] == page["position"] == before + 1


@pytest.mark.clause("S12")
def test_a_complaint_about_a_cadre_is_told_to_no_one_whom_it_is_closed_to(
    wide_town: Town,
) -> None:
    before = wide_town.office.log.size()
    case = wide_town.record(act=by(CLERK), **ACCUSING)

    assert f"case/{case}" in streams(told(wide_town, CLERK, after=before))
    assert f"case/{case}" in streams(told(wide_town, LEADER, after=before))
    for person in (SECRETARY, NEIGHBOUR, HEAD):
        assert streams(told(wide_town, person, after=before)) == set()


@pytest.mark.clause("S12")
def test_words_are_told_only_where_they_are_asked_for_and_may_be_read(town: Town) -> None:
    before = town.office.log.size()
    case = town.record()
    town.record(act=by(CLERK), **ACCUSING)
    town.step(case, "note", text="去看过")

    plain = told(town, after=before)
    worded = told(town, after=before, sentences=True)

    assert {item["data"]["sentence"] for item in plain} == {None}
    assert "李大娘" not in str(plain)
    assert "记下群众李大娘通过走访反映的问题" in worded[0]["data"]["sentence"]
    assert "李大娘" not in str(worded[1:])
    assert "一名受保护的反映人" in str(worded[1:])
    assert told(town, after=before + 1, sentences=True) == worded[1:]


def test_what_nobody_decided_on_is_told_to_nobody(town: Town) -> None:
    before = town.office.log.size()
    town.do("roster.bind", person=MEMBER, login="li")
    town.do(
        "backup",
        taken={
            "name": "b",
            "taken_at": "2024-03-01T00:00:00+08:00",
            "size": 1,
            "root": town.office.log.root(1),
        },
    )

    assert town.office.log.size() > before
    assert streams(told(town, after=before)) <= {f"person/{MEMBER}"}


@pytest.mark.clause("S80")
def test_publications_are_told_to_those_who_look_over_their_unit(wide_town: Town) -> None:
    before = wide_town.office.log.size()
    draft = {"kind": "report", "unit": "dafeng", "title": "走访月", "text": "走了四十户。"}
    wide_town.do("publish.draft", publication=draft)

    assert [s.partition("/")[0] for s in streams(told(wide_town, CLERK, after=before))] == [
        "publication"
    ]
    assert streams(told(wide_town, NEIGHBOUR, after=before)) == set()


@pytest.mark.clause("S60")
def test_bulletins_are_told_below_and_above_their_unit(wide_town: Town) -> None:
    town = wide_town
    town.set("2024-07-01")
    spot = {"kind": "half-year", "units": ["dafeng"], "since": "2024-01-01", "until": "2024-06-30"}
    inspection = town.do("inspection.open", act=by(SECRETARY), opening=spot)["id"]
    before = town.office.log.size()
    issued = {"unit": "dafeng", "period": "2024-H1", "title": "上半年通报", "text": "逐件核对"}
    town.do("bulletin.issue", act=by(SECRETARY), bulletin={**issued, "inspection": inspection})

    assert {s.partition("/")[0] for s in streams(told(town, after=before))} == {"bulletin"}
    assert streams(told(town, NEIGHBOUR, after=before)) == set()


@pytest.mark.clause("S72")
def test_who_looks_over_nothing_follows_nothing(town: Town) -> None:
    with pytest.raises(RefusalError) as refused:
        town.do("events.follow", act=by(MEMBER))

    assert refused.value.code == "not-allowed"


@pytest.mark.parametrize("after", [-1, 10**9])
def test_nobody_is_ahead_of_the_record(town: Town, after: int) -> None:
    refused = town.refused("events.follow", after=after)

    assert refused.code == "beyond-log"
    assert str(town.office.log.size()) in str(refused)


def test_who_reads_the_feed_is_noted(town: Town) -> None:
    town.do("events.follow")

    (noted,) = town.office.access.listed(person=CLERK, subject=None, before=None, limit=1)
    assert (noted.use_case, noted.outcome) == ("events.follow", "read")


def test_a_page_costs_a_page_whatever_the_log_holds(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    log = town.office.log
    headers = type(log).headers

    def counted(self: Any, upto: int, after: int = 0) -> Any:
        asked.append((after, upto))
        return headers(self, upto, after)

    monkeypatch.setattr(type(log), "headers", counted)
    town.do("events.follow", after=5, limit=3)

    assert asked == [(5, min(5 + WINDOW, log.size()))]


@pytest.mark.clause("S37")
def test_another_record_is_another_source(town: Town) -> None:
    (first, *_) = told(town, limit=1000)
    other = Town()

    assert told(other, limit=1000)[0]["source"] != first["source"]
    other.office.close()


def test_a_library_is_told_everything(town: Town) -> None:
    before = town.office.log.size()
    town.record(act=by(CLERK), **ACCUSING)

    found = [*town.office.follow(before)]

    assert [e.position for e in found] == [*range(before + 1, town.office.log.size() + 1)]
    assert [*town.office.follow(town.office.log.size())] == []
