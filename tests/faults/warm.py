"""Imported before processes are forked, so that a writer writes at once."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.faults import writer
from tests.faults.ground import founded, lived

__all__ = ["writer"]

with TemporaryDirectory() as scratch, founded(Path(scratch)).open() as office:
    lived(office, 2, Random(0))
