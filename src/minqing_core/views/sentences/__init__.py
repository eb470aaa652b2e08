"""Each event as a plain sentence that a person of the office would say."""

from importlib import import_module
from typing import Any

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.views.sentences.wording import Names, Sentences, excerpt

__all__ = ["Names", "excerpt", "sentence", "sentences"]


def sentences(context: str) -> Sentences:
    """Return how the events of a context are told."""
    found: Sentences = import_module(f"{__name__}.{context}").SENTENCES
    return found


def sentence(envelope: Envelope[Any], names: Names) -> str:
    """Tell what happened; *names* gives the name of a person or unit by its id."""
    kind = type(envelope.event)
    told = sentences(kind.__module__.split(".")[1])[kind](envelope.event, names)
    who = names(envelope.actor)
    if envelope.on_behalf_of is not None:
        who = f"{who}代{names(envelope.on_behalf_of)}"
    late = civil_date(envelope.recorded_at) - civil_date(envelope.occurred_at)
    return f"{who}{told}{f'（补记 {late.days} 日）' if late.days else ''}"
