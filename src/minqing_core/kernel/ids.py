"""The ids that people, units and records go by."""

from typing import NewType

PersonId = NewType("PersonId", str)
UnitId = NewType("UnitId", str)
CaseId = NewType("CaseId", str)
StreamId = NewType("StreamId", str)
HouseholdId = NewType("HouseholdId", str)
VisitId = NewType("VisitId", str)
MeetingId = NewType("MeetingId", str)
StudyId = NewType("StudyId", str)
InspectionId = NewType("InspectionId", str)
BulletinId = NewType("BulletinId", str)
IncidentId = NewType("IncidentId", str)
InquiryId = NewType("InquiryId", str)
