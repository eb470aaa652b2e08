"""What the roster refuses, whatever it is that was asked."""

from minqing_core.kernel.refusals import RefusalError


class NameUnfitError(RefusalError):
    """A name cannot be kept as it is."""

    code = "name-unfit"
    text = "{field}「{name}」{why}"


class WordsUnfitError(RefusalError):
    """Something that must be written was left blank or cannot be kept."""

    code = "words-unfit"
    text = "{field}{why}"


class UnitExistsError(RefusalError):
    """The unit is known with other particulars."""

    kind = "conflict"
    code = "unit-exists"
    text = "单位 {unit} 已经设立，名称为「{name}」"


class UnitUnknownError(RefusalError):
    """No unit goes by this id."""

    kind = "not-found"
    code = "unit-unknown"
    text = "没有编号为「{unit}」的单位，请从已设立的单位中选"


class UnitDissolvedError(RefusalError):
    """A dissolved unit takes no new posts, matters or stationing (S84)."""

    kind = "conflict"
    code = "unit-dissolved"
    text = "单位 {unit} 自 {since} 起已撤销，其事项由 {heir} 承接，请改填承接单位"


class HeirUnfitError(RefusalError):
    """The unit named cannot continue the matters of a dissolved one."""

    code = "heir-unfit"
    text = "{unit} 的事项不能由 {heir} 承接：{why}"


class PartsWantedError(RefusalError):
    """A split makes at least two units, a merger takes in at least one."""

    code = "parts-wanted"
    fields = (
        "units",
        "into",
    )
    text = "{what}须写明至少 {least} 个不同的单位，现填 {given}"


class CategoriesRepeatedError(RefusalError):
    """Each category is named once (S77)."""

    code = "categories-repeated"
    text = "职能类别（categories）有重复：{given}"


class VillageWantedError(RefusalError):
    """Cadres are stationed in villages and communities only, leaders guide no others (S8, S73)."""

    code = "village-wanted"
    text = "{unit} 不是村或社区，驻村干部只能派驻到村（社区）"


class GuidedVillageWantedError(VillageWantedError):
    """The contact point of a leader is a village or community (S73)."""

    text = "{unit} 不是村或社区，领导只能以村（社区）为挂点"


class PersonExistsError(RefusalError):
    """The person is registered already."""

    kind = "conflict"
    code = "person-exists"
    text = "编号 {person} 已登记为「{name}」，不能重复登记"


class PersonUnknownError(RefusalError):
    """Nobody in the roster goes by this id."""

    kind = "not-found"
    code = "person-unknown"
    text = "花名册中没有编号为「{person}」的人，请从花名册中选，或先登记入册"


class PersonClosedError(RefusalError):
    """The person left the town, and their file is closed (S46)."""

    kind = "conflict"
    code = "person-closed"
    text = "{person} 已于 {on} 办结离任，不能再变更其登记"


class PersonLeavingError(RefusalError):
    """Who was transferred away hands over, and takes on nothing new (S46)."""

    kind = "conflict"
    code = "person-leaving"
    text = "{person} 已调离，最后一日为 {until}，此后只可移交手头事项，不再接手新的民情或职务"


class NotHeldError(RefusalError):
    """The person does not hold the post, or is not stationed there."""

    kind = "conflict"
    code = "post-not-held"
    text = "{person} 现在并未在 {unit} {what}，无从终止"


class TermsMeetError(RefusalError):
    """On no day does a person hold the same post of a unit twice."""

    kind = "conflict"
    code = "terms-meet"
    text = "{person} 自 {since} 至 {until} 已在 {unit} {what}，任期不能重叠，请核对开始日"


class PostIncompleteError(RefusalError):
    """A post is a post in a unit."""

    code = "post-incomplete"
    fields = (
        "post",
        "unit",
    )
    text = "职务（post）和单位（unit）须同时填写，或都不填"


class IdUnfitError(RefusalError):
    """An id of a unit or person is not of the agreed form."""

    code = "id-unfit"
    text = "{what}编号「{given}」不合规则：{wanted}"


class DaysOutOfOrderError(RefusalError):
    """A tenure cannot end before it began."""

    code = "days-out-of-order"
    text = "截止日 {until} 早于开始日 {since}"


class DayInFutureError(RefusalError):
    """A day that has not come cannot be recorded as having been."""

    code = "day-in-future"
    text = "{field} {day} 晚于今天 {today}，请填今天或更早的日期"
