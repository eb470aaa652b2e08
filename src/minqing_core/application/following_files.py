"""What somebody who follows may read of things of which there are few: each by its file."""

from collections.abc import Iterator

from minqing_core.application.appraisal_subjects import may_read, subject_named
from minqing_core.application.inquiry_sight import sees_incident, sees_inquiry
from minqing_core.application.inspections import sees_whole
from minqing_core.application.moments import NOW
from minqing_core.application.office import Office
from minqing_core.application.review_cells import diary_at
from minqing_core.application.review_matrix import matrix_at, quarter_named
from minqing_core.application.review_reading import reads
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import IncidentId, InquiryId, InspectionId, PersonId
from minqing_core.views import inquiries as inquiring
from minqing_core.views import inspections as inspecting


def inspections(office: Office, act: Act, numbers: list[str]) -> Iterator[str]:
    """Yield the inspections that somebody reads whole; of others they read their findings only."""
    standing = office.standing(act.actor)
    for number in map(InspectionId, numbers):
        history = office.log.stream(inspecting.inspection_stream(number))
        if sees_whole(standing, inspecting.fold(number, history)):
            yield number


def inquiries(office: Office, act: Act, numbers: list[str]) -> Iterator[str]:
    """Yield the inquiries that somebody may see."""
    for number in map(InquiryId, numbers):
        file = inquiring.fold(number, office.log.stream(inquiring.inquiry_stream(number)))
        if sees_inquiry(office, act.actor, file):
            yield number


def incidents(office: Office, act: Act, numbers: list[str]) -> Iterator[str]:
    """Yield the incidents all of whose matters somebody looks into."""
    for number in map(IncidentId, numbers):
        recorded, *_ = office.log.stream(inquiring.incident_stream(number))
        if sees_incident(office, act.actor, recorded.event.cases):
            yield number


def diaries(office: Office, act: Act, numbers: list[str]) -> Iterator[str]:
    """Yield the diaries of a quarter of which somebody may read what was found."""
    moment, standing = settled(office, NOW), office.standing(act.actor)
    asked: dict[str, list[PersonId]] = {}
    for number in numbers:
        whose, year, quarter = number.rsplit("-", 2)
        asked.setdefault(f"{year}-{quarter}", []).append(PersonId(whose))
    for text, people in asked.items():
        period = quarter_named(text)
        matrix = matrix_at(office, moment, period)
        for person in people:
            if reads(standing, person, matrix, diary_at(office, person, period, moment)):
                yield f"{person}-{text}"


def sheets(office: Office, act: Act, numbers: list[str]) -> Iterator[str]:
    """Yield the appraisal sheets that somebody may read."""
    for number in numbers:
        subject, _, _ = number.rpartition("-")
        if may_read(office, act.actor, subject_named(office, subject)):
            yield number
