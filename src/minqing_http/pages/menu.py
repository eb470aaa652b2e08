"""What a visitor finds in the menu: the ways to what their posts may do."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from minqing_core.powers.rules import Power
from minqing_http.pages.visitor import Visitor


@frozen
class Way:
    """A way to a page, for those who have the power; to a *reader's* for who reads diaries."""

    title: str
    path: str
    power: Power
    reader: bool = False


DOORS: Sequence[tuple[Power, tuple[str, ...]]] = (
    (Power.ROSTER_KEEP, ("/supervision", "/people", "/books")),
    (Power.SUPERVISE, ("/boards/quarter", "/reviews", "/supervision/ladder")),
    (Power.INQUIRE, ("/inquiries", "/incidents", "/signals")),
    (Power.ACCOUNTS_KEEP, ("/accounts", "/keys")),
    (Power.ACCESS_READ, ("/access", "/verification")),
    (Power.MEETING_HOLD, ("/village", "/reviews", "/meetings")),
    (Power.SIGNALS_OVERSEE, ("/reviews", "/inbox", "/boards/quarter")),
    (Power.DUTIES_READ, ("/inbox", "/cases", "/duties/year")),
)


MENU: Sequence[tuple[str, Sequence[Way]]] = (
    (
        "我的工作",
        (
            Way("今日要办", "/", Power.SELF_READ),
            Way("记一件事", "/cases/new", Power.DIARY_WRITE),
            Way("民情", "/cases", Power.DIARY_READ),
            Way("转来的、要我答复的", "/inbox", Power.DIARY_READ),
            Way("我的职责", "/duties", Power.DUTIES_READ),
            Way("我这一年", "/duties/year", Power.DUTIES_READ),
            Way("我的季度日记和自评", "/reviews/mine", Power.REVIEW_READ),
            Way("我的记录本", "/books/mine", Power.BOOKS_READ),
            Way("我的年终考核表", "/appraisal/mine", Power.APPRAISAL_READ),
        ),
    ),
    (
        "村（居）和群众",
        (
            Way("本村一览", "/village", Power.MEETING_HOLD),
            Way("住户", "/households", Power.HOUSEHOLD_READ),
            Way("走访", "/visits", Power.HOUSEHOLD_READ),
            Way("走到了多少户", "/visits/reached", Power.HOUSEHOLD_READ),
            Way("民情档案", "/households/themes", Power.HOUSEHOLD_READ),
            Way("会前材料", "/meetings/pack", Power.MEETING_READ),
            Way("民情分析会", "/meetings", Power.MEETING_READ),
            Way("集体研究", "/studies", Power.MEETING_READ),
            Way("建议研究的共性问题", "/studies/suggested", Power.STUDY_KEEP),
        ),
    ),
    (
        "审阅和统计",
        (
            Way("待我审阅的日记", "/reviews", Power.REVIEW_READ, reader=True),
            Way("审阅到位没有", "/boards/coverage", Power.REVIEW_READ),
            Way("季度情况", "/boards/quarter", Power.REVIEW_READ),
            Way("办理成效", "/boards/indicators", Power.DIARY_READ),
            Way("记录完整程度", "/boards/completeness", Power.DIARY_READ),
        ),
    ),
    (
        "督促检查",
        (
            Way("督办登记", "/supervision", Power.SUPERVISE),
            Way("催办、督办、通报", "/supervision/ladder", Power.SUPERVISE),
            Way("悬而未决的事", "/supervision/hanging", Power.DIARY_READ),
            Way("反馈迟的事", "/supervision/late", Power.DIARY_READ),
            Way("件件有回音", "/supervision/closure", Power.DIARY_READ),
            Way("上报还没人签收", "/boards/reports", Power.DIARY_READ),
            Way("请人协办还没答复", "/boards/assistance", Power.DIARY_READ),
            Way("转手、退回", "/supervision/handoffs", Power.SUPERVISE),
            Way("检查", "/inspections", Power.INSPECTION_READ),
            Way("查出的问题", "/inspections/findings", Power.INSPECTION_READ),
            Way("通报", "/bulletins", Power.INSPECTION_READ),
            Way("通报前的数字", "/bulletins/figures", Power.INSPECT),
            Way("值得一看的迹象", "/signals", Power.SIGNALS_OVERSEE),
        ),
    ),
    (
        "组织人事",
        (
            Way("花名册", "/people", Power.ROSTER_READ),
            Way("参加活动的人员", "/people/participants", Power.ROSTER_READ),
            Way("单位", "/units", Power.ROSTER_READ),
            Way("谁负总责、谁分管、谁承办", "/roles", Power.ROSTER_READ),
            Way("什么职务有什么权", "/powers", Power.PROGRAMME_READ),
            Way("记录本", "/books", Power.BOOKS_ISSUE),
            Way("记录本账目", "/books/ledger", Power.BOOKS_ISSUE),
            Way("年终考核", "/appraisal", Power.APPRAISAL_OVERSEE),
            Way("年度总结", "/appraisal/summary", Power.SUMMARY_READ),
            Way("表彰", "/commendations", Power.COMMEND_READ),
            Way("导入群众留言", "/imports/messages", Power.IMPORT),
            Way("导入花名册", "/imports/roster", Power.IMPORT),
            Way("公开稿", "/publications", Power.PUBLISH_READ),
            Way("现行规定", "/programme", Power.PROGRAMME_READ),
            Way("哪个单位管哪类事", "/units/functions", Power.ROSTER_READ),
        ),
    ),
    (
        "调查",
        (
            Way("责任追究", "/inquiries", Power.ACCOUNT_READ),
            Way("不良后果事件", "/incidents", Power.DOSSIER_READ),
        ),
    ),
    (
        "系统",
        (
            Way("账号", "/accounts", Power.ACCOUNTS_READ),
            Way("接口密钥", "/keys", Power.ACCESS_KEEP),
            Way("查阅记录", "/access", Power.ACCESS_READ),
            Way("记录是否完整", "/verification", Power.RECORD_VERIFY),
            Way("个人信息", "/privacy", Power.PRIVACY_READ),
        ),
    ),
)


def menu_of(visitor: Visitor) -> list[tuple[str, list[Way]]]:
    """Return what somebody finds in the menu."""
    return [(title, ways) for title, ways in _held(visitor) if ways]


def doors_of(visitor: Visitor) -> list[Way]:
    """Return the ways that somebody of this post goes most, those of the first power they have."""
    held = {way.path: way for _, ways in _held(visitor) for way in ways}
    wanted = next((paths for power, paths in DOORS if visitor.may(power)), ())
    return [held[path] for path in wanted if path in held]


def _held(visitor: Visitor) -> Iterator[tuple[str, list[Way]]]:
    for title, ways in MENU:
        yield title, [way for way in ways if _found(way, visitor)]


def _found(way: Way, visitor: Visitor) -> bool:
    return visitor.may(way.power) and (visitor.reviews or not way.reader)
