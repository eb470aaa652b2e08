"""A paper as PDF/A, the same bytes for the same paper."""

from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import as_file, files
from typing import Literal

import attrs
import msgspec

from minqing_core.documents.papers.paper import Paper, Section
from minqing_core.documents.papers.signs import LISTED, point, strange
from minqing_core.documents.refusals import PdfAbsentError

PACKAGE = "minqing_core.documents"
STANDARD: Literal["a-2b"] = "a-2b"
MISSING = "〓"
_PAPER = msgspec.json.Decoder(Paper)


def pdf(paper: Paper) -> bytes:
    """Return a paper as PDF/A-2b.

    A sign that neither the font in the package nor those of the machine have is printed as 〓 and
    listed at the end of the paper, never left blank; in a paper with the package's own font alone
    its code point stands in its place.

    Raises:
        PdfAbsentError: what makes PDF is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PdfAbsentError from error
    lacking = strange(_written(paper))
    if lacking and not paper.own_font:
        with suppress(typst.TypstError):
            return _compiled(paper, fonts_of_machine=True)
    return _compiled(_without(paper, lacking), fonts_of_machine=False)


def _compiled(paper: Paper, *, fonts_of_machine: bool) -> bytes:
    import typst  # noqa: PLC0415 - an extra

    with as_file(files(PACKAGE)) as folder:
        fonts = typst.Fonts(
            include_system_fonts=fonts_of_machine,
            include_embedded_fonts=False,
            font_paths=[folder / "fonts"],
        )
        compiler = typst.Compiler(
            (folder / "templates" / "paper.typ").read_bytes(),
            font_paths=fonts,
            sys_inputs={"paper": _written(paper)},
        )
        made = compiler.compile(pdf_standards=STANDARD, timestamp=0, format="pdf")
    assert isinstance(made, bytes)  # noqa: S101 - one file is asked for
    return made


def _written(paper: Paper) -> str:
    return msgspec.json.encode(paper).decode()


def _without(paper: Paper, lacking: list[str]) -> Paper:
    if not lacking:
        return paper
    if paper.own_font:
        return _translated(paper, {ord(sign): f"〔{point(sign)}〕" for sign in lacking})
    codes = "、".join(map(point, lacking))
    note = f"正文中的「{MISSING}」处，是本机字库中没有的字符：{codes}"
    kept = _translated(paper, {ord(sign): MISSING for sign in lacking})
    return attrs.evolve(kept, sections=(*kept.sections, Section(heading=LISTED, texts=(note,))))


def _translated(paper: Paper, signs: Mapping[int, str]) -> Paper:
    return _PAPER.decode(_written(paper).translate(signs))
