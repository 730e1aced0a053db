"""`fayuan` loads a command's room when it is called, passes its exit code on, and tells faults plainly."""

import sys
from types import ModuleType

import pytest

from fayuan.project import cli
from fayuan.project.faults import SetupFault
from fayuan.project.supervisor import Options, parser, web_command


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A room's commands module that stands in for the one behind `fayuan law`."""
    made = ModuleType("fayuan_test_room")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    monkeypatch.setitem(cli.COMMANDS, "law", cli.Command(made.__name__, "示例"))
    return made


def test_a_rooms_exit_code_and_arguments_pass_through(room: ModuleType) -> None:
    heard: list[list[str]] = []

    def main(argv: list[str]) -> int:
        heard.append(argv)
        return 2

    vars(room)["main"] = main
    assert cli.main(["law", "due", "--from", "2026-01-01"]) == 2
    assert heard == [["due", "--from", "2026-01-01"]]


def test_a_fault_of_the_machine_is_one_sentence_and_a_way_out(
    room: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def main(_argv: list[str]) -> int:
        raise SetupFault("磁盘已满。", "腾出空间。")

    vars(room)["main"] = main
    assert cli.main(["law"]) == 1
    assert capsys.readouterr().err == "磁盘已满。\n  办法：腾出空间。\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(name in told for name in cli.COMMANDS)


def test_an_unknown_command_is_a_fault_of_the_caller(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["nonsense"])
    assert ended.value.code == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "８０"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([f"--port={port}"])
    assert ended.value.code == 2
    assert "1 到 65535" in capsys.readouterr().err


def test_the_port_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    options = Options("127.0.0.1", parser().parse_args([]).port, demo=False)
    assert options.address == "http://127.0.0.1:9000"
    assert "9000" in web_command(options)


def test_an_address_for_every_interface_is_shown_as_one_a_browser_can_open() -> None:
    assert Options("0.0.0.0", 8000, demo=False).address == "http://127.0.0.1:8000"
