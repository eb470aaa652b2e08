"""What a visitor finds in the menu: the ways to what their posts may do."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from minqing_core.powers.rules import Power
from minqing_http.pages.visitor import Visitor


@frozen
class Way:
    """A way to a page, for those who have the power."""

    title: str
    path: str
    power: Power


MENU: Sequence[tuple[str, Sequence[Way]]] = (
    (
        "我的工作",
        (
            Way("今日要办", "/", Power.SELF_READ),
            Way("记一件事", "/cases/new", Power.DIARY_WRITE),
            Way("民情", "/cases", Power.DIARY_READ),
        ),
    ),
)


def menu_of(visitor: Visitor) -> list[tuple[str, list[Way]]]:
    """Return what somebody finds in the menu."""
    return [(title, ways) for title, ways in _held(visitor) if ways]


def _held(visitor: Visitor) -> Iterator[tuple[str, list[Way]]]:
    for title, ways in MENU:
        yield title, [way for way in ways if visitor.may(way.power)]
