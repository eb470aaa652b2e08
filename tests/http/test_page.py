"""The page that describes the interface."""

import re
from html.parser import HTMLParser

from tests.http.serving import Served

from minqing_http.operations import TABLE
from minqing_http.problems import known_refusals


class Read(HTMLParser):
    """What a page holds: elements with their attributes, and the anchors it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def every(self, attribute: str) -> list[str]:
        """Return the values of an attribute."""
        return [a[attribute] or "" for _, a in self.elements if attribute in a]


def test_every_operation_and_every_refusal_is_on_the_page(town: Served) -> None:
    told = town.get("/docs/api")
    anchors = Read(told.text).every("id")

    assert told.headers["Content-Type"] == "text/html; charset=utf-8"
    assert {operation.use_case for operation in TABLE} <= set(anchors)
    assert {f"problem-{refusal.code}" for refusal in known_refusals()} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_the_page_needs_no_script_no_inline_style_and_nothing_from_elsewhere(
    town: Served,
) -> None:
    told = town.get("/docs/api")
    page = Read(told.text)

    assert told.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'"
    )
    assert told.headers["Referrer-Policy"] == "no-referrer"
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "style", "img", "iframe"})
    assert page.every("style") == []
    assert all(re.match(r"[/#]", where) for where in page.every("href"))
    assert town.get("/static/minqing.css").headers["Content-Type"].startswith("text/css")


def test_links_within_the_page_lead_somewhere(town: Served) -> None:
    page = Read(town.get("/docs/api").text)

    assert {where[1:] for where in page.every("href") if where[0] == "#"} <= set(page.every("id"))
