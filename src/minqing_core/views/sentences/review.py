"""What was said of diaries of a quarter, as sentences."""

from minqing_core.kernel.periods import written_out
from minqing_core.review import events as review
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _assessed(event: review.SelfAssessed, _: Names) -> str:
    recorded = next((c.value for c in event.counts if c.metric == "recorded"), 0)
    book = "" if event.book is None else f"，写在记录本 {event.book} 上"
    return (
        f"自评 {event.period} 的民情日记（记录 {recorded} 篇{book}），"
        f"心得体会：{excerpt(event.text)}"
    )


def _reviewed(event: review.DiaryReviewed, names: Names) -> str:
    instead = "" if event.instead_of is None else f"代{names(event.instead_of)}"
    concerns = "、".join(label("concern", concern) for concern in event.concerns)
    return (
        f"以{instead}{label('post', event.post)}身份审阅{names(event.person)} {event.period} 的"
        f"民情日记（第 {event.review} 次，{len(event.entries)} 篇），"
        f"评为{label('grade', event.grade)}{f'，指出{concerns}' if concerns else ''}："
        f"{excerpt(event.opinion)}"
    )


def _returned(event: review.ReturnedForCompletion, _: Names) -> str:
    cases = f" {len(event.cases)} 篇" if event.cases else ""
    return (
        f"将第 {event.review} 次审阅所阅日记退回补充{cases}，"
        f"限 {written_out(event.due)} 前完成：{excerpt(event.text)}"
    )


def _accepted(event: review.CompletionAccepted, _: Names) -> str:
    said = "" if event.text is None else f"：{excerpt(event.text)}"
    return f"认可第 {event.review} 次审阅退回后的补充{said}"


SENTENCES: Sentences = {
    review.SelfAssessed: _assessed,
    review.DiaryReviewed: _reviewed,
    review.ReturnedForCompletion: _returned,
    review.CompletionReported: lambda e, _: (
        f"报告第 {e.review} 次审阅退回后的补充情况：{excerpt(e.text)}"
    ),
    review.CompletionAccepted: _accepted,
    review.ReviewAnswered: lambda e, _: f"回应第 {e.review} 次审阅意见：{excerpt(e.text)}",
}
