"""One event of every kind of the diary context."""

from datetime import UTC, date, datetime
from typing import Any

from minqing_core.diary import events as diary
from minqing_core.kernel.personal import Personal

MATTER = diary.Matter(
    kind=diary.MatterKind.DIFFICULTY,
    channel=diary.Channel.VISIT,
    category="OTHER",
    category_label=Personal("路灯养护"),
    title=Personal("村口路灯不亮"),
    text=Personal("村口路灯坏了三个月，老人夜里不敢出门。"),
    place="dafeng",
    petitioners=(
        diary.Petitioner(
            kind=diary.PetitionerKind.NAMED,
            name=Personal("李大娘", "p1"),
            contact=Personal("13800000000", "p1"),
            address=Personal("大丰村三队 12 号", "p1"),
            may_be_named=True,
        ),
        diary.Petitioner(
            kind=diary.PetitionerKind.GROUP, name=Personal("三队村民", "p2"), count=12
        ),
    ),
    urgency=diary.Urgency.URGENT,
    learned_at=datetime(2024, 3, 1, 0, 30, tzinfo=UTC),
    occurred_on=date(2023, 12, 1),
    source=diary.Source(system="领导留言板", number="1862"),
)
SAMPLES: tuple[Any, ...] = (
    diary.MatterRecorded(
        matter=MATTER,
        urgency=diary.Urgency.URGENT,
        urgency_reason="突发性事件，按规定随时记录（S13、S40）",
        unit="dafeng",
        owner="0002",
        post="village-secretary",
        attested=True,
    ),
    diary.CauseRecorded(text=Personal("线路老化"), form=diary.Form.ANALYSIS),
    diary.DeliberationRecorded(text=Personal("村两委会商议更换线路"), form=diary.Form.ANALYSIS),
    diary.NoteRecorded(text=Personal("夜间到现场看过"), form=diary.Form.NARRATIVE),
    diary.MeasureAdopted(
        measure=1, text=Personal("更换线路"), owner="0003", due=date(2024, 3, 15)
    ),
    diary.MeasureCarriedOut(measure=1, text=Personal("线路已换好")),
    diary.MeasureDropped(measure=1, reason=Personal("改由镇里统一换")),
    diary.LeaderAssigned(leader="0002", text=Personal("由书记督促")),
    diary.FeedbackGiven(
        stage=diary.Stage.RESULT,
        means=diary.Means.VISIT,
        text=Personal("灯已修好"),
        told_to=Personal("李大娘"),
        response=diary.Response.SATISFIED,
        response_text=Personal("谢谢"),
    ),
    diary.FeedbackImpossible(
        stage=diary.Stage.OPINION,
        hindrance=diary.Hindrance.UNREACHABLE,
        text=Personal("三次上门无人"),
    ),
    diary.ExplanationGiven(
        means=diary.Means.INTERVIEW,
        text=Personal("说明资金明年到位"),
        response=diary.Response.ACCEPTED,
    ),
    diary.SolutionDeferred(
        cause=diary.ObjectiveCause.FUNDS,
        basis=Personal("镇财政年度预算已定"),
        effect=Personal("已列入明年计划"),
        next_look=date(2024, 5, 1),
    ),
    diary.CaseConcluded(
        outcome=diary.Outcome.UNRESOLVABLE,
        effect=Personal("已向群众说明"),
        indicator=Personal("路灯 0 盏"),
        cause=diary.ObjectiveCause.PLANNING,
        basis=Personal("规划为绿地"),
    ),
    diary.TextAmended(
        version=1, field="title", text=Personal("东风村口路灯不亮"), reason=Personal("补地名")
    ),
    diary.FactAmended(field="channel", before="visit", after="telephone", reason=Personal("记错")),
    diary.AccusedNamed(person="0003", units=("dafeng",), reason=Personal("来信点名")),
    diary.IdentityOpened(petitioners=(1,), reason=Personal("上门核实")),
)
