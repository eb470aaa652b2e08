"""为什么是这个状态: each derived status of a matter with the records that make it so."""

from attrs import frozen

from minqing_core.replay.sources import Source


@frozen(kw_only=True)
class Reason:
    """A status that is derived and recorded nowhere: what it is, why, and by which records."""

    what: str
    what_text: str
    value: str
    value_text: str
    because: str
    evidence: tuple[Source, ...]
