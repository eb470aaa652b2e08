"""Ours as it is compared: the use cases of an office, asked by the clerk of the town."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from attrs import evolve
from told import AFTER, OPENING, Told, instant
from town import Hands, Happening, begun, filled
from twins import Twin, main

from minqing_core.application import case, case_reading, duties, listing, replaying
from minqing_core.application.asking import answer
from minqing_core.application.case_page import CasePage
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.founding import FIRST
from minqing_core.application.moments import When, found
from minqing_core.application.tables import caught_up, rebuild
from minqing_core.application.verification import verify
from minqing_core.bootstrap import open_office
from minqing_core.diary import events
from minqing_core.diary.decisions.handling import Step, StepKind
from minqing_core.duties.cells import State
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.views.case_file import CaseFile

CLERK = Act(actor=FIRST)
OPEN_ONES = CaseFilter(status="handling")
WEEKLY = "record.weekly"
WRITTEN = {State.MET, State.MET_LATE}


class Ours(Twin):
    """An office; its clock stands some weeks after the last that happened."""

    def __init__(self, store: str, folder: Path) -> None:
        self.store, self.key_file = store, folder / "town.key"
        if self.key_file.exists():
            self.clock = Hands(now=AFTER)
            self.office = open_office(store, key_file=self.key_file, clock=self.clock)
        else:
            self.office, self.clock = begun(store, folder)

    def fill(self, part: list[Told]) -> None:
        """Append their events to the log."""
        filled(self.office, self.clock, map(_happening, part), len(part))

    def finish(self) -> None:
        """Build the tables and the search."""
        caught_up(self.office)

    def note(self, case_: str, actor: str, key: str, text: str) -> None:
        """Put a note on record."""
        step = Step(kind=StepKind.NOTE, text=Personal(text))
        act = Act(actor=PersonId(actor), channel="cli", key=key)
        case.step(self.office, act, CaseId(case_), step=step)

    def history(self, case_: str) -> CasePage:
        """Show the page of a matter, on which everything that was said of it stands."""
        return case_reading.show(self.office, CLERK, CaseId(case_))

    def sentences(self, case_: str) -> case_reading.Timeline:
        """Tell it in sentences, of long words the beginning."""
        return case_reading.log(self.office, CLERK, CaseId(case_))

    def state(self, case_: str, at: int) -> object:
        """Show the page of a matter."""
        when = When(as_of=instant(at))
        return case_reading.show(self.office, CLERK, CaseId(case_), when=when)

    def states(self, at: int) -> list[CaseFile]:
        """Fold every matter, and keep them all."""
        return [*self._at(at)]

    def gone_through(self, at: int) -> int:
        """Fold every matter, one after another, and keep none."""
        return sum(1 for _ in self._at(at))

    def _at(self, at: int) -> Iterable[CaseFile]:
        return listing.files_at(self.office, found(self.office, When(as_of=instant(at))))

    def written(self, at: int) -> int:
        """Write every matter out, all its words opened."""
        when = When(as_of=instant(at))
        return sum(map(len, replaying.replay(self.office, CLERK, when=when).pieces))

    def newest(self) -> listing.CaseList:
        """List matters."""
        return listing.list_cases(self.office, CLERK)

    def open_by(self, column: str) -> listing.CaseCount:
        """Count open matters."""
        return listing.count(self.office, CLERK, which=OPEN_ONES, by=column)

    def overdue(self, _: str) -> object:
        """List and count those that hang on the day of the clock."""
        total = listing.count(self.office, CLERK, which=CaseFilter(hanging=True)).total
        return listing.hanging(self.office, CLERK), total

    def entries(self, owner: str, year: int) -> duties.DutyGrid:
        """Show the duties of a year, judged."""
        return duties.grid(self.office, CLERK, PersonId(owner), year=year)

    def matters(self) -> int:
        """Count all matters."""
        return listing.count(self.office, CLERK).total

    def audit(self) -> None:
        """Check every byte of the log and open every word."""
        if findings := verify(self.office, CLERK).findings:
            raise RuntimeError(findings)

    def rebuilt(self) -> int:
        """Build the tables anew from the log."""
        return rebuild(self.office)

    def account(self, login: str, password: str) -> None:
        """Open the account that the pages ask for, unless there is one."""
        if self.office.accounts().of(FIRST) is None:
            whose = {"person": FIRST, "login": login, "password": password}
            answer(self.office, "account.init", CLERK, whose)

    def key(self) -> str:
        """Issue the key that the server asks for."""
        wanted = {"person": FIRST, "label": "load"}
        return str(answer(self.office, "key.issue", CLERK, wanted)["key"])

    def plain(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - as each answers
        """Say it as all do."""
        turn: Callable[[Any], Any] | None = getattr(self, f"_{asked}", None)
        return answer if turn is None else turn(answer)

    def serve(self) -> None:
        """Become `minqing serve`."""
        self.close()
        server = ["-m", "minqing_cli.main", "--db", self.store, "--key-file", str(self.key_file)]
        os.execv(sys.executable, [sys.executable, *server, "serve", "--port", "0"])  # noqa: S606

    def _history(self, page: CasePage) -> list[list[str]]:
        matter = page.matter
        learned = civil_date(matter.learned_at).isoformat()
        said = [[one.kind, one.by, one.on.isoformat(), _text(one.fact)] for one in page.said]
        return [[OPENING, page.hands.recorded_by, learned, matter.text], *said]

    def _sentences(self, story: case_reading.Timeline) -> list[list[str]]:
        return [[item.event, item.actor, item.occurred_on.isoformat()] for item in story.items]

    def _state(self, page: CasePage) -> dict[str, Any]:
        due = [one.due.isoformat() for one in page.measures if one.done_on is None]
        return {
            "status": page.status,
            "owner": page.hands.owner,
            "due": due[0] if due else None,
            "said": 1 + len(page.said),
            "category": page.matter.category,
            "place": page.matter.place,
        }

    def _states(self, files: list[CaseFile]) -> dict[str, dict[str, Any]]:
        return {file.case: _of_file(file) for file in files}

    def _newest(self, page: listing.CaseList) -> list[object]:
        return [row["number"] for row in page.items]

    def _open_by(self, count: listing.CaseCount) -> dict[str, int]:
        return count.by

    def _overdue(self, found: tuple[listing.CaseList, int]) -> list[Any]:
        return [self._newest(found[0]), found[1]]

    def _entries(self, grid: duties.DutyGrid) -> list[str | None]:
        weeks = (one for one in grid.items if one.duty == WEEKLY)
        return sorted(one.period for one in weeks if one.state in WRITTEN)

    def close(self) -> None:
        """Close the office."""
        self.office.close()


def _happening(told: Told) -> Happening:
    facts = told["facts"]
    event = msgspec.convert(facts["event"], getattr(events, told["kind"]), dec_hook=_personal)
    if told["kind"] == OPENING:
        event = evolve(event, matter=evolve(event.matter, petitioners=_in_parts(event.matter)))
    return Happening(
        at=instant(facts["occurred_at"]),
        case=CaseId(told["case"]),
        actor=PersonId(facts["actor"]),
        event=event,
    )


def _in_parts(matter: events.Matter) -> tuple[events.Petitioner, ...]:
    """Seal what one petitioner said of themselves apart from the rest."""
    return tuple(
        evolve(
            one,
            name=Personal(str(one.name), f"p{number}"),
            contact=Personal(str(one.contact), f"p{number}"),
        )
        for number, one in enumerate(matter.petitioners, 1)
    )


def _personal(_: type, words: str) -> Personal:
    return Personal(words)


def _text(fact: Any) -> str:  # noqa: ANN401 - any passage
    return str(fact.effect if isinstance(fact, events.CaseConcluded) else fact.text)


def _of_file(file: CaseFile) -> dict[str, Any]:
    due = [one.due.isoformat() for one in file.measures if one.is_open]
    matter = file.matter
    return {
        "status": file.status,
        "owner": file.owner,
        "due": due[0] if due else None,
        "said": 1 + len(file.said),
        "category": None if matter is None else matter.category,
        "place": None if matter is None else matter.place,
    }


if __name__ == "__main__":
    main(Ours)
