"""Trees, proofs and notes made by another implementation: Go's sumdb, run once for these tests."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("sumdb_vectors.json").read_text(encoding="utf-8")
)
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]
NOTES: list[dict[str, str]] = VECTORS["notes"]
