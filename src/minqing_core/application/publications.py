"""What a publication rests on: the matter it is of, who wrote it, what is known of people."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from minqing_core.application.households import household
from minqing_core.application.office import Office
from minqing_core.application.sight import seen_history
from minqing_core.diary.events import Outcome
from minqing_core.households.state import Household
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.standing import Standing
from minqing_core.publicity.decisions.redacting import Known
from minqing_core.publicity.decisions.writing import Source
from minqing_core.publicity.events import Removed
from minqing_core.views import cases, households
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.households import household_stream
from minqing_core.views.labels import label

NOBODY: Known = {}


@frozen(kw_only=True)
class Rests:
    """What is decided on: the matter, who wrote the text, the words that tell who somebody is."""

    source: Source | None = None
    known: Known = field(factory=dict)
    authors: frozenset[PersonId] = frozenset()
    relies_on: Mapping[StreamId, int] = field(factory=dict)


def resting_on(
    office: Office,
    by: Standing,
    case: CaseId | None,
    authors: frozenset[PersonId] = frozenset(),
) -> Rests:
    """Return what a publication of a matter rests on; of no matter, only who wrote it.

    Raises:
        CaseUnknownError: there is no such matter, or it is not theirs to see.
    """
    if case is None:
        return Rests(authors=authors)
    file, history = seen_history(office, by, case)
    home = None if file.matter is None else file.matter.household
    streams = () if home is None else (household_stream(home),)
    relies_on = {cases.stream_of(case): len(history), **office.versions(*streams)}
    lives = None if home is None else household(office, home)
    address = None
    if home is not None:
        address = households.fold(home, office.log.stream(household_stream(home))).address
    found: dict[Removed, set[str]] = {}
    for removed, word in (*_of_matter(file), *_of_household(lives)):
        found.setdefault(removed, set()).add(word)
    if address is not None:
        found.setdefault(Removed.ADDRESS, set()).add(address.text)
    return Rests(
        source=_source(file, history[-1].version),
        known={removed: frozenset(words) for removed, words in found.items()},
        authors=authors,
        relies_on=relies_on,
    )


def _source(file: CaseFile, version: int) -> Source:
    outcome = None if file.conclusion is None else file.conclusion.outcome
    return Source(
        case=file.case,
        version=version,
        confidential=file.bearing.confidential or file.matter is None or file.matter.protected,
        ended=file.status == Status.CONCLUDED,
        resolved=outcome is Outcome.RESOLVED,
        denied=file.denied,
        outcome=label("outcome", outcome) or "在办",
    )


def _of_matter(file: CaseFile) -> Iterator[tuple[Removed, str]]:
    for petitioner in () if file.matter is None else file.matter.petitioners:
        for removed, word in (
            (Removed.NAME, petitioner.name),
            (Removed.CONTACT, petitioner.contact),
            (Removed.ADDRESS, petitioner.address),
        ):
            if word is not None and word.text.strip():
                yield removed, word.text.strip()


def _of_household(home: Household | None) -> Iterator[tuple[Removed, str]]:
    for name, contact in () if home is None else home.members.values():
        yield Removed.NAME, name.text
        if contact is not None:
            yield Removed.CONTACT, contact.text
