"""One thing asked is recorded once, by whom it may be, and on what they had before them."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from tests.samples import BY_CLASS
from tests.towns import CLERK, MATTER, MEMBER, RETIRED, SECRETARY, by

from minqing_core.application.case import step
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.transact import Request, transact
from minqing_core.diary.decisions.handling import Step, StepKind
from minqing_core.diary.events import CauseRecorded, Form, MatterRecorded
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import KeyReusedError, StreamMovedError, UnknownActorError
from minqing_core.powers.rules import GRANTS, OPEN, NotAllowedError

CAUSE = {"kind": "cause", "text": "线路老化"}
NOTED = CauseRecorded(text=Personal("灯杆锈断"), form=Form.ANALYSIS)

NEEDING_A_POST = {
    name
    for name, case in CATALOGUE.items()
    if case.power not in OPEN and not GRANTS[case.power].named
}


@pytest.mark.clause("S22", "S25")
def test_what_is_recorded_says_who_when_and_by_which_door(town) -> None:
    before = town.office.log.size()
    case = town.record()
    (envelope,) = town.office.log.stream(f"case/{case}")
    assert (envelope.position, envelope.version, envelope.channel) == (before + 1, 1, "test")
    assert (envelope.actor, envelope.on_behalf_of, envelope.recorded_at) == (
        SECRETARY,
        None,
        town.at,
    )
    assert envelope.occurred_at == datetime(2024, 3, 1, 0, 30, tzinfo=UTC)


def test_a_repeated_key_is_answered_as_the_first_time(town) -> None:
    case = town.record()
    first = town.step(case, "cause", text="线路老化", act=by(SECRETARY, key="k1"))
    town.later(minutes=5)
    size = town.office.log.size()
    assert town.step(case, "cause", text="线路老化", act=by(SECRETARY, key="k1")) == first
    assert town.office.log.size() == size


def test_a_repetition_is_known_although_it_says_today_at_another_minute(town) -> None:
    act = by(SECRETARY, key="draft-7")
    first = town.record(learned_at="2024-03-01", act=act)
    town.later(minutes=30)
    assert town.record(learned_at="2024-03-01", act=act) == first
    town.later(days=3)
    assert town.record(learned_at="2024-03-01", act=act) == first


def test_a_key_is_not_used_for_anything_else(town) -> None:
    case = town.record()
    town.step(case, "cause", text="线路老化", act=by(SECRETARY, key="k1"))
    refusal = town.refused(
        "case.step", act=by(SECRETARY, key="k1"), case=case, step={**CAUSE, "text": "别的"}
    )
    assert (refusal.kind, refusal.code) == ("invalid", "key-reused")
    other = town.step(case, "cause", text="别的", act=by(MEMBER, key="k1"))
    assert other["version"] == 3


def test_what_is_so_already_is_not_recorded_again(town) -> None:
    case = town.record()
    first = town.step(case, "leader", leader=SECRETARY)
    again = town.step(case, "leader", leader=SECRETARY)
    assert again == {**first, "events": ()}


def test_who_had_an_older_state_before_them_is_told_what_happened_since(town) -> None:
    case = town.record()
    town.step(case, "cause", text="线路老化")
    refusal = town.refused(
        "case.step", act=by(MEMBER, seen=1), case=case, step={**CAUSE, "text": "别的"}
    )
    assert (refusal.kind, refusal.code) == ("conflict", "stream-moved")
    assert refusal.facts["meanwhile"] == ["陈国强写明原因：线路老化"]
    town.step(case, "cause", text="别的", act=by(MEMBER, seen=2))


def test_who_loses_a_race_inside_the_write_is_told_what_the_winner_recorded(town) -> None:
    case = town.record()
    stream = f"case/{case}"

    def decide(_, __):
        drafts = [Draft(stream=stream, event=NOTED)]
        town.office.log.append([Batch(act=Act(actor=MEMBER), drafts=drafts)])
        return [NOTED]

    with pytest.raises(StreamMovedError) as raised:
        transact(town.office, Request(act=by(SECRETARY), stream=stream, asked=""), decide)
    assert raised.value.facts == {
        "stream": stream,
        "expected": 1,
        "actual": 2,
        "meanwhile": ["李秀英写明原因：灯杆锈断"],
    }
    assert town.office.log.version(stream) == 2


@pytest.mark.clause("S35")
def test_nothing_is_recorded_before_it_happened_or_before_the_matter_was_learned(town) -> None:
    case = town.record()
    ahead = by(SECRETARY, occurred_at=town.at + timedelta(seconds=1))
    refusal = town.refused("case.step", act=ahead, case=case, step=CAUSE)
    assert refusal.code == "occurred-in-future"
    early = by(SECRETARY, occurred_at=datetime(2024, 2, 29, 15, 59, tzinfo=UTC))
    refusal = town.refused("case.step", act=early, case=case, step=CAUSE)
    assert (refusal.code, str(refusal)[:4]) == ("before-learned", "办理发生")
    same_day = by(SECRETARY, occurred_at=datetime(2024, 2, 29, 16, 0, tzinfo=UTC))
    town.step(case, "cause", text="线路老化", act=same_day)


@pytest.mark.clause("S22")
def test_a_matter_is_not_learned_in_the_future(town) -> None:
    refusal = town.refused(
        "case.record",
        act=by(SECRETARY),
        matter={**MATTER, "learned_at": "2024-03-02"},
    )
    assert refusal.code == "in-future"
    assert str(refusal).startswith("获知时间 2024-03-02")


@pytest.mark.clause("S22")
def test_a_bare_date_means_the_end_of_that_day_and_for_today_the_present(town) -> None:
    past = town.do("case.show", case=town.record(learned_at="2024-02-20"))
    assert past["matter"]["learned_at"] == "2024-02-20T15:59:59.999999Z"
    assert past["hands"]["late_days"] == 10
    today = town.do("case.show", case=town.record(learned_at="2024-03-01"))
    assert today["matter"]["learned_at"] == "2024-03-01T01:00:00Z"
    assert today["hands"]["late_days"] == 0


def test_a_rehearsal_decides_everything_and_records_nothing(town) -> None:
    case = town.record()
    size = town.office.log.size()
    rehearsing = attrs.evolve(town.office, rehearsing=True)
    real, town.office = town.office, rehearsing
    said = town.step(case, "cause", text="线路老化", act=by(SECRETARY, key="k1"))
    assert (said["version"], said["position"]) == (2, size + 1)
    assert [event["sentence"] for event in said["events"]] == ["陈国强写明原因：线路老化"]
    assert town.do("case.record", act=by(SECRETARY), matter=MATTER)["version"] == 1
    assert town.refused("case.step", case=case, step={"kind": "cause"}).code == "blank"
    assert real.log.size() == size


@pytest.mark.parametrize("name", sorted(NEEDING_A_POST))
def test_nobody_without_a_post_does_anything(town, name) -> None:
    refusal = town.refused(name, act=by(RETIRED))
    assert (refusal.kind, refusal.code) in {
        ("not-allowed", "not-allowed"),
        ("invalid", "invalid-input"),
    }
    with pytest.raises(NotAllowedError):
        CATALOGUE[name].perform(town.office, by(RETIRED))
    with pytest.raises(UnknownActorError):
        CATALOGUE[name].perform(town.office, by("9999"))


@pytest.mark.clause("S37")
@pytest.mark.parametrize("name", ["verify", "doctor"])
def test_whoever_reaches_the_record_may_check_it(town, name) -> None:
    assert town.do(name, act=by(RETIRED))


@pytest.mark.clause("S9")
def test_a_post_that_was_left_gives_no_power_from_the_next_day_on(town) -> None:
    case = town.record()
    left = {"post": "two-committees-member", "unit": "dafeng", "until": "2024-03-01"}
    town.do("roster.leave", person=MEMBER, left=left)
    town.step(case, "cause", text="线路老化", act=by(MEMBER))
    town.later(days=1)
    assert town.refused("case.step", act=by(MEMBER), case=case, step=CAUSE).code == "not-allowed"


@pytest.mark.clause("S19", "S25")
def test_somebody_in_no_unit_or_several_says_for_which_they_record(town) -> None:
    town.do(
        "roster.station",
        person=SECRETARY,
        stationed={"village": "anyang", "home": "town", "since": "2024-01-01"},
    )
    refusal = town.refused("case.record", act=by(SECRETARY), matter=MATTER)
    assert str(refusal) == "0002 现在任职的单位有：anyang、dafeng；请用 unit 写明由哪个单位负责"
    recorded = town.do("case.record", act=by(SECRETARY), matter=MATTER, unit="anyang")
    page = town.do("case.show", case=recorded["id"])
    assert (page["hands"]["unit"], page["hands"]["post"]) == (
        "anyang",
        "党组织书记、驻村干部",
    )


@pytest.mark.clause("S22")
def test_who_records_for_another_is_named_beside_them(town) -> None:
    act = by(CLERK, on_behalf_of=SECRETARY)
    case = town.do("case.record", act=act, matter=MATTER)["id"]
    hands = town.do("case.show", case=case)["hands"]
    assert (hands["recorded_by"], hands["on_behalf_of"], hands["owner"]) == (
        CLERK,
        SECRETARY,
        SECRETARY,
    )
    (item,) = town.do("case.log", case=case)["items"]
    assert item["sentence"].startswith("王小明代陈国强记下群众李大娘通过走访反映的问题")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "none"}, "unit-unknown"),
        ({"category": "NONE"}, "category-unknown"),
    ],
)
def test_a_matter_speaks_only_of_what_is_on_record(town, changes, code) -> None:
    refusal = town.refused("case.record", act=by(SECRETARY), matter={**MATTER, **changes})
    assert refusal.code == code


def test_owners_leaders_and_places_are_such_as_exist(town) -> None:
    case = town.record()
    measure = {"kind": "measure", "text": "换线", "due": "2024-04-01", "owner": "9999"}
    assert town.refused("case.step", case=case, step=measure).code == "person-unknown"
    leader = {"kind": "leader", "leader": "9999"}
    assert town.refused("case.step", case=case, step=leader).code == "person-unknown"
    amendment = {"field": "place", "value": "none", "reason": "更正"}
    assert town.refused("case.amend", case=case, amendment=amendment).code == "unit-unknown"
    anew = {"category": "NONE", "reason": "更正"}
    refusal = town.refused("case.recategorise", case=case, recategorisation=anew)
    assert refusal.code == "category-unknown"
    owned = {"matter": MATTER, "owner": "9999"}
    assert town.refused("case.record", act=by(SECRETARY), **owned).code == "person-unknown"
    assert town.refused("case.step", case="2024-999999", step=CAUSE).code == "case-unknown"


@pytest.mark.clause("S19")
def test_a_matter_recorded_without_a_post_shows_none(town) -> None:
    event = attrs.evolve(BY_CLASS[MatterRecorded], post=None)
    draft = Draft(stream="case/2024-#new", event=event)
    ((recorded,),) = town.office.log.append([Batch(act=by(SECRETARY), drafts=[draft])])
    page = town.do("case.show", case=recorded.stream.removeprefix("case/"))
    assert page["hands"]["post"] is None


def test_the_library_repeats_a_request_with_its_own_values(town) -> None:
    asked = {"case": town.record(), "step": Step(kind=StepKind.CAUSE, text=Personal("线路老化"))}
    act = by(SECRETARY, key="k1")
    first = step(town.office, act, **asked)
    assert step(town.office, act, **asked) == first
    other = Step(kind=StepKind.CAUSE, text=Personal("别的"))
    with pytest.raises(KeyReusedError):
        step(town.office, act, asked["case"], step=other)
