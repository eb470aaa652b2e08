"""民情日记 as a library: the record a town keeps of its people's troubles.

>>> from minqing_core import open_office
>>> office = open_office("memory:")
>>> office.close()
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minqing_core.bootstrap import open_office

__version__ = "0.1.0"
__all__ = ["__version__", "open_office"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what is opened lazily
    if name == "open_office":
        from minqing_core.bootstrap import open_office  # noqa: PLC0415 - costs 60 ms to import

        return open_office
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
