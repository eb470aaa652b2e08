"""What is different about a matter between two moments, by its codes and in words."""

from collections.abc import Iterator

from attrs import frozen

from minqing_core.application.case_page import CasePage
from minqing_core.application.case_parts import MeasurePart
from minqing_core.diary.events import CaseConcluded, SolutionDeferred
from minqing_core.kernel.periods import OFFICE_ZONE
from minqing_core.views.case_file import Status
from minqing_core.views.labels import label

NOTHING = "无"
YES = {True: "是", False: "否"}
ENDED = frozenset({Status.CONCLUDED, Status.DEFERRED})


@frozen(kw_only=True)
class Difference:
    """One thing about a matter that is not the same at two moments.

    ``what``, ``before`` and ``after`` are codes and values, those with ``_text`` their words.
    """

    what: str
    what_text: str
    before: str | None
    before_text: str
    after: str | None
    after_text: str


@frozen(kw_only=True)
class Line:
    """One thing that a matter's page says: what, its value, and both in words."""

    what: str
    what_text: str
    value: str | None
    text: str


def differences(before: CasePage, after: CasePage) -> Iterator[Difference]:
    """Yield what a matter's page says otherwise at the later moment, in the order of the page."""
    old, new = ({line.what: line for line in _lines(page)} for page in (before, after))
    for what in {**new, **old}:
        was, now = old.get(what), new.get(what)
        values = [None if line is None else line.value for line in (was, now)]
        if values[0] != values[1]:
            yield Difference(
                what=what,
                what_text=(now or old[what]).what_text,
                before=values[0],
                before_text=NOTHING if was is None else was.text,
                after=values[1],
                after_text=NOTHING if now is None else now.text,
            )
    yield from _corrected(before, after)


def _corrected(before: CasePage, after: CasePage) -> Iterator[Difference]:
    """Yield what was corrected in between of what was put on record in the handling."""
    known = {line.version for line in before.amendments}
    for line in after.amendments:
        if line.amended != 1 and line.version not in known:
            yield Difference(
                what=f"step.{line.amended}.{line.field}",
                what_text=f"第 {line.amended} 步的{label('fact', line.field)}",
                before=line.before,
                before_text=line.before or NOTHING,
                after=line.after,
                after_text=line.after or NOTHING,
            )


def _lines(page: CasePage) -> Iterator[Line]:
    yield _line("status", "状态", page.status, page.status_text)
    yield from _of_matter(page)
    yield from _of_hands(page)
    yield from map(_measure, page.measures)
    yield from _of_result(page)


def _of_matter(page: CasePage) -> Iterator[Line]:
    matter, learned_at = page.matter, page.matter.learned_at.astimezone(OFFICE_ZONE)
    accused = "、".join(matter.accused_names)
    for field, value, text in (
        ("title", matter.title, matter.title),
        ("text", matter.text, matter.text),
        ("kind", matter.kind, matter.kind_text),
        ("channel", matter.channel, matter.channel_text),
        ("category", matter.category, matter.category_label),
        ("urgency", matter.urgency, matter.urgency_text),
        ("place", matter.place, matter.place_name),
        ("learned_at", matter.learned_at, f"{learned_at:%Y-%m-%d %H:%M}"),
        ("occurred_on", matter.occurred_on, matter.occurred_on),
    ):
        yield _line(f"matter.{field}", label("fact", field), value, text)
    yield _line(
        "matter.urgency_reason", "缓急的理由", matter.urgency_reason, matter.urgency_reason
    )
    yield _line("matter.accused", "被反映人", "、".join(matter.accused) or None, accused)
    yield _line("matter.protected", "反映人身份密封", matter.protected, YES[matter.protected])


def _of_hands(page: CasePage) -> Iterator[Line]:
    hands = page.hands
    for field, named, value, text in (
        ("unit", "承办单位", hands.unit, hands.unit_name),
        ("owner", "承办人", hands.owner, hands.owner_name),
        ("leader", "负领导责任者", hands.leader, hands.leader_name),
        ("awaiting", "等待谁接手", hands.awaiting, hands.awaiting_name),
        ("handoffs", "转手次数", hands.handoffs, hands.handoffs),
        ("returns", "退回次数", hands.returns, hands.returns),
    ):
        yield _line(f"hands.{field}", named, value, text)


def _measure(line: MeasurePart) -> Line:
    on = line.dropped_on or line.done_on or ""
    came = "已撤销" if line.dropped_on else "已落实" if line.done_on else "未落实"
    return _line(
        f"measure.{line.measure}",
        f"措施 {line.measure}",
        f"{line.text} {line.owner} {line.due} {on}".strip(),
        f"{line.text}（{line.owner_name}，限 {line.due}，{on}{came}）",
    )


def _of_result(page: CasePage) -> Iterator[Line]:
    ends = (CaseConcluded, SolutionDeferred)
    told = [line.fact for line in page.said if isinstance(line.fact, ends)]
    if page.status not in ENDED or not told:
        return
    last = told[-1]
    outcome = last.outcome if isinstance(last, CaseConcluded) else None
    yield _line("result.outcome", "办理结果", outcome, label("outcome", outcome))
    yield _line("result.effect", label("fact", "effect"), last.effect, last.effect)


def _line(what: str, what_text: str, value: object, text: object) -> Line:
    return Line(
        what=what,
        what_text=what_text,
        value=None if value is None else str(value),
        text=NOTHING if text in {None, ""} else str(text),
    )
