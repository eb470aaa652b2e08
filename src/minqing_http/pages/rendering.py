"""Templates filled in: in Chinese, or in English where that was chosen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from minqing_core.application.scheme.policy import RULES
from minqing_core.kernel import periods
from minqing_core.kernel.periods import civil_date
from minqing_core.views.labels import label
from minqing_http.pages.fields import lines
from minqing_http.pages.menu import menu_of
from minqing_http.pages.page import Plain, Worded
from minqing_http.pages.speech import joined, said_of_time, translations, values
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import word

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGES = ("zh", "en")
HERE = ZoneInfo("Asia/Shanghai")
MINUTE = len("2026-01-05T09:30")


class Given(dict[str, str]):
    """What an address says; what it leaves out is empty."""

    def __missing__(self, _name: str) -> str:
        return ""


def render(template: str, visitor: Visitor, at: str, said: Mapping[str, Any]) -> str:
    """Return a page; *at* is its own address, to which the choices at its foot come back."""
    made = _environment(visitor.language).get_template(f"pages/{template}")
    return made.render(visitor=visitor, menu=menu_of(visitor), at=at, **said)


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("minqing_http"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=translations(language))
    made.filters.update(
        day=_day,
        minute=_minute,
        label=partial(_label, language=language),
        cell=partial(cell, language=language),
        named=_named,
        worded=_worded,
        filled=_filled,
        lines=lines,
        called=_called,
    )
    made.globals.update(language=language, clauses={rule.clause: rule.quote for rule in RULES})
    return made


def cell(value: object, group: Worded | None = None, language: str = "zh") -> str:
    """Return a plain value as people read it in a table; a code by the words of its group."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return _share(value) if value.keys() >= {"count", "of"} else ""
    if isinstance(value, list | tuple):
        return joined(language).join(cell(one, group, language) for one in value)
    return values(language)(said_of_time(_text(value, group), language))


def _text(value: object, group: Worded | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    if group is not None:
        return label(group, text) if isinstance(group, str) else group(text)
    return _minute(text) if _is_instant(text) else text


def _filled(columns: Mapping[str, str], rows: Sequence[Plain]) -> dict[str, str]:
    """Return the columns in which some row has something."""
    return {
        name: heading for name, heading in columns.items() if any(cell(row[name]) for row in rows)
    }


def _called(value: str, choices: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Return what to type for somebody: their name, where nobody else goes by it."""
    numbers = (number for number, _ in choices.get("person", ()))
    names = (called for called, _ in choices.get("called", ()))
    return dict(zip(numbers, names, strict=True)).get(value, value)


def _share(share: Mapping[str, Any]) -> str:
    if share["of"] is None:
        return str(share["count"])
    percent = share.get("percent")
    return f"{share['count']}/{share['of']}" + ("" if percent is None else f"（{percent}%）")


def _is_instant(text: str) -> bool:
    return len(text) > MINUTE and text[10:11] == "T" and text[:4].isdecimal()


def _day(text: str | None) -> str:
    """Return the day of an instant, or a day as it is."""
    if not text:
        return ""
    if "T" not in text:
        return text
    return civil_date(datetime.fromisoformat(text)).isoformat()


def _minute(text: str | None) -> str:
    if not text:
        return ""
    at = datetime.fromisoformat(text).astimezone(HERE)
    return f"{at:%Y-%m-%d %H:%M}"


def _label(code: str | None, group: str, language: str) -> str:
    return values(language)(label(group, code))


@pass_context
def _worded(context: Context, text: str) -> str:
    """Return a title with what the address says in it."""
    return text.format_map(Given(context.get("words") or {}))


def _named(field: str) -> str:
    """Return what people read for the field of a fault."""
    return word(".".join(part for part in field.split(".") if not part.isdecimal()))


def written_out(day: date, language: str) -> str:
    """Return a day as a page says it."""
    if language == "en":
        return f"{day:%A, %d %B %Y}"
    return periods.written_out(day)
