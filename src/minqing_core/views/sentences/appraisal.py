"""What was done at the end of a year, as sentences."""

from minqing_core.appraisal import events as appraisal
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _drawn(event: appraisal.SheetFrozen, names: Names) -> str:
    shares = "，".join(
        f"{label('appraisal-metric', one.metric)} {one.count}/{one.of}"
        for one in event.values
        if one.of is not None
    )
    return (
        f"制作{names(event.person or event.unit)} {event.year} 年考核表"
        f"（指标 {event.metrics}，据记录前 {event.upto} 条）：{shares}"
    )


def _decided(event: appraisal.ObjectionDecided, _: Names) -> str:
    how = "成立" if event.upheld else "不成立"
    return f"答复第 {event.objection} 次异议：{how}，{excerpt(event.text)}"


def _proposed(event: appraisal.CommendationProposed, names: Names) -> str:
    return (
        f"提名表彰{names(event.person or event.unit)}为“{event.title}”"
        f"（依据 {len(event.cases)} 件民情）：{excerpt(event.text)}"
    )


def _granted(event: appraisal.CommendationDecided, _: Names) -> str:
    return f"{'批准' if event.granted else '决定不予'}表彰：{excerpt(event.text)}"


def _published(event: appraisal.CommendationPublished, _: Names) -> str:
    return f"公布表彰{'' if event.text is None else f'：{excerpt(event.text)}'}"


SENTENCES: Sentences = {
    appraisal.SummaryIssued: lambda e, _: (
        f"印发 {e.year} 年“民情日记”活动总结（据记录前 {e.upto} 条）：{excerpt(e.text)}"
    ),
    appraisal.SheetFrozen: _drawn,
    appraisal.ObjectionRaised: lambda e, _: (
        f"对考核表提出第 {e.objection} 次异议：{excerpt(e.text)}"
    ),
    appraisal.ObjectionDecided: _decided,
    appraisal.CommendationProposed: _proposed,
    appraisal.CommendationDecided: _granted,
    appraisal.CommendationPublished: _published,
    appraisal.CommendationRevoked: lambda e, _: f"撤销表彰：{excerpt(e.reason)}",
}
