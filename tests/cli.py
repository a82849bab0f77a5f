"""`./cubby COMMAND ...` in a checkout: the kiosk's commands, and three for those who work on its code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kiosk import cli

COMMANDS: Mapping[str, cli.Command] = {
    **cli.COMMANDS,
    "completion": replace(cli.COMMANDS["completion"], target="tests.cli:completion"),
    "bench": cli.Command(
        "measure this machine's Cubby", "tests.bench.command:main", "tests.bench.usage:parser", cli.DEVELOPERS
    ),
    "build": cli.Command(
        "make a release: program, packages, lists",
        "bundle.command:main",
        "bundle.usage:parser",
        cli.DEVELOPERS,
    ),
    "test": cli.Command(
        "check the code as continuous integration does", "tests.check:main", group=cli.DEVELOPERS
    ),
}


def completion(arguments: Sequence[str]) -> int:
    """`cubby completion`, of these commands."""
    from kiosk.terminal.completion import main  # noqa: PLC0415  help needs the standard library alone

    return main(arguments, COMMANDS)


if __name__ == "__main__":
    sys.exit(cli.start(sys.argv[1:], COMMANDS))
