"""Where each argument of a use case stands in a request: in the path, the query or the body."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_origin

import attrs
from attrs import frozen

from minqing_core.application.asking import parameters, required
from minqing_core.application.catalogue import UseCase
from minqing_core.kernel.refusals import FieldFault, InvalidInputError
from minqing_http.operations import Operation
from minqing_http.refusals import MalformedError
from minqing_http.strict_json import read_object

TRUTH: Mapping[str, bool] = {"true": True, "false": False}


@frozen(kw_only=True)
class Parameter:
    """A value in the path or the query; *member* of an argument that has several."""

    name: str
    where: Literal["path", "query"]
    argument: str
    member: str | None
    type: Any
    required: bool

    @property
    def field(self) -> str:
        """How the office names it."""
        return self.argument if self.member is None else f"{self.argument}.{self.member}"

    @property
    def listed(self) -> bool:
        """Whether it is a list, which an address gives as JSON."""
        return get_origin(self.type) is tuple

    def read(self, text: str) -> Any:  # noqa: ANN401 - plain values
        """Return the value that a text stands for."""
        if self.listed:
            return _from_json(text)
        return TRUTH.get(text, text) if self.type is bool else text


def url_parameters(operation: Operation, case: UseCase) -> tuple[Parameter, ...]:
    """Return what an operation takes from its path and its query."""
    return (*_in_path(operation, case), *_in_query(operation, case))


def body_arguments(operation: Operation, case: UseCase) -> tuple[str, ...]:
    """Return what an operation takes from its body."""
    if operation.method != "POST":
        return ()
    return tuple(name for name in parameters(case) if not _is_in_path(operation, name))


def gathered(
    taken: tuple[Parameter, ...], path: Mapping[str, str], query: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Return the arguments that stand in a path and a query.

    Raises:
        InvalidInputError: the query has names that are not taken, or names them twice.
    """
    pairs = list(query)
    found = list(_faults(taken, Counter(name for name, _ in pairs)))
    if found:
        raise InvalidInputError(found)
    given: dict[str, Any] = {}
    texts = {**dict(pairs), **path}
    for parameter in taken:
        if parameter.name in texts:
            _put(given, parameter, parameter.read(texts[parameter.name]))
    return given


def twice(given: Mapping[str, Any], members: Mapping[str, Any]) -> Iterator[FieldFault]:
    """Yield the members of a body that the address says already."""
    for name in sorted(given.keys() & members.keys()):
        yield FieldFault(field=name, code="repeated", text="地址中已经写明，不要再填")


def _from_json(text: str) -> Any:  # noqa: ANN401 - plain values
    try:
        return read_object(f'{{"listed": {text}}}'.encode())["listed"]
    except MalformedError:
        return text


def _put(given: dict[str, Any], parameter: Parameter, value: Any) -> None:  # noqa: ANN401
    if parameter.member is None:
        given[parameter.argument] = value
    else:
        given.setdefault(parameter.argument, {})[parameter.member] = value


def _faults(taken: tuple[Parameter, ...], counted: Counter[str]) -> Iterator[FieldFault]:
    known = [parameter.name for parameter in taken if parameter.where == "query"]
    for name, times in counted.items():
        if name not in known:
            listed = "、".join(known) or "无"
            yield FieldFault(
                field=name, code="unknown-field", text=f"没有此项，可填的有：{listed}"
            )
        elif times > 1:
            yield FieldFault(field=name, code="repeated", text="只能填一次")


def _in_path(operation: Operation, case: UseCase) -> Iterator[Parameter]:
    for name, kind in parameters(case).items():
        if _is_in_path(operation, name):
            yield Parameter(
                name=name, where="path", argument=name, member=None, type=kind, required=True
            )


def _in_query(operation: Operation, case: UseCase) -> Iterator[Parameter]:
    if operation.method == "POST":
        return
    wanted = {n: t for n, t in parameters(case).items() if not _is_in_path(operation, n)}
    groups = Counter(kind for kind in wanted.values() if attrs.has(kind))
    for name, kind in wanted.items():
        if not attrs.has(kind):
            yield Parameter(
                name=name,
                where="query",
                argument=name,
                member=None,
                type=kind,
                required=name in required(case),
            )
            continue
        attrs.resolve_types(kind)
        for field in attrs.fields(kind):
            yield Parameter(
                name=field.name if groups[kind] == 1 else f"{name}.{field.name}",
                where="query",
                argument=name,
                member=field.name,
                type=field.type,
                required=False,
            )


def _is_in_path(operation: Operation, name: str) -> bool:
    return f"{{{name}}}" in operation.path
