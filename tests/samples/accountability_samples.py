"""One event of every kind of the accountability context."""

from datetime import date
from typing import Any

from minqing_core.accountability import events as accountability
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    accountability.IncidentRecorded(
        kind=accountability.IncidentKind.MASS_INCIDENT,
        unit="dafeng",
        on=date(2024, 6, 12),
        cases=("2024-000123",),
        text=Personal("三十余名群众到镇政府反映路灯长期不修"),
    ),
    accountability.InquiryOpened(
        incident="2024-000001",
        case="2024-000123",
        person="0003",
        upto=512,
        text=Personal("路灯之事三个月没有回音"),
    ),
    accountability.ElementFound(
        finding=1,
        element=accountability.Element.RESPONSIBLE,
        holds=True,
        evidence=(accountability.Evidence(stream="case/2024-000123", version=1),),
        person="0003",
        on=date(2024, 5, 20),
        text=Personal("当日由其负责办理"),
    ),
    accountability.EvidenceShown(findings=(1, 2)),
    accountability.StatementHeard(text=Personal("其间两次找过供电所，没有记下来")),
    accountability.InquiryDecided(
        outcome=accountability.Accounting.TOLERATED,
        findings=(1, 2),
        text=Personal("首次发生，已经补救"),
        tolerance=Personal("主动担当，没有谋取私利"),
    ),
    accountability.AppealLodged(text=Personal("当日已移交村里")),
    accountability.AppealDecided(
        outcome=accountability.Accounting.NOT_RESPONSIBLE, text=Personal("当日确已移交")
    ),
    accountability.InquiryDropped(reason=Personal("经查与此事无关")),
)
