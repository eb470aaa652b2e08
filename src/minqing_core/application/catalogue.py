"""The catalogue of use cases: one for each thing a person does, by the same name everywhere."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from importlib import import_module
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

from minqing_core.application.admission import UseCase, admitted
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import GRANTS, Power

__all__ = ["CATALOGUE", "Catalogue", "UseCase", "use_case"]

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

HOMES: Mapping[str, str] = {
    "access": "key.issue key.list key.revoke",
    "access_log": "access.list access.prune",
    "account_codes": "account.codes-enrol account.codes-confirm account.codes-disable",
    "account_links": "account.link account.unlink",
    "account_own": "account.change-password session.list session.revoke",
    "accounts": (
        "account.init account.open account.role account.lock account.unlock "
        "account.reset-password account.list"
    ),
    "accountability": (
        "accountability.incident accountability.open accountability.find "
        "accountability.show-evidence accountability.drop"
    ),
    "accountability_deciding": (
        "accountability.hear accountability.decide accountability.appeal "
        "accountability.appeal-decide"
    ),
    "accountability_facts": "accountability.suggest",
    "accountability_reading": "accountability.show accountability.list accountability.incidents",
    "appraisal": "appraisal.draw appraisal.object appraisal.decide",
    "appraisal_reading": "appraisal.sheet appraisal.list appraisal.export",
    "backups": "backup backup.drill report.backups",
    "books": "books.print books.issue books.receive books.give books.void",
    "books_ledger": "books.ledger",
    "books_life": (
        "books.sign books.full books.lost books.found books.damaged books.hand-in "
        "books.refuse books.take-in books.archive"
    ),
    "books_reading": "books.show books.list books.handover-list",
    "bulletin": "bulletin.issue",
    "bulletin_reading": "report.bulletin bulletin.show bulletin.list",
    "bundles": "bundle",
    "case": (
        "case.record case.step case.feedback case.excuse case.explain case.conclude case.amend"
    ),
    "case_after": "case.look case.revisit case.dispute case.reopen case.recategorise",
    "case_check": "case.check report.completeness",
    "case_clock": (
        "case.park case.resume case.extend case.extend-approve case.extend-refuse case.extend-tell"
    ),
    "case_drawing": (
        "case.assist case.assist-accept case.assist-object case.assist-reply case.assist-end "
        "case.remind case.supervise case.supervise-reply case.supervise-close"
    ),
    "case_dossier": "case.dossier",
    "case_findings": "case.findings",
    "case_holding": "case.handover case.accept case.decline case.recall case.assign",
    "case_knowledge": "case.knowledge case.bisect",
    "case_links": "case.link case.unlink case.merge case.unmerge case.split",
    "case_reading": "case.show case.log case.diff deadline.explain",
    "case_reasons": "case.why case.blame",
    "case_reporting": "case.escalate case.acknowledge",
    "case_withdrawing": "case.recuse case.recuse-grant case.recuse-refuse",
    "checkpoints": "checkpoint.latest checkpoint.list checkpoint.prove",
    "checkup": "doctor",
    "closure": "prove.closure",
    "commendation": (
        "appraisal.commend appraisal.commend-decide appraisal.commend-publish "
        "appraisal.commend-revoke"
    ),
    "commendation_reading": "appraisal.commendations",
    "confidence": "case.accuse case.identity",
    "duties": "duties.list duties.due duties.grid",
    "duties_calendar": "duties.feed",
    "duties_explaining": "duties.explain",
    "duties_inbox": "duties.inbox",
    "epochs": "checkpoint.epoch",
    "statistical_rows": "export.events export.matters",
    "following": "events.follow",
    "findings": "inspection.list inspection.findings",
    "gauges": "metrics",
    "granted": "powers.list",
    "handoffs": "report.handoffs",
    "household": "household.enter household.member household.move",
    "household_reading": "household.show household.list",
    "household_themes": "household.themes",
    "importing.messages": "import.check import.apply",
    "importing.roster": "import.roster-check import.roster-apply",
    "incident_findings": "accountability.findings",
    "indicators": "report.indicators",
    "inspection": (
        "inspection.open inspection.find inspection.order inspection.report "
        "inspection.verify inspection.reject inspection.end"
    ),
    "inspection_reading": "inspection.show inspection.draw-again",
    "ladder": "report.ladder",
    "late_feedback": "report.late-feedback",
    "leaves": "checkpoint.leaves",
    "listing": "case.list report.hanging case.count",
    "whoami": "whoami",
    "meeting": "meeting.hold meeting.resolve meeting.carry-out meeting.drop",
    "meeting_minutes": "meeting.show",
    "meeting_pack": "meeting.pack",
    "meeting_reading": "meeting.list",
    "progress": "case.slip case.progress",
    "own_keys": "key.own key.own-issue key.own-revoke",
    "plans": "programme.plan programme.plan-rule programme.plans programme.diff",
    "programme": (
        "programme.show programme.basis programme.rule programme.category programme.retire "
        "calendar.publish calendar.show"
    ),
    "privacy": (
        "privacy.restrict privacy.lift privacy.shred privacy.approve privacy.refuse "
        "privacy.withdraw"
    ),
    "privacy_reading": "privacy.list privacy.show",
    "public": "public.services public.matters public.ticket",
    "publications_reading": "publish.list publish.show publish.board",
    "publicity": (
        "publish.draft publish.rewrite publish.approve publish.refuse publish.release "
        "publish.withdraw"
    ),
    "receipts": "receipt",
    "replaying": "case.replay",
    "report_compared": "report.diff",
    "review": (
        "review.assess review.record review.return review.complete review.accept review.reply"
    ),
    "review_queue": "review.queue",
    "review_reading": "review.show",
    "review_reports": "report.coverage report.quarter",
    "roster": (
        "roster.unit roster.person roster.kind roster.post roster.leave roster.station "
        "roster.unstation roster.bind"
    ),
    "roster_absence": (
        "roster.absence roster.absence-end roster.substitute roster.substitute-end "
        "roster.participants"
    ),
    "roster_functions": "roster.function roster.functions",
    "roster_guidance": "roster.contact-point roster.contact-point-end roster.guide",
    "roster_leaving": "roster.transfer roster.leaving roster.close",
    "roster_reading": "roster.people roster.units roster.show roster.unit-page",
    "roster_roles": "roster.role roster.roles",
    "roster_units": "roster.rename roster.split roster.merge roster.abolish",
    "signals": "signals.list signals.explain",
    "study": "study.open study.add study.decide study.resolve study.carry-out study.drop",
    "study_clusters": "study.suggest",
    "study_reading": "study.list study.show",
    "summary": "appraisal.summary-issue appraisal.summary-show",
    "supervision": "report.supervision",
    "verification": "verify",
    "visit": "visit.record",
    "visit_reading": "visit.list report.visits",
    "webhooks": ("webhook.add webhook.list webhook.end webhook.deliveries webhook.redeliver"),
}
_HOME = {name: module for module, names in HOMES.items() for name in names.split()}


class Catalogue(Mapping[str, UseCase]):
    """The use cases by name; the home of one is imported when it is asked for."""

    def __init__(self) -> None:
        self._entered: dict[str, UseCase] = {}

    def enter(self, case: UseCase) -> None:
        """Enter a use case."""
        self._entered[case.name] = case

    def __getitem__(self, name: str) -> UseCase:
        if name not in self._entered:
            import_module(f"minqing_core.application.{_HOME[name]}")
        return self._entered[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_HOME))

    def __len__(self) -> int:
        return len(_HOME)


CATALOGUE = Catalogue()


class UndeclaredPowerError(Exception):
    """A use case needs a power that is not written down; nothing is allowed by default."""


def use_case(
    name: str,
    power: Power,
    *clauses: str,
    records: bool = False,
    reads: bool = False,
    exports: bool = False,
) -> Callable[
    [Callable[Concatenate[Office, Act, Asked], Answer]],
    Callable[Concatenate[Office, Act, Asked], Answer],
]:
    """Enter a function in the catalogue; it runs only for those who are admitted."""
    if power not in GRANTS:
        raise UndeclaredPowerError(name)

    def enter(
        function: Callable[Concatenate[Office, Act, Asked], Answer],
    ) -> Callable[Concatenate[Office, Act, Asked], Answer]:
        names = list(signature(function).parameters)[2:]

        @wraps(function)
        def perform(
            office: Office, act: Act, /, *args: Asked.args, **asked: Asked.kwargs
        ) -> Answer:
            given = {**dict(zip(names, args, strict=False)), **asked}
            with admitted(office, act, case, given) as inside:
                return function(inside, act, *args, **asked)

        case = UseCase(
            name=name,
            power=power,
            clauses=clauses,
            records=records,
            reads=reads,
            exports=exports,
            perform=perform,
        )
        CATALOGUE.enter(case)
        return perform

    return enter
