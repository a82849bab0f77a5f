"""`cubby simulate WHAT ...`: hardware that is not there; a whole site, or the boards of one maker."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

WHAT: Final = {
    "site": "ui.cabinet.command",
    "shuoming": "hardware.simulator.boards",
}


def main(argv: list[str]) -> int:
    """The exit status of what is simulated; 2 for something that nobody can simulate."""
    match argv:
        case [what, *rest] if what in WHAT:
            simulate: Callable[[list[str]], int] = import_module(WHAT[what]).main
            return simulate(rest)
        case ["-h" | "--help"]:
            sys.stdout.write(_usage())
            return 0
        case _:
            sys.stderr.write(_usage())
            return 2


def _usage() -> str:
    return f"Usage: cubby simulate {'|'.join(WHAT)} ...\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
