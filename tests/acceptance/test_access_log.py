"""Who read what is noted beside the record, and nobody's words with it."""

from datetime import timedelta

import pytest
from tests.acceptance.test_sight import complain, post
from tests.towns import CLERK, INVESTIGATOR, MATTER, SECRETARY, Town, by

from minqing_core.application.asking import answer, exported, pieces, shown
from minqing_core.application.choosing import choosing
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import NotAllowedError

COMMISSIONER = "0012"


def noted(town, **asked) -> list[tuple]:
    """Return what was noted so far, the first thing first."""
    lines = town.do("access.list", act=by(INVESTIGATOR), **asked)["items"]
    return [(line["actor"], line["use_case"], line["subject"], line["outcome"]) for line in lines][
        ::-1
    ]


@pytest.mark.clause("S12")
def test_reading_is_noted_with_its_subject_and_writing_is_not(town) -> None:
    number = town.record()
    size = town.office.log.size()
    town.do("case.show", case=number)
    town.do("case.list")
    town.do("roster.show", act=by(SECRETARY), person=CLERK)
    town.do("roster.unit-page", unit="dafeng")
    town.do("report.hanging")
    town.do("programme.show")
    assert noted(town) == [
        (CLERK, "case.show", f"case/{number}", "read"),
        (CLERK, "case.list", None, "read"),
        (SECRETARY, "roster.show", f"person/{CLERK}", "read"),
        (CLERK, "roster.unit-page", None, "read"),
        (CLERK, "report.hanging", None, "read"),
    ]
    assert noted(town)[-1] == (INVESTIGATOR, "access.list", None, "read")
    assert town.office.log.size() == size


@pytest.mark.clause("S12")
def test_every_denial_is_noted(town) -> None:
    number = complain(town)
    town.refused("case.show", act=by("0003"), case=number)
    town.refused("case.show", act=by("0003"), case="2024-000099")
    town.refused(
        "programme.basis",
        act=by(SECRETARY),
        basis={"issuer": "某", "title": "某", "number": "1", "dated": "2024-01-01"},
    )
    town.refused("access.list", act=by(CLERK))
    town.refused("case.list", act=by("0099"))
    assert noted(town) == [
        ("0003", "case.show", f"case/{number}", "refused:case-unknown"),
        (SECRETARY, "programme.basis", None, "refused:not-allowed"),
        (CLERK, "access.list", None, "refused:not-allowed"),
        ("0099", "case.list", None, "refused:unknown-actor"),
    ]


def test_nothing_that_somebody_typed_stands_in_it(town) -> None:
    town.refused("case.show", act=by("李大娘 13800000000"), case="家住三队")
    town.refused("case.show", act=by("0005"), case="李大娘")
    assert noted(town) == [
        ("-", "case.show", None, "refused:unknown-actor"),
        ("0005", "case.show", None, "refused:not-allowed"),
    ]


def test_keys_and_openings_of_identities_are_noted_too(town) -> None:
    number = complain(town)
    act = Act(actor=CLERK, channel="http")
    town.do("case.identity", act=act, case=number, opening={"reason": "核实"})
    town.do("key.issue", act=act, person=SECRETARY, label="网站")
    lines = town.do("access.list", act=by(INVESTIGATOR))["items"]
    assert [(n["use_case"], n["subject"], n["outcome"], n["channel"]) for n in lines] == [
        ("key.issue", f"person/{SECRETARY}", "done", "http"),
        ("case.identity", f"case/{number}", "read", "http"),
    ]
    assert {line["actor_name"] for line in lines} == {"王小明"}


@pytest.mark.clause("S12")
def test_what_goes_out_in_pieces_is_one_export_and_what_is_open_to_all_is_none(town) -> None:
    town.record()

    assert b"".join(pieces(town.office, "case.replay", by(CLERK), {}))
    exported(town.office, "publish.board", by(CLERK), {}, "csv")

    assert noted(town) == [(CLERK, "case.replay", None, "exported:ndjson")]


@pytest.mark.clause("S12", "S66")
def test_a_dossier_is_taken_along_whoever_asks_for_it_and_only_looked_at_where_it_is_shown(
    town,
) -> None:
    number = town.record()

    answer(town.office, "case.dossier", by(CLERK), {"case": number})
    shown(town.office, "case.dossier", by(CLERK), {"case": number})

    assert noted(town) == [
        (CLERK, "case.dossier", f"case/{number}", outcome) for outcome in ("exported:json", "read")
    ]


@pytest.mark.clause("S12")
def test_an_export_of_what_somebody_may_not_have_is_noted_as_refused_alone(town) -> None:
    with pytest.raises(RefusalError):
        exported(town.office, "access.list", by(CLERK), {}, "csv")

    assert noted(town) == [(CLERK, "access.list", None, "refused:not-allowed")]


def test_it_is_asked_by_person_and_subject_a_page_at_a_time(town) -> None:
    number = town.record()
    for _ in range(3):
        town.do("case.show", case=number)
    town.do("case.show", act=by(SECRETARY, on_behalf_of="0003"), case=number)
    assert len(noted(town, person="0003")) == 1
    assert len(noted(town, person=CLERK)) == 3
    assert len(noted(town, subject=f"case/{number}")) == 4
    seen, cursor = [], None
    while True:
        page = town.do(
            "access.list", act=by(INVESTIGATOR), subject=f"case/{number}", cursor=cursor, limit=3
        )
        seen += [line["id"] for line in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 4
    refusal = town.refused("access.list", act=by(INVESTIGATOR), limit=0)
    assert refusal.code == "page-limit"


@pytest.mark.clause("S12")
def test_it_names_no_matter_that_is_closed_to_whoever_reads_it(town) -> None:
    post(town, COMMISSIONER, "冯委员", "organisation-commissioner", "town")
    number = complain(town, actor=CLERK, owner=INVESTIGATOR, accused=[COMMISSIONER])
    town.do("case.show", act=by(INVESTIGATOR), case=number)
    act = by(COMMISSIONER)
    (line,) = town.do("access.list", act=act)["items"]
    assert (line["actor"], line["subject"]) == (INVESTIGATOR, None)
    assert town.do("access.list", act=act, subject=f"case/{number}")["items"] == ()
    assert len(noted(town, subject=f"case/{number}")) == 1
    assert noted(town, subject="case/2024-000099") == []


@pytest.mark.clause("S12")
def test_it_is_kept_for_two_hundred_days_at_least(town) -> None:
    town.do("case.list")
    for days in (199, 36_501):
        refusal = town.refused("access.prune", days=days)
        assert (refusal.code, str(refusal)) == (
            "kept-days",
            f"查阅记录至少保留 200 天（至多 36500 天），不能是 {days} 天",
        )
    town.later(days=200)
    assert town.do("access.prune")["removed"] == 0
    town.later(seconds=1)
    town.do("case.list")
    pruned = town.do("access.prune")
    assert pruned["removed"] == 1
    assert pruned["before"] == (town.at - timedelta(days=200)).isoformat()
    assert town.refused("access.prune", act=by(SECRETARY)).code == "not-allowed"
    assert len(noted(town, person=CLERK)) == 3


def test_what_was_noted_is_kept_when_the_office_is_closed(tmp_path) -> None:
    from minqing_core import answer, found_town, open_office  # noqa: PLC0415

    place = str(tmp_path / "town.db")
    with open_office(place, create=True) as office:
        found_town(office, town="大涌镇", clerk="王小明", login=None)
        facts = {"name": "何正", "since": "2020-01-01", "post": "investigator", "unit": "town"}
        answer(office, "roster.person", Act(actor=CLERK), {"person": "0004", "facts": facts})
        answer(office, "case.list", Act(actor=CLERK), {})
    assert (tmp_path / "town-readings.db").stat().st_mode & 0o777 == 0o600
    with open_office(place) as office:
        (line,) = answer(office, "access.list", Act(actor="0004"), {})["items"]
    assert line["use_case"] == "case.list"


def test_a_matter_is_recorded_without_a_word_about_it_being_noted(town: Town) -> None:
    town.do("case.record", matter=MATTER)
    assert noted(town) == []


@pytest.mark.clause("S12", "S23")
def test_reading_of_households_and_visits_is_noted_and_so_is_every_denial(town) -> None:
    post(town, "0010", "钱多", "village-secretary", "anyang")
    act, foreign = by(SECRETARY), by("0010")
    home = town.do("household.enter", act=act, household={"village": "dafeng", "name": "李家"})[
        "id"
    ]
    went = {"village": "dafeng", "form": "household", "on": "2024-03-01", "households": [home]}
    visit = town.do("visit.record", act=act, visit=went)["id"]
    for use_case, asked in (
        ("household.show", {"household": home}),
        ("household.list", {}),
        ("household.themes", {"village": "dafeng"}),
        ("visit.list", {}),
        ("report.visits", {"village": "dafeng"}),
    ):
        town.do(use_case, act=act, **asked)
    for wanted in (home, "dafeng-000099"):
        said = town.refused("household.show", act=foreign, household=wanted)
        assert str(said) == f"没有编号为 {wanted} 的住户，请核对编号"
        member = {"name": "李小军"}
        town.refused("household.member", act=foreign, household=wanted, member=member)
    for which in ({"visit": visit}, {"visit": "2024-000099"}, {"household": home}):
        town.refused("case.list", act=foreign, which=which)
    assert noted(town) == [
        (SECRETARY, "household.show", f"household/{home}", "read"),
        (SECRETARY, "household.list", None, "read"),
        (SECRETARY, "household.themes", None, "read"),
        (SECRETARY, "visit.list", None, "read"),
        (SECRETARY, "report.visits", None, "read"),
        ("0010", "household.show", f"household/{home}", "refused:household-unknown"),
        ("0010", "household.member", f"household/{home}", "refused:household-unknown"),
        ("0010", "case.list", None, "refused:visit-unknown"),
        ("0010", "case.list", None, "refused:household-unknown"),
    ]


@pytest.mark.clause("S12")
def test_being_told_what_was_recorded_meanwhile_is_reading(town) -> None:
    number = town.record()
    town.step(number, "note", text="内部意见")
    step = {"kind": "note", "text": "看过"}
    refusal = town.refused("case.step", act=by(SECRETARY, seen=0), case=number, step=step)
    assert "内部意见" in str(refusal.facts["meanwhile"])
    assert noted(town) == [(SECRETARY, "case.step", f"case/{number}", "read")]


@pytest.mark.clause("S12", "S22")
def test_the_power_is_asked_for_before_what_was_filled_in_is_read(town) -> None:
    number = complain(town)
    for actor, code in (("0005", "not-allowed"), ("0099", "unknown-actor")):
        for use_case, asked in (
            ("roster.person", {"facts": {}}),
            ("case.show", {}),
            ("access.list", {"limit": "x"}),
        ):
            assert town.refused(use_case, act=by(actor), **asked).code == code
    assert town.refused("case.show", act=by(SECRETARY)).code == "invalid-input"
    assert town.refused("case.identity", act=by("0005"), case=number).code == "invalid-input"
    assert town.refused("verify", act=by("0005"), x=1).code == "invalid-input"
    assert noted(town) == [
        (actor, use_case, None, f"refused:{code}")
        for actor, code in (("0005", "not-allowed"), ("0099", "unknown-actor"))
        for use_case in ("roster.person", "case.show", "access.list")
    ]


@pytest.mark.clause("S12")
def test_what_was_noted_is_found_by_day_outcome_and_use_case(town) -> None:
    number = town.record()
    town.do("case.show", case=number)
    town.refused("access.list", act=by(CLERK))
    town.later(days=1)
    town.do("case.list")

    def found(**which) -> list[str]:
        return [use_case for _, use_case, _, _ in noted(town, which=which)]

    assert found(outcome="refused") == ["access.list"]
    assert found(use_case="case.show") == ["case.show"]
    today = town.office.now().date()
    assert "case.show" not in found(since=today.isoformat())
    assert found(since=today.isoformat(), use_case="case.list") == ["case.list"]
    assert "case.list" not in found(until=(today - timedelta(days=1)).isoformat())
    assert "case.show" in found(until=(today - timedelta(days=1)).isoformat())


@pytest.mark.clause("S22")
def test_keys_are_found_by_their_person_and_whether_they_are_good(town) -> None:
    first = town.do("key.issue", person=SECRETARY, label="网站")["id"]
    second = town.do("key.issue", person=CLERK, label="大屏")["id"]
    town.do("key.revoke", key=first)

    def listed(**asked) -> list[int]:
        return [key["id"] for key in town.do("key.list", **asked)["items"]]

    assert listed(person=SECRETARY) == [first]
    assert listed(valid=True) == [second]
    assert listed(valid=True, person=SECRETARY) == []


@pytest.mark.clause("S12")
def test_what_one_only_chooses_from_is_no_reading_and_a_denial_is_noted_still(town) -> None:
    offering = choosing(town.office)
    answer(offering, "roster.people", by(SECRETARY), {})
    answer(offering, "roster.units", by(SECRETARY), {})
    answer(offering, "case.list", by(SECRETARY), {})
    with pytest.raises(NotAllowedError):
        answer(offering, "access.list", by(SECRETARY), {})
    answer(offering, "access.list", by(INVESTIGATOR), {})
    answer(offering, "access.prune", by(CLERK), {})
    town.do("roster.units", act=by(SECRETARY))
    assert [(use_case, outcome) for _, use_case, _, outcome in noted(town)] == [
        ("case.list", "read"),
        ("access.list", "refused:not-allowed"),
        ("access.list", "read"),
        ("access.prune", "done"),
        ("roster.units", "read"),
    ]
