"""What a request may cost: counted, never timed."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

import attrs
import pytest
from tests.matters import recorded

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.roster_files import everybody
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act
from minqing_core.persistence.view_queries import FEW, NEVER
from minqing_core.views.case_tables import MARKS, marked
from minqing_core.views.cases import stream_of

CLERK = Act(actor="000001")
READING = """
import sys
from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.kernel.envelope import Act
with open_office({place!r}) as office:
    answer(office, "case.list", Act(actor="000001"), {{}})
    answer(office, "case.show", Act(actor="000001"), {{"case": "2026-000001"}})
print("eventsourcing" in sys.modules)
"""


class Statements:
    """What every connection to SQLite that it opens is asked, by file."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self._connect = sqlite3.connect

    def connect(self, place: str, **settings) -> sqlite3.Connection:
        """Open a connection and listen to it."""
        connection = self._connect(place, **settings)
        name = Path(place.partition("?")[0]).name
        connection.set_trace_callback(lambda sql: self.heard.append((name, sql)))
        return connection

    def during(self, work) -> list[tuple[str, str]]:
        """Return what is asked while something is done."""
        self.heard.clear()
        work()
        return list(self.heard)

    def plan(self, folder: Path, read: Sequence[str], file: str = "town-views.db") -> list[str]:
        """Return how the tables of a file in a folder are gone through for these statements."""
        with closing(self.connect(str(folder / file))) as connection:
            return [
                row[3] for sql in read for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
            ]


@pytest.fixture
def statements(monkeypatch):
    """Give an ear for what is asked of SQLite."""
    made = Statements()
    monkeypatch.setattr(sqlite3, "connect", made.connect)
    return made


@pytest.fixture
def office(statements, tmp_path, clock):  # noqa: ARG001 - they listen from the start
    """Give an office with a clerk and a matter."""
    with open_office(str(tmp_path / "town.db"), clock=clock, create=True) as made:
        found_town(made, town="大涌镇", clerk="王小明", login=None)
        matter = {
            "kind": "problem",
            "channel": "visit",
            "category": "HOT_DIFFICULT.ROADS",
            "title": "路灯不亮",
            "text": "村口路灯坏了",
            "petitioners": [{"kind": "named", "name": "李大娘"}],
            "learned_at": date(2026, 3, 11).isoformat(),
            "place": "town",
        }
        answer(made, "case.record", CLERK, {"matter": matter})
        answer(made, "case.list", CLERK, {})
        yield made


def note(office, text: str) -> None:
    step = {"kind": "note", "text": text}
    answer(office, "case.step", CLERK, {"case": "2026-000001", "step": step})


def test_who_opens_a_store_does_not_walk_through_its_log(office, statements, tmp_path) -> None:
    """A server and every command does: it looks for what was to be destroyed (S71)."""
    office.close()

    asked = statements.during(lambda: open_office(str(tmp_path / "town.db")).close())

    read = [sql for _, sql in asked if "FROM stored_events" in sql and "LIMIT" not in sql]
    plan = statements.plan(tmp_path, read, "town.db")
    assert any("(originator_id>? AND originator_id<?)" in line for line in plan), plan
    walks = ("rowid>?", "SCAN e", "SCAN stored_events")
    assert not [line for line in plan if any(walk in line for walk in walks)], plan


def test_a_command_commits_once_to_the_log_and_writes_nothing_else(office, statements) -> None:
    note(office, "第一次")

    asked = statements.during(lambda: note(office, "第二次"))

    written = [(file, sql) for file, sql in asked if not sql.startswith(("SELECT", "PRAGMA"))]
    assert {file for file, _ in written} == {"town.db"}
    assert [sql for _, sql in written if sql in {"BEGIN IMMEDIATE", "COMMIT"}] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]
    assert (written[0][1], written[-1][1]) == ("BEGIN IMMEDIATE", "COMMIT")


@pytest.mark.parametrize(
    "which",
    [{}, {"status": "handling"}, {"place": "town"}, {"owner": "000001"}, {"unit": "org-office"}],
)
def test_a_page_of_matters_is_read_along_an_index(office, statements, tmp_path, which) -> None:
    asked = statements.during(lambda: answer(office, "case.list", CLERK, {"which": which}))

    [listed] = [sql for file, sql in asked if file == "town-views.db" and 'FROM "cases"' in sql]
    plan = statements.plan(tmp_path, [listed])
    assert all("USING INDEX cases_index" in line for line in plan if "cases" in line), plan


def reader_of_one_village(office) -> Act:
    """Enter somebody who serves in one village, and return that they act."""
    unit = {"unit": "dafeng", "name": "大丰村", "kind": "village", "parent": "town"}
    answer(office, "roster.unit", CLERK, {"unit": {**unit, "since": "2007-06-20"}})
    facts = {"name": "陈国强", "since": "2020-01-01", "post": "staff", "unit": "dafeng"}
    answer(office, "roster.person", CLERK, {"person": "0002", "facts": facts})
    return Act(actor="0002")


@pytest.mark.parametrize("which", [{}, {"status": "handling"}])
def test_a_page_for_somebody_of_one_village_is_read_along_an_index(
    office, statements, tmp_path, which
) -> None:
    reader = reader_of_one_village(office)
    step = {"kind": "leader", "leader": "0002"}
    answer(office, "case.step", CLERK, {"case": "2026-000001", "step": step})
    answer(office, "case.list", reader, {})

    asked = statements.during(lambda: answer(office, "case.list", reader, {"which": which}))

    assert "town-readings.db" not in {file for file, _ in asked}
    [listed] = [sql for file, sql in asked if file == "town-views.db" and 'FROM "cases"' in sql]
    plan = statements.plan(tmp_path, [listed])
    assert "SEARCH cases USING PRIMARY KEY (number=?)" in plan


def test_whether_somebody_may_write_costs_the_matter_and_their_posts_alone(
    office, statements
) -> None:
    note(office, "第一次")

    heard = statements.during(lambda: note(office, "第二次"))

    histories = [sql for _, sql in heard if sql.startswith("SELECT") and "state" in sql]
    assert all("case/2026-000001" in sql for sql in histories)
    assert len(histories) == 1
    assert {file for file, _ in heard} <= {"town.db", "town-vault.db"}


@pytest.mark.parametrize("name", ["case.show", "case.log", "case.list", "case.step"])
def test_what_was_recorded_meanwhile_is_looked_up_once(office, statements, name) -> None:
    note(office, "第一次")
    given = {
        "case.list": {},
        "case.step": {"case": "2026-000001", "step": {"kind": "note", "text": "第二次"}},
    }
    asked = given.get(name, {"case": "2026-000001"})
    answer(office, name, CLERK, asked)

    heard = statements.during(lambda: answer(office, name, CLERK, asked))

    questions = [sql for _, sql in heard if sql.startswith("SELECT")]
    assert len([sql for sql in questions if "position >=" in sql]) == 1
    within = questions[: next((n for n, sql in enumerate(questions) if "frontier" in sql), None)]
    assert not [sql for sql in within if "max(originator_version)" in sql]


def test_where_somebody_stands_is_known_until_something_was_recorded(office, statements) -> None:
    inside = office.entered()
    inside.standing(CLERK.actor)

    assert statements.during(lambda: inside.standing(CLERK.actor)) == []


def test_where_somebody_stands_is_known_to_every_program_once_it_changes(
    office, tmp_path, clock
) -> None:
    unit = {"unit": "dafeng", "name": "大丰村", "kind": "village", "parent": "town"}
    before = office.standing(CLERK.actor)
    with open_office(str(tmp_path / "town.db"), clock=clock) as other:
        answer(other, "roster.unit", CLERK, {"unit": {**unit, "since": "2007-06-20"}})
        with_a_village = office.standing(CLERK.actor)
        post = {"post": "deputy-secretary", "unit": "dafeng", "since": "2020-01-01"}
        answer(other, "roster.post", CLERK, {"person": CLERK.actor, "taken": post})

    assert with_a_village.reach == before.reach | {"dafeng"}
    assert office.standing(CLERK.actor).units == before.units | {"dafeng"}


def test_a_page_of_a_matter_reads_it_once(office, statements) -> None:
    asked = {"case": "2026-000001"}
    answer(office, "case.show", CLERK, asked)

    heard = statements.during(lambda: answer(office, "case.show", CLERK, asked))

    assert len([sql for _, sql in heard if "state" in sql and "case/2026-000001" in sql]) == 1


def test_the_whole_roster_asks_once_whether_keys_were_changed(office, statements) -> None:
    for number in ("0002", "0003"):
        facts = {"name": "陈国强", "since": "2020-01-01", "post": "staff", "unit": "town"}
        answer(office, "roster.person", CLERK, {"person": number, "facts": facts})
    answer(office, "roster.people", CLERK, {})

    heard = statements.during(lambda: list(everybody(office.entered())))

    assert len([sql for file, sql in heard if file == "town-vault.db" and "vault" in sql]) == 1


READINGS: tuple[tuple[str, dict[str, object], str], ...] = (
    ("household.list", {}, "households"),
    ("household.list", {"which": {"never_reached": True}}, "households"),
    ("household.show", {"household": "dafeng-000001"}, "reached"),
    ("household.show", {"household": "dafeng-000001"}, "cases"),
    ("visit.list", {}, "visits"),
    ("report.visits", {"village": "dafeng"}, "households"),
    ("report.visits", {"village": "dafeng"}, "reached"),
    ("report.late-feedback", {"days": 15}, "cases"),
    ("prove.closure", {"quarter": "2026Q1"}, "endings"),
    ("signals.list", {"which": {"kind": "burst"}}, "cases"),
    ("duties.list", {"which": {"person": "000001", "duty": "record.weekly"}}, "duty_facts"),
    ("case.knowledge", {"case": "2026-000001"}, "related"),
)


@pytest.mark.parametrize(("use_case", "asked", "table"), READINGS)
def test_lists_and_reports_are_read_along_an_index(
    office, statements, tmp_path, use_case, asked, table
) -> None:
    village = {"unit": "dafeng", "name": "大丰村", "kind": "village", "since": "2007-06-20"}
    made = {"village": "dafeng", "form": "household", "on": "2026-03-01"}
    answer(office, "roster.unit", CLERK, {"unit": village})
    answer(office, "household.enter", CLERK, {"household": {"village": "dafeng", "name": "李"}})
    answer(office, "visit.record", CLERK, {"visit": {**made, "households": ["dafeng-000001"]}})
    note(office, "夜里到村口看过，灯杆锈断了一截，线路也老化了，已请供电所的师傅下周三来换新的")
    answer(office, use_case, CLERK, asked)

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for file, sql in heard if file == "town-views.db" and f'FROM "{table}"' in sql]
    plan = statements.plan(tmp_path, read)
    assert read
    assert all(f"INDEX {table}_index" in line for line in plan if table in line), plan


OPEN_ONES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("report.hanging", {}, "bound_until"),
    ("case.list", {"which": {"hanging": True, "owner": "000001"}}, "owner"),
    ("case.count", {"which": {"hanging": True}, "by": "owner"}, "bound_until"),
    ("report.ladder", {}, "bound_until"),
)


BESIDE: tuple[dict[str, object], ...] = (
    {},
    {"owner": "000001"},
    {"place": "town"},
    {"unit": "org-office"},
    {"status": "concluded"},
    {"category": "HOT_DIFFICULT"},
    {"learned_from": "2026-01-01"},
)


@pytest.mark.clause("S34")
@pytest.mark.parametrize(("use_case", "asked", "along"), OPEN_ONES)
def test_who_asks_for_open_matters_does_not_walk_past_all_that_ended(
    office, statements, tmp_path, use_case, asked, along
) -> None:
    answer(office, use_case, CLERK, asked)

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for file, sql in heard if file == "town-views.db" and 'FROM "cases"' in sql]
    plan = statements.plan(tmp_path, read)
    assert plan[0].endswith(f"({along}=?)"), plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan


@pytest.mark.clause("S28", "S64", "S72", "S76")
@pytest.mark.parametrize("beside", BESIDE)
def test_who_asks_for_marked_matters_does_not_walk_past_all_others(
    office, statements, tmp_path, beside
) -> None:
    readers = (CLERK, reader_of_one_village(office))
    answer(office, "case.list", CLERK, {})
    for flag, reader in product(MARKS, readers):
        asked = {"which": {flag: True, **beside}}

        heard = statements.during(partial(answer, office, "case.list", reader, asked))

        [listed] = [sql for _, sql in heard if 'FROM "cases"' in sql]
        plan = statements.plan(tmp_path, [listed])
        assert plan[0].endswith(f"({marked(flag)}=?)"), plan
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan


IN_WINTER: dict[str, object] = {
    "which": {"learned_from": "2025-12-01", "learned_to": "2026-02-28"}
}
OF_SOME_DAYS: tuple[tuple[str, dict[str, object]], ...] = (
    ("report.completeness", IN_WINTER),
    ("report.late-feedback", IN_WINTER),
    ("report.late-feedback", {**IN_WINTER, "days": 15, "limit": 50}),
    ("case.count", {**IN_WINTER, "by": "unit"}),
    ("report.indicators", {"scope": {"period": "2026-Q1"}}),
)


@pytest.mark.clause("S33", "S62")
@pytest.mark.parametrize(("use_case", "asked"), OF_SOME_DAYS)
def test_figures_of_some_days_are_made_of_the_matters_of_these_days(
    office, statements, tmp_path, use_case, asked
) -> None:
    answer(office, use_case, CLERK, asked)

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for _, sql in heard if 'FROM "cases"' in sql]
    plan = statements.plan(tmp_path, read)
    assert read
    days = "(status=? AND learned_on>? AND learned_on<?)"
    assert all(line.endswith(days) for line in plan if "cases" in line), plan


OWED: tuple[tuple[str, dict[str, object], str], ...] = (
    ("duties.list", {"which": {"unit": "town"}}, "bound_until>?"),
    ("duties.due", {"whose": {"unit": "town"}}, "is_owing=?"),
    ("duties.inbox", {}, "is_owing=?"),
)


@pytest.mark.clause("S34", "S62")
@pytest.mark.parametrize(("use_case", "asked", "along"), OWED)
def test_what_is_owed_is_looked_for_in_none_but_matters_that_may_owe_it(
    office, statements, tmp_path, use_case, asked, along
) -> None:
    [begun] = recorded(place="town")
    begun = attrs.evolve(begun, owner=CLERK.actor, unit="town")
    stories = (stream_of(f"2026-{number:06d}") for number in range(2, FEW + 2))
    drafts = [Draft(stream=stream, event=begun) for stream in stories]
    office.log.append([Batch(act=CLERK, drafts=drafts)])
    answer(office, "case.list", CLERK, {})

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for _, sql in heard if 'FROM "cases"' in sql and NEVER[0] not in sql]
    plan = statements.plan(tmp_path, read)
    ways = {line for line in plan if "cases" in line}
    assert {way.rpartition("(")[2] for way in ways} == {f"{along})", "number=?)"}, ways


@pytest.mark.parametrize("use_case", ["review.queue", "report.quarter"])
def test_the_diaries_of_a_quarter_are_read_along_an_index(
    office, statements, tmp_path, use_case
) -> None:
    village = {"unit": "dafeng", "name": "大丰村", "kind": "village", "since": "2007-06-20"}
    civil, facts = "town-office-civil-servant", {"since": "2020-01-01"}
    answer(office, "roster.unit", CLERK, {"unit": village})
    post = {"post": "deputy-secretary", "unit": "dafeng", "since": "2020-01-01"}
    answer(office, "roster.post", CLERK, {"person": CLERK.actor, "taken": post})
    staff = {**facts, "name": "周员", "kind": civil, "post": "staff", "unit": "dafeng"}
    answer(office, "roster.person", CLERK, {"person": "0105", "facts": staff})
    asked = {"period": "2026-Q1"}
    answer(office, use_case, CLERK, asked)

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for file, sql in heard if file == "town-views.db" and 'FROM "cases"' in sql]
    plan = statements.plan(tmp_path, read)
    assert read
    assert all("diary_of=?" in line for line in plan if "cases" in line), plan
    assert not [sql for file, sql in heard if file == "town.db" and "case/" in sql]


APPRAISALS: tuple[tuple[str, dict[str, object], str, str], ...] = (
    ("appraisal.sheet", {"subject": "000001"}, "cases", "SEARCH cases USING PRIMARY KEY"),
    ("appraisal.list", {}, "sheets", "USING INDEX sheets_index"),
)


@pytest.mark.parametrize(("use_case", "given", "table", "along"), APPRAISALS)
def test_sheets_are_reckoned_from_their_own_matters_and_listed_along_an_index(
    office, statements, tmp_path, use_case, given, table, along
) -> None:
    kind = {"kind": "town-office-civil-servant", "since": "2025-01-01"}
    answer(office, "roster.kind", CLERK, {"person": CLERK.actor, **kind})
    asked = {"year": 2025, **given}
    answer(office, use_case, CLERK, asked)

    heard = statements.during(lambda: answer(office, use_case, CLERK, asked))

    read = [sql for file, sql in heard if file == "town-views.db" and f'FROM "{table}"' in sql]
    plan = statements.plan(tmp_path, read)
    assert read
    assert any(along in line for line in plan), plan
    assert not [line for line in plan if line.startswith(f"SCAN {table}")], plan


def test_what_only_reads_does_not_wait_for_the_event_sourcing_library(office, tmp_path) -> None:
    office.close()

    done = subprocess.run(  # noqa: S603 - this Python, with the text above
        [sys.executable, "-c", READING.format(place=str(tmp_path / "town.db"))],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": "src"},
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout == "False\n"
