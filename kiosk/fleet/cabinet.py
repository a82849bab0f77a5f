"""The doors of one simulated cabinet and what is behind them; its locks answer by messages, as real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.locks.driver import Bank
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusReady,
    BusReport,
    DoorMoved,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    SearchDone,
    UnlockDone,
)
from kiosk.site.whole import Site

_PULLS: Final = 0.3
_GIVES_UP: Final = 4.0
Later = Callable[[float, Callable[[], None]], None]


class SimulatedCabinet:
    """Belongs to the fleet's thread. `tell` takes reports; `later` calls in so many seconds of the fleet.

    It is what the house knows as its locks. `jammed`: labels whose latch holds; `silent`: banks that don't
    answer. `inside`: tracking numbers by label.
    """

    def __init__(self, site: Site, tell: Callable[[BusReport], None], later: Later) -> None:
        self._site = site
        self._tell = tell
        self._later = later
        self.inside: dict[str, list[str]] = {c.label: [] for c in site.cabinet.compartments()}
        self.opened: set[LockAddress] = set()
        self.jammed: set[str] = set()
        self.silent: set[str] = set()

    # --- as the house reaches it ----------------------------------------------------------------------

    def unlock(self, ticket: int, address: LockAddress) -> None:
        label = self._label(address)
        if address.bank in self.silent:
            self._later(0.1, lambda: self._tell(UnlockDone(ticket, address, NotSent("the board is silent"))))
        elif label in self.jammed:
            held = UnlockDone(ticket, address, Jammed())
            self._later(_GIVES_UP, lambda: self._tell(held))
        else:
            self._later(_PULLS, lambda: self._open(ticket, address))

    def watch(self, *, busy: bool) -> None:
        """There are no lines to be asked more often."""

    def ask_health(self) -> None:
        """There are no lines that could count."""

    def search(self, ticket: int, bank: str) -> None:
        self._later(1.0, lambda: self._tell(SearchDone(ticket, bank, lost="this board is simulated")))

    def move(self, bank: Bank) -> None:
        """Nothing is wired here."""

    # --- hands and faults -------------------------------------------------------------------------------

    def ready(self) -> None:
        """Every line is up and every door was read."""
        for bus in self._site.buses:
            banks = {bank.name for bank in bus.banks}
            self._tell(BusReady(bus.name, self._read(banks - self.silent)))
            for bank in banks & self.silent:
                self._tell(BankSilent(bus.name, bank, "no answer"))

    def is_open(self, label: str) -> bool:
        return any(lock in self.opened for lock in self._locks(label))

    def close(self, label: str) -> None:
        for lock in self._locks(label):
            if lock in self.opened:
                self.opened.discard(lock)
                if lock.bank not in self.silent:
                    self._tell(DoorMoved(lock, DoorState.CLOSED, commanded=True))

    def take(self, label: str) -> list[str]:
        """What was there; nothing through a door that is shut."""
        if not self.is_open(label):
            return []
        found, self.inside[label] = self.inside[label], []
        return found

    def put(self, label: str, tracking: str) -> bool:
        if self.is_open(label) and tracking not in self.inside[label]:
            self.inside[label].append(tracking)
            return True
        return False

    def silence(self, bank: str, *, on: bool) -> None:
        """Its board stops answering, or answers again."""
        bus = next(bus.name for bus in self._site.buses if any(b.name == bank for b in bus.banks))
        if on and bank not in self.silent:
            self.silent.add(bank)
            self._tell(BankSilent(bus, bank, "no answer"))
        elif not on and bank in self.silent:
            self.silent.discard(bank)
            self._tell(BankBack(bus, bank, self._read({bank})))

    def banks(self) -> list[str]:
        return [bank.name for bus in self._site.buses for bank in bus.banks]

    # --- inside -------------------------------------------------------------------------------------------

    def _open(self, ticket: int, address: LockAddress) -> None:
        self.opened.add(address)
        self._tell(DoorMoved(address, DoorState.OPEN, commanded=True))
        self._tell(UnlockDone(ticket, address, Opened(int(_PULLS * 1000))))

    def _read(self, banks: set[str]) -> dict[LockAddress, DoorState]:
        locks = (lock for label in self.inside for lock in self._locks(label))
        return {
            lock: DoorState.OPEN if lock in self.opened else DoorState.CLOSED
            for lock in locks
            if lock.bank in banks
        }

    def _locks(self, label: str) -> list[LockAddress]:
        compartment = self._site.cabinet.compartment(label)
        return [door.lock for door in compartment.doors] if compartment is not None else []

    def _label(self, address: LockAddress) -> str:
        return next((label for label in self.inside if address in self._locks(label)), "")
