"""A paper as one page for a browser: everything in one file, without scripts."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from minqing_core.documents.papers.paper import Paper


def web(paper: Paper) -> bytes:
    """Return a paper as one file of HTML that needs nothing beside it."""
    return _template().render(paper=paper).encode()


@cache
def _template() -> Template:
    text = (files(__package__) / "templates" / "paper.html").read_text(encoding="utf-8")
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.from_string(text)
