"""`cubby COMMAND ...`: the table of commands, each loaded only when it is asked for.

What a command may be asked is told apart from what it does, and needs the standard library alone: help and
slips are answered at once, also on a machine where nothing is prepared (`./cubby` asks for that).
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper

from kiosk.version import VERSION


@dataclass(frozen=True, slots=True)
class Command:
    """One line of help, and the `module:function` that takes the arguments and returns the exit status.

    `usage`: the `module:function` that makes its parser. `group`: who uses it. `serves`: it runs until
    SIGTERM, which is a good end from the first moment on.
    """

    help: str
    target: str
    usage: str = ""
    group: str = ""
    serves: bool = False


_TRY, _PARCELS, _PEOPLE = "to try it", "parcels and doors", "people and proofs"
_MACHINE, _HUB, DEVELOPERS = "the machine", "the operator's hub", "for developers"

COMMANDS: Mapping[str, Command] = {
    "demo": Command(
        "try the real kiosk in a simulated cabinet",
        "ui.demo.command:main",
        "ui.usage:demo",
        _TRY,
        serves=True,
    ),
    "announce": Command(
        "announce a delivery that a courier will bring",
        "kiosk.control.commands:announce",
        "kiosk.usage.orders:announce",
        _PARCELS,
    ),
    "place": Command(
        "record a parcel that is in a door already",
        "kiosk.control.commands:place",
        "kiosk.usage.orders:place",
        _PARCELS,
    ),
    "withdraw": Command(
        "withdraw a parcel that is not to be handed out",
        "kiosk.terminal.lists:withdraw",
        "kiosk.usage.lists:withdraw",
        _PARCELS,
    ),
    "case": Command(
        "see to parcels that belong together",
        "kiosk.terminal.cases:main",
        "kiosk.usage.cases:case",
        _PARCELS,
    ),
    "tasks": Command(
        "list what is to be done; say that it is done",
        "kiosk.terminal.tasks:main",
        "kiosk.usage.tasks:tasks",
        _PARCELS,
    ),
    "tenancy": Command(
        "see who rents which space; give one, end one",
        "kiosk.terminal.tenancies:main",
        "kiosk.usage.tenancies:tenancy",
        _PARCELS,
    ),
    "pool": Command(
        "see what is lent; add one to a pool, retire one",
        "kiosk.terminal.pools:main",
        "kiosk.usage.pools:pool",
        _PARCELS,
    ),
    "group": Command(
        "see who is in which group; add somebody, take them out",
        "kiosk.terminal.pools:groups",
        "kiosk.usage.pools:group",
        _PEOPLE,
    ),
    "list": Command(
        "list parcels, doors, staff, badges, codes or tasks",
        "kiosk.terminal.lists:main",
        "kiosk.usage.lists:listing",
        _PARCELS,
    ),
    "money": Command(
        "tell what was taken, and what of it is open",
        "kiosk.terminal.money.command:main",
        "kiosk.usage.money:money",
        _PARCELS,
    ),
    "label explain": Command(
        "say whose label a code is, and what is its number",
        "kiosk.terminal.labels:explain",
        "kiosk.usage.labels:explain",
        _PARCELS,
    ),
    "label check": Command(
        "check carriers' files", "kiosk.terminal.labels:check", "kiosk.usage.labels:check", _PARCELS
    ),
    "open": Command(
        "open a door of a running kiosk from afar",
        "kiosk.control.commands:open_door",
        "kiosk.usage.orders:open_door",
        _PARCELS,
    ),
    "staff": Command(
        "add and remove members of staff", "kiosk.control.commands:staff", "kiosk.usage.orders:staff", _PEOPLE
    ),
    "badge": Command(
        "give and take badges of recipients",
        "kiosk.control.proofs:badge",
        "kiosk.usage.proofs:badge",
        _PEOPLE,
    ),
    "delegate": Command(
        "let somebody else collect", "kiosk.control.proofs:delegate", "kiosk.usage.proofs:delegate", _PEOPLE
    ),
    "revoke": Command(
        "block badges and tokens", "kiosk.control.proofs:revoke", "kiosk.usage.proofs:revoke", _PEOPLE
    ),
    "clock": Command(
        "say that the machine's clock is right",
        "kiosk.control.proofs:clock",
        "kiosk.usage.proofs:clock",
        _PEOPLE,
    ),
    "keys": Command(
        "set the operator's keys that sign tokens",
        "kiosk.control.proofs:keys",
        "kiosk.usage.proofs:keys",
        _PEOPLE,
    ),
    "link enrol": Command(
        "make the kiosk known to the operator's hub",
        "kiosk.terminal.link:enrol",
        "kiosk.usage.link:enrol",
        _MACHINE,
    ),
    "link status": Command(
        "say how the link to the operator's hub is",
        "kiosk.terminal.link:status",
        "kiosk.usage.link:status",
        _MACHINE,
    ),
    "forget": Command(
        "erase somebody from the data and its backups",
        "kiosk.control.commands:forget",
        "kiosk.usage.orders:forget",
        _PEOPLE,
    ),
    "forget-face": Command(
        "destroy the face kept of somebody",
        "kiosk.control.commands:forget_face",
        "kiosk.usage.orders:forget_face",
        _PEOPLE,
    ),
    "forget-wishes": Command(
        "destroy what is kept of somebody's wishes of the screen",
        "kiosk.control.commands:forget_wishes",
        "kiosk.usage.orders:forget_wishes",
        _PEOPLE,
    ),
    "run": Command("run the kiosk of a site file", "ui.run:main", "ui.usage:run", _MACHINE, serves=True),
    "status": Command(
        "say in a screenful how a kiosk is",
        "kiosk.terminal.status:main",
        "kiosk.usage.lists:status",
        _MACHINE,
    ),
    "doctor": Command(
        "check a kiosk for problems", "kiosk.doctor.command:main", "kiosk.usage.inspection:doctor", _MACHINE
    ),
    "journal": Command(
        "verify, show, export, rebuild or restore the journal",
        "kiosk.journal.commands.command:main",
        "kiosk.usage.inspection:journal",
        _MACHINE,
    ),
    "site check": Command(
        "check a site file without a kiosk", "kiosk.terminal.sites:check", "kiosk.usage.sites:check", _MACHINE
    ),
    "site new": Command(
        "write a site file from ten answers", "kiosk.terminal.sites:new", "kiosk.usage.sites:new", _MACHINE
    ),
    "service check": Command(
        "check a service file without a kiosk",
        "kiosk.terminal.services:check",
        "kiosk.usage.services:check",
        _MACHINE,
    ),
    "service explain": Command(
        "say in plain sentences what a service is",
        "kiosk.terminal.services:explain",
        "kiosk.usage.services:explain",
        _MACHINE,
    ),
    "service explore": Command(
        "find every state of a service and each ending",
        "kiosk.terminal.exploring:explore",
        "kiosk.usage.services:explore",
        _MACHINE,
    ),
    "accessibility report": Command(
        "write what is met of EN 301 549 and Section 508",
        "kiosk.terminal.accessibility:report",
        "kiosk.usage.sites:accessibility",
        _MACHINE,
    ),
    "probe": Command(
        "find out which lock boards are connected",
        "hardware.probe.command:main",
        "hardware.probe.usage:probe",
        _MACHINE,
    ),
    "read-codes": Command(
        "read the codes on pictures and films",
        "hardware.vision.codes.command:main",
        "hardware.vision.usage:read_codes",
        _MACHINE,
    ),
    "match-faces": Command(
        "say who is on pictures of faces",
        "hardware.vision.faces.commands.match:main",
        "hardware.vision.usage:match_faces",
        _MACHINE,
    ),
    "calibrate faces": Command(
        "find a site's thresholds for faces",
        "hardware.vision.faces.commands.calibrate:main",
        "hardware.vision.usage:calibrate",
        _MACHINE,
    ),
    "speak": Command(
        "say a text with the machine's voice, or write it",
        "hardware.speech.command:main",
        "hardware.speech.usage:speak",
        _MACHINE,
    ),
    "import occupancy": Command(
        "take over what is in which door, from a list",
        "kiosk.terminal.moving:occupancy",
        "kiosk.usage.moving:occupancy",
        _MACHINE,
    ),
    "drain": Command(
        "empty the machine by a date",
        "kiosk.terminal.moving:drain",
        "kiosk.usage.moving:drain",
        _MACHINE,
    ),
    "drain report": Command(
        "say whether the machine is empty, signed",
        "kiosk.terminal.moving:report",
        "kiosk.usage.moving:drain_report",
        _MACHINE,
    ),
    "update": Command(
        "see what version runs, and change it",
        "kiosk.update.command:main",
        "kiosk.usage.updates:update",
        _MACHINE,
    ),
    "release": Command(
        "sign and publish builds for kiosks",
        "kiosk.release.command:main",
        "kiosk.usage.releases:release",
        _MACHINE,
    ),
    "completion": Command(
        "write what bash or zsh needs to complete commands",
        "kiosk.terminal.completion:main",
        "kiosk.usage.completion:completion",
        _MACHINE,
    ),
    "hub run": Command(
        "run a hub, with a database of its own or another",
        "kiosk.hub.command:run",
        "kiosk.usage.hub:run",
        _HUB,
        serves=True,
    ),
    "hub check": Command(
        "verify a hub's rows and say what is wrong",
        "kiosk.hub.command:check",
        "kiosk.usage.hub:check",
        _HUB,
    ),
    "hub backup": Command(
        "write a hub's database and keys into one file",
        "kiosk.hub.command:backup",
        "kiosk.usage.hub:backup",
        _HUB,
    ),
    "hub restore": Command(
        "put a hub's backup back",
        "kiosk.hub.command:restore",
        "kiosk.usage.hub:restore",
        _HUB,
    ),
    "hub rebuild": Command(
        "make all that a hub's pages show anew",
        "kiosk.hub.command:rebuild",
        "kiosk.usage.hub:rebuild",
        _HUB,
    ),
    "hub export": Command(
        "write one kiosk's rows as a hub has them",
        "kiosk.hub.command:export",
        "kiosk.usage.hub:export",
        _HUB,
    ),
    "hub kiosk": Command(
        "add kiosks to a hub, and approve them",
        "kiosk.hub.command:kiosk",
        "kiosk.usage.hub:kiosk",
        _HUB,
    ),
    "simulate": Command(
        "simulate lock boards of any maker",
        "hardware.simulator.boards.command:main",
        "hardware.simulator.usage:simulate",
        DEVELOPERS,
        serves=True,
    ),
    "simulate site": Command(
        "simulate a whole site for a kiosk",
        "ui.cabinet.command:main",
        "ui.usage:simulate_site",
        DEVELOPERS,
        serves=True,
    ),
    "simulate terminal": Command(
        "simulate a card terminal",
        "hardware.simulator.terminals.command:main",
        "hardware.simulator.usage:simulate_terminal",
        DEVELOPERS,
        serves=True,
    ),
    "simulate fleet": Command(
        "simulate kiosks with visitors and mishaps at a hub",
        "kiosk.fleet.command:main",
        "kiosk.usage.fleet:simulate",
        DEVELOPERS,
        serves=True,
    ),
    "gallery": Command("draw a picture of every screen", "ui.gallery:main", "ui.usage:gallery", DEVELOPERS),
    "vision": Command(
        "see for a kiosk (it starts this by itself)",
        "hardware.vision.process:main",
        "hardware.vision.usage:vision",
        DEVELOPERS,
    ),
}

EXIT_STATUS = """Exit status of every command:
  0    good
  1    a finding, or a failure with a sentence on standard error
  2    wrong usage
  130  interrupted (Ctrl-C)
  141  the reader of a pipe has gone"""

_GOOD, _WRONG_USAGE, _HELP_GIVEN, _INTERRUPTED, _PIPE_CLOSED = 0, 2, 3, 130, 141
_BEFOREHAND = "--beforehand"


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


def beforehand(arguments: Sequence[str], commands: Mapping[str, Command] = COMMANDS) -> int:
    """Answer help and slips before anything is prepared for the command.

    0: there is something to do; 2: wrong usage, told on stderr; 3: the help was wanted, and given.
    """
    name, rest = _named(list(arguments), commands)
    try:
        if name not in commands:
            return main(arguments, commands) or _HELP_GIVEN
        if commands[name].usage:
            _parser(commands[name]).parse_args(rest)
        elif rest in (["--help"], ["-h"]):
            return _load(commands[name])(rest) or _HELP_GIVEN
    except SystemExit as over:
        return _WRONG_USAGE if over.code else _HELP_GIVEN
    return _GOOD


def start(arguments: Sequence[str], commands: Mapping[str, Command] = COMMANDS) -> int:
    """`main`, or `beforehand` where the first argument says so; the exit status."""
    if arguments[:1] == [_BEFOREHAND]:
        return beforehand(arguments[1:], commands)
    return main(arguments, commands)


def parser_of(command: Command) -> ArgumentParser | None:
    """What the command may be asked; None where it takes what another program does."""
    return _parser(command) if command.usage else None


def _dispatch(arguments: list[str], commands: Mapping[str, Command]) -> int:
    name, rest = _named(arguments, commands)
    if name in commands:
        return _run(commands[name], rest)
    match arguments:
        case ["--version"]:
            print(f"cubby {VERSION}")
        case ["--help" | "-h" | "help"]:
            print(_help(commands))
        case ["help", "exit-status"]:
            print(EXIT_STATUS)
        case ["help", *words] if words:
            wanted, _ = _named(words, commands)
            if wanted not in commands and any(known.startswith(f"{words[0]} ") for known in commands):
                print(_family(words[0], commands))
                return _GOOD
            if wanted not in commands:
                print(_unknown(words[0], commands), file=sys.stderr)
                return _WRONG_USAGE
            return _run(commands[wanted], ["--help"])
        case [first, *more] if any(known.startswith(f"{first} ") for known in commands):
            asked = more in (["--help"], ["-h"])
            print(_family(first, commands), file=sys.stdout if asked else sys.stderr)
            return _GOOD if asked else _WRONG_USAGE
        case [unknown, *_]:
            print(_unknown(unknown, commands), file=sys.stderr)
            return _WRONG_USAGE
        case _:
            print(_help(commands), file=sys.stderr)
            return _WRONG_USAGE
    return _GOOD


def _named(arguments: list[str], commands: Mapping[str, Command]) -> tuple[str, list[str]]:
    """The command's name, empty where there is none, and what follows it."""
    for words in (2, 1):
        name = " ".join(arguments[:words])
        if len(arguments) >= words and name in commands:
            return name, arguments[words:]
    return "", arguments


def _run(command: Command, arguments: list[str]) -> int:
    if {"-h", "--help"} & set(arguments) and command.usage:
        _parser(command).parse_args(arguments)  # ends the program, or it was no wish for help
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


def _parser(command: Command) -> ArgumentParser:
    module, function = command.usage.split(":")
    parser: ArgumentParser = getattr(import_module(module), function)()
    return parser


def _help(commands: Mapping[str, Command]) -> str:
    width = max(map(len, commands), default=0)
    lines = ["Usage: cubby COMMAND ..."]
    for group in dict.fromkeys(command.group for command in commands.values()):
        lines += ["", f"{group.capitalize()}:"] if group else [""]
        lines += (
            f"  {name:<{width}}  {command.help}"
            for name, command in commands.items()
            if command.group == group
        )
    more = (
        "`cubby COMMAND --help` says more about one of them; `cubby --version` says which Cubby this is.",
        "CUBBY_DATA and CUBBY_SITE stand for --data and --site; what is said goes first.",
        "",
        EXIT_STATUS,
    )
    return "\n".join((*lines, "", *more))


def _family(first: str, commands: Mapping[str, Command]) -> str:
    """What there is of a command of two words whose second is missing."""
    lines = [
        f"  cubby {name}  {command.help}" for name, command in commands.items() if name.split()[0] == first
    ]
    return "\n".join((f"Usage: cubby {first} COMMAND ...", "", *lines))


def _unknown(name: str, commands: Mapping[str, Command]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  only who mistypes pays for it

    near = get_close_matches(name, commands, n=1)
    hint = f"did you mean `cubby {near[0]}`?" if near else "`cubby help` lists them all."
    return f"cubby: there is no command {name!r}; {hint}"


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
