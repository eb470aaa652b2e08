"""A paper as a Word file, from a template that the office can edit."""

from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec

from minqing_core.documents.papers.paper import Paper
from minqing_core.documents.refusals import FileMissingError, TemplateUnfitError, WordAbsentError

TEMPLATE = "templates/paper.docx"
MOST = 40


def word(paper: Paper, template: Path | None = None) -> bytes:
    """Return a paper as DOCX, in the office's own template if it is given one.

    A template may use ``title``, ``number``, ``unit``, ``sections``, ``signatures``,
    ``position``, ``digest`` and ``facts``, every fact of the paper by its name.

    Raises:
        WordAbsentError: what makes Word files is not installed.
        FileMissingError: there is no such template.
        TemplateUnfitError: it is no Word file, or asks for what no paper has.
    """
    try:
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
        from jinja2 import TemplateError  # noqa: PLC0415 - only with a template
    except ImportError as error:
        raise WordAbsentError from error
    chosen = files(__package__) / TEMPLATE if template is None else template
    if not chosen.is_file():
        raise FileMissingError(path=chosen)
    kept = BytesIO()
    try:
        document = DocxTemplate(BytesIO(chosen.read_bytes()))
        document.render(_values(paper), autoescape=True)
        _fit(document.docx.tables)
        document.save(kept)
    except (TemplateError, BadZipFile, ValueError, KeyError, OSError) as error:
        raise TemplateUnfitError(path=chosen, why=error) from error
    return _at_one_time(kept)


def _fit(tables: Iterable[Any]) -> None:
    for table in tables:
        columns = list(table.columns)
        needed = [min(MOST, max(_width(cell.text) for cell in one.cells)) for one in columns]
        space = sum(one.width for one in columns)
        for column, need in zip(columns, needed, strict=True):
            width = space * need // sum(needed)
            column.width = width
            for cell in column.cells:
                cell.width = width


def _width(text: str) -> int:
    return 2 + sum(1 if sign.isascii() else 2 for sign in text)


def _at_one_time(made: BytesIO) -> bytes:
    """Return the file without the hour at which it was made, so that it is the same again."""
    kept = BytesIO()
    with ZipFile(made) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return kept.getvalue()


def _values(paper: Paper) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(paper)
    facts = {name: value for section in paper.sections for name, value in section.facts}
    return {**values, "facts": facts}
