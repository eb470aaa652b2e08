"""A matter is read in the order in which things happened, whatever the order of writing."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import CAUSE, DONE, ENDED, MATTER, MEASURE, TOLD, recorded

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.views import cases
from minqing_core.views.case_file import AmendmentLine, CaseFile, MeasureLine, Status
from minqing_core.views.case_rows import case_row
from minqing_core.views.changes import changes
from minqing_core.views.tables import Put, Words

START = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
REASON = Personal("记错")
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS,
    basis=Personal("预算"),
    effect=Personal("列入计划"),
    next_look=date(2024, 5, 1),
)
NOTE = events.NoteRecorded(text=Personal("看过"), form=events.Form.NARRATIVE)


def envelopes(*said, occurred=None, first=7) -> list[Envelope]:
    """Return a recorded matter with what was said on each day after."""
    return [
        Envelope(
            position=first + n,
            stream="case/2024-000001",
            version=n + 1,
            recorded_at=START + timedelta(days=n),
            occurred_at=(occurred or {}).get(n, START + timedelta(days=n)),
            actor="0002" if n == 0 else "0003",
            on_behalf_of="0009" if n == 0 else None,
            event=event,
        )
        for n, event in enumerate([*recorded(place="dafeng"), *said])
    ]


def read(*said, **others) -> CaseFile:
    return cases.fold("2024-000001", envelopes(*said, **others))


@pytest.mark.clause("S22", "S25")
def test_a_file_knows_who_wrote_the_matter_down_and_for_whom() -> None:
    file = read(CAUSE)
    assert (file.recorded_by, file.on_behalf_of, file.recorded_at) == ("0002", "0009", START)
    assert (file.position, file.version, file.last_at) == (7, 2, START + timedelta(days=1))
    assert [(said.version, said.by, said.fact) for said in file.said] == [(2, "0003", CAUSE)]


@pytest.mark.clause("S26", "S34")
@pytest.mark.parametrize(
    ("said", "status"),
    [
        ((), Status.HANDLING),
        ((CAUSE,), Status.HANDLING),
        ((CAUSE, DEFERRED), Status.DEFERRED),
        ((CAUSE, DEFERRED, TOLD), Status.DEFERRED),
        ((CAUSE, DEFERRED, NOTE), Status.HANDLING),
        ((CAUSE, DEFERRED, MEASURE), Status.HANDLING),
        ((CAUSE, DEFERRED, TOLD, ENDED), Status.CONCLUDED),
    ],
)
def test_a_matter_is_in_hand_put_off_or_ended(said, status) -> None:
    assert read(*said).status is status


FALSE, TRUE = (
    events.Revisited(
        means=events.Means.VISIT,
        response=events.Response.NONE,
        as_told=as_told,
        text=Personal("问过"),
    )
    for as_told in (False, True)
)
DISPUTE = events.OutcomeDisputed(text=Personal("灯不亮"), means=events.Means.VISIT)


@pytest.mark.clause("S28", "S37")
@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ((TOLD,), False),
        ((TOLD, ENDED), False),
        ((TOLD, ENDED, TRUE), False),
        ((TOLD, ENDED, TRUE, FALSE), True),
        ((TOLD, ENDED, FALSE, TRUE), False),
        ((TOLD, ENDED, DISPUTE), True),
        ((TOLD, ENDED, DISPUTE, TRUE), False),
        ((TOLD, ENDED, FALSE, events.CaseReopened(reason=REASON)), False),
    ],
)
def test_an_end_is_denied_while_that_is_the_last_word_on_it(said, denied) -> None:
    assert read(*said).denied is denied


@pytest.mark.clause("S24", "S34")
def test_a_measure_is_shown_with_what_came_of_it() -> None:
    second = attrs.evolve(MEASURE, measure=2, due=date(2024, 4, 1))
    file = read(MEASURE, second, DONE)
    open_line = MeasureLine(
        measure=2, text="换线", owner="0003", due=date(2024, 4, 1), done_on=None, done_text=None
    )
    done_line = MeasureLine(
        measure=1,
        text="换线",
        owner="0003",
        due=date(2024, 3, 15),
        done_on=date(2024, 3, 4),
        done_text="已换",
    )
    assert file.measures == (done_line, open_line)
    assert file.covered_until == date(2024, 4, 1)


@pytest.mark.clause("S34")
def test_a_matter_is_covered_by_its_last_open_measure_or_next_look() -> None:
    assert read(CAUSE).covered_until is None
    assert read(MEASURE, DONE).covered_until is None
    assert read(MEASURE, DEFERRED).covered_until == date(2024, 5, 1)
    later = attrs.evolve(MEASURE, due=date(2024, 6, 1))
    assert read(later, DEFERRED).covered_until == date(2024, 6, 1)
    assert read(CAUSE, DEFERRED, NOTE).covered_until is None


@pytest.mark.clause("S28", "S62")
def test_the_first_answer_of_a_stage_counts() -> None:
    opinion = attrs.evolve(TOLD, stage=events.Stage.OPINION)
    file = read(opinion, TOLD, TOLD)
    found = [file.answered(stage) for stage in (events.Stage.OPINION, events.Stage.RESULT)]
    assert [said and said.version for said in found] == [2, 3]
    assert read(opinion).answered(events.Stage.RESULT) is None


@pytest.mark.clause("S35")
def test_a_correction_shows_both_texts_and_leaves_the_new_one_in_place() -> None:
    title = events.TextAmended(version=1, field="title", text=Personal("灯全灭"), reason=REASON)
    cause = events.TextAmended(version=2, field="text", text=Personal("灯杆锈断"), reason=REASON)
    file = read(CAUSE, title, cause)
    assert file.matter is not None
    assert file.matter.title == Personal("灯全灭")
    assert file.facts(events.CauseRecorded) == [attrs.evolve(CAUSE, text=Personal("灯杆锈断"))]
    assert file.amendments == (
        AmendmentLine(
            version=3,
            amended=1,
            field="title",
            before="村口路灯不亮",
            after="灯全灭",
            reason="记错",
            by="0003",
            at=START + timedelta(days=2),
        ),
        AmendmentLine(
            version=4,
            amended=2,
            field="text",
            before="线路老化",
            after="灯杆锈断",
            reason="记错",
            by="0003",
            at=START + timedelta(days=3),
        ),
    )


@pytest.mark.clause("S35")
@pytest.mark.parametrize(
    ("field", "after", "value"),
    [
        ("kind", "wish", events.MatterKind.WISH),
        ("channel", "letter", events.Channel.LETTER),
        ("category", "ECONOMY", "ECONOMY"),
        ("place", "anyang", "anyang"),
        ("place", None, None),
        ("occurred_on", "2024-02-01", date(2024, 2, 1)),
        (
            "learned_at",
            "2024-02-01T00:00:00+00:00",
            datetime(2024, 2, 1, tzinfo=UTC),
        ),
    ],
)
def test_a_corrected_fact_is_read_as_what_it_is(field, after, value) -> None:
    file = read(events.FactAmended(field=field, before="x", after=after, reason=REASON))
    assert getattr(file.matter, field) == value
    assert [(line.amended, line.before, line.after) for line in file.amendments] == [
        (1, "x", after)
    ]


@pytest.mark.clause("S40")
def test_a_corrected_urgency_has_no_reason_of_the_rules_any_more() -> None:
    urgent = events.FactAmended(field="urgency", before="ordinary", after="urgent", reason=REASON)
    opened = read(urgent).opened
    assert opened is not None
    assert (opened.urgency, opened.urgency_reason) == (events.Urgency.URGENT, None)


def test_a_correction_of_what_had_not_happened_yet_is_shown_without_what_stood_there() -> None:
    """As of an early moment the file may hold a correction whose record comes later."""
    text = events.TextAmended(version=1, field="title", text=Personal("新"), reason=REASON)
    fact = events.FactAmended(field="kind", before="wish", after="problem", reason=REASON)
    file = cases.fold("2024-000001", envelopes(text, fact)[1:])
    assert file.opened is None
    assert file.matter is None
    assert [line.before for line in file.amendments] == [None, "wish"]


@given(st.permutations([CAUSE, NOTE, MEASURE, DEFERRED]), st.permutations(range(1, 5)))
def test_the_order_of_happening_decides_not_the_order_of_writing(said, days) -> None:
    """Two logs in which the same things happened at the same times read alike."""
    occurred = {n: START + timedelta(hours=days[n - 1]) for n in range(1, 5)}
    one = read(*said, occurred=occurred)
    order = sorted(range(4), key=lambda n: days[n])
    other = read(
        *(said[n] for n in order),
        occurred={n + 1: occurred[order[n] + 1] for n in range(4)},
    )
    assert [s.fact for s in one.said] == [s.fact for s in other.said]
    assert (one.status, one.measures, one.covered_until) == (
        other.status,
        other.measures,
        other.covered_until,
    )


@pytest.mark.clause("S26", "S62")
def test_the_row_of_a_matter_is_what_lists_show() -> None:
    opinion = attrs.evolve(TOLD, stage=events.Stage.OPINION)
    assert case_row(read(CAUSE, MEASURE, opinion, DONE, TOLD, ENDED)) == {
        "number": "2024-000001",
        "title": "村口路灯不亮",
        "status": "concluded",
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "place": "dafeng",
        "unit": "dafeng",
        "owner": "0002",
        "recorder": "0002",
        "diary_of": "0002",
        "entered_on": "2024-03-01",
        "urgency": "ordinary",
        "outcome": "resolved",
        "learned_on": "2024-02-20",
        "recorded_on": "2024-03-01",
        "kept_until": "2024-02-20",
        "opinion_on": "2024-03-04",
        "result_on": "2024-03-06",
        "source_system": None,
        "source_number": None,
        "last_on": "2024-03-07",
        "book": None,
        "household": None,
        "visit": None,
        "members": None,
        "position": 7,
        "version": 7,
        "confidential": 0,
        "sealed": 0,
        "since": "2024-02-20",
        "parked_until": None,
        "merged_into": None,
        "duplicate_of": None,
        "complete": 75,
        "closures": 1,
        "disputed": 0,
        "dissatisfied": 0,
        "awaiting": None,
        "bound_until": "2024-03-15",
        "handoffs": 0,
        "returns": 0,
        "reports_open": 0,
        "tasks_open": 0,
        "orders_open": 0,
        "is_owing": None,
        "is_unacknowledged": None,
        "is_assisted": None,
        "is_supervised": None,
        "is_disputed": None,
        "is_dissatisfied": None,
        "told_on": "2024-03-04",
        "told_after": 13,
        "response": None,
        "revisit_response": None,
        "repeated": 0,
    }


@given(st.integers(0, 4))
def test_the_tables_do_not_depend_on_how_the_log_was_cut(cut) -> None:
    history = envelopes(CAUSE, MEASURE, TOLD)
    whole = list(changes(history, lambda *_: []))
    parts = [
        *changes(history[:cut], lambda *_: []),
        *changes(history[cut:], lambda _, upto: [e for e in history if e.position <= upto]),
    ]
    rows = [change for change in parts if isinstance(change, Put)]
    (matter,) = (c for c in whole if isinstance(c, Put) and c.table == "cases")
    assert [row for row in rows if row.table == "cases"][-1] == matter
    assert sum(row.table == "duty_facts" for row in rows) == 1
    words = [change for change in parts if isinstance(change, Words)]
    assert words == [change for change in whole if isinstance(change, Words)]
    assert [(w.position, w.words) for w in words][1:] == [
        (8, "线 路 老 化"),
        (9, "换 线"),
        (10, "灯 已 修 好"),
    ]


def test_names_and_contacts_are_no_words_to_find_a_matter_by() -> None:
    told = attrs.evolve(TOLD, told_to=Personal("李大娘"), response_text=Personal("谢谢"))
    assert list(cases.personal_texts(told)) == ["灯已修好", "谢谢"]
    (opened,) = recorded()
    assert list(cases.personal_texts(opened)) == [MATTER.title.text, MATTER.text.text]


@pytest.mark.clause("S12")
def test_a_corrected_name_of_who_was_told_is_no_word_to_find_a_matter_by() -> None:
    corrected = events.TextAmended(
        version=2, field="told_to", text=Personal("李大娘"), reason=REASON
    )
    assert list(cases.personal_texts(corrected)) == ["记错"]


def test_what_has_no_words_adds_none_to_find_a_matter_by() -> None:
    silent = envelopes(events.LeaderAssigned(leader="0002", text=None))[1:]
    assert {type(change) for change in changes(silent, lambda *_: envelopes())} == {Put}
