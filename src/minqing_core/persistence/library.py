"""The errors of the event-sourcing library, imported when one is raised or met.

A command that only reads would wait for that import longer than for what it reads.
"""

from importlib import import_module


def __getattr__(name: str) -> type[Exception]:
    found: type[Exception] = getattr(import_module("eventsourcing.persistence"), name)
    return found
