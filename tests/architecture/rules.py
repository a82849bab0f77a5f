"""The rules on imports and on what a room may use: tables, and one function a rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from tests.architecture.source import FLOORS, Module, Violation

# The only file that may look upwards, and the only one that imports by a name in a string.
ENTRANCE = "kiosk/cli.py"

# A library lives in these rooms and nowhere else.
HOMES: Mapping[str, tuple[str, ...]] = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "babel": ("ui/",),
    "serial": ("hardware/",),
    "cv2": ("hardware/",),
    "numpy": ("hardware/",),
    "zxingcpp": ("hardware/",),
    "pyzbar": ("hardware/",),
    "dlib": ("hardware/",),
    "face_recognition": ("hardware/",),
    "PIL": ("hardware/",),
    "escpos": ("hardware/",),
    "pymodbus": ("hardware/",),
    "gpiod": ("hardware/locks/",),
    "smbus2": ("hardware/locks/",),
    "paho": ("hardware/locks/",),
    "biip": ("kiosk/labels",),
    "phonenumbers": ("kiosk/vault/",),
    "segno": ("kiosk/terminal/qr", "kiosk/hub/pages/"),
    "shtab": ("kiosk/terminal/completion",),
    "requests": ("kiosk/link/", "kiosk/update/"),
    "tuf": ("kiosk/update/", "kiosk/release/"),
    "pkcs11": ("kiosk/release/token",),
    "securesystemslib": ("kiosk/update/", "kiosk/release/"),
    "fastapi": ("kiosk/hub/",),
    "starlette": ("kiosk/hub/",),
    "uvicorn": ("kiosk/hub/",),
    "psycopg": ("kiosk/hub/",),
    "alembic": ("kiosk/hub/schema/",),
    "sqlalchemy": ("kiosk/hub/schema/",),
    "msgspec": ("kiosk/hub/",),
    "jinja2": ("kiosk/hub/",),
    "markupsafe": ("kiosk/hub/",),
    "sqlite3": ("kiosk/journal/",),
    "sqlite_utils": ("kiosk/journal/",),
    "argon2": ("kiosk/vault/",),
    "cryptography": ("kiosk/vault/", "kiosk/update/", "kiosk/release/", "kiosk/hub/"),
    "pyotp": ("kiosk/vault/",),
    # It reads what comes from outside: site and service files, rows of the journal, the control socket, the
    # network.
    "pydantic": (
        "kiosk/site",
        "kiosk/services",
        "kiosk/journal/codec",
        "kiosk/control/reading",
        "kiosk/link/",
    ),
    "pydantic_core": (
        "kiosk/site",
        "kiosk/services",
        "kiosk/journal/codec",
        "kiosk/control/reading",
        "kiosk/link/",
    ),
}

# A room with few ties: of the three floors it imports these rooms and nothing else.
TIES: Mapping[str, tuple[str, ...]] = {
    "kiosk/wire/": ("kiosk.wire",),
    "kiosk/hub/": (
        "kiosk.hub", "kiosk.wire", "kiosk.custody", "kiosk.access", "kiosk.journeys", "kiosk.clock",
        "kiosk.usage.hub", "kiosk.version", "hardware.outcomes",
    ),
}  # fmt: skip
# What no kiosk carries: nobody outside imports it, and the entrance only by a string.
APART: Mapping[str, str] = {"kiosk/hub/": "kiosk.hub", "kiosk/fleet/": "kiosk.fleet"}

# A pure room may import these rooms and the standard library's pure modules.
PURE_ROOMS: Mapping[str, tuple[str, ...]] = {
    "kiosk/custody/": ("kiosk.custody",),
    "kiosk/access/": ("kiosk.access", "kiosk.custody"),
    "kiosk/journeys/": ("kiosk.journeys", "kiosk.access", "kiosk.custody"),
}
PURE_VALUES = "hardware.outcomes"
PURE_LIBRARY = frozenset(
    {
        "__future__", "abc", "bisect", "collections", "copy", "dataclasses", "datetime", "decimal", "enum",
        "fractions", "functools", "heapq", "itertools", "math", "operator", "re", "string", "types", "typing",
        "unicodedata",
    }
)  # fmt: skip
IMPURE_BUILTINS = frozenset({"open", "print", "input", "exec", "eval", "compile", "breakpoint", "globals"})

WALL_CLOCK = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
    }
)
CLOCK_HOME = "kiosk/clock.py"


def arrows_go_down(module: Module) -> Iterator[Violation]:
    """A floor imports itself and the floors below it."""
    floor = module.path.split("/", maxsplit=1)[0]
    above = FLOORS[: FLOORS.index(floor)]
    for entry in module.imports:
        if entry.target.startswith("."):
            yield Violation(
                module.path, entry.line, "imports are absolute; write the whole name from the top"
            )
        if entry.top in above and module.path != ENTRANCE:
            yield Violation(
                module.path,
                entry.line,
                f"{floor} must not know {entry.top}, which stands above it ({entry.target}); "
                f"move what both need down, or hand it in as an argument",
            )


def libraries_stay_at_home(module: Module) -> Iterator[Violation]:
    """A library is imported only in its home, and every library has one."""
    for entry in module.imports:
        if entry.top in HOMES:
            if not module.inside(*HOMES[entry.top]):
                homes = " and ".join(HOMES[entry.top])
                yield Violation(
                    module.path,
                    entry.line,
                    f"{entry.top} lives in {homes}; ask that room for what you need from it",
                )
        elif entry.top and entry.top not in FLOORS and entry.top not in sys.stdlib_module_names:
            yield Violation(
                module.path,
                entry.line,
                f"{entry.top} has no home; the three floors import each other, the standard library "
                f"and the libraries in HOMES (tests/architecture/rules.py)",
            )


def imports_are_statements(module: Module) -> Iterator[Violation]:
    """What is imported by a name in a string escapes the other rules; only the entrance does it."""
    for line, name in module.uses:
        if (
            name in {"importlib.import_module", "importlib.__import__", "__import__"}
            and module.path != ENTRANCE
        ):
            yield Violation(
                module.path, line, "write an import statement; only kiosk/cli.py imports by a string"
            )


def pure_rooms_are_pure(module: Module) -> Iterator[Violation]:
    """A pure room reads no clock, file, socket, secret or random source."""
    rooms = next((rooms for place, rooms in PURE_ROOMS.items() if module.inside(place)), None)
    if rooms is None:
        return
    for entry in module.imports:
        if entry.top in FLOORS:
            if not any(_under(entry.target, room) for room in (*rooms, PURE_VALUES)):
                allowed = ", ".join((*rooms, PURE_VALUES))
                yield Violation(
                    module.path,
                    entry.line,
                    f"a pure room here imports only {allowed}, not {entry.target}; "
                    f"let an effect or an argument bring it",
                )
        elif entry.top not in PURE_LIBRARY:
            yield Violation(
                module.path,
                entry.line,
                f"{entry.top} is not on the list of pure modules (PURE_LIBRARY); "
                f"clocks, files, chance and secrets come from effects or as arguments",
            )
    for line, name in module.uses:
        if name in IMPURE_BUILTINS:
            yield Violation(module.path, line, f"{name}() is not pure; let an effect do it")


def few_ties(module: Module) -> Iterator[Violation]:
    """The hub and the wire know little of the kiosk, and no kiosk knows the hub."""
    for place, rooms in TIES.items():
        if not module.inside(place):
            continue
        for entry in module.imports:
            if entry.top in FLOORS and not any(_under(entry.target, room) for room in rooms):
                allowed = ", ".join(rooms)
                yield Violation(
                    module.path, entry.line, f"{place} imports only {allowed}, not {entry.target}"
                )
    for place, package in APART.items():
        if module.inside(place):
            continue
        for entry in module.imports:
            if _under(entry.target, package):
                yield Violation(
                    module.path, entry.line, f"no kiosk carries {package}; what both need is in kiosk.wire"
                )


def one_clock(module: Module) -> Iterator[Violation]:
    """Only the clock asks the machine for the time of day."""
    if module.path == CLOCK_HOME:
        return
    for line, name in module.uses:
        if name in WALL_CLOCK:
            yield Violation(
                module.path, line, f"{name} belongs to {CLOCK_HOME}; take a Clock and ask it for now()"
            )


def _under(target: str, package: str) -> bool:
    return target == package or target.startswith(f"{package}.")
