"""The papers of the office: what an answer says, as a page to print, sign and file."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from minqing_core.documents.papers import (
    bulletin,
    diary,
    dossier,
    leaving,
    minutes,
    order,
    year_end,
)
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
    "dossier": Kind(use_case="case.dossier", title="民情卷宗", made=dossier.paper),
    "order": Kind(use_case="case.show", title="督办单", made=order.paper),
    "leaving": Kind(use_case="roster.leaving", title="移交清册", made=leaving.paper),
    "minutes": Kind(use_case="meeting.show", title="民情分析会会议记录", made=minutes.paper),
    "bulletin": Kind(use_case="bulletin.show", title="通报", made=bulletin.paper),
    "sheet": Kind(use_case="appraisal.sheet", title="年终考核表", made=year_end.sheet),
    "summary": Kind(use_case="appraisal.summary-show", title="年度总结", made=year_end.summary),
}
BESIDE = frozenset({"order"})
OF_ANSWER: Mapping[str, Callable[[Mapping[str, Any]], Paper]] = {
    kind.use_case: kind.made for name, kind in KINDS.items() if name not in BESIDE
}
