"""What is typed where there is no net is kept on the device, and recorded once."""

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.sitting import PHONE, at, before, fill_in, log_in
from tests.pages.visiting import Visited

TITLE = "没有网络时记下的事"


def recorded(town: Visited, title: str) -> int:
    clerk = town.grown_town.clerk
    found = town.ask_as(clerk, "case.list", which={"words": title})["items"]
    return sum(1 for one in found if one["title"] == title)


@pytest.mark.clause("S22")
def test_what_was_not_sent_is_there_again(browser: Browser, town: Visited) -> None:
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases/new")
        fill_in(page, "写了一半的事")
        page.reload()

        expect(page.locator("#matter-title")).to_have_value("写了一半的事")
        expect(page.locator(".outbox")).to_have_text("已恢复上次没有交的内容")
        assert recorded(town, "写了一半的事") == 0


@pytest.mark.clause("S22")
def test_without_a_net_it_waits_and_is_then_recorded_once(browser: Browser, town: Visited) -> None:
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases/new")
        fill_in(page, TITLE)
        page.context.set_offline(offline=True)
        page.click("main .buttons button >> nth=0")
        expect(page.locator(".outbox")).to_contain_text("1 件")
        expect(page.locator("#matter-title")).to_have_value("")
        assert recorded(town, TITLE) == 0

        page.context.set_offline(offline=False)
        expect(page.locator(".outbox")).to_be_hidden()
        page.reload()

        assert recorded(town, TITLE) == 1
        assert TITLE not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.clause("S22")
def test_an_answer_that_was_lost_on_the_way_makes_no_second_one(
    browser: Browser, town: Visited
) -> None:
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases/new")
        fill_in(page, "答复丢在路上的事")

        def lost(route):
            route.fetch(max_redirects=0)
            route.abort()

        page.route("**/cases/new", lost, times=1)
        page.click("main .buttons button >> nth=0")
        expect(page.locator(".outbox")).to_contain_text("1 件")
        assert recorded(town, "答复丢在路上的事") == 1

        page.reload()
        expect(page.locator(".outbox")).to_be_hidden()

        assert recorded(town, "答复丢在路上的事") == 1


@pytest.mark.clause("S22")
def test_what_is_wrong_is_said_without_losing_a_word(browser: Browser, town: Visited) -> None:
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases/new")
        page.fill("#matter-title", "没写全的事")
        page.click("main .buttons button >> nth=0")

        expect(page.locator(".problem")).to_be_visible()
        expect(page.locator("#matter-title")).to_have_value("没写全的事")
        fill_in(page, "没写全的事")
        page.click("main .buttons button >> nth=0")

        expect(page.locator("h1")).to_have_text("没写全的事")


@pytest.mark.clause("S22")
@pytest.mark.parametrize("sure", [True, False])
def test_who_logs_out_leaves_nothing_on_the_device_and_is_asked_before(
    browser: Browser, town: Visited, sure
) -> None:
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases/new")
        fill_in(page, "还没有交的事")
        asked: list[str] = []

        def answer(dialog):
            asked.append(dialog.message)
            (dialog.accept if sure else dialog.dismiss)()

        page.on("dialog", answer)
        page.click("footer >> text=退出登录")

        if sure:
            page.wait_for_url("**/login*")
        assert asked == ["本机还有 1 件没有交的内容。退出后从本机清除，仍要退出吗？"]
        kept = page.evaluate("JSON.stringify(localStorage)")
        assert ("还没有交的事" in kept) is not sure


@pytest.mark.clause("S22")
def test_where_there_is_no_net_a_page_says_so_and_nothing_of_a_person_is_kept(
    browser: Browser, town: Visited
) -> None:
    with before(browser, viewport=PHONE, service_workers="allow") as page:
        log_in(page, town, "lantang-secretary")
        page.goto(f"{at(town)}/cases")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        page.context.set_offline(offline=True)
        page.goto(f"{at(town)}/duties")

        expect(page.locator("h1")).to_have_text("现在没有网络")
        kept = page.evaluate(
            """caches.keys().then((names) => Promise.all(names.map((name) =>
              caches.open(name).then((cache) => cache.keys()))))
              .then((all) => all.flat().map((request) => new URL(request.url).pathname).sort())"""
        )
        shell = ["/offline", "/static/mark.svg", "/static/minqing.css", "/static/minqing.js"]
        assert kept == shell
