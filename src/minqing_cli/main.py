"""The door: the commands by name, and the outermost edge where every failure is shown."""

import gc
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper

import click

from minqing_cli import chinese
from minqing_cli.help import LazyGroup, examples
from minqing_cli.refusals import INTERRUPTED, Refusal, exit_code, show

ROOT = "minqing_cli.commands"
LAZILY = {
    "case": (f"{ROOT}.case:case", "民情：记录、办理、反馈、办结、更正；查阅与统计"),
    "deadline": (f"{ROOT}.case_reading:deadline", "时限：逐日推算"),
    "duties": (f"{ROOT}.duties:duties", "职责台账：谁到哪天该做什么，做了没有"),
    "household": (f"{ROOT}.household:household", "住户和民情档案：登记、查阅"),
    "visit": (f"{ROOT}.visit:visit", "走访：记录、查阅"),
    "books": (f"{ROOT}.books:books", "记录本：印发、领用、保管、上交、归档"),
    "review": (f"{ROOT}.review:review", "自评与审阅：每季度自评、领导审阅"),
    "meeting": (f"{ROOT}.meeting:meeting", "民情分析会：会前统计、会议记录、决议落实"),
    "study": (f"{ROOT}.study:study", "集体研究：热点难点一起研究，逐件反馈"),
    "inspection": (f"{ROOT}.inspection:inspection", "检查：抽查、发现问题、整改、核查"),
    "bulletin": (f"{ROOT}.bulletin:bulletin", "通报：印发、查阅"),
    "appraisal": (f"{ROOT}.appraisal:appraisal", "年终：总结、考核表、异议、表彰"),
    "accountability": (
        f"{ROOT}.accountability:accountability",
        "责任追究：事件、调查、申辩、决定、申诉",
    ),
    "publish": (f"{ROOT}.publish:publish", "公开：编写、审核、公开；公开栏、好做法"),
    "public": (f"{ROOT}.public:public", "公众可见：类别、公开了的事、凭回执号查办结"),
    "signals": (f"{ROOT}.signals:signals", "信号：记录中值得再问一句的地方，不是结论"),
    "report": (
        f"{ROOT}.case_reading:report",
        "报表：悬而未办、督办、转手、季度情况等",
    ),
    "prove": (f"{ROOT}.signals:prove", "证明：件件有回音、事事有着落"),
    "document": (f"{ROOT}.document:document", "公文表单：打印、存为 PDF 或 Word"),
    "roster": (f"{ROOT}.roster:roster", "花名册：单位、人员、职务、驻村、系统用户"),
    "programme": (f"{ROOT}.programme:programme", "活动方案：依据、规定、类别"),
    "calendar": (f"{ROOT}.programme:calendar", "工作日历：查看与公布"),
    "whoami": (f"{ROOT}.office:whoami", "我是谁，有什么职权"),
    "powers": (f"{ROOT}.office:powers", "权限：哪些职务可以办什么"),
    "import": (f"{ROOT}.importing:importing", "导入：先检查，后入库"),
    "access": (f"{ROOT}.access:access", "查阅记录：谁看过什么，谁被拒绝"),
    "account": (f"{ROOT}.account:account", "账号：开立、锁定、口令；三员分设"),
    "session": (f"{ROOT}.session:session", "登录：列出、退出"),
    "key": (f"{ROOT}.key:key", "接口密钥：发放、列出、吊销"),
    "events": (f"{ROOT}.events:events", "变动：记录了什么，依次告知别的系统"),
    "export": (f"{ROOT}.export:export", "统计用数据：没有文字和姓名；可写成 Parquet 文件"),
    "city": (f"{ROOT}.city:city", "全市：跟随各镇的记录，核对、见证，看板和统计"),
    "privacy": (f"{ROOT}.privacy:privacy", "个人信息：限制处理；两人办理的删除"),
    "bundle": (f"{ROOT}.proof:bundle", "案卷：一件事连同全部证明，任何人可核验"),
    "receipt": (f"{ROOT}.proof:receipt", "回执：证明一件事已记录在案，可印成二维码"),
    "checkpoint": (f"{ROOT}.checkpoint:checkpoint", "检查点：签署、查看"),
    "keys": (f"{ROOT}.checkpoint:keys", "签名密钥：生成、显示公钥"),
    "witness": (f"{ROOT}.witness:group", "见证：上级单位见证检查点，不认改过、截过的记录"),
    "verify": (f"{ROOT}.office:verify", "核验全部记录是否完整、未被改动"),
    "backup": (f"{ROOT}.backup:backup", "备份：不停办公，另存一份"),
    "restore": (f"{ROOT}.backup:restore", "恢复：由备份建库，或作演练"),
    "webhook": (f"{ROOT}.webhook:webhook", "推送：变动发往哪里，怎样了，再发"),
    "metrics": (f"{ROOT}.metrics:metrics", "数目：记录多少条，检查点之后多少条"),
    "db": (f"{ROOT}.office:db", "数据库：建库、升级"),
    "views": (f"{ROOT}.office:views", "查询表：重建"),
    "doctor": (f"{ROOT}.office:doctor", "体检：逐项检查能否正常工作"),
    "serve": (f"{ROOT}.serve:serve", "开启网页与接口"),
    "demo": (f"{ROOT}.demo:demo", "演示：生成一个两年的镇，并作导览"),
    "config": (f"{ROOT}.setup:config", "设置：看有哪些、从何而来"),
    "completion": (f"{ROOT}.setup:completion", "命令补全脚本"),
    "version": (f"{ROOT}.setup:version", "显示版本"),
}
FAILED = 70
RARELY = 100_000

chinese.speak()


@click.group(
    cls=LazyGroup,
    lazily=LAZILY,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "minqing --db town.db db init --town 大涌镇 --clerk 王小明",
        "minqing case record --kind problem --channel visit --category HOT_DIFFICULT.ROADS \\",
        "    --title 村口路灯不亮 --text 坏了三个月 --petitioner 李大娘",
        "minqing case list --status handling",
        "minqing case log 2026-000001",
        "minqing verify --json",
    ),
)
@click.option("--db", metavar="文件或地址", help="哪个库：文件、sqlite:///…、postgresql://…")
@click.option("--key-file", metavar="文件", help="主密钥文件；缺省在库文件旁边")
@click.option("--checkpoints", metavar="目录", help="检查点目录；记录短于其中最近一次的，不予打开")
def cli(**_: object) -> None:
    """民情日记：记下群众的每一件事，办到哪一步、谁在办、答复了没有，都有据可查。"""
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False


def run() -> None:
    """Run the command line and end the process with its exit code.

    Being told to end is being interrupted, so that nothing is left in scratch places.
    Nothing is left open by then, so the interpreter need not take its modules apart.
    """
    gc.set_threshold(RARELY)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = status()
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def status() -> int:
    """Run the command line and return its exit code."""
    try:
        return cli.main(prog_name="minqing", standalone_mode=False) or 0
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return INTERRUPTED
    except Refusal as refusal:
        show(refusal, {}, as_json=False)
        return exit_code(refusal)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as failure:  # noqa: BLE001 - the outermost edge
        return _failed(failure)


def _failed(failure: Exception) -> int:
    if os.environ.get("MINQING_DEBUG"):
        import traceback  # noqa: PLC0415 - only when something broke

        traceback.print_exception(failure)
    click.echo(
        f"✗ 程序出错，未能完成：{type(failure).__name__}: {failure} (failed)\n"
        "  设 MINQING_DEBUG=1 再试可看到详情",
        err=True,
    )
    return FAILED


if __name__ == "__main__":
    run()
