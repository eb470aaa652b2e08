"""Every event that is ever stored, by the name it is stored under."""

from collections.abc import Mapping

EVENT_TYPES: Mapping[str, type] = {}
