"""How matters belong together: duplicates, merged matters, parts split off (S30)."""

from attrs import frozen

from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class LinkedAsDuplicate:
    """The matter was found to be the same as another."""

    of: CaseId
    reason: Personal


@frozen(kw_only=True)
class DuplicateFound:
    """Another matter was found to be the same as this one."""

    duplicate: CaseId


@frozen(kw_only=True)
class DuplicateUnlinked:
    """The matter was found not to be the same as the other after all."""

    of: CaseId
    reason: Personal


@frozen(kw_only=True)
class DuplicateReleased:
    """Another matter was found not to be the same as this one after all."""

    duplicate: CaseId


@frozen(kw_only=True)
class MergedInto:
    """The matter goes on being handled within another."""

    whole: CaseId
    reason: Personal


@frozen(kw_only=True)
class TookIn:
    """Another matter goes on being handled within this one."""

    part: CaseId


@frozen(kw_only=True)
class MergeUndone:
    """The matter is handled by itself again."""

    whole: CaseId
    reason: Personal


@frozen(kw_only=True)
class PartReleased:
    """Another matter is no longer handled within this one."""

    part: CaseId


@frozen(kw_only=True)
class SplitFrom:
    """The matter was part of another, and was written down by itself."""

    whole: CaseId
    reason: Personal


@frozen(kw_only=True)
class SplitOff:
    """Part of this matter was written down by itself."""

    part: CaseId
