"""`cubby completion bash|zsh`: every command and option, from the commands' own parsers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import shtab

from kiosk.cli import COMMANDS, Command, parser_of
from kiosk.usage.completion import completion as usage

_OWN: Final = "help"


def main(argv: Sequence[str], commands: Mapping[str, Command] = COMMANDS) -> int:
    given = usage().parse_args(argv)
    sys.stdout.write(shtab.complete(whole_parser(commands), given.shell) + "\n")
    return 0


def whole_parser(table: Mapping[str, Command] = COMMANDS) -> argparse.ArgumentParser:
    """One parser of all commands; those of two words are below the first."""
    parser = argparse.ArgumentParser(prog="cubby")
    parser.add_argument("--version", action="store_true", help="say which Cubby this is")
    commands = parser.add_subparsers(dest="command")
    inner: dict[str, Any] = {}
    for name, command in table.items():
        own = _completed(parser_of(command))
        first, _, second = name.partition(" ")
        if not second:
            _add(commands, first, command.help, own or argparse.ArgumentParser(prog=f"cubby {first}"))
            continue
        if first not in inner:
            above = commands.choices.get(first)
            if above is None:
                above = argparse.ArgumentParser(prog=f"cubby {first}")
                _add(commands, first, command.help, above)
            inner[first] = above.add_subparsers(dest="second")
        _add(inner[first], second, command.help, own or argparse.ArgumentParser(prog=f"cubby {name}"))
    listed = commands.add_parser(_OWN, help="list all commands")
    listed.add_argument("name", nargs="?", choices=[*table, "exit-status"], help="a command")
    return parser


def _add(commands: Any, name: str, says: str, parser: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse names no type
    """A parser that is made already, as a command below another."""
    commands.add_parser(name, help=says)
    commands.choices[name] = parser


def _completed(parser: argparse.ArgumentParser | None) -> argparse.ArgumentParser | None:
    """The parser, with its files and folders completed as such."""
    for action in parser._actions if parser else ():
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _completed(below)
        elif action.type is Path or action.metavar in ("FILE", "DIR", "PATH"):
            kind = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE
            action.complete = kind  # type: ignore[attr-defined]  # shtab reads it there
    return parser
