"""Every page and form there is, of each subject; what has no name in its address comes first."""

from minqing_http.pages import (
    accountability,
    accounts,
    appraisal,
    boards,
    books,
    cases,
    citizen,
    households,
    inbox,
    inspection,
    meetings,
    programme,
    proof,
    publicity,
    replay,
    review,
    roster,
    supervision,
    work,
)
from minqing_http.pages.page import Form, Page

SUBJECTS = (
    *(work, inbox, cases, citizen, replay, books, households, meetings, inspection, supervision),
    *(appraisal, publicity, accountability, roster, programme, accounts, proof, review, boards),
)
PAGES: tuple[Page, ...] = tuple(page for subject in SUBJECTS for page in subject.PAGES)
FORMS: tuple[Form, ...] = tuple(
    form for subject in SUBJECTS for form in getattr(subject, "FORMS", ())
)
