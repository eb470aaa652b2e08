"""A paper as a Word file, from a template that the office can edit."""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec
from attrs import frozen

from minqing_core.documents.papers.paper import Paper, Section
from minqing_core.documents.refusals import FileMissingError, TemplateUnfitError, WordAbsentError

TEMPLATE = "templates/paper.docx"
MOST, MARGINS, MANY = 44, 3, 6
LONGEST = {True: 22, False: 10}
PT = 12_700
NORMAL, NARROW = int(10.5 * PT), 8 * PT
WORD = re.compile(r"[!-~]+|[^\x00-\x7f]+")
CM = 360_000
SMALL, BROAD = 3 * CM, 15.6 * CM
WHEN = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)


def word(paper: Paper, template: Path | None = None) -> bytes:
    """Return a paper as DOCX, in the office's own template if it is given one.

    A template may use ``title``, ``number``, ``unit``, ``sections``, ``signatures``,
    ``position``, ``digest``, ``cover``, ``issued`` and ``facts``, every fact of the paper by
    its name. The ``picture`` of a section is put in where it stands.

    Raises:
        WordAbsentError: what makes Word files is not installed.
        FileMissingError: there is no such template.
        TemplateUnfitError: it is no Word file, or asks for what no paper has.
    """
    try:
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
        from jinja2 import TemplateError  # noqa: PLC0415 - only with a template

        import minqing_core.documents.raster  # noqa: F401, PLC0415 - an extra too
    except ImportError as error:
        raise WordAbsentError from error
    chosen = files(__package__) / TEMPLATE if template is None else template
    if not chosen.is_file():
        raise FileMissingError(path=chosen)
    kept = BytesIO()
    try:
        document = DocxTemplate(BytesIO(chosen.read_bytes()))
        document.render(_values(paper, document), autoescape=True)
        _fit(document.docx.tables)
        _name(document.docx.core_properties, paper)
        document.save(kept)
    except (TemplateError, BadZipFile, ValueError, KeyError, OSError) as error:
        raise TemplateUnfitError(path=chosen, why=error) from error
    return _at_one_time(kept)


def _fit(tables: Iterable[Any]) -> None:
    """Give each column what its longest words need, and what is left to those that have more."""
    for table in tables:
        columns = list(table.columns)
        cells = [column.cells for column in columns]
        size = NARROW if len(columns) > MANY else NORMAL
        texts = [[cell.text for cell in those] for those in cells]
        least = [MARGINS + max(map(_longest, those)) for those in texts]
        wanted = [MARGINS + min(MOST, max(map(_width, those))) for those in texts]
        space = sum(column.width for column in columns)
        parts = _parts(least, wanted, space / (size / 2))
        for column, those, part in zip(columns, cells, parts, strict=True):
            column.width = int(space * part)
            for cell in those:
                cell.width = column.width
                for run in cell.paragraphs[0].runs if size == NARROW else ():
                    run.font.size = size


def _parts(least: Sequence[float], wanted: Sequence[float], space: float) -> list[float]:
    more = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    share = max(0.0, space - sum(least)) / (sum(more) or 1)
    broad = [need + share * one for need, one in zip(least, more, strict=True)]
    return [one / sum(broad) for one in broad]


def _longest(text: str) -> float:
    words = ((word, _width(word)) for word in WORD.findall(text))
    return max((min(LONGEST[word.isascii()], width) for word, width in words), default=0.0)


def _width(text: str) -> float:
    """Return how broad a text is, in halves of a Han character."""
    return sum(1.15 if sign.isascii() else 2 for sign in text)


def _at_one_time(made: BytesIO) -> bytes:
    """Return the file without the hour at which it was made, so that it is the same again."""
    kept = BytesIO()
    with ZipFile(made) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), WHEN.sub(b"", old.read(name)), ZIP_DEFLATED)
    return kept.getvalue()


def _name(properties: Any, paper: Paper) -> None:  # noqa: ANN401 - of a library without types
    """Say whose paper it is, and nothing of who made the template when."""
    properties.title, properties.author = f"{paper.title} {paper.number}".strip(), paper.whose
    properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"


@frozen
class _Picture:
    """A picture of a section, put in where the template names it."""

    _document: Any
    _section: Section
    _broad: float

    def __html__(self) -> str:
        from minqing_core.documents.raster import png  # noqa: PLC0415 - an extra

        part, drawn = self._document.current_rendering_part, BytesIO(png(self._section.picture))
        inline = part.new_pic_inline(drawn, int(self._broad))
        inline.docPr.set("descr", self._section.shows)
        return f"</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t>"


def _values(paper: Paper, document: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    values: dict[str, Any] = msgspec.to_builtins(paper)
    facts = {name: value for section in paper.sections for name, value in section.facts}
    for number, section in enumerate(paper.sections):
        if section.picture:
            broad = SMALL if paper.cover and number == 0 else BROAD
            values["sections"][number]["picture"] = _Picture(document, section, broad)
    return {**values, "facts": facts}
