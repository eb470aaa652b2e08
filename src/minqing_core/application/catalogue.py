"""The catalogue of use cases: one for each thing a person does, by the same name everywhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power, require

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


CATALOGUE: dict[str, UseCase] = {}


def use_case(
    name: str, power: Power, *clauses: str, records: bool = False
) -> Callable[
    [Callable[Concatenate[Office, Act, Asked], Answer]],
    Callable[Concatenate[Office, Act, Asked], Answer],
]:
    """Enter a function in the catalogue; it runs only for those who have the power.

    Raises:
        NotAllowedError: none of the acting person's posts has the power.
        UnknownActorError: the acting person is not in the roster.
    """

    def enter(
        function: Callable[Concatenate[Office, Act, Asked], Answer],
    ) -> Callable[Concatenate[Office, Act, Asked], Answer]:
        @wraps(function)
        def perform(
            office: Office, act: Act, /, *args: Asked.args, **asked: Asked.kwargs
        ) -> Answer:
            require(office.standing(act.actor), power)
            return function(office, act, *args, **asked)

        CATALOGUE[name] = UseCase(
            name=name, power=power, clauses=clauses, records=records, perform=perform
        )
        return perform

    return enter
