"""A book has one holder until its archive has signed for it (S43–S46)."""

from typing import Any

import attrs
import pytest

from minqing_core.books import events
from minqing_core.books.decisions import life
from minqing_core.books.decisions.using import book_for
from minqing_core.books.state import Book, fold_book, fold_custody
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing

ZS = "ZS-000001"
HOLDER = Standing(person="0003", units=frozenset({"dafeng"}))
KEEPER = Standing(person="0002", units=frozenset({"dafeng"}), leads=frozenset({"dafeng"}))
CLERK = Standing(person="000001", units=frozenset({"org-office"}), coordinates=True)
STRANGER = Standing(person="0009", units=frozenset({"anyang"}))
GIVING = life.Giving(holder="0003", unit="dafeng")
ISSUED = events.BookIssued(
    serial=ZS, holder="0003", unit="dafeng", kind="village-two-committees", archive="dafeng"
)
SIGNED, FULL, FOUND = events.BookSignedFor(), events.BookFull(), events.BookFound()
LOST = events.BookLost(circumstances=Personal("途中遗失"))
TORN = events.BookDamaged(circumstances=Personal("封面脱落"), usable=True)
SPOILT = events.BookDamaged(circumstances=Personal("浸水"), usable=False)
VOIDED = events.BookVoided(reason=Personal("印坏"), unit="dafeng")
HANDED = events.BookHandedIn(to="dafeng", reason=events.HandInReason.YEAR_END)
REFUSED = events.HandInRefused(reason=Personal("缺页"))
RECEIVED = events.BookReceived(unit="dafeng")
ARCHIVED = events.BookArchived(unit="dafeng", shelf="三号柜")
HELD = (ISSUED, SIGNED)


def refusal(decide: Any, *history: Any, **asked: Any) -> str:
    with pytest.raises(RefusalError) as raised:
        decide(fold_book(history), **{"serial": ZS, **asked})
    return f"{raised.value.code}: {raised.value}"


def give(book: Book, **asked: Any) -> Any:
    given = {"serial": ZS, "giving": GIVING, "kind": ISSUED.kind, "archive": "dafeng"}
    return life.give(book, **{**given, **asked})


def void(book: Book, **asked: Any) -> Any:
    given = {"serial": ZS, "reason": VOIDED.reason, "unit": "dafeng", "by": KEEPER}
    return life.void(book, **{**given, **asked})


@pytest.mark.clause("S43", "S47")
def test_a_book_is_given_to_one_person_once() -> None:
    assert give(fold_book([])) == [ISSUED]
    assert give(fold_book([ISSUED])) == []
    other = life.Giving(holder="0004", unit="dafeng")
    assert refusal(give, ISSUED, giving=other) == (
        "book-given-already: 册号 ZS-000001 现为「已发待签收」，不能再发给 0004，请另取一册"
    )
    assert refusal(give, VOIDED).startswith("book-given-already: 册号 ZS-000001 现为「作废」")


@pytest.mark.clause("S6", "S44", "S45")
def test_only_a_cadre_whose_archive_is_known_gets_a_book() -> None:
    assert refusal(give, kind=None).startswith("book-kind-wanted: 0003 未列为参加")
    assert "村（社区）" in refusal(give, archive=None)
    assert "组织人事办公室" in refusal(give, archive=None, kind="stationed-city")


@pytest.mark.clause("S44", "S45")
@pytest.mark.parametrize(
    ("kind", "archive"),
    [
        ("village-two-committees", "dafeng"),
        ("town-office-civil-servant", "org-office"),
        ("town-office-support", "org-office"),
        ("stationed-city", "org-office"),
        ("stationed-town", "org-office"),
    ],
)
def test_the_archive_follows_from_the_kind_of_cadre(kind, archive) -> None:
    assert life.archive_of(kind, village="dafeng", office="org-office") == archive


@pytest.mark.clause("S43")
def test_the_holder_signs_once_and_nobody_for_them() -> None:
    assert life.sign(fold_book([ISSUED]), serial=ZS, by=HOLDER) == [SIGNED]
    for by in (KEEPER, CLERK):
        assert refusal(life.sign, ISSUED, by=by) == (
            f"not-book-holder: 册号 ZS-000001 发给 0003，须由其本人签收，{by.person} 不能代签"
        )
    assert life.sign(fold_book(HELD), serial=ZS, by=HOLDER) == []
    assert refusal(life.sign, ISSUED, by=STRANGER).startswith("not-book-holder")
    assert refusal(life.sign, by=HOLDER).startswith("book-unknown")


@pytest.mark.clause("S44")
def test_a_book_in_use_is_written_full_once() -> None:
    assert life.fill(fold_book(HELD), serial=ZS, by=HOLDER) == [FULL]
    assert life.fill(fold_book([*HELD, FULL]), serial=ZS, by=HOLDER) == []
    assert refusal(life.fill, ISSUED, by=HOLDER) == (
        "book-state: 册号 ZS-000001 现为「已发待签收」，不能办理记满；须为在用"
    )


@pytest.mark.clause("S43")
def test_a_book_is_lost_and_found() -> None:
    assert life.lose(fold_book(HELD), serial=ZS, lost=LOST, by=HOLDER) == [LOST]
    assert life.lose(fold_book([*HELD, LOST]), serial=ZS, lost=LOST, by=HOLDER) == []
    assert life.find(fold_book([*HELD, LOST]), serial=ZS, by=HOLDER) == [FOUND]
    assert life.find(fold_book([*HELD, LOST, FOUND]), serial=ZS, by=HOLDER) == []
    blank = events.BookLost(circumstances=Personal(" "))
    assert refusal(life.lose, *HELD, lost=blank, by=HOLDER).startswith("book-words-blank")


@pytest.mark.clause("S43")
def test_a_damaged_book_can_be_written_in_or_not() -> None:
    assert life.damage(fold_book(HELD), serial=ZS, damaged=TORN, by=HOLDER) == [TORN]
    torn = fold_book([*HELD, TORN])
    assert life.damage(torn, serial=ZS, damaged=TORN, by=HOLDER) == []
    assert torn.usable
    assert not fold_book([*HELD, TORN, SPOILT]).usable


@pytest.mark.clause("S43", "S47")
def test_what_is_lost_unusable_or_misprinted_becomes_void() -> None:
    assert void(fold_book([])) == [VOIDED]
    assert void(fold_book([VOIDED])) == []
    assert void(fold_book([*HELD, LOST])) == [VOIDED]
    assert void(fold_book([*HELD, SPOILT])) == [VOIDED]
    assert refusal(void, *HELD, TORN).startswith("book-state: 册号 ZS-000001 现为「在用」")
    assert refusal(void, *HELD, HANDED, RECEIVED).startswith("book-state")
    assert refusal(void, *HELD, LOST, by=STRANGER).startswith("book-unit-not-yours")
    assert refusal(void, by=STRANGER).startswith("book-unit-not-yours")
    assert refusal(void, unit=None).startswith("book-unknown")
    assert refusal(void, reason=Personal("")).startswith("book-words-blank: 作废理由")


@pytest.mark.clause("S44", "S45", "S46")
def test_a_book_is_handed_in_to_its_own_archive() -> None:
    assert life.hand_in(fold_book(HELD), serial=ZS, handed=HANDED, by=HOLDER) == [HANDED]
    handed = fold_book([*HELD, HANDED])
    assert life.hand_in(handed, serial=ZS, handed=HANDED, by=HOLDER) == []
    wrong = attrs.evolve(HANDED, to="org-office")
    assert refusal(life.hand_in, *HELD, handed=wrong, by=HOLDER) == (
        "wrong-archive: 册号 ZS-000001 应交 dafeng 归档（S45），不能交 org-office"
    )
    town = attrs.evolve(ISSUED, kind="stationed-town", archive="org-office")
    assert "应交 org-office 归档（S44）" in refusal(
        life.hand_in, town, SIGNED, handed=HANDED, by=HOLDER
    )


@pytest.mark.clause("S44")
@pytest.mark.parametrize(
    ("reason", "fits", "not_yet"),
    [("full", FULL, SIGNED), ("damaged", TORN, SIGNED), ("leaving", SIGNED, LOST)],
)
def test_the_reason_must_be_true(reason, fits, not_yet) -> None:
    handed = events.BookHandedIn(to="dafeng", reason=events.HandInReason(reason))
    assert life.hand_in(fold_book([*HELD, fits]), serial=ZS, handed=handed, by=HOLDER) == [handed]
    said = refusal(life.hand_in, *HELD, not_yet, handed=handed, by=HOLDER)
    assert said.startswith("book-state")


@pytest.mark.clause("S44", "S45")
def test_the_archive_may_send_a_book_back() -> None:
    handed = fold_book([*HELD, HANDED])
    assert life.refuse(handed, serial=ZS, refused=REFUSED, by=KEEPER) == [REFUSED]
    assert refusal(life.refuse, *HELD, refused=REFUSED, by=KEEPER).startswith("book-state")
    assert refusal(life.refuse, *HELD, HANDED, RECEIVED, refused=REFUSED, by=KEEPER).startswith(
        "book-state"
    )
    assert refusal(life.refuse, *HELD, HANDED, refused=REFUSED, by=STRANGER).startswith(
        "book-unit-not-yours"
    )
    assert fold_book([*HELD, HANDED, REFUSED]).usable


@pytest.mark.clause("S44", "S45", "S46")
def test_custody_passes_with_the_second_receipt_only() -> None:
    handed = fold_book([*HELD, HANDED])
    assert handed.holder == "0003"
    assert life.take_in(handed, serial=ZS, by=KEEPER) == [RECEIVED]
    there = fold_book([*HELD, HANDED, RECEIVED])
    assert there.holder is None
    assert life.take_in(there, serial=ZS, by=KEEPER) == []
    assert refusal(life.take_in, *HELD, by=KEEPER).startswith("book-state")
    assert refusal(life.lose, *HELD, HANDED, RECEIVED, lost=LOST, by=HOLDER).startswith(
        "book-state: 册号 ZS-000001 现为「已收回」，不能办理此事"
    )


@pytest.mark.clause("S43", "S46")
def test_what_is_lost_on_the_way_to_the_archive_is_found_first() -> None:
    gone = (*HELD, HANDED, LOST)
    for decide in (life.take_in, life.refuse):
        asked = {"refused": REFUSED} if decide is life.refuse else {}
        assert refusal(decide, *gone, by=KEEPER, **asked).startswith("book-state")
    assert refusal(life.damage, *gone, damaged=TORN, by=HOLDER).startswith("book-state")
    assert void(fold_book(gone)) == [VOIDED]
    assert life.take_in(fold_book([*gone, FOUND]), serial=ZS, by=KEEPER) == [RECEIVED]
    assert refusal(void, *HELD, SPOILT, HANDED).startswith("book-state")


@pytest.mark.clause("S43")
def test_what_one_no_longer_has_in_hand_is_not_signed_for() -> None:
    for since in (LOST, HANDED):
        assert refusal(life.sign, ISSUED, since, by=HOLDER).startswith("book-state")
    assert refusal(life.sign, VOIDED, by=HOLDER).startswith("book-state")


@pytest.mark.clause("S44", "S45")
def test_what_was_taken_in_is_archived_and_may_change_its_shelf() -> None:
    there = (*HELD, HANDED, RECEIVED)
    assert life.archive(fold_book(there), serial=ZS, shelf="三号柜", by=KEEPER) == [ARCHIVED]
    kept = fold_book([*there, ARCHIVED])
    assert life.state_of(kept) == "已归档"
    assert life.archive(kept, serial=ZS, shelf="三号柜", by=KEEPER) == []
    assert life.archive(kept, serial=ZS, shelf=None, by=KEEPER) != []
    assert refusal(life.archive, *HELD, shelf=None, by=KEEPER).startswith("book-state")


@pytest.mark.clause("S22")
def test_an_entry_goes_into_the_oldest_usable_book() -> None:
    held = {"A-000001": fold_book([*HELD, FULL]), "A-000002": fold_book(HELD), ZS: Book()}
    assert book_for(held, wanted=None, author="0003") == "A-000002"
    assert book_for(held, wanted="A-000002", author="0003") == "A-000002"
    assert book_for({}, wanted=None, author="0003") is None
    for wanted in ("A-000001", "B-000009"):
        with pytest.raises(RefusalError, match="本人可用的记录本：A-000002"):
            book_for(held, wanted=wanted, author="0003")
    assert book_for(held, wanted=None, author="0003", closed=True) is None
    with pytest.raises(RefusalError, match="反映干部问题的事项不公开"):
        book_for(held, wanted="A-000002", author="0003", closed=True)
    with pytest.raises(RefusalError, match="本人可用的记录本：无"):
        book_for({}, wanted=ZS, author="0003")


@pytest.mark.clause("S43")
@pytest.mark.parametrize(
    ("history", "word"),
    [
        ((), "未发放"),
        ((ISSUED,), "已发待签收"),
        (HELD, "在用"),
        ((*HELD, FULL), "记满"),
        ((*HELD, SPOILT), "损坏"),
        ((*HELD, HANDED), "已上交待签收"),
        ((*HELD, LOST), "遗失"),
        ((*HELD, HANDED, RECEIVED), "已收回"),
        ((*HELD, LOST, VOIDED), "作废"),
    ],
)
def test_how_a_book_stands_is_one_word(history, word) -> None:
    assert life.state_of(fold_book(history)) == word


def test_custody_is_a_list_in_the_order_of_taking_up() -> None:
    up, down = events.BookTakenUp, events.BookGivenUp
    history = [up(serial="A"), up(serial="B"), down(serial="A"), up(serial="C"), down(serial="X")]
    assert fold_custody(history) == ("B", "C")


@pytest.mark.clause("S43", "S44", "S45", "S46")
def test_the_two_receipts_are_by_two_people() -> None:
    handed, keeper = fold_book([*HELD, HANDED]), frozenset({KEEPER.person})
    own = attrs.evolve(KEEPER, person="0003")
    assert refusal(life.take_in, *HELD, HANDED, by=own) == (
        "book-both-receipts: 册号 ZS-000001 由 0003 本人持有、上交或报告，不能再由其收回，"
        "须由保管单位的其他人或镇组织人事办公室办理"
    )
    assert refusal(life.take_in, *HELD, HANDED, by=KEEPER, gave=keeper).startswith(
        "book-both-receipts"
    )
    assert life.take_in(handed, serial=ZS, by=CLERK, gave=keeper) == [RECEIVED]
    assert refusal(void, *HELD, LOST, by=own).startswith("book-both-receipts")
    assert refusal(void, *HELD, LOST, told=keeper).startswith("book-both-receipts")
    assert void(fold_book([*HELD, LOST]), by=CLERK, told=keeper) == [VOIDED]


@pytest.mark.clause("S46")
def test_no_entry_goes_into_a_book_of_a_village_that_was_left() -> None:
    held = {ZS: fold_book(HELD)}
    assert book_for(held, wanted=None, author="0003", left={"dafeng"}) is None
    assert book_for(held, wanted=ZS, author="0003", left={"anyang"}) == ZS
    with pytest.raises(RefusalError, match="归 dafeng 存档，0003 已不在该村") as raised:
        book_for(held, wanted=ZS, author="0003", left={"dafeng"})
    assert raised.value.code == "book-left-behind"
