"""民情日记 as a library: the record a town keeps of its people's troubles.

>>> from minqing_core import Act, answer, found_town, open_office
>>> with open_office("memory:") as office:
...     clerk = found_town(office, town="大涌镇", clerk="王小明", login=None).clerk
...     answer(office, "case.count", Act(actor=clerk), {})["total"]
0
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minqing_core.application.asking import answer, perform
    from minqing_core.application.founding import found_town
    from minqing_core.application.moments import When
    from minqing_core.application.office import Office
    from minqing_core.bootstrap import open_office
    from minqing_core.kernel.envelope import Act, Envelope
    from minqing_core.kernel.refusals import RefusalError

__version__ = "0.1.0"
__all__ = [
    "Act",
    "Envelope",
    "Office",
    "RefusalError",
    "When",
    "__version__",
    "answer",
    "found_town",
    "open_office",
    "perform",
]

_HOMES = {
    "Act": "kernel.envelope",
    "Envelope": "kernel.envelope",
    "Office": "application.office",
    "RefusalError": "kernel.refusals",
    "When": "application.moments",
    "answer": "application.asking",
    "found_town": "application.founding",
    "open_office": "bootstrap",
    "perform": "application.asking",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each is imported only when it is asked for
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
