"""The catalogue of use cases: one for each thing a person does, by the same name everywhere."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, Concatenate, ParamSpec, TypeVar

from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import OPEN, Power, require

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@frozen(kw_only=True)
class UseCase:
    """A thing a person does: its name, the power it needs, the clauses it serves."""

    name: str
    power: Power
    clauses: tuple[str, ...]
    records: bool
    perform: Callable[..., Any]

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (self.perform.__doc__ or "").strip().splitlines()[0]


SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "calendar": ("programme",),
    "case": (
        "listing",
        "case_reading",
        "case",
        "case_clock",
        "case_after",
        "case_links",
        "case_withdrawing",
        "case_check",
    ),
    "deadline": ("case_reading",),
    "doctor": ("checkup",),
    "import": ("importing.messages", "importing.roster"),
    "key": ("access",),
    "powers": ("granted",),
    "programme": ("programme",),
    "report": ("listing", "case_check"),
    "roster": ("roster_reading", "roster"),
    "verify": ("verification",),
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


def use_case(
    name: str, power: Power, *clauses: str, records: bool = False
) -> Callable[
    [Callable[Concatenate[Office, Act, Asked], Answer]],
    Callable[Concatenate[Office, Act, Asked], Answer],
]:
    """Enter a function in the catalogue; it runs only for those who have the power.

    Raises:
        NotAllowedError: none of the acting person's posts has the power.
        UnknownActorError: the acting person, or the one acted for, is not in the roster.
    """

    def enter(
        function: Callable[Concatenate[Office, Act, Asked], Answer],
    ) -> Callable[Concatenate[Office, Act, Asked], Answer]:
        @wraps(function)
        def perform(
            office: Office, act: Act, /, *args: Asked.args, **asked: Asked.kwargs
        ) -> Answer:
            if power not in OPEN:
                require(office.standing(act.actor), power)
            if act.on_behalf_of is not None:
                require(office.standing(act.on_behalf_of), power)
            return function(office, act, *args, **asked)

        CATALOGUE.enter(
            UseCase(name=name, power=power, clauses=clauses, records=records, perform=perform)
        )
        return perform

    return enter
