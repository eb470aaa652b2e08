"""The whole description, tried with values made from it: no failure, and answers as described."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi import checks
from tests.http.serving import CLERK, Served
from tests.http.test_matrix import UNITS, entered, records
from tests.stores import empty_office

from minqing_http.openapi import document
from minqing_http.surface import OPERATIONS

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
HERE = {"case": "2026-000001", "person": CLERK, "unit": "town", "year": 2026, "report": "quarter"}
ROUNDS = (
    (GenerationMode.POSITIVE, False, 1),
    (GenerationMode.POSITIVE, True, 2),
    (GenerationMode.NEGATIVE, False, 1),
)


@pytest.fixture(scope="module")
def tried() -> Iterator[tuple[Served, Mapping[str, Any]]]:
    """Give a town in which anything may happen, and the numbers of what is on record there."""
    with Served(empty_office()) as town:
        for unit, kind in UNITS.items():
            facts = {"unit": unit, "name": unit, "kind": kind, "since": "2007-06-20"}
            town.do(
                "roster.unit", unit={**facts, **({} if kind == "city" else {"parent": "town"})}
            )
        entered(town, "000100", ("village-secretary", "dafeng", "village-two-committees"))
        yield town, {**HERE, **records(town, "000100")}


@pytest.fixture(scope="module")
def described() -> Mapping[str, Any]:
    """Give every operation of the description by its method and path."""
    found = schemathesis.openapi.from_dict(document()).get_all_operations()
    return {one.ok().label: one.ok() for one in found if isinstance(one, Ok)}


def test_every_operation_is_tried(described: Mapping[str, Any]) -> None:
    assert set(described) == set(OPERATIONS.values())


@pytest.mark.parametrize("label", sorted(OPERATIONS.values()))
def test_the_server_answers_as_is_described_whatever_it_is_asked(
    tried: tuple[Served, Mapping[str, Any]], described: Mapping[str, Any], label: str
) -> None:
    town, here = tried
    key = town.issue(CLERK)

    for mode, known, examples in ROUNDS:
        made = described[label].as_strategy(generation_mode=mode)
        settings(
            max_examples=examples,
            phases=[Phase.generate],
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )(given(case=made)(asking(town, key, here if known else {})))()


def asking(town: Served, key: str, here: Mapping[str, Any]) -> Callable[[Any], None]:
    """Return what asks a town, where a place in the address is known about what is there."""

    def ask(case: Any) -> None:
        places = case.path_parameters or {}
        case.path_parameters = {name: here.get(name, places[name]) for name in places}
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {key}"}
        answered = case.call(base_url=f"http://127.0.0.1:{town.port}")
        case.validate_response(answered, checks=CHECKS)

    return ask
