"""The files for putting it to work agree with each other, with the commands, and with the docs."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path

import click
import psycopg
import pytest
from attrs import frozen
from psycopg.errors import InsufficientPrivilege

from minqing_cli.configuration import KNOWN
from minqing_cli.main import cli
from minqing_core import open_office
from minqing_core.application.founding import found_town
from minqing_core.bootstrap import make_signer, open_signer
from minqing_http.operations import MEBIBYTE, TABLE
from minqing_http.pages.uploads import MOST_BYTES
from minqing_http.pushing import Pushing
from minqing_http.site import DRAIN_SECONDS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SETTINGS = set(KNOWN.values())
UNITS = sorted(DEPLOY.glob("*.service"))
SIGNER = "minqing-sign"


@frozen(kw_only=True)
class Folder:
    """A folder that is made: with which mode, and whose it is."""

    mode: int
    user: str
    group: str


def lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] not in "#;["]


def unit(path: Path) -> Mapping[str, list[str]]:
    """Return what a unit says, by name."""
    said: dict[str, list[str]] = {}
    for line in lines(path):
        name, _, value = line.partition("=")
        said.setdefault(name, []).append(value)
    return said


def settings(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines(path))


def folders() -> dict[str, Folder]:
    made = {}
    for line in lines(DEPLOY / "tmpfiles.d/minqing.conf"):
        kind, path, mode, user, group = line.split()
        assert kind == "d"
        made[path] = Folder(mode=int(mode, 8), user=user, group=group)
    return made


def users() -> dict[str, str]:
    """Return the users that are made, with the home of each; each has a group of its name."""
    made = {}
    for line in lines(DEPLOY / "sysusers.d/minqing.conf"):
        kind, name, _, _, home = shlex.split(line)
        assert kind == "u"
        made[name] = home
    return made


def environment(said: Mapping[str, list[str]]) -> dict[str, str]:
    (file,) = said["EnvironmentFile"]
    return settings(DEPLOY / Path(file).name)


def commands(said: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Yield the commands of ours that a unit runs, through a shell or not."""
    for line in said["ExecStart"]:
        words = shlex.split(line)
        if words[0] == "/bin/sh":
            words = shlex.split(words[2])[1:]
        assert words[0] == "/opt/minqing/bin/minqing"
        yield words[1:]


def require_known(words: list[str]) -> None:
    """Fail where a command does not take such words."""
    command: click.Command = cli
    context, rest = click.Context(cli, **cli.context_settings), list(words)
    while isinstance(command, click.Group):
        name, *rest = rest
        inner = command.get_command(context, name)
        assert inner is not None, words
        command, context = inner, click.Context(inner, parent=context, info_name=name)
    command.make_parser(context).parse_args(rest)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_there_is_with_settings_that_are_known(path: Path) -> None:
    said = unit(path)

    for words in commands(said):
        require_known(words)
    assert {*environment(said)} <= SETTINGS
    assert said["ProtectSystem"] == ["strict"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_writes_in_folders_that_are_made_and_its_users_own(path: Path) -> None:
    said, made = unit(path), folders()
    (user,), (group,) = said["User"], said["Group"]

    assert user in users()
    assert group in users()
    for folder in said["ReadWritePaths"][0].split():
        assert made[folder].user == user
        assert made[folder].mode & 0o700 == 0o700
    written = [*said["ReadWritePaths"][0].split()]
    for name, value in environment(said).items():
        if value.startswith("/") and name != "MINQING_CHECKPOINTS":
            assert str(Path(value).parent) in written


def test_whoever_has_a_home_owns_it_alone() -> None:
    made = folders()

    for user, home in users().items():
        assert (made[home].user, made[home].mode) == (user, 0o700)
    assert all(folder.mode & 0o002 == 0 for folder in made.values())


@pytest.mark.clause("S12")
def test_the_signer_publishes_and_the_office_only_reads() -> None:
    office, signer = unit(DEPLOY / "minqing.service"), unit(DEPLOY / "minqing-sign.service")
    published = environment(signer)["MINQING_CHECKPOINTS"]
    folder = folders()[published]

    assert environment(office)["MINQING_CHECKPOINTS"] == published
    assert [folder.user] == signer["User"]
    assert [folder.group] == office["Group"] != signer["Group"]
    assert folder.mode == 0o2750
    assert published in signer["ReadWritePaths"][0].split()
    assert published not in office["ReadWritePaths"][0].split()
    assert 0o644 & ~int(signer["UMask"][0], 8) == 0o640
    assert "MINQING_KEY_FILE" not in environment(signer)
    assert "MINQING_SIGNING_KEY" not in environment(office)
    roles = [environment(said)["MINQING_DB"] for said in (office, signer)]
    assert [re.findall(r"//(.*)@", url) for url in roles] == [office["User"], signer["User"]]
    assert len({url.partition("@")[2] for url in roles}) == 1


@pytest.mark.clause("S12")
def test_the_signers_role_reads_the_log_and_nothing_else(
    postgres_url: str, tmp_path: Path
) -> None:
    signer = postgres_url.replace("//postgres", f"//{SIGNER}", 1)
    key, folder = tmp_path / "signing.skey", tmp_path / "checkpoints"
    with open_office(postgres_url, key_file=tmp_path / "town.key", create=True) as office:
        found_town(office, town="大涌镇", clerk="王小明", login=None)
        size = office.log.size()
    make_signer(key, "dachong.example/minqing")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute((DEPLOY / "signer.sql").read_text(encoding="utf-8"))
        try:
            made = open_signer(signer, key_file=key, checkpoints=folder).sign()
            with psycopg.connect(signer, autocommit=True) as narrow:
                for statement in (
                    "DELETE FROM minqing.leaf",
                    "UPDATE minqing.stored_events SET state = ''",
                    "SELECT 1 FROM minqing_vault.vault",
                    "SELECT 1 FROM minqing_vault.keys",
                ):
                    with pytest.raises(InsufficientPrivilege):
                        narrow.execute(statement)
        finally:
            connection.execute(f'DROP OWNED BY "{SIGNER}"')
            connection.execute(f'DROP ROLE "{SIGNER}"')
    assert (made.size, made.added) == (size, size)
    assert (folder / "latest.checkpoint").exists()


def test_the_proxy_leads_to_the_office_and_says_who_came() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (words,) = commands(unit(DEPLOY / "minqing.service"))
    port = words[words.index("--port") + 1]
    site = settings(DEPLOY / "minqing.env")["MINQING_SITE"]

    assert set(re.findall(r"proxy_pass (\S+);", nginx)) == {f"http://127.0.0.1:{port}"}
    assert set(re.findall(r"server_name (\S+);", nginx)) == {site.removeprefix("https://")}
    passed = nginx.count("proxy_pass ")
    assert nginx.count("proxy_set_header X-Forwarded-For $remote_addr;") == passed
    assert nginx.count("proxy_set_header Host $host;") == passed
    largest = max(MOST_BYTES, *(one.most_bytes for one in TABLE))
    assert int(re.findall(r"client_max_body_size (\d+)m;", nginx)[0]) * MEBIBYTE > largest


def test_what_is_under_way_has_time_to_end() -> None:
    (seconds,) = unit(DEPLOY / "minqing.service")["TimeoutStopSec"]

    assert int(seconds) > DRAIN_SECONDS + Pushing().answer_seconds


def test_the_container_is_told_where_its_proxy_stands() -> None:
    made = lines(ROOT / "Containerfile")
    words = json.loads(next(line for line in made if line.startswith("CMD")).partition(" ")[2])
    told = dict(re.findall(r"(MINQING_\w+)=(\S+)", "\n".join(made)))
    ignored = lines(ROOT / ".dockerignore")

    require_known(words)
    assert {"--public", "--behind-proxy"} < {*words}
    assert "--plain-http" not in words
    assert {*told} <= SETTINGS
    assert all(ip_network(one).is_private for one in told["MINQING_TRUSTED_PROXY"].split(","))
    assert f"EXPOSE {words[words.index('--port') + 1]}" in made
    assert {".git", ".venv", "**/*.key", "**/*.db"} <= {*ignored}


def test_the_guide_tells_of_every_file_user_and_folder() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    told = [str(path.relative_to(DEPLOY)) for path in files]

    assert [name for name in (*told, *users(), *folders()) if f"{name}" not in GUIDE] == []
