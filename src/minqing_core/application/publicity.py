"""What is written for the public, approved, released and withdrawn (S79–S81)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import held, in_person
from minqing_core.application.publications import Rests, resting_on
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary.decisions.refusals import CaseUnknownError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.publicity import events
from minqing_core.publicity.decisions import releasing, writing
from minqing_core.publicity.decisions.refusals import PublicationUnknownError
from minqing_core.publicity.decisions.writing import Rewriting, Writing
from minqing_core.publicity.state import Publication, fold
from minqing_core.roster.decisions import require_live
from minqing_core.views import publications
from minqing_core.views.publications import PUBLICATION, publication_stream
from minqing_core.views.schema import UNITS


@use_case("publish.draft", Power.PUBLISH_WRITE, "S79", "S80", "S81", records=True)
def draft(office: Office, act: Act, *, publication: Writing) -> Recorded:
    """Write something for the public; names, contacts and addresses come out of it."""
    relies_on, by = office.versions(UNITS), office.standing(act.actor)
    today = civil_date(office.now())
    require_live(office.units(), publication.unit, today)
    rests = resting_on(office, by, publication.case)
    request = Request(
        act=act,
        stream=StreamId(f"{PUBLICATION}{today.year}-#new"),
        asked=["publish.draft", publication],
        relies_on={**relies_on, **held(by), **rests.relies_on},
    )
    return transact(
        office,
        request,
        lambda _, __: writing.draft(publication, by=by, source=rests.source, known=rests.known),
    )


@use_case("publish.rewrite", Power.PUBLISH_WRITE, "S80", records=True)
def rewrite(office: Office, act: Act, publication: str, *, rewriting: Rewriting) -> Recorded:
    """Write it otherwise before it is public; it must be approved anew."""
    return _on(
        office,
        act,
        publication,
        ["publish.rewrite", publication, rewriting],
        lambda state, by, rests: writing.rewrite(
            state, number=publication, rewriting=rewriting, by=by, known=rests.known
        ),
    )


@use_case("publish.approve", Power.PUBLISH_APPROVE, "S80", records=True)
def approve(
    office: Office, act: Act, publication: str, *, approved: events.PublicationApproved
) -> Recorded:
    """Approve of it, as somebody who did not write it."""
    in_person(act, "审核公开稿")
    return _on(
        office,
        act,
        publication,
        ["publish.approve", publication, approved],
        lambda state, by, rests: releasing.approve(
            state,
            number=publication,
            approved=approved,
            by=by,
            authors=rests.authors,
            source=rests.source,
        ),
    )


@use_case("publish.refuse", Power.PUBLISH_APPROVE, "S80", records=True)
def refuse(
    office: Office, act: Act, publication: str, *, refused: events.PublicationRefused
) -> Recorded:
    """Send it back, with the reason."""
    in_person(act, "退回公开稿")
    return _on(
        office,
        act,
        publication,
        ["publish.refuse", publication, refused],
        lambda state, by, rests: releasing.refuse(
            state, number=publication, refused=refused, by=by, authors=rests.authors
        ),
    )


@use_case("publish.release", Power.PUBLISH_RELEASE, "S80", records=True)
def release(office: Office, act: Act, publication: str) -> Recorded:
    """Make public what was approved, unless it still tells who somebody is."""
    return _on(
        office,
        act,
        publication,
        ["publish.release", publication],
        lambda state, by, rests: releasing.release(
            state, number=publication, by=by, source=rests.source, known=rests.known
        ),
    )


@use_case("publish.withdraw", Power.PUBLISH_RELEASE, "S80", records=True)
def withdraw(
    office: Office, act: Act, publication: str, *, withdrawn: events.PublicationWithdrawn
) -> Recorded:
    """Take it off the board, with the reason."""
    return _on(
        office,
        act,
        publication,
        ["publish.withdraw", publication, withdrawn],
        lambda state, by, _: releasing.withdraw(
            state, number=publication, withdrawn=withdrawn, by=by
        ),
    )


def _on(
    office: Office,
    act: Act,
    number: str,
    asked: object,
    decide: Callable[[Publication, Standing, Rests], list[events.Event]],
) -> Recorded:
    stream = publication_stream(number)
    relies_on: Mapping[StreamId, int] = office.versions(stream, UNITS)
    by, history = office.standing(act.actor), office.log.stream(stream)
    file = publications.fold(number, history)
    case = None if file.drafted is None else file.drafted.case
    try:
        rests = resting_on(office, by, case, authors=file.authors)
    except CaseUnknownError as hidden:
        raise PublicationUnknownError(publication=number) from hidden

    def on_history(told: Sequence[events.Event], _: datetime) -> list[events.Event]:
        return decide(fold(told), by, rests)

    return transact(
        office,
        Request(
            act=act,
            stream=stream,
            asked=asked,
            relies_on={**relies_on, **held(by), **rests.relies_on},
        ),
        on_history,
    )
