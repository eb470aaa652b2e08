"""People and units in what was typed: by number, or by the name that they are known by."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
from attrs import frozen

from minqing_core.application.names import (
    NameAmbiguousError,
    NameUnknownError,
    find_person,
    find_subject,
    find_unit,
)
from minqing_core.application.office import Office
from minqing_core.kernel.refusals import FieldFault
from minqing_http.pages.fields import Asked, Field, FieldGroup

Find: TypeAlias = Callable[[Office, str], str]
FINDERS: Mapping[str, Find] = {
    "person": find_person,
    "people": find_person,
    "unit": find_unit,
    "village": find_unit,
    "units": find_unit,
    "subject": find_subject,
}


@frozen(kw_only=True)
class Named:
    """The numbers for what was typed, and what goes by none or by several."""

    office: Office
    faults: list[FieldFault] = attrs.field(factory=list)

    def numbers(self, asked: Sequence[Asked], given: Any, prefix: str = "") -> Any:  # noqa: ANN401
        """Return plain values with the numbers of the people and units that they name."""
        found = given
        for one in asked:
            found = self._put(found, one.name.split("."), one, f"{prefix}{one.name}")
        return found

    def _put(self, given: Any, path: Sequence[str], one: Asked, name: str) -> Any:  # noqa: ANN401
        if not isinstance(given, dict) or path[0] not in given:
            return given
        inner = given[path[0]]
        put = self._put(inner, path[1:], one, name) if path[1:] else self._read(one, inner, name)
        return {**given, path[0]: put}

    def _read(self, one: Asked, value: Any, name: str) -> Any:  # noqa: ANN401
        if isinstance(one, FieldGroup):
            if not one.many:
                return self.numbers(one.fields, value, f"{name}.")
            return [self.numbers(one.fields, v, f"{name}.{n}.") for n, v in enumerate(value)]
        if one.kind not in FINDERS or not value:
            return value
        if isinstance(value, list):
            return [self._number(one, text, name) for text in dict.fromkeys(value)]
        return self._number(one, value, name)

    def _number(self, one: Field, text: str, name: str) -> str:
        try:
            return FINDERS[one.kind](self.office, text)
        except (NameUnknownError, NameAmbiguousError) as refusal:
            self.faults.append(FieldFault(field=name, code=refusal.code, text=str(refusal)))
            return text


def typed_numbers(
    office: Office, filters: Sequence[Field], words: Mapping[str, str]
) -> tuple[dict[str, str], list[FieldFault]]:
    """Return the words of an address with the numbers of the people and units in its filters."""
    named = Named(office=office)
    given = {name: text.strip() for name, text in words.items()}
    found: dict[str, str] = named.numbers(filters, given)
    return found, named.faults
