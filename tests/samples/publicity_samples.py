"""One event of every kind of the publicity context."""

from typing import Any

from minqing_core.kernel.personal import Personal
from minqing_core.publicity import events as publicity

REDACTION = publicity.Redaction(removed=publicity.Removed.NAME, times=2, reason="不公开个人姓名")
SAMPLES: tuple[Any, ...] = (
    publicity.PublicationDrafted(
        kind=publicity.PublicationKind.MATTER,
        unit="dafeng",
        case="2024-000001",
        version=6,
        title=Personal("村口路灯修好了"),
        text=Personal("某某反映村口路灯不亮，三日内修复。"),
        redactions=(REDACTION,),
    ),
    publicity.PublicationRewritten(
        title=Personal("村口路灯亮了"), text=Personal("群众反映的路灯已修复。")
    ),
    publicity.PublicationApproved(text=Personal("同意公开")),
    publicity.PublicationRefused(reason=Personal("数字未核实")),
    publicity.PublicationReleased(title="村口路灯亮了", text="群众反映的路灯已修复。"),
    publicity.PublicationWithdrawn(reason=Personal("情况有变")),
)
