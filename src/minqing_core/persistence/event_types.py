"""Every event that is ever stored, by the name it is stored under."""

from collections.abc import Mapping

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.households import events as households
from minqing_core.programme import events as programme
from minqing_core.roster import events as roster

EVENT_TYPES: Mapping[str, type] = {
    "programme.established.v1": programme.ProgrammeEstablished,
    "programme.legal-basis-recorded.v1": programme.LegalBasisRecorded,
    "programme.rule-adopted.v1": programme.RuleAdopted,
    "programme.category-adopted.v1": programme.CategoryAdopted,
    "programme.category-retired.v1": programme.CategoryRetired,
    "programme.calendar-year-published.v1": programme.CalendarYearPublished,
    "roster.unit-established.v1": roster.UnitEstablished,
    "roster.person-registered.v1": roster.PersonRegistered,
    "roster.kind-assigned.v1": roster.KindAssigned,
    "roster.post-taken.v1": roster.PostTaken,
    "roster.post-left.v1": roster.PostLeft,
    "roster.stationed.v1": roster.Stationed,
    "roster.stationing-ended.v1": roster.StationingEnded,
    "roster.login-bound.v1": roster.LoginBound,
    "diary.matter-recorded.v1": diary.MatterRecorded,
    "diary.cause-recorded.v1": diary.CauseRecorded,
    "diary.deliberation-recorded.v1": diary.DeliberationRecorded,
    "diary.note-recorded.v1": diary.NoteRecorded,
    "diary.measure-adopted.v1": diary.MeasureAdopted,
    "diary.measure-carried-out.v1": diary.MeasureCarriedOut,
    "diary.leader-assigned.v1": diary.LeaderAssigned,
    "diary.feedback-given.v1": diary.FeedbackGiven,
    "diary.feedback-impossible.v1": diary.FeedbackImpossible,
    "diary.explanation-given.v1": diary.ExplanationGiven,
    "diary.solution-deferred.v1": diary.SolutionDeferred,
    "diary.case-concluded.v1": diary.CaseConcluded,
    "diary.text-amended.v1": diary.TextAmended,
    "diary.fact-amended.v1": diary.FactAmended,
    "diary.accused-named.v1": diary.AccusedNamed,
    "diary.identity-opened.v1": diary.IdentityOpened,
    "books.batch-printed.v1": books.BatchPrinted,
    "books.books-issued.v1": books.BooksIssued,
    "books.books-received.v1": books.BooksReceived,
    "books.book-drawn.v1": books.BookDrawn,
    "books.book-issued.v1": books.BookIssued,
    "books.book-signed-for.v1": books.BookSignedFor,
    "books.book-full.v1": books.BookFull,
    "books.book-lost.v1": books.BookLost,
    "books.book-found.v1": books.BookFound,
    "books.book-damaged.v1": books.BookDamaged,
    "books.book-voided.v1": books.BookVoided,
    "books.book-handed-in.v1": books.BookHandedIn,
    "books.hand-in-refused.v1": books.HandInRefused,
    "books.book-received.v1": books.BookReceived,
    "books.book-archived.v1": books.BookArchived,
    "books.book-taken-up.v1": books.BookTakenUp,
    "books.book-given-up.v1": books.BookGivenUp,
    "households.household-entered.v1": households.HouseholdEntered,
    "households.member-entered.v1": households.MemberEntered,
    "households.household-moved.v1": households.HouseholdMoved,
    "households.visit-made.v1": households.VisitMade,
}
