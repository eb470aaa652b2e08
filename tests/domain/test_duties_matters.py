"""What is owed in a matter: by whom, by when, and what settles it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import a_book, adopted, days
from tests.matters import CAUSE, DONE, ENDED, EXPLAINED, MATTER, MEASURE, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.duties.cells import Cell
from minqing_core.duties.leaving import Departure, matter_left
from minqing_core.duties.matters import Written, of_matter
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.views import cases
from minqing_core.views.case_rows import bound_until, case_row

WORDS = Personal("已核实")
MONDAY = "2025-07-21"
ASKED = events.HandoverAsked(to="0005", unit="anyang", reason=WORDS, object_by=date(2025, 7, 28))
TO_UNIT = attrs.evolve(ASKED, to=None)
ACCEPTED = events.HandoverAccepted(owner="0005", unit="anyang")
TASK = events.CohandlingAsked(
    task=1,
    unit="anyang",
    person="0005",
    text=WORDS,
    due=date(2025, 8, 8),
    object_by=date(2025, 7, 28),
)
ORDER = events.SupervisionOrdered(order=1, to="0002", text=WORDS, due=date(2025, 8, 1))
CLOSED = events.SupervisionClosed(order=1, text=WORDS)
REPORT = events.ReportedUp(report=1, to="0001", text=WORDS, follow_up=date(2025, 8, 1))
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS,
    basis=WORDS,
    effect=WORDS,
    next_look=date(2025, 9, 1),
)
LOOKED = events.LookedAgain(text=WORDS, next_look=date(2025, 12, 1))


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


def written(*said: tuple[str, Any], recorded: str = MONDAY, **opened: Any) -> Written:
    """Return a matter learned on a Monday in July, with what was said of it on later days."""
    source = opened.pop("source", None)
    began = events.MatterRecorded(
        matter=attrs.evolve(MATTER, learned_at=at(MONDAY), source=source),
        urgency=opened.pop("urgency", events.Urgency.ORDINARY),
        urgency_reason=None,
        unit="dafeng",
        owner="0002",
        post=None,
        attested=False,
    )
    history = [
        Envelope(
            position=50 + n,
            stream="case/2025-000001",
            version=n,
            recorded_at=at(recorded if n == 1 else day),
            occurred_at=at(day),
            actor="0002",
            event=event,
        )
        for n, (day, event) in enumerate([(MONDAY, began), *said], start=1)
    ]
    return Written(
        file=cases.fold("2025-000001", history),
        positions={envelope.version: envelope.position for envelope in history},
    )


def duties(matter: Written, today: str = "2025-08-05", *rules) -> dict[str, Cell]:
    """Return the duties of a matter by their ids, without its number."""
    cells = of_matter(matter, a_book(today, *rules))
    return {cell.id.replace("/2025-000001", ""): cell for cell in cells}


def told(cell: Cell) -> tuple[Any, ...]:
    """Return the core of a duty: whose, by when, how it stands, by which records."""
    return (cell.person or cell.unit, str(cell.due), str(cell.state), cell.met_by)


@pytest.mark.clause("S22", "S34", "S62")
def test_a_matter_has_its_limits_and_how_promptly_it_was_written_down() -> None:
    opinion = attrs.evolve(TOLD, stage=events.Stage.OPINION)
    found = duties(written(("2025-07-25", opinion)))
    assert {name: told(cell) for name, cell in found.items()} == {
        "record.prompt": ("0002", "2025-07-22", "met", (51,)),
        "feedback.opinion/1": ("0002", "2025-07-28", "met", (52,)),
        "feedback.result/1": ("0002", "2025-09-19", "open", ()),
        "conclude/1": ("0002", "2025-09-19", "open", ()),
    }
    assert {cell.clause for cell in found.values()} == {"S22", "S62", "S34"}
    assert found["feedback.opinion/1"].ground.says == "反馈处理意见：自获知之日起 5个工作日"
    assert [day.number for day in found["feedback.opinion/1"].ground.days] == [
        *(1, 2, 3, 4, None, None, 5)
    ]


@pytest.mark.clause("S22", "S40")
def test_what_is_urgent_is_written_down_the_same_day() -> None:
    urgent = written(urgency=events.Urgency.URGENT, recorded="2025-07-22")
    assert told(duties(urgent)["record.urgent"]) == ("0002", "2025-07-21", "met-late", (51,))
    assert "record.prompt" not in duties(urgent)
    assert duties(written(recorded="2025-07-23"))["record.prompt"].state == "met-late"


@pytest.mark.clause("S22")
def test_what_was_on_record_elsewhere_is_not_judged_by_when_it_was_taken_over() -> None:
    source = events.Source(system="hotline", number="1")
    assert "record.prompt" not in duties(written(source=source))


@pytest.mark.clause("S83")
def test_before_the_programme_a_matter_owes_nothing_by_rule() -> None:
    early = written()
    opened = attrs.evolve(MATTER, learned_at=datetime(2006, 1, 1, tzinfo=UTC))
    assert early.file.opened is not None
    file = attrs.evolve(early.file, opened=attrs.evolve(early.file.opened, matter=opened))
    assert duties(Written(file=file, positions=early.positions)) == {}
    nothing = cases.fold("2025-000001", [])
    assert duties(Written(file=nothing, positions={})) == {}


@pytest.mark.clause("S24")
def test_a_measure_is_due_on_its_day_and_met_by_carrying_it_out() -> None:
    measure = attrs.evolve(MEASURE, due=date(2025, 8, 1))
    adopted_on = ("2025-07-22", measure)
    assert told(duties(written(adopted_on))["measure/1"]) == ("0003", "2025-08-01", "missed", ())
    done = written(adopted_on, ("2025-08-01", CAUSE), ("2025-08-01", DONE))
    assert told(duties(done)["measure/1"]) == ("0003", "2025-08-01", "met", (54,))
    other = attrs.evolve(DONE, measure=2)
    ended = written(adopted_on, ("2025-07-30", other), ("2025-08-02", ENDED))
    assert told(duties(ended)["measure/1"]) == ("0003", "2025-08-01", "met-late", (54,))


@pytest.mark.clause("S24", "S52")
def test_a_measure_that_was_dropped_or_outlived_its_matter_is_not_asked_for_any_more() -> None:
    """Nobody says it was carried out; what ended only after its day was late for all that."""
    measure = ("2025-07-22", attrs.evolve(MEASURE, due=date(2025, 8, 1)))
    other, dropped = (
        events.MeasureDropped(measure=n, reason=Personal("改为明年更换")) for n in (2, 1)
    )
    gone = duties(written(measure, ("2025-07-24", other), ("2025-08-01", dropped)))["measure/1"]
    assert told(gone) == ("0003", "2025-08-01", "excused", ())
    assert gone.note == "措施已撤销：改为明年更换"
    late = duties(written(measure, ("2025-08-02", dropped)))["measure/1"]
    assert told(late) == ("0003", "2025-08-01", "met-late", (53,))
    assert late.note == "措施已撤销：改为明年更换"
    ended = duties(written(measure, ("2025-07-30", ENDED)))["measure/1"]
    assert (*told(ended), ended.note) == ("0003", "2025-08-01", "excused", (), "事项已办结")


@pytest.mark.clause("S29", "S65")
def test_what_was_put_off_is_looked_at_again_on_its_day() -> None:
    put_off = written(("2025-07-23", EXPLAINED), ("2025-07-23", DEFERRED))
    assert told(duties(put_off, "2025-09-01")["relook/1"]) == ("0002", "2025-09-01", "open", ())
    looked = written(("2025-07-23", DEFERRED), ("2025-09-03", LOOKED))
    found = duties(looked, "2025-09-05")
    assert told(found["relook/1"]) == ("0002", "2025-09-01", "met-late", (53,))
    assert told(found["relook/2"]) == ("0002", "2025-12-01", "open", ())
    assert found["relook/1"].ground.says == "2025-07-23 的记录定于 2025-09-01"


@pytest.mark.clause("S25", "S46")
def test_what_somebody_was_given_falls_to_who_answers_for_the_matter_once_they_left() -> None:
    measure = ("2025-07-22", attrs.evolve(MEASURE, due=date(2025, 8, 1)))
    order = ("2025-07-22", attrs.evolve(ORDER, to="0003"))

    def whose(matter: Written, last: date | None = date(2025, 7, 31)) -> list[str | None]:
        book = attrs.evolve(
            a_book("2025-08-05"), last_day=lambda one: last if one == "0003" else None
        )
        wanted = {"measure", "supervise.reply"}
        return [cell.person for cell in of_matter(matter, book) if cell.duty in wanted]

    replied = events.SupervisionReplied(order=1, text=WORDS)
    assert whose(written(measure, order)) == ["0002", "0002"]
    passed_on = (("2025-07-28", ASKED), ("2025-07-29", ACCEPTED))
    assert whose(written(measure, order, *passed_on)) == ["0005", "0005"]
    done = (("2025-07-30", DONE), ("2025-07-30", replied))
    assert whose(written(measure, order, *done)) == ["0003", "0003"]
    assert whose(written(measure, order), date(2025, 8, 1)) == ["0003", "0003"]
    assert whose(written(measure, order), None) == ["0003", "0003"]


@pytest.mark.clause("S34", "S65")
def test_a_further_step_is_no_look_but_sets_the_limits_running_again() -> None:
    put_off = ("2025-07-23", DEFERRED)
    noted = written(put_off, ("2025-07-24", CAUSE))
    found = duties(noted, "2025-12-31")
    assert (found["relook/1"].state, found["relook/1"].note) == (
        *("excused", "已恢复办理，期限续算"),
    )
    assert told(found["conclude/1"]) == ("0002", "2025-09-20", "missed", ())
    late = duties(written(put_off, ("2025-09-02", CAUSE)), "2025-12-31")
    assert told(late["relook/1"])[2:] == ("met-late", (53,))
    assert late["relook/1"].note == "已恢复办理，期限续算"
    again = written(put_off, ("2025-08-01", CAUSE), ("2025-08-02", DEFERRED))
    assert duties(again, "2025-09-01")["relook/2"].state == "open"
    further = written(put_off, ("2025-09-01", DEFERRED))
    assert told(duties(further, "2025-09-01")["relook/1"])[2:] == ("met", (53,))


@pytest.mark.clause("S65", "S25")
def test_who_holds_the_matter_on_that_day_looks_at_it_again() -> None:
    passed_on = written(("2025-07-23", DEFERRED), ("2025-08-03", ASKED), ("2025-08-04", ACCEPTED))
    assert duties(passed_on)["relook/1"].person == "0005"
    early = attrs.evolve(DEFERRED, next_look=date(2025, 7, 20))
    before = duties(written(("2025-07-23", early)))["relook/1"]
    assert (before.person, before.unit) == (None, "dafeng")


@pytest.mark.clause("S64")
def test_a_superior_signs_for_a_report() -> None:
    reported = ("2025-07-23", REPORT)
    assert told(duties(written(reported))["report.acknowledge/1"]) == (
        *("0001", "2025-08-01", "missed", ()),
    )
    other, signed = (events.ReportAcknowledged(report=n) for n in (2, 1))
    answered = written(reported, ("2025-07-24", other), ("2025-07-25", signed))
    assert told(duties(answered)["report.acknowledge/1"])[2:] == ("met", (54,))
    at_noon = written(("2025-07-23", signed), ("2025-07-23", REPORT))
    assert told(duties(at_noon)["report.acknowledge/1"])[2] == "met"


@pytest.mark.clause("S46", "S64")
def test_a_report_to_a_superior_who_left_is_made_to_another_by_who_answers_for_the_matter() -> (
    None
):
    """Nobody else may sign for it: left with who is gone it would be nobody's."""
    reported = ("2025-07-23", REPORT)
    signed = events.ReportAcknowledged(report=1)
    again = attrs.evolve(REPORT, report=2, to="0009", follow_up=date(2025, 8, 20))

    def first(last: str, *said: tuple[str, Any]) -> tuple[str | None, str, str]:
        gone = date.fromisoformat(last)
        book = attrs.evolve(
            a_book("2025-08-05"), last_day=lambda one: gone if one == "0001" else None
        )
        cells = of_matter(written(reported, *said), book)
        [cell] = [one for one in cells if one.id == "report.acknowledge/2025-000001/1"]
        return cell.person, str(cell.state), cell.note

    assert first("2025-07-31") == ("0002", "missed", "")
    assert first("2025-08-01") == ("0001", "missed", "")
    assert first("2025-07-31", ("2025-07-30", signed)) == ("0001", "met", "")
    told_another = "已向其他上级汇报"
    assert first("2025-07-31", ("2025-08-01", again)) == ("0002", "excused", told_another)
    assert first("2025-07-31", ("2025-08-02", again)) == ("0002", "met-late", told_another)
    to_them = attrs.evolve(again, to="0001")
    assert first("2025-07-31", ("2025-08-01", to_them)) == ("0002", "missed", "")
    assert first("2025-08-01", ("2025-08-01", again)) == ("0001", "missed", "")


@pytest.mark.clause("S72")
def test_an_order_is_answered_by_its_day() -> None:
    ordered = ("2025-07-23", ORDER)
    replied = events.SupervisionReplied(order=1, text=WORDS)
    assert told(duties(written(ordered))["supervise.reply/1"])[:3] == (
        *("0002", "2025-08-01", "missed"),
    )
    late = written(ordered, ("2025-08-02", replied))
    assert told(duties(late)["supervise.reply/1"])[2:] == ("met-late", (53,))


@pytest.mark.clause("S25", "S72")
def test_an_order_to_the_owner_goes_with_the_matter() -> None:
    """It is answered by who has the matter on its day; to anybody else it is theirs."""
    ordered, asked = ("2025-07-23", ORDER), ("2025-07-28", ASKED)
    replied = events.SupervisionReplied(order=1, text=WORDS)

    def whose(*said: tuple[str, Any]) -> str | None:
        return duties(written(*said))["supervise.reply/1"].person

    assert whose(ordered, asked, ("2025-08-01", ACCEPTED)) == "0005"
    assert whose(ordered, asked, ("2025-08-02", ACCEPTED)) == "0002"
    same_day = (("2025-07-23", ASKED), ("2025-07-23", ACCEPTED))
    assert (whose(ordered, *same_day), whose(*same_day, ordered)) == ("0005", "0002")
    back = events.CaseAssigned(owner="0002", unit="dafeng", reason=WORDS)
    assert whose(ordered, *same_day, ("2025-07-30", back)) == "0002"
    assert whose(ordered, ("2025-07-27", replied), asked, ("2025-07-29", ACCEPTED)) == "0002"
    other = ("2025-07-23", attrs.evolve(ORDER, to="0003"))
    assert whose(other, asked, ("2025-07-29", ACCEPTED)) == "0003"


@pytest.mark.clause("S76", "S77")
def test_a_co_handler_signs_and_replies_or_objects() -> None:
    asked = ("2025-07-23", TASK)
    open_ = duties(written(asked))
    assert told(open_["assist.answer/1"]) == ("0005", "2025-07-28", "missed", ())
    assert told(open_["assist.reply/1"]) == ("0005", "2025-08-08", "open", ())
    replied = written(
        asked,
        ("2025-07-24", events.CohandlingAccepted(task=1)),
        ("2025-08-09", events.CohandlingReplied(task=1, text=WORDS)),
    )
    done = duties(replied, "2025-08-10")
    assert told(done["assist.answer/1"])[2:] == ("met", (53,))
    assert told(done["assist.reply/1"])[2:] == ("met-late", (54,))
    objected = written(asked, ("2025-07-24", events.CohandlingObjected(task=1, reason=WORDS)))
    assert duties(objected)["assist.reply/1"].state == "met"
    assert duties(objected)["assist.answer/1"].clause == "S77"
    ended = written(asked, ("2025-07-24", events.CohandlingEnded(task=1, reason=WORDS)))
    released = duties(ended)["assist.reply/1"]
    assert (released.state, released.note) == ("excused", "请求已撤销")
    of_unit = written(("2025-07-23", attrs.evolve(TASK, person=None)))
    assert (duties(of_unit)["assist.reply/1"].unit, duties(of_unit)["assist.reply/1"].person) == (
        *("anyang", None),
    )


@pytest.mark.clause("S38")
def test_who_is_asked_to_take_over_does_or_objects_in_time() -> None:
    open_ = written(("2025-07-23", ASKED))
    assert told(duties(open_)["handover.answer/1"]) == ("0005", "2025-07-28", "missed", ())
    taken = written(("2025-07-23", ASKED), ("2025-07-24", CAUSE), ("2025-07-28", ACCEPTED))
    assert told(duties(taken)["handover.answer/1"])[2:] == ("met", (54,))
    withdrawn = events.HandoverWithdrawn(reason=WORDS)
    again = written(("2025-07-23", ASKED), ("2025-07-24", withdrawn), ("2025-07-25", TO_UNIT))
    found = duties(again, "2025-07-26")
    assert found["handover.answer/1"].state == "excused"
    assert told(found["handover.answer/2"]) == ("anyang", "2025-07-28", "open", ())


GONE = Departure(person="0002", until=date(2025, 8, 1), at=at("2025-07-25"), position=60)


def left(matter: Written, gone: Departure = GONE) -> list[tuple[Any, ...]]:
    return [told(cell) for cell in matter_left(gone, matter, date(2025, 8, 5))]


@pytest.mark.clause("S46")
def test_who_leaves_passes_on_what_they_hold() -> None:
    assert left(written()) == [("0002", "2025-08-01", "missed", ())]
    passed_on = written(("2025-07-28", ASKED), ("2025-07-29", ACCEPTED))
    assert left(passed_on) == [("0002", "2025-08-01", "met", (53,))]
    assert left(written(("2025-08-03", ENDED))) == [("0002", "2025-08-01", "met-late", (52,))]
    assert left(written(("2025-07-22", ENDED))) == []
    reopened = written(("2025-07-22", ENDED), ("2025-07-23", REOPENED))
    assert left(reopened) == [("0002", "2025-08-01", "missed", ())]
    assert left(written(("2025-07-22", ASKED), ("2025-07-23", ACCEPTED))) == []


@pytest.mark.clause("S46")
def test_what_was_taken_on_between_the_transfer_and_the_last_day_is_passed_on_as_well() -> None:
    early = attrs.evolve(GONE, at=at("2025-07-01"))
    assert left(written(), early) == [("0002", "2025-08-01", "missed", ())]
    given = written(("2025-07-28", ASKED), ("2025-07-29", ACCEPTED))
    back = ("2025-08-01", events.CaseAssigned(owner="0002", unit="dafeng", reason=WORDS))
    assert left(given, early) == [("0002", "2025-08-01", "met", (53,))]
    returned = written(("2025-07-28", ASKED), ("2025-07-29", ACCEPTED), back)
    assert left(returned, early) == [("0002", "2025-08-01", "missed", ())]
    reopened = written(("2025-07-22", ENDED), ("2025-07-30", REOPENED))
    assert left(reopened) == [("0002", "2025-08-01", "missed", ())]
    over = attrs.evolve(GONE, at=at("2025-07-01"), until=date(2025, 7, 20))
    assert left(written(), over) == []


@pytest.mark.clause("S46")
def test_who_leaves_a_village_passes_on_what_belongs_there() -> None:
    gone = attrs.evolve(GONE, village="dafeng", places=frozenset({"dafeng"}))
    [cell] = matter_left(gone, written(), date(2025, 8, 1))
    assert (cell.id, str(cell.state)) == ("leaving.matter/2025-000001/0002/dafeng", "open")
    elsewhere = attrs.evolve(gone, village="anyang", places=frozenset({"anyang"}))
    assert left(written(), elsewhere) == []
    along = events.CaseAssigned(owner="0002", unit="anyang", reason=WORDS)
    taken_along = written(("2025-07-29", along))
    assert left(taken_along, gone) == [("0002", "2025-08-01", "met", (52,))]
    assert left(taken_along) == [("0002", "2025-08-01", "missed", ())]


@pytest.mark.clause("S46")
def test_a_transfer_put_on_record_after_the_last_day_finds_what_is_in_hand_then() -> None:
    late = attrs.evolve(GONE, until=date(2025, 7, 15))
    assert left(written(), late) == [("0002", "2025-07-15", "missed", ())]
    assert left(written(("2025-07-22", ENDED)), late) == []


@pytest.mark.clause("S34")
def test_a_matter_is_bound_for_ever_while_open_and_then_until_the_last_day_it_names() -> None:
    assert bound_until(written().file) == "9999-12-31"
    assert bound_until(written(("2025-07-22", ENDED)).file) == "2025-07-22"
    measured = written(("2025-07-22", MEASURE), ("2025-07-22", ORDER), ("2025-07-23", ENDED))
    assert bound_until(measured.file) == "2025-08-01"


# What is asked of somebody, and what answers it, in this order.
THREADS = (
    (ASKED, ACCEPTED),
    (ASKED, events.HandoverWithdrawn(reason=WORDS)),
    (TASK, events.CohandlingAccepted(task=1), events.CohandlingReplied(task=1, text=WORDS)),
    (TASK, events.CohandlingEnded(task=1, reason=WORDS)),
    (ORDER, events.SupervisionReplied(order=1, text=WORDS), CLOSED),
    (REPORT, events.ReportAcknowledged(report=1, instruction=None)),
    (MEASURE, DONE),
)
TURNS = st.sampled_from([CAUSE, TOLD, DEFERRED, LOOKED, ENDED, ENDED, REOPENED])


@st.composite
def courses(draw):
    """Draw what is said of a matter day after day, what answers always after what is asked."""
    thread, said = [*draw(st.sampled_from(THREADS))], []
    for turn in draw(st.lists(st.none() | TURNS, max_size=10)):
        if turn is not None:
            said.append(turn)
        elif thread:
            said.append(thread.pop(0))
    return [((date(2025, 7, 22) + timedelta(days=n)).isoformat(), e) for n, e in enumerate(said)]


@pytest.mark.clause("S34", "S62", "S64")
@given(courses())
def test_nothing_is_owed_where_it_is_not_marked_that_it_may_be(said) -> None:
    matter = written(*said)
    owed = [cell for cell in duties(matter, "2027-01-01").values() if cell.state == "missed"]
    assert case_row(matter.file)["is_owing"] == 1 or owed == []


@pytest.mark.clause("S34", "S62", "S64")
def test_a_matter_that_ended_may_owe_where_something_was_left_unanswered() -> None:
    def owing(*said) -> bool:
        days = [(f"2025-07-{22 + n}", event) for n, event in enumerate(said)]
        return case_row(written(*days).file)["is_owing"] == 1

    assert owing(TOLD)
    assert not owing(MEASURE, TOLD, ENDED)
    assert owing(MEASURE, ENDED)
    assert owing(TOLD, ENDED, MEASURE)
    assert owing(TOLD, ENDED, REOPENED, ENDED)
    assert owing(ENDED, REOPENED, TOLD, ENDED)
    assert not owing(TOLD, ENDED, REOPENED, TOLD, ENDED)
    for asked, *_, answer in THREADS[:-1]:
        assert owing(asked, TOLD, ENDED)
        assert not owing(asked, answer, TOLD, ENDED)


def test_a_rule_of_the_town_is_the_one_that_counts() -> None:
    short = adopted("conclude", "2025-01-01", **days(10))
    assert duties(written(), "2025-08-05", short)["conclude/1"].state == "missed"
