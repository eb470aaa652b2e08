"""The pages of matters: written down with four questions, found, handled, answered."""

from typing import Any

import pytest
from tests.pages.visiting import Visited, Visitor

SAID: dict[str, Any] = {
    "matter__title": "村口路灯不亮",
    "matter__text": "村口路灯坏了三个月，老人夜里不敢出门。",
    "matter__kind": "problem",
    "matter__category": "HOT_DIFFICULT.ROADS",
    "matter__channel": "visit",
    "matter__petitioners.0.kind": "named",
    "matter__petitioners.0.name": "李大娘",
}


@pytest.fixture(scope="module")
def cadre(town: Visited) -> Visitor:
    return town.visitor("lantang-secretary")


@pytest.mark.clause("S18", "S22")
def test_a_matter_is_written_down_with_four_questions_and_seen(cadre: Visitor) -> None:
    seen = cadre.submit("/cases/new", **SAID)

    assert seen.path.startswith("/cases/")
    assert "村口路灯不亮" in seen.words
    assert "李大娘" in seen.words
    assert "已记下" in seen.words


@pytest.mark.clause("S22")
def test_the_next_one_can_be_written_at_once(cadre: Visitor) -> None:
    seen = cadre.submit("/cases/new", **SAID, _next="/cases/new")

    assert seen.path.startswith("/cases/new?done=")
    assert "上一件已存好" in seen.words


@pytest.mark.clause("S22")
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(cadre: Visitor) -> None:
    seen = cadre.submit("/cases/new", **{**SAID, "matter__kind": []})

    assert seen.status == 422
    assert "必须填写" in seen.words
    assert seen.form().fields["matter.title"] == ["村口路灯不亮"]


@pytest.mark.clause("S22")
def test_a_form_sent_twice_records_once(town: Visited, cadre: Visitor) -> None:
    form = cadre.get("/cases/new").form()
    first = cadre.send(form, **SAID)
    size = town.office.log.size()

    again = cadre.send(form, **SAID)

    assert (again.path, town.office.log.size()) == (first.path, size)


@pytest.mark.clause("S12", "S25")
def test_nobody_sees_a_matter_without_logging_in(town: Visited) -> None:
    seen = town.nobody().get("/cases")

    assert seen.path == "/login?next=/cases"


@pytest.mark.clause("S12")
def test_a_form_of_another_site_is_refused(town: Visited, cadre: Visitor) -> None:
    form, size = cadre.get("/cases/new").form(), town.office.log.size()
    filled = {**form.fields, **{name.replace("__", "."): [v] for name, v in SAID.items()}}

    told = cadre.post("/cases/new", filled, Sec_Fetch_Site="cross-site")
    forged = cadre.post("/cases/new", {**filled, "_token": "0" * 32})

    assert (told.status, forged.status, town.office.log.size()) == (403, 403, size)


@pytest.mark.clause("S28")
def test_the_slip_has_the_address_that_the_house_is_known_by(town: Visited) -> None:
    """Whatever a browser calls the host: it is printed, and handed out."""
    visitor = town.visitor("org-clerk-1")

    seen = visitor.get(town.at("/cases/{case}/slip"), Host="evil.example")

    assert "https://minqing.example/r/" in seen.words
    assert "evil.example" not in seen.text
