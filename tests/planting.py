"""What is planted in a record to be destroyed, and the search for it everywhere."""

import gzip
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from tests.towns import by, shanghai

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office

CLERK, SECRETARY, COMMISSIONER, LEADER = "000001", "0002", "0010", "0011"
LAW = "个人信息保护法第四十七条"
PLANTED = {
    "petitioner": "欧阳若水",
    "contact": "13987654321",
    "address": "三队东头门牌七十九",
    "title": "若水家门前路灯不亮",
    "told": "欧阳老人腿脚不便夜里摔过",
    "note": "夜访欧阳若水家属欧阳静好",
    "head": "司马长河",
    "member": "司马望舒",
    "phone": "13711112222",
    "visit": "司马家灶台漏雨待修",
}
KEPT = "诸葛明月"
UNNAMED = {"kind": "anonymous"}


class Place:
    """A store at an address with an office that is opened on it again and again."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.at: datetime = shanghai("2024-03-01T09:00")

    def open(self, **how: Any) -> Office:
        """Open an office on the store."""
        key_file = self.folder / "town.key"
        return open_office(self.url, key_file=key_file, clock=lambda: self.at, **how)

    def lose(self) -> None:
        """Lose the store, all but its master key."""
        if self.url.startswith("postgres"):
            with psycopg.connect(self.url) as connection:
                connection.execute("DROP SCHEMA minqing, minqing_vault, minqing_access CASCADE")
        for file in self.folder.glob("town*.db*"):
            file.unlink()

    def holding(self, word: str) -> list[str]:
        """Name where a word still stands."""
        found = [*in_files(self.folder, word)]
        if self.url.startswith("postgres"):
            found += in_tables(self.url, word)
        return found

    def everywhere(self, words: Mapping[str, str] = PLANTED) -> dict[str, list[str]]:
        """Name where each planted word still stands."""
        return {word: places for word in words.values() if (places := self.holding(word))}


def forms(word: str) -> list[bytes]:
    """Return the bytes that a word may stand in."""
    return [
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        json.dumps(word).strip('"').encode(),
        " ".join(word).encode(),
    ]


def in_files(folder: Path, word: str) -> Iterator[str]:
    """Go through the files in which a word stands."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = _content(file)
        if any(form in content for form in forms(word)):
            yield file.name


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() + unpacked(file)
    except FileNotFoundError:
        return b""


def unpacked(file: Path) -> bytes:
    """Return what is packed in a file, nothing where it is no such file."""
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    if not zipfile.is_zipfile(file):
        return b""
    with zipfile.ZipFile(file) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def in_tables(url: str, word: str) -> Iterator[str]:
    """Go through the tables in which a word stands."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        assert {"minqing", "minqing_vault", "minqing_views"} <= {schema for schema, _ in tables}
        for schema, table in tables:
            name = sql.Identifier(schema, table)
            rows = connection.execute(sql.SQL("SELECT t::text FROM {} AS t").format(name))
            for (row,) in rows:
                if word in row or any(form.hex() in row for form in forms(word)):
                    yield f"{schema}.{table}"


def do(office: Office, name: str, actor: str = CLERK, **given: Any) -> Any:
    """Have somebody do something."""
    return answer(office, name, by(actor), given)


def settle(office: Office) -> None:
    """Found a town with a village, its secretary, and the two who destroy."""
    found_town(office, town="大涌镇", clerk="王小明", login="wang")
    unit = {"unit": "dafeng", "name": "大丰村", "kind": "village", "parent": "town"}
    do(office, "roster.unit", unit={**unit, "since": "2007-06-20"})
    for person, name, post, where in (
        (SECRETARY, "陈国强", "village-secretary", "dafeng"),
        (COMMISSIONER, "林组委", "organisation-commissioner", "town"),
        (LEADER, "郑书记", "party-secretary", "town"),
    ):
        facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
        do(office, "roster.person", person=person, facts={**facts, "post": post, "unit": where})


def plant(office: Office, words: Mapping[str, str] = PLANTED) -> tuple[str, str, str]:
    """Record what is to be destroyed, and return the names of its subjects."""
    home = {"village": "dafeng", "name": words["head"], "address": words["address"]}
    household = do(office, "household.enter", SECRETARY, household=home)["id"]
    member = {"name": words["member"], "contact": words["phone"]}
    do(office, "household.member", SECRETARY, household=household, member=member)
    seen = {"village": "dafeng", "form": "household", "on": "2024-03-01", "text": words["visit"]}
    visit = do(office, "visit.record", SECRETARY, visit={**seen, "households": [household]})["id"]
    case = ended(
        office,
        title=words["title"],
        text=words["told"],
        household=household,
        petitioners=[
            {
                "kind": "named",
                "name": words["petitioner"],
                "contact": words["contact"],
                "address": words["address"],
            }
        ],
        note=f"{words['note']}，电话 {words['contact']}",
    )
    do(office, "household.move", SECRETARY, household=household, moved={"on": "2024-03-01"})
    return f"case:{case}", f"household:{household}", f"visit:{visit}"


def ended(office: Office, note: str, **matter: Any) -> str:
    """Have a matter recorded, answered and concluded."""
    facts = {
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "learned_at": "2024-03-01T08:30:00+08:00",
        "place": "dafeng",
    }
    case = do(office, "case.record", SECRETARY, matter={**facts, **matter})["id"]
    do(office, "case.step", SECRETARY, case=case, step={"kind": "note", "text": note})
    told = {"stage": "result", "means": "visit", "text": note, "response": "satisfied"}
    do(office, "case.feedback", SECRETARY, case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": note}
    do(office, "case.conclude", SECRETARY, case=case, conclusion=ended)
    number: str = case
    return number


def shred(office: Office, subject: str) -> None:
    """Destroy a subject's words, as two people."""
    asking = {"ground": "retention-expired", "basis": LAW}
    do(office, "privacy.shred", COMMISSIONER, subject=subject, asking=asking)
    do(office, "privacy.approve", LEADER, subject=subject)


def shred_all(office: Office, subjects: tuple[str, ...]) -> None:
    """Destroy the words of several."""
    for subject in subjects:
        shred(office, subject)
