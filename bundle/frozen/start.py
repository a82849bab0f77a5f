"""The entrance of a frozen Cubby: the commands of `cubby`, and the processes that a kiosk starts itself."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk import cli

CHILDREN: Final = frozenset(
    {
        "hardware.locks.bridge.process",
        "hardware.speech.process",
        "hardware.vision.process",
        "hardware.vision.spare",
        "kiosk.cli",
        "kiosk.upkeep.carry",
        "kiosk.upkeep.verify",
        "ui.demo.display",
        "ui.player",
    }
)
"""The modules that are started as `cubby -m MODULE`, as a checkout starts them as `python -m MODULE`."""

NOT_CARRIED: Final = ("kiosk.hub.", "kiosk.fleet.")
"""The hub is a program of its own, and so are simulated kiosks at it."""

COMMANDS: Final[Mapping[str, cli.Command]] = {
    **{n: command for n, command in cli.COMMANDS.items() if not command.target.startswith(NOT_CARRIED)},
    "selftest": cli.Command(
        "check that this bundle is whole", "bundle.frozen.selftest:main", group="the machine"
    ),
}
_WRONG_USAGE: Final = 2
_LIBRARIES: Final = "LD_LIBRARY_PATH"
_LOADER: Final = "_PYI_"
_FONTS: Final = "FONTCONFIG_FILE"


def main(argv: Sequence[str]) -> int:
    """Run what `argv` asks for, the program's name first; return the exit status."""
    _settle(Path(sys.executable).resolve().parent / "_internal")
    match argv[1:]:
        case ["-m", module, *rest] if module in CHILDREN:
            sys.argv = [module, *rest]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
            return 0
        case ["-m" | "-c", *_]:
            sys.stderr.write("cubby: a bundle runs its own commands and no other code\n")
            return _WRONG_USAGE
        case rest:
            return cli.start(rest, COMMANDS)


def _settle(inside: Path) -> None:
    """Leave the environment as it was for whatever is started: programs of the system, and this one again.

    The loader of the bundle has put its libraries first for this process, which has read that by now; `aplay`
    and `systemctl` would load them too. A machine without fonts shows the bundle's.
    """
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    if before is None:
        os.environ.pop(_LIBRARIES, None)
    else:
        os.environ[_LIBRARIES] = before
    for name in [name for name in os.environ if name.startswith(_LOADER)]:
        del os.environ[name]
    fonts = inside / "fonts" / "fonts.conf"
    if fonts.exists():
        os.environ.setdefault(_FONTS, str(fonts))
