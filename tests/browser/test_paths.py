"""Each role's main path, clicked through on a phone and at a desk."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.browser.sitting import DESK, PHONE, at, before, enter, fill_in, log_in
from tests.pages.visiting import Visited

from minqing_cli.demo_town.people import Cadre
from minqing_core.kernel.ids import PersonId

Way: TypeAlias = Mapping[str, Any]
WAYS = pytest.mark.parametrize(
    "way",
    [{"viewport": PHONE}, {"viewport": DESK}, {"viewport": PHONE, "java_script_enabled": False}],
    ids=["phone", "desk", "no-script"],
)
LETTERS = FilePayload(
    name="letters.csv", mimeType="text/csv", buffer="编号,内容\n1,路灯\n".encode()
)
DUE = "2026-01-20"
APPRAISED = {"手机": "anhe-member-1", "台式机": "anhe-member-2", "无脚本": "nanbu-member-1"}


def go(page: Page, group: str, name: str) -> None:
    """Go by the menu, and see that one is there."""
    page.click("summary:has-text('菜单')")
    if not page.locator(f"nav details[open] summary >> text='{group}'").count():
        page.click(f"nav summary >> text='{group}'")
    page.click(f"nav a >> text='{name}'")
    expect(page.locator("h1")).to_contain_text(name)


def send(page: Page) -> None:
    """Hand in the form, and wait for the page that answers it."""
    with page.expect_navigation():
        page.click("main form.filled .buttons button >> nth=0")


def beside(page: Page, name: str) -> None:
    """Go to a form that is needed less often."""
    page.click("main details.more summary")
    page.click(f"main .more a >> text='{name}'")


def unfold(page: Page, way: Way) -> None:
    """Unfold the filters of a list, which are folded on a phone."""
    if way["viewport"] == PHONE:
        page.click("main summary >> text='查找和筛选'")


def printed(page: Page) -> None:
    """Take along what is to be printed."""
    with page.expect_download() as paper:
        page.click("main a >> text='打印（PDF）'")
    assert paper.value.suggested_filename.endswith(".pdf")


def name_of(way: Way) -> str:
    """Return how somebody goes: by phone, at a desk, without scripts."""
    if "java_script_enabled" in way:
        return "无脚本"
    return "手机" if way["viewport"] == PHONE else "台式机"


def given_out(page: Page, holder: Cadre) -> str:
    """Give the next book of the office to a cadre, and return its number."""
    go(page, "组织人事", "记录本账目")
    page.locator("tr", has_text="组织人事办公室").locator("a >> text='发给个人'").click()
    serial = page.input_value("#serial")
    page.fill("#giving-holder", holder.person)
    send(page)
    expect(page.locator("h1")).to_have_text(f"记录本 {serial}")
    expect(page.locator("main .facts")).to_contain_text("已发待签收")
    return serial


def signed_for_and_handed_in(page: Page, serial: str) -> None:
    """Sign for a book, and hand it in when the year is over."""
    go(page, "我的工作", "我的记录本")
    page.click(f"main a >> text='{serial}'")
    page.click("main .tasks a >> text='签收'")
    expect(page.locator(".about")).to_contain_text(serial)
    send(page)
    expect(page.locator("main .facts")).to_contain_text("在用")
    page.click("main .tasks a >> text='上交'")
    page.select_option("#handed-to", "org-office")
    page.check("input[name='handed.reason'][value=year-end]")
    send(page)
    expect(page.locator("main .facts")).to_contain_text("已上交待签收")


def sheet_of(page: Page, whom: Cadre) -> None:
    """Go to somebody's sheet of the year before."""
    go(page, "组织人事", "年终考核")
    page.fill("#year", "2024")
    page.click("main .filters button")
    page.click(f"main .rows a >> text='{whom.name}'")
    expect(page.locator("h1")).to_contain_text("年终考核")


def objected(browser: Browser, town: Visited, way: Way, whom: Cadre) -> None:
    """Have a cadre find their sheet of the year before, and object to it."""
    with before(browser, **way) as page:
        log_in(page, town, whom.key)
        go(page, "我的工作", "我的年终考核表")
        page.fill("#year", "2024")
        page.click("main .filters button")
        page.click("main .tasks a >> text='对考核表提出异议'")
        page.fill("#text", "有一件是两个人一起办的。")
        send(page)
        expect(page.locator("main .facts").first).to_contain_text("有异议，待答复")


def recorded(town: Visited, title: str) -> str:
    """Record a matter of the secretary's, and return its number."""
    matter = {
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "title": title,
        "text": "请相关部门一起看。",
        "learned_at": "2025-12-30",
        "petitioners": [{"kind": "anonymous"}],
    }
    case: str = town.ask_as(secretary(town), "case.record", matter=matter)["id"]
    return case


def secretary(town: Visited) -> PersonId:
    """Return who keeps the matters of a village."""
    return PersonId(town.grown_town.staff["lantang-secretary"].person)


@WAYS
@pytest.mark.clause("S18", "S24", "S28")
def test_a_cadre_writes_a_matter_down_handles_and_answers_it(
    browser: Browser, town: Visited, way
) -> None:
    with before(browser, **way) as page:
        log_in(page, town, "lantang-member-1")
        page.click("main >> text=记一件事")
        fill_in(page, "路边井盖缺失")
        page.click("main .buttons button >> nth=0")
        expect(page.locator("h1")).to_have_text("路边井盖缺失")

        page.click("main >> text='办理'")
        page.select_option("#step-kind", "cause")
        page.fill("#step-text", "井盖被压碎，没有及时更换。")
        page.click("main .buttons button >> nth=0")
        expect(page.locator(".said")).to_contain_text("井盖被压碎")

        page.click("main >> text='反馈'")
        page.check("input[name='feedback.stage'][value=opinion]")
        page.select_option("#feedback-means", "visit")
        page.fill("#feedback-text", "三天内换新井盖。")
        page.check("input[name='feedback.response'][value=satisfied]")
        page.click("main .buttons button >> nth=0")
        expect(page.locator("#results + *")).to_contain_text("三天内换新井盖")


@WAYS
@pytest.mark.clause("S50", "S54", "S58")
def test_a_village_secretary_sees_the_board_reads_a_diary_and_holds_the_meeting(
    browser: Browser, town: Visited, way
) -> None:
    with before(browser, **way) as page:
        log_in(page, town, "lantang-secretary")
        go(page, "村（居）和群众", "本村一览")
        expect(page.locator("main")).to_contain_text("在办")

        go(page, "审阅和统计", "待我审阅的日记")
        page.goto(f"{at(town)}/reviews?period=2025-Q4&read=true")
        page.click("main a[href$='/opinion'] >> nth=0")
        page.fill("#opinion-opinion", "记得实在，请继续。")
        page.check("input[name='opinion.grade'][value=good]")
        send(page)
        expect(page.locator("main")).to_contain_text("记得实在，请继续。")

        go(page, "村（居）和群众", "民情分析会")
        page.click("main a[href='/meetings/new']")
        page.select_option("#meeting-village", "lantang")
        page.fill("#meeting-held_on", "2025-12-30")
        page.fill("#meeting-chair", secretary(town))
        page.check("input[name='meeting.attendants'] >> nth=0")
        page.fill("[name='meeting.agenda.0.title']", "村道路灯怎么修")
        page.fill("#meeting-text", "大家同意先修东头三盏。")
        send(page)
        expect(page.locator("main")).to_contain_text("村道路灯怎么修")


@WAYS
@pytest.mark.clause("S76", "S77")
def test_a_department_finds_what_it_is_asked_and_answers(
    browser: Browser, town: Visited, way
) -> None:
    case = recorded(town, "水管总爆")
    asked = {"unit": "agri", "text": "请查水压并说明。", "due": DUE}
    town.ask_as(secretary(town), "case.assist", case=case, assistance=asked)
    with before(browser, **way) as page:
        log_in(page, town, "agri-head")
        for words, said in (("签收协办", None), ("答复协办", "已查，更换减压阀。")):
            go(page, "我的工作", "转来的、要我答复的")
            row = page.locator("tr", has=page.locator(f"a[href='/cases/{case}']")).first
            expect(row).to_contain_text("请查水压并说明。")
            row.locator(f"a >> text='{words}'").click()
            expect(page.locator("main")).to_contain_text("请查水压并说明。")
            if said:
                page.fill("#replied-text", said)
            send(page)
            expect(page.locator(".done")).to_be_visible()
        page.goto(f"{at(town)}/cases/{case}")
        expect(page.locator(".story")).to_contain_text("已查，更换减压阀")


@WAYS
@pytest.mark.clause("S54", "S72", "S74")
def test_the_party_secretary_sees_the_quarter_and_what_is_to_be_studied(
    browser: Browser, town: Visited, way
) -> None:
    with before(browser, **way) as page:
        log_in(page, town, "party-secretary")
        page.click(".doors a >> text='季度情况'")
        page.goto(f"{at(town)}/boards/quarter?period=2025-Q3")
        expect(page.locator("main svg").first).to_be_visible()
        expect(page.locator("main table").first).to_be_visible()
        page.goto(f"{at(town)}/boards/coverage?period=2025-Q3")
        expect(page.locator("main svg").first).to_be_visible()
        go(page, "督促检查", "上报还没人签收")
        go(page, "村（居）和群众", "集体研究")
        page.click("main .rows a >> nth=0")
        expect(page.locator("h1")).to_be_visible()


@WAYS
@pytest.mark.clause("S72")
def test_the_commissioner_orders_a_matter_supervised(browser: Browser, town: Visited, way) -> None:
    case = recorded(town, "围墙要倒")
    with before(browser, **way) as page:
        log_in(page, town, "organisation-commissioner")
        page.goto(f"{at(town)}/cases/{case}")
        page.click("main details.more summary")
        page.click("main a >> text='督办'")
        page.fill("#ordering-to", secretary(town))
        page.fill("#ordering-text", "三天内先把围墙围起来。")
        page.fill("#ordering-due", DUE)
        send(page)
        expect(page.locator(".done")).to_be_visible()
        go(page, "督促检查", "督办登记")
        expect(page.locator("main")).to_contain_text(case)


@WAYS
@pytest.mark.clause("S22", "S67", "S84")
def test_the_org_office_finds_enters_and_imports(browser: Browser, town: Visited, way) -> None:
    name = f"陈{'三' if 'java_script_enabled' in way else way['viewport']['width']}"
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "花名册")
        unfold(page, way)
        page.fill("#words", "罗丽康")
        page.click("main .filters button")
        expect(page.locator("main table.rows tbody tr")).to_have_count(1)
        page.goto(f"{at(town)}/people/new")
        page.fill("#facts-name", name)
        page.check("input[name='facts.kind'][value=town-office-civil-servant]")
        page.fill("#facts-since", "2025-12-01")
        send(page)
        expect(page.locator("h1")).to_contain_text(name)

        go(page, "组织人事", "导入群众留言")
        page.set_input_files("#file", LETTERS)
        page.click("main .buttons button >> nth=0")
        expect(page.locator("main")).to_contain_text("没有")
        go(page, "组织人事", "记录本")


@WAYS
@pytest.mark.clause("S43", "S44", "S46", "S47")
def test_a_book_goes_from_the_office_to_a_cadre_and_comes_back_to_the_archive(
    browser: Browser, town: Visited, way
) -> None:
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        serial = given_out(page, town.grown_town.staff["urban-staff-1"])
    with before(browser, **way) as page:
        log_in(page, town, "urban-staff-1")
        signed_for_and_handed_in(page, serial)
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "记录本")
        unfold(page, way)
        page.select_option("#state", "handed-in")
        page.click("main .filters button")
        page.click(f"main .rows a >> text='{serial}'")
        beside(page, "收下")
        send(page)
        beside(page, "归档")
        page.fill("#shelf", "2025-甲柜")
        send(page)
        expect(page.locator("main .facts")).to_contain_text("已归档")
        expect(page.locator("main .facts")).to_contain_text("2025-甲柜")


@WAYS
@pytest.mark.clause("S69", "S70")
def test_the_office_draws_a_sheet_and_draws_it_anew_when_another_upheld_an_objection(
    browser: Browser, town: Visited, way
) -> None:
    whom = town.grown_town.staff[APPRAISED[name_of(way)]]
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "年终考核")
        page.click("main .tasks a >> text='定稿一份考核表'")
        page.fill("#subject", whom.person)
        page.fill("#year", "2024")
        send(page)
        expect(page.locator("main .rows tr", has_text=whom.name)).to_contain_text("已定稿")
    objected(browser, town, way, whom)
    with before(browser, **way) as page:
        log_in(page, town, "organisation-commissioner")
        sheet_of(page, whom)
        page.click("main .rows a >> text='答复异议'")
        page.check("input[name='decided.upheld'][value=true]")
        page.fill("#decided-text", "情况属实，重新核算。")
        send(page)
        expect(page.locator("main")).to_contain_text("情况属实，重新核算。")
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        sheet_of(page, whom)
        page.click("main .tasks a >> text='定稿'")
        send(page)
        expect(page.locator("main .rows tr", has_text=whom.name)).to_contain_text("已定稿")


@WAYS
@pytest.mark.clause("S67")
def test_the_office_sums_up_the_year_that_it_names_and_prints_it(
    browser: Browser, town: Visited, way
) -> None:
    said = f"全年有记有办，件件有回音（{name_of(way)}）。"
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "年终考核")
        page.click("main .tasks a >> text='印发年度总结'")
        page.fill("#year", "2024")
        page.fill("#text", said)
        send(page)
        expect(page.locator("h1")).to_contain_text("2024")
        expect(page.locator("main")).to_contain_text(said)
        printed(page)


@WAYS
@pytest.mark.clause("S68", "S82")
def test_who_did_well_is_named_decided_on_and_made_known(
    browser: Browser, town: Visited, way
) -> None:
    title, case = f"办事用心（{name_of(way)}）", town.grown_town.exemplary
    owner = town.ask_as(town.grown_town.clerk, "case.show", case=case)["hands"]["owner"]
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "表彰")
        page.click("main a >> text='提名表彰'")
        page.fill("#title", title)
        page.fill("#person", owner)
        page.check(f"input[name='cases'][value='{case}']")
        page.fill("#text", "每件事都上门答复。")
        send(page)
        expect(page.locator("main .rows tr", has_text=title)).to_contain_text("提名")
    with before(browser, **way) as page:
        log_in(page, town, "party-secretary")
        go(page, "组织人事", "表彰")
        page.locator("main .rows tr", has_text=title).locator("a >> text='决定表彰'").click()
        page.check("input[name='decided.granted'][value=true]")
        page.fill("#decided-text", "同意。")
        send(page)
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "表彰")
        page.locator("main .rows tr", has_text=title).locator("a >> text='公布表彰'").click()
        send(page)
        expect(page.locator("main .rows tr", has_text=title)).to_contain_text("已公布")


@WAYS
@pytest.mark.clause("S79", "S80", "S81")
def test_what_is_made_public_is_written_approved_by_another_and_stands_on_the_board(
    browser: Browser, town: Visited, way
) -> None:
    title = f"路灯修复进展（{name_of(way)}）"
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        go(page, "组织人事", "公开稿")
        page.click("main a >> text='写公开稿'")
        page.check("input[name='publication.kind'][value=report]")
        page.select_option("#publication-unit", "lantang")
        page.fill("#publication-title", title)
        page.fill("#publication-text", "东头三盏路灯已经修好。")
        send(page)
        expect(page.locator("h1")).to_have_text(title)
    with before(browser, **way) as page:
        log_in(page, town, "organisation-commissioner")
        go(page, "组织人事", "公开稿")
        page.click(f"main .rows a >> text='{title}'")
        page.click("main .tasks a >> text='审核通过'")
        send(page)
        page.click("main .tasks a >> text='公开'")
        send(page)
        expect(page.locator("main .facts")).to_contain_text("已公开")
    with before(browser, **way) as page:
        page.goto(f"{at(town)}/public")
        expect(page.locator("main")).to_contain_text(title)


@WAYS
@pytest.mark.clause("S60", "S61")
def test_the_office_sees_the_figures_and_issues_the_bulletin(
    browser: Browser, town: Visited, way
) -> None:
    with before(browser, **way) as page:
        log_in(page, town, "org-clerk-1")
        page.click("summary:has-text('菜单')")
        page.click("nav summary >> text='督促检查'")
        page.click("nav a >> text='通报前的数字'")
        page.select_option("#unit", "town")
        page.select_option("#period", "2025-H2")
        page.click("main .filters button")
        expect(page.locator("h1")).to_contain_text("大涌镇 2025年下半年")
        page.click("main .tasks a >> text='印发通报'")
        page.fill("#bulletin-title", f"下半年通报（{name_of(way)}）")
        page.fill("#bulletin-text", "迟反馈的单位一周内补齐。")
        send(page)
        expect(page.locator("main")).to_contain_text("迟反馈的单位一周内补齐。")
        printed(page)
        go(page, "督促检查", "通报")
        expect(page.locator("main .rows")).to_contain_text(f"下半年通报（{name_of(way)}）")


@WAYS
@pytest.mark.clause("S12", "S37")
def test_the_auditor_sees_who_read_what_and_whether_the_record_is_whole(
    browser: Browser, town: Visited, way
) -> None:
    town.visitor("lantang-secretary").get("/cases")
    town.administrator("audit")
    with before(browser, **way) as page:
        enter(page, town, "audit")
        go(page, "系统", "查阅记录")
        expect(page.locator("main table.rows")).to_contain_text("看了")
        go(page, "系统", "记录是否完整")
        expect(page.locator("main")).to_contain_text("检查点")


@WAYS
@pytest.mark.clause("S25", "S66")
def test_an_investigator_plays_a_matter_back_and_sees_who_knew(
    browser: Browser, town: Visited, way
) -> None:
    case = town.grown_town.planted[0].cases[0]
    with before(browser, **way) as page:
        log_in(page, town, "investigator")
        page.goto(f"{at(town)}/cases/{case}/replay")
        whole = page.locator("[data-steps] a").count()
        if "java_script_enabled" in way:
            page.click("[data-steps] a >> nth=0")
        else:
            page.locator("input[type=range]").fill("1")
        page.wait_for_url("**/replay?position=*")
        expect(page.locator("nav[data-slider]")).to_contain_text(f"第 1 步，共 {whole} 步")
        page.click("text=下一步")
        expect(page.locator("nav[data-slider]")).to_contain_text("第 2 步")

        page.goto(f"{at(town)}/cases/{case}/findings")
        expect(page.locator("main")).to_contain_text("责任区间")
        page.goto(f"{at(town)}/cases/{case}/knowledge")
        expect(page.locator("main svg").first).to_be_visible()


@WAYS
@pytest.mark.clause("S28")
def test_a_citizen_follows_the_code_on_the_slip(browser: Browser, town: Visited, way) -> None:
    clerk = town.grown_town.clerk
    case = town.ask_as(clerk, "case.list")["items"][0]["number"]
    slip = town.ask_as(clerk, "case.slip", case=case)["slip"]
    with before(browser, **way) as page:
        page.goto(f"{at(town)}/r/{slip}")
        expect(page.locator("h1")).to_have_text("您反映的事办到哪一步")
        expect(page.locator(".story")).to_contain_text("已记录")


@pytest.mark.clause("S12")
def test_too_many_wrong_passwords_lock_for_a_while(browser: Browser, town: Visited) -> None:
    town.visitor("shijiao-member-1")
    with before(browser, viewport=PHONE) as page:
        for _ in range(6):
            page.goto(f"{at(town)}/login")
            page.fill("#login", "shijiao-member-1")
            page.fill("#password", "not-the-password")
            page.click("main button")
            expect(page.locator(".problem")).to_be_visible()
        expect(page.locator(".problem")).to_contain_text("分钟")


@pytest.mark.clause("S22")
def test_letters_are_larger_and_words_english_where_that_is_chosen(
    browser: Browser, town: Visited
) -> None:
    with before(browser, viewport=PHONE) as page:
        page.goto(f"{at(town)}/public")
        page.click("text=大字版")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "23px"
        page.click("text=English")
        expect(page.locator("html")).to_have_attribute("lang", "en")
