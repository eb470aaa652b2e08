"""What the audit finds: every tampering, and never more than a finding."""

import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stores import TestClock

from minqing_core.kernel.refusals import RefusalError
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.store import create_store, open_log
from minqing_core.persistence.unreadable import UnknownNameError, UnreadableEventError


@pytest.fixture
def filled(log, town):
    """Give a log of eight events in four streams."""
    for n in range(4):
        log.append([town.batch((f"case/{n}", town.matter()), (f"well/{n % 2}", well(town)))])
    return log


def well(town):
    return town.WellDug(village="柳溪村")


def codes(log) -> set[tuple[str, int | None]]:
    return {(finding.code, finding.position) for finding in log.audit().findings}


def test_an_untouched_log_has_no_findings(filled) -> None:
    seen = []

    verdict = filled.audit(lambda done, total: seen.append((done, total)))

    assert (verdict.size, verdict.findings) == (8, ())
    assert (seen[0], seen[-1]) == ((0, 8), (8, 8))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {events} SET topic = 'x'",
        "DELETE FROM {events}",
        "UPDATE {leaf} SET logged_at = 0",
        "DELETE FROM {leaf}",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(filled, behind, statement) -> None:
    with pytest.raises(Exception, match="append-only"):
        behind(statement)

    assert filled.audit().findings == ()


ADDED = (
    "INSERT INTO {events} ({position}, originator_id, originator_version, topic, state)"
    " VALUES (?, 'x', 1, 'test.well-dug.v1', ?)"
)
TAMPERINGS: dict[str, tuple[list[tuple[Any, ...]], set[tuple[str, int | None]]]] = {
    "a flipped byte": (
        [("UPDATE {events} SET state = ? WHERE {position} = 3", b"\x98\xc4\x10")],
        {("leaf-mismatch", 3), ("unreadable", 3), ("frontier-mismatch", None)},
    ),
    "another stream": (
        [("UPDATE {events} SET originator_id = 'case/9' WHERE {position} = 3",)],
        {("leaf-mismatch", 3), ("unreadable", 3), ("frontier-mismatch", None)},
    ),
    "another name": (
        [("UPDATE {events} SET topic = 'os.system' WHERE {position} = 3",)],
        {("leaf-mismatch", 3), ("unknown-name", 3), ("frontier-mismatch", None)},
    ),
    "another version": (
        [("UPDATE {events} SET originator_version = 7 WHERE {position} = 2",)],
        {
            ("leaf-mismatch", 2),
            ("version-gap", 2),
            ("version-gap", 6),
            ("frontier-mismatch", None),
        },
    ),
    "another time": (
        [("UPDATE {leaf} SET logged_at = 5 WHERE position = 3",)],
        {("time-decreases", 3), ("leaf-mismatch", 3), ("frontier-mismatch", None)},
    ),
    "a time far ahead accuses nobody after it": (
        [("UPDATE {leaf} SET logged_at = 9000000000000 WHERE position = 3",)],
        {("leaf-mismatch", 3), ("frontier-mismatch", None)},
    ),
    "another leaf": (
        [("UPDATE {leaf} SET hash = ? WHERE position = 3", bytes(32))],
        {("leaf-mismatch", 3)},
    ),
    "an event removed": (
        [("DELETE FROM {events} WHERE {position} = 2",)],
        {("event-missing", 2), ("version-gap", 6), ("frontier-mismatch", None)},
    ),
    "an event removed with its leaf": (
        [
            ("DELETE FROM {events} WHERE {position} = 3",),
            ("DELETE FROM {leaf} WHERE position = 3",),
        ],
        {("position-gap", 3), ("frontier-mismatch", None)},
    ),
    "the tail cut": (
        [
            ("DELETE FROM {events} WHERE {position} > 6",),
            ("DELETE FROM {leaf} WHERE position > 6",),
        ],
        {("event-missing", 7), ("frontier-mismatch", None)},
    ),
    "an event added": (
        [(ADDED, 9, b"")],
        {
            ("event-extra", 9),
            ("leaf-mismatch", 9),
            ("unreadable", 9),
            ("frontier-mismatch", None),
        },
    ),
    "an event before the first": (
        [(ADDED, -3, b"")],
        {
            ("event-extra", -3),
            ("leaf-mismatch", -3),
            ("unreadable", -3),
            ("frontier-mismatch", None),
        },
    ),
    "the frontier emptied": (
        [("UPDATE {frontier} SET size = 0, nodes = ?, logged_at = 0", b"")],
        {("frontier-mismatch", None)} | {("event-extra", n) for n in range(1, 9)},
    ),
    "the frontier gone": (
        [("DELETE FROM {frontier}",)],
        {("frontier-mismatch", None)} | {("event-extra", n) for n in range(1, 9)},
    ),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_every_tampering_is_found_and_named(filled, tamper, kind) -> None:
    statements, expected = TAMPERINGS[kind]

    tamper(*statements)

    found = codes(filled)
    assert expected <= found
    extra = {(code, at) for code, at in found - expected if code != "leaf-mismatch"}
    assert not extra


def test_a_gap_is_found_however_far_back_the_step_before_lies(log, town, tamper) -> None:
    """What was gone through is not kept in mind: a longer log needs no more memory."""
    log.append([town.batch(("well/a", well(town)), ("well/b", well(town)))])
    log.append([town.batch(*(("well/c", well(town)) for _ in range(1200)))])
    log.append([town.batch(("well/a", well(town)), ("well/b", well(town)))])
    assert log.audit().findings == ()

    tamper(("UPDATE {events} SET originator_version = 4 WHERE {position} = 1204",))

    assert codes(log) == {
        ("leaf-mismatch", 1204),
        ("version-gap", 1204),
        ("frontier-mismatch", None),
    }
    assert "前一步为第 1 步" in next(f.text for f in log.audit().findings if "步数" in f.text)


def test_swapped_payloads_are_found(filled, behind, tamper) -> None:
    states = [state for (state,) in behind("SELECT state FROM {events} ORDER BY {position}")]
    third, fifth = states[2], states[4]

    tamper(
        ("UPDATE {events} SET state = ? WHERE {position} = 3", fifth),
        ("UPDATE {events} SET state = ? WHERE {position} = 5", third),
    )

    assert codes(filled) == {
        ("leaf-mismatch", 3),
        ("unreadable", 3),
        ("leaf-mismatch", 5),
        ("unreadable", 5),
        ("frontier-mismatch", None),
    }


def test_a_finding_names_the_event_in_chinese(filled, tamper) -> None:
    tamper(("UPDATE {leaf} SET hash = ? WHERE position = 3", bytes(32)))

    [finding] = filled.audit().findings

    assert finding.text == "第 3 条（case/1 第 1 步）：内容与写入时的指纹不符"
    assert (finding.stream, finding.version) == ("case/1", 1)


def test_an_unknown_name_is_quarantined(filled, tamper) -> None:
    tamper(("UPDATE {events} SET topic = 'os.system' WHERE {position} = 3",))

    with pytest.raises(UnknownNameError) as refused:
        filled.stream("case/1")
    with pytest.raises(UnreadableEventError):
        list(filled.scan())

    assert (refused.value.stream, refused.value.version, refused.value.position) == (
        "case/1",
        1,
        3,
    )
    assert len(filled.stream("case/0")) == 1


def test_the_root_is_that_of_what_is_stored(filled, tamper) -> None:
    before = filled.audit()
    tamper(
        ("DELETE FROM {events} WHERE {position} > 6",),
        ("DELETE FROM {leaf} WHERE position > 6",),
    )

    after = filled.audit()

    assert (after.size, after.root == before.root) == (6, False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Give a store in SQLite with a few events, to be copied and spoilt."""
    from tests.contracts import conftest  # noqa: PLC0415

    town = conftest.Town
    folder = tmp_path_factory.mktemp("sample")
    place = f"sqlite:///{folder}/town.db"
    create_store(place, TestClock())
    with open_log(place, TestClock(), codec=Codec(town.types, {})) as log:
        for n in range(6):
            log.append(
                [town.batch((f"case/{n}", town.matter()), ("well", well(town)), key=f"k{n}")]
            )
    return folder, town


CODES = {
    "database-damaged",
    "event-extra",
    "event-missing",
    "frontier-mismatch",
    "leaf-mismatch",
    "position-gap",
    "schema-newer",
    "schema-older",
    "store-missing",
    "store-unreadable",
    "time-decreases",
    "unknown-name",
    "unreadable",
    "version-gap",
}
values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.binary(max_size=60),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
columns = st.sampled_from(
    [
        ("stored_events", "originator_id"),
        ("stored_events", "originator_version"),
        ("stored_events", "topic"),
        ("stored_events", "state"),
        ("leaf", "logged_at"),
        ("leaf", "hash"),
        ("frontier", "size"),
        ("frontier", "nodes"),
        ("frontier", "logged_at"),
    ]
)


@contextmanager
def copied(folder):
    with TemporaryDirectory() as into:
        shutil.copytree(folder, into, dirs_exist_ok=True)
        yield Path(into) / "town.db"


@given(changes=st.lists(st.tuples(columns, st.integers(1, 12), values, st.booleans()), min_size=1))
def test_the_audit_never_raises_whatever_a_column_holds(sample, changes) -> None:
    folder, town = sample
    with copied(folder) as file:
        spoil_columns(file, changes)
        with open_log(str(file), TestClock(), codec=town.codec) as log:
            verdict = log.audit()

    assert all(finding.text.encode() and finding.code for finding in verdict.findings)


def spoil_columns(file, changes) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(
        "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE type = 'trigger';"
        "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '');"
    )
    connection.close()
    connection = sqlite3.connect(file, isolation_level=None)
    for (table, column), row, value, as_text in changes:
        cast = "CAST(? AS TEXT)" if as_text else "?"
        which, at = ("only", 1) if table == "frontier" else ("position", row)
        try:
            connection.execute(
                f"UPDATE {table} SET {column} = {cast} WHERE {which} = ?",  # noqa: S608
                (value, at),
            )
        except sqlite3.IntegrityError:
            continue
    connection.close()


@given(
    changes=st.lists(
        st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=8)), min_size=1
    )
)
def test_the_audit_never_raises_whatever_bytes_the_file_holds(sample, changes) -> None:
    folder, town = sample
    with copied(folder) as file:
        spoilt = bytearray(file.read_bytes())
        for at, written in changes:
            start = at % (len(spoilt) - 8)
            spoilt[start : start + len(written)] = written
        file.write_bytes(bytes(spoilt))
        findings = findings_or_refusal(file, town)

    assert all(code in CODES for code in findings)


def findings_or_refusal(file, town) -> list[str]:
    try:
        log = open_log(str(file), TestClock(), codec=town.codec)
    except RefusalError as refusal:
        return [refusal.code]
    with log:
        return [finding.code for finding in log.audit().findings]
