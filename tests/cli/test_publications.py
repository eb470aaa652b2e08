"""What the public is told, on the command line."""

import pytest


@pytest.mark.clause("S79", "S80", "S81")
def test_everybody_reads_the_board_whole(terminal) -> None:
    deputy = ("--post", "deputy-secretary", "--unit", "town", "--since", "2020-01-01")
    kind = ("--kind", "town-office-civil-servant")
    terminal("roster", "person", "0102", "--name", "钱副", *deputy, *kind)
    text = "各村每周记民情，件件有回音；群众可随时查问办理情况，答复不满意的由他人回访，另行核实。"
    written = ("--title", "群众反映怎么办", "--text", f"{text}问老陈。", "--omit", "问老陈")
    told = terminal("publish", "draft", "--kind", "policy", "--unit", "town", *written)
    number = told.stdout.split()[0]
    assert "略去其他 1 处" in told.stdout
    terminal("publish", "approve", number, "--as", "钱副")
    terminal("publish", "release", number)

    lines = terminal("publish", "board").stdout.splitlines()
    assert lines[0] == f"{number}《群众反映怎么办》"
    assert lines[1].endswith(" 大涌镇 方案与要求")
    assert lines[3] == f"{text}〔略〕。"
