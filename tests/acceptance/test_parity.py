"""The same story leaves the same record through the library, the command line and HTTP."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import click
import pytest
from attrs import frozen
from click.testing import CliRunner
from tests.cli.terminals import Terminal
from tests.http.serving import Served
from tests.towns import CLERK, MATTER, by

from minqing_cli.main import cli
from minqing_cli.surface import COMMANDS
from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office
from minqing_core.kernel.refusals import RefusalError
from minqing_http.operations import BY_USE_CASE

MATTER_THEN = {**MATTER, "place": "town"}


def step(kind: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return "case.step", {"case": "#", "step": {"kind": kind, **said}}


def case(use_case: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return f"case.{use_case}", {"case": "#", **said}


TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
DAFENG = {
    "unit": "dafeng",
    "name": "大丰村",
    "kind": "village",
    "parent": "town",
    "since": "2007-06-20",
}
SECRETARY = {
    "name": "陈国强",
    "kind": "village-two-committees",
    "since": "2020-01-01",
    "post": "village-secretary",
    "unit": "dafeng",
}
COMPLAINT = {**MATTER_THEN, "category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": ["0002"]}
RESOLVED = {"outcome": "resolved", "effect": "亮了"}
STORIES: Mapping[str, list[tuple[str, dict[str, Any]]]] = {
    "a matter that is resolved, with every refusal on the way": [
        ("case.record", {"matter": {**MATTER_THEN, "kind": "gripe"}}),
        ("case.record", {"matter": {**MATTER_THEN, "category": "OTHER"}}),
        ("case.record", {"matter": MATTER_THEN, "attested": True}),
        case("conclude", conclusion=RESOLVED),
        step("cause", text="线路老化"),
        step("measure", text="换线"),
        step("measure", text="换线", owner=CLERK, due="2999-12-31"),
        step("leader", leader=CLERK),
        step("leader", leader=CLERK),
        step("carried-out", measure=2, text="已换线"),
        step("carried-out", measure=1, text="已换线"),
        case("conclude", conclusion=RESOLVED),
        case("feedback", feedback=TOLD),
        case("conclude", conclusion={**RESOLVED, "effect": " "}),
        case("conclude", conclusion=RESOLVED),
        step("note", text="还有一事"),
    ],
    "an anonymous matter that can never be solved": [
        (
            "case.record",
            {
                "matter": {
                    **MATTER_THEN,
                    "petitioners": [{"kind": "anonymous"}],
                    "category": "DISPUTE.SUDDEN",
                }
            },
        ),
        step("deliberation", text="所里商议", form="comment"),
        case(
            "excuse",
            impossible={"stage": "result", "hindrance": "anonymous", "text": "没有留下联系办法"},
        ),
        case("explain", explanation={"means": "notice", "text": "在村口公示说明"}),
        case(
            "conclude",
            conclusion={
                "outcome": "unresolvable",
                "effect": "已公示",
                "basis": "规划为绿地",
                "cause": "planning",
            },
        ),
    ],
    "what was written wrongly and corrected": [
        ("case.record", {"matter": MATTER_THEN}),
        case("amend", amendment={"field": "title", "value": "路灯全灭", "reason": "核实"}),
        case("amend", amendment={"field": "title", "value": "路灯全灭", "reason": "核实"}),
        case("amend", amendment={"field": "kind", "value": "wish", "reason": "核实"}),
        case("amend", amendment={"field": "kind", "value": "gripe", "reason": "核实"}),
        case("amend", amendment={"field": "nothing", "value": "x", "reason": "核实"}),
        case("amend", amendment={"field": "place", "value": "none", "reason": "核实"}),
    ],
    "a complaint about a cadre, its petitioner sealed and opened for a reason": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        ("case.record", {"matter": COMPLAINT, "owner": "0002"}),
        ("case.record", {"matter": {**COMPLAINT, "accused": ["0009"]}}),
        ("case.record", {"matter": COMPLAINT}),
        case("accuse", naming={"person": "0002", "reason": "来信点名"}),
        case("accuse", naming={"person": CLERK, "reason": "来信点名"}),
        case("identity", opening={"reason": " "}),
        case("identity", opening={"reason": "上门核实", "petitioners": [2]}),
        case("identity", opening={"reason": "上门核实"}),
        ("case.record", {"matter": {**MATTER_THEN, "protected": True}}),
        case("accuse", naming={"person": "0002", "reason": "来电反映"}),
        case("identity", opening={"reason": "反馈结果", "petitioners": [1]}),
    ],
    "people, posts and rules": [
        ("roster.unit", {"unit": DAFENG}),
        ("roster.person", {"person": "0002", "facts": SECRETARY}),
        (
            "roster.post",
            {
                "person": "0002",
                "taken": {"post": "village-director", "unit": "dafeng", "since": "2021-01-01"},
            },
        ),
        (
            "roster.leave",
            {
                "person": "0002",
                "left": {"post": "village-director", "unit": "dafeng", "until": "2020-01-01"},
            },
        ),
        (
            "roster.station",
            {
                "person": "0002",
                "stationed": {"village": "town", "home": "town", "since": "2021-01-01"},
            },
        ),
        ("roster.kind", {"person": "0002", "kind": "stationed-town", "since": "2022-01-01"}),
        ("roster.bind", {"person": "0002", "login": "chen"}),
        (
            "programme.rule",
            {
                "rule": {
                    "rule": "conclude",
                    "clause": "S34",
                    "title": "办结",
                    "quote": "不能悬而未决",
                    "value": {"amount": 30, "unit": "calendar-day"},
                    "effective_from": "2025-01-01",
                }
            },
        ),
        (
            "programme.retire",
            {"retired": {"code": "NONE", "reason": "无此项", "effective_from": "2025-01-01"}},
        ),
        ("calendar.publish", {"year": {"year": 2027, "off": ["2027-01-01"], "source": "通知"}}),
    ],
}


@frozen
class Trace:
    """What a story left: the codes of the refusals in their order, and the record."""

    refusals: list[str | None]
    record: list[tuple[object, ...]]


class Library:
    """Asks the office itself."""

    def __init__(self) -> None:
        self.office: Office = open_office("memory:")
        found_town(self.office, town="大涌镇", clerk="王小明", login="wang")

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Return the code of the refusal, if any, and the number of what was recorded."""
        try:
            return None, answer(self.office, use_case, by(CLERK), given)["id"]
        except RefusalError as refusal:
            return refusal.code, ""


class CommandLine:
    """Asks by commands, the values from standard input."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        terminal("db", "init", "--town", "大涌镇", "--clerk", "王小明")
        self.office: Office = open_office(str(terminal.folder / "town.db"))

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Run the command of a use case."""
        words = COMMANDS[use_case].split()
        places = [_at(given, argument) for argument in _arguments(words)]
        text = json.dumps(given, ensure_ascii=False)
        result = CliRunner().invoke(
            cli,
            [*words, *places, "--from", "-", "--json"],
            prog_name="minqing",
            env=self._terminal.environment,
            input=text,
        )
        said = json.loads(result.stdout or result.stderr.splitlines()[-1])
        return said.get("code"), said.get("id", "")


class Web:
    """Asks over HTTP, with the version that it has before it."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.office = served.office

    def ask(self, use_case: str, given: Mapping[str, Any]) -> tuple[str | None, str]:
        """Send the request of a use case."""
        operation = BY_USE_CASE[use_case]
        path = operation.path.format(**{key: str(value) for key, value in given.items()})
        stream = path.removeprefix("/v1/roster/people/").removeprefix("/v1/cases/").split("/")[0]
        prefix = "person" if "roster" in path else "case"
        version = self.office.log.version(f"{prefix}/{stream}")
        body = {key: value for key, value in given.items() if f"{{{key}}}" not in operation.path}
        headers = {"If_Match": f'"{version}"'} if operation.revises else {}
        told = self._served.post(path, body, **headers)
        return told.body.get("code"), told.body.get("id", "")


def _arguments(words: list[str]) -> list[str]:
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return [p.name or "" for p in command.params if isinstance(p, click.Argument)]


def _at(given: Mapping[str, Any], path: str) -> str:
    found: Any = given
    for name in path.split("__"):
        found = found[name]
    return str(found)


def told(door: Library | CommandLine | Web, story: list[tuple[str, dict[str, Any]]]) -> Trace:
    """Tell a story at a door, and return what it left."""
    before, number, refusals = door.office.log.size(), "", []
    for use_case, given in story:
        asked = {**given, "case": number} if "case" in given else given
        code, recorded = door.ask(use_case, asked)
        refusals.append(code)
        number = recorded if use_case == "case.record" and recorded else number
    left = door.office.log.scan(before)
    return Trace(
        refusals,
        [(e.stream, e.version, e.actor, e.on_behalf_of, e.event) for e in left],
    )


@pytest.fixture
def doors(tmp_path) -> Iterator[list[Library | CommandLine | Web]]:
    """Give the three doors to three towns alike."""
    with ExitStack() as stack:
        served = stack.enter_context(Served(open_office("memory:")))
        made: list[Library | CommandLine | Web] = [
            Library(),
            CommandLine(Terminal(tmp_path)),
            Web(served),
        ]
        yield made
        for door in made:
            door.office.close()


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_a_story_leaves_the_same_record_through_every_door(doors, story) -> None:
    library, command_line, web = (told(door, story) for door in doors)
    assert command_line == library
    assert web == library
    assert library.record


def test_every_use_case_has_a_command_and_an_operation() -> None:
    assert {*COMMANDS} == {*BY_USE_CASE}
