"""The forms of numbers and addresses that tell who somebody is, whoever they are (S80)."""

import re

from minqing_core.publicity.events import Removed

APART = r"[\s_*.\-‐-―－﹣−．·・•‧]"
GAP = rf"{APART}{{0,3}}"


def _figures(shape: str) -> str:
    """Return the pattern of figures, apart or not: d is any, the others stand for themselves."""
    parts = re.findall(r"\[[^]]*\]|.", shape)
    return GAP.join(r"\d" if part == "d" else part for part in parts)


def _one_of(*shapes: str) -> str:
    return f"(?:{'|'.join(map(_figures, shapes))})"


_AREA, _YEAR, _MONTH = _figures("[1-8]ddddd"), _one_of("19dd", "20dd"), _one_of("0[1-9]", "1[0-2]")
_DAY = _one_of("0[1-9]", "[12]d", "3[01]")
_IDENTITY = (
    r"\d{17}[\dXxＸｘ]",
    GAP.join((_AREA, _YEAR, _MONTH, _DAY, _figures("ddd[0-9XxＸｘ]"))),
    GAP.join((_AREA, _figures("dd"), _MONTH, _DAY, _figures("ddd"))),
)
_ACCOUNT = rf"[3-6]\d{{3}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{1,3}})?"
_ABROAD = rf"[（(]?(?:[+＋]|00)?{GAP}86[）)]?{GAP}"
_MOBILE = rf"(?:{_ABROAD})?{_figures('1[3-9]ddddddddd')}"
_CITY = rf"(?:[（(]?0\d{{2,3}}[）)]?|[+＋]{GAP}86{GAP}\d{{2,3}}){GAP}"
_FIXED = rf"{_CITY}[2-8](?:{GAP}\d){{6,7}}"
_DATE = r"(?:19|20)\d\d(?:\D|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
_SUM = r"\s*[元万亿米公亩平户人次个件吨斤%％]|[.．]\d"
_LOCAL = rf"(?<![A-Za-z第¥￥])(?!{_DATE})[2-8]\d{{3}}{GAP}\d{{4}}(?![A-Za-z]|{_SUM})"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+"

PATTERNS: tuple[tuple[Removed, re.Pattern[str]], ...] = (
    (Removed.IDENTITY_NUMBER, re.compile(rf"(?<!\d)(?:{'|'.join(_IDENTITY)})(?![\dXx])")),
    (Removed.ACCOUNT, re.compile(rf"(?<!\d){_ACCOUNT}(?!\d)")),
    (Removed.CONTACT, re.compile(_MAIL)),
    (Removed.CONTACT, re.compile(rf"(?<!\d)(?:{_MOBILE}|{_FIXED}|{_LOCAL})(?!\d)")),
)
