"""Histories: what was asked and what was answered, one JSON object a line, one file a process."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class History:
    """The file of one process; a line is written before anything else is done."""

    def __init__(self, file: Path) -> None:
        """Go on in a file, or begin it."""
        self._into = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def asked(self, key: str, /, **what: Any) -> None:
        """Note a request before it is made."""
        self._note({"asked": key, **what})

    def answered(self, key: str, /, **what: Any) -> None:
        """Note an answer."""
        self._note({"answered": key, **what})

    def refused(self, key: str, code: str) -> None:
        """Note that a request was refused: nothing may be on record of it."""
        self._note({"refused": key, "code": code})

    def failed(self, key: str, why: str) -> None:
        """Note that it is not known what came of a request."""
        self._note({"failed": key, "why": why})

    def stood(self, size: int, root: str) -> None:
        """Note where the record ended and what its root was."""
        self._note({"size": size, "root": root})

    def close(self) -> None:
        """Let the file go."""
        os.close(self._into)

    def _note(self, line: dict[str, Any]) -> None:
        text = json.dumps({**line, "at": time.monotonic_ns()}, ensure_ascii=False)
        os.write(self._into, f"{text}\n".encode())


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """Go through the lines of every history in a folder."""
    for file in sorted(folder.glob("*.jsonl")):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[dict[str, Any]]:
    """Go through the lines of a history; a last line that was cut by a kill is none."""
    if file.exists():
        text = file.read_text(encoding="utf-8")
        for line in text[: text.rfind("\n") + 1].splitlines():
            yield json.loads(line)


def open_requests(file: Path) -> list[dict[str, Any]]:
    """Return the requests of a history that were never answered, as they were asked."""
    found: dict[str, dict[str, Any]] = {}
    for line in read_file(file):
        if "asked" in line:
            found[line["asked"]] = line
        for over in ("answered", "refused"):
            found.pop(line.get(over, ""), None)
    return [*found.values()]
