"""The papers of the office: what an answer says, as a page to print, sign and file."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from minqing_core.documents.papers import diary, leaving, order
from minqing_core.documents.papers.paper import Paper

__all__ = ["KINDS", "OF_ANSWER", "Kind", "Paper"]


@frozen(kw_only=True)
class Kind:
    """A kind of paper: the use case whose answer it is made of, and how."""

    use_case: str
    title: str
    made: Callable[..., Paper]


KINDS: Mapping[str, Kind] = {
    "diary": Kind(use_case="case.show", title="民情日记", made=diary.paper),
    "order": Kind(use_case="case.show", title="督办单", made=order.paper),
    "leaving": Kind(use_case="roster.leaving", title="移交清册", made=leaving.paper),
}
OF_ANSWER: Mapping[str, Callable[[Mapping[str, Any]], Paper]] = {
    KINDS[name].use_case: KINDS[name].made for name in ("diary", "leaving")
}
