"""Writing a matter down, and correcting what was written."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum

import attrs

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.after_refusals import RecategoriseError
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_hand,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import FACTS, Case
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR, civil_date, end_of_day
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_name

SUDDEN, OTHER, LABEL = "DISPUTE.SUDDEN", "OTHER", "category_label"
SUDDEN_REASON = "突发性事件，按规定随时记录（S13、S40）"
SMALLEST_GROUP, LARGEST_GROUP = 2, 1_000_000
CHOICES: dict[str, type[StrEnum]] = {
    "kind": events.MatterKind,
    "channel": events.Channel,
    "urgency": events.Urgency,
}


@attrs.frozen(kw_only=True)
class Amendment:
    """A correction: which record (by version), which of its fields, to what, and why."""

    version: int = 1
    field: str
    value: Personal
    reason: Personal


def record(
    matter: events.Matter,
    *,
    by: Standing,
    author: Standing | None = None,
    owner: PersonId,
    unit: UnitId,
    attested: bool,
    at: datetime,
) -> list[events.Event]:
    """Write a matter down (S18–S22, S40), for an author other than oneself if one is named.

    A complaint that names a cadre may be another unit's, as ``close_to_chain`` decides (S12).
    Not idempotent: two like matters are two matters; the request's key tells a repetition.
    """
    if not matter.accused:
        require_own_unit(unit, by)
    _require_matter(matter, at)
    urgency, reason = _urgency(matter)
    return [
        events.MatterRecorded(
            matter=attrs.evolve(matter, petitioners=_under_own_keys(matter.petitioners)),
            urgency=urgency,
            urgency_reason=reason,
            unit=unit,
            owner=owner,
            post="、".join((author or by).posts) or None,
            attested=attested,
        )
    ]


def require_own_unit(unit: UnitId, by: Standing) -> None:
    """Refuse to record for a unit in which one does not serve (S19)."""
    if unit not in by.units and not by.coordinates:
        units = "、".join(sorted(by.units)) or "无"
        raise refusals.UnitNotOwnError(person=by.person, unit=unit, units=units)


def became_sudden(before: str, after: str) -> bool:
    """Say whether a matter, or a part of it, is now under sudden incidents and was not (S13)."""
    return after == SUDDEN != before


def amend(case: Case, *, amendment: Amendment, by: Standing, at: datetime) -> list[events.Event]:
    """Correct what was written, keeping what stood there before (S35).

    When it was learned may be corrected by who leads the unit, too.
    """
    if amendment.field == "learned_at" and case.unit in by.leads:
        require_free(case, by.person, "更正")
    else:
        require_hand(case, by)
    require_text("更正理由", amendment.reason, "为什么更正")
    if amendment.version == 1 and amendment.field == "category":
        raise RecategoriseError
    if amendment.version == 1 and amendment.field in FACTS:
        return _amend_fact(case, amendment, at)
    before = case.texts.get((amendment.version, amendment.field))
    if before is None and (amendment.version, amendment.field) != (1, LABEL):
        known = [name for version, name in case.texts if version == amendment.version]
        raise refusals.NothingToAmendError(
            version=amendment.version, field=amendment.field, known=_listed(known, amendment)
        )
    require_text(amendment.field, amendment.value, "更正后的内容")
    text = Personal(amendment.value.text, "" if before is None else before.part)
    if text == before:
        return []
    return [
        events.TextAmended(
            version=amendment.version, field=amendment.field, text=text, reason=amendment.reason
        )
    ]


def _listed(known: list[str], amendment: Amendment) -> str:
    facts = [name for name in FACTS if name != "category"] if amendment.version == 1 else []
    return "、".join([*known, *facts]) or "无"


def _amend_fact(case: Case, amendment: Amendment, at: datetime) -> list[events.Event]:
    before, after = case.facts.get(amendment.field), _fact(amendment, at)
    if before == after:
        return []
    _require_consistent({**case.facts, amendment.field: after})
    return [
        events.FactAmended(
            field=amendment.field, before=before, after=after, reason=amendment.reason
        )
    ]


def _require_consistent(facts: Mapping[str, str | None]) -> None:
    learned_on = civil_date(datetime.fromisoformat(facts["learned_at"] or ""))
    occurred_on = facts["occurred_on"]
    if occurred_on is not None and date.fromisoformat(occurred_on) > learned_on:
        raise refusals.OutOfOrderError(occurred_on=occurred_on, learned_on=learned_on)


def _fact(amendment: Amendment, at: datetime) -> str | None:
    field, value = amendment.field, amendment.value.text.strip()
    if field in CHOICES:
        allowed = [str(choice) for choice in CHOICES[field]]
        if value not in allowed:
            raise refusals.AmendedValueError(field=field, value=value, wanted="、".join(allowed))
        return value
    if field == "learned_at":
        return _instant(field, value, at)
    if field == "occurred_on" and value:
        return _day(field, value, at)
    return value or None


def _instant(field: str, value: str, at: datetime) -> str:
    try:
        instant = datetime.fromisoformat(value)
        if len(value) == len("2024-03-01"):
            day = instant.date()
            instant = at if day == civil_date(at) else end_of_day(day)
    except ValueError:
        instant = None
    if instant is None or not _reckoned(instant) or instant.tzinfo is None or instant > at:
        wanted = "已经过去的日期，如 2024-03-01，或带时区的时间，如 2024-03-01T09:30:00+08:00"
        raise refusals.AmendedValueError(field=field, value=value, wanted=wanted)
    return instant.astimezone(UTC).isoformat()


def _reckoned(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _day(field: str, value: str, at: datetime) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or not _reckoned(day) or day > civil_date(at):
        wanted = "今天或更早的日期，如 2024-03-01"
        raise refusals.AmendedValueError(field=field, value=value, wanted=wanted)
    return day.isoformat()


def _require_matter(matter: events.Matter, at: datetime) -> None:
    require_text("标题", matter.title, "一句话说明是什么事")
    require_text("事由", matter.text, "群众反映的情况")
    require_optional_text("类别说明", matter.category_label)
    if matter.category.startswith(OTHER) and matter.category_label is None:
        raise refusals.LabelWantedError
    if matter.learned_at > at:
        raise refusals.InFutureError(field="获知时间", given=matter.learned_at, now=at)
    learned_on = civil_date(matter.learned_at)
    if matter.occurred_on is not None and matter.occurred_on > learned_on:
        raise refusals.OutOfOrderError(occurred_on=matter.occurred_on, learned_on=learned_on)
    if not matter.petitioners:
        raise refusals.BlankError(field="诉求人", wanted="是谁反映的，不愿具名的填 anonymous")
    for number, petitioner in enumerate(matter.petitioners, start=1):
        why = _petitioner_fault(petitioner)
        if why is not None:
            raise refusals.PetitionerError(number=number, why=why)


def _petitioner_fault(petitioner: events.Petitioner) -> str | None:
    kind, in_group = petitioner.kind, SMALLEST_GROUP <= petitioner.count <= LARGEST_GROUP
    if kind is events.PetitionerKind.NAMED and petitioner.name is None:
        return "为具名（named），须填姓名"
    if kind is events.PetitionerKind.ANONYMOUS and petitioner.name is not None:
        return "为匿名（anonymous），不应填姓名"
    if kind is events.PetitionerKind.GROUP and not in_group:
        return f"为集体（group），人数（count）应在 {SMALLEST_GROUP} 至 {LARGEST_GROUP} 之间"
    if kind is not events.PetitionerKind.GROUP and petitioner.count != 1:
        return "不是集体（group），人数（count）应为 1"
    why = None if petitioner.name is None else fault_in_name(petitioner.name.text)
    return None if why is None else f"的姓名{why}"


def _urgency(matter: events.Matter) -> tuple[events.Urgency, str | None]:
    if matter.urgency is not None:
        return matter.urgency, None
    if matter.category == SUDDEN:
        return events.Urgency.URGENT, SUDDEN_REASON
    return events.Urgency.ORDINARY, None


def _under_own_keys(
    petitioners: tuple[events.Petitioner, ...],
) -> tuple[events.Petitioner, ...]:
    return tuple(
        attrs.evolve(
            petitioner,
            name=_under(petitioner.name, f"p{number}"),
            contact=_under(petitioner.contact, f"p{number}"),
            address=_under(petitioner.address, f"p{number}"),
        )
        for number, petitioner in enumerate(petitioners, start=1)
    )


def _under(words: Personal | None, part: str) -> Personal | None:
    return None if words is None else Personal(words.text, part)
