"""A paper as PDF/A, the same bytes for the same paper."""

from contextlib import suppress
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

import attrs
import msgspec

from minqing_core.documents.papers.paper import Paper, Section
from minqing_core.documents.refusals import PdfAbsentError

PACKAGE = "minqing_core.documents"
STANDARD: Literal["a-2b"] = "a-2b"
MISSING = "〓"
SIGNS = "·—‘’“”…′″℃℉№√×÷±≤≥≠①②③④⑤⑥⑦⑧⑨⑩㎡☐☑"


def pdf(paper: Paper) -> bytes:
    """Return a paper as PDF/A-2b.

    A sign that neither the font in the package nor those of the machine have is printed as 〓 and
    listed at the end of the paper, never left blank.

    Raises:
        PdfAbsentError: what makes PDF is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PdfAbsentError from error
    strange = sorted({sign for sign in _written(paper) if not _has(sign)})
    if strange:
        with suppress(typst.TypstError):
            return _compiled(paper, fonts_of_machine=True)
    return _compiled(_without(paper, strange), fonts_of_machine=False)


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


def _without(paper: Paper, strange: list[str]) -> Paper:
    if not strange:
        return paper
    text = _written(paper).translate({ord(sign): MISSING for sign in strange})
    codes = "、".join(f"U+{ord(sign):04X}" for sign in strange)
    note = f"正文中的「{MISSING}」处，是本机字库中没有的字符：{codes}"
    kept = msgspec.json.decode(text, type=Paper)
    return attrs.evolve(
        kept, sections=(*kept.sections, Section(heading="字库未收的字", texts=(note,)))
    )


@cache
def _has(sign: str) -> bool:
    if sign in SIGNS or sign.isascii():
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
