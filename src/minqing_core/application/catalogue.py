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


SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "access": ("access_log",),
    "bulletin": ("bulletin_reading", "bulletin"),
    "appraisal": (
        *("appraisal_reading", "appraisal", "summary"),
        *("commendation", "commendation_reading"),
    ),
    "accountability": (
        *("accountability_reading", "accountability_facts"),
        *("accountability", "accountability_deciding"),
    ),
    "books": ("books_reading", "books_ledger", "books", "books_life"),
    "bundle": ("bundles",),
    "calendar": ("programme",),
    "case": (
        *("listing", "case_reading", "case", "confidence", "case_check"),
        *("case_clock", "case_after", "case_links", "case_withdrawing"),
        *("case_holding", "case_reporting", "case_drawing"),
    ),
    "checkpoint": ("checkpoints",),
    "deadline": ("case_reading",),
    "doctor": ("checkup",),
    "duties": ("duties", "duties_explaining", "duties_calendar"),
    "household": ("household_reading", "household_themes", "household"),
    "inspection": ("inspection_reading", "findings", "inspection"),
    "import": ("importing.messages", "importing.roster"),
    "key": ("access",),
    "publish": ("publications_reading", "publicity"),
    "meeting": ("meeting", "meeting_pack", "meeting_reading", "meeting_minutes"),
    "powers": ("granted",),
    "programme": ("programme", "plans"),
    "prove": ("closure",),
    "receipt": ("receipts",),
    "report": (
        "bulletin_reading",
        "case_check",
        "handoffs",
        "indicators",
        "ladder",
        "late_feedback",
        "listing",
        "review_reports",
        "supervision",
        "visit_reading",
    ),
    "review": ("review_reading", "review_queue", "review"),
    "roster": (
        *("roster_reading", "roster", "roster_absence", "roster_guidance"),
        *("roster_leaving", "roster_roles", "roster_units", "roster_functions"),
    ),
    "signals": ("signals",),
    "study": ("study", "study_reading", "study_clusters"),
    "verify": ("verification",),
    "visit": ("visit_reading", "visit"),
}


class Catalogue(Mapping[str, UseCase]):
    """The use cases by name; the modules of a subject are imported when it is asked for."""

    def __init__(self) -> None:
        self._entered: dict[str, UseCase] = {}

    def enter(self, case: UseCase) -> None:
        """Enter a use case."""
        self._entered[case.name] = case

    def __getitem__(self, name: str) -> UseCase:
        for module in SUBJECTS.get(name.partition(".")[0], ()):
            if name not in self._entered:
                import_module(f"minqing_core.application.{module}")
        return self._entered[name]

    def __iter__(self) -> Iterator[str]:
        for module in {module for modules in SUBJECTS.values() for module in modules}:
            import_module(f"minqing_core.application.{module}")
        return iter(sorted(self._entered))

    def __len__(self) -> int:
        return len(list(iter(self)))


CATALOGUE = Catalogue()


class UndeclaredPowerError(Exception):
    """A use case needs a power that is not written down; nothing is allowed by default."""


def use_case(
    name: str, power: Power, *clauses: str, records: bool = False
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

        case = UseCase(name=name, power=power, clauses=clauses, records=records, perform=perform)
        CATALOGUE.enter(case)
        return perform

    return enter
