"""Entering households and those who belong to them, and telling that one moved."""

from datetime import date

import attrs
from attrs import frozen

from minqing_core.households import events
from minqing_core.households.decisions import refusals
from minqing_core.households.state import Household
from minqing_core.kernel.ids import HouseholdId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_name, fault_in_text

MOST = 100


@frozen(kw_only=True)
class NewMember:
    """Somebody to be entered as belonging to a household; the number is given."""

    name: Personal
    contact: Personal | None = None


def enter(
    entered: events.HouseholdEntered, *, by: Standing, in_village: bool
) -> list[events.HouseholdEvent]:
    """Enter a household in the village where it lives (S23).

    Not idempotent: two families of one name are two; the request's key tells a repetition.
    """
    if not in_village:
        raise refusals.NotAVillageError(unit=entered.village, what="登记住户")
    require_in_reach(by, entered.village)
    _require_name("户主姓名", entered.name)
    _require_text("住址", entered.address)
    if entered.size is not None and not 1 <= entered.size <= MOST:
        raise refusals.SizeError(size=entered.size, most=MOST)
    return [entered]


def enter_member(
    household: Household, *, household_id: HouseholdId, member: NewMember, by: Standing
) -> list[events.HouseholdEvent]:
    """Enter somebody who belongs to a household, sealed under a key of their own (S23)."""
    require_seen(household, household_id, by)
    require_present(household, household_id, "登记成员")
    _require_name("成员姓名", member.name)
    _require_text("联系电话", member.contact)
    number = len(household.members) + 1
    own = f"m{number}"
    if _particulars(member.name, member.contact) in (
        _particulars(*known) for known in household.members.values()
    ):
        return []
    contact = None if member.contact is None else Personal(member.contact.text, own)
    name = Personal(member.name.text, own)
    return [events.MemberEntered(member=number, name=name, contact=contact)]


def move(
    household: Household,
    *,
    household_id: HouseholdId,
    moved: events.HouseholdMoved,
    by: Standing,
    in_village: bool,
    today: date,
) -> list[events.HouseholdEvent]:
    """Put on record that a household moved to another village, or away, and on which day (S23)."""
    require_seen(household, household_id, by)
    if moved.village is not None and not in_village:
        raise refusals.NotAVillageError(unit=moved.village, what="迁入")
    _require_text("迁移原因", moved.reason)
    lives_in = None if household.away else household.village
    if moved.village == lives_in:
        return []
    on = moved.on or today
    last = max((since for since, _ in household.moves), default=date.min)
    if not last <= on <= today:
        since = "" if last == date.min else f"不早于上次迁移（{last}）、"
        raise refusals.MoveDayError(on=on, since=since, today=today)
    return [attrs.evolve(moved, on=on)]


def require_seen(household: Household, household_id: HouseholdId, by: Standing) -> None:
    """Refuse a household outside what one's posts look over as if there were none (S23)."""
    if household.version == 0:
        raise refusals.HouseholdUnknownError(household=household_id)
    if household.village not in by.reach:
        raise refusals.HouseholdHiddenError(household=household_id)


def require_present(household: Household, household_id: HouseholdId, what: str) -> None:
    """Refuse what cannot be done with a household that moved away (S23)."""
    if household.away:
        raise refusals.HouseholdAwayError(household=household_id, what=what)


def require_in_reach(by: Standing, village: UnitId) -> None:
    """Refuse a village outside what one's posts look over (S23)."""
    if village not in by.reach:
        raise refusals.VillageForeignError(unit=village, person=by.person)


def require_member(household: Household, household_id: HouseholdId, member: int) -> None:
    """Refuse somebody whom the household does not have (S23)."""
    if member not in household.members:
        known = "、".join(str(number) for number in household.members) or "无"
        raise refusals.MemberUnknownError(household=household_id, member=member, known=known)


def _particulars(name: Personal, contact: Personal | None) -> tuple[str, str | None]:
    return name.text, None if contact is None else contact.text


def _require_name(field: str, name: Personal) -> None:
    if (why := fault_in_name(name.text)) is not None:
        raise refusals.HouseholdTextError(field=field, why=why)


def _require_text(field: str, text: Personal | None) -> None:
    if text is None:
        return
    why = fault_in_text(text.text) if text.text.strip() else "不能为空，不详的不填"
    if why is not None:
        raise refusals.HouseholdTextError(field=field, why=why)
