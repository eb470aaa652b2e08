"""OpenAPI 3.1 of the operations, from the table and the types of the use cases."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

import minqing_core
from minqing_core.application.asking import RecordedPage, parameters, required, schemas
from minqing_core.application.catalogue import CATALOGUE, UseCase
from minqing_core.application.piecemeal import Piecemeal
from minqing_core.application.transact import Recorded
from minqing_http.arguments import Parameter, body_arguments, url_parameters
from minqing_http.body import JSON
from minqing_http.openapi_parts import (
    ACCEPT_DATETIME,
    BESIDE,
    COMPONENTS,
    ETAG,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    LAST_EVENT_ID,
    LOCATION,
    PROBLEM,
    REQUEST_ID,
    WAIT,
)
from minqing_http.operations import TABLE, Operation
from minqing_http.printing import offered
from minqing_http.problems import TITLES

Document = dict[str, Any]
ALWAYS = (400, 401, 403, 404, 406, 409, 422, 429, 500)
WITH_BODY = (408, 413, 415)
NOTHING = {"type": "null"}


@cache
def document() -> Document:
    """Return the description of the whole interface."""
    types, components = _schemas()
    described: Document = {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "民情日记接口",
            "version": minqing_core.__version__,
            "description": "镇村干部记民情、办民情、答复群众的全部事项。说明见 /docs/api。",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": _paths(types),
        "components": {
            "schemas": {**{n: _closed(s) for n, s in components.items()}, **COMPONENTS},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }
    read: Document = msgspec.json.decode(msgspec.json.encode(described))
    return read


def published() -> str:
    """Return the description as the file that is kept of it."""
    return msgspec.json.format(msgspec.json.encode(document()), indent=1).decode() + "\n"


def answers(case: UseCase) -> Any:  # noqa: ANN401
    """Return the type of what a use case answers."""
    kind = get_type_hints(case.perform)["return"]
    if get_origin(kind) is Piecemeal:
        (kind,) = get_args(kind)
    return RecordedPage if kind is Recorded else kind


def _schemas() -> tuple[Mapping[Any, Document], dict[str, Any]]:
    types: list[Any] = []
    for operation in TABLE:
        case = CATALOGUE[operation.use_case]
        types += [*parameters(case).values(), answers(case)]
        types += [parameter.type for parameter in url_parameters(operation, case)]
    kinds = tuple(dict.fromkeys(types))
    found, components = schemas(kinds)
    return dict(zip(kinds, found, strict=True)), components


def _paths(types: Mapping[Any, Document]) -> Document:
    paths: Document = {}
    for operation in TABLE:
        described = _operation(operation, CATALOGUE[operation.use_case], types)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return paths


def _operation(
    operation: Operation, case: UseCase, types: Mapping[Any, Document]
) -> dict[str, Any]:
    taken = url_parameters(operation, case)
    described: Document = {
        "operationId": operation.use_case,
        "tags": [operation.group],
        "summary": operation.title,
        "description": f"{case.summary} ({', '.join(case.clauses)})",
        "x-power": str(case.power),
        "parameters": [*(_parameter(p, types) for p in taken), *_headers(operation, case, taken)],
        "responses": _responses(operation, case, types),
    }
    if operation.keyless:
        described["security"] = [{}, {"key": []}]
    if operation.method == "POST":
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _body(operation, case, types)}},
        }
    return described


def _parameter(parameter: Parameter, types: Mapping[Any, Document]) -> Document:
    schema = {"schema": _given(types[parameter.type])}
    return {
        "name": parameter.name,
        "in": parameter.where,
        "required": parameter.required,
        **({"content": {"application/json": schema}} if parameter.listed else schema),
    }


def _given(schema: Document) -> Document:
    choices = [choice for choice in schema.get("anyOf", ()) if choice != NOTHING]
    return choices[0] if len(choices) == 1 else schema


def _headers(operation: Operation, case: UseCase, taken: tuple[Parameter, ...]) -> list[Document]:
    found = [REQUEST_ID, *((WAIT, LAST_EVENT_ID) if operation.follows else ())]
    if case.records:
        found += [IDEMPOTENCY_KEY, IF_MATCH | {"required": operation.revises}]
    if any(parameter.field == "when.known_by" for parameter in taken):
        found.append(ACCEPT_DATETIME)
    return found


def _body(operation: Operation, case: UseCase, types: Mapping[Any, Document]) -> Document:
    names = body_arguments(operation, case)
    needed = sorted(required(case).intersection(names))
    return {
        "type": "object",
        "properties": {name: types[parameters(case)[name]] for name in names} | BESIDE,
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
    }


def _responses(operation: Operation, case: UseCase, types: Mapping[Any, Document]) -> Document:
    headers = ETAG if _has_version(answers(case)) else {}
    if operation.location is not None:
        headers = headers | LOCATION
    good: Document = {
        "description": operation.title,
        "content": {
            operation.media: {"schema": _answered(operation, case, types)},
            **{other: {} for other in offered(operation)[1:]},
        },
    }
    if headers:
        good["headers"] = headers
    return {str(operation.status): good} | {
        str(int(status)): _problem(status) for status in _problems(operation, case)
    }


def _answered(operation: Operation, case: UseCase, types: Mapping[Any, Document]) -> Document:
    return types[answers(case)] if operation.media == JSON else {"type": "string"}


def _problems(operation: Operation, case: UseCase) -> list[int]:
    found = {*ALWAYS, *(WITH_BODY if operation.method == "POST" else ())}
    if case.records:
        found.add(HTTPStatus.PRECONDITION_FAILED)
    if operation.revises:
        found.add(HTTPStatus.PRECONDITION_REQUIRED)
    return sorted(found)


def _problem(status: int) -> Document:
    return {"description": TITLES[status], "content": PROBLEM}


def _has_version(kind: Any) -> bool:  # noqa: ANN401
    return "version" in getattr(kind, "__annotations__", {})


def _closed(schema: Document) -> Document:
    return {**schema, "additionalProperties": False} if "properties" in schema else schema
