"""What the command line says when something will not do, and the exit codes."""

import json
import sqlite3

import pytest
from tests.cli.terminals import MATTER


def problem(result) -> dict:
    """Return the problem object, the last line on standard error."""
    found: dict = json.loads(result.stderr.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("words", "exits", "code"),
    [
        (("case", "show", "2026-999999"), 3, "case-unknown"),
        (("roster", "show", "9999"), 3, "person-unknown"),
        (("roster", "unit-page", "桃花源"), 3, "unit-unknown"),
        (("case", "list", "--cursor", "x"), 1, "cursor"),
        (("case", "list", "--limit", "0"), 1, "page-limit"),
        (("case", "count", "--by", "colour"), 1, "counted-by"),
        (("case", "list", "--as-of", "昨天"), 1, "invalid-input"),
        (("case", "list", "--as", "无名氏"), 3, "name-unknown"),
        (("roster", "unit", "x", "--name", "某村"), 1, "invalid-input"),
        (("roster", "unit", "x", "--name", "某村", "--as", "0002"), 4, "not-allowed"),
        (("roster", "bind", "0002", "--login", "chen", "--as", "0002"), 4, "not-allowed"),
        (("case", "record", *MATTER, "--as", "何正"), 4, "not-allowed"),
        (("case", "record", *MATTER, "--learned", "2099-01-01"), 1, "in-future"),
        (("case", "record", *MATTER, "--occurred", "2099-01-01"), 1, "occurred-in-future"),
        (("case", "list", "--fields", "颜色"), 1, "unknown-field"),
        (("case", "record", "--from", "nowhere.json"), 1, "file-unreadable"),
    ],
)
def test_a_refusal_has_its_code_and_exit_code(terminal, words, exits, code) -> None:
    assert problem(terminal(*words, "--json", exits=exits))["code"] == code


def test_every_fault_has_its_own_line_with_the_option(terminal) -> None:
    result = terminal("case", "record", "--kind", "x", "--channel", "visit", exits=1)

    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "办理人：王小明",
        "✗ 所填内容有 5 处不符合要求 (invalid-input)",
        "  --kind：「x」不对，应为其中之一：demand、wish、difficulty、problem",
        "  --category：必须填写",
        "  --title：必须填写",
        "  --text：必须填写",
        "  --petitioner：必须填写",
    ]


def test_a_script_gets_a_problem_object(terminal) -> None:
    result = terminal("case", "step", "2026-000001", "--text", "x", "--json", exits=1)

    assert problem(result) == {
        "code": "invalid-input",
        "kind": "invalid",
        "text": "所填内容有 1 处不符合要求：step.kind：必须填写",
        "faults": [
            {"field": "step.kind", "option": "--kind", "code": "missing", "text": "必须填写"}
        ],
    }


def test_who_comes_second_is_told_what_happened_meanwhile(terminal) -> None:
    number = terminal.record()
    terminal("case", "step", number, "--kind", "cause", "--text", "线路老化")

    result = terminal(
        *("case", "step", number, "--kind", "note", "--text", "看过", "--seen", "1"), exits=5
    )

    assert "  其间：王小明写明原因：线路老化" in result.stderr.splitlines()


def test_a_matter_that_cannot_be_concluded_yet_is_refused_not_overtaken(terminal) -> None:
    number = terminal.record()

    result = terminal(
        *("case", "conclude", number, "--outcome", "resolved", "--effect", "好了"), exits=1
    )

    assert result.stderr.splitlines()[-1].startswith("✗ ")


@pytest.mark.files
@pytest.mark.clause("S37")
def test_a_changed_byte_is_found_and_named(terminal) -> None:
    assert terminal("verify").stdout.splitlines()[0] == "✓ 记录完整，与自身的指纹一致"
    with sqlite3.connect(terminal.folder / "town.db") as store:
        store.execute("DROP TRIGGER stored_events_update_refused")
        store.execute(
            "UPDATE stored_events SET state = CAST(state || 'x' AS BLOB) WHERE rowid = 3"
        )
    store.close()

    found = json.loads(terminal("verify", "--json", exits=6).stdout)

    assert set(found) == {"size", "root", "findings", "epochs", "vouched"}
    assert 3 in {finding["position"] for finding in found["findings"]}
    shape = {"position", "stream", "version", "code", "text"}
    assert all(finding.keys() >= shape for finding in found["findings"])
    assert terminal("verify", exits=6).stdout.startswith("发现 ")


def test_a_file_that_is_no_json_is_refused(terminal) -> None:
    result = terminal("case", "record", "--from", "-", exits=1, given="[1]")

    assert result.stderr == "✗ - 应是一个 JSON 对象 (file-malformed)\n"
    assert "不是 JSON" in terminal("case", "record", "--from", "-", exits=1, given="{").stderr
