"""`cubby COMMAND ...`: the table of commands, each loaded only when it is asked for.

Exit status: 0 good, 1 a finding or a failure with a sentence on stderr, 2 wrong usage,
130 interrupted, 141 when the reader of a pipe has gone.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper

from kiosk.version import VERSION


@dataclass(frozen=True, slots=True)
class Command:
    """One line of help, and the `module:function` that takes the arguments and returns the exit status.

    `serves`: it runs until SIGTERM, which is a good end from the first moment on.
    """

    help: str
    target: str
    serves: bool = False


COMMANDS: Mapping[str, Command] = {
    "demo": Command("the kiosk in a simulated cabinet, ready to be tried", "ui.demo:main", serves=True),
    "run": Command("run the kiosk of a site file", "ui.run:main", serves=True),
    "announce": Command("announce a delivery that a courier will bring", "kiosk.control_commands:announce"),
    "place": Command("record a delivery that is in already", "kiosk.control_commands:place"),
    "staff": Command("members of staff", "kiosk.control_commands:staff"),
    "open": Command("open a door of a running kiosk from afar", "kiosk.control_commands:open_door"),
    "badge": Command("badges of recipients", "kiosk.proof_commands:badge"),
    "delegate": Command("let somebody else collect", "kiosk.proof_commands:delegate"),
    "revoke": Command("badges and tokens that count no more", "kiosk.proof_commands:revoke"),
    "keys": Command("the operator's keys that sign tokens", "kiosk.proof_commands:keys"),
    "forget": Command("erase somebody from the data and its backups", "kiosk.control_commands:forget"),
    "forget-face": Command("destroy the face kept of somebody", "kiosk.control_commands:forget_face"),
    "doctor": Command("what is the matter with a kiosk", "kiosk.doctor:main"),
    "journal": Command("verify, show, export or rebuild the journal", "kiosk.journal.command:main"),
    "simulate site": Command("a whole simulated site for a kiosk", "ui.cabinet.command:main", serves=True),
    "simulate": Command("lock boards of any maker", "hardware.simulator.boards:main", serves=True),
    "probe": Command("find out which lock boards are connected", "hardware.probe.command:main"),
    "gallery": Command("draw a picture of every screen", "ui.gallery:main"),
    "read-codes": Command("read the codes on pictures and films", "hardware.vision.read_codes:main"),
    "match-faces": Command("say who is on pictures of faces", "hardware.vision.faces.match_faces:main"),
    "calibrate faces": Command("find a site's thresholds for faces", "hardware.vision.faces.calibrate:main"),
    "vision": Command("see for a kiosk (it starts this by itself)", "hardware.vision.process:main"),
    "bench": Command("measure this machine's Cubby", "tests.bench.command:main"),
    "test": Command("check the code as continuous integration does", "tests.check:main"),
}

_GOOD, _WRONG_USAGE, _INTERRUPTED, _PIPE_CLOSED = 0, 2, 130, 141


def main(arguments: Sequence[str], commands: Mapping[str, Command] = COMMANDS) -> int:
    """Run the command that `arguments` (without the program's name) ask for; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows few letters is no failure
    try:
        status = _dispatch(list(arguments), commands)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The interpreter flushes once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return status


def _dispatch(arguments: list[str], commands: Mapping[str, Command]) -> int:
    match arguments:
        case ["--version"]:
            print(f"cubby {VERSION}")
            return _GOOD
        case ["--help" | "-h" | "help"]:
            print(_help(commands))
            return _GOOD
        case ["help", name, *_] if name in commands:
            return _load(commands[name])(["--help"])
        case [first, second, *rest] if f"{first} {second}" in commands:
            return _run(commands[f"{first} {second}"], rest)
        case [name, *rest] if name in commands:
            return _run(commands[name], rest)
        case ["help", name, *_] | [name, *_]:
            print(_unknown(name, commands), file=sys.stderr)
            return _WRONG_USAGE
        case _:
            print(_help(commands), file=sys.stderr)
            return _WRONG_USAGE


def _run(command: Command, arguments: list[str]) -> int:
    if not command.serves:
        return _load(command)(arguments)
    # Until it has a handler of its own there is nothing to tidy; and an exception that is raised in the
    # middle of an import might get lost.
    before = signal.signal(signal.SIGTERM, lambda *_: os._exit(_GOOD))
    try:
        return _load(command)(arguments)
    finally:
        signal.signal(signal.SIGTERM, before)


def _load(command: Command) -> Callable[[list[str]], int]:
    module, function = command.target.split(":")
    loaded: Callable[[list[str]], int] = getattr(import_module(module), function)
    return loaded


def _help(commands: Mapping[str, Command]) -> str:
    width = max(map(len, commands), default=0)
    lines = (f"  {name:<{width}}  {command.help}" for name, command in commands.items())
    return "\n".join(
        (
            "Usage: cubby COMMAND ...",
            "",
            *lines,
            "",
            "`cubby COMMAND --help` says more about one of them; `cubby --version` says which Cubby this is.",
        )
    )


def _unknown(name: str, commands: Mapping[str, Command]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  only who mistypes pays for it

    near = get_close_matches(name, commands, n=1)
    hint = f"did you mean `cubby {near[0]}`?" if near else "`cubby help` lists them all."
    return f"cubby: there is no command {name!r}; {hint}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
