"""What pages say, in Chinese as it is written, or in English where that was chosen."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from minqing_core.application.catalogue import CATALOGUE
from minqing_core.kernel import periods
from minqing_http.operations import BY_USE_CASE

PERIOD = re.compile(r"\d{4}-[QHW]\d{1,2}", re.ASCII)
JOINED = "、"


@cache
def translations(language: str) -> Callable[[str], str]:
    """Return what says in a language what pages say of themselves."""
    if language == "zh":
        return str
    words = {**_table(f"labels.{language}"), **_table(language)}
    return lambda said: words.get(said, said)


@cache
def values(language: str) -> Callable[[str], str]:
    """Return what says in a language what answers hold: labels of codes, alone or several.

    What people wrote is no label, and stays.
    """
    if language == "zh":
        return str
    words = {**_titles(), **_table(language), **_table(f"labels.{language}")}

    def said(text: str) -> str:
        parts = [text] if text in words else text.split(JOINED)
        return ", ".join(words[part] for part in parts) if words.keys() >= {*parts} else text

    return said


def joined(language: str) -> str:
    """Return what stands between the parts of a list."""
    return JOINED if language == "zh" else ", "


def said_of_time(text: str, language: str) -> str:
    """Return a period that is written as a code, as people say it; any other text as it is."""
    one = periods.period(text) if PERIOD.fullmatch(text) else None
    if one is None:
        return text
    if language == "zh":
        return periods.spoken(one)
    if isinstance(one, periods.Week):
        return f"week {one.number} of {one.year} ({one.first:%d %b} to {one.last:%d %b})"
    return f"{text[5:]} {one.year}"


@cache
def _table(name: str) -> dict[str, str]:
    text = files("minqing_http").joinpath(f"words/{name}.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)
    return words


def _titles() -> dict[str, str]:
    """Return what use cases are called, each with what it does."""
    return {one.title: CATALOGUE[name].summary for name, one in BY_USE_CASE.items()}
