"""Read a stream, decide, record: the only way anything is recorded."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import attrs
import msgspec
from attrs import field, frozen

from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import (
    KeyUnfitError,
    OccurredInFutureError,
    RefusalError,
    SeenStaleError,
    StreamMovedError,
)
from minqing_core.views.sentences import sentence

EventT = TypeVar("EventT")
NUMBERED = "#"
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
    """What is asked of one stream: by which act, and the streams its answer relies on."""

    act: Act
    stream: StreamId
    asked: object
    relies_on: Mapping[StreamId, int] = field(factory=dict)


def transact(
    office: Office,
    request: Request,
    decide: Callable[[Sequence[EventT], datetime], Sequence[EventT]],
) -> Recorded:
    """Record what *decide* makes of the stream's history, if anything.

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
        return _decided(office, request, decide)
    except RefusalError:
        repeated = _repeated(office, request)
        if repeated is None:
            raise
        return repeated


def canonical(asked: object) -> bytes:
    """Return the one form in which a request is compared with an earlier one."""
    return msgspec.json.encode(asked, enc_hook=_plain, order="deterministic")


def moved(office: Office, stream: StreamId, expected: int, actual: int) -> StreamMovedError:
    """Return the refusal that tells what was recorded in a stream meanwhile."""
    names = directory(office)
    since = [e for e in office.log.stream(stream) if e.version > expected]
    return StreamMovedError(
        stream=stream,
        expected=expected,
        actual=actual,
        meanwhile=[sentence(envelope, names) for envelope in since],
    )


def _decided(
    office: Office,
    request: Request,
    decide: Callable[[Sequence[EventT], datetime], Sequence[EventT]],
) -> Recorded:
    act, stream, at = request.act, request.stream, office.now()
    if act.occurred_at is not None and act.occurred_at > at:
        raise OccurredInFutureError(occurred_at=act.occurred_at, now=at)
    history = [] if NUMBERED in stream else office.log.stream(stream)
    if act.seen is not None and act.seen != len(history):
        raise SeenStaleError(**moved(office, stream, act.seen, len(history)).facts)
    decided = decide([envelope.event for envelope in history], at)
    if decided:
        return _append(office, request, len(history), decided)
    if act.key is not None:
        _append(office, request, len(history), decided)
    return _recorded(stream, history[-1:], new=False)


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


def _append(office: Office, request: Request, version: int, decided: Sequence[Any]) -> Recorded:
    stream = request.stream
    expect = {**request.relies_on, **({} if NUMBERED in stream else {stream: version})}
    batch = Batch(
        act=request.act,
        drafts=[Draft(stream=stream, event=event) for event in decided],
        expect=expect,
        request=b"" if request.act.key is None else _asked(request),
    )
    if office.rehearsing:
        return _rehearsed(office, batch, version) if decided else _recorded(stream, ())
    try:
        return _recorded(stream, office.log.append([batch])[0])
    except StreamMovedError as refusal:
        facts = refusal.facts
        raise moved(
            office,
            StreamId(str(facts["stream"])),
            expect[StreamId(str(facts["stream"]))],
            int(str(facts["actual"])),
        ) from refusal


def _recorded(
    stream: StreamId, envelopes: Sequence[Envelope[Any]], *, new: bool = True
) -> Recorded:
    last = envelopes[-1] if envelopes else None
    return Recorded(
        stream=stream if last is None else last.stream,
        version=0 if last is None else last.version,
        position=0 if last is None else last.position,
        events=tuple(envelopes) if new else (),
    )


def _rehearsed(office: Office, batch: Batch, version: int) -> Recorded:
    at, size, act = office.now(), office.log.size(), batch.act
    return _recorded(
        batch.drafts[0].stream,
        [
            Envelope(
                position=size + n,
                stream=draft.stream,
                version=version + n,
                recorded_at=at,
                occurred_at=act.occurred_at or at,
                actor=act.actor,
                on_behalf_of=act.on_behalf_of,
                channel=act.channel,
                event=draft.event,
            )
            for n, draft in enumerate(batch.drafts, start=1)
        ],
    )


def _plain(value: object) -> object:
    if isinstance(value, Personal):
        return value.text
    raise NotImplementedError
