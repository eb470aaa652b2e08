"""Forms: what is wrong is said at the fields of which it is, in the words that people read."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from tests.pages.visiting import Visited, Visitor

from minqing_core.application.asking import faults
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.kernel.ids import PersonId
from minqing_http.pages.fields import Asked, FieldGroup, groups_of, read
from minqing_http.pages.filling import asked_by, in_address
from minqing_http.pages.page import Form
from minqing_http.pages.table import FORMS

ENGLISH = re.compile("[A-Za-z]{2}")


def _needed(asked: Sequence[Asked], prefix: str = "") -> Iterator[str]:
    for one in asked:
        name = f"{prefix}{one.name}"
        if isinstance(one, FieldGroup) and one.needed and not one.many:
            yield from list(_needed(one.fields, f"{name}.")) or [name]
        elif one.needed:
            yield name


def _labels(asked: Sequence[Asked]) -> Iterator[str]:
    for one in asked:
        yield one.label
        if isinstance(one, FieldGroup):
            yield from _labels(one.fields)


@pytest.mark.clause("S71")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_an_empty_form_is_refused_at_each_of_its_required_fields(form: Form) -> None:
    case = CATALOGUE[form.use_case]
    together: dict[str, Any] = {name: {} for name in groups_of(case)}
    empty = {**together, **read(asked_by(form), {}), **dict.fromkeys(in_address(form), "1")}

    missing = {fault.field for fault in faults(case, empty) if fault.code == "missing"}

    assert missing - form.usually.keys() == set(_needed(asked_by(form)))


@pytest.mark.clause("S71")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_every_field_goes_by_words_that_people_read(form: Form) -> None:
    assert not [label for label in _labels(asked_by(form)) if ENGLISH.search(label)]


@pytest.fixture(scope="module")
def clerk(town: Visited) -> Visitor:
    return town.visitor("org-clerk-1")


@pytest.fixture(scope="module")
def named(town: Visited) -> tuple[str, str]:
    """Give the number and the name of somebody whose name nobody else has."""
    people = town.ask_as(town.grown_town.clerk, "roster.people")["items"]
    names = Counter(one["name"] for one in people)
    one = next(one for one in people if names[one["name"]] == 1)
    return one["person"], one["name"]


@pytest.mark.clause("S71")
def test_somebody_is_taken_by_name_and_unknown_ones_are_said_at_their_field(
    clerk: Visitor, named: tuple[str, str]
) -> None:
    number, name = named
    held = {"meeting__village": "lantang", "meeting__attendants": f"{name}\n无名氏"}

    seen = clerk.submit("/meetings/new", **held, meeting__chair=name)

    assert seen.status == 422
    assert "花名册中没有编号或姓名为「无名氏」的人" in seen.words
    assert 'id="meeting-attendants-fault"' in seen.text
    assert seen.form().fields["meeting.chair"] == [name]
    assert number not in seen.form().fields["meeting.attendants"]


@pytest.mark.clause("S71")
def test_several_of_one_name_are_told_apart_by_number(town: Visited, clerk: Visitor) -> None:
    facts = {"name": "同名人", "since": "2025-01-01"}
    for number in ("SAME-1", "SAME-2"):
        town.ask_as(town.grown_town.clerk, "roster.person", person=number, facts=facts)

    seen = clerk.submit("/meetings/new", meeting__chair="同名人")

    assert "有 2 人名叫「同名人」" in seen.words
    assert "SAME-1" in seen.words


@pytest.mark.clause("S71")
def test_who_comes_to_a_meeting_is_ticked_in_a_list(
    clerk: Visitor, named: tuple[str, str]
) -> None:
    seen = clerk.get(f"/meetings/new?meeting.attendants={named[0]}")

    assert seen.form().fields["meeting.attendants"] == [named[0], ""]


@pytest.mark.clause("S71")
@pytest.mark.parametrize("path", ["/cases?owner={}", "/duties?person={}"])
def test_a_list_is_narrowed_by_the_name_of_somebody(
    clerk: Visitor, named: tuple[str, str], path: str
) -> None:
    by_name, by_number = (clerk.get(path.format(quote(one))) for one in reversed(named))

    assert (by_name.status, by_name.words) == (200, by_number.words)


@pytest.mark.clause("S71")
@pytest.mark.parametrize("path", ["/cases?owner=", "/duties?person=", "/boards/quarter?period="])
def test_a_list_that_cannot_be_narrowed_so_is_shown_with_why(clerk: Visitor, path: str) -> None:
    seen = clerk.get(path + quote("无名氏"))

    assert seen.status in {404, 422}
    assert "不能照此查找" in seen.words
    assert ["无名氏"] in seen.forms[0].fields.values() or ["无名氏"] in seen.forms[
        1
    ].fields.values()


@pytest.mark.clause("S84")
def test_a_new_unit_gets_a_code_that_is_typed(clerk: Visitor) -> None:
    seen = clerk.submit(
        "/units/new",
        unit__unit="fresh",
        unit__name="新站",
        unit__kind="department",
        unit__since="2025-01-01",
    )

    assert seen.status == 200, seen.words


RECORDED = {
    "matter__title": "路灯不亮",
    "matter__text": "三天没亮。",
    "matter__kind": "difficulty",
    "matter__category": "HOT_DIFFICULT.ROADS",
    "matter__channel": "visit",
    "matter__place": "lantang",
    "matter__petitioners__0__kind": "named",
    "matter__petitioners__0__name": "李大娘",
    "matter__learned_at": "2025-01-06",
}


@pytest.mark.clause("S22", "S71")
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"matter__learned_at": "2999-01-01"}, "matter-learned_at", "晚于现在"),
        ({"matter__occurred_on": "2025-02-01"}, "matter-occurred_on", "晚于获知日"),
        ({"book": "ZS-999999"}, "book", "ZS-999999"),
        ({"matter__petitioners__0__name": ""}, "matter-petitioners", "须填姓名"),
        ({"matter__accused": "无名氏"}, "matter-accused", "无名氏"),
    ],
)
def test_what_a_rule_refuses_is_said_at_the_field_to_blame(
    town: Visited, typed: dict[str, str], field: str, said: str
) -> None:
    seen = town.visitor("lantang-member-1").submit("/cases/new", **{**RECORDED, **typed})

    assert seen.status in {404, 409, 422}, seen.words
    assert f"#{field}" in seen.links
    at = seen.text[: seen.text.index('class="buttons"')].partition(f'id="{field}"')[2]
    assert said in seen.words.partition("没有记下")[2]
    assert 'class="fault"' in at or f'id="{field}-fault"' in seen.text


@pytest.mark.clause("S22")
def test_a_day_to_come_on_which_it_was_done_is_said_at_that_day(town: Visited) -> None:
    case = town.at("{case}")
    hands = town.ask_as(town.grown_town.clerk, "case.show", case=case)["hands"]
    said = {"reminder__to": hands["owner"], "reminder__text": "请抓紧"}

    seen = town.visitor("org-clerk-1").submit(
        f"/cases/{case}/reminder", **said, _occurred_at="2999-01-01"
    )

    assert seen.status == 422, seen.words
    assert "#_occurred_at" in seen.links


@pytest.mark.clause("S35")
def test_what_is_corrected_is_chosen_and_shown_as_it_is(town: Visited) -> None:
    clerk = town.visitor("org-clerk-1")
    case = clerk.submit("/cases/new", **RECORDED, owner="", unit="").path
    form = f"{case.partition('?')[0]}/amendment"
    listed = clerk.get(form)
    assert f"{form}?amendment.version=1&amendment.field=kind" in listed.links

    seen = clerk.get(f"{form}?amendment.version=1&amendment.field=kind")
    assert "现在是 困难" in seen.words
    assert seen.form().fields["amendment.field"] == ["kind"]
    wrong = clerk.send(seen.form(), amendment__value="wish", amendment__reason="")
    done = clerk.send(wrong.form(), amendment__value="wish", amendment__reason="记错了")

    assert (wrong.status, done.status) == (422, 200)
    assert "#amendment-reason" in wrong.links
    assert "愿望" in done.words


@pytest.mark.clause("S35")
def test_a_step_with_one_text_is_corrected_at_once(town: Visited) -> None:
    clerk = town.visitor("org-clerk-1")
    at = next(
        (number, one["version"])
        for number in town.grown_town.numbers.values()
        for one in town.ask_as(town.grown_town.clerk, "case.show", case=number)["said"]
        if one["kind"] == "CauseRecorded"
    )

    seen = clerk.get(f"/cases/{at[0]}/amendment?amendment.version={at[1]}")

    assert seen.form().fields["amendment.field"] == ["text"]


@pytest.mark.clause("S25", "S66")
def test_evidence_is_ticked_among_what_the_record_shows(town: Visited) -> None:
    investigator, case = town.visitor("investigator"), town.at("{case}")
    hands = town.ask_as(town.grown_town.clerk, "case.show", case=case)["hands"]
    opened = investigator.submit(
        "/inquiries/new",
        opening__case=case,
        opening__person=hands["owner_name"],
        opening__text="核查",
    )
    inquiry = opened.path.partition("?")[0]

    seen = investigator.get(f"{inquiry}/finding")
    assert f'value="case/{case} 1"' in seen.text
    said = {"finding__element": "responsible", "finding__holds": "true", "finding__text": "属实"}
    held = {"finding__person": hands["owner"], "finding__on": hands["holders"][-1]["since"][:10]}
    kept = investigator.send(seen.form(), **{"finding.evidence": [f"case/{case} 1"]})
    done = investigator.send(kept.form(), **said, **held)

    assert kept.form().fields["finding.evidence"] == [f"case/{case} 1"]
    assert done.status == 200, done.words
    shown = town.ask_as(
        PersonId(investigator.person), "accountability.show", inquiry=inquiry.rpartition("/")[2]
    )
    ends = [one for part in shown["elements"] for one in part["findings"]]
    assert len(ends[0]["evidence"]) == 1


@pytest.mark.clause("S71")
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/studies/new", "study.cases"),
        ("/meetings/new", "meeting.agenda.0.cases"),
        ("/commendations/new", "cases"),
        ("/inspections/new", "opening.units"),
        ("/visits/new", "visit.households"),
        ("/visits/new", "visit.companions"),
        ("/units/functions/new", "laid.categories"),
    ],
)
def test_what_there_is_is_offered_to_be_ticked(clerk: Visitor, path: str, field: str) -> None:
    seen = clerk.get(path)

    assert f'<input type="checkbox" name="{field}"' in seen.text


@pytest.mark.clause("S55")
def test_an_inspection_is_opened_in_units_that_were_ticked(clerk: Visitor) -> None:
    form = clerk.get("/inspections/new").form()

    seen = clerk.send(
        form,
        opening__kind="spot-check",
        opening__period="2025-Q3",
        **{"opening.units": ["lantang", "旗溪村"]},
    )

    assert seen.status == 200, seen.words
    assert "旗溪村" in seen.words


@pytest.mark.clause("S50", "S71")
def test_a_board_leads_to_the_quarter_before_and_back(clerk: Visitor) -> None:
    seen = clerk.get("/boards/quarter?period=2025-Q3")

    assert "/boards/quarter?period=2025-Q2" in seen.links
    assert "/boards/quarter?period=2025-Q4" in seen.links
    assert "2025年第3季度" in seen.words
    assert seen.forms[0].fields["period"] == ["2025-Q3"]


@pytest.mark.clause("S50")
def test_the_quarter_of_a_meeting_is_chosen(clerk: Visitor) -> None:
    assert '<select id="meeting-period"' in clerk.get("/meetings/new").text


@pytest.mark.clause("S50", "S51")
def test_the_pack_of_a_meeting_is_asked_for_by_village_and_quarter(clerk: Visitor) -> None:
    seen = clerk.get("/meetings/pack?unit=lantang&period=2025-Q3")

    assert seen.forms[0].fields == {"unit": ["lantang"], "period": ["2025-Q3"]}
    assert "/meetings/pack?unit=lantang&period=2025-Q2" in seen.links
    assert "岚塘村 2025年第3季度 会前材料" in seen.words


@pytest.mark.clause("S67")
def test_a_sheet_is_drawn_of_somebody_by_name_and_seen_in_its_year(
    clerk: Visitor, town: Visited
) -> None:
    rows = town.ask_as(town.grown_town.clerk, "appraisal.list", year=2024)["items"]
    names = Counter(one["name"] for one in rows)
    one = next(one for one in rows if names[one["name"]] == 1)

    seen = clerk.submit("/appraisal/draw", subject=one["name"], year="2024")

    assert seen.path.startswith("/appraisal?year=2024&"), seen.words.partition("没有记下")[2][:200]
    assert "已记下 ：" in seen.words or "已记下：" in seen.words


@pytest.mark.clause("S47")
def test_a_book_in_stock_is_given_out_from_the_account_of_its_unit(
    clerk: Visitor, town: Visited
) -> None:
    ledger = clerk.get("/books/ledger?unit=org-office")
    serial = town.ask_as(clerk.person, "books.ledger", unit="org-office")["items"][0][
        "next_serial"
    ]

    to_give = next(link for link in ledger.links if link.startswith("/books/give?"))
    form = clerk.get(to_give).form("/books/give")
    given = clerk.send(form, giving__holder=town.grown_town.staff["urban-staff-2"].person)

    assert (form.fields["serial"], form.fields["giving.unit"]) == ([serial], ["org-office"])
    assert given.path.startswith(f"/books/{serial}?")
    assert serial in clerk.get(f"/books/{serial}/lost").words.partition("报失")[2]


@pytest.mark.clause("S43", "S47")
def test_a_unit_without_books_gives_none_out_and_a_spoilt_book_leads_to_what_makes_it_void(
    clerk: Visitor, town: Visited
) -> None:
    city = clerk.get("/books/ledger?unit=city")
    assert not [link for link in city.links if link.startswith("/books/give?")]

    (serial, *_) = (
        book["serial"]
        for book in town.ask_as(clerk.person, "books.list", holder=clerk.person)["items"]
    )
    assert not [link for link in clerk.get(f"/books/{serial}").links if "void" in link]
    lost = clerk.submit(f"/books/{serial}/lost", lost__circumstances="搬家时不见了。")
    assert f"/books/void?serial={serial}" in lost.links
    clerk.submit(f"/books/{serial}/found")


@pytest.mark.clause("S67", "S70")
def test_what_is_said_of_a_year_is_seen_in_that_year(clerk: Visitor) -> None:
    issued = clerk.submit("/appraisal/summary/issue", year="2024", text="有记有办。")

    assert issued.path.startswith("/appraisal/summary?year=2024&")
    assert "有记有办。" in issued.words
    drawn = clerk.get("/appraisal/2024/lantang")
    assert "/appraisal/draw?subject=lantang&year=2024" in drawn.links


@pytest.mark.clause("S22")
def test_who_goes_on_to_the_next_finds_the_slip_of_the_last(town: Visited) -> None:
    cadre = town.visitor("lantang-member-1")

    seen = cadre.submit("/cases/new", **RECORDED, _next="/cases/new")

    assert any(link.endswith("/slip") for link in seen.links)
