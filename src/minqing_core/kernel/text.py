"""What people may write: kept as they wrote it, or refused."""

import re
import unicodedata
from functools import cache
from typing import NewType

MAX_NAME = 100

ForeignText = NewType("ForeignText", str)

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DIRECTIONAL = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def fault_in_text(text: str) -> str | None:
    """Say what makes a text impossible to keep, or None; its length has no limit (S32)."""
    found = UNWRITABLE.search(text)
    return (
        None if found is None else f"含有不能保存的控制字符（U+{ord(found.group()):04X}），请删去"
    )


def fault_in_name(name: str) -> str | None:
    """Say what makes a name unfit, or None."""
    if not name.strip():
        return "不能为空"
    if len(name) > MAX_NAME:
        return f"共 {len(name)} 字，超过 {MAX_NAME} 字"
    hidden = DIRECTIONAL.search(name)
    if hidden is not None:
        return f"含有看不见的字符（U+{ord(hidden.group()):04X}），请删去"
    if "\n" in name or "\t" in name:
        return "不能含有换行或制表符"
    return fault_in_text(name)


def composed(text: str) -> str:
    """Return a text in its composed form (NFC), the form that is kept."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> str:
    """Return the words of a text, lower case, each Han character a word of its own."""
    return " ".join(_word().findall(unicodedata.normalize("NFKC", text).casefold()))


def found_in(asked: str | None, *texts: str) -> bool:
    """Say whether every part of what is asked for occurs in one of the texts."""
    said = [_alike(text) for text in texts]
    return all(any(part in text for text in said) for part in _alike(asked or "").split())


def _alike(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?![\W_])[{HAN}]|[^\W_{HAN}]{{1,64}}")
