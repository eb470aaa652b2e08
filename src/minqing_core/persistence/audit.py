"""The log held against its own Merkle leaves, nothing stored trusted."""

from collections.abc import Callable, Collection, Iterator, Sequence

from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.verdict import Audit, Finding
from minqing_core.kernel.refusals import StoreTroubleError
from minqing_core.persistence import library
from minqing_core.persistence.codec import Codec, Place
from minqing_core.persistence.ledger import Extent, Row, Store, Tables, row_leaf
from minqing_core.persistence.sealed_words import OpeningKey
from minqing_core.persistence.sealing import personal_values
from minqing_core.persistence.unreadable import DatabaseDamagedError, UnreadableEventError

_CHUNK = 1000
_LOWEST = -(2**63)
_COLUMNS = [int, str, int, str, bytes]

Found = tuple[object, ...]
Progress = Callable[[int, int], None]


class _Auditor:
    """What is known so far of the events gone through."""

    def __init__(self, codec: Codec, key: OpeningKey, sizes: Collection[int]) -> None:
        self._codec = codec
        self._key = key
        self.versions: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.frontier = Frontier()
        self.logged_at = 0
        self.position = 0
        self.size = 0
        self.roots: dict[int, str] = {}
        self._sizes = frozenset(sizes)

    def found(self, code: str, text: str, row: Found = (), at: int | None = None) -> None:
        """Note one thing that is not as it was written."""
        stream, version = row[1:3] if row else (None, None)
        position = _whole(row[0]) if row else at
        where = "" if position is None else f"第 {position} 条"
        which = f"（{_shown(stream)} 第 {_shown(version)} 步）" if row else ""
        self.findings.append(
            Finding(
                position=position,
                stream=_shown(stream) if row else None,
                version=version if isinstance(version, int) else None,
                code=code,
                text=f"{where}{which}{'：' if where else ''}{text}",
            )
        )

    def event(self, found: Found, leaf: Found | None) -> None:
        """Hold an event against its leaf and against those before it."""
        self._place(_whole(found[0]))
        if _whole(found[0]) > self.size:
            self.found("event-extra", f"登记只到第 {self.size} 条，此条不在其内", found)
        logged_at = self._time(found, leaf)
        if [type(value) for value in found] != _COLUMNS:
            self.found("leaf-mismatch", "存储的值格式不符", found)
            return
        row = Row(*found)  # type: ignore[arg-type]  # just checked
        if not _is_text(row.stream) or not _is_text(row.name):
            self.found("leaf-mismatch", "存储的文字不是 UTF-8", found)
            return
        hashed = row_leaf(row, logged_at)
        self.frontier = self.frontier.with_leaf(hashed)
        if self.frontier.size in self._sizes:
            self.roots[self.frontier.size] = self.frontier.root().hex()
        if leaf is None or leaf[2] != hashed:
            self.found("leaf-mismatch", "内容与写入时的指纹不符", row)
        else:
            self.logged_at = max(self.logged_at, logged_at)
        self._version(row)
        self._readable(row)

    def missing(self, leaf: Found) -> None:
        """Note a leaf that has no event."""
        position = _whole(leaf[0])
        self._place(position)
        self.found("event-missing", "有指纹而无记录，记录已被移除", at=position)

    def _place(self, position: int) -> None:
        if position < 1:
            self.found("event-extra", "位置编号小于 1，不是本系统写入", at=position)
            return
        if position != self.position + 1:
            gap = f"第 {self.position + 1} 条至第 {position - 1} 条不存在"
            self.found("position-gap", gap, at=self.position + 1)
        self.position = position

    def _time(self, row: Found, leaf: Found | None) -> int:
        logged_at = None if leaf is None else leaf[1]
        if not isinstance(logged_at, int):
            self.found("leaf-mismatch", "没有指纹或记录时间", row)
            return self.logged_at
        if logged_at < self.logged_at:
            self.found("time-decreases", "记录时间早于前一条", row)
        return logged_at

    def _version(self, row: Row) -> None:
        before = self.versions.get(row.stream, 0)
        if row.version != before + 1:
            self.found("version-gap", f"前一步为第 {before} 步，步数不连续", row)
        self.versions[row.stream] = row.version

    def _readable(self, row: Row) -> None:
        place = Place(row.position, row.stream, row.version, row.name)
        try:
            stored = self._codec.decode(row.state, place, self._key)
            for _, words in personal_values(stored.event):
                str(words)
        except UnreadableEventError as error:
            self.found(error.code, _shown(error.why), row)
        except StoreTroubleError:
            raise
        except library.PersistenceError as error:
            self.found("unreadable", f"密钥库无法读取：{_reason(error)}", row)


def _is_text(value: str) -> bool:
    return _shown(value) == value


def audit(
    store: Store,
    codec: Codec,
    key: OpeningKey,
    progress: Progress,
    sizes: Collection[int] = (),
) -> Audit:
    """Check every stored byte against the Merkle log; whatever is malformed is a finding.

    Raises:
        StoreTroubleError: the store went away meanwhile, of which nothing is said against it.
    """
    auditor = _Auditor(codec, key, sizes)
    for damage in store.damage():
        auditor.found("database-damaged", f"数据库文件损坏：{damage}")
    try:
        with store.inspecting() as tables:
            extent = tables.extent()
        auditor.size = _whole(extent.size)
        _walk(store, auditor, extent, progress)
        _compare(auditor, extent)
    except StoreTroubleError:
        raise
    except (library.PersistenceError, DatabaseDamagedError) as error:
        auditor.found("database-damaged", f"数据库无法读取：{_reason(error)}")
    return Audit(
        size=auditor.frontier.size,
        root=auditor.frontier.root().hex(),
        findings=tuple(auditor.findings),
        roots=auditor.roots,
    )


def _walk(store: Store, auditor: _Auditor, extent: Extent, progress: Progress) -> None:
    last = max(_whole(extent.last_event), _whole(extent.last_leaf))
    leaves = _leaves(store, last)
    leaf = next(leaves, None)
    for done, found in enumerate(_events(store, last, auditor)):
        position = _whole(found[0])
        while leaf is not None and _whole(leaf[0]) < position:
            auditor.missing(leaf)
            leaf = next(leaves, None)
        beside = leaf is not None and leaf[0] == position
        auditor.event(found, leaf if beside else None)
        leaf = next(leaves, None) if beside else leaf
        if done % _CHUNK == 0:
            progress(done, max(last, 0))
    while leaf is not None:
        auditor.missing(leaf)
        leaf = next(leaves, None)
    progress(max(last, 0), max(last, 0))


def _leaves(store: Store, last: int) -> Iterator[Found]:
    for rows in _chunks(store, lambda tables: tables.leaves, last):
        yield from rows


def _events(store: Store, last: int, auditor: _Auditor) -> Iterator[Found]:
    """Go through the events; of each stream the version before is known for one chunk at a time.

    Whoever kept in mind the versions of all streams would need more memory for a longer log.
    """
    for rows in _chunks(store, lambda tables: tables.stored, last):
        streams = {row[1] for row in rows if isinstance(row[1], str) and _is_text(row[1])}
        with store.inspecting() as tables:
            before = tables.versions_before(sorted(streams), _whole(rows[0][0]))
        auditor.versions = {stream: _whole(version) for stream, version in before}
        yield from rows


def _chunks(
    store: Store,
    table: Callable[[Tables], Callable[[int, int, int], Sequence[Found]]],
    last: int,
) -> Iterator[Sequence[Found]]:
    first = _LOWEST
    while True:
        with store.inspecting() as tables:
            rows = table(tables)(first, last, _CHUNK)
        if rows:
            yield rows
        if len(rows) < _CHUNK:
            return
        first = _whole(rows[-1][0]) + 1


def _compare(auditor: _Auditor, extent: Extent) -> None:
    size, reached = auditor.size, auditor.frontier
    if size > auditor.position:
        gone = f"第 {auditor.position + 1} 条至第 {size} 条已被移除"
        auditor.found("event-missing", gone, at=auditor.position + 1)
    stored = (extent.size, extent.nodes, extent.logged_at)
    if stored != (reached.size, b"".join(reached.nodes), auditor.logged_at):
        text = f"登记为 {_shown(extent.size)} 条，实存 {reached.size} 条，或其指纹与登记不符"
        auditor.found("frontier-mismatch", text)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _shown(value: object) -> str:
    return str(value).encode("utf-8", "backslashreplace").decode()


def _reason(error: Exception) -> str:
    return _shown(error) or type(error).__name__
