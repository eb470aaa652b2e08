#!/usr/bin/env python3
"""核验民情日记的案卷或回执: a verifier that needs Python and nothing of ours.

只需要 Python 3.8 以上和公布的公钥，不需要民情日记的软件，也不需要联网。

    python3 -I -S verify.py 案卷文件夹 --key 公钥
    python3 -I -S verify.py 回执文件 --key 公钥

核验通过时输出“完整”，以 0 退出，有原文未附的，写明是哪几条；
有问题时指出在哪一条，以 6 退出；用法不对以 2 退出。
--key 可写多次：记录的公钥，以及上级见证单位的公钥。--words 显示随附的文字。
--dossier 写明卷宗 dossier.json，与案卷核对；案卷文件夹中有的，不写也核对。
--known 可写多次：自己手中的检查点（公开栏、上级保存的）或回执，此件与其不符就不完整。
"""

import sys

if __name__ == "__main__":
    # Python looks first where this file lies: whoever hands on a folder could put a gzip.py there.
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        del sys.path[0]
    own = (sys.base_prefix, sys.base_exec_prefix)
    sys.path[:] = [place for place in sys.path if place.startswith(own)]

import argparse
import base64
import gzip
import hashlib
import json
import os
import re
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Set, Tuple

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
MALFORMED = (AttributeError, ValueError, LookupError, TypeError, OverflowError, RecursionError)
UNREADABLE = (OSError, EOFError, zlib.error, *MALFORMED)
MOST_BYTES, LINE, SHOWN, DEEPEST, LATEST = 256 * 2**20, 4096, 20, 40, 2**47
BEIJING = timezone(timedelta(hours=8))
EPOCH = datetime.fromtimestamp(0, BEIJING)
# MessagePack: what follows a tag, and in how many bytes it, or its length, is written.
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
TAGS = {0xCA: ("fixed", 4), 0xCB: ("fixed", 8), 0xDC: ("list", 2), 0xDD: ("list", 4)}
TAGS.update({0xDE: ("mapping", 2), 0xDF: ("mapping", 4)})
TAGS.update({0xCC + n: ("number", 1 << n) for n in range(4)})
TAGS.update({0xD0 + n: ("signed", 1 << n) for n in range(4)})
TAGS.update({0xD4 + n: ("fixed", 1 + (1 << n)) for n in range(5)})
SIGNER, WITNESS = EDWARDS = (1, 4)  # how the Ed25519 keys of those who sign and cosign begin
BUNDLE = ("checkpoint.txt", "headers.txt.gz", "matter.json", "words.json", "earlier.json")
DOSSIER = "dossier.json"
BESIDE = ("核验说明.txt", "verify.py", DOSSIER)
for first, kind in ((0xC4, "bytes"), (0xC7, "extension"), (0xD9, "text")):
    TAGS.update({first + n: (kind, 1 << n) for n in range(3)})
Point = Tuple[int, int, int, int]
Key = Tuple[str, bytes, int, bytes]
NAME = r"[^\s+]+"
RECEIPT, CHECKPOINT = "c2sp.org/tlog-proof@v1", "checkpoint.txt"


def add(p: Point, q: Point) -> Point:
    """Add two points of Ed25519 in extended coordinates (RFC 8032 §5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n: int, p: Point) -> Point:
    """Multiply a point by a number."""
    q = (0, 1, 1, 0)
    while n:
        q = add(q, p) if n & 1 else q
        p, n = add(p, p), n >> 1
    return q


def point(data: bytes) -> Point:
    """Return the point that 32 bytes stand for (RFC 8032 §5.1.3)."""
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_1 % P
    if len(data) != 32 or y >= P or x * x % P != square or (sign and not x):
        raise ValueError("no point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature is that of a message (RFC 8032 §5.1.7)."""
    try:
        s, (x, y, z, t) = int.from_bytes(signature[32:], "little"), point(public)
    except MALFORMED:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    back = times(int.from_bytes(hashed, "little") % L, (P - x, y, z, P - t))
    x, y, z, _ = add(times(s, BASE), back)
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    found = (y | (x & 1) << 255).to_bytes(32, "little")
    return len(signature) == 64 and s < L and found == signature[:32]


BASE = point(bytes([0x58]) + bytes([0x66]) * 31)


def is_sound(public: bytes) -> bool:
    """Say whether a key is a point of no small order: under another, signatures fit by chance."""
    try:
        x, y, z, _ = times(8, point(public))
    except MALFORMED:
        return False
    return x % P != 0 or (y - z) % P != 0


def unpack(data: bytes, at: int = 0, depth: int = 0) -> Tuple[Any, int]:
    """Return the MessagePack value at a place, and the place after it; floats are not read."""
    tag, at = data[at], at + 1
    if depth > DEEPEST or tag == 0xC1:
        raise ValueError("no value")
    if tag < 0x80 or tag >= 0xE0:
        return tag if tag < 0x80 else tag - 0x100, at
    if tag in CONSTANTS:
        return CONSTANTS[tag], at
    if tag < 0xC0:
        kind = "mapping" if tag < 0x90 else "list" if tag < 0xA0 else "text"
        count = tag & (0x1F if kind == "text" else 0x0F)
    else:
        kind, count = TAGS[tag]
        if kind in {"bytes", "extension", "text", "list", "mapping"}:
            count, at = int.from_bytes(data[at : at + count], "big"), at + count
    if kind in {"list", "mapping"}:
        items = []
        for _ in range(count * 2 if kind == "mapping" else count):
            item, at = unpack(data, at, depth + 1)
            items.append(item)
        return (dict(zip(items[::2], items[1::2])) if kind == "mapping" else items), at
    end = at + count + (kind == "extension")
    if end > len(data):
        raise ValueError("cut short")
    cut = data[at:end]
    if kind in {"number", "signed"}:
        return int.from_bytes(cut, "big", signed=kind == "signed"), end
    return (cut.decode() if kind == "text" else cut if kind == "bytes" else None), end


def is_sealed(value: Any) -> bool:
    """Say whether a value stands for sealed words: path, part, key, ciphertext, commitment."""
    return isinstance(value, list) and [*map(type, value)] == [str, str, int, bytes, bytes]


def values(value: Any, path: str = "") -> Iterable[Tuple[str, Any]]:
    """Go through the texts and numbers in a value by their path, sealed words by their own."""
    if is_sealed(value):
        yield value[0], value
    elif isinstance(value, (list, dict)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values(inner, f"{path}.{key}" if path else f"{key}")
    elif isinstance(value, (str, int)):
        yield path, value


def enveloped(state: Any) -> bool:
    """Say whether something is stored as events are, the last of eight values."""
    return isinstance(state, list) and len(state) == 8


def event_of(state: Any) -> Any:
    """Return what an event says, without its envelope."""
    return state[7] if enveloped(state) else state


def who(state: Any) -> str:
    """Say who recorded an event, for whom, and when they said that it happened."""
    if not enveloped(state):
        return ""
    actor, behalf, occurred = state[1], state[2], state[6]
    said = f"，{instant(occurred)} 发生" if isinstance(occurred, int) else ""
    return f" {actor}" + (f"（代 {behalf}）" if behalf else "") + said


def leaf(facts: List[bytes]) -> bytes:
    """Return the leaf of stream, version, name, time and the hash of the stored bytes."""
    return hashlib.sha256(b"\0minqing-leaf/v1\n" + b"\n".join(facts) + b"\n").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def grow(nodes: List[bytes], size: int, new: bytes) -> None:
    """Add a leaf to the complete subtrees of a tree of some size."""
    while size & 1:
        new, size = node(nodes.pop(), new), size >> 1
    nodes.append(new)


def root_of(nodes: List[bytes]) -> bytes:
    """Return the root of the tree that these complete subtrees make."""
    found = nodes[-1] if nodes else hashlib.sha256(b"").digest()
    for left in nodes[-2::-1]:
        found = node(left, found)
    return found


def climb(found: bytes, at: int, size: int, path: Iterable[bytes]) -> bytes:
    """Return the root to which a path leads from a leaf (RFC 9162 §2.1.3.2)."""
    last = size - 1
    for other in path:
        if at & 1 or at == last:
            found = node(other, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, other)
        at, last = at >> 1, last >> 1
    return b"" if last else found


def unbased(text: str) -> bytes:
    """Read base64 in its one canonical form."""
    found = base64.b64decode(text.encode(), validate=True)
    if base64.b64encode(found).decode() != text:
        raise ValueError("not canonical")
    return found


def instant(ms: int) -> str:
    """Show milliseconds since 1970 as the time of Beijing."""
    at = datetime.fromtimestamp(min(max(ms, 0), LATEST) / 1000, BEIJING)
    return f"{at:%Y-%m-%d %H:%M:%S}"


def regular(path: Path) -> Path:
    """Return the path of a file; a pipe, say, might never end."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def there(path: Path) -> bool:
    """Say whether there is something at a path, as far as one may look."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def shown(text: str) -> str:
    """Show a text so that nothing in it can pass for what the verifier says."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def whole(text: str) -> int:
    """Read a number that is written in the one way."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", text, re.ASCII):
        raise ValueError("no number")
    return int(text)


def hash_of(text: str) -> bytes:
    """Read a hash in base64."""
    found = unbased(text)
    if len(found) != 32:
        raise ValueError("no hash")
    return found


def signed_line(line: str) -> Tuple[str, bytes]:
    """Read a line under a note: who signed, then the number of the key and the signature."""
    dash, name, text = line.split(" ")
    value = unbased(text)
    if dash != "—" or not re.fullmatch(NAME, name) or len(value) < 5:
        raise ValueError("no signature")
    return name, value


class Note:
    """A checkpoint: origin, size, root, and the lines of those who signed it."""

    def __init__(self, text: str) -> None:
        """Read a note as c2sp.org/signed-note and tlog-checkpoint have it, and no other way."""
        body, blank, below = text.rpartition("\n\n")
        lines = below.split("\n")
        if not blank or "" in body.split("\n") or lines.pop() or not 1 <= len(lines) <= 64:
            raise ValueError("no note")
        self.origin, size, root = body.split("\n")[:3]
        self.size, self.root = whole(size), hash_of(root)
        self.text, self.lines = f"{body}\n".encode(), [*map(signed_line, lines)]

    def signed_by(self, key: Key) -> Optional[bool]:
        """Say whether every line of a key holds; None when it has no line, or is not read."""
        name, identity, algorithm, public = key
        lines = [v[4:] for named, v in self.lines if (named, v[:4]) == (name, identity)]
        if algorithm == WITNESS:
            holds = [signature_holds(public, self.cosigned(line), line[8:]) for line in lines]
        else:
            holds = [signature_holds(public, self.text, line) for line in lines]
        return all(holds) if lines and algorithm in EDWARDS else None

    def cosigned(self, line: bytes) -> bytes:
        """Return what a witness signs, by the time that its line begins with."""
        return b"cosignature/v1\ntime %d\n" % int.from_bytes(line[:8], "big") + self.text

    def time(self, key: Key) -> str:
        """Return when the holder of a key cosigned at the latest."""
        mine = [value for name, value in self.lines if (name, value[:4]) == key[:2]]
        return instant(max(int.from_bytes(value[4:12], "big") for value in mine) * 1000)

    def signed(self, keys: List[Key]) -> bool:
        """Say whether the log itself signed, by one of these keys."""
        own = [key for key in keys if (key[0], key[2]) == (self.origin, SIGNER)]
        holds = [self.signed_by(key) for key in own]
        return True in holds and False not in holds

    def has(self, leaf: bytes, at: int, path: List[bytes]) -> bool:
        """Say whether a leaf is in the tree, by the path from it to the root."""
        return at < self.size and climb(leaf, at, self.size, path) == self.root

    def __str__(self) -> str:
        """Return what it says, in a line."""
        return f"{self.origin} 第 {self.size} 条，根 {self.root.hex()}"


def receipt_of(text: str) -> Tuple[int, List[str], bytes, List[bytes], Note]:
    """Read a receipt: index, the facts of the leaf, the leaf, the path, the checkpoint."""
    above, _, below = text.partition("\n\n")
    first, extra, index, *path = above.split("\n")
    version, *facts, end = unbased(extra[6:]).decode().split("\n")
    proper = [RECEIPT, "extra ", "index ", "minqing-leaf/v1", "", 5]
    if [first, extra[:6], index[:6], version, end, len(facts)] != proper or len(path) > 64:
        raise ValueError("no receipt")
    at, _ = whole(index[6:]), whole(facts[3])
    return at, facts, leaf([f.encode() for f in facts]), [*map(hash_of, path)], Note(below)


Mark = Tuple[str, Note]
Place = Tuple[int, str]


class Report:
    """What is found wrong, and what is said when nothing is."""

    def __init__(self, keys: List[Key], *, words: bool) -> None:
        """Take the keys that are trusted, and whether words are to be shown."""
        self.keys, self.show = keys, words
        self.findings: List[str] = []
        self.untold = 0
        self.said: List[str] = []

    def found(self, text: str) -> None:
        """Note one thing that is wrong."""
        self.findings.append(text)

    def few(self, text: str) -> None:
        """Note one thing that is wrong, or count it where as much is wrong already."""
        if len(self.findings) < SHOWN:
            self.found(text)
        else:
            self.untold += 1

    def text(self, path: Path) -> str:
        """Read a text file, as far as it is one."""
        try:
            with regular(path).open("rb") as file:
                return file.read(MOST_BYTES).decode()
        except (OSError, ValueError):
            self.found(f"{path.name}：无法读取")
            return ""

    def json(self, path: Path, kind: str, member: str) -> Dict[str, Any]:
        """Read a JSON object of a kind, with a list in it."""
        try:
            read: Dict[str, Any] = json.loads(self.text(path))
            if read["format"] == f"minqing-{kind}/v1" and isinstance(read[member], list):
                return read
        except MALFORMED:
            pass
        self.found(f"{path.name}：格式不符")
        return {member: []}


class Matter(Report):
    """The events of the matter, by their position in the log, and what is told of them."""

    def __init__(self, keys: List[Key], *, words: bool) -> None:
        """Begin with none: ``headers`` come first, then what is stored, then its words."""
        super().__init__(keys, words=words)
        self.mine: Dict[int, List[bytes]] = {}
        self.states: Dict[int, Any] = {}
        self.commitments: Dict[Place, Optional[bytes]] = {}
        self.texts: Dict[Place, str] = {}

    def events(self, events: List[Any], stream: str) -> None:
        """Hold the matter's events against their headers, and read what is stored of them."""
        told = set()
        for number, item in enumerate(events, 1):
            try:
                position, state = item["position"], item["state"]
                facts = self.mine[position]
                stored = b"" if state is None else unbased(state)
                if position in told or not isinstance(position, int):
                    raise ValueError("twice")
            except MALFORMED:
                self.few(f"matter.json：第 {number} 项不是此件的记录，或格式不符")
                continue
            told.add(position)
            if state is not None and hashlib.sha256(stored).hexdigest().encode() != facts[4]:
                self.few(f"第 {position} 条：原文与其指纹不符")
            elif state is not None:
                self.event(position, stored)
        for position in [p for p in self.mine if p not in told]:
            self.few(f"第 {position} 条：此件的这一条没有附上")
        if not told:
            self.found(f"此件：检查点之内没有 {stream} 的记录")
        self.said.append(f"此件：{stream}，共 {len(told)} 条，无遗漏")
        if self.withheld():
            listed = "、".join(map(str, self.withheld()))
            self.said.append(f"第 {listed} 条只有目录，原文未附，理由须由出具人说明")

    def event(self, position: int, stored: bytes) -> None:
        """Read what is stored of an event, with the commitments of its sealed words."""
        try:
            self.states[position] = unpack(stored)[0]
            for path, value in values(self.states[position]):
                if is_sealed(value):
                    place = position, path
                    self.commitments[place] = None if place in self.commitments else value[4]
        except MALFORMED:
            self.few(f"第 {position} 条：原文无法读取")

    def withheld(self) -> List[int]:
        """Return where the bundle has a header of the matter and not what it is of."""
        return [position for position in self.mine if position not in self.states]

    def words(self, words: List[Any]) -> None:
        """Hold disclosed words against the commitments in the stored events."""
        for number, word in enumerate(words, 1):
            try:
                position, path, text = word["position"], word["path"], word["text"]
                if not re.fullmatch(r"[0-9a-f]{32}", word["salt"]):
                    raise ValueError("no salt: a longer one could hold the beginning of a text")
                salted = bytes.fromhex(word["salt"]) + path.encode() + b"\n" + text.encode()
                where, holds = f"第 {position} 条 {path}", hashlib.sha256(salted).digest()
                if self.commitments.get((position, path)) != holds:
                    self.few(f"{where[:LINE]}：文字与记录中的承诺值不符")
                self.texts[position, path] = text
            except MALFORMED:
                self.few(f"words.json：第 {number} 项格式不符")
        untold = len(self.commitments.keys() - self.texts.keys())
        self.said.append(f"文字：{len(self.texts)} 处与记录一致，所附原文中另有 {untold} 处未公开")

    def story(self) -> Iterable[str]:
        """Tell of each event when it was recorded, which step it is, of which kind, by whom."""
        self.said.append("时间为写入记录的时间（北京时间）：")
        for position, facts in self.mine.items():
            _, version, name, at, digest = [fact.decode("utf-8", "replace") for fact in facts]
            state, where = self.states.get(position), f"第 {position} 条"
            by = who(state) if position in self.states else "，原文未附"
            yield f"{where} {instant(int(at))} 第 {version} 步 {name}{by}"
            if self.show:
                yield f"{where} SHA-256：{digest}"
                for path, value in values(event_of(state)):
                    hidden = self.texts.get((position, path), "（未公开）")
                    yield f"{where} {path}：{hidden if is_sealed(value) else value}"


class Dossier(Matter):
    """A dossier of the matter, held against its events."""

    def dossier(self, path: Path, size: int) -> None:
        """Hold a dossier against the headers of its records, and its words against the log."""
        text = self.text(path)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.said.append(f"卷宗：{path.name}，SHA-256 {digest}，应与其封面所印的一致")
        try:
            read = json.loads(text)
            upto, page = read["position"], read["page"]
            self.records(read["records"], upto, read["on"], size)
            said = [(line["version"], line["fact"]) for line in page["said"]]
            matter = {name: page["matter"][name] for name in ("title", "text")}
            self.passages([(1, {"matter": matter}), *said], upto)
            self.unsaid({text for _, text in values(read)}, upto)
        except MALFORMED:
            self.found(f"{path.name}：格式不符")

    def records(self, records: List[Any], upto: int, day: str, size: int) -> None:
        """Hold the records that a dossier lists against their headers."""
        listed = {record["position"] for record in records}
        for record in records:
            position, at = record["position"], record["recorded_at"].replace("Z", "+00:00")
            ms = (datetime.fromisoformat(at) - EPOCH) // timedelta(milliseconds=1)
            facts = [record["stream"], record["version"], record["event"], ms, record["sha256"]]
            told = [f"{fact}".encode() for fact in facts]
            envelope = [record["actor"], record["on_behalf_of"]]
            state = self.states.get(position)
            same = state is None or not enveloped(state) or state[1:3] == envelope
            if position > size:
                self.said.append(f"卷宗第 {position} 条：在检查点之后，不在核验之内")
            elif self.mine.get(position) != told or not same:
                self.few(f"卷宗第 {position} 条：与记录不符")
        for position in [p for p in self.mine if p <= upto and p not in listed]:
            if instant(int(self.mine[position][3])) < day:
                self.few(f"卷宗第 {position} 条：此件的这一条没有列入")
            else:
                self.said.append(f"卷宗第 {position} 条：没有列入，卷宗按 {day} 的情况出具")

    def passages(self, said: List[Tuple[int, Any]], upto: int) -> None:
        """Hold what a dossier says that was recorded against what was."""
        positions = {int(facts[1]): position for position, facts in self.mine.items()}
        held, untold = 0, []
        for version, fact in said:
            position = positions.get(version, 0)
            if position not in self.states:
                untold.append(f"第 {version} 步")
            stored = dict(values(event_of(self.states.get(position))))
            for path, text in values(fact):
                if is_sealed(stored.get(path)):
                    places = [(position, path), *self.amended(version, path, upto)]
                    texts = [self.texts.get(place) for place in places]
                    held += text in texts
                    if text not in texts and None in texts:
                        untold.append(f"第 {position} 条 {path}")
                    elif text not in texts:
                        self.few(f"卷宗第 {position} 条 {path}：文字与记录不符")
                elif type(text) is type(stored.get(path)) and text != stored[path]:
                    self.few(f"卷宗第 {position} 条 {path}：与记录不符")
        self.said.append(f"卷宗所载各步文字：{held} 处与记录一致")
        if untold:
            self.said.append(f"卷宗所载而未随附，未核对：{'、'.join(untold)}")

    def unsaid(self, texts: Set[Any], upto: int) -> None:
        """Name the words on record that a dossier does not have."""
        places = [place for place, text in self.texts.items() if text not in texts]
        left = [f"第 {position} 条 {path}" for position, path in places if position <= upto]
        if left:
            self.said.append(f"随附而卷宗未载的文字：{'、'.join(left)}")
        self.said.append(
            "卷宗中的经过、职责、查明、知情由记录推出，不在核验之内，请与下列各条对照"
        )

    def amended(self, version: int, path: str, upto: int) -> Iterable[Place]:
        """Yield where words of a step were amended later."""
        for position, facts in self.mine.items():
            event = event_of(self.states.get(position))
            if facts[2] == b"diary.text-amended.v1" and isinstance(event, dict):
                amended = event.get("version"), event.get("field")
                if position <= upto and amended == (version, path.rpartition(".")[2]):
                    yield position, "text"


class Verification(Dossier):
    """A bundle or a receipt, held against what was signed of the log."""

    def __init__(self, keys: List[Key], *, words: bool) -> None:
        """Take the keys that are trusted, and whether words are to be shown."""
        super().__init__(keys, words=words)
        self.last, self.again = 0, ""
        self.witnesses: List[str] = []
        self.known: List[Mark] = []
        self.receipts: Dict[int, Tuple[str, bytes]] = {}
        self.dossiers: List[Path] = []

    def know(self, path: Path) -> None:
        """Take a checkpoint or a receipt that somebody else kept."""
        text = self.text(path)
        try:
            if text.startswith(RECEIPT):
                at, _, hashed, climbed, note = receipt_of(text)
                if not note.has(hashed, at, climbed):
                    raise ValueError("no proof")
                self.receipts[at + 1] = path.name, hashed
            else:
                note = Note(text)
        except MALFORMED:
            self.found(f"{path.name}：不是检查点，也不是有效的回执")
            return
        self.known.append((path.name, note))

    def note(self, text: str) -> Optional[Note]:
        """Read and judge the checkpoint."""
        try:
            note = Note(text)
        except MALFORMED:
            self.found("检查点：格式不符")
            return None
        if not note.signed(self.keys):
            self.found(f"检查点：没有 {note.origin} 的有效签名")
        self.witnesses = [*self.cosigners(note)]
        for name, identity, algorithm, _ in [key for key in self.keys if key[2] not in EDWARDS]:
            named = f"公钥 {name}+{identity.hex()}"
            self.said.append(f"{named}：其签名未核对（算法 0x{algorithm:02x}）")
        return note

    def cosigners(self, note: Note) -> Iterable[str]:
        """Yield who of the witnesses asked for cosigned the checkpoint, and when."""
        for key in sorted({key for key in self.keys if key[2] == WITNESS}):
            holds = note.signed_by(key)
            if holds:
                yield f"{key[0]}（{note.time(key)}）"
            elif holds is None:
                self.found(f"检查点：没有见证单位 {key[0]} 的签名")
            else:
                self.found(f"检查点：见证单位 {key[0]} 的签名无效")

    def receipt(self, path: Path) -> Optional[Note]:
        """Check that the event of a receipt is in the tree of its checkpoint."""
        text = self.text(path)
        note = self.note(text.partition("\n\n")[2])
        if note is None:
            return None
        try:
            at, facts, hashed, climbed, _ = receipt_of(text)
            self.last = int(facts[3])
            self.said.append(f"第 {at + 1} 条：{facts[0]} 第 {facts[1]} 步（{facts[2]}）")
            if not note.has(hashed, at, climbed):
                self.found(f"第 {at + 1} 条：回执与检查点的根不符")
        except MALFORMED:
            self.found("回执：格式不符")
        for name, mark in [known for known in self.known if self.signed(*known)]:
            if (mark.origin, mark.size) != (note.origin, note.size):
                self.said.append(f"未与 {name}（{mark}）核对：名称或条数不同，须以案卷核对")
            elif mark.root == note.root:
                self.said.append(f"与 {name} 一致（{mark}）")
            elif note.signed(self.keys):
                self.few(f"签过两个不同的过去：{name}（{mark}）与 {path.name}（{note}）")
        return note

    def bundle(self, folder: Path) -> Optional[Note]:
        """Check a folder: checkpoint, all leaf headers, the matter's events, words told."""
        note = self.note(self.text(folder / CHECKPOINT))
        matter = self.json(folder / "matter.json", "matter", "events")
        stream = matter["stream"] if isinstance(matter.get("stream"), str) else ""
        earlier = self.json(folder / "earlier.json", "earlier", "checkpoints")["checkpoints"]
        if note:
            marks: Dict[int, List[Mark]] = {}
            for name, mark in [*self.earlier(earlier, note), *self.known]:
                marks.setdefault(mark.size, []).append((name, mark))
            self.headers(folder / "headers.txt.gz", stream.encode("utf-8", "replace"), marks, note)
        self.strangers(folder)
        self.events(matter["events"], stream)
        self.words(self.json(folder / "words.json", "words", "words")["words"])
        for path in self.dossiers or [folder / DOSSIER] * there(folder / DOSSIER):
            self.dossier(path, note.size if note else 0)
        self.said += self.story()
        return note

    def strangers(self, folder: Path) -> None:
        """Name what lies in the folder and belongs to no bundle."""
        try:
            others = sorted({path.name for path in folder.iterdir()}.difference(BUNDLE, BESIDE))
        except OSError:
            others = ["（无法列出）"]
        if others:
            listed = "、".join(others[:SHOWN]) + ("…" if others[SHOWN:] else "")
            self.said.append(f"文件夹中另有不属于案卷的，未核验：{listed}")

    def earlier(self, earlier: List[Any], note: Note) -> Iterable[Mark]:
        """Yield earlier checkpoints, by which to say where things part."""
        others = 0
        for number, text in enumerate(earlier, 1):
            name = f"earlier.json 第 {number} 项"
            try:
                mark = Note(text)
            except MALFORMED:
                self.few(f"{name}：不是检查点")
                continue
            others += mark.origin != note.origin
            if mark.origin == note.origin:
                yield name, mark
        if others:
            self.said.append(f"earlier.json：另有 {others} 个检查点是其他名称的，未核对")

    def headers(self, path: Path, stream: bytes, marks: Dict[int, List[Mark]], note: Note) -> None:
        """Build the tree of all leaf headers, keep those of the matter, compare the roots."""
        nodes: List[bytes] = []
        size, roots = 0, {0: root_of(nodes)}
        try:
            with gzip.open(str(regular(path))) as lines:
                if lines.readline(LINE) != b"minqing-headers/v1\n":
                    self.found("headers.txt.gz：格式不符")
                for line in iter(lambda: lines.readline(LINE), b""):
                    if size == note.size:
                        self.found(f"第 {size + 1} 条起：超出检查点")
                        break
                    facts = line.rstrip(b"\n").rsplit(b"\t", 4)
                    hashed = leaf(facts)
                    grow(nodes, size, hashed)
                    size += 1
                    self.header(size, facts, stream)
                    if size in marks:
                        roots[size] = root_of(nodes)
                    if size in self.receipts and self.receipts[size][1] != hashed:
                        self.few(f"第 {size} 条：与回执 {self.receipts[size][0]} 所证的不是同一条")
        except UNREADABLE:
            self.found(f"headers.txt.gz：第 {size} 条之后无法读取")
        if size < note.size:
            self.found(f"第 {size + 1} 条至第 {note.size} 条：已被移除")
        self.compare(roots, marks, note, whole=root_of(nodes) == note.root)

    def header(self, position: int, facts: List[bytes], stream: bytes) -> None:
        """Look at one header: its form, its time, whether it is of the matter."""
        if len(facts) != 5 or not facts[3].isdigit() or len(facts[3]) > 15:
            self.few(f"第 {position} 条：格式不符")
            return
        if int(facts[3]) < self.last:
            self.few(f"第 {position} 条：记录时间早于前一条")
        self.last = max(self.last, int(facts[3]))
        if facts[2] == b"backups.epoch-begun.v1":
            self.again = self.again or f"；记录自第 {position} 条另起一期"
            self.said.append(f"第 {position} 条：此前签过的记录有丢失，自此另起一期，详情在该条")
        if facts[0] == stream:
            self.mine[position] = facts
            if facts[1] != b"%d" % len(self.mine):
                self.few(f"第 {position} 条：此件的步数不连续")

    def compare(
        self, roots: Dict[int, bytes], marks: Dict[int, List[Mark]], note: Note, *, whole: bool
    ) -> None:
        """Hold the tree against what was signed of it, and say where they part."""
        parted, same = [note.size] * (not whole), []
        for size, name, mark in [(n, *mark) for n in sorted(marks) for mark in marks[n]]:
            if roots.get(size) == mark.root:
                same.append(mark)
            if self.parts(name, mark, note, roots.get(size)):
                parted.append(size)
                here = f"{CHECKPOINT}（其第 {size} 条处的根 {roots[size].hex()}）"
                if whole and note.signed(self.keys):
                    self.few(f"签过两个不同的过去：{name}（{mark}）与 {here}{self.again}")
        if parted:
            end = min(parted)
            before = [mark for mark in same[::-1] if mark.size < end][:SHOWN]
            good = next((mark.size for mark in before if mark.signed(self.keys)), 0)
            self.found(f"第 {good + 1} 条至第 {end} 条：与签过的检查点不符，其中有改动")

    def parts(self, name: str, mark: Note, note: Note, root: Optional[bytes]) -> bool:
        """Say whether a checkpoint was signed of another tree than this one, of some root."""
        known, agrees = (name, mark) in self.known, root == mark.root
        needless = agrees or len(self.findings) >= SHOWN
        if (needless and not known) or not self.signed(name, mark):
            return False
        if mark.origin != note.origin and not self.again:
            self.few(f"{name}：是另一份记录的检查点（{mark}）")
            return False
        if mark.size > note.size:
            short = f"{name} 已签到第 {mark.size} 条，{CHECKPOINT} 只到第 {note.size} 条"
            self.few(f"记录比签过的短：{short}{self.again}")
        elif agrees:
            self.said.append(f"与 {name} 一致（{mark}）")
        return root is not None and not agrees

    def signed(self, name: str, mark: Note) -> bool:
        """Say whether a key that is trusted signed a checkpoint, and note when none did."""
        signed = mark.signed(self.keys)
        if not signed:
            self.few(f"{name}：没有 {mark.origin} 的有效签名")
        return signed


def key(text: str) -> Key:
    """Read a public key, ``name+id+key``, or the file that holds it."""
    try:
        text = text if "+" in text else regular(Path(text)).read_text(encoding="utf-8")
        name, identity, rest = text.strip().split("+", 2)
        raw = unbased(rest)
        named = hashlib.sha256(f"{name}\n".encode() + raw).digest()[:4]
        sound = raw[0] not in EDWARDS or is_sound(raw[1:])
        if named.hex() != identity or not re.fullmatch(NAME, name) or not sound:
            raise ValueError("no key")
    except (OSError, *MALFORMED) as error:
        raise argparse.ArgumentTypeError("不是公钥，应为 名称+编号+密钥") from error
    return name, named, raw[0], raw[1:]


def asked_for(words: Optional[List[str]]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="案卷文件夹或回执")
    parser.add_argument("--key", type=key, action="append", required=True, metavar="公钥")
    parser.add_argument("--words", action="store_true", help="显示随附的文字")
    for name, text in (
        ("--known", "自己手中的检查点或回执，可写多次"),
        ("--dossier", "与案卷核对的卷宗 dossier.json；缺省为案卷文件夹中的"),
    ):
        given: Any = {"type": Path, "action": "append", "default": [], "metavar": "文件"}
        parser.add_argument(name, help=text, **given)
    asked = parser.parse_args(words)
    for path in (asked.path, *asked.known, *asked.dossier):
        if not there(path):
            parser.error(f"没有 {shown(str(path))}，或无法读取")
    if asked.dossier and not asked.path.is_dir():
        parser.error("卷宗须与案卷文件夹核对")
    return asked


def main(words: Optional[List[str]] = None) -> int:
    """Verify what is named on the command line, and say what was found."""
    asked = asked_for(words)
    done, folder = Verification(asked.key, words=asked.words), asked.path.is_dir()
    done.dossiers = asked.dossier
    for path in asked.known:
        done.know(path)
    note = done.bundle(asked.path) if folder else done.receipt(asked.path)
    if note is None or done.findings:
        count = len(done.findings) + done.untold
        more = [f"另有 {done.untold} 处未列"] if done.untold else []
        findings = [f"✗ {shown(text)}" for text in done.findings + more]
        return say(6, f"不完整：发现 {count} 处问题", *findings)
    listed = "、".join(map(str, done.withheld()))
    unknown = "未与他人保存的检查点或回执核对（--known）：持有签名密钥的人可以另签一个过去"
    return say(
        0,
        f"完整，但第 {listed} 条只有目录，原文未附" if listed else "完整",
        f"记录：{shown(note.origin)}，检查点共 {note.size} 条",
        f"根：{note.root.hex()}",
        f"{'末条' if folder else '此条'}记于 {instant(done.last)}（北京时间）",
        *map(shown, done.said),
        *([] if done.known else [unknown]),
        f"见证：{'、'.join(map(shown, done.witnesses)) or '没有给出见证单位的公钥，未核对其签名'}",
        "检查点之后的记录和改动不在核验之内",
    )


def say(code: int, *lines: str) -> int:
    """Print lines to whoever still reads, and return how to end."""
    try:
        print(*lines, sep="\n", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    for out in (sys.stdout, sys.stderr):
        out.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
