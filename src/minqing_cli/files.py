"""Files that a command writes."""

from collections.abc import Mapping
from pathlib import Path

from minqing_cli import output
from minqing_cli.refusals import Refusal


def keep(path: Path, made: bytes) -> None:
    """Write a file, and say so.

    Raises:
        Refusal: it cannot be written there.
    """
    try:
        path.write_bytes(made)
    except OSError as error:
        raise Refusal("file-unwritable", f"无法写入 {path}：{error.strerror}") from error
    output.say(f"已写入 {path}")


def keep_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where there is none.

    Raises:
        Refusal: they cannot be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("file-unwritable", f"无法写入 {folder}：{error.strerror}") from error
    for name, made in files.items():
        keep(folder / name, made)
