"""The answers that a page shows, asked of the office by what the address says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self, TypeAlias

import attrs
from attrs import field, frozen

from minqing_core.application.admission import require_power
from minqing_core.application.asking import answer, shown
from minqing_core.application.catalogue import CATALOGUE, UseCase
from minqing_core.application.exporting import Export, exporting
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import GRANTS, OPEN
from minqing_http.arguments import Parameter, url_parameters
from minqing_http.endpoint import NOBODY
from minqing_http.operations import BY_USE_CASE
from minqing_http.pages.page import ME, MY_UNIT, PERIOD, WEEK, YEAR, Plain, Shown
from minqing_http.pages.visitor import Visitor

Words: TypeAlias = Mapping[str, str]


@frozen(kw_only=True)
class Asker:
    """The office, asked on behalf of a visitor about what an address says."""

    office: Office
    visitor: Visitor
    act: Act
    words: Words
    refusals: dict[str, RefusalError] = field(factory=dict)

    def gathered(self, shows: Mapping[str, Shown]) -> Plain:
        """Return the answers by name; None where a visitor may not have one that is beside.

        Raises:
            RefusalError: the office refuses one that is needed.
        """
        found: Plain = {}
        for name, wanted in shows.items():
            found[name] = self._answered(name, wanted, _of(found, wanted))
        return found

    def words_asked(self, shows: Mapping[str, Shown]) -> dict[str, str]:
        """Return what the query of a page said that these answers take."""
        names = {one.name for wanted in shows.values() for one in taken_by(wanted.use_case)}
        return {name: text for name, text in self.words.items() if name in names and text}

    def anew(self) -> Self:
        """Return who asks the same of the record as it is by then."""
        return attrs.evolve(self, office=self.office.left())

    def ask(self, use_case: str, **given: Any) -> Any:  # noqa: ANN401 - plain values
        """Have a use case done and return its answer in plain values."""
        return answer(self.office, use_case, self.act, given)

    @contextmanager
    def taking(self, wanted: Shown, form: str) -> Iterator[tuple[Self, Export]]:
        """Give who asks for what is taken along as a file, which is noted once it is there."""
        given = self._given(wanted, {})
        with exporting(self.office, self.act, wanted.use_case, given, form) as export:
            yield attrs.evolve(self, act=export.act), export

    def may(self, use_case: str) -> bool:
        """Say whether a visitor's posts have the power for a use case, or might."""
        return may_ask(self.visitor, CATALOGUE[use_case])

    def require(self, use_case: str) -> None:
        """Refuse whose posts lack the power for a use case before a form for it is shown.

        Raises:
            NotAllowedError: they do.
        """
        require_power(self.office, self.act, CATALOGUE[use_case])

    def _answered(self, name: str, wanted: Shown, of: Words) -> Any:  # noqa: ANN401
        if not wanted.needed and not self.may(wanted.use_case):
            return None
        try:
            return shown(self.office, wanted.use_case, self.act, self._given(wanted, of))
        except RefusalError as refusal:
            if wanted.needed:
                raise
            self.refusals[name] = refusal
            return None

    def texts(self, wanted: Shown) -> dict[str, str]:
        """Return what an answer is asked with: what the address says, and what is usual."""
        return {**self._filled(wanted.usually), **self.words, **self._filled(wanted.always)}

    def _given(self, wanted: Shown, of: Words) -> Plain:
        texts = {**self.texts(wanted), **of}
        given: Plain = {}
        for parameter in taken_by(wanted.use_case):
            text = texts.get(parameter.name, "")
            if text:
                _put(given, parameter, parameter.read(text))
        return given

    def _filled(self, words: Mapping[str, Any]) -> dict[str, str]:
        mine = {
            ME: self.visitor.person or "",
            MY_UNIT: self.words.get("unit") or (*self.visitor.units, "")[0],
            PERIOD: self.visitor.period,
            YEAR: self.visitor.today[:4],
            WEEK: self.visitor.week,
        }
        return {name: mine.get(value, value) for name, value in words.items()}


def _of(found: Plain, wanted: Shown) -> dict[str, str]:
    """Return what the answers before say that one is of."""
    return {
        name: str(found[answer][member])
        for name, (answer, member) in wanted.of.items()
        if found[answer] is not None
    }


def taken_by(use_case: str) -> tuple[Parameter, ...]:
    """Return what a reading takes from an address."""
    return url_parameters(BY_USE_CASE[use_case], CATALOGUE[use_case])


def may_ask(visitor: Visitor, case: UseCase) -> bool:
    """Say whether a visitor's posts have the power for a use case, or might by what they own."""
    return case.power in OPEN or GRANTS[case.power].owner or visitor.may(case.power)


def _put(given: Plain, parameter: Parameter, value: Any) -> None:  # noqa: ANN401 - plain values
    if parameter.member is None:
        given[parameter.argument] = value
    else:
        given.setdefault(parameter.argument, {})[parameter.member] = value


def acting(visitor: Visitor, correlation: str) -> Act:
    """Return what is done in a visitor's name, through the pages."""
    return Act(
        actor=visitor.person or NOBODY,
        channel="page",
        address=visitor.address or None,
        correlation=correlation,
    )
