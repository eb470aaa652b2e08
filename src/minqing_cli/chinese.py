"""Click's own words in Chinese."""

import sys

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示帮助。",
    "Show the version and exit.": "显示版本。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s 版",
    "Error: {message}": "✗ {message}",
    "Try '{command} {option}' for help.": "用 {command} {option} 查看帮助。",
    "Aborted!": "已中断。",
    "deprecated": "已停用",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "No such option {name!r}.": "没有此选项：{name}。",
    "No such command {name!r}.": "没有此命令：{name}。",
    "Did you mean {possibility}?": "您要的是不是 {possibility}?",
    "(Did you mean one of: {possibilities}?)": "您要的是不是其中之一：{possibilities}?",
    "Invalid value: {message}": "所填的值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Got unexpected extra arguments ({args})": "多出了参数：{args}",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 后须有一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后须有 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 须有 {nargs} 个值。",
    "Takes {nargs} values but 1 was given.": "须有 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "须有 {nargs} 个值，给了 {len} 个。",
    "{len_type} values are required, but {len_value} was given.": (
        "须有 {len_type} 个值，给了 {len_value} 个。"
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "须有 {len_type} 个值，给了 {len_value} 个。"
    ),
    "Value must be an iterable.": "值应为列表。",
    "{value!r} is not {choice}.": "「{value}」不对，应为 {choice}。",
    "{value!r} is not one of {choices}.": "「{value}」不对，应为其中之一：{choices}。",
    "{value!r} is not a valid {number_type}.": "「{value}」不是 {number_type}。",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "「{value}」不是是非值，可填：{states}"
    ),
    "{value!r} is not a valid UUID.": "「{value}」不是 UUID。",
    "{value!r} does not match the format {format}.": "「{value}」不合格式 {format}。",
    "{value!r} does not match the formats {formats}.": "「{value}」不合以下任一格式：{formats}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Choice({choices})": "可选（{choices}）",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    "{name} {filename!r} does not exist.": "{name} {filename} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是目录。",
    "{name} {filename!r} is not readable.": "{name} {filename} 无法读取。",
    "{name} {filename!r} is not writable.": "{name} {filename} 无法写入。",
    "{name} {filename!r} is not executable.": "{name} {filename} 无法执行。",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename}：{message}",
    "unknown error": "原因不明",
    "env var: {var}": "环境变量：{var}",
    "default: {default}": "缺省：{default}",
    "(dynamic)": "（视情况而定）",
    "Do you want to continue?": "要继续吗？",
    "Confirm the action without prompting.": "不再询问，直接办理。",
    "Repeat for confirmation": "请再输入一次",
    "Error: The two entered values do not match.": "✗ 两次输入不一致。",
    "Error: invalid input": "✗ 输入不对",
    "Press any key to continue...": "按任意键继续……",
    "integer": "整数",
    "required": "必填",
    "d": "日",
    "{editor}: Editing failed": "{editor}：编辑失败",
    "{editor}: Editing failed: {e}": "{editor}：编辑失败：{e}",
    "Windows error: {error}": "Windows 错误：{error}",
    "Couldn't detect Bash version, shell completion is not supported.": (
        "无法得知 Bash 的版本，不能补全。"
    ),
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Bash 4.4 以前的版本不能补全。"
    ),
}
TRADE = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def chinese(words: str) -> str:
    """Return words of Click in Chinese; as they are when they have no translation."""
    return WORDS.get(words, words)


def chinese_number(one: str, many: str, count: int) -> str:
    """Return words of Click that depend on a number in Chinese."""
    return chinese(one if count == 1 else many)


def speak() -> None:
    """Let Click speak Chinese."""
    for name in TRADE:
        module = sys.modules[f"click.{name}"]
        for ours, theirs in ((chinese, "_"), (chinese_number, "ngettext")):
            if hasattr(module, theirs):
                setattr(module, theirs, ours)
