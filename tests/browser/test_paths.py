"""Each role's main path, clicked through on a phone and at a desk."""

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.browser.sitting import DESK, PHONE, at, before, enter, fill_in, log_in
from tests.pages.visiting import Visited

from minqing_core.kernel.ids import PersonId

WAYS = pytest.mark.parametrize(
    "way",
    [{"viewport": PHONE}, {"viewport": DESK}, {"viewport": PHONE, "java_script_enabled": False}],
    ids=["phone", "desk", "no-script"],
)
LETTERS = FilePayload(
    name="letters.csv", mimeType="text/csv", buffer="编号,内容\n1,路灯\n".encode()
)
DUE = "2026-01-20"


def go(page: Page, group: str, name: str) -> None:
    """Go by the menu, and see that one is there."""
    page.click("summary:has-text('菜单')")
    if not page.locator(f"nav details[open] summary >> text='{group}'").count():
        page.click(f"nav summary >> text='{group}'")
    page.click(f"nav a >> text='{name}'")
    expect(page.locator("h1")).to_contain_text(name)


def send(page: Page) -> None:
    """Hand in the form."""
    page.click("main form.filled .buttons button >> nth=0")


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
        if way["viewport"] == PHONE:
            page.click("main summary >> text='查找和筛选'")
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
