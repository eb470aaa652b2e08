"""At the door of every use case: has the person the power, may they see it, who read what."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeAlias, get_type_hints

import attrs
from attrs import frozen

from minqing_core.access.decisions.refusals import KeyHiddenError, SessionHiddenError
from minqing_core.accountability.decisions.refusals import IncidentHiddenError, InquiryHiddenError
from minqing_core.application.office import AtHand, Office
from minqing_core.application.ports import AccessEntry
from minqing_core.application.sight import mentioned, require_unbarred, seen_history
from minqing_core.diary.decisions.refusals import CaseHiddenError
from minqing_core.households.decisions.refusals import HouseholdHiddenError, VisitHiddenError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.refusals import RefusalError, StreamMovedError
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.subjects import subject
from minqing_core.powers.rules import GRANTS, OPEN, Power, require
from minqing_core.powers.sight import require_pen
from minqing_core.views.case_file import CaseFile

PENS = frozenset({Power.DIARY_WRITE, Power.HAND_OVER})
WORDLESS = frozenset(
    {
        *(Power.BOARD_READ, Power.RECORD_VERIFY, Power.WATCH, Power.PROGRAMME_READ),
        *(Power.DUTIES_READ, Power.SELF_READ),
    }
)
KEPT_BESIDE = frozenset(
    {
        *(Power.ACCESS_KEEP, Power.ACCESS_PRUNE, Power.ACCOUNTS_FOUND, Power.ACCOUNTS_KEEP),
        *(Power.ACCOUNT_OWN, Power.WEBHOOK_KEEP),
    }
)
SUBJECTS = (
    *("case", "person", "household", "book", "inspection", "bulletin", "subject", "inquiry"),
    *("incident", "meeting", "study", "publication"),
)
HIDDEN = (
    *(CaseHiddenError, HouseholdHiddenError, VisitHiddenError),
    *(IncidentHiddenError, InquiryHiddenError, KeyHiddenError, SessionHiddenError),
)
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
UNNAMED = PersonId("-")
Read: TypeAlias = Mapping[StreamId, AtHand]


@frozen(kw_only=True)
class UseCase:
    """A thing a person does: its name, the power it needs, the clauses it serves.

    It ``records`` events, or it ``reads`` and leaves everything as it was; what does neither
    changes something that is kept beside the record. A reading ``exports`` when its answer is
    there to be handed on.
    """

    name: str
    power: Power
    clauses: tuple[str, ...]
    records: bool
    reads: bool
    exports: bool
    perform: Callable[..., Any]

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (self.perform.__doc__ or "").strip().splitlines()[0]


@contextmanager
def admitted(
    office: Office, act: Act, case: UseCase, given: Mapping[str, Any]
) -> Iterator[Office]:
    """Let a person in who has the power and may see what is asked about; note who read what.

    The office inside has the matters at hand that were read at the door. Whoever is told what
    was recorded meanwhile has read it; what is taken along is noted once all of it is there.

    Raises:
        NotAllowedError: none of the acting person's posts has the power.
        UnknownActorError: the acting person, or the one acted for, is not in the roster.
        CaseUnknownError: a matter asked about does not exist, or is not theirs to see.
        PersonBarredError: a complaint is closed to whom they act for.
    """
    try:
        inside = office.entered()
        at_hand = _require(inside, act, case, given)
        yield attrs.evolve(inside, at_hand=at_hand) if at_hand else inside
    except StreamMovedError:
        office.known.look()
        try:
            _require(office, act, case, given)
        except CaseHiddenError as hidden:
            _note(office, act, case, given, _refused(hidden))
            raise hidden from None
        _note(office, act, case, given, "read")
        raise
    except RefusalError as refusal:
        if refusal.kind == "not-allowed" or _hides(office, given, refusal):
            _note(office, act, case, given, _refused(refusal))
        raise
    outcome = _outcome(case)
    if outcome is not None and act.taking is None:
        _note(office, act, case, given, outcome)


def require_power(office: Office, act: Act, case: UseCase) -> None:
    """Refuse whose posts lack the power before what they ask is read; the denial is noted.

    What owning a matter is enough for is not known before the matter is.

    Raises:
        NotAllowedError: none of the acting person's posts has the power.
        UnknownActorError: the acting person is not in the roster.
    """
    if case.power in OPEN or GRANTS[case.power].owner or GRANTS[case.power].named:
        return
    try:
        require(office.standing(act.actor), case.power)
    except RefusalError as refusal:
        note_refused(office, act, case, refusal)
        raise


def note_refused(office: Office, act: Act, case: UseCase, refusal: RefusalError) -> None:
    """Note that somebody was turned away before it was read what they ask about."""
    _note(office, act, case, {}, _refused(refusal))


def note_exported(
    office: Office, act: Act, case: UseCase, given: Mapping[str, Any], told: str
) -> None:
    """Note that somebody took something along: in which form, and how many rows of it."""
    if case.power not in OPEN:
        _note(office, act, case, given, f"exported:{told}")


def _outcome(case: UseCase) -> str | None:
    """Return what is noted of a use case: every reading that may hold what people told."""
    if case.reads:
        return None if case.power in WORDLESS else "read"
    if case.power is Power.IDENTITY_OPEN:
        return "read"
    return "done" if case.power in KEPT_BESIDE else None


def _require(office: Office, act: Act, case: UseCase, given: Mapping[str, Any]) -> Read:
    power = case.power
    at_hand: Read = {}
    if power not in OPEN:
        at_hand = _require_power_and_sight(office, office.standing(act.actor), case, given)
    if act.on_behalf_of is not None:
        require(office.standing(act.on_behalf_of), power, owns=True)
        if case.records:
            _require_unbarred(attrs.evolve(office, at_hand=at_hand), act.on_behalf_of, case, given)
    return at_hand


def _require_unbarred(
    office: Office, person: PersonId, case: UseCase, given: Mapping[str, Any]
) -> None:
    for number in _matters(case, given):
        require_unbarred(office, number, person)


def _require_power_and_sight(
    office: Office, standing: Standing, case: UseCase, given: Mapping[str, Any]
) -> Read:
    power, owned = case.power, GRANTS[case.power].owner
    if not owned:
        require(standing, power)
    read = [seen_history(office, standing, number) for number in _matters(case, given)]
    files = [one.file for one in read]
    if owned:
        require(standing, power, owns=_owns(office, standing, files, given))
    if power in PENS:
        for file in files:
            require_pen(standing, file.bearing)
    return {one.history[0].stream: one for one in read}


def _owns(
    office: Office, standing: Standing, files: Sequence[CaseFile], given: Mapping[str, Any]
) -> bool:
    if (serial := given.get("serial")) is not None:
        from minqing_core.application.custody import holds  # noqa: PLC0415 - only for a book

        if holds(office, standing.person, serial):
            return True
    return any(file.bearing.owner == standing.person for file in files)


def _matters(case: UseCase, given: Mapping[str, Any]) -> Iterator[Any]:
    return mentioned(given, _types(case.perform))


@cache
def _types(perform: Callable[..., Any]) -> Mapping[str, Any]:
    return get_type_hints(perform)


def _hides(office: Office, given: Mapping[str, Any], refusal: RefusalError) -> bool:
    """Say whether what is said not to be there is there, and not theirs to see."""
    if isinstance(refusal, HIDDEN):
        return True
    about = _subject(given)
    if about is None or refusal.code != f"{about.partition('/')[0]}-unknown":
        return False
    return office.version(StreamId(about)) > 0


def _refused(refusal: RefusalError) -> str:
    return f"refused:{refusal.code}"


def _note(office: Office, act: Act, case: UseCase, given: Mapping[str, Any], outcome: str) -> None:
    office.access.note(
        AccessEntry(
            at=office.now(),
            actor=_person(act.actor) or UNNAMED,
            on_behalf_of=_person(act.on_behalf_of),
            channel=act.channel,
            use_case=case.name,
            subject=_subject(given),
            outcome=outcome,
            address=act.address,
        )
    )


def _person(person: PersonId | None) -> PersonId | None:
    return person if person is not None and NUMBER.fullmatch(person) else None


def _subject(given: Mapping[str, Any]) -> str | None:
    for name in SUBJECTS:
        number = given.get(name)
        about = subject(str(number)) if name == "subject" else None
        if about is not None:
            return about.stream
        if isinstance(number, str) and NUMBER.fullmatch(number):
            return f"{name}/{number}"
    return None
