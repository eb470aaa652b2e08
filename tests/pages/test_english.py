"""Everything that the pages themselves say is said in English too."""

import ast
import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from tests.pages.visiting import Visited, Visitor

from minqing_core.application.reaching import VISIBLE
from minqing_core.application.scheme.categories import categories
from minqing_core.application.scheme.policy import RULES
from minqing_core.documents.papers import bulletin
from minqing_core.duties.kinds import KINDS
from minqing_core.kernel.refusals import InvalidInputError
from minqing_core.views import page_words
from minqing_core.views.labels import COUNTED, LABELS, counted
from minqing_http.pages.speech import values
from minqing_http.pages.table import PAGES
from minqing_http.problems import english

HERE = Path(str(files("minqing_http")))
QUOTED = re.compile(r"""["']([^"'<>]*[\u4e00-\u9fff][^"'<>]*)["']""")
DAYS = {"法定节假日", "调休上班", "周末", "工作日"}
STAGES = {"记民情", "解民忧", "暖民心"}
ROLES = ("org-clerk-1", "party-secretary", "lantang-secretary", "investigator")
READ = re.compile(r"""(?:>|(?:aria-label|data-label|title|summary)=")\s*([^<>"]+?)\s*["<]""")
PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _table(name: str) -> dict[str, str]:
    return tomllib.loads((HERE / "words" / f"{name}.toml").read_text(encoding="utf-8"))


ENGLISH, OF_LABELS = _table("en"), _table("labels.en")


def labels() -> set[str]:
    """Return what the core calls its codes, duties, passages, figures, scheme and days."""
    codes = {text for group in LABELS.values() for text in group.values() if text}
    kinds = {kind.title for kind in KINDS.values()}
    figures = {*bulletin.COUNTS.values(), *bulletin.LIMITS.values(), *STAGES, VISIBLE}
    passages = page_words.FACTS.values()
    scheme = {*(one.label for one in categories()), *(rule.title for rule in RULES)}
    units = {counted(""), *COUNTED.values()}
    return {*codes, *kinds, *figures, *passages, *scheme, *units, *DAYS}


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


def test_every_label_of_the_core_has_its_english_and_nothing_else_has() -> None:
    assert OF_LABELS.keys() ^ labels() == set()


def test_what_is_filled_in_stays() -> None:
    for chinese, words in ENGLISH.items():
        assert re.findall(r"\{\w*\}", chinese) == re.findall(r"\{\w*\}", words)


def test_the_pages_speak_english_where_that_is_chosen(town: Visited) -> None:
    visitor = town.visitor("lantang-secretary")
    visitor.cookies["minqing-lang"] = "en"

    seen = visitor.get("/cases/new")

    assert "Write down a matter" in seen.words
    assert "1. What is it about?" in seen.words
    assert not CHINESE.search(" ".join(re.findall(r"<label[^>]*>([^<]*)", seen.text)))


@pytest.fixture(scope="module")
def readers(town: Visited) -> Mapping[str, Visitor]:
    found = {role: town.visitor(role) for role in ROLES}
    for reader in found.values():
        reader.cookies["minqing-lang"] = "en"
    return found


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_a_page_in_english_leaves_no_word_of_its_own_in_chinese(
    town: Visited, readers: Mapping[str, Visitor], path: str
) -> None:
    at = town.at(path)
    told = (reader.get(at) for reader in readers.values())
    seen = next(one for one in told if one.status == 200)

    read = {html.unescape(text) for text in READ.findall(PICTURE.sub("", seen.text))}

    assert read & {*ENGLISH, *OF_LABELS} == {"中文"}


def test_a_refusal_says_in_english_what_it_means(readers: Mapping[str, Visitor]) -> None:
    seen = readers["org-clerk-1"].get("/cases/2001-000001")

    assert seen.status == 404
    heading = re.findall(r"<h1[^>]*>([^<]*)", seen.text)
    assert heading
    assert not CHINESE.search(heading[0])


def test_what_somebody_wrote_stays_as_it_is() -> None:
    assert values("en")("暂缓") == "Put off"
    assert values("en")("内容简单化、弄虚作假") == "Oversimplified, Falsified"
    assert values("en")("暂缓办理，等款到账") == "暂缓办理，等款到账"
    assert values("zh")("暂缓") == "暂缓"


def test_a_form_that_is_refused_says_in_english_what_it_means(
    readers: Mapping[str, Visitor],
) -> None:
    clerk = readers["org-clerk-1"]

    seen = clerk.send(clerk.get("/cases/new").form(), matter__title="")

    assert seen.status == 422
    assert english(InvalidInputError) in seen.words
