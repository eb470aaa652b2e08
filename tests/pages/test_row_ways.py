"""Wherever a form asks for a number, the list beside it leads there with the number filled in."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tests.pages.visiting import Visited, Visitor

from minqing_core.application.catalogue import CATALOGUE
from minqing_http.pages.fields import FieldGroup, fields_of
from minqing_http.pages.page import Page, RowWay
from minqing_http.pages.table import FORMS, SUBJECTS

FORM = {form.use_case: form for form in FORMS}


def ways_in(value: Any) -> Iterator[RowWay]:
    """Yield the ways that are declared in something."""
    if isinstance(value, RowWay):
        yield value
    elif isinstance(value, Page):
        yield from ways_in(() if value.listing is None else value.listing.ways)
    elif isinstance(value, tuple):
        for one in value:
            yield from ways_in(one)
    elif isinstance(value, Mapping):
        yield from ways_in(tuple(value.values()))


def names_of(use_case: str) -> set[str]:
    """Return the dotted names of the fields of a use case."""
    return {
        one.name if not isinstance(one, FieldGroup) else ""
        for one in fields_of(CATALOGUE[use_case])
    }


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda module: module.__name__.split(".")[-1])
def test_a_way_fills_in_fields_that_its_form_has(subject: Any) -> None:
    for way in ways_in(tuple(vars(subject).values())):
        assert set(way.fills) <= names_of(way.use_case), way
        assert way.use_case in FORM


@pytest.fixture(scope="module")
def asked(town: Visited) -> str:
    """Give a matter in which the planning office was asked to help."""
    case = town.matter("left-hanging")
    owner = town.ask_as(town.grown_town.clerk, "case.show", case=case)["hands"]["owner"]
    wanted = {"unit": "urban", "text": "量一下桥板要多厚", "due": "2026-01-20"}
    town.ask_as(owner, "case.assist", case=case, assistance=wanted)
    return case


@pytest.fixture(scope="module")
def helper(town: Visited) -> Visitor:
    return town.visitor("urban-staff-1")


@pytest.mark.clause("S76", "S77")
def test_what_a_department_was_asked_comes_to_its_people_who_sign_and_answer(
    town: Visited, helper: Visitor, asked: str
) -> None:
    accept = f"/cases/{asked}/assistance/accepted"
    reply = f"/cases/{asked}/assistance/replied"

    inbox = helper.get("/inbox")
    title = town.ask_as(helper.person, "case.show", case=asked)["matter"]["title"]
    (request, *_) = town.ask_as(helper.person, "duties.inbox", which={"duty": "assist.answer"})[
        "items"
    ]
    assert {title, request["text"], request["asked_by_name"]} <= {*inbox.words.split(" ")}
    sign = next(link for link in inbox.links if link.startswith(accept))
    assert request["text"] in helper.get(sign).words
    helper.submit(sign, accept)
    answer = next(link for link in helper.get("/inbox").links if link.startswith(reply))
    seen = helper.submit(answer, reply, replied__text="桥板要十五厘米")

    assert seen.path.startswith(f"/cases/{asked}")
    assert "桥板要十五厘米" in seen.words
    assert not any(link.startswith(reply) for link in helper.get("/inbox").links)


@pytest.mark.clause("S64", "S72", "S76")
def test_a_matter_leads_from_its_tasks_reports_and_orders_to_their_forms(
    town: Visited, asked: str
) -> None:
    clerk = town.visitor("org-clerk-1")

    seen = clerk.get(f"/cases/{asked}")

    close = next(link for link in seen.links if "/order/closed?closed.order=" in link)
    assert clerk.get(close).form(close.partition("?")[0]).fields["closed.order"] == ["1"]
    assert "规划建设办公室" in seen.words


@pytest.mark.clause("S52")
def test_minutes_lead_from_each_open_resolution_to_its_end(town: Visited) -> None:
    secretary = town.visitor("lantang-secretary")
    meetings = town.ask_as(secretary.person, "meeting.list", which={"unfinished": True})["items"]
    at = f"/meetings/{meetings[0]['meeting']}"
    done = f"{at}/resolution/done"

    way = next(link for link in secretary.get(at).links if link.startswith(done))

    assert secretary.get(way).form(done).fields["done.resolution"] != [""]
