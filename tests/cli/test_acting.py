"""Who acts, for whom, when, and whether it counts."""

import json

import pytest
from tests.cli.terminals import MATTER


def test_who_acts_is_said_on_every_write(terminal) -> None:
    assert terminal("case", "record", *MATTER).stderr == "办理人：王小明\n"


def test_another_may_act_by_number_or_name(terminal) -> None:
    for who in ("0002", "陈国强"):
        assert terminal("case", "record", *MATTER, "--as", who).stderr == "办理人：陈国强\n"


def test_a_person_of_the_roster_may_be_set_for_all_commands(terminal) -> None:
    terminal.environment["MINQING_AS"] = "陈国强"

    assert terminal("case", "record", *MATTER).stderr == "办理人：陈国强\n"


@pytest.mark.clause("S22")
def test_a_user_nobody_is_bound_to_is_refused_with_the_remedy(terminal) -> None:
    terminal.environment["LOGNAME"] = "chen"

    result = terminal("case", "list", exits=4)

    assert result.stderr == (
        "✗ 系统用户 chen 未与花名册中的任何人对应，无法确认是谁在办理；"
        "请用 --as 写明本人编号或姓名，或由组织人事办公室办理 "
        "minqing roster bind 编号 --login chen (login-unbound)\n"
    )


def test_a_user_acts_as_the_person_bound_to_them(terminal) -> None:
    terminal("roster", "bind", "陈国强", "--login", "chen")
    terminal.environment["LOGNAME"] = "chen"

    assert terminal("case", "record", *MATTER).stderr == "办理人：陈国强\n"


def test_one_may_act_for_another(terminal) -> None:
    result = terminal("case", "record", *MATTER, "--for", "陈国强")

    assert result.stderr == "办理人：王小明（代陈国强）\n"
    assert result.stdout.splitlines()[1].startswith("  王小明代陈国强记下群众李大娘")


def test_a_rehearsal_shows_what_would_be_recorded_and_records_nothing(terminal) -> None:
    before = terminal.json("verify")["size"]

    result = terminal("case", "record", *MATTER, "--dry-run")

    assert result.stderr == "办理人：王小明\n演练：以下内容将被记录，现未记录\n"
    assert "王小明记下群众李大娘通过走访反映的问题：《村口路灯不亮》" in result.stdout
    rehearsed = json.loads(terminal("case", "record", *MATTER, "--dry-run", "--json").stdout)
    assert rehearsed["rehearsed"] is True
    assert [event["event"] for event in rehearsed["events"]] == ["MatterRecorded"]
    assert terminal.json("verify")["size"] == before


def test_a_repeated_request_is_recorded_once(terminal) -> None:
    first = terminal.record("--key", "k1")

    assert terminal.record("--key", "k1") == first
    assert terminal.json("case", "count")["total"] == 1
    again = terminal("case", "record", *MATTER, "--title", "另一件", "--key", "k1", exits=1)
    assert again.stderr.endswith("请为新的请求换用新键 (key-reused)\n")


def test_what_is_so_already_is_not_recorded_again(terminal) -> None:
    number = terminal.record()
    leader = ("case", "step", number, "--kind", "leader", "--leader", "陈国强")
    terminal(*leader)

    result = terminal(*leader)

    assert result.stderr == "办理人：王小明\n已是如此，没有新的记录\n"
    assert result.stdout == f"{number} 第 2 步\n"


def test_things_may_have_happened_earlier(terminal) -> None:
    number = terminal.record("--learned", "2026-03-01")

    terminal("case", "step", number, "--kind", "cause", "--text", "x", "--occurred", "2026-03-02")

    assert terminal.json("case", "log", number)["items"][1]["occurred_on"] == "2026-03-02"
