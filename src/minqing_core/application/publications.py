"""What a publication rests on: the matter it is of, who wrote it, what is known of people."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from minqing_core.application.listing import EVERYTHING
from minqing_core.application.office import Office
from minqing_core.application.sight import seen_history
from minqing_core.application.tables import caught_up
from minqing_core.diary.events import Outcome
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.publicity.decisions.redacting import Known
from minqing_core.publicity.decisions.writing import Source
from minqing_core.publicity.events import Removed
from minqing_core.views import cases, households, identities
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.households import household_stream
from minqing_core.views.identities import Telling
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Where

FIGURES: Mapping[Removed, int] = {Removed.NAME: 0, Removed.CONTACT: 7, Removed.ADDRESS: 1}


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
    """Return what a publication rests on: its matter if it has one, and whom it may not name.

    Those are the petitioners and households that the writer looks over, and those of the matter.

    Raises:
        CaseUnknownError: there is no such matter, or it is not theirs to see.
    """
    around = frozenset(_around(office, by))
    if case is None:
        return Rests(known=_by_kind(around), authors=authors)
    read = seen_history(office, by, case)
    file, history = read.file, read.history
    home = None if file.matter is None else file.matter.household
    streams = () if home is None else (household_stream(home),)
    relies_on = {cases.stream_of(case): len(history), **office.versions(*streams)}
    return Rests(
        source=_source(office, file, history[-1].version),
        known=_by_kind({*around, *_within(office, file)}),
        authors=authors,
        relies_on=relies_on,
    )


def _within(office: Office, file: CaseFile) -> Iterator[Telling]:
    """Yield what tells whom a matter is about."""
    matter = file.matter
    home = None if matter is None else matter.household
    yield from identities.of_petitioners(() if matter is None else matter.petitioners)
    if home is not None:
        history = office.log.stream(household_stream(home))
        yield from households.words_of(households.fold(home, history))


def _around(office: Office, by: Standing) -> Iterator[Telling]:
    """Yield what tells who somebody is that the writer looks over, cadres aside (S80).

    Cadres act in office and stay; what has fewer figures than a number or an address is a word
    like others. Nobody whose identity is sealed is among them, or a draft would tell (S12).
    """
    caught_up(office)
    people = Query(table="people", order="position", limit=EVERYTHING)
    cadres = {row["name"] for row in office.views.rows(people)}
    reach = tuple(sorted(by.reach))
    query = Query(
        table=identities.TABLE,
        either=tuple(Where(column=one, test="in", value=reach) for one in ("unit", "place")),
        order="position",
        limit=EVERYTHING,
    )
    for row in office.views.rows(query):
        for removed, word in identities.words_of(row):
            figures = sum(character.isdigit() for character in word)
            if word not in cadres and figures >= FIGURES[removed]:
                yield removed, word


def _by_kind(found: Iterable[Telling]) -> Known:
    kinds: dict[Removed, set[str]] = {}
    for removed, word in found:
        kinds.setdefault(removed, set()).add(word)
    return {removed: frozenset(words) for removed, words in kinds.items()}


def _source(office: Office, file: CaseFile, version: int) -> Source:
    tree = office.units().tree_on(civil_date(office.now()))
    theirs = (file.unit, None if file.matter is None else file.matter.place)
    outcome = None if file.conclusion is None else file.conclusion.outcome
    return Source(
        case=file.case,
        version=version,
        units=frozenset(at for unit in theirs if unit is not None for at in tree.upwards(unit)),
        confidential=file.confidential or file.matter is None or file.matter.protected,
        ended=file.status == Status.CONCLUDED,
        resolved=outcome is Outcome.RESOLVED,
        denied=file.denied,
        outcome=label("outcome", outcome) or "在办",
    )
