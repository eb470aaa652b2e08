"""Asked from outside: how long the command line takes, and many at once over HTTP."""

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import aiohttp
from load import Answered, Request, Requests, answer_to, creations, listening, loaded
from measuring import Goal, Line, beside, seconds
from programs import ENVIRONMENT, Fed, Run, require_same, say
from questions import SLOW
from starting import HELP, LIST, repeated

from minqing_core.application.founding import FIRST

AT_ONCE = 16
CHECKED = 5
SERVING = Goal(80, aim=50, absolute=True)


def started(fed: Fed) -> Iterator[Line]:
    """Compare help, and the newest fifty matters, with a Python that does nothing."""
    ours = next(home for home in fed.homes if home.name == "ours")
    store = ["--db", ours.store, "--key-file", str(ours.folder / "town.key")]
    cli, asked = ["-m", "minqing_cli.main"], ["case", "list", "--as", FIRST]
    bare = ["-c", "pass"]
    commands = {"ours": [*cli, *store, *asked], "limit": bare}
    commands |= {home.name: home.command("list") for home in fed.homes[2:]}
    newest = fed.model.newest()
    for side, command in commands.items():
        if side != "limit":
            said = _printed(command)
            missing = [number for number in newest if number not in said]
            require_same(side, "list", [()], [missing], [[]])
    for name, goal, works in (
        (
            "minqing --help; the limit is a bare python",
            HELP,
            {"ours": [*cli, "--help"], "limit": bare},
        ),
        ("newest 50 from the shell; the limit is a bare python", LIST, commands),
    ):
        say(name)
        rounds = {side: repeated(fed.run.folder, *work) for side, work in works.items()}
        spent: dict[str, list[float]] = {side: [] for side in works}
        for _ in range(2 * fed.run.rounds - 1):
            for side, work in rounds.items():
                slow = spent[side] and spent[side][-1] > SLOW
                spent[side].append(spent[side][-1] if slow else seconds(next(work)))
        figures = {side: [one * 1000 for one in found] for side, found in spent.items()}
        yield beside(name, "ms", figures, goal=goal)


def _printed(command: Sequence[str]) -> str:
    done = subprocess.run(  # noqa: S603 - this Python, with arguments written here
        [sys.executable, *command], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return done.stdout


def served(fed: Fed, key: str) -> Iterator[Line]:
    """Have matters made and shown by each server, the servers in turn."""
    shown = {"Authorization": f"Bearer {key}"}
    chance = random.Random(5)  # noqa: S311 - a benchmark
    numbers = [*fed.model.matters]

    def read() -> Request:
        return Request(path=f"/v1/cases/{chance.choice(numbers)}", headers=shown)

    create = creations(shown)
    with ExitStack() as running:
        servers = {
            home.name: running.enter_context(listening(*home.command("serve")))
            for home in fed.homes
        }
        addresses = {side: server.address for side, server in servers.items()}
        for number in chance.sample(numbers, CHECKED):
            asked = Request(path=f"/v1/cases/{number}", headers=shown)
            asyncio.run(_require_told(addresses, asked, fed.model.history(number)))
        for name, requests in (("create", create), ("read", read)):
            say(f"HTTP {name}")
            found = asyncio.run(_loaded(fed.run, addresses, requests))
            rates = {side: [one.rate for one in rounds] for side, rounds in found.items()}
            goal = fed.run.goal(name)
            yield beside(f"HTTP {name}, {AT_ONCE} clients", "/s", rates, goal=goal)
            if name == "create":
                fed.created = {
                    side: sum(len(one.spent) for one in rounds) for side, rounds in found.items()
                }
        peaks = {side: [_peak(server.process)] for side, server in servers.items()}
        yield beside("peak memory of the server", "MiB", peaks, goal=SERVING)


async def _require_told(
    addresses: Mapping[str, str], asked: Request, history: Sequence[Sequence[str]]
) -> None:
    """Refuse to go on where a server does not tell every word of a matter."""
    async with aiohttp.ClientSession() as client:
        for side, address in addresses.items():
            told = json.dumps(
                json.loads(await answer_to(client, address, asked)), ensure_ascii=False
            )
            missing = [[words] for *_, words in history if words not in told]
            require_same(side, asked.path, [()], [missing], [[]])


async def _loaded(
    run: Run, addresses: Mapping[str, str], requests: Requests
) -> dict[str, list[Answered]]:
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    found: dict[str, list[Answered]] = {side: [] for side in addresses}
    async with aiohttp.ClientSession(connector=connector) as client:
        for _ in range(run.rounds):
            for side, address in addresses.items():
                answered = Answered()
                await loaded(client, address, requests, AT_ONCE, run.load, answered)
                found[side].append(answered)
    return found


def _peak(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
