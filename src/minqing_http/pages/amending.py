"""The form on which one thing is corrected: chosen from what there is, and asked for as it is."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from minqing_core.views import page_words
from minqing_core.views.labels import LABELS, label
from minqing_http.pages.fields import Asked, Field, Kind, Texts, lines
from minqing_http.pages.page import Plain
from minqing_http.pages.words import LONG, word

CHOICES = frozenset({"kind", "channel", "urgency"})
KINDS: Mapping[str, Kind] = {"place": "unit", "learned_at": "date", "occurred_on": "date"}
VERSION, FIELD, VALUE = "amendment.version", "amendment.field", "amendment.value"


def amending(
    asked: Sequence[Asked], around: Plain, texts: Texts
) -> tuple[tuple[Asked, ...], Plain]:
    """Return the fields of the form, with what there is to correct and what was chosen of it."""
    version, field = (("", *lines(texts.get(name, ())))[-1] for name in (VERSION, FIELD))
    of = [
        one
        for one in _items(around["about"])
        if version in {"", str(one["version"])} and field in {"", one["field"]}
    ]
    item = of[0] if len(of) == 1 else None
    fields = asked if item is None else [_as_it_is(one, str(item["field"])) for one in asked]
    return tuple(fields), {"items": of, "item": item}


def _items(about: Plain) -> Iterator[Plain]:
    for one in about["amendable"]:
        field, value = one["field"], one["value"]
        day = value[:10] if KINDS.get(field) == "date" else value
        yield {
            **one,
            "value": day,
            "label": word(field),
            "of": "" if one["version"] == 1 else page_words.FACTS.get(one["kind"], one["kind"]),
            "now": _read(about, field, day),
        }


def _read(about: Plain, field: str, value: str) -> str:
    if field == "place":
        return str(about["matter"]["place_name"])
    return label(field, value) if field in CHOICES else value


def _as_it_is(one: Asked, field: str) -> Asked:
    if one.name != VALUE or not isinstance(one, Field):
        return one
    if field in CHOICES:
        return attrs.evolve(one, kind="choice", choices=tuple(LABELS[field].items()))
    kind: Kind = KINDS.get(field, "text" if field in LONG else "line")
    return attrs.evolve(one, kind=kind)
