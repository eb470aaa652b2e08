"""What happened in meetings and studies, as sentences."""

from minqing_core.kernel.periods import written_out
from minqing_core.meetings import events as meetings
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _held(event: meetings.AnalysisMeetingHeld, names: Names) -> str:
    combined = event.combined_with
    together = "" if combined is None else f"（结合{label('combined-with', combined)}）"
    titles = "；".join(str(item.title) for item in event.agenda)
    return (
        f"记录{names(event.village)}于 {written_out(event.held_on)} 召开的 {event.period} "
        f"民情分析会{together}：由{names(event.chair)}主持，{len(event.attendants)} 人出席，"
        f"依据第 {event.pack} 条记录为止的统计，议题：{excerpt(titles)}"
    )


def _adopted(event: meetings.ResolutionAdopted, names: Names) -> str:
    matters = f"，列为 {len(event.measures)} 件民情的措施" if event.measures else ""
    return (
        f"记录第 {event.resolution} 项决议：{excerpt(event.text)}，由{names(event.owner)}负责，"
        f"{written_out(event.due)} 前完成{matters}"
    )


def _decided(event: meetings.StudyDecided, names: Names) -> str:
    return (
        f"记录 {written_out(event.held_on)} 由{names(event.chair)}主持、"
        f"{len(event.participants)} 人参加的集体研究所作决定：{excerpt(event.text)}"
    )


SENTENCES: Sentences = {
    meetings.AnalysisMeetingHeld: _held,
    meetings.ResolutionAdopted: _adopted,
    meetings.ResolutionCarriedOut: lambda e, _: (
        f"报告落实第 {e.resolution} 项决议：{excerpt(e.text)}"
    ),
    meetings.ResolutionDropped: lambda e, _: (
        f"撤销第 {e.resolution} 项决议，理由：{excerpt(e.reason)}"
    ),
    meetings.StudyOpened: lambda e, _: (
        f"就《{e.title}》提起集体研究（{label('study-reason', e.reason)}，"
        f"{len(e.cases)} 件民情）：{excerpt(e.text)}"
    ),
    meetings.MattersAdded: lambda e, _: f"将民情 {'、'.join(e.cases)} 一并列入集体研究",
    meetings.StudyDecided: _decided,
}
