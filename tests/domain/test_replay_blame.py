"""Each field of a matter is told with who set it so, when, and by which record."""

from datetime import date, datetime

import attrs
import pytest
from tests.histories import CASE, OPENED, history, told
from tests.matters import CAUSE, DONE, ENDED, MEASURE, REASON, REOPENED

from minqing_core.diary import events
from minqing_core.kernel.personal import Personal
from minqing_core.replay.blame import Set, blame
from minqing_core.replay.sources import Source
from minqing_core.views import cases

WRITTEN_DOWN = told("2024-03-01", OPENED, "0009", behalf="0002")
LED = events.LeaderAssigned(leader="0007", text=None)


def found(*records) -> dict[str, Set]:
    """Return the fields of a matter that was written down for another, after further records."""
    put = history(WRITTEN_DOWN, *records)
    return {one.field: one for one in blame(cases.fold(CASE, put), put)}


def of_record(field: str, value: str, version: int = 1, **others) -> Set:
    """Return a field as a record of the matter set it."""
    on = others.pop("on", date(2024, 3, 1))
    event = others.pop("event", "MatterRecorded")
    given = {"by": "0009", "on_behalf_of": "0002", "before": None} | others
    source = Source(
        stream=f"case/{CASE}",
        version=version,
        position=version + 6,
        event=event,
        actor=given["by"],
        on=on,
        recorded_on=on,
    )
    return Set(field=field, value=value, source=source, **given)


@pytest.mark.clause("S22", "S25")
def test_of_a_new_matter_every_field_was_set_by_its_record_and_what_is_empty_by_none() -> None:
    assert [*found().values()] == [
        of_record("title", "村口路灯不亮"),
        of_record("text", "路灯坏了三个月"),
        of_record("kind", "problem"),
        of_record("channel", "visit"),
        of_record("category", "HOT_DIFFICULT.ROADS"),
        of_record("place", "dafeng"),
        of_record("urgency", "ordinary"),
        of_record("learned_at", "2024-02-20T01:00:00+00:00"),
        of_record("status", "handling"),
        of_record("owner", "0002"),
    ]


@pytest.mark.clause("S25", "S35")
def test_a_corrected_field_was_set_by_its_last_correction_and_tells_what_stood_there() -> None:
    again = events.TextAmended(version=1, field="title", text=Personal("灯全灭"), reason=REASON)
    first = attrs.evolve(again, text=Personal("灯半灭"))
    urgent = events.FactAmended(field="urgency", before="ordinary", after="urgent", reason=REASON)
    place = events.FactAmended(field="place", before="dafeng", after=None, reason=REASON)
    said = found(
        told("2024-03-04", first, "0003"),
        told("2024-03-05", again, "0004", behalf="0002"),
        told("2024-03-06", urgent, "0005"),
        told("2024-03-07", place, "0005"),
    )

    amended = {"on_behalf_of": "0002", "event": "TextAmended", "by": "0004"}
    assert said["title"] == of_record(
        "title", "灯全灭", 3, before="灯半灭", on=date(2024, 3, 5), **amended
    )
    amended = {"on_behalf_of": None, "event": "FactAmended", "by": "0005"}
    assert said["urgency"] == of_record(
        "urgency", "urgent", 4, before="ordinary", on=date(2024, 3, 6), **amended
    )
    assert said["place"] == of_record(
        "place", "", 5, before="dafeng", on=date(2024, 3, 7), **amended
    )
    assert said["text"] == of_record("text", "路灯坏了三个月")


@pytest.mark.clause("S35")
def test_a_correction_of_a_later_record_is_none_of_the_matters_own_text() -> None:
    cause = events.TextAmended(version=2, field="text", text=Personal("灯杆锈断"), reason=REASON)
    said = found(told("2024-03-04", CAUSE), told("2024-03-05", cause, "0003"))
    assert said["text"] == of_record("text", "路灯坏了三个月")


PARKED = events.ClockParked(
    reason=REASON, cause=events.ObjectiveCause.NATURE, until=date(2024, 3, 20)
)
RESUMED = events.ClockResumed(reason=REASON)
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS,
    basis=REASON,
    effect=REASON,
    next_look=date(2024, 4, 1),
)
LOOKED = events.LookedAgain(text=REASON, next_look=date(2024, 6, 1))


@pytest.mark.clause("S25", "S26", "S29", "S34")
@pytest.mark.parametrize(
    ("turns", "status", "nth"),
    [
        ((), "handling", 0),
        ((PARKED,), "parked", 1),
        ((PARKED, RESUMED), "handling", 2),
        ((DEFERRED,), "deferred", 1),
        ((DEFERRED, LOOKED), "deferred", 1),
        ((DEFERRED, CAUSE), "handling", 2),
        ((DEFERRED, PARKED, CAUSE), "parked", 2),
        ((DEFERRED, PARKED, RESUMED), "deferred", 3),
        ((ENDED,), "concluded", 1),
        ((ENDED, REOPENED), "handling", 2),
        ((ENDED, REOPENED, CAUSE), "handling", 2),
    ],
)
def test_a_status_was_set_by_the_record_since_which_it_is_so(turns, status: str, nth: int) -> None:
    dated = [
        told(f"2024-03-0{n + 4}", turn, "0003", behalf="0004") for n, turn in enumerate(turns)
    ]
    said = found(*dated, told("2024-03-08", events.ReminderSent(to="0002", text=REASON), "0005"))
    if nth == 0:
        assert said["status"] == of_record("status", status)
    else:
        assert said["status"] == of_record(
            "status",
            status,
            nth + 1,
            by="0003",
            on_behalf_of="0004",
            on=date(2024, 3, nth + 3),
            event=type(turns[nth - 1]).__name__,
        )


@pytest.mark.clause("S25", "S38")
def test_who_answers_was_set_by_the_last_hand_over_and_tells_who_answered_before() -> None:
    given = events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON)
    taken = events.HandoverAccepted(owner="0004", unit="anyang")
    back = events.CaseAssigned(owner="0002", unit="dafeng", reason=REASON)
    returned = (told("2024-03-04", given), told("2024-03-05", taken), told("2024-03-06", back))
    owner = found(*returned)["owner"]
    assert (owner.value, owner.before, owner.source.version) == ("0002", "0004", 4)
    said = found(
        told("2024-03-04", given, "0008"),
        told("2024-03-05", taken, "0004"),
        told("2024-03-06", CAUSE),
    )
    assert said["owner"] == of_record(
        "owner",
        "0004",
        3,
        by="0004",
        on_behalf_of=None,
        before="0003",
        on=date(2024, 3, 5),
        event="HandoverAccepted",
    )


@pytest.mark.clause("S24", "S25", "S66")
def test_who_leads_was_set_by_the_last_naming_and_by_none_once_they_keep_away() -> None:
    other = attrs.evolve(LED, leader="0008")
    named = (
        told("2024-03-03", other, "0005"),
        told("2024-03-04", LED, "0003"),
        told("2024-03-05", other, "0004", behalf="0002"),
    )
    said = found(*named, told("2024-03-06", CAUSE))
    assert said["leader"] == of_record(
        "leader",
        "0008",
        4,
        by="0004",
        on_behalf_of="0002",
        on=date(2024, 3, 5),
        event="LeaderAssigned",
    )
    away = events.RecusalGranted(person="0008")
    assert "leader" not in found(*named, told("2024-03-06", away, "0001"))


@pytest.mark.clause("S24", "S25")
def test_each_measure_was_set_by_the_last_record_of_it() -> None:
    second, third = attrs.evolve(MEASURE, measure=2), attrs.evolve(MEASURE, measure=3)
    dropped = events.MeasureDropped(measure=3, reason=REASON)
    said = found(
        told("2024-03-04", MEASURE, "0003", behalf="0002"),
        told("2024-03-04", second, "0003"),
        told("2024-03-04", third, "0003"),
        told("2024-03-05", DONE, "0004", behalf="0003"),
        told("2024-03-06", dropped, "0005"),
        told("2024-03-07", CAUSE),
    )
    assert [one for field, one in said.items() if field.startswith("measure.")] == [
        of_record(
            "measure.1",
            "done",
            5,
            by="0004",
            on_behalf_of="0003",
            on=date(2024, 3, 5),
            event="MeasureCarriedOut",
        ),
        of_record(
            "measure.2",
            "open",
            3,
            by="0003",
            on_behalf_of=None,
            on=date(2024, 3, 4),
            event="MeasureAdopted",
        ),
        of_record(
            "measure.3",
            "dropped",
            6,
            by="0005",
            on_behalf_of=None,
            on=date(2024, 3, 6),
            event="MeasureDropped",
        ),
    ]


@pytest.mark.clause("S22", "S25")
def test_a_day_is_told_as_it_is_written_and_an_instant_with_its_zone() -> None:
    on = events.FactAmended(field="occurred_on", before=None, after="2024-02-01", reason=REASON)
    said = found(told("2024-03-04", on, "0003"))
    assert (said["occurred_on"].value, said["occurred_on"].before) == ("2024-02-01", None)
    assert datetime.fromisoformat(said["learned_at"].value) == OPENED.matter.learned_at
