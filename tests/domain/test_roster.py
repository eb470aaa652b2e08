"""Units, people and posts: who takes part, as what, where, and since when."""

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster import decisions, events
from minqing_core.roster.state import (
    NOBODY,
    evolve_person,
    fold_login,
    fold_person,
    fold_units,
)
from minqing_core.views import people

TODAY = date(2024, 3, 1)
SINCE = date(2020, 1, 1)


def a_unit(unit, name, kind, parent="town") -> events.UnitEstablished:
    return events.UnitEstablished(
        unit=unit, name=name, kind=events.UnitKind(kind), parent=parent, since=SINCE
    )


UNITS = fold_units(
    [
        a_unit("town", "大涌镇", "town", None),
        a_unit("org-office", "组织人事办公室", "org-personnel-office"),
        a_unit("dafeng", "大丰村", "village"),
        a_unit("anyang", "安洋社区", "community"),
    ]
)
CHEN = events.PersonRegistered(
    name=Personal("陈国强"),
    kind=events.CadreKind.VILLAGE_TWO_COMMITTEES,
    contact=None,
    since=SINCE,
)
SECRETARY = events.PostTaken(post=events.Post.VILLAGE_SECRETARY, unit="dafeng", since=SINCE)
DIRECTOR = events.PostTaken(post=events.Post.VILLAGE_DIRECTOR, unit="dafeng", since=SINCE)
STATIONED = events.Stationed(village="anyang", home="org-office", since=SINCE)
HELD = fold_person([CHEN, SECRETARY, STATIONED])


def refusal(decide, *state, **asked) -> str:
    """Return what a decision says when it refuses."""
    with pytest.raises(RefusalError) as raised:
        decide(*state, **asked)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"


@pytest.mark.clause("S84")
def test_a_unit_is_established_once_under_one_that_exists() -> None:
    group = a_unit("dafeng-1", "大丰村一组", "villagers-group", "dafeng")
    assert decisions.establish_unit(UNITS, unit=group) == [group]
    assert decisions.establish_unit(fold_units([group], UNITS), unit=group) == []
    assert refusal(decisions.establish_unit, UNITS, unit=attrs.evolve(group, parent="none")) == (
        "not-found unit-unknown: 没有编号为「none」的单位，请从已设立的单位中选"
    )
    assert (
        refusal(decisions.establish_unit, UNITS, unit=a_unit("dafeng", "大丰社区", "community"))
        == "conflict unit-exists: 单位 dafeng 已经设立，名称为「大丰村」"
    )


@pytest.mark.parametrize("unit", ["", "Dafeng", "1x", "大丰", "a" * 41, "a b", "a#", "a/b"])
def test_the_id_of_a_unit_is_plain(unit) -> None:
    said = refusal(decisions.establish_unit, UNITS, unit=a_unit(unit, "村", "village"))
    assert said.startswith(f"invalid id-unfit: 单位编号「{unit}」不合规则")


def test_a_unit_has_a_name() -> None:
    assert refusal(decisions.establish_unit, UNITS, unit=a_unit("x", " ", "village")) == (
        "invalid name-unfit: 单位名称「 」不能为空"
    )


@pytest.mark.clause("S6", "S7", "S8", "S9")
@pytest.mark.parametrize("kind", [*events.CadreKind, None])
def test_everybody_of_the_closed_list_is_entered_once(kind) -> None:
    facts = attrs.evolve(CHEN, kind=kind)
    asked = {"person_id": "0002", "facts": facts, "today": TODAY}
    assert decisions.register(NOBODY, **asked) == [facts]
    assert decisions.register(fold_person([facts]), **asked) == []


@pytest.mark.clause("S9")
def test_a_number_is_given_to_one_person_only() -> None:
    other = attrs.evolve(CHEN, name=Personal("陈国富"))
    assert (
        refusal(decisions.register, HELD, person_id="0002", facts=other, today=TODAY)
        == "conflict person-exists: 编号 0002 已登记为「陈国强」，不能重复登记"
    )


@pytest.mark.parametrize("person_id", ["", "x", "张三", "A" * 41, "A#1", "A/1"])
def test_the_id_of_a_person_is_plain(person_id) -> None:
    said = refusal(decisions.register, NOBODY, person_id=person_id, facts=CHEN, today=TODAY)
    assert said.startswith(f"invalid id-unfit: 人员编号「{person_id}」不合规则")


def test_nobody_is_entered_from_a_day_that_has_not_come() -> None:
    asked = {"person_id": None, "facts": attrs.evolve(CHEN, since=TODAY)}
    assert decisions.register(NOBODY, **asked, today=TODAY) == [asked["facts"]]
    assert refusal(decisions.register, NOBODY, **asked, today=date(2024, 2, 29)) == (
        "invalid day-in-future: 登记起始日 2024-03-01 晚于今天 2024-02-29，请填今天或更早的日期"
    )
    blank = attrs.evolve(CHEN, name=Personal(""))
    assert refusal(decisions.register, NOBODY, person_id=None, facts=blank, today=TODAY) == (
        "invalid name-unfit: 姓名「」不能为空"
    )


@pytest.mark.parametrize(
    ("decide", "asked"),
    [
        (decisions.assign_kind, {"kind": None, "since": SINCE}),
        (decisions.take_post, {"taken": SECRETARY, "units": UNITS}),
        (decisions.station, {"stationed": STATIONED, "units": UNITS}),
    ],
)
def test_nothing_is_given_to_somebody_who_was_never_registered(decide, asked) -> None:
    assert refusal(decide, NOBODY, person_id="0009", **asked) == (
        "not-found person-unknown: 花名册中没有编号为「0009」的人，请从花名册中选，或先登记入册"
    )


@pytest.mark.clause("S9")
def test_a_kind_is_changed_from_a_day_on_and_not_twice() -> None:
    stationed, left = events.CadreKind.STATIONED_TOWN, None
    moved = events.KindAssigned(kind=stationed, since=date(2024, 1, 1))
    person = evolve_person(HELD, moved)

    def assigned(kind, since):
        return decisions.assign_kind(person, person_id="0002", kind=kind, since=since)

    assert assigned(stationed, date(2024, 1, 1)) == []
    assert assigned(stationed, date(2025, 1, 1)) == []
    assert assigned(CHEN.kind, date(2023, 1, 1)) == []
    assert assigned(left, TODAY) == [events.KindAssigned(kind=None, since=TODAY)]
    earlier = date(2022, 1, 1)
    assert assigned(stationed, earlier) == [events.KindAssigned(kind=stationed, since=earlier)]
    before = date(2019, 1, 1)
    assert assigned(CHEN.kind, before) == [events.KindAssigned(kind=CHEN.kind, since=before)]


@pytest.mark.clause("S7")
def test_a_post_is_taken_once_in_a_unit_that_exists() -> None:
    asked = {"person_id": "0002", "units": UNITS}
    assert decisions.take_post(HELD, taken=DIRECTOR, **asked) == [DIRECTOR]
    assert decisions.take_post(HELD, taken=SECRETARY, **asked) == []
    elsewhere = attrs.evolve(SECRETARY, unit="none")
    assert refusal(decisions.take_post, HELD, taken=elsewhere, **asked).startswith(
        "not-found unit-unknown"
    )


@pytest.mark.clause("S9")
def test_a_post_is_left_once_and_not_before_it_was_taken() -> None:
    left = events.PostLeft(post=SECRETARY.post, unit="dafeng", until=SINCE)
    assert decisions.leave_post(HELD, person_id="0002", left=left) == [left]
    assert refusal(
        decisions.leave_post, evolve_person(HELD, left), person_id="0002", left=left
    ) == ("conflict post-not-held: 0002 现在并未在 dafeng 任 village-secretary，无从终止")
    early = attrs.evolve(left, until=date(2019, 12, 31))
    assert refusal(decisions.leave_post, HELD, person_id="0002", left=early) == (
        "invalid days-out-of-order: 截止日 2019-12-31 早于开始日 2020-01-01"
    )
    again = attrs.evolve(SECRETARY, since=TODAY)
    assert decisions.take_post(
        evolve_person(HELD, left), person_id="0002", taken=again, units=UNITS
    ) == [again]


@pytest.mark.clause("S8")
def test_a_cadre_is_stationed_in_a_village_or_community_only() -> None:
    asked = {"person_id": "0002", "units": UNITS}
    there = attrs.evolve(STATIONED, village="dafeng")
    assert decisions.station(HELD, stationed=there, **asked) == [there]
    assert decisions.station(HELD, stationed=STATIONED, **asked) == []
    office = attrs.evolve(STATIONED, village="org-office")
    assert refusal(decisions.station, HELD, stationed=office, **asked) == (
        "invalid village-wanted: org-office 不是村或社区，驻村干部只能派驻到村（社区）"
    )
    for unknown in (attrs.evolve(there, village="none"), attrs.evolve(there, home="none")):
        said = refusal(decisions.station, HELD, stationed=unknown, **asked)
        assert said.startswith("not-found unit-unknown: 没有编号为「none」")


@pytest.mark.clause("S8")
def test_being_stationed_ends_once() -> None:
    ended = events.StationingEnded(village="anyang", until=TODAY)
    assert decisions.end_stationing(HELD, person_id="0002", ended=ended) == [ended]
    over = evolve_person(HELD, ended)
    assert refusal(decisions.end_stationing, over, person_id="0002", ended=ended) == (
        "conflict post-not-held: 0002 现在并未在 anyang 驻村，无从终止"
    )


def test_a_login_belongs_to_the_person_it_was_bound_to_last() -> None:
    bound = events.LoginBound(person="0002")
    assert decisions.bind_login(None, login="chen", person="0002") == [bound]
    assert decisions.bind_login("0002", login="chen", person="0002") == []
    assert decisions.bind_login("0001", login="chen", person="0002") == [bound]
    assert fold_login([events.LoginBound(person="0001"), bound]) == "0002"
    assert fold_login([]) is None


@pytest.mark.parametrize("login", ["", "#new", "a\nb"])
def test_a_login_is_a_name(login) -> None:
    said = refusal(decisions.bind_login, None, login=login, person="0002")
    assert said.startswith(f"invalid name-unfit: 系统用户名「{login}」")


def on_file(*history) -> people.PersonFile:
    """Return the file of 0002 after these events."""
    at = datetime(2024, 3, 1, tzinfo=UTC)
    return people.fold(
        "0002",
        [
            Envelope(
                position=n,
                stream="person/0002",
                version=n,
                recorded_at=at,
                occurred_at=at,
                actor="000001",
                event=event,
            )
            for n, event in enumerate(history, start=1)
        ],
    )


@pytest.mark.clause("S7", "S9")
def test_one_person_on_both_committees_stands_in_one_unit() -> None:
    file = on_file(CHEN, SECRETARY, DIRECTOR)
    assert file.standing(TODAY) == Standing(
        person="0002",
        units=frozenset({"dafeng"}),
        leads=frozenset({"dafeng"}),
        reach=frozenset({"dafeng"}),
        under=frozenset({"dafeng"}),
        posts=("village-secretary", "village-director"),
        version=3,
    )
    assert people.posts_line(file, TODAY, {"dafeng": "大丰村"}) == (
        "大丰村党组织书记、大丰村委员会主任"
    )


@pytest.mark.clause("S71", "S72")
def test_a_post_looks_over_its_unit_and_all_below_and_a_few_over_the_whole_town() -> None:
    tree = UnitTree(
        {
            "town": None,
            "org-office": "town",
            "dafeng": "town",
            "dafeng-1": "dafeng",
            "anyang": "town",
        }
    )
    director, secretary = on_file(CHEN, DIRECTOR), on_file(CHEN, SECRETARY)
    clerk = on_file(
        CHEN, events.PostTaken(post="org-office-clerk", unit="org-office", since=TODAY)
    )

    assert director.standing(TODAY, tree).reach == {"dafeng", "dafeng-1"}
    assert director.standing(TODAY, tree).leads == frozenset()
    assert secretary.standing(TODAY, tree).leads == {"dafeng", "dafeng-1"}
    assert clerk.standing(TODAY, tree).reach == frozenset(tree.parents)
    assert clerk.standing(TODAY, tree).leads == frozenset()


@pytest.mark.clause("S12")
def test_people_belong_to_their_units_and_all_above_but_not_where_they_only_investigate() -> None:
    tree = UnitTree({"town": None, "dafeng": "town", "anyang": "town", "org-office": "town"})
    investigator = events.PostTaken(post="investigator", unit="town", since=TODAY)
    sent = attrs.evolve(STATIONED, since=TODAY)
    assert on_file(CHEN, SECRETARY).standing(TODAY, tree).under == {"dafeng", "town"}
    assert on_file(CHEN, investigator).standing(TODAY, tree).under == frozenset()
    assert on_file(CHEN, sent).standing(TODAY, tree).under == {"anyang", "org-office", "town"}


@pytest.mark.clause("S12")
def test_where_somebody_served_since_a_day_includes_the_unit_that_sent_them() -> None:
    left = events.PostLeft(post=SECRETARY.post, unit="dafeng", until=date(2024, 5, 31))
    file = on_file(CHEN, SECRETARY, left, attrs.evolve(STATIONED, since=date(2024, 6, 1)))
    assert file.served_since(date(2024, 5, 31)) == {"dafeng", "anyang", "org-office"}
    assert file.served_since(date(2024, 6, 1)) == {"anyang", "org-office"}


def test_a_file_has_the_name_and_the_contact_that_were_registered() -> None:
    reached = attrs.evolve(CHEN, contact=Personal("13900000000"))
    assert (on_file(reached).name, on_file(reached).contact) == ("陈国强", "13900000000")
    assert (on_file(CHEN).contact, on_file().name) == (None, "")


@pytest.mark.clause("S8", "S9")
def test_posts_and_kinds_are_those_of_the_day_that_is_asked_about() -> None:
    file = on_file(
        CHEN,
        SECRETARY,
        events.PostLeft(post=SECRETARY.post, unit="dafeng", until=date(2024, 5, 31)),
        attrs.evolve(STATIONED, since=date(2024, 6, 1)),
        events.KindAssigned(kind=events.CadreKind.STATIONED_TOWN, since=date(2024, 6, 1)),
        events.KindAssigned(kind=None, since=date(2023, 1, 1)),
        events.StationingEnded(village="anyang", until=date(2024, 12, 31)),
        events.LoginBound(person="0002"),
    )
    days = [date(2019, 12, 31), SINCE, date(2024, 5, 31), date(2024, 6, 1), date(2025, 1, 1)]
    assert [file.standing(day).posts for day in days] == [
        (),
        ("village-secretary",),
        ("village-secretary",),
        ("stationed",),
        (),
    ]
    assert [file.kind(day) for day in days] == [
        None,
        CHEN.kind,
        None,
        events.CadreKind.STATIONED_TOWN,
        events.CadreKind.STATIONED_TOWN,
    ]
    assert people.posts_line(file, date(2024, 6, 1), {}) == "anyang驻村"


@pytest.mark.clause("S84")
def test_the_matters_of_a_dissolved_unit_are_those_of_its_heir() -> None:
    later = date(2025, 1, 1)
    units = fold_units([events.UnitAbolished(unit="dafeng", heir="anyang", since=later)], UNITS)
    heir = on_file(CHEN, attrs.evolve(SECRETARY, unit="anyang"))
    former = on_file(CHEN, SECRETARY)

    assert heir.standing(TODAY, units.tree_on(TODAY)).units == {"anyang"}
    standing = heir.standing(later, units.tree_on(later))
    both = {"anyang", "dafeng"}
    assert (standing.units, standing.leads, standing.reach) == (both, both, both)
    assert former.standing(later, units.tree_on(later)).units == {"dafeng"}


@pytest.mark.clause("S25")
def test_a_substitute_has_the_post_for_those_days_only_and_it_is_marked() -> None:
    named = events.SubstituteNamed(
        post=SECRETARY.post,
        unit="dafeng",
        instead_of="0003",
        since=date(2024, 3, 4),
        until=date(2024, 3, 15),
        approver="000001",
    )
    ended = events.SubstitutionEnded(post=SECRETARY.post, unit="dafeng", until=date(2024, 3, 8))
    days = [date(2024, 3, day) for day in (3, 4, 8, 9, 15, 16)]
    file = on_file(CHEN, DIRECTOR, named)
    held = [file.standing(day).leads == {"dafeng"} for day in days]
    assert held == [False, True, True, True, True, False]
    assert people.posts_line(file, days[1], {"dafeng": "大丰村"}) == (
        "大丰村委员会主任、大丰村党组织书记（代）"
    )
    sooner = on_file(CHEN, DIRECTOR, SECRETARY, named, ended)
    terms = [(t.until, t.instead_of) for t in sooner.tenures]
    assert terms == [(None, None), (None, None), (date(2024, 3, 8), "0003")]


@pytest.mark.clause("S39")
def test_a_file_knows_on_which_days_somebody_was_away() -> None:
    leave = events.LeaveGranted(
        kind=events.LeaveKind.LEAVE,
        since=date(2024, 3, 4),
        until=date(2024, 3, 15),
        reason=Personal("休假"),
        approver="000001",
    )
    other = attrs.evolve(leave, since=date(2024, 5, 1), until=date(2024, 5, 2))
    ended = events.LeaveEndedEarly(since=leave.since, until=date(2024, 3, 8))
    file = on_file(CHEN, leave, other, ended)
    days = [date(2024, 3, 3), date(2024, 3, 4), date(2024, 3, 8), date(2024, 3, 9)]
    assert [file.away(day) is not None for day in days] == [False, True, True, False]
    assert file.leaves == (attrs.evolve(leave, until=date(2024, 3, 8)), other)


@pytest.mark.clause("S73")
def test_a_file_has_the_contact_points_and_the_visits_made() -> None:
    taken = events.ContactPointTaken(village="dafeng", since=SINCE, campaigns=("甲",))
    visit = events.GuidanceVisitMade(village="dafeng", on=TODAY, text=Personal("看过"))
    left = events.ContactPointLeft(village="dafeng", until=date(2024, 5, 1))
    file = on_file(CHEN, taken, attrs.evolve(taken, village="anyang"), visit, left, taken)
    held = [(contact.village, contact.until) for contact in file.contacts]
    assert held == [("dafeng", date(2024, 5, 1)), ("anyang", None), ("dafeng", None)]
    assert [file.contacts[0].held(date(2024, 5, day)) for day in (1, 2)] == [True, False]
    assert file.visits == (visit,)


@pytest.mark.clause("S12", "S84")
def test_somebody_belongs_to_the_whole_village_and_to_what_their_units_continue() -> None:
    parents = {"town": None, "dafeng": "town", "dafeng-1": "dafeng", "anyang": "town"}
    villages, nobody = frozenset({"dafeng", "anyang"}), frozenset[str]()
    below = attrs.evolve(SECRETARY, unit="dafeng-1")
    lone, merged = UnitTree(parents), UnitTree(parents, {"dafeng": "anyang"})
    assert on_file(CHEN, below).standing(TODAY, lone, nobody).under == {
        "dafeng-1",
        "dafeng",
        "town",
    }
    inside = on_file(CHEN, SECRETARY).standing(TODAY, lone, villages)
    assert inside.under == {"dafeng-1", "dafeng", "town"}
    sent = on_file(CHEN, attrs.evolve(SECRETARY, unit="anyang"))
    assert sent.standing(TODAY, lone, villages).under == {"anyang", "town"}
    assert sent.standing(TODAY, merged).under == {"anyang", "dafeng", "town"}
    leader = on_file(CHEN, attrs.evolve(SECRETARY, unit="town"))
    assert leader.standing(TODAY, merged, villages).under == {"town"}


@pytest.mark.clause("S46")
def test_who_has_left_takes_part_until_the_last_day_and_holds_nothing_once_closed() -> None:
    transferred = events.CadreTransferredAway(until=date(2024, 5, 31), destination="市水务局")
    taken = events.ContactPointTaken(village="anyang", since=SINCE)
    leaving = on_file(CHEN, SECRETARY, taken, transferred)
    assert [leaving.kind(date(2024, 5, 31)), leaving.kind(date(2024, 6, 1))] == [CHEN.kind, None]
    assert not leaving.has_left(date(2024, 5, 31))
    assert leaving.has_left(date(2024, 6, 1))
    tree = UnitTree({"town": None, "dafeng": "town"})
    assert leaving.standing(date(2024, 5, 31), tree).posts == ("village-secretary",)
    assert leaving.standing(date(2024, 6, 1), tree) == Standing(
        person=leaving.person,
        version=leaving.version,
        under=frozenset({"dafeng", "town"}),
        posts=("leaving",),
    )
    before = on_file(CHEN, transferred).standing(date(2024, 6, 1))
    assert before == Standing(person=leaving.person, version=before.version)
    left = events.PostLeft(post=SECRETARY.post, unit="dafeng", until=date(2024, 4, 1))
    closed = on_file(
        CHEN,
        SECRETARY,
        left,
        DIRECTOR,
        taken,
        transferred,
        events.PersonClosed(on=date(2024, 6, 3)),
    )
    assert closed.closed == date(2024, 6, 3)
    assert [t.until for t in closed.tenures] == [date(2024, 4, 1), date(2024, 6, 3)]
    assert [c.until for c in closed.contacts] == [date(2024, 6, 3)]
    assert closed.standing(date(2024, 6, 4)).posts == ()


@pytest.mark.clause("S72")
def test_only_a_clerk_of_the_organisation_office_coordinates() -> None:
    clerk = attrs.evolve(SECRETARY, post=events.Post.ORG_OFFICE_CLERK, unit="org-office")
    assert on_file(CHEN, clerk).standing(TODAY).coordinates
    assert not on_file(CHEN, clerk).standing(date(2019, 1, 1)).coordinates
    assert not on_file(CHEN, SECRETARY).standing(TODAY).coordinates


@given(st.lists(st.from_type(events.PersonEvent), max_size=8))
def test_a_person_follows_any_history_and_may_stop_anywhere(history) -> None:
    half = len(history) // 2
    assert fold_person(history[half:], fold_person(history[:half])) == fold_person(history)
    file = on_file(*history)
    held = tuple(str(t.post or "stationed") for t in file.tenures if t.held(TODAY))
    gone = ("leaving",) if held else ()
    assert file.standing(TODAY).posts == (gone if file.has_left(TODAY) else held)
