"""What another program records between the door of a use case and a question (ADR 18)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.acceptance.appraised import RESOLVED, TOLD, does
from tests.acceptance.test_proofs import SIGNER, Folder
from tests.importing.foreign import COLUMNS, MAPPING, counts, row
from tests.pausing import Paused
from tests.proof.conftest import ORIGIN
from tests.towns import CLERK, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.application import duties_matters
from minqing_core.application.asking import answer
from minqing_core.application.importing import messages
from minqing_core.application.importing.sorting import sort
from minqing_core.application.office import Office
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.tables import stand_at
from minqing_core.backups.decisions.refusals import EpochNeedlessError
from minqing_core.bootstrap import open_office
from minqing_core.diary.decisions.refusals import CaseHiddenError
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.kernel.refusals import SeenStaleError
from minqing_core.persistence.signing_key import SigningKey
from minqing_core.powers.rules import NotAllowedError
from minqing_http.pages.asked import Asker, acting
from minqing_http.pages.table import PAGES
from minqing_http.pages.taking import rows_of_list
from minqing_http.pages.visitor import Visitor

pytestmark = pytest.mark.files
NOT_THEIRS = (NotAllowedError, CaseHiddenError)
LEFT = {"post": "village-secretary", "unit": "dafeng", "until": "2024-02-29"}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    """Give a town in a file, by the program that records meanwhile."""
    town = Town(url=str(tmp_path / "town.db"))
    town.settle()
    yield town
    town.office.close()


@pytest.fixture
def other(here: Town, tmp_path: Path) -> Iterator[Office]:
    """Give the same town by the program that is asked."""
    with open_office(str(tmp_path / "town.db"), clock=lambda: here.at) as office:
        yield office


def test_a_list_is_of_the_position_that_it_says(here: Town, other: Office) -> None:
    here.record()
    answer(other, "case.list", by(CLERK), {})

    def happens() -> None:
        renamed = {"unit": "dafeng", "name": "新大丰村", "since": "2024-03-01"}
        here.do("roster.rename", renamed=renamed)
        here.record()
        here.do("case.list")

    meddled = attrs.evolve(other, views=Paused(other.views, position=happens))
    told = answer(meddled, "case.list", by(CLERK), {})

    again = answer(other, "case.list", by(CLERK), {"when": {"position": told["position"]}})
    assert told["items"] == again["items"]
    assert {item["unit_name"] for item in told["items"]} == {"新大丰村"}


@pytest.mark.clause("S12", "S25")
def test_who_lost_their_post_meanwhile_is_not_told_what_was_recorded(
    here: Town, other: Office
) -> None:
    case = here.record()
    here.step(case, "note", text="第一次")
    asked = {"case": case, "step": {"kind": "note", "text": "又去了"}}
    with pytest.raises(SeenStaleError):
        answer(other, "case.step", by(SECRETARY, seen=1), asked)

    meddled = attrs.evolve(
        other,
        log=Paused(other.log, stream=lambda: here.do("roster.leave", person=SECRETARY, left=LEFT)),
    )
    with pytest.raises(NOT_THEIRS):
        answer(meddled, "case.step", by(SECRETARY, seen=1), asked)


@pytest.mark.clause("S67")
def test_an_export_leaves_out_no_matter_that_goes_on_meanwhile(here: Town, other: Office) -> None:
    cases = [here.record(), here.record()]
    size = other.log.size()

    def happens() -> None:
        here.step(cases[0], "note", text="又看了一次")

    meddled = attrs.evolve(other, log=Paused(other.log, versions=happens))
    told = answer(meddled, "export.matters", by(CLERK), {"upto": size})

    assert [item["matter"] for item in told["items"]] == [
        item["matter"]
        for item in answer(other, "export.matters", by(CLERK), {"upto": size})["items"]
    ]
    assert len(told["items"]) == len(cases)


@pytest.mark.clause("S37")
def test_nothing_is_said_to_be_lost_that_was_signed_meanwhile(here: Town, other: Office) -> None:
    folder = Folder()

    def sign() -> None:
        here.record()
        size = here.office.log.size()
        root = bytes.fromhex(here.office.log.root(size))
        signed = Checkpoint(origin=ORIGIN, size=size, root=root)
        folder.kept.append(
            KeptCheckpoint(
                file=str(size), note=signed.signed(SIGNER), checkpoint=signed, written_at=here.at
            )
        )

    def asked() -> Office:
        return attrs.evolve(other, checkpoints=Paused(folder, latest=sign))

    assert answer(asked(), "checkpoint.latest", by(CLERK), {})["behind"] == 0
    assert answer(asked(), "checkpoint.prove", by(CLERK), {"since": 1})["upto"]
    vkey = str(SigningKey("new.example/log", bytes([1]) * 32).key)
    with pytest.raises(EpochNeedlessError):
        answer(asked(), "checkpoint.epoch", by(CLERK), {"vkey": vkey, "reason": "试"})


def test_tables_that_were_brought_up_meanwhile_are_not_said_to_be_wrong(
    here: Town, other: Office
) -> None:
    def happens() -> None:
        here.record()
        here.do("case.list")

    meddled = attrs.evolve(other, views=Paused(other.views, position=happens))
    checked = {item["check"]: item for item in answer(meddled, "doctor", by(CLERK), {})["items"]}

    assert checked["tables"]["text"] == "与记录一致"


@pytest.mark.clause("S18")
@pytest.mark.parametrize(
    ("words", "came"),
    [("村口的路灯坏了三个月。", {"unchanged": 1}), ("别的话", {"changed": 1})],
)
def test_what_was_imported_while_rows_were_sorted_is_not_taken_in_again(
    here: Town, other: Office, monkeypatch: pytest.MonkeyPatch, words: str, came: dict[str, int]
) -> None:
    def given(*rows: Any) -> dict[str, Any]:
        return {"sheet": {"columns": COLUMNS, "rows": rows}, "mapping": MAPPING}

    def meddled(*what: Any) -> Any:
        monkeypatch.setattr(messages, "sort", sort)
        here.do("import.apply", **given(row("7")))
        return sort(*what)

    monkeypatch.setattr(messages, "sort", meddled)
    told = answer(other, "import.apply", by(CLERK), given(row("6"), row("7", 留言详情=words)))

    assert counts(told) == {"rows": 2, "new": 1, "recorded": 1, "events": 1, **came}


@pytest.mark.clause("S12")
def test_a_long_list_that_is_taken_along_ends_with_the_post(here: Town, other: Office) -> None:
    for _ in range(3):
        here.record()
    visitor = Visitor(person=SECRETARY)
    asker = Asker(
        office=other.entered(), visitor=visitor, act=acting(visitor, ""), words={"limit": "1"}
    )
    pages = rows_of_list(next(page for page in PAGES if page.path == "/cases"), asker, "csv")
    assert len(next(pages)) == 1

    here.do("roster.leave", person=SECRETARY, left=LEFT)
    here.do("case.record", act=by(MEMBER), matter=MATTER)

    with pytest.raises(NOT_THEIRS):
        next(pages)


@pytest.mark.clause("S62")
def test_what_ends_meanwhile_is_still_owed_at_the_position_that_is_said(
    here: Town, other: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = here.record(act=by(MEMBER))
    here.step(case, "cause", act=by(MEMBER), text="线路老化")
    asked = {"within": "400d", "limit": 1000}
    owed = answer(other, "duties.due", by(MEMBER), asked)

    def meddled(*what: Any) -> bool:
        monkeypatch.setattr(duties_matters, "stand_at", stand_at)
        stood = stand_at(*what)
        does(here, "feedback", case, feedback=TOLD)
        does(here, "conclude", case, conclusion=RESOLVED)
        here.do("case.list")
        return stood

    monkeypatch.setattr(duties_matters, "stand_at", meddled)
    told = answer(other, "duties.due", by(MEMBER), asked)

    assert any(item["id"].startswith(f"conclude/{case}") for item in told["items"])
    assert told == owed
