"""The table of commands, and what the program answers to whoever mistypes, interrupts or stops reading."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from hardware.locks.driver import Polarity
from hardware.simulator.usage import POLARITIES
from kiosk.cli import Command, main, parser_of
from kiosk.orders import staff
from kiosk.usage import orders, proofs
from kiosk.version import VERSION
from kiosk.visits.who.delegations import LONGEST_HOURS
from tests.cli import COMMANDS
from tests.helpers.program import CUBBY, cubby

SAMPLES = {
    "echo": Command("print the arguments", f"{__name__}:echo"),
    "announce": Command("end with a finding", f"{__name__}:find"),
    "interrupted": Command("be interrupted", f"{__name__}:interrupted"),
}


_VERBS = frozenset(
    [
        "add",
        "announce",
        "answer",
        "ask",
        "block",
        "cancel",
        "check",
        "confirm",
        "destroy",
        "draw",
        "empty",
        "end",
        "enrol",
        "erase",
        "export",
        "fetch",
        "find",
        "fold",
        "follow",
        "give",
        "go",
        "install",
        "let",
        "list",
        "make",
        "measure",
        "open",
        "print",
        "publish",
        "put",
        "read",
        "record",
        "replace",
        "run",
        "say",
        "see",
        "set",
        "show",
        "sign",
        "simulate",
        "take",
        "tell",
        "try",
        "verify",
        "watch",
        "withdraw",
        "write",
    ]
)


def echo(arguments: list[str]) -> int:
    sys.stdout.write("|".join(arguments) + "\n")
    return 0


def find(arguments: list[str]) -> int:
    return 1


def interrupted(arguments: list[str]) -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_line_of_help_and_a_function(name: str) -> None:
    command = COMMANDS[name]
    module, _, function = command.target.partition(":")
    assert callable(getattr(import_module(module), function))
    assert command.help
    assert "\n" not in command.help


def _subcommands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """The name and line of help of each command below this one."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield f"{parser.prog} {choice.dest}", choice.help or ""


def _every_line_of_help() -> Iterator[tuple[str, str]]:
    for name, command in COMMANDS.items():
        yield name, command.help
        parser = parser_of(command)
        if parser is not None:
            yield from _subcommands(parser)


_LINES = tuple(_every_line_of_help())


@pytest.mark.parametrize(("name", "line"), _LINES, ids=[name for name, _ in _LINES])
def test_a_line_of_help_is_short_and_begins_with_what_to_do(name: str, line: str) -> None:
    assert 0 < len(line) <= 60
    assert not line.endswith(".")
    verb = line.split(maxsplit=1)[0]
    assert verb == verb.lower()
    assert verb.strip(",") in _VERBS


@pytest.mark.parametrize("name", [name for name in COMMANDS if COMMANDS[name].usage])
def test_what_a_command_may_be_asked_is_told_by_the_parser_of_its_own_name(name: str) -> None:
    parser = parser_of(COMMANDS[name])
    assert parser is not None
    assert parser.prog == f"cubby {name}"
    assert all(
        action.help for action in parser._actions if not action.metavar or "COMMAND" not in action.metavar
    )


def test_what_the_parsers_say_of_numbers_and_words_is_what_the_kiosk_has() -> None:
    assert proofs.LONGEST_HOURS == LONGEST_HOURS
    assert orders.TODAY == staff.TODAY
    assert tuple(Polarity) == POLARITIES


def test_exit_statuses_are_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "exit-status"]) == 0
    told = capsys.readouterr().out.strip()
    assert "141" in told
    assert main(["help"]) == 0
    assert capsys.readouterr().out.count(told) == 1


def test_help_names_every_command() -> None:
    answer = cubby("help")
    assert answer.returncode == 0
    for name, command in COMMANDS.items():
        assert f"  {name} " in answer.stdout
        assert command.help in answer.stdout


def test_the_version_is_told() -> None:
    answer = cubby("--version")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"cubby {VERSION}\n", "")


def test_arguments_reach_the_command_and_its_status_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["echo", "one", "--two"], SAMPLES) == 0
    assert main(["announce"], SAMPLES) == 1
    assert capsys.readouterr().out == "one|--two\n"


def test_help_about_a_command_is_the_commands_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "echo"], SAMPLES) == 0
    assert capsys.readouterr().out == "--help\n"


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], SAMPLES) == 2
    assert "Usage: cubby COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["anounce"], ["help", "anounce"], ["anounce", "--help"]])
def test_an_unknown_command_is_answered_with_the_nearest(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, SAMPLES) == 2
    assert "no command 'anounce'; did you mean `cubby announce`?" in capsys.readouterr().err


def test_a_command_like_none_is_answered_with_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xyzzy"], SAMPLES) == 2
    assert "`cubby help` lists them all" in capsys.readouterr().err


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["interrupted"], SAMPLES) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_gone_is_nothing_to_talk_about() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        finished = subprocess.run((CUBBY, "help"), stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (finished.returncode, finished.stderr) == (141, b"")


@pytest.mark.parametrize("name", ["run", "demo", "simulate", "simulate site"])
def test_what_serves_is_ended_well_while_it_is_still_loading(name: str) -> None:
    script = (
        "import os, signal, sys\n"
        "import kiosk.cli as cli\n"
        "cli.import_module = lambda name: os.kill(os.getpid(), signal.SIGTERM)\n"
        f"sys.exit(cli.main({name.split()!r}))\n"
    )
    assert subprocess.run((sys.executable, "-c", script), check=False).returncode == 0


def test_sigterm_ends_what_has_an_end_as_it_ends_any_program() -> None:
    script = (
        "import os, signal, sys\n"
        "import kiosk.cli as cli\n"
        "cli.import_module = lambda name: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.exit(cli.main(['journal']))\n"
    )
    assert subprocess.run((sys.executable, "-c", script), check=False).returncode == -signal.SIGTERM


def test_it_speaks_to_a_terminal_that_knows_few_letters() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    finished = subprocess.run(
        (CUBBY, "Größe"), env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 2
    assert "no command 'Gr\\xf6\\xdfe'" in finished.stderr


def test_it_runs_through_a_link_from_any_folder_and_trusts_nothing_that_lies_there(tmp_path: Path) -> None:
    for name in ("dataclasses.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong module')\n")
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "__init__.py").write_text("raise SystemExit('the wrong module')\n")
    link = tmp_path / "a link to it"
    link.symlink_to(CUBBY)
    finished = subprocess.run(
        (link, "--version"), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (finished.returncode, finished.stdout) == (0, f"cubby {VERSION}\n")
