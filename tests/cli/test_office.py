"""Looking after the office: roster, programme, calendar, powers, keys, check-up."""

import json
import re

import pytest
from tests.cli.terminals import Terminal

from minqing_cli import power_matrix
from minqing_core.application import pushing


@pytest.mark.clause("S9")
def test_the_roster_is_kept_and_read_on_any_day(terminal) -> None:
    post = ("--post", "village-secretary", "--unit", "大丰村")
    terminal("roster", "leave", "陈国强", *post, "--until", "2025-12-31")

    now, then = (
        terminal("roster", "show", "陈国强", *when).stdout.splitlines()
        for when in ((), ("--as-of", "2025-06-30"))
    )

    assert now[1:4] == [
        "干部类别：村（社区）“两委”干部",
        "现任：无",
        "  2020-01-01 至 2025-12-31  大丰村党组织书记",
    ]
    assert then[2] == "现任：大丰村党组织书记"


@pytest.mark.clause("S8")
def test_cadres_are_stationed_and_come_home(terminal) -> None:
    home = ("--village", "大丰村", "--home", "组织人事办公室", "--since", "2025-01-01")
    terminal("roster", "station", "王小明", *home)
    assert "驻村" in terminal("roster", "show", "王小明").stdout

    terminal("roster", "unstation", "王小明", "--village", "大丰村", "--until", "2025-12-31")

    page = terminal("roster", "show", "王小明").stdout
    assert "2025-01-01 至 2025-12-31  大丰村驻村" in page


@pytest.mark.clause("S9")
def test_a_cadre_may_cease_to_take_part(terminal) -> None:
    terminal("roster", "kind", "陈国强", "--since", "2026-01-01")

    assert "干部类别：不参加民情日记活动" in terminal("roster", "show", "陈国强").stdout
    assert terminal.json("roster", "show", "陈国强", "--as-of", "2025-12-31")["kind_text"] == (
        "村（社区）“两委”干部"
    )


@pytest.mark.clause("S84")
def test_a_unit_has_its_page(terminal) -> None:
    lines = terminal("roster", "unit-page", "大丰村").stdout.splitlines()

    assert lines[0] == "大丰村（dafeng）"
    assert lines[-1].split() == ["0002", "陈国强", "大丰村党组织书记"]


@pytest.mark.clause("S39")
def test_a_year_is_published(terminal) -> None:
    assert terminal("calendar", "show", "2027").stdout.startswith("2027 年：尚未公布")
    off = ("--off", "2027-01-01", "--off", "2027-02-08", "--work", "2027-02-14")

    terminal("calendar", "publish", "2027", *off, "--source", "国办通知")

    assert terminal("calendar", "show", "2027").stdout == (
        "2027 年\n放假的平日（2 天）：2027-01-01、2027-02-08\n上班的周末（1 天）：2027-02-14\n"
    )


@pytest.mark.clause("S1", "S83")
def test_the_programme_is_read_and_changed(terminal) -> None:
    rule = ("--clause", "S34", "--title", "办结", "--quote", "不能悬而未决")
    value = ("--amount", "45", "--count", "calendar-day", "--effective-from", "2027-01-01")
    terminal("programme", "rule", "conclude", *rule, *value)
    code = ("HOT_DIFFICULT.LIGHTS", "--label", "照明难", "--clause", "S14")
    terminal(
        *("programme", "category", *code, "--parent", "HOT_DIFFICULT"),
        *("--effective-from", "2026-01-01"),
    )
    basis = ("--title", "信访工作条例", "--issuer", "中共中央", "--number", "2022年2月25日")
    terminal("programme", "basis", *basis)

    page = terminal("programme", "show", "--as-of", "2027-06-30").stdout

    assert "  中共中央《信访工作条例》（2022年2月25日）" in page
    assert any(line.split()[:3] == ["conclude", "办结", "45"] for line in page.splitlines())
    categories = terminal("programme", "categories", "--jsonl").stdout.splitlines()
    assert "照明难" in {json.loads(line)["label"] for line in categories}

    reason = ("--reason", "并入行路难", "--effective-from", "2026-06-01")
    terminal("programme", "retire", "HOT_DIFFICULT.LIGHTS", *reason)
    assert "照明难" not in terminal("programme", "categories").stdout


@pytest.mark.clause("S74")
def test_a_village_makes_its_rules_stricter_and_they_are_compared(terminal) -> None:
    named = ("--title", "大丰村实施办法", "--dated", "2026-01-05")
    terminal("programme", "plan", "大丰村", *named, "--text", "二十日内办结。")
    words = ("--clause", "村第一条", "--title", "办结", "--quote", "二十日内办结")
    since = ("--count", "calendar-day", "--effective-from", "2026-02-01")
    rule = ("programme", "plan-rule", "大丰村", "conclude", *words, *since, "--amount")
    terminal(*rule, "20")
    assert "松于 town 的 60 个自然日" in terminal(*rule, "61", exits=1).stderr

    assert "大丰村实施办法" in terminal("programme", "plans").stdout
    (line,) = terminal("programme", "diff", "大丰村", "town", "--csv").stdout.splitlines()[1:]
    assert line == "conclude,办结,20 日,大丰村,60 日,大涌镇,更严"
    (back,) = terminal("programme", "diff", "town", "大丰村", "--csv").stdout.splitlines()[1:]
    assert back.endswith("更松")
    before = ("--as-of", "2026-01-31", "--csv")
    assert len(terminal("programme", "diff", "大丰村", "town", *before).stdout.splitlines()) == 1
    assert "大丰村" in terminal("programme", "show", "--unit", "大丰村").stdout
    assert "大丰村" not in terminal("programme", "show").stdout


def test_the_powers_name_the_posts_and_the_clause(terminal) -> None:
    rows = {row["use_case"]: row for row in terminal.json("powers")["items"]}

    assert rows["roster.person"] == {
        "use_case": "roster.person",
        "records": True,
        "power": "roster.keep",
        "posts": ["org-office-clerk", "organisation-commissioner"],
        "posts_text": "干事、组织委员",
        "owner": False,
        "administrators": [],
        "clause": "S72",
        "clauses": ["S6", "S7", "S8", "S9"],
        "command": "roster person",
    }


def test_the_powers_are_a_table_of_use_cases_and_posts(terminal) -> None:
    printed = terminal("powers", "--table").stdout.splitlines()
    items = terminal.json("powers")["items"]
    assert printed == list(power_matrix.lines(items))
    head, *lines = printed
    rows = {row["use_case"]: row for row in items}

    assert head.split()[:3] == ["事项", "权限", "条款"]
    assert head.split()[-1] == "此事负责人"
    assert [line.split()[0] for line in lines] == list(rows)
    for line in lines:
        row = rows[line.split()[0]]
        assert line.count("✓") == len(row["posts"]) + len(row["administrators"]) + row["owner"]
        assert line.split()[1:3] == [row["power"], row["clause"]]


def test_a_key_can_be_good_for_some_things_only(terminal) -> None:
    scopes = ("--scope", "read-only", "--scope", "report.*")

    issued = terminal.json("key", "issue", "王小明", "--label", "大屏", *scopes)

    assert issued["scopes"] == ["read-only", "report.*"]
    assert "read-only、report.*" in terminal("key", "list").stdout
    said = terminal("key", "issue", "王小明", "--label", "大屏", *scopes).stdout.splitlines()
    assert said[0].startswith("密钥：mq_")
    assert len(said[0]) == len("密钥：") + len(issued["key"])
    assert said[-1] == "范围：read-only、report.*"
    wrong = terminal("key", "issue", "王小明", "--label", "x", "--scope", "all", exits=1)
    assert "没有范围「all」" in wrong.stderr


def test_what_is_recorded_is_pushed_to_where_the_office_says(terminal) -> None:
    key = terminal.json("key", "issue", "王小明", "--label", "推送")["id"]

    added = terminal.json("webhook", "add", "https://oa.example.cn/x", "--key", str(key))

    assert added["secret"].startswith("whsec_")
    said = terminal("webhook", "add", "https://oa.example.cn/y", "--key", str(key)).stdout
    assert len(said.splitlines()[0]) == len("密文：") + len(added["secret"])
    listed = terminal("webhook", "list").stdout
    assert "https://oa.example.cn/x" in listed
    assert added["secret"] not in listed
    assert terminal.json("webhook", "deliveries", "1", "--state", "未送达")["items"] == []
    assert terminal.json("webhook", "redeliver", "1", "--since", "1")["deliveries"] == 0
    assert terminal.json("webhook", "end", "1")["ended"] is not None
    wrong = terminal("serve", "--webhook-networks", "10.0.0.0/99", exits=1).stderr
    assert "网段不对" in wrong


@pytest.mark.clause("S12")
def test_a_proxy_elsewhere_is_believed_only_where_there_is_one(terminal) -> None:
    alone = terminal("serve", "--trusted-proxy", "10.88.0.0/16", exits=1).stderr
    wrong = terminal("serve", "--behind-proxy", "--trusted-proxy", "10.88.0.1/16", exits=1).stderr

    assert "--behind-proxy" in alone
    assert "网段不对" in wrong


def test_every_time_that_a_message_was_sent_is_told(terminal) -> None:
    key = terminal.json("key", "issue", "王小明", "--label", "推送")["id"]
    hook = ("webhook", "add", "https://oa.example.cn/x", "--key", str(key), "--after", "0")
    terminal.json(*hook)
    with terminal.office() as office:
        pushing.take(office)
        (message,) = pushing.outgoing(office, 1, each=1)
        pushing.answered(office, message, 503)
        pushing.failed(office, message, "too-slow")
        place = message.delivery.position + 1

    listed = terminal("webhook", "deliveries", "1", "--cursor", str(place), "--csv").stdout

    (tried,) = (line for line in listed.splitlines() if "503" in line)
    assert re.search(r"\d{4}-\S+ 503、\d{4}-\S+ too-slow", tried)


def test_what_was_recorded_is_listed_for_other_systems(terminal) -> None:
    page = terminal("events", "follow", "--after", "1", "--limit", "1", "--sentences")

    assert "programme" in page.stdout
    assert page.stderr.endswith("还有更多，续看请加 --after 2\n")
    lines = terminal("events", "follow", "--limit", "2", "--jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["1", "2"]
    assert "记录条数" in terminal("metrics").stdout


def test_what_is_public_is_asked_by_anybody(terminal) -> None:
    assert "HOT_DIFFICULT.ROADS" in terminal("public", "services").stdout
    assert terminal.json("public", "matters", "--since", "2024-01-01")["items"] == []
    assert "没有这张回执" in terminal("public", "ticket", "x", exits=3).stderr


def test_a_key_is_shown_once(terminal) -> None:
    issued = json.loads(terminal("key", "issue", "王小明", "--label", "网站", "--json").stdout)

    assert issued["key"]
    assert issued["key"] not in terminal("key", "list", "--json").stdout
    assert terminal.json("key", "revoke", str(issued["id"]))["revoked"] is not None


@pytest.mark.clause("S12")
def test_the_keys_in_ones_own_name_are_taken_by_a_password_listed_and_ended(terminal) -> None:
    word = "Wende-Pfad-42-x"
    terminal("account", "init", "王小明", "--login", "wangxm", "--password-file", "-", given=word)

    taken = ("key", "own-issue", "--label", "分析", "--scope", "read-only", "--current-file", "-")
    said = terminal(*taken, given=word).stdout

    assert said.startswith("密钥：mq_")
    assert "口令" in terminal(*taken, given="Wende-Pfad-43-x", exits=4).stderr
    (own,) = terminal.json("key", "own")["items"]
    assert (own["label"], own["issued_by_name"], own["scopes"]) == (
        "分析",
        "王小明",
        ["read-only"],
    )
    assert terminal.json("key", "own-revoke", str(own["id"]))["revoked"] is not None


def test_the_tables_are_built_anew(terminal) -> None:
    terminal.record()

    assert terminal.json("views", "rebuild") == {"position": terminal.json("verify")["size"]}
    assert terminal.json("case", "count")["total"] == 1


def test_a_sound_office_passes_its_checkup(terminal) -> None:
    year = int(terminal.json("programme", "show")["on"][:4])
    if not terminal.json("calendar", "show", str(year))["published"]:
        terminal("calendar", "publish", str(year), "--source", "通知")

    lines = terminal("doctor").stdout.splitlines()

    marks = ["✓", "✓", "!", "✓", "!", "!", "✓", "✓", "✓", "✓", "!", "✓", "✓"]
    assert [line[0] for line in lines] == marks
    assert lines[2] == "! 检查点：未设检查点目录（--checkpoints），无从发现记录被截去"
    assert lines[10] == (
        f"! 工作日历：{year + 1} 年未公布，期限为暂定；"
        f"公布后请运行 minqing calendar publish {year + 1}"
    )
    assert lines[-1] == "✓ 办理人：王小明（000001），干事"


def test_a_key_that_others_can_read_is_a_fault(terminal) -> None:
    (terminal.folder / "town.key").chmod(0o644)

    path = terminal.folder / "town.key"
    assert terminal("doctor", exits=1).stdout.splitlines()[0] == (
        f"✗ 主密钥：{path} 他人可读，请运行 chmod 600 {path}"
    )


def test_where_there_is_no_store_the_checkup_says_so(nowhere: Terminal) -> None:
    checks = json.loads(nowhere("doctor", "--json", exits=1).stdout)["items"]

    assert [(check["check"], check["state"]) for check in checks] == [
        ("key-file", "fault"),
        ("store-missing", "fault"),
    ]


def test_the_version_is_told(terminal) -> None:
    assert terminal("version").stdout == "minqing 0.1.0\n"
