"""Papers of the office: what stands in them, the same again, and no sign left blank."""

from io import BytesIO
from zipfile import ZipFile

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.assemblies import hold, resolve
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.documents.papers import KINDS
from minqing_core.documents.papers.paper import Paper, PartUnknownError, Section
from minqing_core.documents.pdf import pdf
from minqing_core.documents.refusals import FileMissingError, TemplateUnfitError
from minqing_core.documents.word import word

docx = pytest.importorskip("docx")
NOTE = {"kind": "note", "text": "夜里到现场看过"}
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
MEASURE = {"kind": "measure", "text": "换线", "owner": SECRETARY, "due": "2024-03-20"}


@pytest.fixture
def answer(town: Town) -> dict:
    """Give the page of a matter that was handled, ordered and answered."""
    case = town.record()
    town.do("case.step", act=by(SECRETARY), case=case, step=NOTE)
    town.do("case.step", act=by(SECRETARY), case=case, step=MEASURE)
    order = {"to": SECRETARY, "text": "限期修好", "due": "2024-03-20", "listed": True}
    town.do("case.supervise", act=by(CLERK), case=case, ordering=order)
    town.do("case.feedback", case=case, feedback=TOLD)
    found: dict = town.do("case.show", case=case)
    return found


def text_of(made: bytes) -> str:
    pages = PdfReader(BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def words_of(made: bytes) -> str:
    document = docx.Document(BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.clause("S18")
def test_a_diary_is_printed_in_its_three_parts(answer: dict) -> None:
    paper = KINDS["diary"].made(answer)
    assert [section.heading for section in paper.sections] == [
        "一、事由",
        "二、办理过程",
        "落实措施",
        "三、办理结果",
        "承办经过",
    ]
    [note, measure, _] = paper.sections[1].rows
    assert note[2:] == ("陈国强", "办理情况", "夜里到现场看过")
    assert measure[3:] == ("措施", "换线（由陈国强负责、第 1 项、2024-03-20 前完成）")
    assert paper.sections[3].rows[0][3:] == ("反馈", "灯已修好（办理结果、上门、满意）")
    assert paper.position == answer["position"]


def test_a_paper_is_the_same_bytes_again_and_says_what_it_stands_on(answer: dict) -> None:
    paper = KINDS["diary"].made(answer)
    made = pdf(paper)
    assert made == pdf(paper)
    assert word(paper) == word(paper)
    assert b"pdfaid" in made
    printed = text_of(made)
    assert "夜里到现场看过" in printed
    assert f"依据记录前 {paper.position} 条 · 摘要 {paper.digest[:16]}" in printed
    assert "夜里到现场看过" in words_of(word(paper))
    assert "{" not in words_of(word(paper))
    changed = KINDS["diary"].made(answer | {"status_text": "已办结"})
    assert changed.digest != paper.digest


@pytest.mark.clause("S72")
def test_an_order_is_printed_with_what_came_of_it(answer: dict) -> None:
    paper = KINDS["order"].made(answer, 1)
    assert (paper.title, paper.number) == ("挂牌督办单", "2024-000001-1")
    assert paper.unit == "组织人事办公室"
    assert ("督办人", "组织人事办公室 王小明") in paper.sections[0].facts
    assert ("督办对象", "陈国强") in paper.sections[0].facts
    assert ("状态", "待答复") in paper.sections[0].facts
    assert paper.sections[3].texts == ("（尚未答复）",)
    with pytest.raises(PartUnknownError) as refused:
        KINDS["order"].made(answer, 2)
    assert str(refused.value) == "没有第 2 号督办单，已有：1"


@pytest.mark.clause("S72")
def test_an_order_past_its_limit_says_so(town: Town) -> None:
    case = town.record()
    order = {"to": SECRETARY, "text": "限期修好", "due": "2024-03-20"}
    town.do("case.supervise", case=case, ordering=order)
    town.set("2024-03-25")
    paper = KINDS["order"].made(town.do("case.show", case=case), 1)
    assert ("状态", "待答复，逾期 5 天") in paper.sections[0].facts


@pytest.mark.clause("S28", "S37")
def test_a_revisit_is_printed_with_whether_it_found_what_was_told(town: Town) -> None:
    case = town.record()
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.step", act=by(SECRETARY), case=case, step=NOTE)
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    revisit = {"means": "visit", "response": "none", "as_told": False, "text": "灯没有亮"}
    town.do("case.revisit", case=case, revisit=revisit)
    told = KINDS["diary"].made(town.do("case.show", case=case)).sections[3].rows[-1]
    assert told[3:] == ("回访", "灯没有亮（上门、答复与实际不一致）")


@pytest.mark.clause("S46")
def test_the_list_of_who_leaves_names_what_is_open(town: Town) -> None:
    town.record()
    paper = KINDS["leaving"].made(town.do("roster.leaving", person=SECRETARY))
    assert ("结论", "尚有 1 项未移交") in paper.sections[0].facts
    [row] = paper.sections[1].rows
    assert row == ("1", "民情", "2024-000001", "村口路灯不亮", "在办", "", "", "")
    given = {"owner": MEMBER, "unit": "dafeng", "reason": "换人办理"}
    town.do("case.assign", case="2024-000001", assigned=given)
    gone = {"until": "2024-03-04", "destination": "市水务局"}
    town.do("roster.transfer", person=SECRETARY, transferred=gone)
    town.set("2024-03-02")
    given = {"owner": SECRETARY, "unit": "dafeng", "reason": "换回"}
    town.do("case.assign", case="2024-000001", assigned=given)
    given = {"owner": MEMBER, "unit": "dafeng", "reason": "再换人"}
    town.do("case.assign", case="2024-000001", assigned=given)
    [row] = KINDS["leaving"].made(town.do("roster.leaving", person=SECRETARY)).sections[1].rows
    assert row[3:] == ("村口路灯不亮", "已移交", "2024-03-02", "李秀英", "")
    empty = KINDS["leaving"].made(town.do("roster.leaving", person=CLERK))
    assert empty.sections[1].texts == ("（无）",)


PAPER = Paper(
    kind="diary",
    title="民情日记",
    number="1",
    unit="大丰村",
    sections=(),
    signatures=(),
    position=1,
    digest="0" * 64,
)


def test_a_sign_that_no_font_has_is_named_not_left_blank() -> None:
    strange = attrs.evolve(PAPER, sections=(Section(texts=("乡亲\U000323af家",)),))
    printed = text_of(pdf(strange))
    assert "乡亲〓家" in printed
    assert "字符：U+323AF" in printed


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="�"), max_size=40))
def test_words_are_never_read_as_markup(words: str) -> None:
    paper = attrs.evolve(PAPER, sections=(Section(heading=words, facts=((words, words),)),))
    assert pdf(paper).startswith(b"%PDF")
    assert words.strip() in words_of(word(paper)) or not words.isprintable()


def test_the_office_may_bring_a_template_of_its_own(tmp_path) -> None:
    document = docx.Document()
    document.add_paragraph("承办：{{ facts.承办 }} 编号 {{ number }}")
    document.save(str(tmp_path / "own.docx"))
    paper = attrs.evolve(PAPER, sections=(Section(facts=(("承办", "陈国强"),)),))
    assert words_of(word(paper, tmp_path / "own.docx")) == "承办：陈国强 编号 1"

    with pytest.raises(FileMissingError):
        word(paper, tmp_path / "none.docx")
    (tmp_path / "bad.docx").write_text("不是 Word 文件", encoding="utf-8")
    with pytest.raises(TemplateUnfitError):
        word(paper, tmp_path / "bad.docx")
    document.add_paragraph("{{ facts.承办")
    document.save(str(tmp_path / "broken.docx"))
    with pytest.raises(TemplateUnfitError):
        word(paper, tmp_path / "broken.docx")


@settings(max_examples=10)
@given(st.lists(st.text("路灯不亮 ab", max_size=300), min_size=1, max_size=7))
def test_a_table_in_word_breaks_no_date_and_is_as_broad_as_the_page(texts: list[str]) -> None:
    section = Section(columns=("日期", *texts), rows=(("2024-03-01", *texts),))
    made = docx.Document(BytesIO(word(attrs.evolve(PAPER, sections=(section,)))))
    [table] = made.tables
    widths = [column.width for column in table.columns]
    size = 8 if len(widths) > 6 else 10.5
    assert widths[0] > 10 * docx.shared.Pt(size) / 2
    page = made.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    assert abs(sum(widths) - room) < docx.shared.Pt(1)


def test_a_word_file_says_whose_it_is_and_nothing_of_who_made_the_template(tmp_path) -> None:
    paper = attrs.evolve(PAPER, issued=("大涌镇", "截至 2024年3月20日"))
    docx.Document().save(str(tmp_path / "own.docx"))
    for made in (word(PAPER), word(PAPER, tmp_path / "own.docx"), word(paper)):
        properties = docx.Document(BytesIO(made)).core_properties
        assert (properties.title, properties.language) == ("民情日记 1", "zh-CN")
        assert (properties.created, properties.modified) == (None, None)
        assert properties.comments == properties.last_modified_by == ""
        with ZipFile(BytesIO(made)) as packed:
            assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not any(b"python-docx" in packed.read(name) for name in packed.namelist())
    assert docx.Document(BytesIO(word(PAPER))).core_properties.author == "大丰村"
    assert docx.Document(BytesIO(word(paper))).core_properties.author == "大涌镇"
    with ZipFile(BytesIO(word(PAPER))) as packed:
        assert "docProps/app.xml" not in packed.namelist()


@pytest.mark.clause("S48", "S50", "S52")
def test_minutes_begin_with_what_was_resolved_before(town: Town) -> None:
    case = town.record()
    meeting = hold(town, ("村口路灯", [case]))
    resolve(town, "meeting", meeting, item=1, text="换灯")
    paper = KINDS["minutes"].made(town.do("meeting.show", meeting=meeting))
    assert [section.heading for section in paper.sections[1:]] == [
        *("一、此前决议的落实", "二、统计", "三、议题", "四、记录", "五、决议"),
    ]
    assert paper.sections[1].texts == ("（无）",)
    assert paper.sections[3].rows == (("1", case, "村口路灯不亮", "在办"),)
    assert paper.sections[5].rows[0][1:3] == ("换灯", "李秀英")
    assert "换灯" in text_of(pdf(paper))


@pytest.mark.clause("S60", "S61")
def test_a_bulletin_is_a_paper_with_its_number_and_its_figures(town: Town) -> None:
    town.record()
    town.set("2024-07-02")
    issue = {"unit": "dafeng", "period": "2024-H1", "title": "上半年通报", "text": "每周核对反馈"}
    number = town.do("bulletin.issue", act=by(SECRETARY), bulletin=issue)["id"]
    paper = KINDS["bulletin"].made(town.do("bulletin.show", bulletin=number))
    assert paper.number == "大丰村〔2024〕1 号"
    assert ("记下民情", "1") in paper.sections[1].facts
    assert ("重新核算", "一致") in paper.sections[0].facts
    assert "每周核对反馈" in words_of(word(paper))


@pytest.mark.clause("S2", "S67", "S69")
def test_the_end_of_a_year_has_its_papers(town: Town) -> None:
    town.record()
    town.set("2025-01-06")
    town.do("appraisal.summary-issue", year=2024, text="一年来走访更勤")
    town.do("appraisal.draw", subject=MEMBER, year=2024)
    summary = KINDS["summary"].made(town.do("appraisal.summary-show", year=2024))
    assert summary.sections[0].heading == "活动目的"
    assert summary.sections[1].texts == ("一年来走访更勤",)
    sheet = KINDS["sheet"].made(town.do("appraisal.sheet", subject=MEMBER, year=2024))
    assert (sheet.number, sheet.unit) == (f"{MEMBER}-2024", "李秀英")
    assert sheet.sections[1].columns == ("指标", "结果", "怎样计算")
    assert sheet.sections[2].texts == ("（无）",)
    theirs = KINDS["sheet"].made(town.do("appraisal.sheet", subject=SECRETARY, year=2024))
    assert (theirs.sections[2].heading, theirs.sections[2].rows) == (
        "二、未计入分子的民情",
        (("按时办结率", "2024-000001"), ("响应率", "2024-000001")),
    )
    for paper in (summary, sheet):
        assert pdf(paper) == pdf(paper)
    unissued = KINDS["summary"].made(town.do("appraisal.summary-show", year=2023))
    assert unissued.sections[1].texts == ("（尚未印发，以下为现有数据）",)
