"""What in the words of a record makes one ask again: hints with their reason, never a block."""

import re
from collections.abc import Iterator
from string import punctuation

from attrs import frozen

from minqing_core.diary import events
from minqing_core.views.case_file import CaseFile

SURELY = ("还有一件事", "还有件事", "另一件事", "另有一事", "第二件事", "两件事")
PERHAPS = ("另外", "此外", "还有", "同时", "顺便", "再有")
NUMBERED = (("一是", "二是"), ("其一", "其二"), ("第一件", "第二件"))
ENOUGH = 2
SHORTEST_MATTER, SHORTEST_PASSAGE = 10, 4
STOCK = frozenset(
    {
        "已办",
        "已办理",
        "已处理",
        "已解决",
        "已落实",
        "已反馈",
        "正在办理",
        "正在处理",
        "情况属实",
        "按规定办理",
        "按规定处理",
        "已按规定办理",
        "已按规定处理",
        "群众满意",
        "已向群众反馈",
        "已向群众解释",
    }
)
PASSAGES = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
    events.MeasureCarriedOut,
    events.FeedbackGiven,
    events.ExplanationGiven,
)
FORMED = (events.CauseRecorded, events.DeliberationRecorded, events.NoteRecorded)
FORMS = {events.Form.NARRATIVE: "叙述", events.Form.ANALYSIS: "分析"}
MARKS = punctuation + "，。；：！？、（）「」“”…— \n\t"
APART = re.compile(f"[{re.escape(MARKS)}]+")


@frozen(kw_only=True)
class Hint:
    """Something that a reader of the record may want to ask about, and why."""

    hint: str
    clause: str
    version: int
    text: str


def hints(file: CaseFile) -> Iterator[Hint]:
    """Yield what the words of a matter's record give reason to ask about (S30, S31, S36)."""
    if file.matter is not None:
        yield from _several(file.matter)
        yield from _thin_matter(file.matter)
    for said in file.said:
        if isinstance(said.fact, PASSAGES):
            yield from _passage(said.version, str(said.fact.text))
    yield from _forms(file)


def _several(matter: events.Matter) -> Iterator[Hint]:
    words = f"{matter.title}{matter.text}"
    surely = [marker for marker in SURELY if marker in words]
    surely += [one for pair in NUMBERED if all(each in words for each in pair) for one in pair]
    perhaps = [marker for marker in PERHAPS if marker in words]
    if surely or len(perhaps) >= ENOUGH:
        quoted = "".join(f"“{marker}”" for marker in dict.fromkeys([*surely, *perhaps]))
        text = f"事由中出现{quoted}，像是不止一件事；应一事一记，可拆分（case split）"
        yield Hint(hint="several-matters", clause="S30", version=1, text=text)


def _thin_matter(matter: events.Matter) -> Iterator[Hint]:
    length = _length(str(matter.text))
    if length < SHORTEST_MATTER:
        text = f"事由只有 {length} 字，不足 {SHORTEST_MATTER} 字，看不清是什么事"
        yield Hint(hint="thin-text", clause="S36", version=1, text=text)


def _passage(version: int, words: str) -> Iterator[Hint]:
    length = _length(words)
    said = [piece for piece in APART.split(words) if piece]
    if said and STOCK.issuperset(said):
        text = f"第 {version} 步只写了「{words.strip(MARKS)}」，是套话，看不出做了什么"
        yield Hint(hint="stock-phrase", clause="S36", version=version, text=text)
    elif length < SHORTEST_PASSAGE:
        text = f"第 {version} 步只有 {length} 字，不足 {SHORTEST_PASSAGE} 字，过于简单"
        yield Hint(hint="thin-text", clause="S36", version=version, text=text)


def _forms(file: CaseFile) -> Iterator[Hint]:
    told = [said.fact.form for said in file.said if isinstance(said.fact, FORMED)]
    lacking = [name for form, name in FORMS.items() if form not in told]
    if told and lacking:
        text = f"办理过程中没有{'和'.join(lacking)}，应以叙述、分析、评议为主要形式"
        yield Hint(hint="forms", clause="S31", version=file.version, text=text)


def _length(words: str) -> int:
    return sum(not letter.isspace() and letter not in MARKS for letter in words)
