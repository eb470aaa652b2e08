"""What was ordered about personal data, as sentences."""

from minqing_core.privacy import events
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Sentences


def _because(event: events.RestrictionOrdered | events.ShreddingAsked) -> str:
    return f"理由：{label('privacy-ground', event.ground)}，依据：{event.basis}"


def _objected(event: events.ShreddingRefused | events.ShreddingWithdrawn) -> str:
    return f"理由：{label('privacy-objection', event.objection)}"


SENTENCES: Sentences = {
    events.RestrictionOrdered: lambda e, _: f"限制处理其个人信息，{_because(e)}",
    events.RestrictionLifted: lambda e, _: f"解除限制处理，依据：{e.basis}",
    events.ShreddingAsked: lambda e, _: (
        f"申请删除其个人信息（{e.ended} 起算，{e.allowed_from} 起可删除），{_because(e)}"
    ),
    events.ShreddingApproved: lambda e, _: (
        f"批准删除其个人信息（{e.allowed_from} 起可删除），此前所记的密钥即行销毁"
    ),
    events.ShreddingRefused: lambda e, _: f"不批准删除，{_objected(e)}",
    events.ShreddingWithdrawn: lambda e, _: f"撤回删除申请，{_objected(e)}",
}
