"""Looking the office over: whether it can do its work."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

from minqing_core.access.events import AdministratorRole
from minqing_core.application.backups import last
from minqing_core.application.catalogue import use_case
from minqing_core.application.high_water import require_high_water
from minqing_core.application.lost_orders import lost_orders
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.privacy_keeping import differences, redo
from minqing_core.backups.events import BackupTaken, DrillHeld
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.periods import OFFICE_ZONE, civil_date
from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label

GOOD, ATTENTION, FAULT = "ok", "attention", "fault"
KEPT: tuple[tuple[type[BackupTaken | DrillHeld], str, str, int, str], ...] = (
    (BackupTaken, "backup", "备份", 7, "backup 文件夹"),
    (DrillHeld, "drill", "恢复演练", 92, "restore 文件夹 --drill"),
)
MOST_BEHIND, MOST_MINUTES = 256, 24 * 60


@frozen(kw_only=True)
class Check:
    """One thing looked at: it is in order (ok), wants attention, or is a fault."""

    check: str
    title: str
    state: str
    text: str


@frozen(kw_only=True)
class Checkup:
    """Everything looked at."""

    items: tuple[Check, ...]
    next: None = None
    position: int


@use_case("doctor", Power.RECORD_VERIFY, "S37", reads=True)
def doctor(office: Office, act: Act) -> Checkup:
    """Look the office over: record, checkpoints, keys, copies, accounts, tables, calendar."""
    checks = (
        *(_record(office), _checkpoint(office), _keys(office), *_kept(office)),
        *(_accounts(office), _tables(office), _clock(office), *_calendar(office)),
    )
    return Checkup(
        items=(*checks, _programme(office), _asking(office, act)), position=office.size()
    )


def _record(office: Office) -> Check:
    text = f"共 {office.size()} 条"
    return Check(check="record", title="记录", state=GOOD, text=text)


def _keys(office: Office) -> Check:
    state, text = GOOD, "与限制处理、删除的决定一致"
    try:
        found, lost = differences(office), [*lost_orders(office)]
    except DamagedRecordError as error:
        return Check(check="keys", title="密钥库", state=FAULT, text=str(error))
    redo(office, found.undone)
    if found.undone:
        state, text = ATTENTION, f"{len(found.undone)} 把密钥未按决定限制或销毁，现已补行"
    if found.unordered:
        state = FAULT
        text = f"{len(found.unordered)} 把密钥没有决定而被限制或销毁，请运行 minqing verify"
    if lost:
        state = FAULT
        text = f"{len(lost)} 项删除决定已随记录丢失，所删的又可读出，请运行 minqing verify"
    return Check(check="keys", title="密钥库", state=state, text=text)


def _checkpoint(office: Office) -> Check:
    state, text = ATTENTION, "未设检查点目录（--checkpoints），无从发现记录被截去"
    if office.checkpoints.configured:
        text = "还没有检查点，请运行 minqing checkpoint sign --loop"
        try:
            require_high_water(office.log, office.checkpoints)
            latest = office.checkpoints.latest()
            if latest is not None and office.checkpoints.is_authentic(latest.note) is False:
                state, text = FAULT, f"{latest.file} 的签名无效，请运行 minqing verify"
            elif latest is not None:
                state, text = _sent(office, latest)
        except DamagedRecordError as error:
            state, text = FAULT, str(error)
    return Check(check="checkpoint", title="检查点", state=state, text=text)


def _sent(office: Office, latest: KeptCheckpoint) -> tuple[str, str]:
    """Say how far the record is beyond what left the house: where there is a witness, beyond that.

    Without one, nobody but the folder knows whether it did.
    """
    sent, at, by = latest, latest.written_at, ""
    if office.checkpoints.witnesses():
        cosigned = office.checkpoints.cosigned()
        if cosigned is None:
            return ATTENTION, "还没有见证过的检查点，请运行 minqing checkpoint cosign"
        (sent, at), by = cosigned, "（已见证）"
    behind = office.size() - sent.checkpoint.size
    if behind < 0:
        return ATTENTION, "已另起一期，还没有新的检查点，请用新的密钥运行 minqing checkpoint sign"
    minutes = max(0, (office.now() - at) // timedelta(minutes=1))
    late = behind >= MOST_BEHIND or minutes > MOST_MINUTES
    text = f"距最近一次外送检查点 {behind} 条/{minutes} 分钟{by}"
    return ATTENTION if late else GOOD, text


def _accounts(office: Office) -> Check:
    """Say who of the three administrators is wanting, once anybody can log in (S12)."""
    accounts = office.accounts()
    wanting = [role for role in AdministratorRole if not accounts.administrators(role)]
    if not accounts.held:
        text = "没有账号，网页上无人可以登录"
    elif wanting:
        titles = "、".join(label("administrator", role) for role in wanting)
        text = f"尚无{titles}，请由安全管理员办理 minqing account role"
    else:
        text = f"共 {len(accounts.held)} 个，系统、安全、审计管理员都有人担任"
    state = ATTENTION if accounts.held and wanting else GOOD
    return Check(check="accounts", title="账号", state=state, text=text)


def _tables(office: Office) -> Check:
    reached = office.views.position()
    behind = office.size() - reached
    state, text = GOOD, "与记录一致"
    if behind > 0:
        text = f"还有 {behind} 条未读入，下次查阅时自动读入"
    if behind < 0:
        state, text = FAULT, f"比记录多出 {-behind} 条，请运行 minqing views rebuild"
    return Check(check="tables", title="查询表", state=state, text=text)


def _clock(office: Office) -> Check:
    now = office.now()
    last = max((e.recorded_at for e in office.log.scan(office.size() - 1)), default=now)
    state, text = GOOD, f"现在 {_shown(now)}，最后一条记录于 {_shown(last)}"
    if last > now:
        state, text = FAULT, f"{text}；时钟早于最后一条记录，请校准"
    return Check(check="clock", title="时钟", state=state, text=text)


def _shown(instant: datetime) -> str:
    return f"{instant.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}"


def _calendar(office: Office) -> Iterator[Check]:
    year, published = civil_date(office.now()).year, office.programme().calendar.years
    for wanted, missing in ((year, FAULT), (year + 1, ATTENTION)):
        state, text = GOOD, f"{wanted} 年已公布"
        if wanted not in published:
            text = f"{wanted} 年未公布，期限为暂定；公布后请运行 minqing calendar publish {wanted}"
            state = missing
        yield Check(check=f"calendar-{wanted}", title="工作日历", state=state, text=text)


def _kept(office: Office) -> Iterator[Check]:
    for kind, check, title, days, command in KEPT:
        at = last(office, kind)
        state, text = ATTENTION, f"尚未登记，请运行 minqing {command}"
        if at is not None:
            ago = (office.now() - at).days
            state, text = GOOD, f"最近一次在 {_shown(at)}"
            if ago > days:
                state, text = ATTENTION, f"{text}，已过 {ago} 天，请运行 minqing {command}"
        yield Check(check=check, title=title, state=state, text=text)


def _programme(office: Office) -> Check:
    established = office.programme().established
    if established is None:
        return Check(check="programme", title="方案", state=FAULT, text="尚未设立")
    return Check(check="programme", title="方案", state=GOOD, text=established.title)


def _asking(office: Office, act: Act) -> Check:
    posts = "、".join(label("post", post) for post in office.standing(act.actor).posts)
    text = f"{directory(office)(act.actor)}（{act.actor}），{posts or '现无职务'}"
    return Check(check="actor", title="办理人", state=GOOD, text=text)
