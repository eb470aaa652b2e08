"""What is said when something cannot be done with a book, word for word."""

import attrs
import pytest
from tests.domain.test_books_life import (
    HANDED,
    HELD,
    HOLDER,
    ISSUED,
    KEEPER,
    LOST,
    RECEIVED,
    REFUSED,
    SPOILT,
    STRANGER,
    TORN,
    VOIDED,
    refusal,
)

from minqing_core.books import events
from minqing_core.books.decisions import life
from minqing_core.kernel.personal import Personal

BLANK = Personal(" ")
UNKNOWN = "book-unknown: 册号 ZS-000001 没有发放过，请核对册号，如 ZS-000001"
NOT_HOLDER = (
    "not-book-holder: 册号 ZS-000001 由 0003 持有，应由其本人或保管单位办理，0009 不能办理"
)
NOT_YOURS = (
    "book-unit-not-yours: 0009 不在 dafeng 任职，也不分管该单位，"
    "不能代其办理记录本；应由该单位的人办理"
)
NOT_VOID = "book-state: 册号 ZS-000001 现为「在用」，不能办理作废；须为遗失或损坏，且不在上交途中"


@pytest.mark.clause("S43", "S44", "S45", "S46")
@pytest.mark.parametrize(
    ("decide", "history", "asked", "said"),
    [
        (
            life.sign,
            (),
            {"by": HOLDER},
            UNKNOWN,
        ),
        (
            life.sign,
            (ISSUED,),
            {"by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.sign,
            (ISSUED, LOST),
            {"by": HOLDER},
            "book-state: 册号 ZS-000001 现为「遗失」，不能办理领用签收；须为已发待签收",
        ),
        (
            life.fill,
            (),
            {"by": HOLDER},
            UNKNOWN,
        ),
        (
            life.fill,
            HELD,
            {"by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.fill,
            (ISSUED,),
            {"by": HOLDER},
            "book-state: 册号 ZS-000001 现为「已发待签收」，不能办理记满；须为在用",
        ),
        (
            life.fill,
            (*HELD, SPOILT),
            {"by": HOLDER},
            "book-state: 册号 ZS-000001 现为「损坏」，不能办理记满；须为在用",
        ),
        (
            life.lose,
            (),
            {"lost": LOST, "by": HOLDER},
            UNKNOWN,
        ),
        (
            life.lose,
            HELD,
            {"lost": LOST, "by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.lose,
            HELD,
            {"lost": events.BookLost(circumstances=BLANK), "by": HOLDER},
            "book-words-blank: 遗失经过不能为空，请写明何时何地怎样遗失",
        ),
        (
            life.find,
            (),
            {"by": HOLDER},
            UNKNOWN,
        ),
        (
            life.find,
            (*HELD, LOST),
            {"by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.damage,
            (),
            {"damaged": TORN, "by": HOLDER},
            UNKNOWN,
        ),
        (
            life.damage,
            HELD,
            {"damaged": TORN, "by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.damage,
            HELD,
            {"damaged": events.BookDamaged(circumstances=BLANK, usable=True), "by": HOLDER},
            "book-words-blank: 损坏情况不能为空，请写明怎样损坏、是否尚可书写",
        ),
        (
            life.damage,
            (*HELD, LOST),
            {"damaged": TORN, "by": HOLDER},
            "book-state: 册号 ZS-000001 现为「遗失」，不能办理报告损坏；须为已找回",
        ),
        (
            life.void,
            (),
            {"reason": VOIDED.reason, "unit": None, "by": KEEPER},
            UNKNOWN,
        ),
        (
            life.void,
            HELD,
            {"reason": VOIDED.reason, "unit": "dafeng", "by": KEEPER},
            NOT_VOID,
        ),
        (
            life.void,
            (),
            {"reason": BLANK, "unit": "dafeng", "by": KEEPER},
            "book-words-blank: 作废理由不能为空，请写明为什么作废",
        ),
        (
            life.void,
            (*HELD, LOST),
            {"reason": VOIDED.reason, "unit": "dafeng", "by": STRANGER},
            NOT_YOURS,
        ),
        (
            life.hand_in,
            (),
            {"handed": HANDED, "by": HOLDER},
            UNKNOWN,
        ),
        (
            life.hand_in,
            HELD,
            {"handed": HANDED, "by": STRANGER},
            NOT_HOLDER,
        ),
        (
            life.hand_in,
            HELD,
            {"handed": attrs.evolve(HANDED, to="anyang"), "by": HOLDER},
            "wrong-archive: 册号 ZS-000001 应交 dafeng 归档（S45），不能交 anyang",
        ),
        (
            life.hand_in,
            (*HELD, LOST),
            {"handed": HANDED, "by": HOLDER},
            "book-state: 册号 ZS-000001 现为「遗失」，不能办理上交；须为已找回",
        ),
        (
            life.hand_in,
            HELD,
            {"handed": attrs.evolve(HANDED, reason=events.HandInReason.FULL), "by": HOLDER},
            "book-state: 册号 ZS-000001 现为「在用」，不能办理因记满上交；须为记满",
        ),
        (
            life.refuse,
            (),
            {"refused": REFUSED, "by": KEEPER},
            UNKNOWN,
        ),
        (
            life.refuse,
            HELD,
            {"refused": REFUSED, "by": KEEPER},
            "book-state: 册号 ZS-000001 现为「在用」，不能办理退回；须为已上交待签收",
        ),
        (
            life.refuse,
            (*HELD, HANDED),
            {"refused": REFUSED, "by": STRANGER},
            NOT_YOURS,
        ),
        (
            life.refuse,
            (*HELD, HANDED),
            {"refused": events.HandInRefused(reason=BLANK), "by": KEEPER},
            "book-words-blank: 退回理由不能为空，请写明为什么不能收",
        ),
        (
            life.take_in,
            (),
            {"by": KEEPER},
            UNKNOWN,
        ),
        (
            life.take_in,
            HELD,
            {"by": KEEPER},
            "book-state: 册号 ZS-000001 现为「在用」，不能办理收回；须为已上交待签收",
        ),
        (
            life.take_in,
            (*HELD, HANDED),
            {"by": STRANGER},
            NOT_YOURS,
        ),
        (
            life.take_in,
            (*HELD, HANDED, LOST),
            {"by": KEEPER},
            "book-state: 册号 ZS-000001 现为「遗失」，不能办理收回；须为已上交待签收",
        ),
        (
            life.archive,
            (),
            {"shelf": None, "by": KEEPER},
            UNKNOWN,
        ),
        (
            life.archive,
            (*HELD, HANDED),
            {"shelf": None, "by": KEEPER},
            "book-state: 册号 ZS-000001 现为「已上交待签收」，不能办理归档；须为已收回",
        ),
        (
            life.archive,
            (*HELD, HANDED, RECEIVED),
            {"shelf": None, "by": STRANGER},
            NOT_YOURS,
        ),
    ],
)
def test_what_cannot_be_done_with_a_book_is_said_with_what_would_be_right(
    decide, history, asked, said
) -> None:
    assert refusal(decide, *history, **asked) == said
