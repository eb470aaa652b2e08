"""The last day and the first, the largest and the smallest: what is right, what no more."""

import time
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from tests.domain.test_books_stock import BATCH, CLERK, GOT, SECRETARY, SENT, printed
from tests.domain.test_diary_drawing import ACCEPTED, TASK
from tests.matters import NAMED, NOW, STRANGER, case, recorded, refusal
from tests.matters import SECRETARY as OWNER
from tests.rosters import SINCE, UNITS, a_person, in_post

from minqing_core.books import events as books
from minqing_core.books.decisions import stock
from minqing_core.books.state import fold_stock
from minqing_core.diary import events
from minqing_core.diary.decisions import cohandling
from minqing_core.diary.decisions.recording import Amendment, amend
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import decisions as roster
from minqing_core.roster import events as rostered
from minqing_core.roster.decisions.guidance import require_leader


def amended(field: str, value: str) -> str | None:
    """Return what a fact of a matter was corrected to, on 1 March 2024."""
    amendment = Amendment(field=field, value=Personal(value), reason=Personal("核实"))
    (found,) = amend(case(), amendment=amendment, by=OWNER, at=NOW)
    assert isinstance(found, events.FactAmended)
    return found.after


@pytest.mark.clause("S35")
def test_a_day_is_corrected_to_the_first_that_is_reckoned_with() -> None:
    assert amended("occurred_on", "1900-01-01") == "1900-01-01"
    today = Amendment(field="occurred_on", value=Personal("2024-02-20"), reason=Personal("核实"))
    assert amend(case(), amendment=today, by=OWNER, at=datetime(2024, 2, 20, 1, tzinfo=UTC))
    instant = datetime(2024, 2, 25, 9, 30, tzinfo=UTC)
    assert amended("learned_at", f"{instant:%Y-%m-%dT%H:%M}+00:00") == instant.isoformat()
    assert amended("learned_at", "2024-02-25T17:30:00+08:00") == instant.isoformat()


@pytest.mark.clause("S35")
def test_an_instant_is_kept_in_universal_time_wherever_the_machine_stands(monkeypatch) -> None:
    try:
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        kept = amended("learned_at", "2024-02-25T17:30:00+08:00")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert kept == "2024-02-25T09:30:00+00:00"


@pytest.mark.clause("S21")
def test_a_group_is_as_large_as_it_is_up_to_a_million() -> None:
    group = attrs.evolve(NAMED, kind=events.PetitionerKind.GROUP, count=1_000_000)
    assert recorded(petitioners=(group,))
    with pytest.raises(RefusalError) as raised:
        recorded(petitioners=(attrs.evolve(group, count=1_000_001),))
    assert raised.value.code == "petitioner"


@pytest.mark.clause("S76")
def test_a_task_for_a_person_is_that_persons_even_within_the_unit() -> None:
    colleague = attrs.evolve(STRANGER, person="0010")
    assert refusal(cohandling.accept_task, case(TASK), accepted=ACCEPTED, by=colleague) == (
        "not-allowed not-asked: 所请的是 0009，0010 不能代为签收协办"
    )


@pytest.mark.clause("S47")
def test_a_batch_has_as_many_pages_and_numbers_as_a_batch_may_have() -> None:
    for pages in (1, stock.MOST_PAGES):
        assert printed(pages=pages)
    last = stock.LAST_NUMBER
    assert printed(first=last, last=last)
    with pytest.raises(RefusalError):
        printed(last=last + 1)
    touching = attrs.evolve(BATCH, batch="二", first=100, last=101)
    with pytest.raises(RefusalError) as raised:
        printed(fold_stock([BATCH]), batch="二", first=100, last=101)
    assert raised.value.code == "batch-overlaps"
    assert touching.first == BATCH.last
    with pytest.raises(RefusalError):
        printed(fold_stock([BATCH]), batch="二", first=1, last=1)


@pytest.mark.clause("S47")
def test_who_leads_a_unit_without_serving_in_it_draws_for_it_too() -> None:
    leader = attrs.evolve(SECRETARY, units=frozenset())
    serving = attrs.evolve(SECRETARY, leads=frozenset())
    for by in (leader, serving):
        stock.require_unit_of(by, "dafeng")
    with pytest.raises(RefusalError) as raised:
        stock.require_unit_of(by, "anyang")
    assert raised.value.code == "book-unit-not-yours"
    held = fold_stock([BATCH, SENT, GOT])
    drawn = stock.draw(held, serial="ZS-000050", unit="org-office", by=CLERK)
    assert drawn == books.BookDrawn(prefix="ZS", number=50, unit="org-office")


@pytest.mark.clause("S84")
def test_a_unit_changes_on_the_day_of_its_founding_at_the_earliest() -> None:
    founded = UNITS.known["dafeng"].since
    renamed = rostered.UnitRenamed(unit="dafeng", name="大丰社区", since=founded)
    assert roster.rename_unit(UNITS, renamed=renamed) == [renamed]
    abolished = rostered.UnitAbolished(unit="dafeng", heir="anyang", since=founded)
    assert roster.abolish_unit(UNITS, abolished=abolished) == [abolished]
    early = attrs.evolve(renamed, since=founded - timedelta(days=1))
    with pytest.raises(RefusalError):
        roster.rename_unit(UNITS, renamed=early)


@pytest.mark.clause("S73")
def test_a_leader_takes_a_contact_point_from_the_first_day_in_the_post() -> None:
    leader = a_person(in_post("party-secretary", "town"))
    require_leader(leader, "0001", SINCE, "挂点")
    with pytest.raises(RefusalError):
        require_leader(leader, "0001", date(2019, 12, 31), "挂点")
