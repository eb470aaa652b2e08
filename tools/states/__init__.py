"""What may be done in which state, for every context: found by trying the decisions themselves.

To add a context, write a table of its commands beside these and enter it here.
"""

from collections.abc import Mapping

from tools.states import (
    accountability,
    appraisal,
    books,
    diary,
    diary_course,
    diary_hands,
    households,
    inspection,
    meetings,
    privacy,
    review,
    roster,
)
from tools.states.exploring import Diagram

DIAGRAMS: Mapping[str, Diagram] = {
    "diary": diary.DIAGRAM,
    "diary-course": diary_course.DIAGRAM,
    "diary-hands": diary_hands.DIAGRAM,
    "roster": roster.DIAGRAM,
    "households": households.DIAGRAM,
    "books": books.DIAGRAM,
    "review": review.DIAGRAM,
    "meetings": meetings.MEETING,
    "studies": meetings.STUDY,
    "inspection": inspection.DIAGRAM,
    "appraisal": appraisal.SHEETS,
    "commendations": appraisal.COMMENDATIONS,
    "accountability": accountability.DIAGRAM,
    "privacy": privacy.DIAGRAM,
}
