"""Who follows the record is told of each thing exactly where its page would show it to them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from attrs import frozen
from tests.stores import empty_office

from minqing_cli.demo_town.growing import SetClock, grow
from minqing_core import Act, answer
from minqing_core.application.following_sight import within_sight
from minqing_core.application.office import Office
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.refusals import RefusalError

FEW, MATTERS = 5, 20


@frozen
class Asked:
    """A town that lived through two years, asked on behalf of somebody."""

    office: Office
    person: PersonId

    def shows(self, name: str, **given: Any) -> bool:
        """Say whether a page answers."""
        try:
            self.ask(name, **given)
        except RefusalError:
            return False
        return True

    def lists(self, name: str, member: str, number: str, **given: Any) -> bool:
        """Say whether something is in a list."""
        found = self.ask(name, limit=1000, **given)
        assert found["next"] is None
        return any(row[member] == number for row in found["items"])

    def ask(self, name: str, **given: Any) -> Any:
        """Return what is answered."""
        return answer(self.office, name, Act(actor=self.person), given)


def diary(asked: Asked, number: str) -> bool:
    person, year, quarter = number.rsplit("-", 2)
    return asked.shows("review.show", person=person, period=f"{year}-{quarter}")


def sheet(asked: Asked, number: str) -> bool:
    subject, _, year = number.rpartition("-")
    return asked.shows("appraisal.sheet", subject=subject, year=year)


def whole(asked: Asked, number: str) -> bool:
    """Say whether an inspection is shown with all its units and all that was found."""
    if not asked.shows("inspection.show", inspection=number):
        return False
    reach = asked.office.standing(asked.person).reach
    return {*asked.ask("inspection.show", inspection=number)["units"]} <= reach


PAGES: Mapping[str, Callable[[Asked, str], bool]] = {
    "household/": lambda asked, n: asked.shows("household.show", household=n),
    "visit/": lambda asked, n: (
        asked.lists("visit.list", "visit", n)
        or asked.lists("visit.list", "visit", n, which={"cadre": asked.person})
    ),
    "meeting/": lambda asked, n: asked.shows("meeting.show", meeting=n),
    "study/": lambda asked, n: asked.shows("study.show", study=n),
    "inspection/": whole,
    "inquiry/": lambda asked, n: asked.shows("accountability.show", inquiry=n),
    "incident/": lambda asked, n: (
        asked.shows("accountability.incidents")
        and asked.lists("accountability.incidents", "incident", n)
    ),
    "review/": diary,
    "appraisal/": sheet,
    "commendation/": lambda asked, n: asked.lists("appraisal.commendations", "commendation", n),
}


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Give the office of a small town that lived through two years."""
    clock = SetClock()
    with empty_office(clock=clock) as made:
        grow(made, clock, matters=MATTERS, login="wang")
        yield made


def followers(office: Office) -> list[PersonId]:
    """Return who follows the record, somebody for each post and kind of place."""
    people = answer(office, "roster.people", Act(actor=PersonId("000001")), {})["items"]
    ids = [PersonId(one["person"]) for one in people]
    found = [one for one in ids if Asked(office, one).shows("events.follow", limit=1)]
    alike = {frozenset(office.standing(person).posts): person for person in found}
    return sorted({*alike.values(), *found[:3]})


def some(office: Office, prefix: str) -> list[StreamId]:
    """Return a few streams of a kind, from first to last."""
    found = sorted({StreamId(h.stream) for h in office.log.headers(office.log.size(), 0)})
    found = [stream for stream in found if stream.startswith(prefix)]
    return found[:: max(1, len(found) // FEW)]


@pytest.mark.clause("S12", "S25", "S53", "S66", "S70")
@pytest.mark.parametrize("prefix", PAGES)
def test_what_a_page_shows_to_somebody_they_are_told_of_and_nobody_else(
    office: Office, prefix: str
) -> None:
    streams, shown, hidden = some(office, prefix), 0, 0
    assert streams

    for person in followers(office):
        asked = Asked(office, person)
        expected = {s for s in streams if PAGES[prefix](asked, s.removeprefix(prefix))}
        assert within_sight(office, Act(actor=person), streams) == expected, person
        shown, hidden = shown + len(expected), hidden + len(streams) - len(expected)

    assert shown
    assert hidden or prefix == "commendation/"


@pytest.mark.clause("S12")
def test_of_these_only_the_heads_are_told(office: Office) -> None:
    told: dict[str, str | None] = {}
    after, size = 0, office.log.size()
    while after < size:
        given = {"after": after, "limit": 1000, "sentences": True}
        page = answer(office, "events.follow", Act(actor=PersonId("000001")), given)
        told |= {event["subject"]: event["data"]["sentence"] for event in page["items"]}
        after = page["next"]

    kinds = {prefix: {w for s, w in told.items() if s.startswith(prefix)} for prefix in PAGES}
    assert {prefix for prefix, words in kinds.items() if words} >= {"household/", "meeting/"}
    assert any(stream.startswith("summary/") for stream in told)
    assert {words for found in kinds.values() for words in found} == {None}
    assert all(words for stream, words in told.items() if stream.startswith("case/"))
    assert not any(stream.startswith(("privacy/", "account/", "backups")) for stream in told)
