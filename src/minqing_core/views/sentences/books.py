"""What happened to the record books, as sentences."""

from minqing_core.books import events as books
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _row(event: books.BatchPrinted | books.BooksIssued | books.BooksReceived) -> str:
    first, last = (f"{event.prefix}-{number:06}" for number in (event.first, event.last))
    count = event.last - event.first + 1
    return f"{first}（1 册）" if count == 1 else f"{first} 至 {last}（{count} 册）"


def _printed(event: books.BatchPrinted, names: Names) -> str:
    kind = label("book-format", event.format)
    return (
        f"登记{names(event.issuer)}印发的记录本批次「{event.batch}」：{kind}，"
        f"每册 {event.pages} 页，{_row(event)}"
    )


def _archived(event: books.BookArchived, names: Names) -> str:
    return f"将记录本归入{names(event.unit)}档案{f'，存放于{event.shelf}' if event.shelf else ''}"


SENTENCES: Sentences = {
    books.BatchPrinted: _printed,
    books.BooksIssued: lambda e, n: (
        f"由{n(e.from_unit)}向{n(e.to_unit)}下发记录本 {_row(e)}，待签收"
    ),
    books.BooksReceived: lambda e, n: f"{n(e.unit)}签收记录本 {_row(e)}",
    books.BookDrawn: lambda e, n: f"从{n(e.unit)}库存取出记录本 {e.prefix}-{e.number:06}",
    books.BookIssued: lambda e, n: (
        f"从{n(e.unit)}库存将记录本 {e.serial} 发给{label('cadre', e.kind)}{n(e.holder)}，"
        f"日后交{n(e.archive)}归档"
    ),
    books.BookSignedFor: lambda _, __: "签收记录本，开始使用",
    books.BookFull: lambda _, __: "报告记录本已记录完毕",
    books.BookLost: lambda e, _: f"报告记录本遗失：{excerpt(e.circumstances)}",
    books.BookFound: lambda _, __: "报告记录本已找回",
    books.BookDamaged: lambda e, _: (
        f"报告记录本损坏，{'尚可' if e.usable else '不能再'}书写：{excerpt(e.circumstances)}"
    ),
    books.BookVoided: lambda e, _: f"将记录本作废，理由：{excerpt(e.reason)}",
    books.BookHandedIn: lambda e, n: (
        f"因{label('hand-in', e.reason)}将记录本上交{n(e.to)}，待签收"
    ),
    books.HandInRefused: lambda e, _: f"退回上交的记录本，理由：{excerpt(e.reason)}",
    books.BookReceived: lambda e, n: f"代表{n(e.unit)}签收上交的记录本",
    books.BookArchived: _archived,
    books.BookTakenUp: lambda e, _: f"发放记录本 {e.serial}，由本人保管",
    books.BookGivenUp: lambda e, _: f"注销记录本 {e.serial}，不再由本人保管",
}
