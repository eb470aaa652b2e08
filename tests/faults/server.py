"""The web as a process of its own, over a town's ground."""

from pathlib import Path

from tests.faults.ground import Ground, environment
from tests.http.process import Server


def serving(ground: Ground, key: str, log: Path, **setting: str) -> Server:
    """Begin to serve a town, without waiting; who asks has a key of its clerk."""
    given = {"MINQING_DB": ground.url, "MINQING_KEY_FILE": str(ground.key_file), **setting}
    return Server(key, {**environment(), **given}, log)
