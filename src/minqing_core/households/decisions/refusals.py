"""Why something cannot be done with a household or a visit."""

from minqing_core.kernel.refusals import RefusalError


class HouseholdUnknownError(RefusalError):
    """No household goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "household-unknown"
    text = "没有编号为 {household} 的住户，请核对编号"


class HouseholdHiddenError(HouseholdUnknownError):
    """The household is not theirs to see, which is told in the words of one that is not there."""


class VisitUnknownError(RefusalError):
    """No visit goes by this number, or none that the person who asks can see."""

    kind = "not-found"
    code = "visit-unknown"
    text = "没有编号为 {visit} 的走访，请核对编号"


class VisitHiddenError(VisitUnknownError):
    """The visit is not theirs to see, which is told in the words of one that is not there."""


class MemberUnknownError(RefusalError):
    """The household has no member with this number."""

    kind = "not-found"
    code = "member-unknown"
    text = "住户 {household} 没有第 {member} 位家庭成员，现有：{known}"


class VillageForeignError(RefusalError):
    """The village lies outside what the person's posts look over."""

    kind = "not-allowed"
    code = "village-foreign"
    text = "{unit} 不在 {person} 任职单位的范围内，不能查看或登记那里的住户和走访"


class NotAVillageError(RefusalError):
    """Households live, and visits are made, in villages, communities and villagers' groups."""

    code = "not-a-village"
    text = "{unit} 不是村、社区或村民小组，{what}须写明在哪个村（社区、小组）"


class HouseholdAwayError(RefusalError):
    """The household has moved away."""

    kind = "conflict"
    code = "household-away"
    text = "住户 {household} 已经迁出，不能再{what}"


class MoveDayError(RefusalError):
    """A household moves after it moved before, and not on a day to come."""

    code = "household-move-day"
    text = "迁移日期 {on} 不对，应{since}不晚于今天 {today}"


class HouseholdTextError(RefusalError):
    """A name or another particular of a household is missing or cannot be kept."""

    code = "household-text"
    text = "{field}{why}"


class SizeError(RefusalError):
    """A household has one or more people."""

    code = "household-size"
    text = "户内人数 {size} 不对，应在 1 至 {most} 之间，不详的不填"


class HouseholdElsewhereError(RefusalError):
    """A visit to a village reaches households of that village."""

    code = "household-elsewhere"
    text = (
        "住户 {household} 在 {on} 不住在 {village}，请核对住户编号和日期，或按所在村另记一次走访"
    )


class VisitEmptyError(RefusalError):
    """A visit to households names at least one (S4)."""

    code = "visit-empty"
    text = "入户走访（household）须写明走访了哪些住户（households），至少一户"


class VisitInFutureError(RefusalError):
    """A visit that has not been made cannot be recorded."""

    code = "visit-in-future"
    text = "走访日期 {on} 晚于今天 {today}，请填今天或更早的日期"
