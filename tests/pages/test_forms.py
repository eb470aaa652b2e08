"""Forms: what is wrong is said at the fields of which it is, in the words that people read."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from minqing_core.application.asking import faults
from minqing_core.application.catalogue import CATALOGUE
from minqing_http.pages.fields import Asked, FieldGroup, groups_of, read
from minqing_http.pages.filling import asked_by, in_address
from minqing_http.pages.page import Form
from minqing_http.pages.table import FORMS

ENGLISH = re.compile("[A-Za-z]{2}")


def _needed(asked: Sequence[Asked], prefix: str = "") -> Iterator[str]:
    for one in asked:
        name = f"{prefix}{one.name}"
        if isinstance(one, FieldGroup) and one.needed and not one.many:
            yield from list(_needed(one.fields, f"{name}.")) or [name]
        elif one.needed:
            yield name


def _labels(asked: Sequence[Asked]) -> Iterator[str]:
    for one in asked:
        yield one.label
        if isinstance(one, FieldGroup):
            yield from _labels(one.fields)


@pytest.mark.clause("S71")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_an_empty_form_is_refused_at_each_of_its_required_fields(form: Form) -> None:
    case = CATALOGUE[form.use_case]
    together: dict[str, Any] = {name: {} for name in groups_of(case)}
    empty = {**together, **read(asked_by(form), {}), **dict.fromkeys(in_address(form), "1")}

    missing = {fault.field for fault in faults(case, empty) if fault.code == "missing"}

    assert missing - form.usually.keys() == set(_needed(asked_by(form)))


@pytest.mark.clause("S71")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_every_field_goes_by_words_that_people_read(form: Form) -> None:
    assert not [label for label in _labels(asked_by(form)) if ENGLISH.search(label)]
