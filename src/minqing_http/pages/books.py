"""Pages of the record books: one's own, the stock, the account of them, the archive."""

from minqing_http.pages.page import ME, Form, Listing, Page, Plain, RowWay, shown
from minqing_http.pages.sections import Section, story
from minqing_http.pages.visitor import Visitor

BOOK = "/books/{serial}"
COLUMNS = {
    "serial": "册号",
    "state_text": "状态",
    "holder_name": "领用人",
    "unit_name": "单位",
    "issued_on": "发放",
    "archived_on": "归档",
    "shelf": "存放处",
}
LINKS = {"serial": "/books/{serial}"}
LEDGER = {
    "unit_name": "单位",
    "printed": "印制",
    "received": "领入",
    "passed_on": "转发",
    "stock": "库存",
    "issued": "已发",
    "held": "在手",
    "archived": "归档",
    "void": "作废",
    "on_the_way": "在途",
    "balanced": "账实相符",
    "next_serial": "下一册",
}
SPOILT = {"state": ("lost", "damaged")}
TO_VOID = RowWay(use_case="books.void", fills={"serial": "serial"}, where=SPOILT)
TO_GIVE = RowWay(
    use_case="books.give",
    fills={"serial": "next_serial", "giving.unit": "unit"},
    where={"theirs": (True,)},
)


def _book(found: Plain, visitor: Visitor) -> Plain:
    book = found["book"]
    facts = (
        ("状态", book["state_text"]),
        ("领用人", book["holder_name"]),
        ("单位", book["unit_name"]),
        ("归档单位", book["archive_name"]),
        ("存放处", book["shelf"]),
        ("规格", book["format_text"]),
        ("页数", f"{book['used']} / {book['pages']}"),
    )
    return {
        "heading": visitor.told("记录本 {serial}", serial=book["serial"]),
        "sections": [
            Section(facts=facts, leads=(TO_VOID,), row=book),
            Section(
                heading="各页",
                columns={"page": "页", "case": "民情", "title": "标题", "recorded_on": "记录"},
                rows=book["entries"],
                links={"case": "/cases/{case}", "title": "/cases/{case}"},
            ),
            Section(
                heading="心得体会",
                columns={"period": "时期", "on": "日期", "text": "内容"},
                rows=book["reflections"],
            ),
            story(book["items"]),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/books",
        title="记录本",
        template="list.html",
        shows={"books": shown("books.list")},
        listing=Listing(columns=COLUMNS, filters=("holder", "unit", "state", "due"), links=LINKS),
        named={"due": "该交到哪里归档"},
        tasks=("books.give", "books.print", "books.issue", "books.receive"),
        more=("books.void",),
    ),
    Page(
        path="/books/mine",
        title="我的记录本",
        template="list.html",
        shows={"books": shown("books.list", holder=ME)},
        listing=Listing(columns=COLUMNS, filters=("state",), links=LINKS),
    ),
    Page(
        path="/books/ledger",
        title="记录本账目",
        template="list.html",
        shows={"ledger": shown("books.ledger")},
        listing=Listing(columns=LEDGER, filters=("unit",), ways=(TO_GIVE,)),
    ),
    Page(
        path=BOOK,
        title="记录本 {serial}",
        template="sections.html",
        shows={"book": shown("books.show")},
        tasks=("books.sign", "books.full", "books.hand-in", "books.lost", "books.damaged"),
        more=("books.found", "books.refuse", "books.take-in", "books.archive"),
        sorted_out=_book,
    ),
)


def _of(use_case: str, path: str, title: str, button: str = "记下") -> Form:
    return Form(
        use_case=use_case,
        path=f"{BOOK}/{path}",
        title=title,
        then=BOOK,
        around={"about": shown("books.show")},
        button=button,
    )


FORMS: tuple[Form, ...] = (
    Form(use_case="books.give", path="/books/give", title="发给个人", then=BOOK),
    Form(use_case="books.print", path="/books/print", title="登记印制的记录本", then="/books"),
    Form(use_case="books.issue", path="/books/issue", title="下发记录本", then="/books/ledger"),
    Form(
        use_case="books.receive", path="/books/receive", title="签收记录本", then="/books/ledger"
    ),
    _of("books.sign", "sign", "签收", "我收到了"),
    _of("books.full", "full", "记满了", "记满了"),
    _of("books.lost", "lost", "报失"),
    _of("books.found", "found", "找到了", "找到了"),
    _of("books.damaged", "damaged", "报损"),
    _of("books.hand-in", "hand-in", "上交"),
    _of("books.refuse", "refuse", "退回不收"),
    _of("books.take-in", "take-in", "收下", "收下"),
    _of("books.archive", "archive", "归档"),
    Form(use_case="books.void", path="/books/void", title="作废", then=BOOK),
)
