"""What is typed where there is no net is kept on the device, and recorded once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.sitting import PHONE, at, before, fill_in, log_in
from tests.pages.visiting import PASSWORD, Visited

TITLE = "没有网络时记下的事"
EMPTY = "localStorage.getItem(`outbox:${document.body.dataset.person}`) === '[]'"


@contextmanager
def writing(browser: Browser, town: Visited, who: str = "lantang-secretary") -> Iterator[Page]:
    """Give the form for a matter, on somebody's phone."""
    with before(browser, viewport=PHONE) as page:
        log_in(page, town, who)
        page.goto(f"{at(town)}/cases/new")
        yield page


def hand_in(page: Page) -> None:
    """Send the form."""
    page.click("main .buttons button >> nth=0")


def recorded(town: Visited, title: str) -> int:
    clerk = town.grown_town.clerk
    found = town.ask_as(clerk, "case.list", which={"words": title})["items"]
    return sum(1 for one in found if one["title"] == title)


@pytest.mark.clause("S22")
def test_what_was_not_sent_is_there_again(browser: Browser, town: Visited) -> None:
    with writing(browser, town) as page:
        fill_in(page, "写了一半的事")
        page.reload()

        expect(page.locator("#matter-title")).to_have_value("写了一半的事")
        expect(page.locator(".outbox")).to_contain_text("已恢复上次没有交的内容")
        assert recorded(town, "写了一半的事") == 0


@pytest.mark.clause("S22")
def test_without_a_net_it_waits_and_is_then_recorded_once(browser: Browser, town: Visited) -> None:
    with writing(browser, town) as page:
        fill_in(page, TITLE)
        page.context.set_offline(offline=True)
        hand_in(page)
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
    with writing(browser, town) as page:
        fill_in(page, "答复丢在路上的事")

        def lost(route):
            route.fetch(max_redirects=0)
            route.abort()

        page.route("**/cases/new", lost, times=1)
        hand_in(page)
        expect(page.locator(".outbox")).to_contain_text("1 件")
        assert recorded(town, "答复丢在路上的事") == 1

        page.reload()
        expect(page.locator(".outbox")).to_be_hidden()

        assert recorded(town, "答复丢在路上的事") == 1


@pytest.mark.clause("S22")
def test_what_is_wrong_is_said_without_losing_a_word(browser: Browser, town: Visited) -> None:
    with writing(browser, town) as page:
        page.fill("#matter-title", "没写全的事")
        hand_in(page)

        expect(page.locator(".problem")).to_be_visible()
        expect(page.locator("#matter-title")).to_have_value("没写全的事")
        fill_in(page, "没写全的事")
        hand_in(page)

        expect(page.locator("h1")).to_have_text("没写全的事")


@pytest.mark.clause("S22")
@pytest.mark.parametrize("sure", [True, False])
def test_who_logs_out_leaves_nothing_on_the_device_and_is_asked_before(
    browser: Browser, town: Visited, sure
) -> None:
    with writing(browser, town) as page:
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


@pytest.mark.clause("S22")
def test_what_is_handed_in_while_another_is_under_way_is_not_lost(
    browser: Browser, town: Visited
) -> None:
    with writing(browser, town) as page:
        fill_in(page, "先写的一件")
        page.context.set_offline(offline=True)
        hand_in(page)
        expect(page.locator(".outbox")).to_contain_text("1 件")
        fill_in(page, "随后的一件")

        def slow(route):
            time.sleep(1)
            route.continue_()

        page.route("**/cases/new", slow)
        page.context.set_offline(offline=False)
        hand_in(page)

        expect(page.locator("h1")).to_have_text("随后的一件")
        assert (recorded(town, "先写的一件"), recorded(town, "随后的一件")) == (1, 1)
        assert page.evaluate(EMPTY)


@pytest.mark.clause("S22")
def test_what_was_refused_meanwhile_is_offered_again_one_by_one(
    browser: Browser, town: Visited
) -> None:
    with writing(browser, town) as page:
        page.context.set_offline(offline=True)
        for title in ("没写全的甲", "没写全的乙"):
            page.fill("#matter-title", title)
            hand_in(page)
            expect(page.locator("#matter-title")).to_have_value("")
        page.context.set_offline(offline=False)
        expect(page.locator(".outbox")).to_contain_text("有 2 件没有记下")

        for title in ("没写全的甲", "没写全的乙"):
            page.click(".outbox a >> nth=0")
            expect(page.locator("#matter-title")).to_have_value(title)
            fill_in(page, title)
            hand_in(page)
            expect(page.locator("h1")).to_have_text(title)

        expect(page.locator(".outbox")).to_be_hidden()
        assert (recorded(town, "没写全的甲"), recorded(town, "没写全的乙")) == (1, 1)


@pytest.mark.clause("S12", "S22")
def test_what_waits_outlives_a_password_that_must_be_changed(
    browser: Browser, town: Visited
) -> None:
    town.visitor("shijiao-member-2")
    with writing(browser, town, "shijiao-member-2") as page:
        fill_in(page, "改口令之前写的事")
        page.context.set_offline(offline=True)
        hand_in(page)
        expect(page.locator(".outbox")).to_contain_text("1 件")
        person = town.grown_town.staff["shijiao-member-2"].person
        given = town.ask_as(town.grown_town.clerk, "account.reset-password", person=person)
        page.context.set_offline(offline=False)

        page.goto(f"{at(town)}/login")
        page.fill("#login", "shijiao-member-2")
        page.fill("#password", given["password"])
        page.click("main button")
        page.wait_for_url("**/account/password*")
        page.fill("#current", given["password"])
        page.fill("#password", PASSWORD)
        hand_in(page)
        page.wait_for_url("**/login*")
        log_in(page, town, "shijiao-member-2")
        while not page.evaluate(EMPTY):
            page.wait_for_timeout(100)
        assert recorded(town, "改口令之前写的事") == 1


@pytest.mark.clause("S22")
def test_rows_that_were_added_are_there_again(browser: Browser, town: Visited) -> None:
    with writing(browser, town) as page:
        fill_in(page, "两个人一起反映的事")
        page.click("main button[name=_more] >> nth=0")
        page.fill("[name='matter.petitioners.1.name']", "陈伯")
        page.goto(f"{at(town)}/cases/new")

        expect(page.locator("[name='matter.petitioners.1.name']")).to_have_value("陈伯")
        page.click(".outbox >> text=不要了")
        expect(page.locator("#matter-title")).to_have_value("")
