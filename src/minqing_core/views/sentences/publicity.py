"""What happened to publications, as sentences."""

from collections.abc import Iterable

from minqing_core.publicity import events
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _drafted(event: events.PublicationDrafted, names: Names) -> str:
    about = "" if event.case is None else f"，依据 {event.case} 第 {event.version} 步"
    return (
        f"为{names(event.unit)}编写公开稿（{label('publication_kind', event.kind)}）"
        f"《{excerpt(event.title)}》{about}{_removed(event.redactions)}"
    )


def _removed(redactions: Iterable[events.Redaction]) -> str:
    told = "、".join(f"{label('removed', one.removed)} {one.times} 处" for one in redactions)
    return f"，略去{told}" if told else ""


def _approved(event: events.PublicationApproved, _: Names) -> str:
    return f"审核通过此稿{'' if event.text is None else f'：{excerpt(event.text)}'}"


SENTENCES: Sentences = {
    events.PublicationDrafted: _drafted,
    events.PublicationRewritten: lambda e, _: (
        f"改写公开稿《{excerpt(e.title)}》{_removed(e.redactions)}"
    ),
    events.PublicationApproved: _approved,
    events.PublicationRefused: lambda e, _: f"未通过此稿，理由：{excerpt(e.reason)}",
    events.PublicationReleased: lambda e, _: f"公开《{e.title}》",
    events.PublicationWithdrawn: lambda e, _: f"撤下此稿，理由：{excerpt(e.reason)}",
}
