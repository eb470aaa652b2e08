"""The signs that the font of the package has, and those that a paper has beside them."""

from collections.abc import Iterator
from functools import cache

import attrs

from minqing_core.documents.papers.paper import Paper, Section

SIGNS = "·—‘’“”…′″℃℉№√×÷±≤≥≠①②③④⑤⑥⑦⑧⑨⑩㎡☐☑"
LISTED = "字库未收的字"
AROUND, PLACES = 6, 3


def strange(text: str) -> list[str]:
    """Return the signs of a text that the font of the package lacks."""
    return sorted({sign for sign in text if not _has(sign)})


def point(sign: str) -> str:
    """Return the code point of a sign, as it is written."""
    return f"U+{ord(sign):04X}"


def with_list(paper: Paper) -> Paper:
    """Return a paper with a list of the signs that the font lacks, and where they stand."""
    texts = list(dict.fromkeys(_texts(paper)))
    found = strange("".join(texts))
    if not found:
        return paper
    listed = Section(
        heading=LISTED,
        texts=("下列字不在随附字库之内，PDF 和图中以〔码位〕代替。",),
        columns=("码位", "字", "见于"),
        rows=tuple((point(s), s, "；".join(_places(s, texts))) for s in found),
    )
    return attrs.evolve(paper, sections=(*paper.sections, listed))


def _places(sign: str, texts: list[str]) -> list[str]:
    here = [(text, text.index(sign)) for text in texts if sign in text]
    parts = (text[max(0, at - AROUND) : at + AROUND + 1] for text, at in here)
    return list(dict.fromkeys(parts))[:PLACES]


def _texts(paper: Paper) -> Iterator[str]:
    yield from (paper.title, paper.number, paper.unit, *paper.issued, *paper.signatures)
    for section in paper.sections:
        yield from (section.heading, *section.texts, *section.columns)
        for row in (*section.facts, *section.rows):
            yield from row


@cache
def _has(sign: str) -> bool:
    if sign in SIGNS or sign.isascii():
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
