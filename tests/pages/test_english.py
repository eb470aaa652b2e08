"""Everything that the pages themselves say is said in English too."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tests.pages.visiting import Visited

HERE = Path(str(files("minqing_http")))
QUOTED = re.compile(r"""["']([^"'<>]*[\u4e00-\u9fff][^"'<>]*)["']""")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = tomllib.loads((HERE / "words" / "en.toml").read_text(encoding="utf-8"))


def said() -> set[str]:
    return {*_in_templates(), *_declared()}


def _in_templates() -> Iterator[str]:
    for path in (HERE / "templates" / "pages").glob("*.html"):
        yield from QUOTED.findall(path.read_text(encoding="utf-8"))


def _declared() -> Iterator[str]:
    """Yield whole texts of the declarations, without what is filled into others."""
    for path in (HERE / "pages").glob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        parts = {id(p) for node in nodes if isinstance(node, ast.JoinedStr) for p in node.values}
        told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and CHINESE.search(text) and id(node) not in parts | told:
                yield text


def test_every_word_has_its_english() -> None:
    assert said() - ENGLISH.keys() == set()


def test_nothing_is_translated_that_nobody_says() -> None:
    assert ENGLISH.keys() - said() == set()


def test_what_is_filled_in_stays() -> None:
    for chinese, english in ENGLISH.items():
        assert re.findall(r"\{\w*\}", chinese) == re.findall(r"\{\w*\}", english)


def test_the_pages_speak_english_where_that_is_chosen(town: Visited) -> None:
    visitor = town.visitor("lantang-secretary")
    visitor.cookies["minqing-lang"] = "en"

    seen = visitor.get("/cases/new")

    assert "Write down a matter" in seen.words
    assert "1. What is it about?" in seen.words
    assert not CHINESE.search(" ".join(re.findall(r"<label[^>]*>([^<]*)", seen.text)))
