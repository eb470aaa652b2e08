"""The record since which a matter has stood as it does (S25, S26)."""

import attrs

from minqing_core.views.case_file import CaseFile


def turned_by(file: CaseFile) -> int:
    """Return the version of the record by which the status came to be what it is."""
    said = file.said
    while said and attrs.evolve(file, said=said[:-1]).status is file.status:
        said = said[:-1]
    return said[-1].version if said else 1
