"""Looking into a packed file before it is unpacked: by what it declares and by what it holds."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from minqing_core.documents.refusals import FileTooLargeError, FileUnreadableError

MOST_UNPACKED = 256 * 2**20
MOST_CELLS = 20_000_000
MOST_MEMBERS = 10_000
PIECE = 2**20
LOCAL_HEADER = 30
NAME_AND_EXTRA = struct.Struct("<26x2H")
PLACE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def require_modest(path: Path) -> None:
    """Refuse a packed file that unpacks to more than is taken in; other files pass.

    Raises:
        FileTooLargeError: it declares more, holds more, or its cells lie too far apart.
        FileUnreadableError: it is damaged.
    """
    if not is_zipfile(path):
        return
    try:
        with ZipFile(path) as packed, path.open("rb") as raw:
            _require_declared(packed, path)
            _require_actual(packed.infolist(), raw, path)
    except (BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError) as error:
        raise FileUnreadableError(path=path, why="压缩内容已损坏") from error


def _require_declared(packed: ZipFile, path: Path) -> None:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise _too_large(path)


def _require_actual(members: list[ZipInfo], raw: BinaryIO, path: Path) -> None:
    unpacked = 0
    for member in members:
        widest = tallest = 1
        sheet = "worksheets/" in member.filename
        before = b""
        for piece in _pieces(member, raw):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise _too_large(path)
            for column, row in PLACE.findall(before + piece) if sheet else ():
                widest, tallest = max(widest, _number(column)), max(tallest, int(row))
            before = piece[-200:]
        if widest * tallest > MOST_CELLS:
            what = f"的单元格分布过广（{widest} 列 × {tallest} 行），"
            raise FileTooLargeError(path=path, what=what, most=f"{MOST_CELLS} 格")


def _pieces(member: ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    raw.seek(member.header_offset)
    name, extra = NAME_AND_EXTRA.unpack(raw.read(LOCAL_HEADER))
    raw.seek(name + extra, 1)
    left = member.compress_size
    inflating = (
        zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == ZIP_DEFLATED else None
    )
    while left > 0 and (packed := raw.read(min(left, PIECE))):
        left -= len(packed)
        if inflating is None:
            yield packed
            continue
        while packed and not inflating.eof:
            yield inflating.decompress(packed, PIECE)
            packed = inflating.unconsumed_tail


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(path: Path) -> FileTooLargeError:
    return FileTooLargeError(path=path, what="解压后", most=f"{MOST_UNPACKED >> 20} MiB")
