"""Reading the mapping files that clerks write, and the ones that ship with the office."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from minqing_core.documents.refusals import FileMissingError, MappingUnreadableError


def read_mapping(path: Path | None, shipped: str) -> dict[str, Any]:
    """Read a mapping file as plain values; without one, the one that ships under a name.

    Raises:
        FileMissingError: there is no such file.
        MappingUnreadableError: it is not written in TOML.
    """
    if path is None:
        return tomllib.loads((files(__package__) / shipped).read_text(encoding="utf-8"))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileMissingError(path=path) from error
    except (OSError, ValueError, RecursionError) as error:
        why = f"不是 UTF-8 编码的 TOML（{error}）"
        raise MappingUnreadableError(path=path, why=why) from error
