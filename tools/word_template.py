"""Write the Word template that papers are filled into: src/minqing_core/documents/templates."""

from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).parent.parent / "src/minqing_core/documents/templates/paper.docx"
TITLE, BODY, HEADING = "方正小标宋简体", "仿宋_GB2312", "黑体"
CENTRED, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
RED = RGBColor(0xB5, 0x12, 0x1B)


def main() -> None:
    """Write the template."""
    document = Document()
    _page(document)
    _plain(document)
    _line(document, "{{ title }}", font=TITLE, size=22, red=True, aligned=CENTRED)
    _line(document, "{{ unit }}    编号 {{ number }}", size=14)
    _cover(document)
    _sections(document)
    _line(document, "{%p for who in signatures %}")
    _line(document, "{{ who }}（签字）：　　　　　　　　　　年　　月　　日")
    _line(document, "{%p endfor %}")
    _forget_maker(document)
    document.save(str(TARGET))


def _cover(document: Word) -> None:
    _line(document, "{%p if cover %}")
    _line(document, "{%p for section in sections[:1] %}")
    _line(document, "{{ section.heading }}", size=22, aligned=CENTRED)
    _facts(document)
    _texts(document)
    _line(document, "{{ section.picture }}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p for line in issued %}")
    _line(document, "{{ line }}", aligned=RIGHT)
    _line(document, "{%p endfor %}")
    document.add_page_break()
    _line(document, "{%p endif %}")


def _sections(document: Word) -> None:
    _line(document, "{%p for section in (sections[1:] if cover else sections) %}")
    _line(document, "{%p if section.heading %}")
    _keep(_line(document, "{{ section.heading }}", font=HEADING, size=16))
    _line(document, "{%p endif %}")
    _line(document, "{%p if section.picture %}")
    _keep(_line(document, "{{ section.picture }}"))
    _line(document, "{%p endif %}")
    _line(document, "{%p if section.facts %}")
    _facts(document)
    _line(document, "{%p endif %}")
    _texts(document)
    _line(document, "{%p if section.rows %}")
    _rows(document)
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")


def _texts(document: Word) -> None:
    _line(document, "{%p for text in section.texts %}")
    _line(document, "{{ text }}", indented=True)
    _line(document, "{%p endfor %}")


def _forget_maker(document: Word) -> None:
    """Leave out what the blank document says of itself: a maker, a program, a thumbnail."""
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype in {
            RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
            RELATIONSHIP_TYPE.THUMBNAIL,
        }:
            del package.rels[key]


def _page(document: Word) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3.7), Cm(3.5)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    foot = page.footer.paragraphs[0]
    foot.text = "依据记录前 {{ position }} 条 · 摘要 {{ digest[:16] }}"
    foot.runs[0].font.size = Pt(9)


def _plain(document: Word) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _line(
    document: Word,
    text: str,
    *,
    font: str = BODY,
    size: int = 16,
    red: bool = False,
    aligned: WD_ALIGN_PARAGRAPH | None = None,
    indented: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - no other way to it
    if red:
        run.font.color.rgb = RED
    paragraph.alignment = aligned
    if indented:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    return paragraph


def _keep(paragraph: Paragraph) -> None:
    """Keep a line on the page of what follows it."""
    paragraph.paragraph_format.keep_with_next = True


def _facts(document: Word) -> None:
    table = _table(document, rows=3, columns=2)
    table.cell(0, 0).text = "{%tr for name, value in section.facts %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ name }}", "{{ value }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    _small(table)


def _rows(document: Word) -> None:
    table = _table(document, rows=4, columns=3)
    _across(table, 0, "column", "section.columns")
    table.cell(1, 0).text = "{%tr for row in section.rows %}"
    _across(table, 2, "cell", "row")
    table.cell(3, 0).text = "{%tr endfor %}"
    _small(table)


def _across(table: Table, row: int, name: str, names: str) -> None:
    table.cell(row, 0).text = f"{{%tc for {name} in {names} %}}"
    table.cell(row, 1).text = f"{{{{ {name} }}}}"
    table.cell(row, 2).text = "{%tc endfor %}"


def _table(document: Word, *, rows: int, columns: int) -> Table:
    table = document.add_table(rows=rows, cols=columns)
    table.style, table.autofit = "Table Grid", True
    return table


def _small(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(10.5)


if __name__ == "__main__":
    main()
