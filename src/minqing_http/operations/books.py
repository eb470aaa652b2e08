"""Record books."""

from minqing_http.operations.operation import Operation, creating, reading, revising

BOOK = "/v1/books/{serial}"

OPERATIONS: tuple[Operation, ...] = (
    reading("books.list", "/v1/books", "已发放的记录本"),
    reading("books.show", BOOK, "一册记录本：现状、经过、逐页记录"),
    reading("books.ledger", "/v1/books/ledger", "记录本印发台账"),
    reading("books.handover-list", "/v1/books/handovers/{person}", "一人的记录本移交清册"),
    creating("books.print", "/v1/books/batches", "登记印发的一批记录本"),
    creating("books.issue", "/v1/books/consignments", "向下级单位发放记录本"),
    creating("books.receive", "/v1/books/receipts", "签收下发的记录本"),
    creating("books.give", f"{BOOK}/issue", "将记录本发给本人"),
    revising("books.sign", f"{BOOK}/signature", "签收记录本"),
    revising("books.full", f"{BOOK}/completion", "报告记满"),
    revising("books.lost", f"{BOOK}/losses", "报告遗失"),
    revising("books.found", f"{BOOK}/finds", "报告找回"),
    revising("books.damaged", f"{BOOK}/damages", "报告损坏"),
    creating("books.void", f"{BOOK}/voiding", "作废"),
    revising("books.hand-in", f"{BOOK}/hand-ins", "上交"),
    revising("books.refuse", f"{BOOK}/refusals", "退回上交的记录本"),
    revising("books.take-in", f"{BOOK}/receipt", "签收上交的记录本"),
    revising("books.archive", f"{BOOK}/archiving", "归档"),
)
