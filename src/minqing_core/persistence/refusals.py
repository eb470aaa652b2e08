"""What is said when a store cannot be made or opened."""

from minqing_core.kernel.refusals import RefusalError


class StoreExistsError(RefusalError):
    """There is a store already, and it is left as it is."""

    kind = "conflict"
    code = "store-exists"
    text = "{place} 已经存在，未作任何改动"


class StoreMissingError(RefusalError):
    """There is no store at this place."""

    kind = "not-found"
    code = "store-missing"
    text = "{place} 还没有民情日记的库，请先运行 minqing --db {place} db init"


class StoreUnreadableError(RefusalError):
    """What lies at this place is not a store, or cannot be opened."""

    kind = "conflict"
    code = "store-unreadable"
    text = "{place} 无法作为民情日记的库打开：{trouble}"
