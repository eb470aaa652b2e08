"""What the event log promises, over every store."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from minqing_core.application.ports import Batch, Draft
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import KeyReusedError, LogGrewError, StreamMovedError
from minqing_core.persistence.settings import Settings
from minqing_core.persistence.store import open_log


def well(town, name="柳溪村", **facts):
    return town.WellDug(village=name, **facts)


def test_what_is_appended_is_read_back_as_it_was_given(log, town) -> None:
    at = datetime(2026, 3, 1, 7, 30, 0, 123000, tzinfo=UTC)
    batch = town.batch(
        ("well/1", well(town, depths=(3, 4))),
        ("case/1", town.matter()),
        on_behalf_of="p/wang",
        channel="http",
        correlation="c1",
        occurred_at=at,
    )

    [kept] = log.append([batch])

    assert [(e.position, e.stream, e.version) for e in kept] == [
        (1, "well/1", 1),
        (2, "case/1", 1),
    ]
    assert [e.event for e in kept] == [d.event for d in batch.drafts]
    assert {e.occurred_at for e in kept} == {at}
    assert kept[0].recorded_at == datetime(2026, 3, 12, 1, 0, 1, tzinfo=UTC)
    assert kept[0].on_behalf_of == "p/wang"
    assert list(log.scan()) == kept
    assert log.stream("case/1") == kept[1:]
    assert (
        log.append([town.batch(("well/1", well(town)))])[0][0].occurred_at
        == log.stream("well/1")[1].recorded_at
    )


def test_an_event_keeps_its_own_time_within_a_batch(log, town) -> None:
    learned, answered = datetime(2019, 4, 24, 8, tzinfo=UTC), datetime(2019, 5, 9, 2, tzinfo=UTC)
    drafts = [
        Draft(stream="case/2026-#a", event=town.matter()),
        Draft(stream="case/2026-#a", event=well(town), occurred_at=answered),
    ]

    [kept] = log.append([Batch(act=Act(actor="p/li", occurred_at=learned), drafts=drafts)])

    assert [(e.stream, e.occurred_at) for e in kept] == [
        ("case/2026-000001", learned),
        ("case/2026-000001", answered),
    ]
    assert log.stream("case/2026-000001") == kept


def test_an_event_names_a_stream_that_is_numbered_with_it(log, town) -> None:
    drafts = [
        Draft(stream="case/2026-#part", event=town.matter()),
        Draft(stream="well/1", event=lambda named: well(town, named["case/2026-#part"])),
    ]

    [kept] = log.append([Batch(act=Act(actor="p/li"), drafts=drafts, expect={"well/1": 0})])

    assert [e.stream for e in kept] == ["case/2026-000001", "well/1"]
    assert kept[1].event == well(town, "case/2026-000001")
    assert log.stream("well/1") == kept[1:]


def test_what_rests_on_the_whole_log_is_refused_once_the_log_grew(log, town) -> None:
    log.append([town.batch(("well/1", well(town)))])
    drafts = [Draft(stream="well/2", event=well(town))]

    with pytest.raises(LogGrewError) as raised:
        log.append([Batch(act=Act(actor="p/li"), drafts=drafts, size=0)])

    assert raised.value.facts == {"stream": "log", "expected": 0, "actual": 1}
    assert log.size() == 1
    log.append([Batch(act=Act(actor="p/li"), drafts=drafts, size=1)])
    assert log.size() == 2


def test_an_empty_log_has_no_size_and_the_root_of_nothing(log) -> None:
    verdict = log.audit()

    assert (log.size(), log.version("x"), log.stream("x"), list(log.scan())) == (0, 0, [], [])
    assert verdict.root == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (verdict.size, verdict.findings) == (0, ())


def test_a_batch_without_events_and_without_a_key_records_nothing(log, town) -> None:
    assert log.append([town.batch()]) == [[]]
    assert log.append([]) == []
    assert log.size() == 0


def test_versions_count_each_stream_and_positions_the_log(log, town) -> None:
    log.append([town.batch(("a", well(town)), ("b", well(town)), ("a", well(town)))])
    log.append([town.batch(("a", well(town))), town.batch(("a", well(town)))])

    assert [(e.position, e.stream, e.version) for e in log.scan()] == [
        (1, "a", 1),
        (2, "b", 1),
        (3, "a", 2),
        (4, "a", 3),
        (5, "a", 4),
    ]
    assert (log.version("a"), log.version("b"), log.size()) == (4, 1, 5)
    assert log.versions([*"abcdef"]) == {"a": 4, "b": 1, "c": 0, "d": 0, "e": 0, "f": 0}
    assert log.versions([]) == {}


def test_a_stream_is_read_up_to_a_position(log, town) -> None:
    log.append([town.batch(("a", well(town)), ("b", well(town)), ("a", well(town)))])

    assert [e.version for e in log.stream("a", 2)] == [1]
    assert [e.version for e in log.stream("a", 3)] == [1, 2]


def test_the_log_is_scanned_by_range_and_by_prefix(log, town) -> None:
    log.append(
        [town.batch(*((f"{'case' if n % 3 else 'post'}/{n}", well(town)) for n in range(30)))]
    )

    assert [e.position for e in log.scan(after=10, upto=13)] == [11, 12, 13]
    assert [e.stream for e in log.scan(prefix="post/", upto=10)] == [
        "post/0", "post/3", "post/6", "post/9",
    ]  # fmt: skip
    assert [e.position for e in log.scan(prefix="case/", after=27)] == [29, 30]
    assert [e.position for e in log.scan(upto=99)] == list(range(1, 31))


def test_the_log_is_gone_through_stream_by_stream_in_the_order_of_names(log, town) -> None:
    """A stream that is longer than what is read at once stays whole."""
    log.append([town.batch(*((f"case/{n}", well(town)) for n in "321"), ("post/1", well(town)))])
    for _ in range(2):
        log.append([town.batch(*((f"case/{n}", well(town)) for n in "32" * 300))])

    found = list(log.histories("case/", log.size()))

    assert [(history[0].stream, len(history)) for history in found] == [
        ("case/1", 1),
        ("case/2", 601),
        ("case/3", 601),
    ]
    assert found == [log.stream(history[0].stream) for history in found]
    assert [len(history) for history in log.histories("case/", 604)] == [1, 301, 301]
    assert [len(history) for history in log.histories("case/", 2)] == [1, 1]
    assert list(log.histories("case/", 0)) == list(log.histories("note/", 604)) == []


def test_a_stream_that_moved_refuses_the_whole_append(log, town) -> None:
    log.append([town.batch(("a", well(town)))])

    with pytest.raises(StreamMovedError) as refused:
        log.append([
            town.batch(("b", well(town))),
            town.batch(("a", well(town)), expect={"a": 0}),
        ])  # fmt: skip

    assert refused.value.facts == {"stream": "a", "expected": 0, "actual": 1}
    assert log.size() == 1


def test_a_stream_that_was_only_read_is_guarded_too(log, town) -> None:
    log.append([town.batch(("custody/li", well(town)))])

    log.append([town.batch(("case/1", well(town)), expect={"custody/li": 1, "case/1": 0})])
    with pytest.raises(StreamMovedError):
        log.append([town.batch(("case/1", well(town)), expect={"custody/li": 0})])

    assert log.version("case/1") == 1


def test_a_later_batch_sees_what_an_earlier_one_of_the_same_append_wrote(log, town) -> None:
    first = town.batch(("a", well(town)), expect={"a": 0})
    second = town.batch(("a", well(town)), expect={"a": 1})

    assert [[e.version for e in kept] for kept in log.append([first, second])] == [[1], [2]]


def test_placeholders_are_given_the_next_numbers_of_their_series(log, town) -> None:
    [first, second] = log.append(
        [
            town.batch(
                ("case/2026-#a", well(town)),
                ("case/2026-#b", well(town)),
                ("case/2026-#a", well(town)),
                expect={"case/2026-#a": 0},
            ),
            town.batch(("case/2026-#a", well(town)), ("case/2027-#a", well(town))),
        ]
    )

    assert [(e.stream, e.version) for e in (*first, *second)] == [
        ("case/2026-000001", 1),
        ("case/2026-000002", 1),
        ("case/2026-000001", 2),
        ("case/2026-000003", 1),
        ("case/2027-000001", 1),
    ]


def test_numbers_are_unique_and_dense_under_eight_threads(log, town) -> None:
    def create(_: int) -> str:
        return log.append([town.batch(("case/2026-#a", well(town)))])[0][0].stream

    with ThreadPoolExecutor(8) as pool:
        named = list(pool.map(create, range(48)))

    assert sorted(named) == [f"case/2026-{n:06d}" for n in range(1, 49)]


def test_a_repeated_request_is_answered_as_the_first_time(log, open_store, town) -> None:
    batch = town.batch(("case/2026-#a", town.matter()), key="k1", request=b"one")
    [kept] = log.append([batch])

    assert log.append([batch]) == [kept]
    assert open_store(town.codec).append([batch, batch]) == [kept, kept]
    assert log.answered("k1", b"one") == kept
    assert log.answered("k2", b"one") is None
    assert (log.size(), log.audit().findings) == (1, ())


def test_a_request_repeated_in_the_same_append_is_recorded_once(log, town) -> None:
    batch = town.batch(("case/2026-#a", well(town)), key="k1")

    first, second = log.append([batch, batch])

    assert first == second
    assert log.size() == 1


def test_a_key_used_for_another_request_is_refused(log, town) -> None:
    log.append([town.batch(("a", well(town)), key="k1", request=b"one")])

    with pytest.raises(KeyReusedError) as refused:
        log.append([town.batch(("b", well(town)), key="k1", request=b"two")])
    with pytest.raises(KeyReusedError):
        log.answered("k1", b"two")

    assert refused.value.facts == {"key": "k1"}
    assert log.size() == 1


def test_a_request_that_recorded_nothing_is_answered_with_nothing(log, town) -> None:
    log.append([town.batch(key="k1", request=b"one")])

    assert log.answered("k1", b"one") == []
    assert log.append([town.batch(("a", well(town)), key="k1", request=b"one")]) == [[]]
    assert log.size() == 0


def test_the_position_at_an_instant_is_that_of_the_last_event_recorded_by_it(log, town) -> None:
    times = [log.append([town.batch(("a", well(town)))])[0][0].recorded_at for _ in range(5)]

    assert [log.position_at(time) for time in times] == [1, 2, 3, 4, 5]
    assert log.position_at(times[0] - timedelta(milliseconds=1)) == 0
    assert log.position_at(times[2] + timedelta(milliseconds=1)) == 3


def test_a_clock_that_goes_back_never_takes_the_log_back(log, clock, town) -> None:
    [[first]] = log.append([town.batch(("a", well(town)))])
    clock.now -= timedelta(hours=1)
    [[second]] = log.append([town.batch(("a", well(town)))])

    assert second.recorded_at == first.recorded_at
    assert log.position_at(first.recorded_at) == 2
    assert log.audit().findings == ()


def test_ten_thousand_events_are_one_append(log, town) -> None:
    [kept] = log.append([town.batch(*((f"w/{n % 500}", well(town)) for n in range(10_000)))])

    assert (len(kept), log.size(), log.version("w/7")) == (10_000, 10_000, 20)
    assert sum(1 for _ in log.scan()) == 10_000


def test_of_twenty_parallel_writers_that_saw_the_same_one_wins(log, town) -> None:
    log.append([town.batch(("a", well(town)))])
    ready = threading.Barrier(20)

    def write(_: int) -> bool:
        ready.wait()
        try:
            log.append([town.batch(("a", well(town)), expect={"a": 1})])
        except StreamMovedError:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(write, range(20)))

    assert (won.count(True), log.version("a")) == (1, 2)


def test_the_same_request_twenty_times_at_once_is_recorded_once(log, town) -> None:
    ready = threading.Barrier(20)

    def write(_: int):
        ready.wait()
        return log.append([town.batch(("case/2026-#a", well(town)), key="k", request=b"r")])[0]

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(write, range(20)))

    assert log.size() == 1
    assert all(answer == answers[0] for answer in answers)


def _write_many(place: Settings, codec, name: str, event) -> None:
    from tests.stores import TestClock  # noqa: PLC0415

    with open_log(place, TestClock(), codec=codec) as log:
        for n in range(25):
            drafts = ((f"{name}/{n}", event), ("case/2026-#a", event))
            log.append([_batch(drafts)])


def _batch(drafts):
    from minqing_core.application.ports import Batch, Draft  # noqa: PLC0415
    from minqing_core.kernel.envelope import Act  # noqa: PLC0415

    kept = [Draft(stream=stream, event=event) for stream, event in drafts]
    return Batch(act=Act(actor="p/li"), drafts=kept)


def test_four_processes_that_write_at_once_lose_nothing(store, open_store, town) -> None:
    if store.backend == "memory":
        return
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=_write_many, args=(store, town.codec, f"w{n}", town.matter()))
        for n in range(4)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    log = open_store(town.codec)
    found = list(log.scan())
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert [e.position for e in found] == list(range(1, 201))
    assert {e.stream for e in found if e.stream.startswith("case/")} == {
        f"case/2026-{n:06d}" for n in range(1, 101)
    }
    assert {e.event.text for e in found} == {Personal("村东水渠堵塞")}
    assert log.audit().findings == ()


def test_a_reader_sees_what_another_process_wrote(store, open_store, town) -> None:
    if store.backend == "memory":
        return
    one, other = open_store(town.codec), open_store(town.codec)
    assert other.size() == 0
    [kept] = one.append([town.batch(("case/1", town.matter()))])

    assert other.stream("case/1") == kept


def test_the_root_of_an_earlier_position_is_what_it_was_then(log, town) -> None:
    roots = [log.root(0)]
    for number in range(1, 8):
        log.append([town.batch((f"well/{number}", well(town)))])
        roots.append(log.root(number))

    assert [log.root(position) for position in range(8)] == roots
    assert len({*roots}) == 8
    assert log.audit().root == roots[-1]
