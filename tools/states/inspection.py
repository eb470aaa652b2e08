"""One valid request of each kind that may be made of an inspection and its first finding."""

from collections.abc import Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.inspection import events
from minqing_core.inspection.decisions import opening, rectifying
from minqing_core.inspection.decisions.drawing import draw
from minqing_core.inspection.decisions.opening import Inspecting
from minqing_core.inspection.decisions.rectifying import Problem
from minqing_core.inspection.state import NONE, Inspection, evolve
from minqing_core.kernel.ids import InspectionId, PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

NUMBER, VILLAGE, WORDS = InspectionId("2026-000001"), UnitId("dafeng"), Personal("写明")
DUE, TODAY = date(2026, 7, 15), date(2026, 7, 1)
OWNER = Standing(person=PersonId("0003"), reach=frozenset({VILLAGE}))
INSPECTOR = Standing(person=PersonId("0002"), reach=frozenset({VILLAGE}))
Found = Sequence[events.InspectionEvent]


def _open(_: Inspection) -> Found:
    asked = Inspecting(
        kind=events.InspectionKind.HALF_YEAR, units=(VILLAGE,), period="2026-H1", sample=1
    )
    scope = opening.scope(asked)
    return opening.open_inspection(scope, drawn=draw(scope, (), upto=1, root=""), text=None)


def _find(inspection: Inspection) -> Found:
    if inspection.findings:
        return []
    return rectifying.find(
        inspection,
        number=NUMBER,
        problem=Problem(unit=VILLAGE, clause="S62", text=WORDS),
        inspected={VILLAGE},
        named=None,
        below={VILLAGE},
    )


def _order(inspection: Inspection) -> Found:
    ordered = events.RectificationOrdered(finding=1, owner=OWNER.person, text=WORDS, due=DUE)
    return rectifying.order(inspection, ordered=ordered, today=TODAY)


def _report(inspection: Inspection) -> Found:
    reported = events.RectificationReported(finding=1, text=WORDS)
    return rectifying.report(inspection, number=NUMBER, reported=reported, by=OWNER)


def _verify(inspection: Inspection) -> Found:
    verified = events.RectificationVerified(finding=1, text=WORDS)
    return rectifying.verify(inspection, verified=verified, by=INSPECTOR)


def _reject(inspection: Inspection) -> Found:
    rejected = events.RectificationRejected(finding=1, text=WORDS)
    return rectifying.reject(inspection, rejected=rejected, by=INSPECTOR)


def _end(inspection: Inspection) -> Found:
    return rectifying.end(inspection, ended=events.InspectionEnded(text=WORDS))


def _node(inspection: Inspection, _: Found) -> str:
    over = "，检查已结束" if inspection.ended else ""
    if inspection.kind is None:
        return "未开展"
    if not inspection.findings:
        return f"已抽样{over}"
    finding = inspection.findings[1]
    if finding.verified:
        return f"已销号{over}"
    if finding.reported:
        return f"待核查{over}"
    return f"{'待责成' if finding.ordered is None else '整改中'}{over}"


def _facts(_: Inspection) -> Hashable:
    return None


DIAGRAM = Diagram(
    context="inspection",
    of="an inspection and the first problem that it found",
    about="Drawn is how far putting the problem right has come; the owner reports, an inspector"
    " verifies. A bulletin is issued once and never changes, so it has no states.",
    initial=NONE,
    evolve=evolve,
    node=_node,
    facts=_facts,
    opening=Command("open", _open),
    commands=(
        Command("find", _find),
        Command("order", _order),
        Command("report", _report),
        Command("verify", _verify),
        Command("reject", _reject),
        Command("end", _end),
    ),
)
