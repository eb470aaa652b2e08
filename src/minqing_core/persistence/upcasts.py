"""How events stored under earlier names are read today."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]
Upcast: TypeAlias = tuple[str, Callable[[Fields], Fields]]

UPCASTS: Mapping[str, Upcast] = {}


def upcast(name: str, fields: Fields, steps: Mapping[str, Upcast]) -> tuple[str, Fields]:
    """Follow the steps from a stored name until there is none for the name reached."""
    while name in steps:
        name, step = steps[name]
        fields = step(fields)
    return name, fields
