"""Read a stream, decide, record: the only way anything is recorded."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import attrs
import msgspec
from attrs import field, frozen

from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft, drafted
from minqing_core.application.readable import readable
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import (
    KeyUnfitError,
    LogGrewError,
    OccurredInFutureError,
    RefusalError,
    SeenStaleError,
    StreamMovedError,
)
from minqing_core.views.sentences import sentence

NUMBERED = "#"
TRIES = 3
Decide: TypeAlias = Callable[[Sequence[Any], datetime], Sequence[Any]]
KEY = re.compile(r"[!-~]{1,128}")


@frozen(kw_only=True)
class Recorded:
    """What a request recorded; nothing when everything was so already."""

    stream: StreamId
    version: int
    position: int
    events: tuple[Envelope[Any], ...]


@frozen(kw_only=True)
class Request:
    """What is asked of one stream: by which act, and the streams its answer relies on.

    ``whole_log`` says that the answer rests on a reading of the whole log, so that nothing may be
    recorded between the two, in whichever stream; it is decided anew when something was.
    """

    act: Act
    stream: StreamId
    asked: object
    relies_on: Mapping[StreamId, int] = field(factory=dict)
    whole_log: bool = False


def transact(office: Office, request: Request, decide: Decide) -> Recorded:
    """Record what *decide* makes of the stream's history, if anything.

    It returns events of that stream and drafts for others, whose versions the request relies
    on; all are kept or none. The first of them says which stream the answer is about.

    Raises:
        SeenStaleError: the act's view was out of date before it was decided.
        StreamMovedError: somebody else recorded something meanwhile; it says what.
        KeyReusedError: the act's key was used before for another request.
    """
    request = _under_own_key(request)
    repeated = _repeated(office, request)
    if repeated is not None:
        return repeated
    try:
        return _tried(office, request, decide)
    except RefusalError:
        repeated = _repeated(office, request)
        if repeated is None:
            raise
        return repeated


def canonical(asked: object) -> bytes:
    """Return the one form in which a request is compared with an earlier one."""
    return msgspec.json.encode(asked, enc_hook=_plain, order="deterministic")


def moved(
    office: Office, act: Act, stream: StreamId, expected: int, actual: int
) -> StreamMovedError:
    """Return the refusal that tells what was recorded in a stream meanwhile."""
    names = directory(office)
    history = readable(office, act, office.log.stream(stream))
    since = [e for e in history if e.version > expected]
    return StreamMovedError(
        stream=stream,
        expected=expected,
        actual=actual,
        meanwhile=[sentence(envelope, names) for envelope in since],
    )


def _tried(office: Office, request: Request, decide: Decide) -> Recorded:
    for _ in range(TRIES - 1):
        try:
            return _decided(office, request, decide)
        except LogGrewError:
            continue
    return _decided(office, request, decide)


def _decided(office: Office, request: Request, decide: Decide) -> Recorded:
    act, stream, at = request.act, request.stream, office.now()
    size = office.size() if request.whole_log else None
    if act.occurred_at is not None and act.occurred_at > at:
        raise OccurredInFutureError(occurred_at=act.occurred_at, now=at)
    history = [] if NUMBERED in stream else office.history(stream)
    events = [envelope.event for envelope in history]
    if act.seen is not None and act.seen != len(history):
        _require_not_hidden(office, stream, decide, events, at)
        raise SeenStaleError(**moved(office, act, stream, act.seen, len(history)).facts)
    decided = decide(events, at)
    if decided or act.key is not None:
        drafts = [d if isinstance(d, Draft) else Draft(stream=stream, event=d) for d in decided]
        recorded = _append(office, request, len(history), drafts, size)
        if decided:
            return recorded
    return _recorded(stream, history[-1:], new=False)


def _require_not_hidden(
    office: Office, stream: StreamId, decide: Decide, events: Sequence[Any], at: datetime
) -> None:
    """Refuse who may not see a record before they are told what happened to it (S12, S25).

    Of a record that nobody was let in to at the door it is told only to those who could act on
    it as it stands, or could not because of how it stands.
    """
    try:
        decide(events, at)
    except RefusalError as refusal:
        unseen = refusal.kind != "conflict" and stream not in office.at_hand
        if unseen or refusal.code == f"{stream.partition('/')[0]}-unknown":
            raise


def _repeated(office: Office, request: Request) -> Recorded | None:
    if request.act.key is None or office.rehearsing:
        return None
    repeated = office.log.answered(request.act.key, _asked(request))
    if repeated is None:
        return None
    if repeated:
        return _recorded(request.stream, repeated)
    return _recorded(request.stream, office.log.stream(request.stream)[-1:], new=False)


def _asked(request: Request) -> bytes:
    act = request.act
    occurred_on = None if act.occurred_at is None else civil_date(act.occurred_at)
    asked = canonical(request.asked) if act.asked is None else act.asked
    return canonical([asked, act.on_behalf_of, occurred_on])


def _under_own_key(request: Request) -> Request:
    act = request.act
    if act.key is None:
        return request
    if not KEY.fullmatch(act.key):
        raise KeyUnfitError
    return attrs.evolve(request, act=attrs.evolve(act, key=f"{act.actor}:{act.key}"))


def _append(
    office: Office, request: Request, version: int, drafts: Sequence[Draft], size: int | None
) -> Recorded:
    stream = request.stream
    expect = {**request.relies_on, **({} if NUMBERED in stream else {stream: version})}
    if size is not None:
        expect = {**office.versions(*(d.stream for d in drafts)), **expect}
    assert {d.stream for d in drafts if NUMBERED not in d.stream} <= {*expect}  # noqa: S101 - guarded
    batch = Batch(
        act=request.act,
        drafts=drafts,
        expect=expect,
        size=size,
        request=b"" if request.act.key is None else _asked(request),
    )
    if office.rehearsing:
        return _recorded(stream, _rehearsed(office, batch))
    try:
        return _recorded(stream, office.append([batch])[0])
    except LogGrewError:
        raise
    except StreamMovedError as refusal:
        facts = refusal.facts
        raise moved(
            office,
            request.act,
            StreamId(str(facts["stream"])),
            expect[StreamId(str(facts["stream"]))],
            int(str(facts["actual"])),
        ) from refusal


def _recorded(
    stream: StreamId, envelopes: Sequence[Envelope[Any]], *, new: bool = True
) -> Recorded:
    about = envelopes[0].stream if envelopes else stream
    versions = [envelope.version for envelope in envelopes if envelope.stream == about]
    return Recorded(
        stream=about,
        version=versions[-1] if versions else 0,
        position=envelopes[-1].position if envelopes else 0,
        events=tuple(envelopes) if new else (),
    )


def _rehearsed(office: Office, batch: Batch) -> list[Envelope[Any]]:
    at, size, act = office.now(), office.size(), batch.act
    named = {draft.stream: draft.stream for draft in batch.drafts}
    versions = office.versions(*named)
    kept: list[Envelope[Any]] = []
    for n, draft in enumerate(batch.drafts, start=1):
        versions[draft.stream] += 1
        kept.append(
            Envelope(
                position=size + n,
                stream=draft.stream,
                version=versions[draft.stream],
                recorded_at=at,
                occurred_at=act.occurred_at or at,
                actor=act.actor,
                on_behalf_of=act.on_behalf_of,
                channel=act.channel,
                event=drafted(draft, named),
            )
        )
    return kept


def _plain(value: object) -> object:
    if isinstance(value, Personal):
        return value.text
    raise NotImplementedError
