"""What people read for the codes of record books."""

from minqing_core.books import events as books
from minqing_core.views.books import BookState

LABELS: dict[str, dict[str, str]] = {
    "book-format": {books.BookFormat.PAPER: "纸质", books.BookFormat.DIGITAL: "电子"},
    "hand-in": {
        books.HandInReason.FULL: "记录完毕",
        books.HandInReason.YEAR_END: "年终",
        books.HandInReason.LEAVING: "调离",
        books.HandInReason.DAMAGED: "损坏",
    },
    "book": {
        BookState.ISSUED: "已发待签收",
        BookState.IN_USE: "在用",
        BookState.FULL: "记满",
        BookState.DAMAGED: "损坏",
        BookState.LOST: "遗失",
        BookState.HANDED_IN: "已上交待签收",
        BookState.TAKEN_IN: "已收回",
        BookState.ARCHIVED: "已归档",
        BookState.VOID: "作废",
    },
}
