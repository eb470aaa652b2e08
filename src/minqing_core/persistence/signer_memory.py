"""What the signer remembers: how far it signed, in a file of its own beside its key."""

import json
from pathlib import Path
from typing import Any

from attrs import frozen

from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.refusals import BrokenRecordError
from minqing_core.persistence.whole_files import write_whole

FORMAT = "minqing-signer/v1"
_NODE = 32


class SignerMemoryError(BrokenRecordError):
    """What was signed last is not known, so that nothing can be signed."""

    code = "signer-memory"
    text = "签署进度文件 {path} {trouble}，不知道上次签到哪里，不能再签；请由备份恢复此文件"


@frozen
class SignerMemory:
    """The file that keeps the tree that was signed last."""

    path: Path

    def read(self) -> Frontier:
        """Return the tree that was signed last.

        Raises:
            SignerMemoryError: it is not known.
        """
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return _frontier(found)
        except OSError as error:
            raise SignerMemoryError(
                path=self.path, trouble=f"无法读取（{error.strerror}）"
            ) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise SignerMemoryError(path=self.path, trouble="格式不符") from error

    def write(self, signed: Frontier) -> None:
        """Remember a tree, before its checkpoint is shown to anybody."""
        nodes = [node.hex() for node in signed.nodes]
        kept = {"format": FORMAT, "size": signed.size, "nodes": nodes}
        write_whole(self.path, f"{json.dumps(kept)}\n", 0o600)


def _frontier(found: Any) -> Frontier:  # noqa: ANN401 - whatever was read
    nodes = tuple(bytes.fromhex(node) for node in found["nodes"])
    size = found["size"]
    if found["format"] != FORMAT or len(nodes) != int(size).bit_count():
        raise ValueError(FORMAT)
    if any(len(node) != _NODE for node in nodes):
        raise ValueError(FORMAT)
    return Frontier(size, nodes)
