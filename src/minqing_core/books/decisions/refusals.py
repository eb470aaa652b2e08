"""Why something is not done with the record books."""

from minqing_core.kernel.refusals import RefusalError


class SerialUnfitError(RefusalError):
    """A serial number, or a part of one, is not of the agreed form (S47)."""

    code = "serial-unfit"
    text = "{field}「{given}」不合规则，应{wanted}"


class IssuerUnfitError(RefusalError):
    """Books are printed by the city's organisation department only (S47)."""

    code = "issuer-unfit"
    text = "记录本由市委组织部统一印发，{unit} 不是市级单位，印发单位应为：{cities}"


class BatchOverlapsError(RefusalError):
    """The numbers, or the name, of a batch are taken (S47)."""

    kind = "conflict"
    code = "batch-overlaps"
    text = "本批册号 {given} 与批次「{batch}」（{taken}）重复，请改用未用过的批次名和册号"


class UnitNotYoursError(RefusalError):
    """Only those of the unit, or over it, act for its stock and archive (S47)."""

    kind = "not-allowed"
    code = "book-unit-not-yours"
    text = "{person} 不在 {unit} 任职，也不分管该单位，不能代其办理记录本；应由该单位的人办理"


class NotDownwardsError(RefusalError):
    """Books are passed down, from the city to the town, the village and the person (S47)."""

    code = "not-downwards"
    text = "记录本自上而下逐级下发，{to_unit} 不是 {from_unit} 的下级，请改填其下级单位"


class NotInStockError(RefusalError):
    """The unit does not have these books in stock (S47)."""

    kind = "conflict"
    code = "not-in-stock"
    fields = ("first",)
    text = "册号 {given} 不全在 {unit} 的库存中（现有：{stock}），只能发放库存中的册号"


class NotOnTheWayError(RefusalError):
    """Only what was sent to the unit can be received by it (S47)."""

    kind = "conflict"
    code = "not-on-the-way"
    fields = ("first",)
    text = "册号 {given} 不全在发往 {unit} 的途中（在途：{coming}），只能签收在途的册号"


class BookUnknownError(RefusalError):
    """No person was ever given a book of this number (S43)."""

    kind = "not-found"
    code = "book-unknown"
    text = "册号 {serial} 没有发放过，请核对册号，如 ZS-000001"


class KindWantedError(RefusalError):
    """Only those who take part in the diaries get a book (S6–S8)."""

    code = "book-kind-wanted"
    text = "{person} 未列为参加民情日记活动的干部，不发记录本，请先在花名册中列明干部类别"


class ArchiveWantedError(RefusalError):
    """Nobody could say where the book will be archived (S44, S45)."""

    code = "book-archive-wanted"
    text = "无法确定 {person} 的记录本应归何处存档（{where}），请先在花名册中载明"


class BookGivenAlreadyError(RefusalError):
    """The book was given to somebody else, or is void (S43)."""

    kind = "conflict"
    code = "book-given-already"
    text = "册号 {serial} 现为「{state}」，不能再发给 {person}，请另取一册"


class NotHolderError(RefusalError):
    """Only the holder, or a keeper for them, acts for a book (S43)."""

    kind = "not-allowed"
    code = "not-book-holder"
    text = "册号 {serial} 由 {holder} 持有，应由其本人或保管单位办理，{person} 不能办理"


class SignedByHolderError(NotHolderError):
    """Who was given a book signs for it, and nobody for them (S43)."""

    text = "册号 {serial} 发给 {holder}，须由其本人签收，{person} 不能代签"


class BothReceiptsError(RefusalError):
    """The two receipts of a book are by two people (S43–S46)."""

    kind = "not-allowed"
    code = "book-both-receipts"
    text = (
        "册号 {serial} 由 {person} 本人持有、上交或报告，不能再由其{what}，"
        "须由保管单位的其他人或镇组织人事办公室办理"
    )


class BookDayError(RefusalError):
    """What happens to a book happens in the order of its days (S43)."""

    code = "book-day"
    text = "册号 {serial} 最近一笔在 {last} 办理，本次办理日 {on} 不能早于该日"


class BookLeftBehindError(RefusalError):
    """Who left a village writes no more in the book that belongs there (S46)."""

    kind = "conflict"
    code = "book-left-behind"
    text = "册号 {serial} 归 {archive} 存档，{person} 已不在该村（社区）任职，须上交归档，不能再写"


class BookStateError(RefusalError):
    """The book is not in the state that this needs (S43)."""

    kind = "conflict"
    code = "book-state"
    text = "册号 {serial} 现为「{state}」，不能办理{what}；须为{wanted}"


class WrongArchiveError(RefusalError):
    """The book goes to another archive (S44, S45)."""

    code = "wrong-archive"
    text = "册号 {serial} 应交 {right} 归档（{clause}），不能交 {to}"


class BlankWordsError(RefusalError):
    """What happened has to be told (S43)."""

    code = "book-words-blank"
    text = "{field}不能为空，请写明{wanted}"


class NotUsableError(RefusalError):
    """An entry goes into a book that its author holds and can write in (S22)."""

    kind = "conflict"
    code = "book-not-usable"
    text = "册号 {serial} 现不能由 {person} 书写；本人可用的记录本：{usable}"


class ClosedEntryError(RefusalError):
    """A complaint about cadres is not written where the cadres leaf through (S12, S22)."""

    code = "closed-entry"
    text = "反映干部问题的事项不公开，不记入记录本，请不填册号（{serial}）"
