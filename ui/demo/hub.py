"""`cubby demo --fleet N`: a hub with a database of its own, and simulated kiosks that live at it."""

from __future__ import annotations

import ctypes
import json
import re
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import IO, Final

from ui.demo.office import OfficeShut, OfficeVisitor, announce
from ui.demo.processes import HOME, Ended

DAYS: Final = 3
SPEED: Final = 8640
"""Three days pass in half a minute."""
_PDEATHSIG: Final = 1
_ENDS_IT: Final = (signal.SIGTERM, signal.SIGINT)
_END_WITHIN: Final = 30.0
_LAST_WORDS: Final = 5
_NAMES: Final = (
    *("Ada Lovelace", "Alan Turing", "Grace Hopper", "Linus Pauling", "Marie Curie", "Emmy Noether"),
    *("Erika Muster", "Jan Kowalski", "Layla Haddad", "Niels Bohr", "Lise Meitner", "Rosa Parks"),
)


class _Asked(KeyboardInterrupt):
    """SIGTERM came, or Ctrl-C."""


def show_fleet(kiosks: int, keep: Path | None) -> int:
    """0 when somebody ends it, with nothing left running; 1 with a sentence else."""
    try:
        with _ended_by_signals(), ExitStack() as stack:
            folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cubby-hub-")))
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)  # root's database runs as somebody else, who has to get in
            _show(stack, kiosks, folder.resolve())
    except _Asked:
        return 0
    except (Ended, OfficeShut, OSError) as problem:
        sys.stderr.write(f"cubby demo: {problem}\n")
        return 1
    return 0


def _show(stack: ExitStack, kiosks: int, folder: Path) -> None:
    _tell("Starting a hub with a database of its own.")
    hub = stack.enter_context(
        _running("hub", folder, "hub", "run", "--data", str(folder / "hub"), "--listen", "127.0.0.1:0")
    )
    address = _said(hub, folder, "hub", r"is running: (\S+)")
    password = _said(hub, folder, "hub", r'as "first" with this password: (\S+)')
    first = OfficeVisitor(address, "first", password)
    first.set_up()
    second = first.employ("second")
    key = first.principal("demo", "Demo carrier")
    _tell(f"Starting {kiosks} kiosks: their last {DAYS} days pass in half a minute.")
    words = ("--hub", address, "--hub-data", str(folder / "hub"), "--kiosks", str(kiosks))
    days = ("--days", str(DAYS), "--speed", str(SPEED), "--folder", str(folder / "kiosks"), "--stay")
    fleet = stack.enter_context(_running("fleet", folder, "simulate", "fleet", *words, *days))
    _tell(f"The dashboard: {address}")
    _sign_in(first)
    _sign_in(second)
    _tell("A code counts once. Press Enter for new ones, Ctrl-C to end.")
    reached = json.loads(_said(fleet, folder, "fleet", r"(\{.*\})"))
    _announce(address, key, kiosks)
    _tell(
        f"The present is reached, after {reached['visits']} visits and {reached['rows']:,} rows;"
        " from now on time passes as it does."
    )
    _wait(folder, {"hub": hub, "fleet": fleet}, (first, second))


def _announce(address: str, key: str, kiosks: int) -> None:
    """Parcels whose recipients a caller's agent can find by name, phone and number."""
    chance = Random(kiosks)  # noqa: S311  a play, no secret
    for number, name in enumerate(_NAMES):
        parcel = {
            "kiosk": f"sim-{number % kiosks + 1:03}",
            "tracking": f"CUBBY-{4711 + number}",
            "phone": f"+49 30 5550{100 + number}",
            "name": name,
            "size": chance.choice(("S", "M")),
        }
        announce(address, key, f"demo-parcel-{number:04}", parcel)
    _tell(f"A carrier announced {len(_NAMES)} parcels: search for 030 5550100, or CUBBY-4711.")


def _sign_in(person: OfficeVisitor) -> None:
    code = person.code()
    _tell(
        f'Sign in as "{person.name}" with the password {person.password}'
        f" and the code {f'{code[:3]} {code[3:]}' if code else '(a new one in a moment)'}"
    )


def _wait(
    folder: Path, processes: dict[str, subprocess.Popen[bytes]], people: tuple[OfficeVisitor, ...]
) -> None:
    """Until one of them is no more."""
    listens = True
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise _lost(folder, name)
        ready, _, _ = select.select([sys.stdin] if listens else [], [], [], 0.5)
        if ready:
            listens = bool(sys.stdin.readline())
            if listens:
                for person in people:
                    _sign_in(person)


# --- processes --------------------------------------------------------------------------------------


@contextmanager
def _running(name: str, folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Ends with the block, and with this process, however that ends.

    A signal waits until the process is there: what its handler raises in the hooks around a fork gets lost.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS_IT)
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli", *words],
            cwd=HOME,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # Ctrl-C is ours to hear, and each ends in its turn
            preexec_fn=_die_with_us(),  # noqa: PLW1509  there are no threads
        )
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS_IT)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_END_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _die_with_us() -> Callable[[], None]:
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS_IT)
        libc.prctl(_PDEATHSIG, signal.SIGTERM)

    return prepare


def _said(process: subprocess.Popen[bytes], folder: Path, name: str, pattern: str) -> str:
    """What fits in the next line that it says. Raises Ended."""
    pipe: IO[bytes] | None = process.stdout
    line = pipe.readline().decode() if pipe is not None else ""
    found = re.search(pattern, line)
    if found is None:
        raise _lost(folder, name)
    return found[1]


def _lost(folder: Path, name: str) -> Ended:
    said = (folder / f"{name}.log").read_text("utf-8", "replace").splitlines()[-_LAST_WORDS:]
    return Ended("\n".join((f"the {name} ended before its time. Its last words:", *said)))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    def ask(*_: object) -> None:
        for name in _ENDS_IT:
            signal.signal(name, signal.SIG_IGN)  # a second one must not stop the tidying
        raise _Asked

    before = {name: signal.signal(name, ask) for name in _ENDS_IT}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
