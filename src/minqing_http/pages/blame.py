"""At which field of a form a refusal is said: that to blame, or that whose value it names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_http.pages.page import Plain

OF_NOW = frozenset({"now", "today", "meanwhile"})


def blamed(refusal: RefusalError, names: Sequence[str], given: Plain) -> tuple[str, ...]:
    """Return the names, among these, of the fields that a refusal speaks of.

    A value that stands in several fields blames that which goes by the name of what is refused,
    and otherwise none.
    """
    told = tuple(name for name in names if _leaf(name) in refusal.fields)
    if told:
        return told
    typed = dict(_typed(given, ""))
    refused = {name: _written(fact) for name, fact in refusal.facts.items() if name not in OF_NOW}
    held = [name for name, texts in typed.items() if not texts.isdisjoint(refused.values())]
    alike = [name for name in held if refused.get(_leaf(name)) in typed[name]]
    return tuple(alike or (held if len(held) == 1 else ()))


def _leaf(name: str) -> str:
    return name.rpartition(".")[2]


def _typed(given: Any, path: str) -> Iterator[tuple[str, frozenset[str]]]:  # noqa: ANN401
    if isinstance(given, Mapping):
        for name, value in given.items():
            yield from _typed(value, f"{path}.{name}" if path else name)
    elif isinstance(given, list) and given and isinstance(given[0], Mapping):
        for number, value in enumerate(given):
            yield from _typed(value, f"{path}.{number}")
    elif given is not None:
        yield path, frozenset(map(str, given if isinstance(given, list) else [given]))


def _written(fact: object) -> str:
    if isinstance(fact, datetime):
        return civil_date(fact).isoformat()
    return fact.isoformat() if isinstance(fact, date) else str(fact)
