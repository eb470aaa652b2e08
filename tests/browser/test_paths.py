"""Each role's main path, clicked through on a phone and at a desk."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.sitting import DESK, PHONE, at, before, fill_in, log_in
from tests.pages.visiting import Visited

BOTH = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


def go(page: Page, name: str) -> None:
    page.click("summary:has-text('菜单')")
    page.click(f"nav >> text='{name}'")


@BOTH
@pytest.mark.clause("S18", "S24", "S28")
def test_a_cadre_writes_a_matter_down_handles_and_answers_it(
    browser: Browser, town: Visited, viewport
) -> None:
    with before(browser, viewport=viewport) as page:
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


@BOTH
@pytest.mark.clause("S50", "S54")
def test_a_village_secretary_finds_the_board_the_queue_and_the_meeting(
    browser: Browser, town: Visited, viewport
) -> None:
    with before(browser, viewport=viewport) as page:
        log_in(page, town, "lantang-secretary")
        for name in ("会前材料", "民情分析会", "住户"):
            go(page, name)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("h1")).not_to_have_text("没有找到")


@BOTH
@pytest.mark.clause("S25", "S66")
def test_an_investigator_plays_a_matter_back_and_sees_who_knew(
    browser: Browser, town: Visited, viewport
) -> None:
    case = town.grown_town.planted[0].cases[0]
    with before(browser, viewport=viewport) as page:
        log_in(page, town, "investigator")
        page.goto(f"{at(town)}/cases/{case}/replay")
        whole = int(page.locator("input[type=range]").get_attribute("max") or 0)
        page.locator("input[type=range]").fill("1")
        page.wait_for_url("**/replay?position=*")
        expect(page.locator("nav[data-slider]")).to_contain_text(f"第 1 步，共 {whole} 步")
        page.click("text=下一步")
        expect(page.locator("nav[data-slider]")).to_contain_text("第 2 步")

        page.goto(f"{at(town)}/cases/{case}/findings")
        expect(page.locator("main")).to_contain_text("责任区间")
        page.goto(f"{at(town)}/cases/{case}/knowledge")
        expect(page.locator("main svg").first).to_be_visible()


@BOTH
@pytest.mark.clause("S28")
def test_a_citizen_follows_the_code_on_the_slip(browser: Browser, town: Visited, viewport) -> None:
    clerk = town.grown_town.clerk
    case = town.ask_as(clerk, "case.list")["items"][0]["number"]
    slip = town.ask_as(clerk, "case.slip", case=case)["slip"]
    with before(browser, viewport=viewport) as page:
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
