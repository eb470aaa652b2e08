"""A page in sections: what each says, its facts, its table, and what can be done from it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from minqing_core.documents.papers.paper import Paper
from minqing_http.pages.page import Plain, RowWay, Worded
from minqing_http.pages.visitor import Visitor


@frozen(kw_only=True)
class Section:
    """A part of a page; ``figures`` are numbers that catch the eye.

    ``picture`` is SVG that the table beside it says too.

    ``ways`` are the forms to which its rows lead, ``leads`` those to which the section does, with
    what is in the ``row`` that it is of.
    """

    heading: str = ""
    texts: Sequence[str] = ()
    facts: Sequence[tuple[str, Any]] = ()
    figures: Sequence[tuple[str, Any]] = ()
    picture: str = ""
    columns: Mapping[str, str] = field(factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    links: Mapping[str, str] = field(factory=dict)
    labels: Mapping[str, Worded] = field(factory=dict)
    folded: bool = False
    ways: Sequence[RowWay] = ()
    leads: Sequence[RowWay] = ()
    row: Mapping[str, Any] = field(factory=dict)


def of_paper(made: Callable[[Plain], Paper], name: str) -> Callable[[Plain, Visitor], Plain]:
    """Return what shows the paper that is made of an answer."""

    def sorted_out(found: Plain, _visitor: Visitor) -> Plain:
        paper = made(found[name])
        return {"heading": paper.title, "sections": [*map(_of_part, paper.sections)]}

    return sorted_out


def _of_part(part: Any) -> Section:  # noqa: ANN401 - a section of a paper
    columns = {str(number): title for number, title in enumerate(part.columns)}
    return Section(
        heading=part.heading,
        texts=part.texts,
        facts=part.facts,
        picture=part.picture,
        columns=columns,
        rows=[dict(zip(columns, row, strict=True)) for row in part.rows],
    )


def story(items: Sequence[Mapping[str, Any]]) -> Section:
    """Return what happened, in sentences."""
    return Section(
        heading="经过",
        columns={"occurred_on": "日期", "sentence": "经过"},
        rows=items,
        folded=True,
    )
