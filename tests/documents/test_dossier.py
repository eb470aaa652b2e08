"""The dossier as a paper: what stands in it, its pictures, and no sign left blank."""

import re
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from tests.documents.test_papers import docx, text_of, words_of
from tests.towns import CLERK, HEAD, INVESTIGATOR, LEADER, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.documents import qr
from minqing_core.documents.papers import KINDS
from minqing_core.documents.papers.dossier_pictures import held_over_time, known_over_time
from minqing_core.documents.papers.paper import Paper, canonical
from minqing_core.documents.pdf import pdf
from minqing_core.documents.pictures import Bar, Span, strip
from minqing_core.documents.raster import png
from minqing_core.documents.web import web
from minqing_core.documents.word import word

HEADINGS = [
    *("一、事由", "二、经过", "三、责任区间", "四、应尽职责", "职责所依据的规定"),
    "五、查出事项",
    "（1）逾期才办：向群众反馈处理意见",
    "（2）逾期未办：落实措施",
    *("客观原因、免责情形和当时的说明", "六、知情情况", "七、各步文字", "更正"),
    "附录：原始记录",
]


def gathered(town: Town, case: str) -> Any:
    return town.do("case.dossier", act=by(INVESTIGATOR), case=case)


def section(paper: Paper, heading: str) -> Any:
    return next(one for one in paper.sections if one.heading == heading)


@pytest.fixture
def answer(town: Town) -> Any:
    """Give the dossier of a matter with a duty met late, one missed, a transfer, a correction."""
    case = town.record(title="路灯<b>不亮</b>")
    town.step(case, "measure", text="换灯", owner=MEMBER, due="2024-03-15")
    amendment = {"version": 1, "field": "text", "value": "坏了四个月。", "reason": "记错了月份"}
    town.do("case.amend", act=by(SECRETARY), case=case, amendment=amendment)
    town.set("2024-03-13")
    told = {"stage": "opinion", "means": "visit", "text": "要换灯"}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    given = {"owner": MEMBER, "unit": "dafeng", "reason": "换人办理"}
    town.do("case.assign", act=by(CLERK), case=case, assigned=given)
    town.set("2024-03-20")
    return gathered(town, case)


@pytest.mark.clause("S25", "S34", "S35", "S62", "S66")
def test_a_dossier_tells_story_holders_duties_findings_knowers_texts_and_records(
    answer: Any,
) -> None:
    paper = KINDS["dossier"].made(answer)
    cover, *rest = paper.sections
    assert [one.heading for one in rest] == HEADINGS
    assert (paper.title, paper.number) == ("大涌镇民情卷宗", "2024-000001")
    assert paper.issued == ("大涌镇", "截至 2024年3月20日 星期三")
    assert cover.heading == "关于《路灯<b>不亮</b>》的卷宗"
    assert ("查出", "应尽职责 5 项，查出 2 项") in cover.facts
    assert section(paper, "二、经过").rows[-1][1] == (
        "王小明改由大丰村李秀英负责此事，理由：换人办理"
    )
    assert [row[0] for row in section(paper, "三、责任区间").rows] == [
        "大丰村 陈国强",
        "大丰村 李秀英",
    ]
    late = dict(section(paper, HEADINGS[6]).facts)
    assert (late["责任人"], late["期限"], late["依据条款"]) == ("陈国强", "2024-03-08", "S62")
    assert late["完成"] == "2024-03-13 完成，逾期 3 个工作日"
    assert late["规定"] == "反馈处理意见：自获知之日起 5个工作日"
    assert late["推算"] == (
        "自 2024-03-01 次日起算，计 5 日至 2024-03-08，不计：周末 03-02、03-03"
    )
    missed = dict(section(paper, HEADINGS[7]).facts)
    assert (missed["责任人"], missed["当时承办"]) == ("李秀英", "李秀英")
    assert missed["完成"] == "至今未完成，逾期 3 个工作日"
    assert "推算" not in missed
    [amended] = section(paper, "更正").rows
    assert amended[2:5] == ("村口路灯坏了三个月，老人夜里不敢出门。", "坏了四个月。", "记错了月份")
    records = section(paper, "附录：原始记录").rows
    assert [row[1] for row in records] == ["1", "2", "3", "4", "5"]
    assert records[0][6].replace(" ", "") == answer["records"][0]["sha256"]


@pytest.mark.clause("S62")
def test_the_rules_that_duties_rest_on_stand_in_it_in_their_own_words(answer: Any) -> None:
    rules = section(KINDS["dossier"].made(answer), "职责所依据的规定")
    assert rules.texts[0].startswith("条款是大涌镇农村基层干部“民情日记”活动实施方案的条款")
    told = {row[1]: (row[0], row[3], row[5]) for row in rules.rows}
    assert told["反馈处理意见"] == ("S62", "5 个工作日", "大涌镇")
    assert "件件有回音" in rules.rows[-1][2]


def test_its_digest_is_that_of_its_json_and_stands_on_the_cover_as_a_picture(answer: Any) -> None:
    paper = KINDS["dossier"].made(answer)
    amount = sha256(canonical(answer)).hexdigest()
    assert paper.digest == amount
    assert paper.sections[0].picture == qr.svg(f"sha256:{amount}").decode()
    printed = text_of(pdf(paper)).replace(" ", "")
    assert amount in printed
    assert "2024-000001--as-of2024-03-20--position" in printed


def test_every_form_of_a_dossier_says_the_same_and_is_the_same_bytes_again(answer: Any) -> None:
    paper = KINDS["dossier"].made(answer)
    for form in (pdf, word, web):
        assert form(paper) == form(KINDS["dossier"].made(answer))
    assert b"pdfaid" in pdf(paper)
    page = web(paper).decode()
    said = re.sub(r"\s", "", page)
    told = (text_of(pdf(paper)), words_of(word(paper)), said)
    for heading in HEADINGS:
        assert all(heading in re.sub(r"\s", "", one) for one in told), heading
    assert "路灯&lt;b&gt;不亮" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!http://www.w3.org)', page) == []
    assert page.count("<svg") == 3


@pytest.mark.clause("S25", "S66")
def test_the_pictures_name_who_answered_and_who_could_have_known(answer: Any) -> None:
    paper = KINDS["dossier"].made(answer)
    held, grid = (section(paper, one).picture for one in ("三、责任区间", "六、知情情况"))
    words = re.findall(r">([^<]+)<", held)
    assert words[0] == "责任区间和逾期的职责"
    assert {"大丰村 陈国强", "大丰村 李秀英", "落实措施", "李秀英 逾期未办", "逾期"} <= {*words}
    assert held.count('fill="url(#over)"') == 3
    words = re.findall(r">([^<]+)<", grid)
    assert {"陈国强", "李秀英", "王小明", "可能知情之始"} <= {*words}
    assert [(row[0], row[1], row[3]) for row in section(paper, "六、知情情况").rows] == [
        ("陈国强", "2024-03-01", "2024-03-01、2024-03-13"),
        ("李秀英", "2024-03-01", "无"),
        ("王小明", "2024-03-13", "2024-03-13"),
    ]


@pytest.mark.clause("S25", "S66")
def test_its_pictures_stand_in_the_word_file_and_are_told_to_who_cannot_see_them(
    answer: Any,
) -> None:
    paper = KINDS["dossier"].made(answer)
    document = docx.Document(BytesIO(word(paper)))
    parts = [document.part.related_parts[_embedded(shape)] for shape in document.inline_shapes]
    assert [part.image.ext for part in parts] == ["png"] * 3
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [  # noqa: SLF001
        f"二维码：sha256:{paper.digest}",
        "责任区间和逾期的职责",
        "谁何时可能知情、何时有所办理",
    ]
    code, held, _ = (part.image for part in parts)
    assert (code.px_width, code.px_height) == (369, 369)
    assert held.px_width == 3 * 560


def _embedded(shape: Any) -> str:
    return str(shape._inline.graphic.graphicData.pic.blipFill.blip.embed)  # noqa: SLF001


def test_a_picture_has_no_blank_for_a_sign_that_the_font_lacks() -> None:
    named = "责任区间和逾期的职责"
    drawn = strip(named, [Bar(label="𠮷", note="", spans=(SPAN,))], [])
    assert png(drawn) == png(drawn.replace("𠮷", "〔U+20BB7〕"))
    assert png(drawn) != png(drawn.replace("𠮷", ""))


SPAN = Span(first=date(2024, 3, 1), last=date(2024, 3, 2), look="held")


def test_long_pictures_go_on_over_several_sheets_and_take_any_span(answer: Any) -> None:
    known = answer["known"]["matrix"]
    many = {**known, "rows": [*known["rows"]] * 9}
    assert len([*known_over_time(many, answer["names"])]) == 2
    found = {**answer["findings"], "held": [*answer["findings"]["held"]] * 13}
    [*sheets] = held_over_time(found, date(2031, 3, 20))
    assert len(sheets) == 2
    assert "2030-01-01" in sheets[0]


@pytest.mark.clause("S37")
def test_a_name_with_a_rare_sign_is_listed_in_every_form_and_never_blank(town: Town) -> None:
    petitioners = [{"kind": "named", "name": "𠮷䶮"}]
    paper = KINDS["dossier"].made(gathered(town, town.record(petitioners=petitioners)))
    listed = section(paper, "字库未收的字")
    assert [(row[0], row[1]) for row in listed.rows] == [("U+4DAE", "䶮"), ("U+20BB7", "𠮷")]
    assert listed.rows[0][2].startswith("𠮷䶮；")
    printed = text_of(pdf(paper))
    assert "诉求人 〔U+20BB7〕〔U+4DAE〕" in printed
    assert printed.count("字库未收的字") == 1
    for code in ("U+4DAE", "U+20BB7"):
        assert code in printed
        assert code in words_of(word(paper))
        assert code in web(paper).decode()
    assert "𠮷䶮" in web(paper).decode()


@pytest.mark.clause("S28", "S37")
def test_an_end_not_as_told_is_a_finding_without_a_limit_that_ran_out(town: Town) -> None:
    case = town.record()
    told = {"stage": "result", "means": "visit", "text": "修好了"}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    town.step(case, "note", text="到现场看过")
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    revisit = {"means": "visit", "response": "none", "as_told": False, "text": "灯没有亮"}
    town.do("case.revisit", case=case, revisit=revisit)
    found = dict(
        section(
            KINDS["dossier"].made(gathered(town, case)),
            "（1）与所记不符：办结所记与回访所见不符",
        ).facts
    )
    assert "完成" not in found
    assert found["规定"] == "2024-03-01 办结，2024-03-01 回访记明与办结所记不符"


@pytest.mark.clause("S12")
def test_a_dossier_of_a_complaint_says_that_identities_are_sealed(town: Town) -> None:
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "title": "报销", "place": "town"}
    case = town.record(act=by(CLERK), **conduct)
    paper = KINDS["dossier"].made(gathered(town, case))
    assert "反映人身份已密封" in dict(paper.sections[0].facts)["保密"]
    assert ("诉求人", "〔已密封〕") in section(paper, "一、事由").facts
    assert "李大娘" not in text_of(pdf(paper))


def test_a_matter_with_nothing_found_says_so(town: Town) -> None:
    paper = KINDS["dossier"].made(gathered(town, town.record()))
    assert section(paper, "五、查出事项").texts == ("（无）",)
    assert section(paper, "更正").texts == ("（无）",)
    assert "字库未收的字" not in [one.heading for one in paper.sections]
    assert pdf(paper).startswith(b"%PDF")


@pytest.mark.clause("S37", "S62", "S66")
def test_what_was_filled_in_says_so_wherever_it_is_printed(town: Town) -> None:
    case = town.record()
    town.set("2024-06-03")
    act = by(SECRETARY, occurred_at=datetime.fromisoformat("2024-03-05T10:00:00+08:00"))
    told = {"stage": "opinion", "means": "visit", "text": "要换灯"}
    town.do("case.feedback", act=act, case=case, feedback=told)
    paper = KINDS["dossier"].made(gathered(town, case))
    late = "2024-03-05（2024-06-03 补记）"
    [opinion] = [row for row in section(paper, "四、应尽职责").rows if row[1] == "S62"][:1]
    assert (opinion[5], opinion[6]) == (late, "按期完成")
    filled_in = dict(section(paper, "（1）期限后补记：向群众反馈处理意见").facts)
    assert filled_in["完成"] == "2024-03-05 完成（2024-06-03 补记），期限后 59 个工作日"
    assert section(paper, "六、知情情况").rows[0][3] == late


@pytest.mark.clause("S25", "S66")
def test_who_answered_is_printed_up_to_the_end_and_a_bare_day_as_a_day(town: Town) -> None:
    case = town.record(learned_at="2024-02-29")
    told = {"stage": "result", "means": "visit", "text": "修好了"}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    town.step(case, "note", text="到现场看过")
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    town.set("2024-06-03")
    answered = section(KINDS["dossier"].made(gathered(town, case)), "三、责任区间")
    assert [row[:4] for row in answered.rows] == [
        ("大丰村 陈国强", "2024-02-29", "2024-03-01 09:00 办结", "1"),
    ]
    assert "承办 1 个工作日" in answered.picture


@pytest.mark.clause("S9", "S25", "S83")
@pytest.mark.parametrize("late_arrival", [False, True])
def test_where_nobody_answered_on_the_day_it_is_said_so(town: Town, late_arrival: bool) -> None:
    """A matter taken over from elsewhere, or one whose owner was not yet in the roster."""
    town.set("2024-03-20")
    matter = {**MATTER, "learned_at": "2024-03-01T09:00:00+08:00"}
    owner = SECRETARY
    if late_arrival:
        facts = {"name": "新人", "kind": "village-two-committees", "since": "2024-03-15"}
        at = {"post": "two-committees-member", "unit": "dafeng"}
        town.do("roster.person", person="0301", facts={**facts, **at})
        owner = "0301"
    else:
        matter["source"] = {"system": "12345", "number": "77"}
    given = {"matter": matter, "owner": owner, "unit": "dafeng"}
    case = town.do("case.record", act=by(SECRETARY), **given)["id"]
    paper = KINDS["dossier"].made(gathered(town, case))
    found = [dict(one.facts) for one in paper.sections if one.heading.startswith("（")]
    assert found
    assert {(one["责任人"], one["当时承办"]) for one in found} == {("大丰村", "当时无人负责")}
    strip = section(paper, "三、责任区间")
    assert strip.rows[0][0] == "大丰村 当时无人负责"
    words = re.findall(r">([^<]+)<", strip.picture)
    assert words[words.index("大丰村 当时无人负责") + 1][0].isdigit()


@pytest.mark.clause("S25", "S66")
def test_who_did_nothing_is_told_with_why_that_says_little(town: Town) -> None:
    town.widen()
    case = town.record()
    town.step(case, "leader", leader=LEADER)
    asked = {"unit": "urban", "reason": "线路是他们的"}
    town.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    town.do(
        "case.recuse", act=by(SECRETARY), case=case, asked={"person": LEADER, "reason": "亲属"}
    )
    town.do("case.recuse-grant", act=by(CLERK), case=case, granting={"person": LEADER})
    town.step(case, "leader", leader=HEAD)
    town.set("2024-03-20")
    rows = section(KINDS["dossier"].made(gathered(town, case)), "六、知情情况").rows
    told = {row[0]: (row[3], row[4]) for row in rows}
    assert told["郑书记"] == ("无（至回避没有办理的记录）", "0")
    assert told["规划建设办公室"] == ("", "")
    assert told["梁主任"] == ("无", "13")
